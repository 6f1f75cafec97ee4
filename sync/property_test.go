package sync_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// apply carries a plan out on a copy of current and gives the result sorted by key.
func apply(current []employee, plan *plansync.Plan[employee]) []employee {
	byKey := map[string]employee{}
	for _, e := range current {
		byKey[e.id] = e
	}
	for _, c := range plan.Changes {
		switch c.Op {
		case plansync.OpCreate, plansync.OpUpdate:
			byKey[c.Key] = c.New
		case plansync.OpDelete:
			delete(byKey, c.Key)
		}
	}
	var result []employee
	for _, e := range byKey {
		result = append(result, e)
	}
	return sorted(result)
}

func sorted(records []employee) []employee {
	result := slices.Clone(records)
	slices.SortFunc(result, func(a, b employee) int { return strings.Compare(a.id, b.id) })
	return result
}

func shuffled(random *rand.Rand, records []employee) []employee {
	result := slices.Clone(records)
	random.Shuffle(len(result), func(i, j int) { result[i], result[j] = result[j], result[i] })
	return result
}

// company makes up to 40 employees with keys out of 60, so that two companies overlap, and few values, so that some are the same.
func company(random *rand.Rand) []employee {
	letters := []string{"a", "B", "é", "0", "10", "9"}
	var result []employee
	for _, n := range random.Perm(60)[:random.IntN(41)] {
		result = append(result, employee{
			id:         letters[n%6] + string(rune('a'+n/6)),
			email:      []string{"", "x@example.test", "y@example.test"}[random.IntN(3)],
			department: []string{"", "Care", "IT"}[random.IntN(3)],
		})
	}
	return result
}

// pairs runs the property on many pairs of made-up companies, always the same ones.
func pairs(t *testing.T, property func(t *testing.T, random *rand.Rand, a, b []employee)) {
	t.Helper()
	t.Parallel()
	for seed := range uint64(500) {
		random := rand.New(rand.NewPCG(seed, 1))
		property(t, random, company(random), company(random))
	}
}

func TestApplyingTheDifferenceGivesWhatIsDesired(t *testing.T) {
	pairs(t, func(t *testing.T, _ *rand.Rand, a, b []employee) {
		plan := plansync.DeleteMissing(diff(t, a, b))
		require.Equal(t, sorted(b), apply(a, plan))
	})
}

func TestWithoutDeletesNobodyIsLost(t *testing.T) {
	pairs(t, func(t *testing.T, _ *rand.Rand, a, b []employee) {
		after := apply(a, diff(t, a, b))
		again := diff(t, after, b)
		require.Equal(t, plansync.Counts{Missing: again.Counts().Missing, Unchanged: len(b)}, again.Counts())
		require.Len(t, after, len(b)+again.Counts().Missing)
	})
}

func TestThereIsNoDifferenceWithItself(t *testing.T) {
	pairs(t, func(t *testing.T, random *rand.Rand, a, _ []employee) {
		plan := diff(t, a, shuffled(random, a))
		require.Empty(t, plan.Changes)
		require.Equal(t, len(a), plan.Unchanged)
	})
}

// design.md "sync": the same input always gives the same bytes.
func TestTheOrderOfTheInputDoesNotMatter(t *testing.T) {
	pairs(t, func(t *testing.T, random *rand.Rand, a, b []employee) {
		plan := diff(t, a, b)
		other := diff(t, shuffled(random, a), shuffled(random, b))
		require.Equal(t, plan, other)
		require.Equal(t, written(t, plan), written(t, other))
	})
}

func TestThePlanIsSortedAndAddsUp(t *testing.T) {
	pairs(t, func(t *testing.T, _ *rand.Rand, a, b []employee) {
		plan := diff(t, a, b)
		for i := 1; i < len(plan.Changes); i++ {
			require.Less(t, plan.Changes[i-1].Key, plan.Changes[i].Key)
		}
		n := plan.Counts()
		require.Equal(t, len(a), n.Missing+n.Update+n.Unchanged)
		require.Equal(t, len(b), n.Create+n.Update+n.Unchanged)
	})
}

func TestTheStreamOfSortedSidesIsTheSamePlan(t *testing.T) {
	pairs(t, func(t *testing.T, _ *rand.Rand, a, b []employee) {
		changes := []plansync.Change[employee]{}
		for c, err := range plansync.Stream(sequence(sorted(a)), sequence(sorted(b)), key, changed) {
			require.NoError(t, err)
			changes = append(changes, c)
		}
		require.Equal(t, diff(t, a, b).Changes, changes)
	})
}

// written gives all that a plan can write.
func written(t *testing.T, plan *plansync.Plan[employee]) string {
	t.Helper()
	data, err := json.Marshal(plan)
	require.NoError(t, err)
	var text bytes.Buffer
	require.NoError(t, plan.WriteText(&text))
	return string(data) + text.String()
}

// FuzzDiff makes records of lines "key,email,department" and compares Diff with the plain rules of what a plan is.
func FuzzDiff(f *testing.F) {
	f.Add("1,a,Care\n2,b,IT", "2,b,Care\n3,c,IT")
	f.Add("1\n1", "2\n2")
	f.Add("", ",x")
	f.Add("é\né", "e\u0301")
	f.Fuzz(func(t *testing.T, left, right string) {
		current, desired := fromLines(left), fromLines(right)
		plan, err := plansync.Diff(current, desired, key, changed)
		if !haveOwnKeys(current) || !haveOwnKeys(desired) {
			require.Nil(t, plan)
			require.IsType(t, (*plansync.KeyError)(nil), err)
			require.NotEmpty(t, err.Error())
			return
		}
		require.NoError(t, err)
		require.Equal(t, sorted(desired), apply(current, plansync.DeleteMissing(plan)))
		slices.Reverse(current)
		slices.Reverse(desired)
		require.Equal(t, written(t, plan), written(t, diff(t, current, desired)))
	})
}

func fromLines(text string) []employee {
	var result []employee
	for line := range strings.Lines(text) {
		parts := append(strings.Split(strings.TrimSuffix(line, "\n"), ","), "", "")
		result = append(result, employee{id: parts[0], email: parts[1], department: parts[2]})
	}
	return result
}

func haveOwnKeys(records []employee) bool {
	seen := map[string]bool{"": true}
	for _, e := range records {
		if seen[e.id] {
			return false
		}
		seen[e.id] = true
	}
	return true
}
