package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// WorkingHoursService reads and changes the working hours of an employment. They follow each other without gaps, as [OrganizationalEntitiesService] says (loket-rest.md §4.7, §5.1).
type WorkingHoursService struct {
	Lister[WorkingHours] // of an employment
	Getter[WorkingHours]
	Creator[WorkingHours] // of an employment
	Replacer[WorkingHours]
	Deleter

	Actual Lister[ActualWorkingHours] // of an employer, for all employments, on [ListOptions].ReferenceDate
}

func newWorkingHours(c *Client) WorkingHoursService {
	list := at(c, "/providers/employers/employees/employments/{employmentId}/workinghours", firstVersion)
	one := at(c, "/providers/employers/employees/employments/workinghours/{workinghoursId}", firstVersion)
	return WorkingHoursService{
		Lister:   Lister[WorkingHours]{list},
		Getter:   Getter[WorkingHours]{one},
		Creator:  Creator[WorkingHours]{list},
		Replacer: Replacer[WorkingHours]{one},
		Deleter:  Deleter{one},

		Actual: Lister[ActualWorkingHours]{at(c, "/providers/employers/{employerId}/actualworkinghours", firstVersion)},
	}
}

// WorkingHours are the hours of an employment from a day on.
type WorkingHours struct {
	ID                        string                    `json:"id,omitzero"` // read only
	StartDate                 civil.Date                `json:"startDate"`
	EndDate                   civil.Date                `json:"endDate,omitzero"` // read only
	Shift                     Shift                     `json:"shift"`
	ShiftRateSickLeave        Shift                     `json:"shiftRateSickLeave"`
	RegularWorkPattern        bool                      `json:"regularWorkPattern"`
	WorkPattern               *WorkPattern              `json:"workPattern,omitzero"`
	CalculateUsingWorkPattern CalculateUsingWorkPattern `json:"calculateUsingWorkPattern"`
	AverageHoursPerWeek       Decimal                   `json:"averageHoursPerWeek,omitzero"`
	AggregatedHoursPerWeek    Decimal                   `json:"aggregatedHoursPerWeek,omitzero"` // read only
	AverageParttimeFactor     Decimal                   `json:"averageParttimeFactor,omitzero"`
	DeviatingHoursPerWeek     Decimal                   `json:"deviatingHoursPerWeek,omitzero"`
	DeviatingSVDaysPerPeriod  int                       `json:"deviatingSvDaysPerPeriod,omitzero"`
	ContractCode              *UnitRef                  `json:"contractCode,omitzero"`
	FlexibleHoursContract     *KV                       `json:"flexibleHoursContract,omitzero"`
}

// Shift is chosen by its number.
type Shift struct {
	ShiftNumber          int     `json:"shiftNumber"`
	FullTimeHoursPerWeek Decimal `json:"fullTimeHoursPerWeek,omitzero"` // read only
	BonusPercentage      Decimal `json:"bonusPercentage,omitzero"`      // read only
}

// WorkPattern says how many hours are worked on each day of an even and of an odd week.
type WorkPattern struct {
	EvenWeeks WeekPattern `json:"evenWeeks"`
	OddWeeks  WeekPattern `json:"oddWeeks"`
}

// WeekPattern says how many hours are worked on each day of a week. A day off is "0".
type WeekPattern struct {
	Monday    Decimal `json:"monday"`
	Tuesday   Decimal `json:"tuesday"`
	Wednesday Decimal `json:"wednesday"`
	Thursday  Decimal `json:"thursday"`
	Friday    Decimal `json:"friday"`
	Saturday  Decimal `json:"saturday"`
	Sunday    Decimal `json:"sunday"`
}

// CalculateUsingWorkPattern says what is calculated from the pattern.
type CalculateUsingWorkPattern struct {
	DaysDailyRate         bool `json:"daysDailyRate"`
	DeviatingDaysAndHours bool `json:"deviatingDaysAndHours"`
	HoursBrokenPeriod     bool `json:"hoursBrokenPeriod"`
	HoursRegularPeriod    bool `json:"hoursRegularPeriod"`
	LeaveHours            bool `json:"leaveHours"`
}

// ActualWorkingHours are those that are in force for an employment.
type ActualWorkingHours struct {
	EmploymentID string       `json:"employmentId"`
	WorkingHours WorkingHours `json:"workingHours"`
}
