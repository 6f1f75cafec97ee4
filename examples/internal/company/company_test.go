package company_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/company"
)

var today = civil.Date{Year: 2026, Month: 3, Day: 14}

// days are one round of the people who pass through, who are of four kinds with five lengths of stay, two weeks apart.
func days() []civil.Date {
	var all []civil.Date
	for n := range 290 {
		all = append(all, civil.Date{Year: 2025, Month: 6, Day: 1}.AddDays(n))
	}
	return all
}

// day is a field that holds a day; an empty one is the zero day.
func day(t *testing.T, value any) civil.Date {
	t.Helper()
	if value == nil {
		return civil.Date{}
	}
	d, err := civil.ParseDate(value.(string))
	require.NoError(t, err)
	return d
}

func find(rows []company.Row, column string, value any) []company.Row {
	return slices.Collect(func(yield func(company.Row) bool) {
		for _, row := range rows {
			if row[column] == value && !yield(row) {
				return
			}
		}
	})
}

func TestTheSameDayGivesTheSameCompany(t *testing.T) {
	t.Parallel()
	require.Equal(t, company.At(today), company.At(today))
}

func TestTheCompanyHasAbout250People(t *testing.T) {
	t.Parallel()
	for _, d := range days() {
		people := map[any]bool{}
		for _, row := range company.At(d).Employees {
			people[row["PersonId"]] = true
		}
		require.InDelta(t, 250, len(people), 15, d)
	}
}

// afas-profit-rest.md §3.6: every column is in every row.
func TestEveryRowHasEveryColumn(t *testing.T) {
	t.Parallel()
	all := company.At(today)
	for _, rows := range [][]company.Row{all.Employees, all.Contracts} {
		columns := slices.Sorted(maps.Keys(rows[0]))
		for _, row := range rows {
			require.Equal(t, columns, slices.Sorted(maps.Keys(row)))
		}
	}
}

func TestEveryAddressIsInAReservedDomain(t *testing.T) {
	t.Parallel()
	for _, row := range company.At(today).Employees {
		mail, ok := row["Mail"].(string)
		if !ok || !strings.Contains(mail, "@") {
			continue
		}
		domain := strings.ToLower(strings.TrimSpace(mail[strings.Index(mail, "@")+1:]))
		require.Contains(t, []string{"example.test", "mail.example.org"}, domain)
	}
}

func TestOnlyTheOnesMeantToShareAnAddressShareOne(t *testing.T) {
	t.Parallel()
	persons := map[string]map[any]bool{}
	for _, row := range company.At(today).Employees {
		if mail, ok := row["Mail"].(string); ok {
			key := strings.ToLower(strings.TrimSpace(mail))
			if persons[key] == nil {
				persons[key] = map[any]bool{}
			}
			persons[key][row["PersonId"]] = true
		}
	}
	for mail, sharing := range persons {
		if len(sharing) > 1 {
			require.Equal(t, "receptie@example.test", mail)
		}
	}
}

func TestContractsBelongToEmployees(t *testing.T) {
	t.Parallel()
	all := company.At(today)
	known := map[string]bool{}
	for _, row := range all.Employees {
		known[strings.ToLower(row["EmployeeId"].(string))] = true
	}
	for _, row := range all.Contracts {
		require.Contains(t, known, strings.ToLower(row["EmployeeId"].(string)))
	}
}

// afas-connectors.md §10.2 "end date", "start date".
func TestEveryDayHasEveryKindOfDate(t *testing.T) {
	t.Parallel()
	for _, d := range days() {
		var starter, leaverNextMonth, lastDayToday, yesterday, recently, open bool
		for _, row := range company.At(d).Employees {
			start, end := day(t, row["EmploymentStart"]), day(t, row["EmploymentEnd"])
			starter = starter || start.After(d)
			open = open || end.IsZero()
			lastDayToday = lastDayToday || end == d
			yesterday = yesterday || end == d.AddDays(-1)
			leaverNextMonth = leaverNextMonth || end.After(d) && !end.After(d.AddDays(31)) && strings.HasPrefix(row["EmployeeId"].(string), "4")
			recently = recently || end.Before(d.AddDays(-1)) && !end.Before(d.AddDays(-90))
		}
		require.True(t, starter && leaverNextMonth && lastDayToday && yesterday && recently && open, d)
	}
}

func TestOneDayChangesOnlyAFewRows(t *testing.T) {
	t.Parallel()
	for _, d := range days()[:60] {
		before, after := company.At(d.AddDays(-1)), company.At(d)
		require.LessOrEqual(t, differences(before.Employees, after.Employees), 16, d)
		require.LessOrEqual(t, differences(before.Contracts, after.Contracts), 16, d)
	}
}

// differences counts the rows that are on one side only; a changed row counts twice.
func differences(a, b []company.Row) int {
	count := map[string]int{}
	for _, row := range a {
		count[text(row)]++
	}
	for _, row := range b {
		count[text(row)]--
	}
	n := 0
	for _, c := range count {
		n += max(c, -c)
	}
	return n
}

func text(row company.Row) string {
	var b strings.Builder
	for _, column := range slices.Sorted(maps.Keys(row)) {
		b.WriteString(column)
		if value, ok := row[column].(string); ok {
			b.WriteString(value)
		}
		b.WriteString(";")
	}
	return b.String()
}

// afas-connectors.md §10.2.
func TestTheAwkwardCasesAreThere(t *testing.T) {
	t.Parallel()
	all := company.At(today)
	employees, contracts := all.Employees, all.Contracts
	for _, id := range []string{"000001005", "4125040", "200010", "FLOORA", "floora", "BERTILK", "annetk", "99999"} {
		require.Len(t, find(employees, "EmployeeId", id), 1, id)
	}
	for _, prefix := range []any{"van", "van der", "van de", "van den", "de", "'t", "v.d.", "v/d", "ten", nil, ""} {
		require.NotEmpty(t, find(employees, "PrefixBirthName", prefix), prefix)
	}
	for _, use := range []any{"0", "1", "2", "3"} {
		require.NotEmpty(t, find(employees, "NameUse", use))
	}
	for _, kind := range []any{"N", "S", "I"} {
		require.NotEmpty(t, find(employees, "EmploymentType", kind))
	}
	for _, access := range []any{true, false, nil} {
		require.NotEmpty(t, find(employees, "Alleo_Access", access))
	}
	require.NotEmpty(t, find(employees, "Mail", nil))
	require.NotEmpty(t, find(employees, "DateOfBirth", nil))
	require.NotEmpty(t, find(employees, "DateOfBirth", "1900-01-01T00:00:00Z"))
	require.Len(t, find(employees, "PersonId", "P300021"), 2, "same person, two employee ids")
	require.Len(t, find(employees, "CostCentre", "(replaced)"), len(employees), "a lost column is lost in every row")
	require.Less(t, len(find(employees, "DateDeceased", nil)), len(employees))
	require.Empty(t, find(contracts, "EmployeeId", "330008"), "an employee without contract rows")
	require.NotEmpty(t, find(contracts, "EmployerId", "0002"))
	require.NotEmpty(t, find(contracts, "OrgUnitShare", 40.0))
}

func TestSomeThingsChangeWithTheMonth(t *testing.T) {
	t.Parallel()
	march, april := company.At(civil.Date{Year: 2026, Month: 3, Day: 31}), company.At(civil.Date{Year: 2026, Month: 4, Day: 1})
	for id, column := range map[string]string{"320007": "Mail", "320009": "Mail", "350007": "Alleo_Access", "350008": "alleo_oneoff_all_budget"} {
		before, after := find(march.Employees, "EmployeeId", id), find(april.Employees, "EmployeeId", id)
		require.NotEqual(t, before[0][column], after[0][column], id)
	}
	swapped := find(march.Employees, "EmployeeId", "320009")[0]["Mail"]
	require.Equal(t, swapped, find(april.Employees, "EmployeeId", "320010")[0]["Mail"])
}

// Somebody who passes through is entered late, announced, or announced and taken away again; whoever leaves stays in the source for ninety days.
func TestALeaverStaysInTheSource(t *testing.T) {
	t.Parallel()
	ends := map[string]civil.Date{}
	last := map[string]civil.Date{}
	for _, d := range days() {
		for _, row := range company.At(d).Employees {
			if id := row["EmployeeId"].(string); strings.HasPrefix(id, "400") {
				ends[id], last[id] = day(t, row["EmploymentEnd"]), d
			}
		}
	}
	final := days()[len(days())-1]
	seen := 0
	for id, end := range ends {
		if last[id] != final {
			seen++
			require.Equal(t, 90, last[id].DaysSince(end), id)
		}
	}
	require.Greater(t, seen, 5)
}
