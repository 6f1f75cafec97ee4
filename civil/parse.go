package civil

import (
	"errors"
	"strings"
	"time"
)

const (
	dateLength = len("2026-03-01")
	timeLength = len("T13:05:09")
	bom        = "\ufeff"
)

// The values stay out of these texts: a day may be somebody's birthday.
var (
	errDateForm     = errors.New("civil: not a day: expected the form 2026-03-01, a time of day may follow")
	errDateTimeForm = errors.New("civil: not a moment: expected the form 2026-03-01T13:05:09, with no zone offset")
	errNoSuchDay    = errors.New("civil: the calendar has no such day: expected a year from 0001 to 9999, a month and a day that exist")
	errNoSuchTime   = errors.New("civil: the clock has no such time: expected 00:00:00 to 23:59:59")
)

// ParseDate reads a day in the form 2026-03-01. A moment, in any form that [ParseDateTime] reads, gives its day; the time of day is
// checked and dropped, as AFAS sends days with T00:00:00Z behind them (afas-profit-rest.md §3.6). A leading byte order mark is
// ignored. Anything else is an error, which does not contain the text that was read.
func ParseDate(s string) (Date, error) {
	dt, err := parse(s, errDateForm)
	return dt.Date, err
}

// ParseDateTime reads a moment in the form 2026-03-01T13:05:09, with or without a fraction of one to nine digits, with or without a
// closing Z. The Z is ignored: AFAS writes it behind the Amsterdam time (afas-profit-rest.md §3.6). A day alone is its midnight.
// A leading byte order mark is ignored. Anything else is an error, a zone offset as well; it does not contain the text that was read.
func ParseDateTime(s string) (DateTime, error) { return parse(s, errDateTimeForm) }

// parse reads a day with or without a time; form is the error for text of another form.
func parse(s string, form error) (DateTime, error) {
	s = strings.TrimPrefix(s, bom)
	if len(s) < dateLength {
		return DateTime{}, form
	}
	date, err := parseDate(s[:dateLength], form)
	if err != nil || len(s) == dateLength {
		return DateTime{Date: date}, err
	}
	dt, err := parseTime(s[dateLength:], form)
	if err != nil {
		return DateTime{}, err
	}
	dt.Date = date
	return dt, nil
}

func parseDate(s string, form error) (Date, error) {
	year, ok1 := digits(s[0:4])
	month, ok2 := digits(s[5:7])
	day, ok3 := digits(s[8:10])
	if !ok1 || !ok2 || !ok3 || s[4] != '-' || s[7] != '-' {
		return Date{}, form
	}
	d := Date{year, time.Month(month), day}
	if !d.IsValid() {
		return Date{}, errNoSuchDay
	}
	return d, nil
}

// parseTime reads T13:05:09 with an optional fraction and an optional Z into a DateTime without a day.
func parseTime(s string, form error) (DateTime, error) {
	s = strings.TrimSuffix(s, "Z")
	if len(s) < timeLength {
		return DateTime{}, form
	}
	hour, ok1 := digits(s[1:3])
	minute, ok2 := digits(s[4:6])
	second, ok3 := digits(s[7:9])
	nanosecond, ok4 := parseFraction(s[timeLength:])
	if !ok1 || !ok2 || !ok3 || !ok4 || s[0] != 'T' || s[3] != ':' || s[6] != ':' {
		return DateTime{}, form
	}
	if hour > 23 || minute > 59 || second > 59 {
		return DateTime{}, errNoSuchTime
	}
	return DateTime{Hour: hour, Minute: minute, Second: second, Nanosecond: nanosecond}, nil
}

// parseFraction reads nothing, or a point with one to nine digits, as nanoseconds.
func parseFraction(s string) (int, bool) {
	if s == "" {
		return 0, true
	}
	if s[0] != '.' || len(s) < len(".1") || len(s) > len(".123456789") {
		return 0, false
	}
	n, ok := digits(s[1:])
	for range len(".123456789") - len(s) {
		n *= 10
	}
	return n, ok
}

func digits(s string) (int, bool) {
	n := 0
	for i := range len(s) {
		c := s[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}
