package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// EmploymentsService reads and changes employments, and begins and ends them. Loket leaves employments out of its lists by the filter settings that are stored for the user and the employer,
// without a word: see [FilterSettingsService] (loket-rest.md §4.12).
type EmploymentsService struct {
	Lister[Employment] // of an employer, by the filter settings
	Getter[Employment]
	Replacer[Employment] // all but the dates of start and end, which have methods of their own
	Deleter              // with the last employment the person is deleted too; GET …/deleteinformation tells what goes

	OfEmployee Lister[Employment]
	Minimized  Lister[EmploymentMinimized] // of an employer, by the filter settings

	create  endpoint
	actions endpoint
}

func newEmployments(c *Client) EmploymentsService {
	one := at(c, "/providers/employers/employees/employments/{employmentId}", employmentsVersion)
	list := at(c, "/providers/employers/{employerId}/employees/employments", employmentsVersion)
	ofEmployee := "/providers/employers/employees/{employeeId}/employments"
	return EmploymentsService{
		Lister:   Lister[Employment]{list},
		Getter:   Getter[Employment]{one},
		Replacer: Replacer[Employment]{one},
		Deleter:  Deleter{one},

		OfEmployee: Lister[Employment]{at(c, ofEmployee, employmentsVersion)},
		Minimized:  Lister[EmploymentMinimized]{list.below("/minimized")},

		create:  at(c, ofEmployee, firstVersion),
		actions: at(c, one.op.Path, firstVersion),
	}
}

// Employment is one period in which a person works for an employer, in resource version 2019-12-16 (loket-rest.md §4.4). A person can have several, also at the same time.
//
// The member administration of newer answers and the members about collective agreements have shapes that are not documented; they are not read, and go back as they came on Replace.
type Employment struct {
	ID       string      `json:"id,omitzero"`       // read only
	Employee EmployeeRef `json:"employee,omitzero"` // read only

	StartDate                           civil.Date `json:"startDate,omitzero"`           // read only: first day of this employment
	HistoricalStartDate                 civil.Date `json:"historicalStartDate,omitzero"` // first day ever at this employer, if that is another
	EndDate                             civil.Date `json:"endDate,omitzero"`             // read only: last day, inclusive
	EndOfEmploymentReason               *KV        `json:"endOfEmploymentReason,omitzero"`
	EndOfEmploymentReasonTaxAuthorities *KV        `json:"endOfEmploymentReasonTaxAuthorities,omitzero"`
	EndOfEmploymentDueToIllness         *bool      `json:"endOfEmploymentDueToIllness,omitzero"`
	EmploymentDurationType              KV         `json:"employmentDurationType"`
	CommissionUntilDate                 civil.Date `json:"commissionUntilDate,omitzero"` // agreed end of a contract for a fixed term
	CommissionUntilDate1                civil.Date `json:"commissionUntilDate1,omitzero"`
	CommissionUntilDate2                civil.Date `json:"commissionUntilDate2,omitzero"`
	CommissionUntilDate3                civil.Date `json:"commissionUntilDate3,omitzero"`
	CommissionUntilDate4                civil.Date `json:"commissionUntilDate4,omitzero"`
	CommissionUntilDate5                civil.Date `json:"commissionUntilDate5,omitzero"`
	CommissionUntilDate6                civil.Date `json:"commissionUntilDate6,omitzero"`
	StartDateIndefiniteDuration         civil.Date `json:"startDateContractOfIndefiniteDuration,omitzero"`
	CancellationNoticeDate              civil.Date `json:"cancellationNoticeDate,omitzero"`
	StartCancellationNoticePeriod       civil.Date `json:"startCancellationNoticePeriod,omitzero"`
	CancellationPeriodEmployee          int        `json:"cancellationPeriodEmployee,omitzero"` // in CancellationPeriodTimeUnit
	CancellationPeriodEmployer          int        `json:"cancellationPeriodEmployer,omitzero"`
	CancellationPeriodTimeUnit          *KV        `json:"cancellationPeriodTimeUnit,omitzero"`

	PayrollAdministration    *AdministrationRef `json:"payrollAdministration,omitzero"`    // read only: this one
	NonPayrollAdministration *AdministrationRef `json:"nonPayrollAdministration,omitzero"` // read only: or this one
	PayrollID                int                `json:"payrollId,omitzero"`                // read only: the payroll number
	IncomeRelationshipNumber int                `json:"incomeRelationshipNumber"`

	EmploymentCategoryType        KV     `json:"employmentCategoryType,omitzero"` // read only: see ChangeCategory
	LinkedEmployment              string `json:"linkedEmployment,omitzero"`       // read only: see ChangeCategory
	EmploymentContractType        *KV    `json:"employmentContractType,omitzero"`
	WrittenEmploymentContract     bool   `json:"writtenEmploymentContract"`
	TypeOfEmployee                KV     `json:"typeOfEmployee"`
	EmployeeProfileID             *KV    `json:"employeeProfileId,omitzero"`
	ProfessionCode                int    `json:"professionCode,omitzero"`
	IsOnCallEmployment            bool   `json:"isOnCallEmployment"`
	HasOnCallAppearanceObligation *bool  `json:"hasOnCallAppearanceObligation,omitzero"`
	IsAnonymousEmployee           bool   `json:"isAnonymousEmployee"`
	IsDirectorAndMajorShareholder *bool  `json:"isDirectorAndMajorShareholder,omitzero"`
	IsFamilyOfOwner               *bool  `json:"isFamilyOfOwner,omitzero"`
	IsPreviousOwner               *bool  `json:"isPreviousOwner,omitzero"`
	FirstDayNotification          *bool  `json:"firstDayNotification,omitzero"` // read only

	NamePayslip              string `json:"namePayslip,omitzero"`
	EmailLeaveRequest        string `json:"emailLeaveRequest,omitzero"`
	ESSMutationSet           *KV    `json:"essMutationSet,omitzero"` // read only
	SendToExternalParty      *KV    `json:"sendToExternalParty,omitzero"`
	CalculateWorkingHours    bool   `json:"calculateWorkingHours"`
	SignalPayGradeAdjustment bool   `json:"signalPayGradeAdjustment"`
	PeriodPayGradeAdjustment int    `json:"periodPayGradeAdjustment,omitzero"`

	DeviatingCLAExternalParty            *int `json:"deviatingCLAExternalParty,omitzero"`
	DeviatingCLATaxReturn                int  `json:"deviatingCLATaxReturn,omitzero"`
	ExemptionInsuranceObligation         KV   `json:"exemptionInsuranceObligation"`
	ExemptionPremiumWaiverMarginalLabour bool `json:"exemptionPremiumWaiverMarginalLabour"`
	ExemptionWorkRelatedExpenseScheme    bool `json:"exemptionWorkRelatedExpenseScheme"`
	IsGemoedsbezwaardEmployeeInsurance   bool `json:"isGemoedsbezwaardEmployeeInsurance"`
	IsGemoedsbezwaardNationalInsurance   bool `json:"isGemoedsbezwaardNationalInsurance"`
	Participation55plusRegulationUWV     bool `json:"participation55plusRegulationUWV"`
	TemporaryTaxExemption                KV   `json:"temporaryTaxExemption"`
	SpecialIncomeRatio                   *KV  `json:"specialIncomeRatio,omitzero"`
	TypeOfParticipation                  *KV  `json:"typeOfParticipation,omitzero"`
	ValueOfParticipation                 *KV  `json:"valueOfParticipation,omitzero"`
	VacationCoupons                      *KV  `json:"vacationCoupons,omitzero"`
	WachtgeldOldRegulation               bool `json:"wachtgeldOldRegulation"`
}

// HireDate gives the day on which the person started at the employer: the historical start date if there is one, as Loket advises, and else the start of this employment
// (loket-rest.md §4.4).
func (e Employment) HireDate() civil.Date {
	if !e.HistoricalStartDate.IsZero() {
		return e.HistoricalStartDate
	}
	return e.StartDate
}

// EmploymentMinimized is an employment with few members. It has no historical start date.
type EmploymentMinimized struct {
	ID                       string             `json:"id"`
	Employee                 EmployeeRef        `json:"employee"`
	PayrollID                int                `json:"payrollId"`
	IncomeRelationshipNumber int                `json:"incomeRelationshipNumber"`
	StartDate                civil.Date         `json:"startDate"`
	EndDate                  civil.Date         `json:"endDate,omitzero"`
	CommissionUntilDate      civil.Date         `json:"commissionUntilDate,omitzero"`
	EmploymentDurationType   KV                 `json:"employmentDurationType"`
	PayrollAdministration    *AdministrationRef `json:"payrollAdministration,omitzero"`
	NonPayrollAdministration *AdministrationRef `json:"nonPayrollAdministration,omitzero"`
}
