package loket

import "context"

// LeaveTypesService reads and changes which kinds of leave an employer has. Unlike elsewhere, one is named by the employer and its own id (loket-rest.md §4.9).
type LeaveTypesService struct {
	Lister[LeaveType] // of an employer

	one endpoint
}

func newLeaveTypes(c *Client) LeaveTypesService {
	list := at(c, "/providers/employers/{employerId}/leavetypes", firstVersion)
	return LeaveTypesService{Lister[LeaveType]{list}, list.below("/{leaveTypeId}")}
}

// Get reads one kind of leave of an employer.
func (s LeaveTypesService) Get(ctx context.Context, employerID, id string) (*Record[LeaveType], error) {
	return Get[LeaveType](ctx, s.one.client, s.one.op.with(employerID, id))
}

// Replace changes the deviations of a kind of leave, as [Replacer] does.
func (s LeaveTypesService) Replace(ctx context.Context, employerID, id string, record *Record[LeaveType]) (*Record[LeaveType], error) {
	return replace(ctx, s.one.client, s.one.op.with(employerID, id), record)
}

// LeaveType is a kind of leave. Deviations, where there are any, go before what Loket has by default.
type LeaveType struct {
	ID         string             `json:"id,omitzero"`        // read only
	LeaveType  LeaveTypeDefault   `json:"leaveType,omitzero"` // read only
	Deviations *LeaveTypeSettings `json:"deviations,omitzero"`
}

// LeaveTypeDefault is a kind of leave as Loket has it by default, known by its key.
type LeaveTypeDefault struct {
	Key int `json:"key"`
	LeaveTypeSettings
}

// LeaveTypeSettings are the name of a kind of leave and what can be done with it.
type LeaveTypeSettings struct {
	Value                      string `json:"value"` // the name
	Enabled                    bool   `json:"enabled"`
	BalanceExceedsYear         bool   `json:"balanceExceedsYear"`
	EmployeeCanRequestIncrease bool   `json:"employeeCanRequestIncrease"`
}

// Settings gives what is in force.
func (t LeaveType) Settings() LeaveTypeSettings {
	if t.Deviations != nil {
		return *t.Deviations
	}
	return t.LeaveType.LeaveTypeSettings
}

// LeaveTypeRef points to a kind of leave.
type LeaveTypeRef struct {
	Key                int    `json:"key"`
	Value              string `json:"value,omitzero"`              // read only
	BalanceExceedsYear bool   `json:"balanceExceedsYear,omitzero"` // read only
}
