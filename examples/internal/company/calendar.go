package company

import (
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

func date(year, month, day int) civil.Date {
	return civil.Date{Year: year, Month: time.Month(month), Day: day}
}

// next is the first day from today on, today included, that falls on the weekday.
func next(today civil.Date, weekday time.Weekday) civil.Date {
	return today.AddDays((int(weekday) - int(today.Weekday()) + 7) % 7)
}

// inOddMonths lets a field change with the calendar: it holds one value in January, March, … and another in the months between.
func inOddMonths(today civil.Date, odd, even any) any {
	if today.Month%2 == 1 {
		return odd
	}
	return even
}
