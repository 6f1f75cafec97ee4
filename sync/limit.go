package sync

import (
	"errors"
	"strconv"
	"strings"
)

// Limit is a number of records, a percentage of the current set, or no limit. The zero value is not set: what it means depends on
// where it is used, see [Limits].
//
// It reads and writes text such as "10", "20%" and "unlimited", so it can be a flag (with [flag.Var] or [flag.TextVar]) and a JSON
// string. A Limit is a plain comparable value.
type Limit struct {
	kind limitKind
	n    int
}

type limitKind uint8

const (
	notSet limitKind = iota
	number
	percentage
	unlimited
)

const (
	unlimitedText = "unlimited"
	// percentFloor is what a percentage always allows: of a team of ten, 20 % is stopped by two leavers in one month.
	percentFloor = 5
)

var errLimit = errors.New(`sync: a limit is a whole number such as 10, a whole percentage such as 20%, or "unlimited"`)

// AtMost allows n records, none when n is 0 or less.
func AtMost(n int) Limit { return Limit{number, max(0, n)} }

// Percent allows p percent of the current set, rounded down, and never less than 5 records, so that a small set can change at all.
// Percent(0), as AtMost(0), allows none.
func Percent(p int) Limit { return Limit{percentage, max(0, p)} }

// Unlimited allows any number of records.
func Unlimited() Limit { return Limit{kind: unlimited} }

// ParseLimit reads a number ("10"), a percentage up to "100%", or "unlimited". Anything else is an error, a negative or broken number too.
func ParseLimit(s string) (Limit, error) {
	if s == unlimitedText {
		return Unlimited(), nil
	}
	digits, isPercentage := strings.CutSuffix(s, "%")
	n, err := strconv.ParseUint(digits, 10, 31)
	if err != nil {
		return Limit{}, errLimit
	}
	if isPercentage && n > 100 {
		return Limit{}, errLimit
	}
	if isPercentage {
		return Percent(int(n)), nil
	}
	return AtMost(int(n)), nil
}

// String gives the text that [ParseLimit] reads, and the empty text for a limit that is not set.
func (l Limit) String() string {
	switch l.kind {
	case number:
		return strconv.Itoa(l.n)
	case percentage:
		return strconv.Itoa(l.n) + "%"
	case unlimited:
		return unlimitedText
	}
	return ""
}

// Set reads the value of a flag as [ParseLimit] does.
func (l *Limit) Set(s string) error {
	limit, err := ParseLimit(s)
	if err == nil {
		*l = limit
	}
	return err
}

// MarshalText gives the same text as [Limit.String].
func (l Limit) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads what [ParseLimit] reads; empty text gives a limit that is not set.
func (l *Limit) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*l = Limit{}
		return nil
	}
	return l.Set(string(text))
}

func (l Limit) or(preset Limit) Limit {
	if l.kind == notSet {
		return preset
	}
	return l
}

// allowed gives the number of records that the limit allows of a set of this size, and whether there is a limit at all.
func (l Limit) allowed(current int) (int, bool) {
	switch {
	case l.kind == number || l.n == 0 && l.kind == percentage:
		return l.n, true
	case l.kind == percentage:
		return max(percentFloor, int(int64(current)*int64(l.n)/100)), true
	}
	return 0, false
}
