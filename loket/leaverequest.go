package loket

import (
	"context"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// LeaveRequestsService reads, changes and decides on requests for leave. One that was submitted can be accepted or rejected, and a rejected one can be reopened; the rest is final
// (loket-rest.md §4.9).
type LeaveRequestsService struct {
	Lister[LeaveRequest] // of an employment
	Getter[LeaveRequest]
	Replacer[LeaveRequest]

	OfEmployer Lister[LeaveRequest]

	many endpoint
}

func newLeaveRequests(c *Client) LeaveRequestsService {
	one := at(c, "/providers/employers/employees/employments/leaverequests/{leaveRequestId}", firstVersion)
	return LeaveRequestsService{
		Lister:   Lister[LeaveRequest]{at(c, "/providers/employers/employees/employments/{employmentId}/leaverequests", firstVersion)},
		Getter:   Getter[LeaveRequest]{one},
		Replacer: Replacer[LeaveRequest]{one},

		OfEmployer: Lister[LeaveRequest]{at(c, "/providers/employers/{employerId}/employees/employments/leaverequests", firstVersion)},

		many: at(c, "/providers/employers/employees/employments/leaverequests", firstVersion),
	}
}

// Accept accepts requests. See [BulkResult] for what happens when some cannot be.
func (s LeaveRequestsService) Accept(ctx context.Context, ids ...string) (*BulkResult, error) {
	return s.many.actOnMany(ctx, "accept", ids)
}

// Reject rejects requests.
func (s LeaveRequestsService) Reject(ctx context.Context, ids ...string) (*BulkResult, error) {
	return s.many.actOnMany(ctx, "reject", ids)
}

// Reopen takes the rejection of requests back.
func (s LeaveRequestsService) Reopen(ctx context.Context, ids ...string) (*BulkResult, error) {
	return s.many.actOnMany(ctx, "reopen", ids)
}

// LeaveRequest is what an employee asks for.
type LeaveRequest struct {
	ID                      string      `json:"id,omitzero"` // read only
	StartDate               civil.Date  `json:"startDate"`
	EndDate                 civil.Date  `json:"endDate"`
	LeaveType               KV          `json:"leaveType"`
	IsAccrual               bool        `json:"isAccrual"`
	NumberOfUnits           Decimal     `json:"numberOfUnits"`
	UnitType                *KV         `json:"unitType,omitzero"`                // read only
	CurrentlyAvailableUnits Decimal     `json:"currentlyAvailableUnits,omitzero"` // read only
	CommentEmployee         string      `json:"commentEmployee,omitzero"`         // read only
	CommentHandler          string      `json:"commentHandler,omitzero"`
	LeaveRequestStatus      KV          `json:"leaveRequestStatus,omitzero"` // read only
	SubmittedBy             EmployeeRef `json:"submittedBy,omitzero"`        // read only
	SubmittedOn             Time        `json:"submittedOn,omitzero"`        // read only
	HandledBy               *UserRef    `json:"handledBy,omitzero"`          // read only
	HandledTime             Time        `json:"handledTime,omitzero"`        // read only
}
