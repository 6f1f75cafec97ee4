package sync_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

func email(e employee) string  { return e.email }
func second(e employee) string { return e.second }

func adopt(desired, current employee) employee {
	desired.id = current.id
	return desired
}

func link(t *testing.T, current, desired []employee) *plansync.Links[employee] {
	t.Helper()
	links, err := plansync.Link(current, desired, key, adopt, email, second)
	require.NoError(t, err)
	return links
}

func at(side plansync.Side, index int, key string) plansync.Record {
	return plansync.Record{Side: side, Index: index, Key: key}
}

// design.md "sync": Link gives records without a shared key a second chance and adopts the key.
func TestLinkAdoptsTheKeyOfTheCurrentRecord(t *testing.T) {
	t.Parallel()
	current := []employee{{id: "1", email: "a@example.test"}, {id: "2", email: "b@example.test"}}
	desired := []employee{{id: "9", email: "b@example.test", department: "IT"}, {id: "1", email: "a@example.test"}}

	links := link(t, current, desired)

	require.Equal(t, []employee{{id: "2", email: "b@example.test", department: "IT"}, desired[1]}, links.Desired)
	require.Equal(t, []plansync.Pair{{By: 0, Current: at("current", 1, "2"), Desired: at("desired", 0, "9")}}, links.Linked)
	require.Empty(t, links.Ambiguous)
	require.Equal(t, "9", desired[0].id, "the input is not changed")
	require.Equal(t, plansync.Counts{Update: 1, Unchanged: 1}, diff(t, current, links.Desired).Counts())
}

func TestWhoIsLinked(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		current, desired []employee
		want             []string // keys of the result
	}{
		"a desired record without a key": {
			[]employee{{id: "1", email: "a@example.test"}}, []employee{{email: "a@example.test"}}, []string{"1"},
		},
		"by the second key when the first gives nothing": {
			[]employee{{id: "1", email: "old@example.test", second: "s@example.test"}},
			[]employee{{id: "2", email: "new@example.test", second: "s@example.test"}}, []string{"1"},
		},
		"by the first key before the second": {
			[]employee{{id: "1", second: "s@example.test"}, {id: "2", email: "a@example.test"}},
			[]employee{{id: "3", email: "a@example.test", second: "s@example.test"}}, []string{"2"},
		},
		"nobody by an empty value": {
			[]employee{{id: "1"}}, []employee{{id: "2"}}, []string{"2"},
		},
		"nobody whose key is known already": {
			[]employee{{id: "1", email: "a@example.test"}, {id: "2", email: "b@example.test"}},
			[]employee{{id: "1", email: "b@example.test"}}, []string{"1"},
		},
		"not to a record that is desired under its own key": {
			[]employee{{id: "1", email: "a@example.test"}},
			[]employee{{id: "1", email: "new@example.test"}, {id: "2", email: "a@example.test"}}, []string{"1", "2"},
		},
		"not to a record without a key to adopt": {
			[]employee{{email: "a@example.test"}}, []employee{{id: "2", email: "a@example.test"}}, []string{"2"},
		},
		"only one of two who could have the same record": {
			[]employee{{id: "1", email: "a@example.test", second: "s@example.test"}},
			[]employee{{id: "2", second: "s@example.test"}, {id: "3", email: "a@example.test"}}, []string{"2", "1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			links := link(t, test.current, test.desired)
			var got []string
			for _, e := range links.Desired {
				got = append(got, e.id)
			}
			require.Equal(t, test.want, got)
			require.Empty(t, links.Ambiguous)
		})
	}
}

// design.md "sync": reports ambiguous hits instead of guessing.
func TestASharedValueIsAmbiguous(t *testing.T) {
	t.Parallel()
	const shared = "family@example.test"
	for name, test := range map[string]struct {
		current, desired []employee
		want             plansync.Ambiguity
	}{
		"by two current records": {
			[]employee{{id: "1", email: shared}, {id: "2", email: shared}}, []employee{{id: "3", email: shared}},
			plansync.Ambiguity{
				Current: []plansync.Record{at("current", 0, "1"), at("current", 1, "2")},
				Desired: []plansync.Record{at("desired", 0, "3")},
			},
		},
		"by two desired records": {
			[]employee{{id: "1", email: shared}}, []employee{{id: "2", email: shared}, {id: "3", email: shared}},
			plansync.Ambiguity{
				Current: []plansync.Record{at("current", 0, "1")},
				Desired: []plansync.Record{at("desired", 0, "2"), at("desired", 1, "3")},
			},
		},
		"with somebody who has a partner by key": {
			[]employee{{id: "1", email: shared}, {id: "2", email: shared}}, []employee{{id: "2", email: shared}, {id: "3", email: shared}},
			plansync.Ambiguity{
				Current: []plansync.Record{at("current", 0, "1"), at("current", 1, "2")},
				Desired: []plansync.Record{at("desired", 0, "2"), at("desired", 1, "3")},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			links := link(t, test.current, test.desired)
			require.Equal(t, test.desired, links.Desired)
			require.Empty(t, links.Linked)
			require.Equal(t, []plansync.Ambiguity{test.want}, links.Ambiguous)
		})
	}
}

func TestWhoIsAmbiguousIsNotLinkedByAWeakerKey(t *testing.T) {
	t.Parallel()
	links := link(t,
		[]employee{{id: "1", email: "a@example.test", second: "s@example.test"}, {id: "2", email: "a@example.test"}},
		[]employee{{id: "3", email: "a@example.test", second: "s@example.test"}})
	require.Empty(t, links.Linked)
	require.Len(t, links.Ambiguous, 1)
	require.Equal(t, 0, links.Ambiguous[0].By)
}

func TestASharedValueWithoutAHitIsNotReported(t *testing.T) {
	t.Parallel()
	links := link(t, []employee{{id: "1"}}, []employee{{id: "2", email: "a@example.test"}, {id: "3", email: "a@example.test"}})
	require.Empty(t, links.Linked)
	require.Empty(t, links.Ambiguous)
}

func TestAmbiguousRecordsCanBeLeftOutOfThePlan(t *testing.T) {
	t.Parallel()
	current := []employee{{id: "1", email: "a@example.test"}, {id: "2", email: "a@example.test"}}
	links := link(t, current, []employee{{id: "2", email: "a@example.test"}, {id: "3", email: "a@example.test"}, {id: "4"}})
	doubtful := map[string]bool{}
	for _, a := range links.Ambiguous {
		for _, r := range slices.Concat(a.Current, a.Desired) {
			doubtful[r.Key] = true
		}
	}
	plan := plansync.Keep(diff(t, current, links.Desired), func(c plansync.Change[employee]) bool {
		return c.Op == plansync.OpUpdate || !doubtful[c.Key]
	})
	require.Equal(t, plansync.Counts{Create: 1, Unchanged: 1}, plan.Counts())
	require.Equal(t, "4", plan.Changes[0].Key)
}

func TestAdoptMustGiveTheKey(t *testing.T) {
	t.Parallel()
	forgets := func(desired, _ employee) employee { return desired }
	links, err := plansync.Link(
		[]employee{{id: "1", email: "a@example.test"}}, []employee{{id: "2", email: "a@example.test"}}, key, forgets, email)
	require.Nil(t, links)
	require.EqualError(t, err, `sync: adopt must give desired record 0 the key "1" of the current record, its key is "2"`)
}

func TestLinkWithNothingToDo(t *testing.T) {
	t.Parallel()
	links, err := plansync.Link(nil, nil, key, adopt)
	require.NoError(t, err)
	require.Equal(t, &plansync.Links[employee]{Desired: []employee{}}, links)
}

func TestLinkIsTheSameInAnyOrder(t *testing.T) {
	pairs(t, func(t *testing.T, random *rand.Rand, a, b []employee) {
		for i := range a {
			a[i].email, a[i].second = pick(random), pick(random)
		}
		for i := range b {
			b[i].email, b[i].second = pick(random), pick(random)
		}
		links := link(t, a, b)
		other := link(t, shuffled(random, a), shuffled(random, b))
		require.Equal(t, links, link(t, a, b))
		require.Equal(t, sorted(links.Desired), sorted(other.Desired))
		require.Len(t, other.Ambiguous, len(links.Ambiguous))

		adopted := map[string]bool{}
		for _, p := range links.Linked {
			require.False(t, adopted[p.Current.Key], "a current record is linked once")
			adopted[p.Current.Key] = true
		}
		require.True(t, haveOwnKeys(links.Desired))
	})
}

// pick gives a value that others may have as well, or none.
func pick(random *rand.Rand) string {
	if n := random.IntN(60); n > 0 {
		return string(rune('A' + n))
	}
	return ""
}
