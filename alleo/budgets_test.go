package alleo_test

import (
	"encoding/json"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

const (
	monthlyAll   = "alleo_monthly_all_budget"
	oneOffHealth = "alleo_oneoff_health_budget"
)

// alleo.md §2.8: the name of a column decides; amounts are exact.
func TestBudgetColumns(t *testing.T) {
	t.Parallel()
	got := company{employees: []afas.Row{employee("001", with{
		monthlyAll:                     json.Number("12.5"),
		"Alleo_OneOff_Health_Budget":   "100",
		"alleo_monthly_bike_budget":    nil,
		"alleo_monthly_zero_budget":    json.Number("0"),
		"alleo_oneoff_zero_budget":     json.Number("0"),
		"alleo_yearly_all_budget":      json.Number("1"),
		"alleo_monthly__budget_left":   json.Number("1"),
		"alleo_monthly_budget":         json.Number("1"),
		"alleo_oneoff__budget":         json.Number("1"),
		"prefix_alleo_monthly_budget":  json.Number("1"),
		"alleo_monthly_all_budget_old": json.Number("1"),
	})}}.run(t)
	require.Equal(t, map[string]int64{monthlyAll: 1250, oneOffHealth: 10000, "alleo_monthly_zero_budget": 0}, got.record("001").Budgets)
	require.Equal(t, []alleo.OneOff{{Field: oneOffHealth, Amount: 10000}}, got.record("001").OneOffs)
	require.Contains(t, got.changed("001"), monthlyAll+":  -> 12.50")
	require.Contains(t, got.changed("001"), "alleo_monthly_zero_budget:  -> 0.00")
	require.Empty(t, got.findings)
}

// design.md "Budgets": a change of a budget field is shown; alleo.md §2.8.
func TestMonthlyBudgets(t *testing.T) {
	t.Parallel()
	has := func(e *alleo.Employee) { e.Budgets = map[string]int64{monthlyAll: 1250} }
	for name, test := range map[string]struct {
		value   any
		changed []string
		noted   []string
	}{
		"the same":     {json.Number("12.50"), nil, nil},
		"changed":      {json.Number("20"), []string{monthlyAll + ": 12.50 -> 20.00"}, nil},
		"emptied":      {nil, []string{monthlyAll + ": 12.50 -> "}, nil},
		"negative":     {json.Number("-1"), nil, one(alleo.CodeBudgetUnreadable)},
		"no amount":    {"twelve", nil, one(alleo.CodeBudgetUnreadable)},
		"half a cent":  {json.Number("12.505"), nil, one(alleo.CodeBudgetUnreadable)},
		"column lost":  {"(replaced)", nil, one(alleo.CodeBudgetUnreadable)},
		"column gone":  {with{}, nil, nil}, // not the same as emptied: see the next test
		"empty string": {"", []string{monthlyAll + ": 12.50 -> "}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			row := employee("001", with{monthlyAll: test.value})
			if _, gone := test.value.(with); gone {
				delete(row, monthlyAll)
			}
			got := company{employees: []afas.Row{row}, current: []alleo.Employee{account("001", has)}}.run(t)
			require.Equal(t, test.changed, got.changed("001"))
			require.Equal(t, test.noted, got.noted("001"))
		})
	}
}

// A connector that loses a column says nothing about anyone's budget.
func TestABudgetThatTheConnectorNoLongerHasIsOneFinding(t *testing.T) {
	t.Parallel()
	has := func(e *alleo.Employee) { e.Budgets = map[string]int64{monthlyAll: 1250} }
	got := company{
		employees: []afas.Row{employee("001"), employee("002")},
		current:   []alleo.Employee{account("001", has), account("002", has)},
	}.run(t)
	require.Empty(t, got.plan.Changes)
	require.Equal(t, one(alleo.CodeBudgetGone), got.noted(""))
}

// design.md "Budgets": a one-off is known by person, field and amount, recorded before it is sent, never sent twice.
func TestOneOffBudgetsOverTime(t *testing.T) {
	t.Parallel()
	c := company{}
	for _, step := range []struct {
		what  string
		value any
		given []alleo.OneOff
		now   int64 // what the record shows
		noted []string
	}{
		{"filled in", json.Number("100"), []alleo.OneOff{{Field: oneOffHealth, Amount: 10000}}, 10000, nil},
		{"the same again", json.Number("100.00"), nil, 10000, nil},
		{"another amount is a new one", json.Number("50"), []alleo.OneOff{{Field: oneOffHealth, Amount: 5000}}, 5000, nil},
		{"back to the first amount", json.Number("100"), nil, 0, one(alleo.CodeOneOffAgain)},
		{"and still so", json.Number("100"), nil, 0, one(alleo.CodeOneOffAgain)},
		{"emptied", nil, nil, 0, nil},
		{"filled in with an amount of before", json.Number("50"), nil, 0, one(alleo.CodeOneOffAgain)},
		{"filled in with a third amount", json.Number("75.25"), []alleo.OneOff{{Field: oneOffHealth, Amount: 7525}}, 7525, nil},
		{"unreadable", "?", nil, 7525, one(alleo.CodeBudgetUnreadable)},
	} {
		c.employees = []afas.Row{employee("001", with{oneOffHealth: step.value})}
		got := c.run(t)
		var given []alleo.OneOff
		for _, change := range got.plan.Changes {
			given = append(given, alleo.NewOneOffs(change)...)
		}
		require.Equal(t, step.given, given, step.what)
		require.Equal(t, step.now, got.record("001").Budgets[oneOffHealth], step.what)
		require.Equal(t, step.noted, got.noted("001"), step.what)
		c.current = got.applied()
	}
	require.Len(t, c.current[0].OneOffs, 3, "the history remembers all of them")
}

// An Alleo that tells its budgets but no history: what it shows was handed out.
func TestAOneOffThatAlleoShowsIsNotHandedOut(t *testing.T) {
	t.Parallel()
	c := company{
		employees: []afas.Row{employee("001", with{oneOffHealth: json.Number("100"), "Department": "Sales"})},
		current:   []alleo.Employee{account("001", func(e *alleo.Employee) { e.Budgets = map[string]int64{oneOffHealth: 10000} })},
	}
	got := c.run(t)
	require.Empty(t, alleo.NewOneOffs(got.change("001")))
	require.Equal(t, []string{"department: Care -> Sales"}, got.changed("001"))
	require.Len(t, got.record("001").OneOffs, 1)
}

func TestALeaverKeepsTheBudgets(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("001", employed("2020-01-01", yesterday), with{monthlyAll: json.Number("99"), oneOffHealth: json.Number("5")})},
		current:   []alleo.Employee{account("001", ending(yesterday))},
	}.run(t)
	require.Equal(t, []string{"active: true -> false"}, got.changed("001"))
}
