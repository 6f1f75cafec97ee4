package loket

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

// Filter chooses entries of a list. Conditions such as [Eq] are joined with [And] or [Or]; the zero Filter chooses every entry. A Filter that Loket's documented grammar cannot say
// is an error of the call that uses it, before anything is sent: AND and OR in one filter (neither parentheses nor precedence are documented), or a text with a quote in it
// (no escape is documented). Filter the rest in your program then. Names and values are compared without case. See loket-rest.md §3.2.
type Filter struct {
	word  string // between the parts: "and", "or"
	parts []string
	err   error
}

// Value is what a member can be compared with.
type Value interface {
	~string | ~bool | ~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64 | civil.Date
}

// Eq chooses entries whose member equals the value. A member of a member is named with a dot: "address.city".
func Eq[V Value](member string, value V) Filter { return compare(member, "eq", value) }

// NotEq chooses entries whose member differs from the value.
func NotEq[V Value](member string, value V) Filter { return compare(member, "ne", value) }

// Like chooses entries whose member contains the text.
func Like(member, text string) Filter { return compare(member, "lk", text) }

// GreaterThan chooses entries whose member is more than the value.
func GreaterThan[V Value](member string, value V) Filter { return compare(member, "gt", value) }

// AtLeast chooses entries whose member is the value or more.
func AtLeast[V Value](member string, value V) Filter { return compare(member, "ge", value) }

// LessThan chooses entries whose member is less than the value.
func LessThan[V Value](member string, value V) Filter { return compare(member, "lt", value) }

// AtMost chooses entries whose member is the value or less.
func AtMost[V Value](member string, value V) Filter { return compare(member, "le", value) }

// IsNull chooses entries in which the member is empty.
func IsNull(member string) Filter { return condition(member, "eq", "null", nil) }

// NotNull chooses entries in which the member is filled.
func NotNull(member string) Filter { return condition(member, "ne", "null", nil) }

// And chooses entries that every filter chooses.
func And(filters ...Filter) Filter { return combine("and", filters) }

// Or chooses entries that at least one filter chooses.
func Or(filters ...Filter) Filter { return combine("or", filters) }

func combine(word string, filters []Filter) Filter {
	if word == "or" && len(filters) == 0 {
		return Filter{err: errors.New("loket: filter: Or needs at least one filter: without any it would choose nothing, which cannot be said")}
	}
	joined := Filter{}
	for _, f := range filters {
		switch {
		case f.err != nil:
			return f
		case len(f.parts) == 0 && word == "or":
			return Filter{err: errors.New("loket: filter: an empty filter inside Or would choose every entry")}
		case len(f.parts) == 0:
		case len(joined.parts) == 0:
			joined = f
		case len(joined.parts) > 1 && joined.word != word, len(f.parts) > 1 && f.word != word:
			return Filter{err: errors.New("loket: filter: AND and OR together are not part of the documented grammar: send one of them, and do the rest in your program")}
		default:
			joined = Filter{word: word, parts: slices.Concat(joined.parts, f.parts)}
		}
	}
	return joined
}

func compare[V Value](member, operator string, value V) Filter {
	text, err := operand(value)
	return condition(member, operator, text, err)
}

func condition(member, operator, text string, err error) Filter {
	if member == "" || strings.ContainsAny(member, " '\"()") {
		err = errors.New("a member's name is missing or is none")
	}
	if err != nil {
		return Filter{err: fmt.Errorf("loket: filter: %w", err)}
	}
	return Filter{parts: []string{member + " " + operator + " " + text}}
}

// operand gives the value in the form of the grammar: texts and days in single quotes, numbers and yes/no bare.
func operand(value any) (string, error) {
	if day, ok := value.(civil.Date); ok {
		if !day.IsValid() {
			return "", errors.New("a value is not a day")
		}
		return "'" + day.String() + "'", nil
	}
	v := reflect.ValueOf(value)
	switch {
	case v.Kind() == reflect.String && strings.Contains(v.String(), "'"):
		return "", errors.New("a value has a single quote in it, for which Loket documents no escape: filter in your program")
	case v.Kind() == reflect.String:
		return "'" + v.String() + "'", nil
	case v.Kind() == reflect.Bool:
		return strconv.FormatBool(v.Bool()), nil
	case v.CanInt():
		return strconv.FormatInt(v.Int(), 10), nil
	case v.CanUint():
		return strconv.FormatUint(v.Uint(), 10), nil
	}
	if f := v.Float(); math.IsNaN(f) || math.IsInf(f, 0) {
		return "", errors.New("a value is not a number")
	}
	return strconv.FormatFloat(v.Float(), 'f', -1, v.Type().Bits()), nil
}

// text gives the filter as Loket reads it.
func (f Filter) text() (string, error) {
	return strings.Join(f.parts, " "+f.word+" "), f.err
}
