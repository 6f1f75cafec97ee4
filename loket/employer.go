package loket

// EmployersService reads and changes employers, and adds one to a provider. A new employer cannot be seen until it is put in a team, and then some minutes later
// (loket-rest.md §4.2).
type EmployersService struct {
	RootLister[Employer] // all employers that the user can see
	Getter[Employer]
	Creator[Employer] // under a provider
	Replacer[Employer]

	Minimized           RootLister[EmployerMinimized]
	MinimizedOfProvider Lister[EmployerMinimized]
}

func newEmployers(c *Client) EmployersService {
	one := at(c, "/providers/employers/{employerId}", firstVersion)
	return EmployersService{
		RootLister: RootLister[Employer]{at(c, "/providers/employers", firstVersion)},
		Getter:     Getter[Employer]{one},
		Creator:    Creator[Employer]{at(c, "/providers/{providerId}/employers", firstVersion)},
		Replacer:   Replacer[Employer]{one},

		Minimized:           RootLister[EmployerMinimized]{at(c, "/providers/employers/minimized", firstVersion)},
		MinimizedOfProvider: Lister[EmployerMinimized]{at(c, "/providers/{providerId}/employers/minimized", firstVersion)},
	}
}

// Employer is a company, or a part of one, that employs people.
type Employer struct {
	ID                      string              `json:"id,omitzero"`             // read only
	EmployerNumber          int                 `json:"employerNumber,omitzero"` // read only: the number that people see
	CompanyName             string              `json:"companyName"`
	Address                 Address             `json:"address"`
	DeviatingPostalAddress  *PostalAddress      `json:"deviatingPostalAddress,omitzero"`
	Contact                 *Contact            `json:"contact,omitzero"`
	ContactInformation      *CompanyInformation `json:"contactInformation,omitzero"`
	Branch                  *KV                 `json:"branch,omitzero"`
	LegalForm               *KV                 `json:"legalForm,omitzero"`
	SBI                     *SBI                `json:"sbi,omitzero"`
	ChamberOfCommerceNumber string              `json:"chamberOfCommerceNumber,omitzero"`
	ProviderSettings        ProviderSettings    `json:"providerSettings"`
	EmployerLogo            string              `json:"employerLogo,omitzero"` // read only: an address
	ProviderLogo            string              `json:"providerLogo,omitzero"` // read only: an address
}

// Contact is the person to speak to.
type Contact struct {
	Name        string `json:"name,omitzero"`
	Function    string `json:"function,omitzero"` // only of an employer
	PhoneNumber string `json:"phoneNumber,omitzero"`
}

// CompanyInformation is how an employer can be reached.
type CompanyInformation struct {
	PhoneNumber  string `json:"phoneNumber,omitzero"`
	FaxNumber    string `json:"faxNumber,omitzero"`
	EmailAddress string `json:"emailAddress,omitzero"`
	Website      string `json:"website,omitzero"`
}

// SBI is the branch by the classification of Statistics Netherlands.
type SBI struct {
	Key     int    `json:"key"`
	SBICode string `json:"sbiCode,omitzero"` // read only
	Value   string `json:"value,omitzero"`   // read only
}

// ProviderSettings are what the accountant keeps about an employer.
type ProviderSettings struct {
	AdministrationNumber                   string `json:"administrationNumber,omitzero"` // free text, often the debtor number
	GroupCode                              *int   `json:"groupCode,omitzero"`
	ParentEmployerForConsolidatedOverviews *int   `json:"parentEmployerForConsolidatedOverviews,omitzero"`
	SendEmailWhenSalarySlipIsAvailable     bool   `json:"sendEmailWhenSalarySlipIsAvailable"`
}

// EmployerMinimized is an employer with few members, for a list to choose from. The pinned version is 2018-01-01: what 2025-11-03 does differently is not established
// (loket-rest.md §1).
type EmployerMinimized struct {
	ID          string `json:"id"`
	CompanyName string `json:"companyName"`
	Address     struct {
		Street      string `json:"street"`
		HouseNumber int    `json:"houseNumber"`
		PostalCode  string `json:"postalCode"`
		City        string `json:"city"`
	} `json:"address"`
	Contact            Contact            `json:"contact"`
	ContactInformation CompanyInformation `json:"contactInformation"`
	Branch             *KV                `json:"branch,omitzero"`
	ProviderSettings   struct {
		AdministrationNumber string `json:"administrationNumber,omitzero"`
		GroupCode            *int   `json:"groupCode,omitzero"`
	} `json:"providerSettings"`
	EmployerLogo string `json:"employerLogo,omitzero"`
	ProviderLogo string `json:"providerLogo,omitzero"`
}
