package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/company"
)

// design.md "Examples": with no settings it runs on made-up people.
func TestWithoutSettingsItRunsOnMadeUpPeople(t *testing.T) {
	t.Parallel()
	o := call(t, nil, "-today", day)
	require.Equal(t, 0, o.status, o.stderr)
	require.Empty(t, o.stderr)
	require.Contains(t, o.stdout, "made-up people in an embedded Loket")
	require.Contains(t, o.stdout, "Nothing was written. Add -apply -state FILE")
	require.Less(t, strings.Count(o.stdout, "\n"), 50, "the text for a person is short")
	require.NotContains(t, o.stdout, "ADMINISTRATION")
}

func TestTheDayIsTodayUnlessGiven(t *testing.T) {
	t.Parallel()
	require.Equal(t, 0, call(t, nil, "-json").status)
}

// Issue 3 "Bad input": what becomes of the awkward cases of the made-up company.
func TestTheAwkwardCasesBecomeFindings(t *testing.T) {
	t.Parallel()
	p := call(t, nil, "-json", "-today", day).preview(t)
	require.Equal(t, "loket", p.Source)
	require.Nil(t, p.Flex)
	require.Greater(t, p.Counts.Create, 80)
	found := codes(p)
	for number, code := range map[int]string{
		9001: alleo.CodeNoEmployment, 9002: alleo.CodeLeftAlready, 9003: alleo.CodeStartsLater, 9004: alleo.CodeStartsLater, 9006: alleo.CodeAccessUnreadable,
		9007: alleo.CodeAccessEmpty, 9009: alleo.CodeMissingEmail, 9010: alleo.CodeDuplicateEmail, 9011: alleo.CodeDuplicateEmail, 9012: alleo.CodeDeceased, 9013: alleo.CodeBudgetUnreadable,
	} {
		require.Contains(t, found, company.LoketKey(number)+" "+code)
	}
	require.Contains(t, found, company.LoketKey(9008)+" "+alleo.CodeAccessEmpty)
	require.Contains(t, found, company.LoketKey(9008)+" "+alleo.CodeAccessOnEmployment)
	created := actions(p)
	for _, number := range []int{9005, 9013, 9014, 9015} {
		require.Equal(t, alleo.ActionCreate, created[company.LoketKey(number)], number)
	}
}

func TestPrivateAddressesOnRequest(t *testing.T) {
	t.Parallel()
	p := call(t, nil, "-json", "-today", day, "-private-email").preview(t)
	require.Equal(t, alleo.ActionCreate, actions(p)[company.LoketKey(9009)])
}

// Issue 3 point 9: Flex Salary records, shown as text and as a member of the document.
func TestFlexSalaryRecords(t *testing.T) {
	t.Parallel()
	flex := call(t, nil, "-json", "-today", day, "-flex").preview(t).Flex
	require.Len(t, flex.Administrations, 1)
	require.Len(t, flex.PayrollRuns, 12)
	require.NotEmpty(t, flex.LeaveBalances)
	require.Contains(t, call(t, nil, "-today", day, "-flex").stdout, "ADMINISTRATION")
}

// Issue 3: a second run after -apply shows no change. And from then on, every day shows only what it brings.
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

	offboarded := 0
	for n := 1; n <= 30; n++ {
		today := first.AddDays(n)
		o := call(t, nil, "-json", "-today", today.String(), "-apply", "-state", file)
		require.Equal(t, 0, o.status, o.stderr)
		p := o.preview(t)
		require.LessOrEqual(t, len(p.Changes), 5, today)
		offboarded += p.Counts.Offboard
	}
	require.NotZero(t, offboarded, "people left in these weeks")
}
