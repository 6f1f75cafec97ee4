package alleo_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/stretchr/testify/require"
)

// Random companies over some weeks, in which people come, leave, return, get other addresses and ids, and data goes wrong. Whatever
// happens, the promises of doc.go hold every day.
func TestPromises(t *testing.T) {
	t.Parallel()
	for seed := range uint64(150) {
		t.Run(fmt.Sprint("company ", seed), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(seed, 1))
			world := newWorld(r)
			byHand := seed%2 == 0 // an Alleo that was filled by hand, where only addresses tell who is who
			history := make(map[string]bool)
			var current []alleo.Employee
			now := day(today)
			for range 12 {
				now = now.AddDays(r.IntN(9))
				world.live(now)
				if byHand && r.IntN(4) == 0 {
					current = forgetIDs(r, current)
				}
				c := company{employees: world.rows(), contracts: world.contracts, current: current, options: world.options}
				c.options.Today = now
				got := c.run(t)
				requireOneOutcomeEach(t, world, got)
				requireOrderDoesNotMatter(t, r, c, got)
				requireLeaversOut(t, world, c, got)
				if !byHand { // the history goes with the account, and an account with its address
					requireNewOneOffs(t, history, got)
				}
				requireOnboardingFixed(t, got)

				current = throughJSON(t, got.applied())
				requireUniqueAddresses(t, current)
				c.current = current
				for _, change := range c.run(t).plan.Changes {
					require.Equal(t, alleo.ActionMissing, alleo.ActionOf(change), "a second run changes nothing")
				}
			}
		})
	}
}

// world is a source that changes from day to day.
type world struct {
	r         *rand.Rand
	people    []*someone
	contracts []afas.Row
	options   alleo.ProfitOptions
}

type someone struct {
	ids  []string
	rows []afas.Row
}

func newWorld(r *rand.Rand) *world {
	return &world{r: r, options: alleo.ProfitOptions{InAdvance: r.IntN(2) == 0, OffboardWithdrawn: r.IntN(3) == 0}}
}

func (w *world) live(now civil.Date) {
	for range 1 + w.r.IntN(4) {
		w.people = append(w.people, &someone{})
		w.employ(w.people[len(w.people)-1], len(w.people), now)
	}
	for n, p := range w.people {
		switch w.r.IntN(12) {
		case 0:
			w.employ(p, n+1, now)
		case 1:
			p.rows[len(p.rows)-1]["EmploymentEnd"] = w.some(nil, w.around(now), w.around(now), "?")
		case 2:
			p.rows[0]["EmploymentStart"] = w.some(nil, w.around(now), moment("2020-01-01"))
		case 3:
			p.set("Mail", w.address(n+1))
		case 4:
			p.set("Alleo_Access", w.some(true, true, false, nil, "?"))
		case 5:
			p.set(oneOffHealth, w.some(nil, "10", "20", "-1", "?"))
		case 6:
			p.set("FirstName", w.some("Anna", "Bea", nil))
		case 7:
			w.contracts = append(w.contracts, contract(p.ids[0], now.AddDays(w.r.IntN(9)-4).String(), ""))
		case 8:
			if w.r.IntN(4) == 0 {
				w.people[n] = &someone{} // disappears, somebody else gets the place
				w.employ(w.people[n], 100+w.r.IntN(1000)*100+n, now)
			}
		}
	}
}

// employ adds a row, at times under a new employee id.
func (w *world) employ(p *someone, n int, now civil.Date) {
	id := fmt.Sprintf("E%d", n)
	if len(p.ids) > 0 && w.r.IntN(2) == 0 {
		id = fmt.Sprintf("E%dx%d", n, len(p.ids))
	}
	if !slices.Contains(p.ids, id) {
		p.ids = append(p.ids, id)
	}
	row := employee(id, with{
		"PersonId": fmt.Sprintf("P%d", n), "Mail": w.address(n), oneOffHealth: nil,
		"EmploymentStart": w.some(moment("2020-01-01"), w.around(now)), "EmploymentEnd": w.some(nil, nil, w.around(now)),
	})
	if len(p.rows) > 0 { // one profile for all rows of a person, so that the order of equal rows does not matter
		for column, value := range p.rows[0] {
			if !slices.Contains([]string{"EmployeeId", "EmploymentStart", "EmploymentEnd"}, column) {
				row[column] = value
			}
		}
	}
	p.rows = append(p.rows, row)
}

func (w *world) some(values ...any) any    { return values[w.r.IntN(len(values))] }
func (w *world) around(now civil.Date) any { return moment(now.AddDays(w.r.IntN(40) - 20).String()) }
func (p *someone) set(column string, value any) {
	for _, row := range p.rows {
		row[column] = value
	}
}

func (w *world) address(n int) any {
	return w.some(fmt.Sprintf("p%d@example.test", n), fmt.Sprintf("p%d@example.test", n), fmt.Sprintf("p%d@example.test", 1+w.r.IntN(12)), "shared@example.test", nil)
}

func (w *world) rows() []afas.Row {
	var all []afas.Row
	for _, p := range w.people {
		all = append(all, p.rows...)
	}
	return all
}

// forgetIDs makes some records of an Alleo that was filled by hand.
func forgetIDs(r *rand.Rand, current []alleo.Employee) []alleo.Employee {
	current = slices.Clone(current)
	for i := range current {
		if r.IntN(3) == 0 {
			current[i].ID, current[i].PersonID = "", ""
		}
	}
	return current
}

func throughJSON(t *testing.T, current []alleo.Employee) []alleo.Employee {
	t.Helper()
	text, err := json.Marshal(current)
	require.NoError(t, err)
	var again []alleo.Employee
	require.NoError(t, json.Unmarshal(text, &again))
	return again
}

func requireOneOutcomeEach(t *testing.T, w *world, got outcome) {
	t.Helper()
	changes := make(map[string]bool)
	for _, c := range got.plan.Changes {
		changes[c.Key], changes[strings.ToLower(c.New.ID)] = true, true
	}
	for _, p := range w.people {
		var skips int
		var changed bool
		for _, id := range p.ids {
			skips += len(got.skipped(id))
			changed = changed || changes[strings.ToLower(id)]
		}
		require.LessOrEqual(t, skips, 1, "one reason each")
		require.False(t, changed && skips > 0, "nobody is both changed and left out")
		kept := slices.ContainsFunc(got.people, func(e alleo.Employee) bool {
			return slices.Contains(p.ids, e.ID) || e.ID == "" && strings.EqualFold(e.Email, fmt.Sprint(p.rows[0]["Mail"]))
		})
		require.True(t, kept || skips == 1, "nobody disappears without a reason: %v", p.ids)
	}
}

func requireOrderDoesNotMatter(t *testing.T, r *rand.Rand, c company, want outcome) {
	t.Helper()
	c.employees, c.contracts, c.current = slices.Clone(c.employees), slices.Clone(c.contracts), slices.Clone(c.current)
	r.Shuffle(len(c.employees), func(i, j int) { c.employees[i], c.employees[j] = c.employees[j], c.employees[i] })
	r.Shuffle(len(c.contracts), func(i, j int) { c.contracts[i], c.contracts[j] = c.contracts[j], c.contracts[i] })
	r.Shuffle(len(c.current), func(i, j int) { c.current[i], c.current[j] = c.current[j], c.current[i] })
	got := c.run(t)
	require.Equal(t, want.people, got.people)
	require.Equal(t, want.findings, got.findings)
	require.Equal(t, want.plan, got.plan)
}

// requireLeaversOut says of the simplest people, those with one row and no contract, that nobody who has left keeps an open account.
func requireLeaversOut(t *testing.T, w *world, c company, got outcome) {
	t.Helper()
	for _, p := range w.people {
		end, err := p.rows[0].Date("EmploymentEnd")
		start, _ := p.rows[0].Date("EmploymentStart")
		hasContract := slices.ContainsFunc(w.contracts, func(row afas.Row) bool { return row["EmployeeId"] == p.ids[0] })
		if len(p.rows) > 1 || hasContract || err != nil || end.IsZero() || !end.Before(c.options.Today) || end.Before(start) {
			continue
		}
		for _, e := range got.people {
			require.False(t, e.ID == p.ids[0] && e.Active, "somebody who left on %s has an open account on %s", end, c.options.Today)
		}
	}
}

func requireNewOneOffs(t *testing.T, history map[string]bool, got outcome) {
	t.Helper()
	for _, c := range got.plan.Changes {
		for _, o := range alleo.NewOneOffs(c) {
			given := fmt.Sprint(c.New.ID, o)
			require.False(t, history[given], "a one-off is handed out once")
			history[given] = true
		}
	}
}

func requireOnboardingFixed(t *testing.T, got outcome) {
	t.Helper()
	for _, c := range got.plan.Changes {
		if c.Op == "update" {
			require.Equal(t, c.Old.Onboarding, c.New.Onboarding)
		}
	}
}

func requireUniqueAddresses(t *testing.T, current []alleo.Employee) {
	t.Helper()
	owner := make(map[string]string)
	for _, e := range current {
		require.Empty(t, owner[strings.ToLower(e.Email)], "two records have one address")
		owner[strings.ToLower(e.Email)] = alleo.Key(e)
	}
}
