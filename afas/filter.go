package afas

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Filter chooses rows of a GetConnector. Conditions such as [Eq] are joined with [And], [Or] and [Not]; the zero Filter chooses every row.
// A Filter is immutable and safe for concurrent use. A filter that makes no sense, such as one without a field name, is an error of the read that uses it, before anything is sent.
//
// AFAS compares text without regard to case, and an empty field fits no operator but [Empty]: NotEq("City", "Utrecht") leaves out
// the people without a city (afas-profit-rest.md §3.3). Fields of day and moment are compared on the Amsterdam clock.
// Operators on text are up to a hundred times slower than [Eq] and the comparisons.
type Filter struct {
	join  join
	parts []Filter
	condition
}

type join int

const (
	everything join = iota
	single
	and
	or
	not
)

// condition is one line of a filter, with its value in the form that AFAS reads.
type condition struct {
	field    string
	operator operator
	value    string
	fault    string // why the condition makes no sense
}

// operator is one of the fifteen numbers of afas-profit-rest.md §3.3.
type operator int

const (
	equal operator = iota + 1
	atLeast
	atMost
	greater
	less
	contains
	notEqual
	empty
	notEmpty
	startsWith
	notContains
	notStartsWith
	endsWith
	notEndsWith
	quickFilter
)

// counterpart gives the operator that chooses the other rows, those with an empty field aside. The quick filter has none.
var counterpart = map[operator]operator{
	equal: notEqual, notEqual: equal,
	atLeast: less, less: atLeast,
	atMost: greater, greater: atMost,
	contains: notContains, notContains: contains,
	empty: notEmpty, notEmpty: empty,
	startsWith: notStartsWith, notStartsWith: startsWith,
	endsWith: notEndsWith, notEndsWith: endsWith,
}

// Value is what a field can be compared with. A [time.Time] is left out on purpose: say whether you mean a day or a moment.
type Value interface {
	~string | ~bool | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64 |
		civil.Date | civil.DateTime
}

// Eq chooses rows whose field equals the value (operator 1).
func Eq[V Value](field string, value V) Filter { return compare(field, equal, value) }

// NotEq chooses rows whose field is filled and differs from the value (operator 7).
func NotEq[V Value](field string, value V) Filter { return compare(field, notEqual, value) }

// AtLeast chooses rows whose field is the value or more (operator 2).
func AtLeast[V Value](field string, value V) Filter { return compare(field, atLeast, value) }

// AtMost chooses rows whose field is the value or less (operator 3).
func AtMost[V Value](field string, value V) Filter { return compare(field, atMost, value) }

// GreaterThan chooses rows whose field is more than the value (operator 4).
func GreaterThan[V Value](field string, value V) Filter { return compare(field, greater, value) }

// LessThan chooses rows whose field is less than the value (operator 5).
func LessThan[V Value](field string, value V) Filter { return compare(field, less, value) }

// Contains chooses rows whose field contains the text (operator 6). No wildcards are added; AFAS may read a % as one.
func Contains(field, text string) Filter { return compare(field, contains, text) }

// NotContains chooses rows whose field is filled and does not contain the text (operator 11).
func NotContains(field, text string) Filter { return compare(field, notContains, text) }

// StartsWith chooses rows whose field starts with the text (operator 10).
func StartsWith(field, text string) Filter { return compare(field, startsWith, text) }

// NotStartsWith chooses rows whose field is filled and does not start with the text (operator 12).
func NotStartsWith(field, text string) Filter { return compare(field, notStartsWith, text) }

// EndsWith chooses rows whose field ends with the text (operator 13).
func EndsWith(field, text string) Filter { return compare(field, endsWith, text) }

// NotEndsWith chooses rows whose field is filled and does not end with the text (operator 14).
func NotEndsWith(field, text string) Filter { return compare(field, notEndsWith, text) }

// Quick is the quick filter of AFAS' own screens (operator 15). It has no opposite, so [Not] does not take it.
func Quick(field, text string) Filter { return compare(field, quickFilter, text) }

// Empty chooses rows whose field is empty (operator 8).
func Empty(field string) Filter { return line(field, empty, emptyValue[empty]) }

// NotEmpty chooses rows whose field is filled (operator 9).
func NotEmpty(field string) Filter { return line(field, notEmpty, emptyValue[notEmpty]) }

// And chooses rows that every filter chooses. And of nothing chooses every row.
func And(filters ...Filter) Filter { return Filter{join: and, parts: slices.Clone(filters)} }

// Or chooses rows that at least one filter chooses. A zero Filter in it is an error: the whole would choose every row, which nobody means.
func Or(filters ...Filter) Filter { return Filter{join: or, parts: slices.Clone(filters)} }

// Not chooses rows by the opposite of each operator in the filter; rows with an empty field are chosen by neither.
func Not(filter Filter) Filter {
	if filter.join == not {
		return filter.parts[0]
	}
	return Filter{join: not, parts: []Filter{filter}}
}

func compare[V Value](field string, op operator, value V) Filter {
	text, err := filterText(value)
	if err != nil {
		return Filter{join: single, condition: condition{field: field, fault: fmt.Sprintf("field %q: %v", field, err)}}
	}
	return line(field, op, text)
}

func line(field string, op operator, value string) Filter {
	c := condition{field: field, operator: op, value: value}
	switch {
	case strings.TrimSpace(field) == "":
		c.fault = "a field name is missing"
	case value == "":
		c.fault = fmt.Sprintf("field %q is compared with an empty text: use Empty or NotEmpty", field)
	}
	return Filter{join: single, condition: c}
}

// filterText gives the value as AFAS reads it: a moment without a zone, a number with a point (afas-profit-rest.md §3.5).
func filterText(value any) (string, error) {
	switch v := value.(type) {
	case civil.Date:
		if !v.IsValid() {
			return "", errors.New("the value is not a day")
		}
		return v.String(), nil
	case civil.DateTime:
		if !v.IsValid() {
			return "", errors.New("the value is not a moment")
		}
		return v.String(), nil
	}
	v := reflect.ValueOf(value)
	switch {
	case v.Kind() == reflect.String:
		return v.String(), nil
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	}
	if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
		return "", errors.New("the value is not a number")
	}
	return strconv.FormatFloat(v.Float(), 'f', -1, v.Type().Bits()), nil
}
