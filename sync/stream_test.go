package sync_test

import (
	"errors"
	"fmt"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// sequence gives the records one by one.
func sequence(records []employee) iter.Seq2[employee, error] { return failing(records, nil) }

// failing gives the records and then the error, if there is one.
func failing(records []employee, err error) iter.Seq2[employee, error] {
	return func(yield func(employee, error) bool) {
		for _, e := range records {
			if !yield(e, nil) {
				return
			}
		}
		if err != nil {
			yield(employee{}, err)
		}
	}
}

func ids(keys ...string) []employee {
	var result []employee
	for _, k := range keys {
		result = append(result, employee{id: k})
	}
	return result
}

// drain ranges to the end and gives the changes as "op key", and all errors.
func drain(changes iter.Seq2[plansync.Change[employee], error]) (lines []string, errs []error) {
	for c, err := range changes {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		lines = append(lines, fmt.Sprintf("%s %s", c.Op, c.Key))
	}
	return lines, errs
}

func TestStreamMergesTwoSortedSides(t *testing.T) {
	t.Parallel()
	current := []employee{{id: "1"}, {id: "2", department: "Care"}, {id: "4"}}
	desired := []employee{{id: "2", department: "IT"}, {id: "3"}, {id: "4"}, {id: "5"}}
	stream := plansync.Stream(sequence(current), sequence(desired), key, changed)

	for range 2 { // ranging again starts again
		lines, errs := drain(stream)
		require.Empty(t, errs)
		require.Equal(t, []string{"missing 1", "update 2", "create 3", "create 5"}, lines)
	}
}

// design.md "sync": checks the order as it goes and gives nothing after an error.
func TestStreamStopsAtTheFirstFault(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection lost")
	none := sequence(nil)
	for name, test := range map[string]struct {
		current, desired iter.Seq2[employee, error]
		lines            []string
		text             string
	}{
		"a side that is not sorted": {
			sequence(ids("1", "3", "2", "4")), none, []string{"missing 1", "missing 3"},
			`sync: current is not sorted by key: "2" at 2 comes after "3"; sort it by key in byte order, or use Diff`,
		},
		"numbers sorted as numbers": {
			none, sequence(ids("9", "10")), []string{"create 9"},
			`sync: desired is not sorted by key: "10" at 1 comes after "9"; sort it by key in byte order, or use Diff`,
		},
		"a key that is there twice": {
			none, sequence(ids("1", "2", "2")), []string{"create 1", "create 2"},
			`sync: every record needs a key of its own: desired key "2" at 1, 2`,
		},
		"a first record without a key": {
			sequence(ids("")), sequence(ids("1")), nil,
			`sync: every record needs a key of its own: current without a key at 0`,
		},
		"a later record without a key": {
			sequence(ids("1", "", "2")), none, []string{"missing 1"},
			`sync: every record needs a key of its own: current without a key at 1`,
		},
		"a source that fails at once": {
			sequence(ids("1", "2")), failing(nil, broken), nil,
			"sync: reading the desired side: connection lost",
		},
		"a source that fails half-way makes nobody after it missing": {
			sequence(ids("1", "2", "3", "4")), failing(ids("1", "3"), broken), []string{"missing 2"},
			"sync: reading the desired side: connection lost",
		},
		"a target that fails half-way": {
			failing(ids("1"), broken), sequence(ids("2", "3")), []string{"missing 1"},
			"sync: reading the current side: connection lost",
		},
		"both sides failing give one error": {
			failing(nil, broken), failing(nil, broken), nil,
			"sync: reading the current side: connection lost",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			lines, errs := drain(plansync.Stream(test.current, test.desired, key, changed))
			require.Equal(t, test.lines, lines)
			require.Len(t, errs, 1)
			require.EqualError(t, errs[0], test.text)
		})
	}
}

func TestStreamErrorsCanBeTold(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection lost")
	_, errs := drain(plansync.Stream(sequence(nil), failing(nil, broken), key, changed))
	require.ErrorIs(t, errs[0], broken)

	_, errs = drain(plansync.Stream(sequence(ids("2", "1")), sequence(nil), key, changed))
	order, ok := errors.AsType[*plansync.OrderError](errs[0])
	require.True(t, ok)
	require.Equal(t, &plansync.OrderError{Record: plansync.Record{Side: plansync.SideCurrent, Index: 1, Key: "1"}, Previous: "2"}, order)

	_, errs = drain(plansync.Stream(sequence(ids("1", "1")), sequence(nil), key, changed))
	_, ok = errors.AsType[*plansync.KeyError](errs[0])
	require.True(t, ok)
}

func TestStreamGivesNothingAfterAnErrorThatASideGoesOnFrom(t *testing.T) {
	t.Parallel()
	goesOn := func(yield func(employee, error) bool) {
		_ = yield(employee{id: "1"}, nil) && yield(employee{}, errors.New("row 2")) && yield(employee{id: "3"}, nil)
	}
	lines, errs := drain(plansync.Stream(sequence(nil), goesOn, key, changed))
	require.Equal(t, []string{"create 1"}, lines)
	require.Len(t, errs, 1)
}

// counted tells how many records were asked for and whether the sequence was left properly.
func counted(records []employee, asked *int, left *bool) iter.Seq2[employee, error] {
	return func(yield func(employee, error) bool) {
		defer func() { *left = true }()
		for _, e := range records {
			*asked++
			if !yield(e, nil) {
				return
			}
		}
	}
}

func TestLeavingTheLoopStopsBothSides(t *testing.T) {
	t.Parallel()
	var askedCurrent, askedDesired int
	var leftCurrent, leftDesired bool
	for range plansync.Stream(
		counted(ids("1", "2", "3", "4"), &askedCurrent, &leftCurrent),
		counted(ids("1", "2", "4", "5"), &askedDesired, &leftDesired), key, changed) {
		break // at "missing 3"
	}
	require.True(t, leftCurrent)
	require.True(t, leftDesired)
	require.Equal(t, 3, askedCurrent, "no further than the change that was given")
	require.Equal(t, 3, askedDesired)
}

// streamUnchanged compares n records with themselves.
func streamUnchanged(n int) error {
	side := func(yield func(person, error) bool) {
		for i := range n {
			if !yield(person{id: sortedKeys[i]}, nil) {
				return
			}
		}
	}
	for c, err := range plansync.Stream(side, side, personKey, personChanged) {
		return fmt.Errorf("unexpected change %s %s: %w", c.Op, c.Key, err)
	}
	return nil
}

var sortedKeys = func() (keys []string) {
	for i := range 10_000 {
		keys = append(keys, fmt.Sprintf("%06d", i))
	}
	return keys
}()

// issue 2: the streaming form allocates nothing that grows with the number of unchanged records. Not parallel: it counts the
// allocations of the whole program.
func TestStreamAllocatesNothingForUnchangedRecords(t *testing.T) {
	allocations := func(n int) float64 {
		return testing.AllocsPerRun(20, func() { require.NoError(t, streamUnchanged(n)) })
	}
	require.InDelta(t, allocations(1_000), allocations(10_000), 1)
}
