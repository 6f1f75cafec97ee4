package lokettest

import (
	"cmp"
	"encoding/json"
	"math/big"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// compareNumbers compares exactly.
func compareNumbers(a, b json.Number) int {
	if x, err := a.Int64(); err == nil {
		if y, err := b.Int64(); err == nil {
			return cmp.Compare(x, y)
		}
	}
	x, _ := new(big.Rat).SetString(a.String())
	y, _ := new(big.Rat).SetString(b.String())
	if x == nil || y == nil {
		return strings.Compare(a.String(), b.String())
	}
	return x.Cmp(y)
}

// parseMoment reads a moment with an offset, or without one as Amsterdam has it, or a day (loket-rest.md §7).
func parseMoment(s string) (time.Time, bool) {
	if t, err := time.Parse(time.RFC3339Nano, s); err == nil {
		return t, true
	}
	wall, err := civil.ParseDateTime(s)
	return wall.In(civil.Amsterdam()), err == nil
}

// compareValues puts two values of a member in order: null first, text without case.
func (m *member) compareValues(a, b any) int {
	switch {
	case a == nil || b == nil:
		return cmp.Compare(rank(a), rank(b))
	case m.is == typeBool:
		return cmp.Compare(rank(a), rank(b))
	}
	switch x := a.(type) {
	case json.Number:
		if y, ok := b.(json.Number); ok {
			return compareNumbers(x, y)
		}
	case string:
		if y, ok := b.(string); ok {
			return m.compareTexts(x, y)
		}
	}
	return cmp.Compare(rank(a), rank(b))
}

func (m *member) compareTexts(a, b string) int {
	switch m.is {
	case typeMoment:
		x, isMoment := parseMoment(a)
		y, ok := parseMoment(b)
		if isMoment && ok {
			return x.Compare(y)
		}
	case typeDate:
		return strings.Compare(a, b)
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}

// rank orders values of different sorts, and false before true.
func rank(v any) int {
	switch v := v.(type) {
	case nil:
		return 0
	case bool:
		if v {
			return 2
		}
		return 1
	case json.Number:
		return 3
	case string:
		return 4
	}
	return 5
}
