package lokettest

import "encoding/json"

// Employee is a person in an employer.
type Employee struct {
	ID            string            `json:"id,omitzero"`
	Number        int               `json:"number,omitzero"` // counted when zero
	FirstName     string            `json:"first_name,omitzero"`
	Initials      string            `json:"initials,omitzero"` // from the first name when empty
	Prefix        string            `json:"prefix,omitzero"`
	LastName      string            `json:"last_name,omitzero"` // "Medewerker" with the number when empty
	Born          string            `json:"born,omitzero"`
	BusinessEmail string            `json:"business_email,omitzero"`
	Email         string            `json:"email,omitzero"`
	Access        Access            `json:"access,omitzero"`
	CustomFields  map[string]string `json:"custom_fields,omitzero"` // value by description, or by id of the definition
	Employments   []Employment      `json:"employments,omitzero"`
	Members       map[string]any    `json:"members,omitzero"`
}

// Employment is one employment of a person. It has one organizational entity, wage and working hours from its first day unless others are given.
type Employment struct {
	ID              string            `json:"id,omitzero"`
	Start           string            `json:"start"`
	End             string            `json:"end,omitzero"` // last day, inclusive; empty is open
	HistoricalStart string            `json:"historical_start,omitzero"`
	PayrollID       int               `json:"payroll_id,omitzero"`     // counted when zero
	Administration  string            `json:"administration,omitzero"` // id or description; the employer's first when empty
	Category        int               `json:"category,omitzero"`       // key of employmentCategoryType; 1 when zero
	OnCall          bool              `json:"on_call,omitzero"`
	Department      string            `json:"department,omitzero"` // id or description; "Algemeen" when empty
	Function        string            `json:"function,omitzero"`   // id or description; "Medewerker" when empty
	Access          Access            `json:"access,omitzero"`
	CustomFields    map[string]string `json:"custom_fields,omitzero"` // value by description, or by id of the definition

	OrganizationalEntities []OrganizationalEntity `json:"organizational_entities,omitzero"`
	Wages                  []Wage                 `json:"wages,omitzero"`
	WorkingHours           []WorkingHours         `json:"working_hours,omitzero"`
	Leave                  []Leave                `json:"leave,omitzero"`
	LeaveBalances          []LeaveBalance         `json:"leave_balances,omitzero"`
	LeaveRequests          []LeaveRequest         `json:"leave_requests,omitzero"`
	Members                map[string]any         `json:"members,omitzero"`
}

// OrganizationalEntity is where somebody works from a day on. The one before ends a day earlier.
type OrganizationalEntity struct {
	ID         string         `json:"id,omitzero"`
	Start      string         `json:"start"`
	Department string         `json:"department,omitzero"`
	Function   string         `json:"function,omitzero"`
	Members    map[string]any `json:"members,omitzero"`
}

// Wage is what somebody earns from a day on. The one before ends a day earlier.
type Wage struct {
	ID      string         `json:"id,omitzero"`
	Start   string         `json:"start"`
	Gross   json.Number    `json:"gross,omitzero"`
	Members map[string]any `json:"members,omitzero"`
}

// WorkingHours are the hours from a day on. Those before end a day earlier.
type WorkingHours struct {
	ID           string         `json:"id,omitzero"`
	Start        string         `json:"start"`
	HoursPerWeek json.Number    `json:"hours_per_week,omitzero"`
	Members      map[string]any `json:"members,omitzero"`
}

// Leave is leave that was taken, or added.
type Leave struct {
	ID        string         `json:"id,omitzero"`
	LeaveType string         `json:"leave_type"`
	Start     string         `json:"start"`
	End       string         `json:"end"`
	Units     json.Number    `json:"units,omitzero"` // 8 when empty
	Accrual   bool           `json:"accrual,omitzero"`
	Members   map[string]any `json:"members,omitzero"`
}

// LeaveBalance is the leave of one kind in one year. Its total is worked out.
type LeaveBalance struct {
	Year      int            `json:"year"`
	LeaveType string         `json:"leave_type"`          // name of the leave type; added to the employer when it is new
	Unit      string         `json:"unit,omitzero"`       // such as "Uren" or "Dagen"; empty is null
	Previous  json.Number    `json:"previous,omitzero"`   // from the year before
	Accrual   json.Number    `json:"accrual,omitzero"`    // of this year
	Used      json.Number    `json:"used,omitzero"`       // through today
	UsedLater json.Number    `json:"used_later,omitzero"` // after today
	Expires   json.Number    `json:"expires,omitzero"`
	Members   map[string]any `json:"members,omitzero"`
}

// LeaveRequest is what somebody asked for.
type LeaveRequest struct {
	ID        string         `json:"id,omitzero"`
	LeaveType string         `json:"leave_type"`
	Start     string         `json:"start"`
	End       string         `json:"end"`
	Units     json.Number    `json:"units,omitzero"`  // 8 when empty
	Status    int            `json:"status,omitzero"` // key of leaveRequestStatus; 1, submitted, when zero
	Members   map[string]any `json:"members,omitzero"`
}
