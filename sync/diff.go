package sync

import (
	"slices"
	"strings"
)

// Diff compares what is there with what should be there and gives the plan that leads from one to the other.
//
// Records with the same key belong together. Keys are compared exactly: let key trim and fold case where that is wanted. changed
// gives the fields in which two records differ, always in the same order, and nothing when they are the same; for a create its old
// record is the zero value, so that a preview can show the fields.
//
// Diff is pure: neither input is changed, and the same records in any order give the same plan. When a record has no key, or two
// records of one side have the same, there is no plan and the error is a [*KeyError]. Safe for concurrent use if key and changed are.
func Diff[T any](current, desired []T, key func(T) string, changed func(old, new T) []Field) (*Plan[T], error) {
	index, unique := indexByKey(current, key)
	if !unique {
		return nil, newKeyError(current, desired, key)
	}
	var none T
	var lines []line
	matched := make([]bool, len(current))
	plan := &Plan[T]{Current: len(current), Desired: len(desired)}
	for at, record := range desired {
		k := key(record)
		from, exists := index[k]
		if !exists {
			lines = append(lines, line{OpCreate, k, absent, at, changed(none, record)})
			continue
		}
		if matched[from] {
			return nil, newKeyError(current, desired, key)
		}
		matched[from] = true
		if fields := changed(current[from], record); len(fields) > 0 {
			lines = append(lines, line{OpUpdate, k, from, at, fields})
		} else {
			plan.Unchanged++
		}
	}
	for from, found := range matched {
		if !found {
			lines = append(lines, line{OpMissing, key(current[from]), from, absent, nil})
		}
	}
	if !sortByKey(lines) {
		return nil, newKeyError(current, desired, key)
	}
	plan.Changes = changes(lines, current, desired)
	return plan, nil
}

// line is a change before its records are copied into it: sorting changes themselves would move both records at every step.
type line struct {
	op      Op
	key     string
	current int // index, or absent
	desired int // index, or absent
	fields  []Field
}

const absent = -1

// indexByKey gives the place of every record by its key, and whether every record has a key of its own.
func indexByKey[T any](records []T, key func(T) string) (map[string]int, bool) {
	index := make(map[string]int, len(records))
	for i, record := range records {
		index[key(record)] = i
	}
	_, empty := index[""]
	return index, !empty && len(index) == len(records)
}

// sortByKey sorts the lines and reports whether every line has a key of its own. A create that is there twice has no current record
// to show it, so it shows here.
func sortByKey(lines []line) bool {
	slices.SortFunc(lines, func(a, b line) int { return strings.Compare(a.key, b.key) })
	for i := range lines {
		if lines[i].key == "" || i > 0 && lines[i].key == lines[i-1].key {
			return false
		}
	}
	return true
}

func changes[T any](lines []line, current, desired []T) []Change[T] {
	result := make([]Change[T], len(lines))
	for i, l := range lines {
		result[i] = Change[T]{Op: l.op, Key: l.key, Fields: l.fields}
		if l.current != absent {
			result[i].Old = current[l.current]
		}
		if l.desired != absent {
			result[i].New = desired[l.desired]
		}
	}
	return result
}
