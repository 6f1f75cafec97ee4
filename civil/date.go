package civil

import (
	"cmp"
	"time"
)

// Date is a day on the calendar, from year 1 to year 9999. The zero value means no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// DateOf gives the day on which t falls in t's own location. The zero time gives the zero Date.
// The Amsterdam day of a moment is DateOf(t.In(civil.Amsterdam())).
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return dateOf(t)
}

// IsZero reports whether d is the zero value, no day.
func (d Date) IsZero() bool { return d == Date{} }

// IsValid reports whether the day exists on the calendar, in a year from 1 to 9999. The zero value is not valid.
func (d Date) IsValid() bool {
	return d.Year >= 1 && d.Year <= 9999 && d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

// Compare gives -1 when d comes before other, 0 when they are the same day, and +1 when d comes after other.
// The zero value comes before every day.
func (d Date) Compare(other Date) int {
	return cmp.Or(cmp.Compare(d.Year, other.Year), cmp.Compare(d.Month, other.Month), cmp.Compare(d.Day, other.Day))
}

// Before reports whether d comes before other. The zero value comes before every day.
func (d Date) Before(other Date) bool { return d.Compare(other) < 0 }

// After reports whether d comes after other. Every day comes after the zero value.
func (d Date) After(other Date) bool { return d.Compare(other) > 0 }

// AddDays gives the day that is the given number of days later, or earlier when days is negative.
// No day stays no day.
func (d Date) AddDays(days int) Date {
	if d.IsZero() {
		return d
	}
	return dateOf(time.Date(d.Year, d.Month, d.Day+days, 0, 0, 0, 0, time.UTC))
}

// AddMonths gives the same day of the month the given number of months later, or earlier when months is negative. A month that
// is too short gives its last day: 31 January plus one month is 28 or 29 February. No day stays no day.
func (d Date) AddMonths(months int) Date {
	if d.IsZero() {
		return d
	}
	first := time.Date(d.Year, d.Month+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	year, month, _ := first.Date()
	return Date{year, month, min(d.Day, daysIn(year, month))}
}

// DaysSince gives the number of days from other to d: 1 when d is the day after other, negative when d comes before other.
// It means nothing when one of them is the zero value.
func (d Date) DaysSince(other Date) int {
	const secondsPerDay = 24 * 60 * 60
	return int((d.In(time.UTC).Unix() - other.In(time.UTC).Unix()) / secondsPerDay)
}

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.In(time.UTC).Weekday() }

// In gives the moment at which the day begins in the location, which must not be nil. The zero Date gives the zero time.
func (d Date) In(loc *time.Location) time.Time { return DateTime{Date: d}.In(loc) }

// String gives the day as 2026-03-01, and the zero value as the empty text.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return string(appendDate(make([]byte, 0, dateLength), d))
}

// dateOf also gives 0001-01-01, which is the zero time in UTC.
func dateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

func daysIn(year int, month time.Month) int {
	switch month {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}
