package main

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// everyRefresh are the ways in which a refresh token may live on (loket-rest.md §2).
var everyRefresh = map[string]lokettest.Refresh{"used up": lokettest.RefreshRotates, "stays": lokettest.RefreshStays, "stays without a word": lokettest.RefreshSilent}

// Issue 3 "Done when": it works in both refresh modes, and it only ever reads.
func TestItOnlyReads(t *testing.T) {
	t.Parallel()
	for name, refresh := range everyRefresh {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startBakery(t, people(30), func(e *lokettest.Environment) { e.Refresh = refresh })
			directory := t.TempDir()
			for range 3 {
				b.RevokeTokens() // the token file has an access token as well
				o := call(t, b.env, "-json", "-flex", "-today", day, "-apply", "-state", directory+"/state.json", "-csv", directory+"/alleo_employees_now.csv")
				require.Equal(t, 0, o.status, o.stderr)
				require.Empty(t, o.stderr)
			}
			require.NotEmpty(t, b.Requests())
			for _, r := range b.Requests() {
				require.True(t, r.Method == http.MethodGet || r.Activity() == "token", "%s %s", r.Method, r.Path)
			}
		})
	}
}

// design.md "Examples": a token in the file wins over the one in the environment, which is used up. Mode 0600.
func TestTheTokenFileKeepsTheNextToken(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(1))
	require.Equal(t, 0, call(t, b.env, "-today", day).status)
	info, err := os.Stat(b.env["LOKET_TOKEN_FILE"])
	require.NoError(t, err)
	if runtime.GOOS != "windows" {
		require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	}
	b.RevokeTokens()
	require.Equal(t, 0, call(t, b.env, "-today", day).status)
	delete(b.env, "LOKET_REFRESH_TOKEN")
	require.Equal(t, 0, call(t, b.env, "-today", day).status, "the file is enough")
}

func TestWithoutATokenFileThereIsAWarning(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(1))
	delete(b.env, "LOKET_TOKEN_FILE")
	o := call(t, b.env, "-json", "-today", day)
	require.Equal(t, 0, o.status)
	require.Contains(t, o.stderr, "LOKET_TOKEN_FILE is not set")
	require.NotContains(t, o.stderr, b.RefreshToken)

	o = call(t, b.env, "-json", "-today", day)
	require.Equal(t, 1, o.status, "the token was used up")
	require.Contains(t, o.preview(t).Error, "-login")
}

// Issue 3 "How fast": at most five requests a day for an employer without a change, and the pages of the bulk custom fields.
func TestADayWithoutAChange(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(300))
	file := applied(t, b)
	b.ResetRequests()
	o := call(t, b.env, "-json", "-today", "2026-03-15", "-apply", "-state", file)
	require.Equal(t, 0, o.status, o.stderr)
	require.Empty(t, o.preview(t).Changes)
	bulk, others := 0, 0
	for _, r := range b.Requests() {
		switch r.Activity() {
		case "GetEmployeeCustomFieldsByEmployerId":
			bulk++
		case "token":
		default:
			others++
		}
	}
	require.Equal(t, 2, bulk)
	require.Equal(t, 5, others)
}

// loket-rest.md §8: dates are judged anew from what was stored; the number is stored with -apply only.
func TestWhatWasReadIsStoredWithApply(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(4))
	file := applied(t, b)
	require.NoError(t, b.Change(employment(100), map[string]any{"endDate": "2026-03-15"}))
	for range 2 { // a preview stores nothing, so the change comes again
		p := call(t, b.env, "-json", "-today", "2026-03-14", "-state", file).preview(t)
		require.Equal(t, map[string]alleo.Action{key(100): alleo.ActionOffboard}, actions(p))
	}
	require.Equal(t, 0, call(t, b.env, "-today", "2026-03-14", "-apply", "-state", file).status)
	require.Empty(t, call(t, b.env, "-json", "-today", "2026-03-15", "-apply", "-state", file).preview(t).Changes)
	b.ResetRequests()
	p := call(t, b.env, "-json", "-today", "2026-03-16", "-apply", "-state", file).preview(t)
	require.Equal(t, map[string]alleo.Action{key(100): alleo.ActionOffboard}, actions(p), "the day after the last working day")
	for _, r := range b.Requests() {
		require.NotEqual(t, "GetEmploymentsByEmployerId", r.Activity(), "nothing had to be read for it")
	}
}

// More people than fit on a page, in a Loket that orders as little as it may.
func TestItLosesNobodyBetweenPages(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(600), func(e *lokettest.Environment) {
		e.Quirks.Shuffle, e.Quirks.MaxPageSize, e.Quirks.Tolerance = true, 100, true
	})
	p := call(t, b.env, "-json", "-today", day).preview(t)
	require.Equal(t, 600, p.Counts.Create, "with the access of everyone")
	require.Empty(t, p.Findings)
}

// design.md "People at Alleo": -offboard-withdrawn, and the CSV with people who start later.
func TestFlagsReachTheRules(t *testing.T) {
	t.Parallel()
	later := person(200, "Bo", "Dekker")
	later.Employments[0].Start = "2026-04-01"
	b := startBakery(t, append(people(2), later))
	directory := t.TempDir()
	file := filepath.Join(directory, "state.json")
	csv := filepath.Join(directory, "alleo_employees_now.csv")
	require.Equal(t, 0, call(t, b.env, "-today", day, "-apply", "-state", file, "-csv", csv, "-csv-columns", "alleo_monthly_all_budget=Monthly").status)
	require.Contains(t, content(t, directory)["alleo_employees_now.csv"], "Bo.Dekker@example.test,Bo,Dekker,,2026-04-01,,1984-06-12,2026-04-01,"+key(200))

	require.NoError(t, b.SetCustomField(key(100), "alleo_access", "false"))
	p := call(t, b.env, "-json", "-today", day, "-state", file, "-csv", csv, "-offboard-withdrawn").preview(t)
	require.Equal(t, map[string]alleo.Action{key(100): alleo.ActionOffboard}, actions(p))
	p = call(t, b.env, "-json", "-today", day, "-state", file, "-csv", csv, "-access", "none").preview(t)
	require.Empty(t, p.Changes, "everyone has access")
}
