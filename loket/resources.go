package loket

// Resources are the parts of Loket that this package knows with all their members. Each is a field of [Client]; everything else is reached with [All], [Get] and the
// other functions that take an [Operation].
//
// What a resource can do is in its type: [Lister], [RootLister], [Getter], [Creator], [Replacer] and [Deleter], and a few actions of its own.
// All of them are safe for concurrent use.
type Resources struct {
	Providers RootLister[Provider]
	Employers EmployersService

	Employees   EmployeesService
	Employments EmploymentsService

	Departments            DepartmentsService
	Functions              FunctionsService
	OrganizationalEntities OrganizationalEntitiesService
	WorkingHours           WorkingHoursService
	Wages                  WagesService

	CustomFields           CustomFieldsService
	EmployeeCustomFields   EmployeeCustomFieldsService
	EmploymentCustomFields EmploymentCustomFieldsService

	LeaveTypes    LeaveTypesService
	LeaveBalances LeaveBalancesService
	LeaveEntries  LeaveEntriesService
	LeaveRequests LeaveRequestsService

	Administrations        Lister[Administration]
	PayrollAdministrations Lister[PayrollAdministration]
	PayrollPeriods         PayrollPeriodsService
	PayrollRuns            PayrollRunsService

	FilterSettings FilterSettingsService
	Changes        ChangesService
	Users          UsersService
	Authorizations AuthorizationsService
}

func newResources(c *Client) Resources {
	return Resources{
		Providers: RootLister[Provider]{at(c, "/providers", firstVersion)},
		Employers: newEmployers(c),

		Employees:   newEmployees(c),
		Employments: newEmployments(c),

		Departments:            newDepartments(c),
		Functions:              newFunctions(c),
		OrganizationalEntities: newOrganizationalEntities(c),
		WorkingHours:           newWorkingHours(c),
		Wages:                  newWages(c),

		CustomFields:           newCustomFields(c),
		EmployeeCustomFields:   newEmployeeCustomFields(c),
		EmploymentCustomFields: newEmploymentCustomFields(c),

		LeaveTypes:    newLeaveTypes(c),
		LeaveBalances: newLeaveBalances(c),
		LeaveEntries:  newLeaveEntries(c),
		LeaveRequests: newLeaveRequests(c),

		Administrations:        Lister[Administration]{at(c, "/providers/employers/{employerId}/administrations", firstVersion)},
		PayrollAdministrations: Lister[PayrollAdministration]{at(c, "/providers/employers/{employerId}/payrolladministrations", firstVersion)},
		PayrollPeriods:         newPayrollPeriods(c),
		PayrollRuns:            newPayrollRuns(c),

		FilterSettings: newFilterSettings(c),
		Changes:        newChanges(c),
		Users:          newUsers(c),
		Authorizations: newAuthorizations(c),
	}
}
