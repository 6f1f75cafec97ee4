package alleo_test

import (
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
	"github.com/stretchr/testify/require"
)

// The day of every test that does not say otherwise, with the days around it.
const (
	lastYear  = "2025-06-30"
	lastWeek  = "2026-03-03"
	yesterday = "2026-03-09"
	today     = "2026-03-10"
	tomorrow  = "2026-03-11"
	nextMonth = "2026-04-10"
	nextYear  = "2027-04-10"
)

// with changes columns of a row.
type with map[string]any

// employee gives a row of the employee connector about somebody with nothing special: employed since 2020, with access.
func employee(id string, changes ...with) afas.Row {
	row := afas.Row{
		"EmployeeId":      id,
		"PersonId":        "P" + strings.TrimSpace(id),
		"Mail":            strings.ToLower(strings.TrimSpace(id)) + "@example.test",
		"FirstName":       "Anna",
		"PrefixBirthName": nil,
		"BirthName":       "Jansen",
		"Department":      "Care",
		"DateOfBirth":     "1990-05-01T00:00:00Z",
		"EmploymentStart": "2020-01-01T00:00:00Z",
		"EmploymentEnd":   nil,
		"Alleo_Access":    true,
	}
	for _, c := range changes {
		for column, value := range c {
			row[column] = value
		}
	}
	return row
}

// employed gives the columns of an employment; no end is an empty text.
func employed(start, end string) with {
	return with{"EmploymentStart": moment(start), "EmploymentEnd": moment(end)}
}

func contract(id, start, end string) afas.Row {
	return afas.Row{"EmployeeId": id, "ContractStart": moment(start), "ContractEnd": moment(end)}
}

// moment gives a day as AFAS writes it, afas-profit-rest.md §3.6.
func moment(day string) any {
	if day == "" {
		return nil
	}
	return day + "T00:00:00Z"
}

func day(text string) civil.Date {
	d, err := civil.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// account gives the record that Alleo has of employee(id), when it was applied long ago.
func account(id string, changes ...func(*alleo.Employee)) alleo.Employee {
	e := alleo.Employee{
		ID: id, PersonID: "P" + id, Email: strings.ToLower(id) + "@example.test", FirstName: "Anna", LastName: "Jansen", Department: "Care",
		Birthday: day("1990-05-01"), Start: day("2020-01-01"), Onboarding: day("2020-02-01"), Active: true,
	}
	for _, change := range changes {
		change(&e)
	}
	return e
}

func ending(end string) func(*alleo.Employee) {
	return func(e *alleo.Employee) { e.End = day(end) }
}

func closed(end string) func(*alleo.Employee) {
	return func(e *alleo.Employee) { e.Active, e.End = false, day(end) }
}

func withdrawn(e *alleo.Employee) { e.Withdrawn = true }

func withEmail(address string) func(*alleo.Employee) {
	return func(e *alleo.Employee) { e.Email = address }
}

func withoutID(e *alleo.Employee) { e.ID, e.PersonID = "", "" }

// company is the input of a run.
type company struct {
	employees, contracts []afas.Row
	current              []alleo.Employee
	options              alleo.ProfitOptions
}

// outcome is what a run gives.
type outcome struct {
	t        *testing.T
	people   []alleo.Employee
	findings []alleo.Finding
	plan     *plansync.Plan[alleo.Employee]
}

func (c company) run(t *testing.T) outcome {
	t.Helper()
	o := c.options
	if o.Today.IsZero() {
		o.Today = day(today)
	}
	o.Current = c.current
	people, findings, err := alleo.FromProfit(rows(c.employees), rows(c.contracts), o)
	require.NoError(t, err)
	plan, err := plansync.Diff(c.current, people, alleo.Key, alleo.Changed)
	require.NoError(t, err)
	return outcome{t, people, findings, plan}
}

func rows(all []afas.Row) iter.Seq2[afas.Row, error] {
	return func(yield func(afas.Row, error) bool) {
		for _, row := range all {
			if !yield(row, nil) {
				return
			}
		}
	}
}

func failing(err error) iter.Seq2[afas.Row, error] {
	return func(yield func(afas.Row, error) bool) { yield(nil, err) }
}

// action gives what happens to the record with the ID: an action of the plan, "unchanged", or "nothing" when there is no such record.
func (o outcome) action(id string) string {
	for _, c := range o.plan.Changes {
		if c.Key == strings.ToLower(id) {
			return string(alleo.ActionOf(c))
		}
	}
	if slices.ContainsFunc(o.people, func(e alleo.Employee) bool { return alleo.Key(e) == strings.ToLower(id) }) {
		return "unchanged"
	}
	return "nothing"
}

// changed gives the changed fields of the record as "name: old -> new".
func (o outcome) changed(id string) []string {
	var fields []string
	for _, c := range o.plan.Changes {
		if c.Key == strings.ToLower(id) {
			for _, f := range c.Fields {
				fields = append(fields, f.Name+": "+f.Old+" -> "+f.New)
			}
		}
	}
	return fields
}

func (o outcome) change(id string) plansync.Change[alleo.Employee] {
	o.t.Helper()
	i := slices.IndexFunc(o.plan.Changes, func(c plansync.Change[alleo.Employee]) bool { return c.Key == strings.ToLower(id) })
	require.GreaterOrEqual(o.t, i, 0, "no change for this key")
	return o.plan.Changes[i]
}

func (o outcome) record(id string) alleo.Employee {
	o.t.Helper()
	i := slices.IndexFunc(o.people, func(e alleo.Employee) bool { return e.ID == id })
	require.GreaterOrEqual(o.t, i, 0, "no record with this id")
	return o.people[i]
}

// skipped gives the codes for which the person is left out, noted those of the other findings.
func (o outcome) skipped(key string) []string { return o.codes(key, true) }
func (o outcome) noted(key string) []string   { return o.codes(key, false) }

func (o outcome) codes(key string, skip bool) []string {
	var codes []string
	for _, f := range o.findings {
		if f.Key == key && f.Skip == skip {
			codes = append(codes, f.Code)
		}
	}
	return codes
}

// applied gives who is in Alleo after everything was applied, as doc.go describes it.
func (o outcome) applied() []alleo.Employee {
	current := slices.Clone(o.people)
	for _, c := range o.plan.Changes {
		if c.Op == plansync.OpMissing {
			current = append(current, c.Old)
		}
	}
	return current
}

func one(code string) []string { return []string{code} }
