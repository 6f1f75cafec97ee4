package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

const (
	markedSecret = "gemarkeerd-geheim"
	markedToken  = "gemarkeerd-token"
	markedMail   = "gemarkeerd.adres@example.test"
)

// marked are people in all sorts of trouble; everything about them is recognisable.
func marked() []lokettest.Employee {
	var all []lokettest.Employee
	for i, change := range []func(*lokettest.Employee){
		func(*lokettest.Employee) {},
		func(*lokettest.Employee) {}, // the same address
		func(p *lokettest.Employee) { p.BusinessEmail = "gemarkeerd adres" },
		func(p *lokettest.Employee) { p.BusinessEmail, p.Email = "", "x"+markedMail },
		func(p *lokettest.Employee) {
			p.BusinessEmail = "y" + markedMail
			p.CustomFields["alleo_access"] = "gemarkeerd"
		},
		func(p *lokettest.Employee) {
			p.BusinessEmail = "z" + markedMail
			p.CustomFields["alleo_monthly_all_budget"] = "gemarkeerd bedrag"
		},
		func(p *lokettest.Employee) { p.BusinessEmail = "v" + markedMail; p.Employments[0].End = "2026-03-01" },
		func(p *lokettest.Employee) { p.BusinessEmail = "w" + markedMail; p.Employments = nil },
	} {
		p := person(100+i, "Gemarkeerdevoornaam", "Gemarkeerdenaam")
		p.Born, p.BusinessEmail = "1977-07-07", markedMail
		change(&p)
		all = append(all, p)
	}
	return all
}

// requireNoMark checks that nothing of a person or a secret shows.
func requireNoMark(t *testing.T, where, text string) {
	t.Helper()
	for _, mark := range []string{"gemarkeerd", "1977"} {
		require.NotContains(t, strings.ToLower(text), mark, where)
	}
}

// design.md "Errors": secrets and personal data stay out of errors and logs, at every level; findings name people by key.
func TestNothingPersonalShows(t *testing.T) {
	t.Parallel()
	const bulk = "GetEmployeeCustomFieldsByEmployerId"
	for name, fault := range map[string][]lokettest.Fault{
		"all is well":              nil,
		"a wrong secret":           {lokettest.Status(401, `{"error":"invalid_client","error_description":"`+markedSecret+`"}`).On("token")},
		"a refused refresh token":  {lokettest.Status(400, `{"error":"invalid_grant","error_description":"`+markedToken+`"}`).On("token")},
		"a token that is refused":  {lokettest.InvalidToken().On(bulk)},
		"a Loket that says it all": {lokettest.BusinessRule(83, "Het adres "+markedMail+" is niet geldig").On(bulk)},
		"HTML":                     {lokettest.Status(502, "<html>"+markedMail+"</html>").On(bulk).Times(1)},
		"a row of another type":    {lokettest.Status(200, `{"_embedded":["`+markedMail+`"]}`).On(bulk)},
		"rows that are cut off":    {lokettest.Truncated().On("GetEmployeesByEmployerId")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startBakery(t, marked(), func(e *lokettest.Environment) { e.ClientSecret, e.RefreshToken = markedSecret, markedToken })
			b.Fault(fault...)
			file := filepath.Join(t.TempDir(), "state.json")
			for range 2 {
				o := call(t, b.env, "-json", "-v", "-today", day, "-apply", "-state", file)
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

// The state file may be damaged in the middle of somebody's name.
func TestADamagedStateFileShowsNothing(t *testing.T) {
	t.Parallel()
	b := startBakery(t, marked())
	file := applied(t, b)
	state := content(t, filepath.Dir(file))["state.json"]
	for cut := 1; cut < len(state)-1; cut += 97 {
		overwrite(t, file, state[:cut])
		o := call(t, b.env, "-json", "-today", day, "-state", file)
		require.Equal(t, 1, o.status)
		requireNoMark(t, "standard error", o.stderr)
	}
}
