package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// design.md "Examples": with no settings it runs on made-up people.
func TestWithoutSettingsItRunsOnMadeUpPeople(t *testing.T) {
	t.Parallel()
	o := call(t, nil, "-today", day)
	require.Equal(t, 0, o.status, o.stderr)
	require.Empty(t, o.stderr)
	require.Contains(t, o.stdout, "made-up people in an embedded AFAS")
	require.Contains(t, o.stdout, "Nothing was written. Add -apply -state FILE")
	require.Less(t, strings.Count(o.stdout, "\n"), 50, "the text for a person is short")
	require.Contains(t, o.stdout, "Not shown here: ")
}

func TestTheDayIsTodayUnlessGiven(t *testing.T) {
	t.Parallel()
	require.Equal(t, 0, call(t, nil, "-json").status)
}

// afas-connectors.md §10.2: what becomes of the awkward cases of the made-up company.
func TestTheAwkwardCasesBecomeFindings(t *testing.T) {
	t.Parallel()
	p := call(t, nil, "-json", "-today", day).preview(t)
	require.Greater(t, p.Counts.Create, 200)
	found := codes(p)
	for _, want := range []string{
		"320001 " + alleo.CodeMissingEmail, "320004 " + alleo.CodeDuplicateEmail, "320005 " + alleo.CodeDuplicateEmail, "320008 " + alleo.CodeInvalidEmail,
		"310006 " + alleo.CodeMissingName, "330001 " + alleo.CodeLeftAlready, "330002 " + alleo.CodeEndBeforeStart, "330003 " + alleo.CodeEndBeforeStart,
		"350001 " + alleo.CodeLeftAlready, "350006 " + alleo.CodeAccessEmpty, "350009 " + alleo.CodeBudgetUnreadable, "300021 " + alleo.CodeTwoEmployeeIDs,
	} {
		require.Contains(t, found, want)
	}
	created := actions(p)
	for _, key := range []string{"000001005", "4125040", "200010", "BERTILK", "annetk", "floora", "320002", "320006", "330003", "330004", "330005", "330006", "330008", "350004", "350005"} {
		require.Equal(t, alleo.ActionCreate, created[key], key)
	}
	require.NotContains(t, created, "300022", "two employee ids are one person")
}

// Issue 2: a second run after -apply shows no change. And from then on, every day shows only what it brings.
func TestDayAfterDay(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	first, err := civil.ParseDate(day)
	require.NoError(t, err)

	start := call(t, nil, "-json", "-today", day, "-apply", "-state", file)
	require.Equal(t, 0, start.status, start.stderr)
	again := call(t, nil, "-json", "-today", day, "-apply", "-state", file).preview(t)
	require.Empty(t, again.Changes)
	require.Equal(t, start.preview(t).Counts.Create, again.Counts.Unchanged)

	offboarded := map[string]bool{}
	for n := 1; n <= 42; n++ {
		today := first.AddDays(n)
		o := call(t, nil, "-json", "-today", today.String(), "-apply", "-state", file)
		require.Equal(t, 0, o.status, o.stderr)
		p := o.preview(t)
		if today.Day != 1 { // on the first of the month, several things change at once
			require.LessOrEqual(t, len(p.Changes), 4, today)
		}
		require.Zero(t, p.Counts.Missing, "%s: leavers stay in the source until they were seen", today)
		for _, l := range p.Changes {
			offboarded[l.Key] = offboarded[l.Key] || l.Action == alleo.ActionOffboard && !l.Date.After(today)
		}
	}
	for _, key := range []string{"4000645", "4000646", "4000647"} {
		require.True(t, offboarded[key], "%s has left in these weeks", key)
	}
}

// The first of a month: an address changes, two people swap theirs, a tick box is taken away, a one-off budget is emptied.
func TestTheFirstOfAMonth(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	apply := func(day string) alleo.Preview {
		o := call(t, nil, "-json", "-today", day, "-apply", "-state", file)
		require.Equal(t, 0, o.status, o.stderr)
		return o.preview(t)
	}
	apply("2026-03-31")
	april := actions(apply("2026-04-01"))
	require.Equal(t, alleo.ActionUpdate, april["320007"])
	require.Equal(t, alleo.ActionUpdate, april["320009"])
	require.Equal(t, alleo.ActionUpdate, april["320010"])
	require.Equal(t, alleo.ActionWithdrawn, april["350007"])
	require.Equal(t, alleo.ActionUpdate, april["350008"])

	may := apply("2026-05-01")
	require.Equal(t, alleo.ActionUpdate, actions(may)["350007"], "access is back")
	require.Contains(t, codes(may), "350008 "+alleo.CodeOneOffAgain)
}
