package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// PayrollPeriodsService reads the periods of a payroll administration. These lists have no pages (loket-rest.md §4.11).
type PayrollPeriodsService struct {
	Lister[PayrollPeriod] // of a payroll administration

	Minimized Lister[PayrollPeriodMinimized]
}

func newPayrollPeriods(c *Client) PayrollPeriodsService {
	list := at(c, "/providers/employers/payrolladministrations/{payrollAdministrationId}/payrollperiods", firstVersion)
	return PayrollPeriodsService{Lister[PayrollPeriod]{list}, Lister[PayrollPeriodMinimized]{list.below("/minimized")}}
}

// PayrollPeriod is a period for which wages are paid, with its runs.
type PayrollPeriod struct {
	ID                  int                  `json:"id"` // year and period: 202604
	Year                int                  `json:"year"`
	PeriodNumber        int                  `json:"periodNumber"` // month 1 to 12, four weeks 1 to 13, week 1 to 53
	StartDate           civil.Date           `json:"startDate"`
	EndDate             civil.Date           `json:"endDate"`
	PayrollPeriodType   KV                   `json:"payrollPeriodType"`
	TestYear            bool                 `json:"testYear"` // no real data
	AutomaticProcessing *AutomaticProcessing `json:"automaticProcessing,omitzero"`
	PayrollRuns         []PeriodPayrollRun   `json:"payrollRuns"`
}

// AutomaticProcessing says when runs of a period are made without a person.
type AutomaticProcessing struct {
	CreatePayrollRunOn  civil.Date `json:"createPayrollRunOn,omitzero"`
	ApprovePayrollRunOn civil.Date `json:"approvePayrollRunOn,omitzero"`
	HasBeenCreated      bool       `json:"hasAutomaticPayrollRunCreationBeenExecuted"`
	HasBeenApproved     bool       `json:"hasAutomaticPayrollRunApprovalBeenExecuted"`
}

// PeriodPayrollRun is a run in the list of its period.
type PeriodPayrollRun struct {
	ID                     string       `json:"id"`
	PayrollRunStatus       KV           `json:"payrollRunStatus"` // see [PayrollRunApproved] and its neighbours
	SequenceNumber         int          `json:"sequenceNumber,omitzero"`
	SequenceNumberApproved int          `json:"sequenceNumberApproved,omitzero"`
	JournalRuns            []JournalRun `json:"journalRuns"`
}

// JournalRun is a run that makes journal entries of a payroll run.
type JournalRun struct {
	ID               string `json:"id"`
	JournalRunStatus KV     `json:"journalRunStatus"`
	SequenceNumber   int    `json:"sequenceNumber"`
}

// PayrollPeriodMinimized is a period with few members.
type PayrollPeriodMinimized struct {
	ID                    int        `json:"id"`
	Year                  int        `json:"year"`
	PeriodNumber          int        `json:"periodNumber"`
	StartDate             civil.Date `json:"startDate"`
	EndDate               civil.Date `json:"endDate"`
	PayrollPeriodType     KV         `json:"payrollPeriodType"`
	TestYear              bool       `json:"testYear"`
	HasApprovedPayrollRun bool       `json:"hasApprovedPayrollRun"`
}
