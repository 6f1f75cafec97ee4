package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// NewEmployment is what begins an employment of somebody who is an employee already: the employment itself and the first of everything that hangs on it (loket-rest.md §5.2).
type NewEmployment struct {
	EmployeeData              NewEmployeeData              `json:"employeeData"`
	EmploymentData            NewEmploymentData            `json:"employmentData"`
	OrganizationalEntityData  NewOrganizationalEntityData  `json:"organizationalEntityData"`
	WorkingHoursData          NewWorkingHoursData          `json:"workingHoursData"`
	WageData                  NewWageData                  `json:"wageData"`
	FiscalData                NewFiscalData                `json:"fiscalData"`
	SocialSecurityData        NewSocialSecurityData        `json:"socialSecurityData"`
	OtherPayrollVariablesData NewOtherPayrollVariablesData `json:"otherPayrollVariablesData"`
}

// NewEmployeeData is where the wage goes.
type NewEmployeeData struct {
	IBAN string `json:"iban,omitzero"` // without spaces
}

// NewEmploymentData is the employment; see [Employment]. Exactly one of the administrations is set, by its ID.
type NewEmploymentData struct {
	StartDate                     civil.Date         `json:"startDate"`
	HistoricalStartDate           civil.Date         `json:"historicalStartDate,omitzero"`
	EmploymentDurationType        KV                 `json:"employmentDurationType"`
	EmploymentContractType        KV                 `json:"employmentContractType"`
	CommissionUntilDate           civil.Date         `json:"commissionUntilDate,omitzero"`
	StartDateIndefiniteDuration   civil.Date         `json:"startDateContractOfIndefiniteDuration,omitzero"`
	CancellationNoticeDate        civil.Date         `json:"cancellationNoticeDate,omitzero"`
	StartCancellationNoticePeriod civil.Date         `json:"startCancellationNoticePeriod,omitzero"`
	CancellationPeriodEmployee    int                `json:"cancellationPeriodEmployee,omitzero"`
	CancellationPeriodEmployer    int                `json:"cancellationPeriodEmployer,omitzero"`
	CancellationPeriodTimeUnit    *KV                `json:"cancellationPeriodTimeUnit,omitzero"`
	PayrollAdministration         *AdministrationRef `json:"payrollAdministration,omitzero"`
	NonPayrollAdministration      *AdministrationRef `json:"nonPayrollAdministration,omitzero"`
	IncomeRelationshipNumber      int                `json:"incomeRelationshipNumber"`

	TypeOfEmployee                KV    `json:"typeOfEmployee"`
	WrittenEmploymentContract     bool  `json:"writtenEmploymentContract"`
	EmployeeProfileID             *KV   `json:"employeeProfileId,omitzero"`
	ProfessionCode                int   `json:"professionCode,omitzero"`
	IsOnCallEmployment            bool  `json:"isOnCallEmployment"`
	HasOnCallAppearanceObligation *bool `json:"hasOnCallAppearanceObligation,omitzero"`
	IsAnonymousEmployee           bool  `json:"isAnonymousEmployee"`
	IsDirectorAndMajorShareholder *bool `json:"isDirectorAndMajorShareholder,omitzero"`
	IsFamilyOfOwner               *bool `json:"isFamilyOfOwner,omitzero"`
	IsPreviousOwner               *bool `json:"isPreviousOwner,omitzero"`

	NamePayslip              string `json:"namePayslip,omitzero"`
	EmailLeaveRequest        string `json:"emailLeaveRequest,omitzero"`
	ESSMutationSet           *KV    `json:"essMutationSet,omitzero"` // read only
	FirstDayNotification     *bool  `json:"firstDayNotification,omitzero"`
	SendMDVNotification      *bool  `json:"sendMdvNotification,omitzero"`
	CalculateWorkingHours    *bool  `json:"calculateWorkingHours,omitzero"`
	SignalPayGradeAdjustment bool   `json:"signalPayGradeAdjustment"`
	PeriodPayGradeAdjustment int    `json:"periodPayGradeAdjustment,omitzero"`

	DeviatingCLATaxReturn              int   `json:"deviatingCLATaxReturn,omitzero"`
	ExemptionInsuranceObligation       KV    `json:"exemptionInsuranceObligation"`
	IsGemoedsbezwaardEmployeeInsurance *bool `json:"isGemoedsbezwaardEmployeeInsurance,omitzero"`
	IsGemoedsbezwaardNationalInsurance bool  `json:"isGemoedsbezwaardNationalInsurance"`
	Participation55plusRegulationUWV   bool  `json:"participation55plusRegulationUWV"`
	SpecialIncomeRatio                 *KV   `json:"specialIncomeRatio,omitzero"`
	TypeOfParticipation                *KV   `json:"typeOfParticipation,omitzero"`
	ValueOfParticipation               *KV   `json:"valueOfParticipation,omitzero"`
	VacationCoupons                    *KV   `json:"vacationCoupons,omitzero"`
}

// NewOrganizationalEntityData is the first department and function; see [OrganizationalEntity].
type NewOrganizationalEntityData struct {
	Department                       UnitRef           `json:"department,omitzero"`
	Function                         FunctionRef       `json:"function,omitzero"`
	DistributionUnit                 UnitRef           `json:"distributionUnit,omitzero"`
	StandardFunction                 *StandardFunction `json:"standardFunction,omitzero"`
	DeviatingFunctionGroup           string            `json:"deviatingFunctionGroup,omitzero"`
	DeviatingFunctionDescription     string            `json:"deviatingFunctionDescription,omitzero"`
	PlaceOfEmployment                string            `json:"placeOfEmployment,omitzero"`
	InternalTelephoneExtensionNumber string            `json:"internalTelephoneExtensionNumber,omitzero"`
}

// NewWorkingHoursData are the first working hours; see [WorkingHours]. Some members have other names there.
type NewWorkingHoursData struct {
	Shift                     Shift        `json:"shift"`
	RegularWorkPattern        bool         `json:"regularWorkPattern"`
	WorkPattern               *WorkPattern `json:"workPattern,omitzero"`
	CalculateUsingWorkPattern struct {
		DaysDailyRate         bool `json:"daysDailyRate"`
		DeviatingDaysAndHours bool `json:"deviatingDaysAndHours"`
		HoursBrokenPeriod     bool `json:"hoursBrokenPeriod"`
		HoursPeriod           bool `json:"hoursPeriod"`
		LeaveHours            bool `json:"leaveHours"`
	} `json:"calculateUsingWorkPattern"`
	AverageParttimeFactor    Decimal  `json:"averageParttimeFactor,omitzero"`
	DeviatingHoursPerWeek    Decimal  `json:"deviatingHoursPerWeek,omitzero"`
	DeviatingSVDaysPerPeriod Decimal  `json:"deviatingSvDaysPerPeriod,omitzero"`
	ContractCode             *UnitRef `json:"contractCode,omitzero"`
	FlexibleHoursContract    *KV      `json:"flexibleHoursContract,omitzero"`
}

// NewWageData is the first wage; see [Wage].
type NewWageData struct {
	GrossWage     Decimal `json:"grossWage,omitzero"`
	GrossWageType *KV     `json:"grossWageType,omitzero"`
	NetWage       Decimal `json:"netWage,omitzero"`
	NetWageType   *KV     `json:"netWageType,omitzero"`
	ApplyPayGrade *bool   `json:"applyPayGrade,omitzero"`
	PayScale      *KV     `json:"payScale,omitzero"`
	PayGrade      *KV     `json:"payGrade,omitzero"`
}

// NewFiscalData is what the wage tax depends on.
type NewFiscalData struct {
	AnnualSalary                         Decimal `json:"annualSalary"`
	ApplyPayrollTaxDeduction             bool    `json:"applyPayrollTaxDeduction"`
	ApplyDayTables                       *bool   `json:"applyDayTables,omitzero"`
	ApplyStudentDeduction                *bool   `json:"applyStudentDeduction,omitzero"`
	ApplyDeviatingPayrollTaxPercentageOn KV      `json:"applyDeviatingPayrollTaxPercentageOn"`
	DeviatingPayrollTaxPercentage        Decimal `json:"deviatingPayrollTaxPercentage,omitzero"`
	DeviatingPayrollTaxTableColour       KV      `json:"deviatingPayrollTaxTableColour"`
	DeviatingCalculationRulePayrollTax   KV      `json:"deviatingCalculationRulePayrollTax"`
	ResidentOf                           KV      `json:"residentOf"`
}

// NewSocialSecurityData says which social insurances apply.
type NewSocialSecurityData struct {
	HealthCareInsuranceActType                     KV   `json:"healthCareInsuranceActType"`
	IsInsuredForOccupationalDisabilityInsuranceAct bool `json:"isInsuredForOccupationalDisabilityInsuranceAct"`
	IsInsuredForSicknessBenefitsAct                bool `json:"isInsuredForSicknessBenefitsAct"`
	IsInsuredForUnemploymentInsuranceAct           bool `json:"isInsuredForUnemploymentInsuranceAct"`
}

// NewOtherPayrollVariablesData is the rest.
type NewOtherPayrollVariablesData struct {
	DeviatingPremiumGroup *KV `json:"deviatingPremiumGroup,omitzero"`
}
