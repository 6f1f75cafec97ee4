package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// design.md "Examples": the shape of the JSON document, with the Flex Salary records of -flex.
func TestTheShapeOfTheDocument(t *testing.T) {
	t.Parallel()
	ada := person(93, "Ada", "Maas")
	ada.Employments[0].LeaveBalances = []lokettest.LeaveBalance{{Year: 2026, LeaveType: "Wettelijk verlof", Unit: "Uren", Accrual: "160", Used: "23.5"}}
	b := startBakery(t, []lokettest.Employee{person(90, "Piet", "Smit"), person(91, "Eva", "Bakker"), person(92, "Kim", "Vos"), ada, person(94, "Jan", "Post")},
		func(e *lokettest.Environment) {
			e.Employers[0].Administrations = []lokettest.Administration{{Years: []int{2026}, Runs: []lokettest.PayrollRun{{Year: 2026, Period: 1, Status: 9, Members: map[string]any{"approvalTime": "2026-01-21T08:00:01+01:00"}}}}}
		})
	file := applied(t, b)

	require.NoError(t, b.Change(employment(90), map[string]any{"endDate": "2026-12-31"}))
	require.NoError(t, b.Change(key(91), map[string]any{"personalDetails.lastName": "Bakkers"}))
	require.NoError(t, b.SetCustomField(key(91), "alleo_monthly_all_budget", "25"))
	require.NoError(t, b.SetCustomField(key(92), "alleo_access", "nee"))
	require.NoError(t, b.Remove(key(94)))
	for _, p := range []lokettest.Employee{person(104, "Anna", "Jansen"), person(7, "Bo", "Dekker")} {
		if p.Number == 7 {
			p.BusinessEmail = ""
		}
		_, err := b.AddEmployee(employerID, p)
		require.NoError(t, err)
	}

	o := call(t, b.env, "-json", "-flex", "-today", day, "-state", file)
	require.Equal(t, 0, o.status, o.stderr)
	golden := filepath.Join("testdata", "preview.json")
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), o.stdout)
	require.Empty(t, o.stderr)
	require.Equal(t, o.stdout, call(t, b.env, "-json", "-flex", "-today", day, "-state", file).stdout, "the same input gives the same bytes")
}

// design.md "Examples": the document is printed on every status but 2, with an "error" on 1.
func TestTheDocumentOfAFailure(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(1))
	b.env["LOKET_CLIENT_SECRET"] = "another"
	o := call(t, b.env, "-json", "-today", day)
	require.Equal(t, 1, o.status)
	p := o.preview(t)
	require.Equal(t, "loket", p.Source)
	require.Empty(t, p.Changes)
	require.Contains(t, p.Error, "the client id or secret is wrong")
	require.NotEmpty(t, o.stderr)
}
