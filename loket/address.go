package loket

// Address is where an employer, an employee or an administration is (loket-rest.md §4.2, §4.3, §4.11).
type Address struct {
	Street              string  `json:"street"`
	HouseNumber         int     `json:"houseNumber"`
	HouseNumberAddition string  `json:"houseNumberAddition,omitzero"`
	PostalCode          string  `json:"postalCode,omitzero"` // with or without the space; may be empty outside the Netherlands
	City                string  `json:"city"`
	Location            string  `json:"location,omitzero"`
	FurtherIndication   *KV     `json:"furtherIndication,omitzero"` // a caravan or a houseboat
	Province            *KV     `json:"province,omitzero"`          // not of an employee
	Country             Country `json:"country"`
}

// PostalAddress is where mail goes to if that is somewhere else.
type PostalAddress struct {
	Street              string  `json:"street,omitzero"`
	HouseNumber         int     `json:"houseNumber"`
	HouseNumberAddition string  `json:"houseNumberAddition,omitzero"`
	POBox               int     `json:"poBox,omitzero"` // not of an employee
	PostalCode          string  `json:"postalCode,omitzero"`
	City                string  `json:"city"`
	Location            string  `json:"location,omitzero"`
	FurtherIndication   *KV     `json:"furtherIndication,omitzero"`
	Country             Country `json:"country"`
}
