package civil

import (
	"cmp"
	"time"
)

// DateTime is a day with the time on the wall clock, without a zone. The zero value means no moment; midnight on a day is
// DateTime{Date: day}.
type DateTime struct {
	Date       Date
	Hour       int
	Minute     int
	Second     int
	Nanosecond int
}

// DateTimeOf gives what calendar and clock show at t in t's own location. The zero time gives the zero DateTime.
// The Amsterdam clock at a moment is DateTimeOf(t.In(civil.Amsterdam())).
func DateTimeOf(t time.Time) DateTime {
	if t.IsZero() {
		return DateTime{}
	}
	return dateTimeOf(t)
}

// IsZero reports whether dt is the zero value, no moment.
func (dt DateTime) IsZero() bool { return dt == DateTime{} }

// IsValid reports whether the day exists and the time is one from 00:00:00 up to 24:00:00. The zero value is not valid.
func (dt DateTime) IsValid() bool {
	return dt.Date.IsValid() && within(dt.Hour, 24) && within(dt.Minute, 60) && within(dt.Second, 60) &&
		within(dt.Nanosecond, int(time.Second))
}

// Compare gives -1 when dt comes before other, 0 when they are the same, and +1 when dt comes after other.
// The zero value comes before every moment.
func (dt DateTime) Compare(other DateTime) int {
	return cmp.Or(
		dt.Date.Compare(other.Date),
		cmp.Compare(dt.Hour, other.Hour),
		cmp.Compare(dt.Minute, other.Minute),
		cmp.Compare(dt.Second, other.Second),
		cmp.Compare(dt.Nanosecond, other.Nanosecond),
	)
}

// Before reports whether dt comes before other. The zero value comes before every moment.
func (dt DateTime) Before(other DateTime) bool { return dt.Compare(other) < 0 }

// After reports whether dt comes after other. Every moment comes after the zero value.
func (dt DateTime) After(other DateTime) bool { return dt.Compare(other) > 0 }

// Add moves the hands of the clock: 24 hours later is the same time on the next day, also when the clock changes that night.
// For time that really passes, add to the result of [DateTime.In]. No moment stays no moment.
func (dt DateTime) Add(d time.Duration) DateTime {
	if dt.IsZero() {
		return dt
	}
	return dateTimeOf(dt.In(time.UTC).Add(d))
}

// In gives the moment at which the clock in the location, which must not be nil, shows dt. A time that the clock shows twice, in
// the night on which winter time begins, cannot be told apart (afas-profit-rest.md §3.6): it is taken as the later of the two.
// A time that the clock skips, in the night on which summer time begins, is moved on by the hour that is skipped.
// The zero DateTime gives the zero time.
func (dt DateTime) In(loc *time.Location) time.Time {
	if dt.IsZero() {
		return time.Time{}
	}
	return time.Date(dt.Date.Year, dt.Date.Month, dt.Date.Day, dt.Hour, dt.Minute, dt.Second, dt.Nanosecond, loc)
}

// String gives the moment as 2026-03-01T13:05:09, with a fraction only when it is not zero, and the zero value as the empty text.
func (dt DateTime) String() string {
	if dt.IsZero() {
		return ""
	}
	return string(appendDateTime(make([]byte, 0, len("2026-03-01T13:05:09.123456789")), dt))
}

// dateTimeOf also gives the first moment of 0001-01-01, which is the zero time in UTC.
func dateTimeOf(t time.Time) DateTime {
	hour, minute, second := t.Clock()
	return DateTime{dateOf(t), hour, minute, second, t.Nanosecond()}
}

func within(n, limit int) bool { return n >= 0 && n < limit }
