package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// LeaveEntriesService reads and changes the leave that was taken or added (loket-rest.md §4.9).
type LeaveEntriesService struct {
	Lister[LeaveEntry] // of an employment
	Getter[LeaveEntry]
	Creator[LeaveEntry] // for an employment
	Replacer[LeaveEntry]
	Deleter
}

func newLeaveEntries(c *Client) LeaveEntriesService {
	list := at(c, "/providers/employers/employees/employments/{employmentId}/leave", firstVersion)
	one := at(c, "/providers/employers/employees/employments/leave/{leaveId}", firstVersion)
	return LeaveEntriesService{
		Lister:   Lister[LeaveEntry]{list},
		Getter:   Getter[LeaveEntry]{one},
		Creator:  Creator[LeaveEntry]{list},
		Replacer: Replacer[LeaveEntry]{one},
		Deleter:  Deleter{one},
	}
}

// LeaveEntry is leave that was taken or added.
type LeaveEntry struct {
	ID                  string       `json:"id,omitzero"` // read only
	StartDate           civil.Date   `json:"startDate"`
	EndDate             civil.Date   `json:"endDate"`
	LeaveType           LeaveTypeRef `json:"leaveType"`
	IsAccrual           bool         `json:"isAccrual"` // adds to the balance instead of taking from it
	NumberOfUnits       Decimal      `json:"numberOfUnits"`
	UnitType            *KV          `json:"unitType,omitzero"` // read only
	Comment             string       `json:"comment,omitzero"`
	Origin              LeaveOrigin  `json:"origin,omitzero"`              // read only
	RelatedLeave        *Created     `json:"relatedLeave,omitzero"`        // read only
	RelatedLeaveRequest *Created     `json:"relatedLeaveRequest,omitzero"` // read only
}

// LeaveOrigin is how an entry came about.
type LeaveOrigin struct {
	MeansOfCreation KV           `json:"meansOfCreation"`
	LeavePolicy     *LeavePolicy `json:"leavePolicy,omitzero"`
}

// LeavePolicy gives leave to the employments that are linked to it.
type LeavePolicy struct {
	ID            string `json:"id"`
	Value         string `json:"value"`
	LeaveUnitType *KV    `json:"leaveUnitType,omitzero"`
}
