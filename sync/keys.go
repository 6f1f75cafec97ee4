package sync

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Side names one of the two inputs.
type Side string

// The two inputs.
const (
	SideCurrent Side = "current" // what is there
	SideDesired Side = "desired" // what should be there
)

// Record points at one record of an input, by its place and its key.
type Record struct {
	Side  Side
	Index int // from 0
	Key   string
}

// KeyError says that keys do not tell the records apart: there is nothing to compare until they do. It holds every record at fault;
// its text names the first few, by side, index and key.
type KeyError struct {
	Empty     []Record   // records without a key
	Duplicate [][]Record // records of one side that share a key, one group per key, sorted by side and key
}

// Error says which records are at fault and what to do.
func (e *KeyError) Error() string {
	const most = 10
	var parts []string
	for _, group := range e.Duplicate {
		parts = append(parts, fmt.Sprintf("%s key %q at %s", group[0].Side, group[0].Key, indexes(group)))
	}
	for _, side := range []Side{SideCurrent, SideDesired} {
		if empty := slices.DeleteFunc(slices.Clone(e.Empty), func(r Record) bool { return r.Side != side }); len(empty) > 0 {
			parts = append(parts, fmt.Sprintf("%s without a key at %s", side, indexes(empty)))
		}
	}
	if more := len(parts) - most; more > 0 {
		parts = append(parts[:most], fmt.Sprintf("and %d more", more))
	}
	return "sync: every record needs a key of its own: " + strings.Join(parts, "; ")
}

// indexes lists the places of the records, of a long list the first few.
func indexes(records []Record) string {
	const most = 5
	var b strings.Builder
	for i, r := range records[:min(most, len(records))] {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%d", r.Index)
	}
	if more := len(records) - most; more > 0 {
		fmt.Fprintf(&b, " and %d more places", more)
	}
	return b.String()
}

// newKeyError looks for all faults at once, so that they can be mended in one go. It is kept out of the way of [Diff], which only
// finds out that there is one.
func newKeyError[T any](current, desired []T, key func(T) string) *KeyError {
	e := &KeyError{}
	addKeyFaults(e, SideCurrent, current, key)
	addKeyFaults(e, SideDesired, desired, key)
	return e
}

func addKeyFaults[T any](e *KeyError, side Side, records []T, key func(T) string) {
	sorted := make([]Record, len(records))
	for i, record := range records {
		sorted[i] = Record{side, i, key(record)}
	}
	slices.SortFunc(sorted, func(a, b Record) int { return cmp.Or(strings.Compare(a.Key, b.Key), cmp.Compare(a.Index, b.Index)) })
	for len(sorted) > 0 {
		same := 1
		for same < len(sorted) && sorted[same].Key == sorted[0].Key {
			same++
		}
		group := sorted[:same:same]
		sorted = sorted[same:]
		if group[0].Key == "" {
			e.Empty = append(e.Empty, group...)
		} else if same > 1 {
			e.Duplicate = append(e.Duplicate, group)
		}
	}
}
