package loket

import (
	"context"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// The keys of a payroll run's status (loket-rest.md §4.11).
const (
	PayrollRunQueued        = 0
	PayrollRunForApproval   = 1
	PayrollRunProforma      = 2
	PayrollRunRemoved       = 5
	PayrollRunCancelled     = 6
	PayrollRunFailed        = 7
	PayrollRunWithoutResult = 8
	PayrollRunApproved      = 9
)

// PayrollRunsService reads payroll runs, starts, confirms, cancels and undoes them. Results and files of a run are reached with [All] and [Download] (loket-rest.md §4.11).
type PayrollRunsService struct {
	Lister[PayrollRun] // of a payroll administration
	Getter[PayrollRun]

	many endpoint
}

func newPayrollRuns(c *Client) PayrollRunsService {
	many := at(c, "/providers/employers/payrolladministrations/payrollruns", firstVersion)
	return PayrollRunsService{
		Lister: Lister[PayrollRun]{at(c, "/providers/employers/payrolladministrations/{payrollAdministrationId}/payrollruns", firstVersion)},
		Getter: Getter[PayrollRun]{many.below("/{payrollrunId}")},
		many:   many,
	}
}

// Initiate starts a run. Loket carries it out later: what comes back is its id, to be read until its status is no longer [PayrollRunQueued].
func (s PayrollRunsService) Initiate(ctx context.Context, payrollAdministrationID string, start PayrollRunStart) (*Record[Created], error) {
	return create[Created](ctx, s.Lister.below("/initiate"), payrollAdministrationID, start)
}

// Confirm approves runs, which must be [PayrollRunForApproval].
func (s PayrollRunsService) Confirm(ctx context.Context, ids ...string) (*BulkResult, error) {
	return s.many.actOnMany(ctx, "confirm", ids)
}

// Cancel drops runs, which must be [PayrollRunForApproval].
func (s PayrollRunsService) Cancel(ctx context.Context, ids ...string) (*BulkResult, error) {
	return s.many.actOnMany(ctx, "cancel", ids)
}

// Undo undoes the last approved run of an administration. It gives Loket's warnings.
func (s PayrollRunsService) Undo(ctx context.Context, id string) ([]Message, error) {
	record, err := Post[anything](ctx, s.many.client, s.Getter.below("/undo").op.with(id), nil)
	if err != nil {
		return nil, err
	}
	return record.Messages, nil
}

// PayrollRun is one calculation of the wages of a period.
type PayrollRun struct {
	ID                       string            `json:"id"`
	PayrollPeriod            PayrollPeriodRef  `json:"payrollPeriod"`
	PayrollRunStatus         KV                `json:"payrollRunStatus"` // [PayrollRunApproved] and its neighbours
	SequenceNumber           int               `json:"sequenceNumber,omitzero"`
	SequenceNumberApproved   int               `json:"sequenceNumberApproved,omitzero"`
	MethodOfCreation         KV                `json:"methodOfCreation"`
	RequestTime              Time              `json:"requestTime"`
	RequestedBy              UserRef           `json:"requestedBy"`
	ProcessingFinishedTime   Time              `json:"processingFinishedTime,omitzero"`
	ApprovalTime             Time              `json:"approvalTime,omitzero"`
	ApprovedBy               *UserRef          `json:"approvedBy,omitzero"`
	RemoveTime               Time              `json:"removeTime,omitzero"`
	RemovedBy                *UserRef          `json:"removedBy,omitzero"`
	ErrorsAndWarnings        ErrorsAndWarnings `json:"errorsAndWarnings"`
	AvailableForEmployeeDate civil.Date        `json:"availableForEmployeeDate,omitzero"`
	SendEmailToEmployee      *bool             `json:"sendEmailToEmployee,omitzero"`
	TextPaySlip              string            `json:"textPaySlip,omitzero"`
	TextPayment              string            `json:"textPayment,omitzero"`
	TextTariffPaySlip        string            `json:"textTariffPaySlip,omitzero"`
}

// PayrollPeriodRef names a period.
type PayrollPeriodRef struct {
	Year         int `json:"year"`
	PeriodNumber int `json:"periodNumber"`
}

// ErrorsAndWarnings says whether a run had any.
type ErrorsAndWarnings struct {
	HasErrors   bool `json:"hasErrors"`
	HasWarnings bool `json:"hasWarnings"`
}

// PayrollRunStart says which run to start, and how. For a run without employment data only the period and the type may be set.
type PayrollRunStart struct {
	PayrollPeriod            PayrollPeriodRef     `json:"payrollPeriod"`
	AvailableForEmployeeDate civil.Date           `json:"availableForEmployeeDate,omitzero"`
	SendEmailToEmployee      *bool                `json:"sendEmailToEmployee,omitzero"`
	TextPaySlip              string               `json:"textPaySlip,omitzero"`
	TextPayment              string               `json:"textPayment,omitzero"`
	TextTariffPaySlip        string               `json:"textTariffPaySlip,omitzero"`
	InitiationParameters     InitiationParameters `json:"initiationParameters"`
}

// InitiationParameters say how a run is started.
type InitiationParameters struct {
	TypeOfInitiation               TypeOfInitiation `json:"typeOfInitiation"`
	EmailAddressPayrollRunStarted  string           `json:"emailAddressPayrollRunStarted,omitzero"`
	EmailAddressPayrollRunFinished string           `json:"emailAddressPayrollRunFinished,omitzero"`
}

// TypeOfInitiation is the kind of a run.
type TypeOfInitiation string

// The kinds of runs.
const (
	RegularRun               TypeOfInitiation = "regular"
	RunWithoutEmploymentData TypeOfInitiation = "withoutEmploymentData"
	RunOfPreviousYear        TypeOfInitiation = "previousYear"
)
