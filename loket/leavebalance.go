package loket

import (
	"context"
	"iter"
	"net/url"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// LeaveBalancesService reads how much leave is left (loket-rest.md §4.9).
type LeaveBalancesService struct {
	Lister[LeaveBalance] // of an employment, one for each year and kind of leave

	ofEmployer endpoint
}

func newLeaveBalances(c *Client) LeaveBalancesService {
	return LeaveBalancesService{
		Lister[LeaveBalance]{at(c, "/providers/employers/employees/employments/{employmentId}/leavebalances", firstVersion)},
		at(c, "/providers/employers/{employerId}/leavebalances", firstVersion),
	}
}

// OfEmployer reads the balances of all employments of an employer, for the year of [ListOptions].ReferenceDate. The kinds of leave are chosen by key; without any, Loket gives only kind 16, which is
// the sum of 1 (beyond the legal days) and 15 (legal days). Whether a balance is in hours or days is only in the balances of one employment.
func (s LeaveBalancesService) OfEmployer(ctx context.Context, employerID string, leaveTypes []int, opts *ListOptions) iter.Seq2[EmploymentLeaveBalances, error] {
	op := s.ofEmployer.op.with(employerID)
	op.Query = leaveTypeQuery(leaveTypes)
	return All[EmploymentLeaveBalances](ctx, s.ofEmployer.client, op, opts)
}

// GroupBy says what leave balances are added up by.
type GroupBy string

// What leave balances can be added up by.
const (
	ByDepartment GroupBy = "Department"
	ByFunction   GroupBy = "Function"
)

// Grouped reads the balances of an employer added up by department or function, for the year of the day, today's when it is zero. Kinds of leave are chosen as in OfEmployer.
func (s LeaveBalancesService) Grouped(ctx context.Context, employerID string, by GroupBy, leaveTypes []int, day civil.Date) (*Record[GroupedLeaveBalances], error) {
	op := s.ofEmployer.below("/grouped").op.with(employerID)
	op.Query = leaveTypeQuery(leaveTypes)
	op.Query.Set("groupBy", string(by))
	if !day.IsZero() {
		op.Query.Set("referenceDate", day.String())
	}
	return Get[GroupedLeaveBalances](ctx, s.ofEmployer.client, op)
}

func leaveTypeQuery(keys []int) url.Values {
	query := url.Values{}
	for _, key := range keys {
		query.Add("leaveType", strconv.Itoa(key))
	}
	return query
}

// LeaveBalance is what an employment has of one kind of leave in one year.
type LeaveBalance struct {
	Year                int          `json:"year"`
	LeaveType           LeaveTypeRef `json:"leaveType"`
	UnitType            *KV          `json:"unitType,omitzero"` // hours or days; nil where the employment has no leave policies, or policies in both
	BalancePreviousYear Decimal      `json:"balancePreviousYear"`
	Accrual             Decimal      `json:"accrual"`
	UsageTotal          Decimal      `json:"usageTotal"`
	UsageThroughToday   Decimal      `json:"usageThroughToday"`
	UsageAfterToday     Decimal      `json:"usageAfterToday"`
	UsageFirstHalfYear  Decimal      `json:"usageFirstHalfYear,omitzero"` // not in older answers
	Expires             Decimal      `json:"expires"`
	Balance             Decimal      `json:"balance"`
}

// LeaveBalanceOnDay is a balance with the usage split at a day.
type LeaveBalanceOnDay struct {
	Year                      int          `json:"year"`
	LeaveType                 LeaveTypeRef `json:"leaveType"`
	BalancePreviousYear       Decimal      `json:"balancePreviousYear"`
	Accrual                   Decimal      `json:"accrual"`
	UsageTotal                Decimal      `json:"usageTotal"`
	UsageThroughReferenceDate Decimal      `json:"usageThroughReferenceDate"`
	UsageAfterReferenceDate   Decimal      `json:"usageAfterReferenceDate"`
	Expires                   Decimal      `json:"expires,omitzero"` // not of a group
	Balance                   Decimal      `json:"balance"`
}

// EmploymentLeaveBalances are the balances of one employment in the list of an employer.
type EmploymentLeaveBalances struct {
	ID                       string               `json:"id"` // of the employment
	Employee                 EmployeeRef          `json:"employee"`
	StartDate                civil.Date           `json:"startDate"`
	HistoricalStartDate      civil.Date           `json:"historicalStartDate,omitzero"`
	EndDate                  civil.Date           `json:"endDate,omitzero"`
	IncomeRelationshipNumber int                  `json:"incomeRelationshipNumber"`
	PayrollAdministration    *AdministrationRef   `json:"payrollAdministration,omitzero"`
	NonPayrollAdministration *AdministrationRef   `json:"nonPayrollAdministration,omitzero"`
	OrganizationalEntity     OrganizationalEntity `json:"organizationalEntity"` // without id, distribution unit and telephone extension
	LeaveBalance             []LeaveBalanceOnDay  `json:"leaveBalance"`
}

// GroupedLeaveBalances are balances added up.
type GroupedLeaveBalances struct {
	Groups []LeaveBalanceGroup `json:"groups"`
	Totals []LeaveBalanceOnDay `json:"totals"`
}

// LeaveBalanceGroup is the sum over a department or function.
type LeaveBalanceGroup struct {
	Group struct {
		ID          string `json:"id"`
		Description string `json:"description"`
	} `json:"group"`
	LeaveBalanceOnDay
}
