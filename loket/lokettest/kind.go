package lokettest

// A kind is a sort of record: its document, and the kind of the record that it belongs to.
type kind struct {
	name   string // as in routes: {employer}
	owner  *kind
	schema *schema
	hasTag bool // details carry an ETag: the vendor's list in loket-2023.json
}

// The kinds of records, from the top down.
var (
	kindProvider = &kind{name: "provider", schema: mustSchema("provider")}
	kindUser     = &kind{name: "user", schema: mustSchema("user"), hasTag: true}

	kindEmployer       = &kind{name: "employer", owner: kindProvider, schema: mustSchema("employer"), hasTag: true}
	kindDepartment     = &kind{name: "department", owner: kindEmployer, schema: mustSchema("department"), hasTag: true}
	kindFunction       = &kind{name: "function", owner: kindEmployer, schema: mustSchema("function"), hasTag: true}
	kindCustomField    = &kind{name: "customfield", owner: kindEmployer, schema: mustSchema("custom_field")}
	kindLeaveType      = &kind{name: "leavetype", owner: kindEmployer, schema: mustSchema("leave_type"), hasTag: true}
	kindEmployerUser   = &kind{name: "user", owner: kindEmployer, schema: mustSchema("user"), hasTag: true}
	kindAdministration = &kind{name: "administration", owner: kindEmployer, schema: mustSchema("payroll_administration")}
	kindPeriod         = &kind{name: "period", owner: kindAdministration, schema: mustSchema("payroll_period")}
	kindRun            = &kind{name: "run", owner: kindAdministration, schema: mustSchema("payroll_run"), hasTag: true}

	kindEmployee        = &kind{name: "employee", owner: kindEmployer, schema: mustSchema("employee"), hasTag: true}
	kindEmployeeValue   = &kind{name: "employeevalue", owner: kindEmployee, schema: mustSchema("custom_value")}
	kindEmployment      = &kind{name: "employment", owner: kindEmployee, schema: mustSchema("employment"), hasTag: true}
	kindEmploymentValue = &kind{name: "employmentvalue", owner: kindEmployment, schema: mustSchema("custom_value")}
	kindEntity          = &kind{name: "entity", owner: kindEmployment, schema: mustSchema("organizational_entity"), hasTag: true}
	kindWage            = &kind{name: "wage", owner: kindEmployment, schema: mustSchema("wage"), hasTag: true}
	kindHours           = &kind{name: "hours", owner: kindEmployment, schema: mustSchema("working_hours"), hasTag: true}
	kindLeave           = &kind{name: "leave", owner: kindEmployment, schema: mustSchema("leave")}
	kindLeaveBalance    = &kind{name: "leavebalance", owner: kindEmployment, schema: mustSchema("leave_balance")}
	kindLeaveRequest    = &kind{name: "leaverequest", owner: kindEmployment, schema: mustSchema("leave_request"), hasTag: true}
)

var kinds = []*kind{
	kindProvider, kindUser, kindEmployer, kindDepartment, kindFunction, kindCustomField, kindLeaveType, kindEmployerUser, kindAdministration, kindPeriod,
	kindRun, kindEmployee, kindEmployeeValue, kindEmployment, kindEmploymentValue, kindEntity, kindWage, kindHours, kindLeave, kindLeaveBalance, kindLeaveRequest,
}

// idMember is the member that holds the id: functions call it key (loket-rest.md §4.5).
func (k *kind) idMember() string {
	if k == kindFunction {
		return "key"
	}
	return "id"
}

// isChain reports a kind of which an employment has a linked chain: no gaps, no overlap (loket-rest.md §5.1).
func (k *kind) isChain() bool { return k == kindEntity || k == kindWage || k == kindHours }

// isCustomValue reports the values of custom fields, at either level.
func (k *kind) isCustomValue() bool { return k == kindEmployeeValue || k == kindEmploymentValue }
