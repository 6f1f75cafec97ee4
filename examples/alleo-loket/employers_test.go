package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

var secondID = lokettest.UUID("Slagerij Smit")

// twoEmployers adds an employer with one person.
func twoEmployers(e *lokettest.Environment) {
	e.Employers = append(e.Employers, lokettest.Employer{
		ID: secondID, Name: "Slagerij Smit", Number: 10400, Employees: []lokettest.Employee{person(500, "Bo", "Dekker")},
		CustomFields: []lokettest.CustomField{{Description: "alleo_access"}},
	})
}

// alleo.md §2.2, issue 3 point 10: several employers without a choice is a question, and not a guess.
func TestSeveralEmployersAreAQuestion(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2), twoEmployers)
	for name, args := range map[string][]string{"without a choice": {}, "with an id that is not there": {"-employer", lokettest.UUID("nobody")}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := call(t, b.env, append(args, "-json", "-today", day)...)
			require.Equal(t, 2, o.status)
			require.Empty(t, o.stdout)
			for _, want := range []string{employerID, secondID, "10321", "10400", "Slagerij Smit"} {
				require.Contains(t, o.stderr, want)
			}
		})
	}
}

func TestEmployersAreChosen(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2), twoEmployers)
	for _, test := range []struct {
		args []string
		want int
	}{
		{[]string{"-employer", employerID}, 2},
		{[]string{"-employer", secondID}, 1},
		{[]string{"-employer", secondID, "-employer", employerID, "-employer", secondID}, 3},
	} {
		o := call(t, b.env, append(test.args, "-json", "-today", day)...)
		require.Equal(t, 0, o.status, o.stderr)
		require.Equal(t, test.want, o.preview(t).Counts.Create)
	}
}

// design.md "Examples": a state file names its source, the employers included.
func TestAStateFileIsForTheSameEmployers(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2), twoEmployers)
	file := filepath.Join(t.TempDir(), "state.json")
	require.Equal(t, 0, call(t, b.env, "-today", day, "-apply", "-state", file, "-employer", employerID, "-employer", secondID).status)
	require.Equal(t, 0, call(t, b.env, "-today", day, "-state", file, "-employer", secondID, "-employer", employerID).status)
	o := call(t, b.env, "-json", "-today", day, "-state", file, "-employer", secondID)
	require.Equal(t, 2, o.status)
	require.Contains(t, o.stderr, "one state file per source")
}

// Issue 3 "Bad input": a user who sees no employer.
func TestAUserWhoSeesNoEmployer(t *testing.T) {
	t.Parallel()
	b := startBakery(t, nil, func(e *lokettest.Environment) { e.Employers = nil })
	o := call(t, b.env, "-json", "-today", day)
	require.Equal(t, 1, o.status)
	require.Contains(t, o.preview(t).Error, "sees no employer")
}
