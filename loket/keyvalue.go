package loket

// KeyValue is a coded value: a key that says what is meant, and the text that goes with it, mostly Dutch. When a record is written Loket reads the key only, and so only that is sent
// (loket-rest.md §3.6). The keys that may be chosen come from [Metadata]; few of them are documented, so do not build them in.
//
// A coded value that may be empty is a pointer, because 0 can be a key.
type KeyValue[K any] struct {
	Key   K      `json:"key"`
	Value string `json:"value,omitzero"` // read only
}

// KV is a coded value with a number as its key, as nearly all are.
type KV = KeyValue[int]

// Country is a coded value. Go by the ISO code: the keys in Loket's own examples contradict each other (loket-rest.md §7).
type Country struct {
	Key     int    `json:"key"`
	ISOCode string `json:"isoCode,omitzero"` // read only: "NL"
	Value   string `json:"value,omitzero"`   // read only
}

// UnitRef points to a department, a distribution unit or a contract code.
type UnitRef struct {
	Key         string `json:"key"`                  // the ID of the department
	Code        int    `json:"code,omitzero"`        // read only
	Description string `json:"description,omitzero"` // read only
}

// FunctionRef points to a function.
type FunctionRef struct {
	Key         string `json:"key"`
	Description string `json:"description,omitzero"` // read only
	Group       string `json:"group,omitzero"`       // read only
}

// StandardFunction is a coded value from a list that is the same for all employers.
type StandardFunction struct {
	Key      int    `json:"key"`
	Code     string `json:"code,omitzero"`     // read only
	Category int    `json:"category,omitzero"` // read only
	Value    string `json:"value,omitzero"`    // read only
}

// AdministrationRef points to a payroll administration or to one without payroll.
type AdministrationRef struct {
	ID           string `json:"id"`
	Name         string `json:"name,omitzero"`
	ClientNumber int    `json:"clientNumber,omitzero"` // not of an administration without payroll
	Description  string `json:"description,omitzero"`
}

// UserRef says who did something.
type UserRef struct {
	ID            string `json:"id"`
	FormattedName string `json:"formattedName,omitzero"`
	Initials      string `json:"initials,omitzero"`
	Prefix        string `json:"prefix,omitzero"`
	LastName      string `json:"lastName,omitzero"`
}

// Created is what Loket answers where it gives the id of a new record and not the record.
type Created struct {
	ID string `json:"id"`
}
