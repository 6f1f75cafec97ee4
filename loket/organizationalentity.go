package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// OrganizationalEntitiesService reads and changes in which department and function an employment is. The entities of an employment follow each other without gaps: a new one is the last,
// and closes the one before it on the day before its start (loket-rest.md §4.6, §5.1).
type OrganizationalEntitiesService struct {
	Lister[OrganizationalEntity] // of an employment
	Getter[OrganizationalEntity]
	Creator[OrganizationalEntity] // of an employment
	Replacer[OrganizationalEntity]
	Deleter

	Actual Lister[ActualOrganizationalEntity] // of an employer, for all employments, on [ListOptions].ReferenceDate
}

func newOrganizationalEntities(c *Client) OrganizationalEntitiesService {
	list := at(c, "/providers/employers/employees/employments/{employmentId}/organizationalentities", firstVersion)
	one := at(c, "/providers/employers/employees/employments/organizationalentities/{organizationalEntityId}", firstVersion)
	return OrganizationalEntitiesService{
		Lister:   Lister[OrganizationalEntity]{list},
		Getter:   Getter[OrganizationalEntity]{one},
		Creator:  Creator[OrganizationalEntity]{list},
		Replacer: Replacer[OrganizationalEntity]{one},
		Deleter:  Deleter{one},

		Actual: Lister[ActualOrganizationalEntity]{at(c, "/providers/employers/{employerId}/actualorganizationalentities", firstVersion)},
	}
}

// OrganizationalEntity is the department, function and place of an employment from a day on.
type OrganizationalEntity struct {
	ID                               string            `json:"id,omitzero"` // read only
	StartDate                        civil.Date        `json:"startDate"`
	EndDate                          civil.Date        `json:"endDate,omitzero"` // read only
	Department                       UnitRef           `json:"department,omitzero"`
	Function                         FunctionRef       `json:"function,omitzero"`
	DistributionUnit                 UnitRef           `json:"distributionUnit,omitzero"`
	StandardFunction                 *StandardFunction `json:"standardFunction,omitzero"`
	DeviatingFunctionGroup           string            `json:"deviatingFunctionGroup,omitzero"`
	DeviatingFunctionDescription     string            `json:"deviatingFunctionDescription,omitzero"`
	PlaceOfEmployment                string            `json:"placeOfEmployment,omitzero"`
	InternalTelephoneExtensionNumber string            `json:"internalTelephoneExtensionNumber,omitzero"`
}

// ActualOrganizationalEntity is the one that is in force for an employment.
type ActualOrganizationalEntity struct {
	EmploymentID         string               `json:"employmentId"`
	OrganizationalEntity OrganizationalEntity `json:"organizationalEntity"`
}
