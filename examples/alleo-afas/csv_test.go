package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// lines gives the lines of the CSV by the external id at their end.
func lines(t *testing.T, file string) map[string]string {
	t.Helper()
	data, err := os.ReadFile(file)
	require.NoError(t, err)
	all := map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		all[strings.Split(line, ",")[8]] = line
	}
	return all
}

// design.md "Examples": outputs that the caller asks for by name are written without -apply too.
func TestTheCSVIsWrittenWithoutApply(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	file := filepath.Join(directory, "alleo_employees_now.csv")
	afas := startProfit(t, []row{
		person("000100", "Anna", "Jansen"),
		but(person("000101", "Bo", "Dekker"), row{"EmploymentStart": "2026-04-01T00:00:00Z"}),
	})
	o := call(t, afas.env, "-today", day, "-csv", file)
	require.Equal(t, 0, o.status, o.stderr)
	require.Contains(t, o.stdout, "Nothing was recorded")
	require.Equal(t, map[string]string{
		"external_id": "Email,First name,Last name,Prefix,Onboarding date,Offboarding date,Birthday,Work anniversary,external_id",
		"000100":      "Anna.Jansen@example.test,Anna,Jansen,,2026-03-14,,1984-06-12,2021-09-01,000100",
		"000101":      "Bo.Dekker@example.test,Bo,Dekker,,2026-04-01,,1984-06-12,2026-04-01,000101",
	}, lines(t, file), "who starts later is in it, with the day on which the account opens")
	require.Len(t, content(t, directory), 1)
	if info, err := os.Stat(file); runtime.GOOS != "windows" {
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	}
}

// design.md "People at Alleo": a one-off is recorded before it is sent, and never sent twice.
func TestAOneOffBudgetIsHandedOutOnce(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	file := filepath.Join(directory, "alleo_employees_now.csv")
	afas := startProfit(t, []row{but(person("000100", "Anna", "Jansen"), row{"alleo_oneoff_all_budget": 75.0, "alleo_monthly_all_budget": 25.0})})
	budgets := func(args ...string) string {
		o := call(t, afas.env, append(args, "-today", day, "-state", filepath.Join(directory, "state.json"), "-csv", file,
			"-csv-columns", "alleo_monthly_all_budget=Monthly,alleo_oneoff_all_budget=One-off")...)
		require.Equal(t, 0, o.status, o.stderr)
		_, after, _ := strings.Cut(lines(t, file)["000100"], ",000100,")
		return after
	}
	require.Equal(t, "25.00,", budgets(), "without -apply it could not be recorded, so it is not handed out")
	require.Equal(t, "25.00,75.00", budgets("-apply"))
	require.Equal(t, "25.00,", budgets("-apply"))
}

// alleo.md §5: nobody knows what Alleo does with somebody who is no longer in the file, so whoever is missing from the source stays in it.
func TestWhoIsMissingStaysInTheCSV(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	state, file := filepath.Join(directory, "state.json"), filepath.Join(directory, "alleo_employees_now.csv")
	afas := startProfit(t, people(3))
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", state, "-csv", file).status)
	before := lines(t, file)
	afas.employ(t, people(2)...)

	for range 2 { // also when the run before has recorded it
		o := call(t, afas.env, "-json", "-today", day, "-apply", "-state", state, "-csv", file)
		require.Equal(t, 0, o.status, o.stderr)
		require.Equal(t, 1, o.preview(t).Counts.Missing)
		require.Equal(t, before, lines(t, file))
	}
}

// alleo.md §6.1.
func TestAFileNameThatAlleoDoesNotFetch(t *testing.T) {
	t.Parallel()
	o := call(t, nil, "-today", day, "-csv", filepath.Join(t.TempDir(), "people.csv"))
	require.Equal(t, 0, o.status)
	require.Contains(t, o.stdout, "Alleo only fetches files named alleo_employees_….csv")
}

func TestWhoLeavesIsAnnounced(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "alleo_employees_now.csv")
	afas := startProfit(t, []row{but(person("000100", "Anna", "Jansen"), row{"EmploymentEnd": "2026-04-30T00:00:00Z"})})
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-csv", file).status)
	require.Equal(t, "Anna.Jansen@example.test,Anna,Jansen,,2026-03-14,2026-04-30,1984-06-12,2021-09-01,000100", lines(t, file)["000100"])
}

// design.md "People at Alleo": access that was taken away is a line of its own; -offboard-withdrawn makes it an off-boarding.
func TestAccessThatIsTakenAway(t *testing.T) {
	t.Parallel()
	for flag, action := range map[string]string{"-offboard-withdrawn=false": "withdrawn", "-offboard-withdrawn": "offboard"} {
		t.Run(action, func(t *testing.T) {
			t.Parallel()
			state := filepath.Join(t.TempDir(), "state.json")
			anna := person("000100", "Anna", "Jansen")
			afas := startProfit(t, []row{anna, person("000101", "Bo", "Dekker")})
			require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", state).status)
			afas.employ(t, but(anna, row{"Alleo_Access": false}), person("000101", "Bo", "Dekker"))

			first := call(t, afas.env, "-json", "-today", day, "-apply", "-state", state, flag).preview(t)
			require.EqualValues(t, action, actions(first)["000100"])
			require.Empty(t, call(t, afas.env, "-json", "-today", day, "-state", state, flag).preview(t).Changes, "shown once")
		})
	}
}
