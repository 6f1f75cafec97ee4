package lokettest

// Every record below can be given by what matters of it; the rest of its document has sensible values. In all of them ID is a UUID, generated
// when empty, the same one each time, and Members sets any member of the document, by dotted name: "contactInformation.website". Days are
// written "2026-03-01". A department, function or custom field that is named but not listed on the employer is added to it.

// Employer is an employer and everything in it.
type Employer struct {
	ID     string `json:"id,omitzero"`
	Name   string `json:"name,omitzero"`
	Number int    `json:"number,omitzero"` // the visible number; counted from 10321 when zero
	Access Access `json:"access,omitzero"`

	// Authorizations are the activities that the user has for this employer; nil is all of them.
	Authorizations []string        `json:"authorizations,omitzero"`
	FilterSettings *FilterSettings `json:"filter_settings,omitzero"` // nil hides nobody

	Departments     []Department     `json:"departments,omitzero"`
	Functions       []Function       `json:"functions,omitzero"`
	CustomFields    []CustomField    `json:"custom_fields,omitzero"`
	LeaveTypes      []LeaveType      `json:"leave_types,omitzero"`
	Administrations []Administration `json:"administrations,omitzero"` // one for payroll when there are none
	Users           []User           `json:"users,omitzero"`
	Employees       []Employee       `json:"employees,omitzero"`
	Members         map[string]any   `json:"members,omitzero"`
}

// Access is how the user may see a record and what is in it.
type Access string

// The three ways (loket-rest.md §10.1 no. 8).
const (
	Allowed   Access = ""
	Hidden    Access = "hidden"    // 404, and lists leave it out
	Forbidden Access = "forbidden" // 403, but lists have it
)

// FilterSettings are what the user has set for the lists of employments of an employer (loket-rest.md §4.12).
type FilterSettings struct {
	// Status is "AllEmployments" (also when empty), "ActiveEmployments", "ActiveAndFutureEmployments" or "ActiveAndHistoricEmployments".
	Status          string   `json:"status,omitzero"`
	Administrations []string `json:"administrations,omitzero"` // ids or descriptions; empty is all
	Departments     []string `json:"departments,omitzero"`     // ids or descriptions; empty is all
	Categories      []int    `json:"categories,omitzero"`      // keys of employmentCategoryType; empty is all
	OnCall          *bool    `json:"on_call,omitzero"`         // nil is all
}

// Department is a department of an employer.
type Department struct {
	ID          string         `json:"id,omitzero"`
	Code        int            `json:"code,omitzero"` // counted when zero
	Description string         `json:"description"`
	Parent      string         `json:"parent,omitzero"` // id or description of the department it is part of
	Members     map[string]any `json:"members,omitzero"`
}

// Function is a job title of an employer.
type Function struct {
	ID          string         `json:"id,omitzero"`
	Description string         `json:"description"`
	Group       string         `json:"group,omitzero"`
	Members     map[string]any `json:"members,omitzero"`
}

// CustomField is the definition of a custom field. Two may have the same description.
type CustomField struct {
	ID          string `json:"id,omitzero"`
	Description string `json:"description"`
}

// LeaveType is a kind of leave.
type LeaveType struct {
	ID      string         `json:"id,omitzero"`
	Key     int            `json:"key,omitzero"` // counted when zero
	Name    string         `json:"name"`
	Members map[string]any `json:"members,omitzero"`
}

// User is a user of Loket: the one who logs in, or one of an employer.
type User struct {
	ID                string         `json:"id,omitzero"`
	FirstName         string         `json:"first_name,omitzero"`
	Prefix            string         `json:"prefix,omitzero"`
	LastName          string         `json:"last_name,omitzero"`
	Email             string         `json:"email,omitzero"`
	DepartmentManager bool           `json:"department_manager,omitzero"`
	Departments       []string       `json:"departments,omitzero"` // ids or descriptions of those the user may see
	Members           map[string]any `json:"members,omitzero"`
}

// Administration is a payroll administration, or another one.
type Administration struct {
	ID           string         `json:"id,omitzero"`
	Name         string         `json:"name,omitzero"`          // the employer's when empty
	ClientNumber int            `json:"client_number,omitzero"` // counted from 4711 when zero
	Description  string         `json:"description,omitzero"`   // "Maandverloning" when empty
	NonPayroll   bool           `json:"non_payroll,omitzero"`
	Start        string         `json:"start,omitzero"` // "2015-01-01" when empty
	End          string         `json:"end,omitzero"`
	Years        []int          `json:"years,omitzero"` // years that have periods, twelve each; this year and the last one when empty
	Runs         []PayrollRun   `json:"runs,omitzero"`
	Members      map[string]any `json:"members,omitzero"`
}

// PayrollRun is one run for one period.
type PayrollRun struct {
	ID      string         `json:"id,omitzero"`
	Year    int            `json:"year"`
	Period  int            `json:"period"`
	Status  int            `json:"status,omitzero"` // key of payrollRunStatus: 0 queued, 1 waits for approval, 9 approved
	Members map[string]any `json:"members,omitzero"`
}
