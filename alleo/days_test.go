package alleo_test

import (
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

// design.md "People at Alleo", Days.
func TestDaysOfSomebodyInAlleo(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		employments []with
		contracts   []afas.Row
		current     func(*alleo.Employee)
		action      string
		changed     []string
		noted       []string
		skipped     []string
	}{
		"employed without an end: nothing changes": {
			employments: []with{employed("2020-01-01", "")},
			action:      "unchanged",
		},
		"a coming end is announced": {
			employments: []with{employed("2020-01-01", nextMonth)},
			action:      "offboard", changed: []string{"end:  -> " + nextMonth},
		},
		"an announced end that moves is announced again": {
			employments: []with{employed("2020-01-01", nextMonth)}, current: ending(tomorrow),
			action: "offboard", changed: []string{"end: " + tomorrow + " -> " + nextMonth},
		},
		"an announced end that is taken away is an update": {
			employments: []with{employed("2020-01-01", "")}, current: ending(nextMonth),
			action: "update", changed: []string{"end: " + nextMonth + " -> "},
		},
		"the end is the last working day: access on that day": {
			employments: []with{employed("2020-01-01", today)}, current: ending(today),
			action: "unchanged",
		},
		"the first day after an announced end closes the account": {
			employments: []with{employed("2020-01-01", yesterday)}, current: ending(yesterday),
			action: "offboard", changed: []string{"active: true -> false"},
		},
		"an announced end whose first day after was missed becomes today, with a finding": {
			employments: []with{employed("2020-01-01", lastWeek)}, current: ending(lastWeek),
			action: "offboard", changed: []string{"end: " + lastWeek + " -> " + today, "active: true -> false"}, noted: one(alleo.CodeEndPassed),
		},
		"an end that passed unannounced becomes today, with a finding": {
			employments: []with{employed("2020-01-01", lastWeek)},
			action:      "offboard", changed: []string{"end:  -> " + today, "active: true -> false"}, noted: one(alleo.CodeEndPassed),
		},
		"an end that passed on another day than announced becomes today, with a finding": {
			employments: []with{employed("2020-01-01", lastWeek)}, current: ending(nextMonth),
			action: "offboard", changed: []string{"end: " + nextMonth + " -> " + today, "active: true -> false"}, noted: one(alleo.CodeEndPassed),
		},
		"an employment that starts the day after the end goes on": {
			employments: []with{employed("2020-01-01", yesterday), employed(today, "")}, current: ending(yesterday),
			action: "update", changed: []string{"end: " + yesterday + " -> "},
		},
		"a known next employment without a gap cancels the end before it comes": {
			employments: []with{employed("2020-01-01", nextMonth), employed("2026-04-11", "")}, current: ending(nextMonth),
			action: "update", changed: []string{"end: " + nextMonth + " -> "},
		},
		"an employment after a gap does not cancel the end": {
			employments: []with{employed("2020-01-01", tomorrow), employed(nextMonth, "")},
			action:      "offboard", changed: []string{"end:  -> " + tomorrow},
		},
		"an employment after a gap that has begun does not keep the account open": {
			employments: []with{employed("2020-01-01", yesterday), employed(nextMonth, "")}, current: ending(yesterday),
			action: "offboard", changed: []string{"active: true -> false"},
		},
		"a contract that starts the day after the end cancels it": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", "2020-01-01", yesterday), contract("001", today, "")},
			current:     ending(yesterday),
			action:      "update", changed: []string{"end: " + yesterday + " -> "},
		},
		"a contract that starts on the last day cancels it": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", yesterday, "")},
			action:      "unchanged",
		},
		"the chain goes on to the end of a fixed-term contract": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", today, nextMonth)}, current: ending(yesterday),
			action: "offboard", changed: []string{"end: " + yesterday + " -> " + nextMonth},
		},
		"contracts that follow each other carry on": {
			employments: []with{employed("2020-01-01", lastWeek)},
			contracts:   []afas.Row{contract("001", "2026-03-08", nextMonth), contract("001", "2026-03-04", "2026-03-07"), contract("001", "2026-04-11", nextYear)},
			action:      "offboard", changed: []string{"end:  -> " + nextYear},
		},
		"an employment after the contract that carried on belongs to the chain": {
			employments: []with{employed("2020-01-01", lastWeek), employed(tomorrow, "")},
			contracts:   []afas.Row{contract("001", "2026-03-04", today)},
			action:      "unchanged",
		},
		"a contract that starts later than the next day does not cancel the end": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", tomorrow, "")}, current: ending(yesterday),
			action: "offboard", changed: []string{"active: true -> false"},
		},
		"a contract that ends with the employment does not cancel the end": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", yesterday, yesterday)}, current: ending(yesterday),
			action: "offboard", changed: []string{"active: true -> false"},
		},
		"an open contract from before does not keep a leaver": { // afas-connectors.md §10.1: its end stays empty
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{contract("001", "2020-01-01", "")}, current: ending(yesterday),
			action: "offboard", changed: []string{"active: true -> false"},
		},
		"the end of a contract alone never off-boards": {
			employments: []with{employed("2020-01-01", "")},
			contracts:   []afas.Row{contract("001", "2020-01-01", lastWeek)},
			action:      "unchanged",
		},
		"no contract rows at all change nothing": { // afas-connectors.md §10.2
			employments: []with{employed("2020-01-01", "")},
			action:      "unchanged",
		},
		"overlapping employments are one": {
			employments: []with{employed("2020-01-01", nextYear), employed("2021-01-01", nextMonth)},
			action:      "offboard", changed: []string{"end:  -> " + nextYear},
		},
		"the hire date is the first day of the chain": {
			employments: []with{employed("2021-01-01", ""), employed("2019-01-01", "2020-12-31")},
			action:      "update", changed: []string{"start: 2020-01-01 -> 2019-01-01"},
		},
		"no start counts as always employed, with a finding": {
			employments: []with{employed("", "")},
			action:      "update", changed: []string{"start: 2020-01-01 -> "}, noted: one(alleo.CodeMissingStart),
		},
		"a start that is corrected to the future is an update": {
			employments: []with{employed(nextMonth, "")},
			action:      "update", changed: []string{"start: 2020-01-01 -> " + nextMonth},
		},
		"an end before the start never existed; with another employment it is a finding": {
			employments: []with{employed("2020-01-01", ""), employed(nextMonth, yesterday)},
			action:      "unchanged", noted: one(alleo.CodeEndBeforeStart),
		},
		"an end before the start and nothing else changes nothing": {
			employments: []with{employed(nextMonth, yesterday)},
			action:      "unchanged", skipped: one(alleo.CodeEndBeforeStart),
		},
		"a contract that ends before it starts cancels nothing": {
			employments: []with{employed("2020-01-01", today)},
			contracts:   []afas.Row{contract("001", tomorrow, yesterday)}, current: ending(today),
			action: "unchanged", noted: one(alleo.CodeEndBeforeStart),
		},
		"an unreadable end changes nothing": {
			employments: []with{{"EmploymentEnd": "31-12-2025"}},
			action:      "unchanged", skipped: one(alleo.CodeUnreadableDate),
		},
		"a lost start column changes nothing": { // afas-profit-rest.md §3.6
			employments: []with{{"EmploymentStart": "(replaced)"}},
			action:      "unchanged", skipped: one(alleo.CodeUnreadableDate),
		},
		"an unreadable contract changes nothing": {
			employments: []with{employed("2020-01-01", yesterday)},
			contracts:   []afas.Row{{"EmployeeId": "001", "ContractStart": "(replaced)", "ContractEnd": nil}},
			action:      "unchanged", skipped: one(alleo.CodeUnreadableDate),
		},
		"somebody who came back is opened again by an update": {
			employments: []with{employed("2020-01-01", lastYear), employed(today, nextYear)}, current: closed(lastYear),
			action:  "update",
			changed: []string{"start: 2020-01-01 -> " + today, "end: " + lastYear + " -> " + nextYear, "active: false -> true"},
		},
		"somebody who will come back waits for the first day": {
			employments: []with{employed("2020-01-01", lastYear), employed(tomorrow, "")}, current: closed(lastYear),
			action: "unchanged", skipped: one(alleo.CodeStartsLater),
		},
		"somebody who left stays as they are, whatever else changes": {
			employments: []with{{"EmploymentEnd": moment(lastYear), "BirthName": "Smit", "Mail": nil}}, current: closed(lastYear),
			action: "unchanged",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{contracts: test.contracts, current: []alleo.Employee{account("001")}}
			if test.current != nil {
				test.current(&c.current[0])
			}
			for _, e := range test.employments {
				c.employees = append(c.employees, employee("001", e))
			}
			got := c.run(t)
			require.Equal(t, test.action, got.action("001"))
			require.Equal(t, test.changed, got.changed("001"))
			require.Equal(t, test.noted, got.noted("001"))
			require.Equal(t, test.skipped, got.skipped("001"))
		})
	}
}

// design.md "People at Alleo", Days and Future starters.
func TestDaysOfSomebodyNew(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		employments            []with
		inAdvance              bool
		skipped                string
		start, onboarding, end string
	}{
		"employed: created, the account opens today": {
			employments: []with{employed("2020-01-01", "")}, start: "2020-01-01", onboarding: today,
		},
		"the first day": {
			employments: []with{employed(today, "")}, start: today, onboarding: today,
		},
		"an end that is known at creation is part of the create": {
			employments: []with{employed("2020-01-01", nextMonth)}, start: "2020-01-01", onboarding: today, end: nextMonth,
		},
		"a future starter waits": {
			employments: []with{employed(tomorrow, "")}, skipped: alleo.CodeStartsLater,
		},
		"a future starter in advance carries the day on which the account opens": {
			employments: []with{employed(tomorrow, "")}, inAdvance: true, start: tomorrow, onboarding: tomorrow,
		},
		"somebody who left before ever being in Alleo is left out": {
			employments: []with{employed("2020-01-01", yesterday)}, skipped: alleo.CodeLeftAlready,
		},
		"somebody who left and starts again later waits": {
			employments: []with{employed("2020-01-01", lastYear), employed(nextMonth, "")}, skipped: alleo.CodeStartsLater,
		},
		"somebody who left and starts again later, in advance": {
			employments: []with{employed("2020-01-01", lastYear), employed(nextMonth, "")}, inAdvance: true, start: nextMonth, onboarding: nextMonth,
		},
		"an employment that ends before it starts is no employment": {
			employments: []with{employed(nextMonth, yesterday)}, skipped: alleo.CodeEndBeforeStart,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{options: alleo.ProfitOptions{InAdvance: test.inAdvance}}
			for _, e := range test.employments {
				c.employees = append(c.employees, employee("001", e))
			}
			got := c.run(t)
			if test.skipped != "" {
				require.Equal(t, "nothing", got.action("001"))
				require.Equal(t, one(test.skipped), got.skipped("001"))
				return
			}
			require.Equal(t, "create", got.action("001"))
			e := got.record("001")
			require.Equal(t, []string{test.start, test.onboarding, test.end}, []string{e.Start.String(), e.Onboarding.String(), e.End.String()})
			require.True(t, e.Active)
			require.Empty(t, got.findings)
		})
	}
}

// design.md "Future starters": the on-boarding date never changes afterwards; alleo.md §5.
func TestOnboardingIsFixedAtCreation(t *testing.T) {
	t.Parallel()
	c := company{
		employees: []afas.Row{employee("001", employed("2020-01-01", lastYear)), employee("001", employed(nextMonth, ""))},
		options:   alleo.ProfitOptions{InAdvance: true},
	}
	c.current = c.run(t).applied()

	got := c.run(t)
	require.Empty(t, got.plan.Changes, "an account that was opened in advance is not closed because of an employment before it")

	c.employees[1] = employee("001", employed(nextYear, ""))
	got = c.run(t)
	require.Equal(t, []string{"start: " + nextMonth + " -> " + nextYear}, got.changed("001"))
	require.Equal(t, day(nextMonth), got.record("001").Onboarding)
}

// design.md "Days": an end that is taken away after it became effective opens the account again.
func TestEachDayOfSomebodyWhoLeaves(t *testing.T) {
	t.Parallel()
	c := company{employees: []afas.Row{employee("001", employed("2020-01-01", "2026-03-11"))}, current: []alleo.Employee{account("001")}}
	for _, step := range []struct{ day, action string }{
		{"2026-03-09", "offboard"}, // announced
		{"2026-03-10", "unchanged"},
		{"2026-03-11", "unchanged"}, // the last working day
		{"2026-03-12", "offboard"},  // the account is closed
		{"2026-03-13", "unchanged"},
	} {
		c.options.Today = day(step.day)
		got := c.run(t)
		require.Equal(t, step.action, got.action("001"), step.day)
		require.Empty(t, got.findings)
		c.current = got.applied()
	}
	c.employees = []afas.Row{employee("001")}
	got := c.run(t)
	require.Equal(t, []string{"end: 2026-03-11 -> ", "active: false -> true"}, got.changed("001"))
}
