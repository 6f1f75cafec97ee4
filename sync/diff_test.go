package sync_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

type employee struct {
	id, email, second, department string
}

func key(e employee) string { return e.id }

func changed(old, new employee) []plansync.Field {
	var fields []plansync.Field
	if old.email != new.email {
		fields = append(fields, plansync.Field{Name: "email", Old: old.email, New: new.email})
	}
	if old.department != new.department {
		fields = append(fields, plansync.Field{Name: "department", Old: old.department, New: new.department})
	}
	return fields
}

func diff(t *testing.T, current, desired []employee) *plansync.Plan[employee] {
	t.Helper()
	plan, err := plansync.Diff(current, desired, key, changed)
	require.NoError(t, err)
	return plan
}

// design.md "sync": creates, updates with the changed fields, missing, the number unchanged; sorted by key.
func TestDiffGivesOneSortedPlan(t *testing.T) {
	t.Parallel()
	stays := employee{id: "4", department: "Care"}
	moves, moved := employee{id: "3", department: "Care"}, employee{id: "3", department: "Sales"}
	leaves, starts := employee{id: "1", department: "Care"}, employee{id: "2", email: "new@example.test", department: "IT"}

	plan := diff(t, []employee{stays, moves, leaves}, []employee{stays, moved, starts})

	require.Equal(t, &plansync.Plan[employee]{
		Changes: []plansync.Change[employee]{
			{Op: plansync.OpMissing, Key: "1", Old: leaves},
			{Op: plansync.OpCreate, Key: "2", New: starts, Fields: []plansync.Field{
				{Name: "email", New: "new@example.test"}, {Name: "department", New: "IT"},
			}},
			{Op: plansync.OpUpdate, Key: "3", Old: moves, New: moved, Fields: []plansync.Field{
				{Name: "department", Old: "Care", New: "Sales"},
			}},
		},
		Unchanged: 1, Current: 3, Desired: 3,
	}, plan)
	require.Equal(t, plansync.Counts{Create: 1, Update: 1, Missing: 1, Unchanged: 1}, plan.Counts())
}

func TestDiffOfNothing(t *testing.T) {
	t.Parallel()
	require.Equal(t, &plansync.Plan[employee]{Changes: []plansync.Change[employee]{}}, diff(t, nil, nil))

	everyone := []employee{{id: "1"}, {id: "2"}}
	require.Equal(t, plansync.Counts{Create: 2}, diff(t, nil, everyone).Counts())
	require.Equal(t, plansync.Counts{Missing: 2}, diff(t, everyone, nil).Counts())
	require.Equal(t, plansync.Counts{Unchanged: 2}, diff(t, everyone, everyone).Counts())
}

// design.md "sync": someone who is absent from the source is missing, never silently deleted.
func TestDiffNeverDeletes(t *testing.T) {
	t.Parallel()
	for _, c := range diff(t, []employee{{id: "1"}, {id: "2"}}, []employee{{id: "2"}}).Changes {
		require.NotEqual(t, plansync.OpDelete, c.Op)
	}
}

func TestDiffOfACreateWithoutAnyValueIsStillACreate(t *testing.T) {
	t.Parallel()
	plan := diff(t, nil, []employee{{id: "1"}})
	require.Equal(t, plansync.OpCreate, plan.Changes[0].Op)
	require.Empty(t, plan.Changes[0].Fields)
}

func TestDiffLeavesItsInputsAlone(t *testing.T) {
	t.Parallel()
	current := []employee{{id: "3"}, {id: "1"}, {id: "2"}}
	desired := []employee{{id: "4"}, {id: "2", department: "IT"}}
	currentBefore, desiredBefore := slices.Clone(current), slices.Clone(desired)

	plan := diff(t, current, desired)
	plan.Changes[0].Old.department = "changed by the caller"

	require.Equal(t, currentBefore, current)
	require.Equal(t, desiredBefore, desired)
}

func TestKeysAreComparedExactly(t *testing.T) {
	t.Parallel()
	require.Equal(t, plansync.Counts{Create: 1, Missing: 1}, diff(t, []employee{{id: "a1"}}, []employee{{id: "A1"}}).Counts())
}

// design.md "sync": duplicate and empty keys are errors that name the records.
func TestDiffNeedsAKeyOfItsOwnForEveryRecord(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		current, desired []employee
		want             plansync.KeyError
		text             string
	}{
		"a key that is twice in current": {
			[]employee{{id: "7"}, {id: "8"}, {id: "7"}}, nil,
			plansync.KeyError{Duplicate: [][]plansync.Record{{{Side: "current", Index: 0, Key: "7"}, {Side: "current", Index: 2, Key: "7"}}}},
			`sync: every record needs a key of its own: current key "7" at 0, 2`,
		},
		"a key that is twice in desired and also in current": {
			[]employee{{id: "7"}}, []employee{{id: "7"}, {id: "7"}},
			plansync.KeyError{Duplicate: [][]plansync.Record{{{Side: "desired", Index: 0, Key: "7"}, {Side: "desired", Index: 1, Key: "7"}}}},
			`sync: every record needs a key of its own: desired key "7" at 0, 1`,
		},
		"a new key that is twice in desired": {
			nil, []employee{{id: "9"}, {id: "7"}, {id: "9"}},
			plansync.KeyError{Duplicate: [][]plansync.Record{{{Side: "desired", Index: 0, Key: "9"}, {Side: "desired", Index: 2, Key: "9"}}}},
			`sync: every record needs a key of its own: desired key "9" at 0, 2`,
		},
		"one record without a key in current": {
			[]employee{{id: "7"}, {}}, nil,
			plansync.KeyError{Empty: []plansync.Record{{Side: "current", Index: 1}}},
			`sync: every record needs a key of its own: current without a key at 1`,
		},
		"one record without a key in desired": {
			nil, []employee{{}, {id: "7"}},
			plansync.KeyError{Empty: []plansync.Record{{Side: "desired", Index: 0}}},
			`sync: every record needs a key of its own: desired without a key at 0`,
		},
		"all faults of both sides at once": {
			[]employee{{}, {id: "7"}, {}, {id: "7"}}, []employee{{id: "8"}, {id: "8"}, {}},
			plansync.KeyError{
				Empty: []plansync.Record{{Side: "current", Index: 0}, {Side: "current", Index: 2}, {Side: "desired", Index: 2}},
				Duplicate: [][]plansync.Record{
					{{Side: "current", Index: 1, Key: "7"}, {Side: "current", Index: 3, Key: "7"}},
					{{Side: "desired", Index: 0, Key: "8"}, {Side: "desired", Index: 1, Key: "8"}},
				},
			},
			`sync: every record needs a key of its own: current key "7" at 1, 3; desired key "8" at 0, 1; ` +
				`current without a key at 0, 2; desired without a key at 2`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan, err := plansync.Diff(test.current, test.desired, key, changed)
			require.Nil(t, plan)
			require.Equal(t, &test.want, err)
			require.EqualError(t, err, test.text)
		})
	}
}

func TestAKeyErrorWithManyRecordsStaysReadable(t *testing.T) {
	t.Parallel()
	var current []employee
	for i := range 3000 {
		current = append(current, employee{id: string(rune('a' + i%26))})
	}
	_, err := plansync.Diff(current, nil, key, changed)
	require.Len(t, err.(*plansync.KeyError).Duplicate, 26, "the error itself holds them all")
	require.ErrorContains(t, err, `current key "a" at 0, 26, 52, 78, 104 and 111 more`)
	require.ErrorContains(t, err, "and 16 more")
	require.Less(t, len(err.Error()), 1000)
}

func TestPlanAsJSON(t *testing.T) {
	t.Parallel()
	plan := diff(t,
		[]employee{{id: "1"}, {id: "3", department: "Care"}, {id: "4"}},
		[]employee{{id: "2", email: "new@example.test"}, {id: "3", department: "Sales"}, {id: "4"}})
	data, err := json.Marshal(plan)
	require.NoError(t, err)
	require.Equal(t, `{"changes":[`+
		`{"op":"missing","key":"1"},`+
		`{"op":"create","key":"2","fields":[{"name":"email","old":"","new":"new@example.test"}]},`+
		`{"op":"update","key":"3","fields":[{"name":"department","old":"Care","new":"Sales"}]}`+
		`],"unchanged":1,"current":3,"desired":3}`, string(data))

	empty, err := json.Marshal(diff(t, nil, nil))
	require.NoError(t, err)
	require.Equal(t, `{"changes":[],"unchanged":0,"current":0,"desired":0}`, string(empty))
}
