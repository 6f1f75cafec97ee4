package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// EmployeesService reads and changes the people of an employer. Creating one and changing only the e-mail address are known by name and not by shape: use [Post] and [Patch].
// The citizen service number (BSN) has a right of its own and is never part of an employee; see the package documentation.
type EmployeesService struct {
	Lister[Employee] // of an employer; filter settings do not apply to it
	Getter[Employee]
	Replacer[Employee]
}

func newEmployees(c *Client) EmployeesService {
	one := at(c, "/providers/employers/employees/{employeeId}", employeesVersion)
	return EmployeesService{
		Lister:   Lister[Employee]{at(c, "/providers/employers/{employerId}/employees", employeesVersion)},
		Getter:   Getter[Employee]{one},
		Replacer: Replacer[Employee]{one},
	}
}

// Employee is a person, in resource version 2021-03-29 (loket-rest.md §4.3). Whether and since when the person works is in the employments, departments are in the organizational entities.
type Employee struct {
	ID                                string             `json:"id,omitzero"`    // read only
	EmployeeNumber                    int                `json:"employeeNumber"` // unique within one employer
	PersonalDetails                   PersonalDetails    `json:"personalDetails"`
	ContactInformation                ContactInformation `json:"contactInformation"`
	Address                           *Address           `json:"address,omitzero"`
	DeviatingPostalAddress            *PostalAddress     `json:"deviatingPostalAddress,omitzero"`
	IdentityDocument                  *IdentityDocument  `json:"identityDocument,omitzero"`
	Travel                            Travel             `json:"travel"`
	ExclusionFromAbsenceStatus        bool               `json:"exclusionFromAbsenceStatus"`
	StatusEmployeeSelfService         *KV                `json:"statusEmployeeSelfService,omitzero"`         // read only
	RevokeEmployeeSelfServiceAccessOn civil.Date         `json:"revokeEmployeeSelfServiceAccessOn,omitzero"` // read only
}

// PersonalDetails are the names, dates and further details of a person.
type PersonalDetails struct {
	FirstName           string     `json:"firstName,omitzero"`
	Initials            string     `json:"initials"`
	Prefix              string     `json:"prefix,omitzero"`
	LastName            string     `json:"lastName"`
	PrefixPartner       string     `json:"prefixPartner,omitzero"`
	LastNamePartner     string     `json:"lastNamePartner,omitzero"`
	HowToFormatLastName KV         `json:"howToFormatLastName"`
	FormattedName       string     `json:"formattedName,omitzero"` // read only: of own and partner's name, by HowToFormatLastName
	Title               *KV        `json:"title,omitzero"`
	Gender              KV         `json:"gender"`
	CivilStatus         *KV        `json:"civilStatus,omitzero"`
	Nationality         *KV        `json:"nationality,omitzero"`
	DateOfBirth         civil.Date `json:"dateOfBirth"`
	PlaceOfBirth        string     `json:"placeOfBirth,omitzero"`
	DateOfDeath         civil.Date `json:"dateOfDeath,omitzero"`
	AOWDate             civil.Date `json:"aowDate,omitzero"` // read only: first day of the state pension
	Photo               string     `json:"photo,omitzero"`   // read only: an address
}

// ContactInformation is how a person can be reached. Most users of Loket fill EmailAddress, whatever address it is.
type ContactInformation struct {
	EmailAddress              string `json:"emailAddress,omitzero"`
	PhoneNumber               string `json:"phoneNumber,omitzero"`
	MobilePhoneNumber         string `json:"mobilePhoneNumber,omitzero"`
	FaxNumber                 string `json:"faxNumber,omitzero"`
	BusinessEmailAddress      string `json:"businessEmailAddress,omitzero"`
	BusinessPhoneNumber       string `json:"businessPhoneNumber,omitzero"`
	BusinessMobilePhoneNumber string `json:"businessMobilePhoneNumber,omitzero"`
}

// IdentityDocument is the passport or the like that the employer has seen.
type IdentityDocument struct {
	TypeOfDocument         KV     `json:"typeOfDocument"`
	DocumentIdentification string `json:"documentIdentification"`
}

// Travel is how far a person lives from work.
type Travel struct {
	TravelDistanceToWork int `json:"travelDistanceToWork,omitzero"` // metres, one way
}

// EmployeeRef is the person in a record that is about one.
type EmployeeRef struct {
	ID              string     `json:"id"`
	EmployeeNumber  int        `json:"employeeNumber,omitzero"`
	FirstName       string     `json:"firstName,omitzero"`
	Initials        string     `json:"initials,omitzero"`
	Prefix          string     `json:"prefix,omitzero"`
	LastName        string     `json:"lastName,omitzero"`
	PrefixPartner   string     `json:"prefixPartner,omitzero"`
	LastNamePartner string     `json:"lastNamePartner,omitzero"`
	FormattedName   string     `json:"formattedName,omitzero"`
	DateOfBirth     civil.Date `json:"dateOfBirth,omitzero"`
	Photo           string     `json:"photo,omitzero"`
}
