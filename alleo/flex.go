package alleo

import (
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// Flex is what Alleo reads for Flex Salary and Flex Leave besides the people (alleo.md §2.2, §6.4). It is read, shown and handed on; nothing
// here writes it to Alleo.
type Flex struct {
	Administrations []FlexAdministration `json:"administrations"`
	PayrollRuns     []FlexPayrollRun     `json:"payroll_runs"`
	LeaveBalances   []FlexLeaveBalance   `json:"leave_balances"`
}

// FlexAdministration is an administration that pays wages (loket-rest.md §4.11).
type FlexAdministration struct {
	ID           string     `json:"id"`
	EmployerID   string     `json:"employer_id"`
	Name         string     `json:"name"`
	Description  string     `json:"description"`
	ClientNumber int        `json:"client_number"`
	PeriodType   string     `json:"period_type"` // as Loket calls it: "Maand"
	Start        civil.Date `json:"start"`
	End          civil.Date `json:"end,omitzero"`
}

// FlexPayrollRun is a calculation of the wages of a period.
type FlexPayrollRun struct {
	ID               string     `json:"id"`
	AdministrationID string     `json:"administration_id"`
	Year             int        `json:"year"`
	Period           int        `json:"period"`
	StatusKey        int        `json:"status_key"` // loket.PayrollRunApproved and its neighbours
	Status           string     `json:"status"`     // as Loket calls it: "Goedgekeurd"
	ApprovedAt       loket.Time `json:"approved_at,omitzero"`
}

// FlexLeaveBalance is the leave of one kind of one employment in one year. Balance may be negative.
type FlexLeaveBalance struct {
	Key          string        `json:"key"` // id of the employee, as in the records
	EmploymentID string        `json:"employment_id"`
	Year         int           `json:"year"`
	LeaveTypeKey int           `json:"leave_type_key"`
	LeaveType    string        `json:"leave_type"` // as Loket calls it
	Unit         LeaveUnit     `json:"unit"`
	Accrual      loket.Decimal `json:"accrual"`
	Used         loket.Decimal `json:"used"`
	Balance      loket.Decimal `json:"balance"`
}

// LeaveUnit is what a leave balance counts. Alleo's own pages contradict each other on the unit they expect (alleo.md §6.3, §6.4), so a
// balance never goes without it.
type LeaveUnit string

// The units.
const (
	LeaveInHours     LeaveUnit = "hours"
	LeaveInDays      LeaveUnit = "days"
	LeaveUnitUnknown LeaveUnit = "unknown" // no leave policies, or policies in both units (loket-rest.md §4.9)
)

// leaveUnit goes by the text: the keys are not documented.
func leaveUnit(coded *loket.KV) LeaveUnit {
	if coded == nil {
		return LeaveUnitUnknown
	}
	switch strings.ToLower(strings.TrimSpace(coded.Value)) {
	case "uren", "uur", "hours":
		return LeaveInHours
	case "dagen", "dag", "days":
		return LeaveInDays
	}
	return LeaveUnitUnknown
}
