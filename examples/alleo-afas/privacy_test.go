package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/alleo"
)

const (
	markedToken  = "ABADCAFEABADCAFEABADCAFEABADCAFEABADCAFEABADCAFEABADCAFEABADCAFE"
	markedSecret = "gemarkeerd-geheim"
	markedMail   = "gemarkeerd.adres@example.test"
)

// marked are people in all sorts of trouble; everything about them is recognisable.
func marked() []row {
	anna := but(person("000100", "Gemarkeerdevoornaam", "Gemarkeerdeachternaam"), row{"Mail": markedMail, "DateOfBirth": "1977-07-07T00:00:00Z", "Department": "Gemarkeerdeafdeling", "Alleo_Access": "ja"})
	return []row{
		anna,
		but(anna, row{"EmployeeId": "000101", "PersonId": "P000101"}), // the same address
		but(anna, row{"EmployeeId": "000102", "PersonId": "P000102", "Mail": "gemarkeerd adres"}),
		but(anna, row{"EmployeeId": "000103", "PersonId": "P000103", "Mail": nil}),
		but(anna, row{"EmployeeId": "000104", "PersonId": "P000104", "Mail": "x" + markedMail, "DateOfBirth": "gemarkeerde dag", "alleo_oneoff_all_budget": "gemarkeerd bedrag"}),
		but(anna, row{"EmployeeId": "000105", "PersonId": "P000105", "Mail": "y" + markedMail, "EmploymentStart": "gemarkeerd begin"}),
		but(anna, row{"EmployeeId": "000106", "PersonId": "P000106", "Mail": "z" + markedMail, "Alleo_Access": "gemarkeerd"}),
		but(anna, row{"EmployeeId": "000107", "PersonId": "P000107", "Mail": "v" + markedMail, "EmploymentEnd": "2026-03-01T00:00:00Z"}),
	}
}

// requireNoMark checks that nothing of a person or a secret shows.
func requireNoMark(t *testing.T, where, text string) {
	t.Helper()
	lower := strings.ToLower(text)
	for _, mark := range []string{"gemarkeerd", "1977", strings.ToLower(markedToken), "abadcafe"} {
		require.NotContains(t, lower, mark, where)
	}
}

// design.md "Errors": secrets and personal data stay out of errors and logs, at every level; findings name people by key.
func TestNothingPersonalShows(t *testing.T) {
	t.Parallel()
	faults := map[string][]afastest.Fault{
		"all is well":              nil,
		"a wrong secret":           {afastest.Status(401, `{"error":"invalid_client","error_description":"`+markedSecret+`"}`).On("oauth/token")},
		"a token that is refused":  {afastest.InvalidToken().On(employeesPath)},
		"an AFAS that says it all": {afastest.Failure(1, "Het adres "+markedMail+" is niet geldig").On(employeesPath)},
		"HTML":                     {afastest.Status(502, "<html>"+markedMail+"</html>").On(employeesPath).Times(1)},
		"a row of another type":    {afastest.Status(200, `{"skip":0,"take":1,"rows":["`+markedMail+`"]}`).On(employeesPath)},
		"rows that are cut off":    {afastest.Truncated().On(employeesPath)},
	}
	for name, fault := range faults {
		for _, classic := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				afas := startProfit(t, marked(), func(e *afastest.Environment) { e.ClientSecret, e.Token = markedSecret, markedToken })
				if classic {
					afas.env = map[string]string{"AFAS_URL": afas.URL, "AFAS_TOKEN": afas.Token}
				}
				afas.Fault(fault...)
				file := filepath.Join(t.TempDir(), "state.json")
				for range 2 {
					o := call(t, afas.env, "-json", "-v", "-today", day, "-apply", "-state", file)
					requireNoMark(t, "standard error", o.stderr)
					require.Contains(t, o.stderr, "level=DEBUG", "the log is on")
					p := o.preview(t)
					p.Changes = nil // names and addresses are in the changes, and nowhere else
					rest, err := json.Marshal(p)
					require.NoError(t, err)
					requireNoMark(t, "findings and errors", string(rest))
				}
			})
		}
	}
}

// The state file may be damaged in the middle of somebody's name.
func TestADamagedStateFileShowsNothing(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, marked())
	file := filepath.Join(t.TempDir(), "state.json")
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", file).status)
	state := content(t, filepath.Dir(file))["state.json"]
	for cut := 1; cut < len(state)-1; cut += 7 {
		overwrite(t, file, state[:cut])
		o := call(t, afas.env, "-json", "-today", day, "-state", file)
		require.Equal(t, 1, o.status)
		requireNoMark(t, "standard error", o.stderr)
	}
}

func TestStoppedShowsNothing(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, marked())
	file := filepath.Join(t.TempDir(), "state.json")
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", file).status)
	afas.employ(t)
	o := call(t, afas.env, "-json", "-v", "-today", day, "-state", file)
	require.Equal(t, 3, o.status)
	requireNoMark(t, "stopped", o.preview(t).Stopped)
	requireNoMark(t, "standard error", o.stderr)
	require.EqualValues(t, alleo.ActionMissing, o.preview(t).Changes[0].Action)
}
