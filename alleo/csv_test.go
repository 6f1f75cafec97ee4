package alleo_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

func csvOf(t *testing.T, people []alleo.Employee, o alleo.CSVOptions) []string {
	t.Helper()
	if o.Today.IsZero() {
		o.Today = day(today)
	}
	var out bytes.Buffer
	require.NoError(t, alleo.WriteCSV(&out, people, o))
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

const header = "Email,First name,Last name,Prefix,Onboarding date,Offboarding date,Birthday,Work anniversary,external_id"

// alleo.md §6.1, with its own example row.
func TestCSVFollowsTheRulesOfTheSFTPFile(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("100234", employed("2027-01-04", ""), with{
			"Mail": "s.vandermeer@example.test", "FirstName": "Sanne", "BirthName": "Meer", "PrefixBirthName": "van der", "DateOfBirth": moment("1991-05-17"),
		})},
		options: alleo.ProfitOptions{InAdvance: true},
	}.run(t)
	require.Equal(t, []string{header, "s.vandermeer@example.test,Sanne,Meer,van der,2027-01-04,,1991-05-17,2027-01-04,100234"}, csvOf(t, got.people, alleo.CSVOptions{}))
}

// alleo.md §5: off-boarding is never in the past; absence from the file is none.
func TestCSVOfLeavers(t *testing.T) {
	t.Parallel()
	got := csvOf(t, []alleo.Employee{
		account("001", ending(nextMonth)), account("002", closed(today)), account("003", closed(yesterday)),
		account("004", ending(yesterday)), account("005", withdrawn),
	}, alleo.CSVOptions{})
	require.Equal(t, []string{
		header,
		"001@example.test,Anna,Jansen,,2020-02-01," + nextMonth + ",1990-05-01,2020-01-01,001",
		"002@example.test,Anna,Jansen,,2020-02-01," + today + ",1990-05-01,2020-01-01,002", // closed today
		"004@example.test,Anna,Jansen,,2020-02-01," + today + ",1990-05-01,2020-01-01,004", // left out of the run, and kept as it was
		"005@example.test,Anna,Jansen,,2020-02-01,,1990-05-01,2020-01-01,005",
	}, got)
}

// design.md "Budgets": in the CSV only under a column that the caller names; a one-off only when it is new.
func TestCSVExtraColumns(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{
			employee("001", with{monthlyAll: json.Number("12.5"), oneOffHealth: json.Number("100")}),
			employee("002", with{monthlyAll: nil, oneOffHealth: json.Number("100")}),
		},
		current: []alleo.Employee{account("002", func(e *alleo.Employee) {
			e.Budgets = map[string]int64{oneOffHealth: 10000}
			e.OneOffs = []alleo.OneOff{{Field: oneOffHealth, Amount: 10000}}
		})},
	}.run(t)
	given := make(map[string][]alleo.OneOff)
	for _, c := range got.plan.Changes {
		given[c.Key] = alleo.NewOneOffs(c)
	}
	o := alleo.CSVOptions{NewOneOffs: given, Extra: []alleo.CSVColumn{
		{Field: "department", Header: "Department"}, {Field: "person_id", Header: "Person"},
		{Field: "Alleo_Monthly_All_Budget", Header: "Monthly"}, {Field: oneOffHealth, Header: "Health"},
	}}
	lines := csvOf(t, got.people, o)
	require.Equal(t, header+",Department,Person,Monthly,Health", lines[0])
	require.True(t, strings.HasSuffix(lines[1], ",001,Care,P001,12.50,100.00"), lines[1])
	require.True(t, strings.HasSuffix(lines[2], ",002,Care,P002,,"), lines[2])

	for _, line := range csvOf(t, got.people, alleo.CSVOptions{NewOneOffs: given}) {
		require.NotContains(t, line, "12.50")
		require.NotContains(t, line, "100.00")
	}
}

func TestCSVQuotesAndDoesNotAlter(t *testing.T) {
	t.Parallel()
	lines := csvOf(t, []alleo.Employee{account("001", func(e *alleo.Employee) { e.FirstName, e.LastName = `=1+1`, `Smit, "Piet"` })}, alleo.CSVOptions{})
	require.Equal(t, `001@example.test,=1+1,"Smit, ""Piet""",,2020-02-01,,1990-05-01,2020-01-01,001`, lines[1])
}

func TestCSVRefuses(t *testing.T) {
	t.Parallel()
	column := func(field, header string) alleo.CSVOptions {
		return alleo.CSVOptions{Today: day(today), Extra: []alleo.CSVColumn{{Field: field, Header: header}}}
	}
	people := []alleo.Employee{account("001")}
	for name, test := range map[string]struct {
		people  []alleo.Employee
		options alleo.CSVOptions
		want    string
	}{
		"no day":                   {people, alleo.CSVOptions{}, "Today is not set"},
		"a field that is not ours": {people, column("salary", "Salary"), `no field "salary"`},
		"no header":                {people, column("department", " "), "choose another one"},
		"a header that is taken":   {people, column("department", "prefix"), "choose another one"},
		"a record without address": {[]alleo.Employee{account("001", withEmail(""))}, alleo.CSVOptions{Today: day(today)}, "key 001 has no e-mail"},
		"one address twice": {
			[]alleo.Employee{account("001"), account("002", withEmail("001@EXAMPLE.test"))}, alleo.CSVOptions{Today: day(today)}, "keys 001 and 002",
		},
	} {
		var out bytes.Buffer
		err := alleo.WriteCSV(&out, test.people, test.options)
		require.ErrorContains(t, err, test.want, name)
		require.NotContains(t, err.Error(), "@", name)
		require.Empty(t, out.String(), name)
	}
	require.ErrorIs(t, alleo.WriteCSV(brokenWriter{}, people, alleo.CSVOptions{Today: day(today)}), errBroken)
	long := alleo.CSVOptions{Today: day(today), Extra: []alleo.CSVColumn{{Field: "department", Header: strings.Repeat("x", 10_000)}}}
	require.ErrorIs(t, alleo.WriteCSV(brokenWriter{}, people, long), errBroken)
}

// alleo.md §6.1: the name pattern.
func TestCheckCSVFileName(t *testing.T) {
	t.Parallel()
	require.NoError(t, alleo.CheckCSVFileName("alleo_employees_all.csv"))
	require.NoError(t, alleo.CheckCSVFileName("out/alleo_employees_2026.csv"))
	for _, name := range []string{"alleo_employees_.csv", "employees.csv", "alleo_employees_all.txt", "Alleo_employees_all.csv", "alleo_employees_a.csv/x"} {
		require.ErrorContains(t, alleo.CheckCSVFileName(name), "alleo_employees_<anything>.csv", name)
	}
}

var errBroken = errors.New("broken")

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errBroken }
