package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// WagesService reads and changes the wages of an employment. They follow each other without gaps, as [OrganizationalEntitiesService] says (loket-rest.md §4.7, §5.1).
type WagesService struct {
	Lister[Wage] // of an employment
	Getter[Wage]
	Creator[Wage] // of an employment
	Replacer[Wage]
	Deleter

	Actual Lister[ActualWage] // of an employer, for all employments, on [ListOptions].ReferenceDate
}

func newWages(c *Client) WagesService {
	list := at(c, "/providers/employers/employees/employments/{employmentId}/wages", firstVersion)
	one := at(c, "/providers/employers/employees/employments/wages/{wageId}", firstVersion)
	return WagesService{
		Lister:   Lister[Wage]{list},
		Getter:   Getter[Wage]{one},
		Creator:  Creator[Wage]{list},
		Replacer: Replacer[Wage]{one},
		Deleter:  Deleter{one},

		Actual: Lister[ActualWage]{at(c, "/providers/employers/{employerId}/actualwages", firstVersion)},
	}
}

// Wage is what an employment pays from a day on, per hour or per PayrollPeriodType. Which keys of the wage types mean an hourly wage is in the metadata: Loket's examples
// contradict each other.
type Wage struct {
	ID                  string     `json:"id,omitzero"` // read only
	StartDate           civil.Date `json:"startDate"`
	EndDate             civil.Date `json:"endDate,omitzero"` // read only
	GrossWage           Decimal    `json:"grossWage,omitzero"`
	GrossWageType       *KV        `json:"grossWageType,omitzero"`
	IsGrossWageFullTime bool       `json:"isGrossWageFullTime,omitzero"` // read only
	NetWage             Decimal    `json:"netWage,omitzero"`
	NetWageType         *KV        `json:"netWageType,omitzero"`
	EmployerCosts       Decimal    `json:"employerCosts,omitzero"`
	EmployerCostsType   *KV        `json:"employerCostsType,omitzero"`
	ApplyPayGrade       *bool      `json:"applyPayGrade,omitzero"`
	PayScale            *KV        `json:"payScale,omitzero"`
	PayGrade            *KV        `json:"payGrade,omitzero"`
	PayrollPeriodType   KV         `json:"payrollPeriodType,omitzero"` // read only
}

// ActualWage is the one that is in force for an employment.
type ActualWage struct {
	EmploymentID string `json:"employmentId"`
	Wage         Wage   `json:"wage"`
}
