package alleo_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
	"github.com/stretchr/testify/require"
)

// aDay is a company in which one of everything happens.
func aDay() company {
	return company{
		employees: []afas.Row{
			employee("000104", with{"Mail": "a.jansen@example.test"}),
			employee("000090", with{"Mail": "p.smit@example.test", "FirstName": "Piet", "BirthName": "Smit"}, employed("2020-01-01", "2026-12-31")),
			employee("000007", with{"Mail": nil}),
			employee("000008", with{"Department": "Sales"}),
			employee("000009", with{"Alleo_Access": false}),
			employee("000010"),
			employee("000011", with{"FirstName": nil}),
		},
		current: []alleo.Employee{
			account("000090", withEmail("p.smit@example.test"), func(e *alleo.Employee) { e.FirstName, e.LastName = "Piet", "Smit" }),
			account("000008"), account("000009"), account("000010"), account("000011"), account("000012"), account("000013", closed(lastYear)),
		},
	}
}

func (o outcome) preview(current []alleo.Employee, limits plansync.Limits) alleo.Preview {
	return alleo.NewPreview("afas", o.plan, o.findings, current, limits)
}

// design.md "Examples", -json.
func TestPreviewIsTheDocumentOfTheExamples(t *testing.T) {
	t.Parallel()
	c := aDay()
	text, err := json.Marshal(c.run(t).preview(c.current, plansync.Limits{}))
	require.NoError(t, err)
	require.JSONEq(t, `{"source":"afas",
		"counts":{"create":1,"update":1,"offboard":1,"withdrawn":1,"missing":1,"unchanged":2,"skipped":2},
		"changes":[
			{"action":"update","key":"000008","email":"000008@example.test","name":"Anna Jansen","fields":[{"name":"department","old":"Care","new":"Sales"}]},
			{"action":"withdrawn","key":"000009","email":"000009@example.test","name":"Anna Jansen","fields":[{"name":"access","old":"granted","new":"withdrawn"}]},
			{"action":"missing","key":"000012","email":"000012@example.test","name":"Anna Jansen"},
			{"action":"offboard","key":"000090","email":"p.smit@example.test","name":"Piet Smit","date":"2026-12-31"},
			{"action":"create","key":"000104","email":"a.jansen@example.test","name":"Anna Jansen","fields":[
				{"name":"email","old":"","new":"a.jansen@example.test"},{"name":"first_name","old":"","new":"Anna"},{"name":"last_name","old":"","new":"Jansen"},
				{"name":"department","old":"","new":"Care"},{"name":"birthday","old":"","new":"1990-05-01"},{"name":"start","old":"","new":"2020-01-01"},
				{"name":"onboarding","old":"","new":"2026-03-10"}]}],
		"findings":[
			{"key":"000007","code":"missing_email","skip":true,"message":"no e-mail address, which Alleo needs: fill it in at the source"},
			{"key":"000011","code":"missing_name","skip":true,"message":"first or last name is empty, and Alleo needs both: fill it in at the source"}],
		"stopped":""}`, string(text))
}

func TestPreviewListsAreNeverNull(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(alleo.Preview{Source: "afas", Error: "no answer"})
	require.NoError(t, err)
	require.JSONEq(t, `{"source":"afas","counts":{"create":0,"update":0,"offboard":0,"withdrawn":0,"missing":0,"unchanged":0,"skipped":0},
		"changes":[],"findings":[],"stopped":"","error":"no answer"}`, string(text))
}

func TestTheSameInputGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	c := aDay()
	want, err := json.Marshal(c.run(t).preview(c.current, plansync.Limits{}))
	require.NoError(t, err)
	for range 20 {
		got, err := json.Marshal(c.run(t).preview(c.current, plansync.Limits{}))
		require.NoError(t, err)
		require.Equal(t, string(want), string(got))
	}
}

func TestActionOf(t *testing.T) {
	t.Parallel()
	plain := account("001")
	leaving, gone, out := account("001", ending(nextMonth)), account("001", closed(today)), account("001", withdrawn)
	leavingLater, outAndLeaving := account("001", ending(nextYear)), account("001", withdrawn, ending(nextMonth))
	for name, test := range map[string]struct {
		op       plansync.Op
		old, new alleo.Employee
		want     alleo.Action
	}{
		"create":                             {plansync.OpCreate, alleo.Employee{}, leaving, alleo.ActionCreate},
		"missing":                            {plansync.OpMissing, plain, alleo.Employee{}, alleo.ActionMissing},
		"deleted by a policy":                {plansync.OpDelete, plain, alleo.Employee{}, alleo.ActionMissing},
		"closed":                             {plansync.OpUpdate, plain, gone, alleo.ActionOffboard},
		"end announced":                      {plansync.OpUpdate, plain, leaving, alleo.ActionOffboard},
		"end moved":                          {plansync.OpUpdate, leaving, leavingLater, alleo.ActionOffboard},
		"end taken away":                     {plansync.OpUpdate, leaving, plain, alleo.ActionUpdate},
		"returned":                           {plansync.OpUpdate, gone, plain, alleo.ActionUpdate},
		"returned with a known end":          {plansync.OpUpdate, gone, leaving, alleo.ActionUpdate},
		"withdrawn":                          {plansync.OpUpdate, plain, out, alleo.ActionWithdrawn},
		"withdrawn and an end announced":     {plansync.OpUpdate, plain, outAndLeaving, alleo.ActionOffboard},
		"granted again":                      {plansync.OpUpdate, out, plain, alleo.ActionUpdate},
		"another field of somebody who ends": {plansync.OpUpdate, leaving, func() alleo.Employee { e := leaving; e.Department = "x"; return e }(), alleo.ActionUpdate},
	} {
		require.Equal(t, test.want, alleo.ActionOf(plansync.Change[alleo.Employee]{Op: test.op, Old: test.old, New: test.new}), name)
	}
}

func TestOffboardingShowsTheDateAndWhatElseChanges(t *testing.T) {
	t.Parallel()
	c := company{
		employees: []afas.Row{employee("001", employed("2020-01-01", nextMonth), with{"Department": "Sales"}), employee("002", employed("2020-01-01", lastWeek))},
		current:   []alleo.Employee{account("001"), account("002")},
	}
	p := c.run(t).preview(c.current, plansync.Limits{})
	require.Equal(t, alleo.Line{
		Action: alleo.ActionOffboard, Key: "001", Email: "001@example.test", Name: "Anna Jansen", Date: day(nextMonth),
		Fields: []plansync.Field{{Name: "department", Old: "Care", New: "Sales"}},
	}, p.Changes[0])
	require.Equal(t, day(today), p.Changes[1].Date)
	require.Empty(t, p.Changes[1].Fields)
}

// design.md "sync", Limits: off-boarded, withdrawn, missing, and people in Alleo who are now skipped.
func TestPreviewCountsWhoLosesAccess(t *testing.T) {
	t.Parallel()
	c := aDay()
	got := c.run(t)
	require.Empty(t, got.preview(c.current, plansync.Limits{Lost: plansync.AtMost(4)}).Stopped)
	require.Contains(t, got.preview(c.current, plansync.Limits{Lost: plansync.AtMost(3)}).Stopped, "4 of 6 records would be lost")
	require.NotEmpty(t, got.preview(c.current, plansync.Limits{Lost: plansync.AtMost(4), AlsoLost: 1}).Stopped)
	require.NotEmpty(t, got.preview(c.current, plansync.Limits{Creates: plansync.AtMost(0)}).Stopped)
}

func crowd(n int, change with) ([]afas.Row, []alleo.Employee) {
	var rows []afas.Row
	var current []alleo.Employee
	for i := range n {
		id := fmt.Sprintf("%03d", i)
		rows = append(rows, employee(id, change))
		current = append(current, account(id))
	}
	return rows, current
}

// design.md "sync": a broken e-mail column shows up as skipped; an empty source stops by itself.
func TestAccidentsAreStopped(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]with{
		"lost e-mail column":     {"Mail": "(replaced)"},
		"empty e-mail column":    {"Mail": nil},
		"one address for all":    {"Mail": "all@example.test"},
		"lost name column":       {"BirthName": "(replaced)"},
		"lost end column":        {"EmploymentEnd": "(replaced)"},
		"unreadable access":      {"Alleo_Access": "(replaced)"},
		"empty access":           {"Alleo_Access": nil},
		"everybody has left":     employed("2020-01-01", lastWeek),
		"everybody will leave":   employed("2020-01-01", nextMonth),
		"nobody has begun":       employed(nextMonth, lastWeek),
		"every id has lost a 0":  {"EmployeeId": "99", "PersonId": nil, "Mail": nil},
		"nobody has an id":       {"EmployeeId": nil, "PersonId": nil},
		"access taken from all":  {"Alleo_Access": false},
		"another employee's ids": {"EmployeeId": "x", "PersonId": "x"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{}
			c.employees, c.current = crowd(30, broken)
			got := c.run(t)
			require.NotEmpty(t, got.preview(c.current, plansync.Limits{}).Stopped)
		})
	}
	t.Run("an empty source", func(t *testing.T) {
		t.Parallel()
		c := company{current: []alleo.Employee{account("001")}}
		require.Contains(t, c.run(t).preview(c.current, plansync.Limits{Lost: plansync.Unlimited()}).Stopped, "no records at all")
	})
	t.Run("accounts that were closed long ago do not make room", func(t *testing.T) {
		t.Parallel()
		c := company{}
		c.employees, c.current = crowd(30, employed("2020-01-01", lastWeek))
		for i := range 500 {
			c.current = append(c.current, account(fmt.Sprintf("old%d", i), closed(lastYear)))
		}
		require.NotEmpty(t, c.run(t).preview(c.current, plansync.Limits{}).Stopped)
	})
	t.Run("an ordinary day", func(t *testing.T) {
		t.Parallel()
		c := company{}
		c.employees, c.current = crowd(30, nil)
		c.employees[3]["EmploymentEnd"] = moment(nextMonth)
		require.Empty(t, c.run(t).preview(c.current, plansync.Limits{}).Stopped)
	})
}

func TestPreviewAsText(t *testing.T) {
	t.Parallel()
	c := aDay()
	c.employees[3]["BirthName"], c.employees[3]["Department"] = "Smit\x1b[2J", nil
	p := c.run(t).preview(c.current, plansync.Limits{Lost: plansync.AtMost(0)})
	var out bytes.Buffer
	require.NoError(t, p.WriteText(&out))
	text := out.String()
	for _, want := range []string{
		"ACTION", "update     000008", "department Care -> (empty)", "offboard", "off-boarding date 2026-12-31", "access granted -> withdrawn",
		"birthday 1990-05-01", "1 create, 1 update, 1 offboard, 1 withdrawn, 1 missing, 2 unchanged, 2 skipped", "missing_email", "000007", "Stopped: ",
	} {
		require.Contains(t, text, want)
	}
	require.NotContains(t, text, "\x1b", "nothing in a name acts on a terminal")

	out.Reset()
	require.NoError(t, alleo.Preview{Error: "no answer"}.WriteText(&out))
	require.Equal(t, "0 create, 0 update, 0 offboard, 0 withdrawn, 0 missing, 0 unchanged, 0 skipped\n\nError: no answer\n", out.String())
	require.ErrorIs(t, p.WriteText(brokenWriter{}), errBroken)
}

// Findings and errors name people by key only.
func TestFindingsHoldNoPersonalData(t *testing.T) {
	t.Parallel()
	secret := with{"Mail": "marked@example.test", "FirstName": "Marked", "BirthName": "Marked", "Department": "Marked", "DateOfBirth": "Marked", oneOffHealth: "Marked"}
	var c company
	for i, change := range []with{
		{}, {"Mail": "Marked"}, {"FirstName": nil}, {"EmploymentEnd": "Marked"}, {"Alleo_Access": "Marked"}, {"Alleo_Access": nil},
		employed("", ""), employed(nextMonth, ""), employed("2020-01-01", lastWeek), employed(nextMonth, lastWeek), {"EmployeeId": "0", "PersonId": "P0"},
	} {
		c.employees = append(c.employees, employee(fmt.Sprint(i), secret, change))
	}
	c.current = []alleo.Employee{account("0"), account("8"), account("x", withoutID, withEmail("marked@example.test"))}
	got := c.run(t)
	require.NotEmpty(t, got.findings)
	text, err := json.Marshal(got.findings)
	require.NoError(t, err)
	require.NotContains(t, string(text), "arked")
	require.NotContains(t, string(text), "@")
	require.Equal(t, civil.Date{}, got.record("0").End)
}
