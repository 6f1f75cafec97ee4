package alleo_test

import (
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

// design.md "Identity"; afas-connectors.md §10.2 "case of ids".
func TestIdentityIsTheEmployeeIDWithoutCase(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("floora", with{"Department": "Sales"}), employee(" 000001005 ")},
		contracts: []afas.Row{contract("FloorA", "2020-01-01", "")},
		current:   []alleo.Employee{account("FLOORA"), account("000001005")},
	}.run(t)
	require.Equal(t, []string{"department: Care -> Sales"}, got.changed("floora"))
	require.Equal(t, "FLOORA", got.record("FLOORA").ID, "the ID keeps the form that it has in Alleo")
	require.Equal(t, "unchanged", got.action("000001005"), "leading zeros count, blanks do not")
}

// design.md "Identity": two employee ids with the same person id are one person.
func TestTwoEmployeeIDsAreOnePerson(t *testing.T) {
	t.Parallel()
	old := employee("001", with{"PersonId": "P1"}, employed("2020-01-01", yesterday))
	next := employee("002", with{"PersonId": "P1"}, employed(today, ""))

	t.Run("somebody new gets the id of the leading row and one finding that names both", func(t *testing.T) {
		t.Parallel()
		got := company{employees: []afas.Row{old, next}}.run(t)
		require.Len(t, got.people, 1)
		require.Equal(t, "create", got.action("002"))
		require.Equal(t, day("2020-01-01"), got.record("002").Start, "one chain of employments, from the hire date")
		require.Equal(t, one(alleo.CodeTwoEmployeeIDs), got.noted("002"))
		require.Contains(t, got.findings[0].Message, "001, 002")
	})
	t.Run("an account keeps its id when the employee id rolls over", func(t *testing.T) {
		t.Parallel()
		current := account("001", ending(yesterday), func(e *alleo.Employee) { e.PersonID = "P1" })
		got := company{employees: []afas.Row{old, next}, current: []alleo.Employee{current}}.run(t)
		require.Equal(t, []string{"email: 001@example.test -> 002@example.test", "end: " + yesterday + " -> "}, got.changed("001"))
		require.Len(t, got.people, 1, "neither created nor missing")
	})
	t.Run("an account is found by the person id when the old row is gone", func(t *testing.T) {
		t.Parallel()
		current := account("001", closed(yesterday), func(e *alleo.Employee) { e.PersonID = "p1" })
		got := company{employees: []afas.Row{next}, current: []alleo.Employee{current}}.run(t)
		require.Equal(t, "update", got.action("001"))
		require.Len(t, got.people, 1)
	})
	t.Run("a record that somebody has by id is nobody else's by person id", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001", with{"PersonId": "P9"}), employee("002", with{"PersonId": "P001"})},
			current:   []alleo.Employee{account("001")},
		}.run(t)
		require.Equal(t, "unchanged", got.action("001"))
		require.Equal(t, "create", got.action("002"))
	})
	t.Run("the numbers of a person and of an employee are not mixed up", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("7", with{"PersonId": "8"}), employee("8", with{"PersonId": "9"})},
			current:   []alleo.Employee{account("8", func(e *alleo.Employee) { e.PersonID = "9" })},
		}.run(t)
		require.Equal(t, "create", got.action("7"))
		require.Equal(t, "unchanged", got.action("8"))
	})
	t.Run("without the column, and where it is empty, ids stand alone", func(t *testing.T) {
		t.Parallel()
		a, b := employee("001"), employee("002")
		delete(a, "PersonId")
		delete(b, "PersonId")
		require.Len(t, company{employees: []afas.Row{a, b}}.run(t).people, 2)
		a["PersonId"], b["PersonId"] = nil, ""
		require.Len(t, company{employees: []afas.Row{a, b}}.run(t).people, 2)
	})
}

// Two accounts of one person, made before the person id was known, are both closed when the person leaves.
func TestTwoAccountsOfOnePerson(t *testing.T) {
	t.Parallel()
	c := company{
		employees: []afas.Row{employee("001", with{"PersonId": "P1"}), employee("002", with{"PersonId": "P1"})},
		current:   []alleo.Employee{account("002"), account("001")},
	}
	got := c.run(t)
	require.Equal(t, "unchanged", got.action("001"))
	require.Equal(t, "unchanged", got.action("002"))
	require.Equal(t, []string{alleo.CodeTwoAccounts, alleo.CodeTwoEmployeeIDs}, got.noted("001"))

	c.employees[0]["EmploymentEnd"], c.employees[1]["EmploymentEnd"] = moment(lastWeek), moment(lastYear)
	got = c.run(t)
	for _, id := range []string{"001", "002"} {
		require.Equal(t, []string{"end:  -> " + today, "active: true -> false"}, got.changed(id))
	}

	c.current[0].Active = false
	got = c.run(t)
	require.Equal(t, "offboard", got.action("001"), "the open account leads")
	require.Equal(t, "unchanged", got.action("002"))
}

func TestIdentityByPersonID(t *testing.T) {
	t.Parallel()
	options := alleo.ProfitOptions{Identity: alleo.ByPersonID}
	noPerson := employee("003", with{"PersonId": nil})
	got := company{
		employees: []afas.Row{employee("001", with{"PersonId": "P1"}), employee("002", with{"PersonId": "P2"}), noPerson},
		current:   []alleo.Employee{account("P1", withEmail("001@example.test"), func(e *alleo.Employee) { e.PersonID = "P1" })},
		options:   options,
	}.run(t)
	require.Equal(t, "unchanged", got.action("P1"))
	require.Equal(t, "create", got.action("P2"))
	require.Equal(t, one(alleo.CodeMissingID), got.skipped("row 3"))

	t.Run("records that were made by employee id are found by their person id", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001")}, current: []alleo.Employee{account("001")}, options: options,
		}.run(t)
		require.Equal(t, "unchanged", got.action("001"))
	})
}

func TestRowsWithoutAnID(t *testing.T) {
	t.Parallel()
	got := company{employees: []afas.Row{employee("001"), employee("  ", with{"PersonId": nil}), employee("", with{"PersonId": nil})}}.run(t)
	require.Equal(t, one(alleo.CodeMissingID), got.skipped("row 2"))
	require.Equal(t, one(alleo.CodeMissingID), got.skipped("row 3"))
	require.Len(t, got.people, 1)

	got = company{employees: []afas.Row{employee("", with{"PersonId": "P1", "Mail": nil}), employee("001", with{"PersonId": "P1"})}}.run(t)
	require.Equal(t, "create", got.action("001"), "the person id tells whose row it is")
	require.Empty(t, got.findings)
}

// afas-connectors.md §10.2: several contracts, re-hire, employment at another employer.
func TestWhichRowLeads(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		first, second with
		want          string
	}{
		"the one that covers today":             {employed("2020-01-01", lastYear), employed(lastWeek, ""), "second"},
		"of two that cover today the earlier":   {employed("2021-01-01", ""), employed("2020-01-01", ""), "second"},
		"of two that start alike the first id":  {employed("2020-01-01", ""), employed("2020-01-01", ""), "first"},
		"one without a start is the earliest":   {employed("2020-01-01", ""), employed("", ""), "second"},
		"the one that ended last, when none is": {employed("2020-01-01", lastYear), employed("2019-01-01", yesterday), "second"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := employee("001", test.first, with{"PersonId": "P1", "Department": "first", "Mail": "a@example.test"})
			second := employee("002", test.second, with{"PersonId": "P1", "Department": "second", "Mail": "a@example.test"})
			for _, employees := range [][]afas.Row{{first, second}, {second, first}} {
				contracts := []afas.Row{contract("002", today, "")} // keeps somebody whose rows have ended
				got := company{employees: employees, contracts: contracts}.run(t)
				require.Len(t, got.people, 1)
				require.Equal(t, test.want, got.people[0].Department)
			}
		})
	}
	t.Run("the next to start, in advance", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{
				employee("001", employed("2020-01-01", lastYear), with{"Department": "old"}),
				employee("001", employed(nextYear, ""), with{"Department": "later"}),
				employee("001", employed(nextMonth, lastYear), with{"Department": "never"}),
				employee("001", employed(nextMonth, "2026-05-01"), with{"Department": "next"}),
			},
			options: alleo.ProfitOptions{InAdvance: true},
		}.run(t)
		require.Equal(t, "next", got.record("001").Department)
	})
	t.Run("an empty address is taken from another row that covers today", func(t *testing.T) {
		t.Parallel()
		got := company{employees: []afas.Row{
			employee("001", employed("2020-01-01", ""), with{"Mail": nil}),
			employee("001", employed("2019-01-01", lastYear), with{"Mail": "old@example.test"}),
			employee("001", employed("2021-01-01", ""), with{"Mail": "now@example.test"}),
			employee("001", employed("2022-01-01", ""), with{"Mail": "other@example.test"}),
		}}.run(t)
		require.Equal(t, "now@example.test", got.record("001").Email)
	})
}

// design.md "sync": absence is never an off-boarding; alleo.md §5.
func TestAbsentFromTheSource(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("001")},
		current:   []alleo.Employee{account("001"), account("002"), account("003", closed(lastYear))},
	}.run(t)
	require.Equal(t, "missing", got.action("002"))
	require.Equal(t, "unchanged", got.action("003"), "off-boarded before: not missing")

	got = company{current: []alleo.Employee{account("001"), account("003", closed(lastYear))}}.run(t)
	require.Empty(t, got.people, "an empty source gives nobody, so that the plan can refuse it")
	require.Nil(t, got.people)
	require.Empty(t, got.findings)
}

func TestInputsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	monthly := func(e *alleo.Employee) { e.Budgets = map[string]int64{"alleo_monthly_all_budget": 100} }
	c := company{
		employees: []afas.Row{employee("002", employed("2020-01-01", lastWeek)), employee("001", with{"alleo_monthly_all_budget": "5", "BirthName": "Smit"})},
		current:   []alleo.Employee{account("002"), account("001", monthly)},
	}
	c.employees[0]["alleo_monthly_all_budget"] = nil
	c.run(t)
	require.Equal(t, []alleo.Employee{account("002"), account("001", monthly)}, c.current)
}

// design.md "Identity": e-mail is only a second chance. Together with name and birthday it finds someone who came back under another employee id, after the old row has left the source.
func TestSomeoneWhoComesBackUnderAnotherIDKeepsTheAccount(t *testing.T) {
	t.Parallel()
	sameAddress := with{"Mail": "001@example.test", "PersonId": nil}
	got := company{
		employees: []afas.Row{employee("777", sameAddress)},
		current:   []alleo.Employee{account("001", closed(lastWeek))},
	}.run(t)
	require.Equal(t, "update", got.action("001"))
	require.Equal(t, one(alleo.CodeNewID), got.noted("001"))
	require.Len(t, got.people, 1)

	for name, other := range map[string]with{
		"another birthday":  {"DateOfBirth": "1991-05-01T00:00:00Z"},
		"another last name": {"BirthName": "Smit"},
		"another person id": {"PersonId": "P777"},
		"no birthday":       {"DateOfBirth": nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := company{
				employees: []afas.Row{employee("777", sameAddress, other)},
				current:   []alleo.Employee{account("001")},
			}.run(t)
			require.Equal(t, one(alleo.CodeEmailTaken), got.skipped("777"), "the address may have been given to somebody else")
			require.Equal(t, "missing", got.action("001"))
		})
	}
}

func TestThePersonIDMayNotDisappearOnceItIsKnown(t *testing.T) {
	t.Parallel()
	columns, _ := alleo.ProfitOptions{Current: []alleo.Employee{account("001")}}.RequiredColumns()
	require.Contains(t, columns, "PersonId")
	columns, _ = alleo.ProfitOptions{}.RequiredColumns()
	require.NotContains(t, columns, "PersonId")
}
