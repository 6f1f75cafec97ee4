package loket

// DepartmentsService reads and changes the departments of an employer. A department cannot be deleted (loket-rest.md §4.5).
type DepartmentsService struct {
	Lister[Department] // all of an employer
	Getter[Department]
	Creator[Department]
	Replacer[Department]

	UserAccessible Lister[Department] // those of an employer that the user may see
}

func newDepartments(c *Client) DepartmentsService {
	list := at(c, "/providers/employers/{employerId}/departments", firstVersion)
	one := at(c, "/providers/employers/departments/{departmentId}", firstVersion)
	return DepartmentsService{
		Lister:   Lister[Department]{list},
		Getter:   Getter[Department]{one},
		Creator:  Creator[Department]{list},
		Replacer: Replacer[Department]{one},

		UserAccessible: Lister[Department]{at(c, "/providers/employers/{employerId}/useraccessibledepartments", firstVersion)},
	}
}

// Department is a department. No department has a manager: that is a user, see [UserDepartments].
type Department struct {
	ID                string   `json:"id,omitzero"` // read only
	Code              int      `json:"code"`        // set when it is created, and kept
	Description       string   `json:"description"`
	SubDepartmentOf   *UnitRef `json:"subDepartmentOf,omitzero"`
	EmailLeaveRequest string   `json:"emailLeaveRequest,omitzero"`
}
