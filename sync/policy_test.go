package sync_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

func mixed(t *testing.T) *plansync.Plan[employee] {
	t.Helper()
	return diff(t,
		[]employee{{id: "1"}, {id: "3", department: "Care"}, {id: "4"}},
		[]employee{{id: "2"}, {id: "3", department: "IT"}, {id: "4"}})
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	type plan = plansync.Plan[employee]
	for name, test := range map[string]struct {
		policy func(*plan) *plan
		want   plansync.Counts
	}{
		"no creates":                   {plansync.NoCreates[employee], plansync.Counts{Update: 1, Missing: 1, Unchanged: 1}},
		"no updates":                   {plansync.NoUpdates[employee], plansync.Counts{Create: 1, Missing: 1, Unchanged: 1}},
		"only creates":                 {plansync.OnlyCreates[employee], plansync.Counts{Create: 1, Unchanged: 1}},
		"missing becomes delete":       {plansync.DeleteMissing[employee], plansync.Counts{Create: 1, Update: 1, Delete: 1, Unchanged: 1}},
		"no creates and no updates":    {func(p *plan) *plan { return plansync.NoUpdates(plansync.NoCreates(p)) }, plansync.Counts{Missing: 1, Unchanged: 1}},
		"only creates, but no creates": {func(p *plan) *plan { return plansync.OnlyCreates(plansync.NoCreates(p)) }, plansync.Counts{Unchanged: 1}},
		"deletes and nothing else":     {func(p *plan) *plan { return plansync.NoUpdates(plansync.NoCreates(plansync.DeleteMissing(p))) }, plansync.Counts{Delete: 1, Unchanged: 1}},
		"delete missing twice":         {func(p *plan) *plan { return plansync.DeleteMissing(plansync.DeleteMissing(p)) }, plansync.Counts{Create: 1, Update: 1, Delete: 1, Unchanged: 1}},
		"a choice of the caller's own": {func(p *plan) *plan {
			return plansync.Keep(p, func(c plansync.Change[employee]) bool { return c.Key == "3" })
		}, plansync.Counts{Update: 1, Unchanged: 1}},
		"delete missing, but nobody left": {func(p *plan) *plan { return plansync.DeleteMissing(plansync.OnlyCreates(p)) }, plansync.Counts{Create: 1, Unchanged: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before := mixed(t)
			after := test.policy(before)
			require.Equal(t, test.want, after.Counts())
			require.Equal(t, 3, after.Current)
			require.Equal(t, 3, after.Desired)
			require.Equal(t, mixed(t), before, "the given plan is not changed")
		})
	}
}

func TestAPlanWithNothingLeftIsAnEmptyListInJSON(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(plansync.NoCreates(plansync.OnlyCreates(mixed(t))))
	require.NoError(t, err)
	require.Equal(t, `{"changes":[],"unchanged":1,"current":3,"desired":3}`, string(data))
}
