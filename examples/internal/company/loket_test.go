package company_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/company"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func TestTheSameDayGivesTheSameEmployer(t *testing.T) {
	t.Parallel()
	require.Equal(t, company.LoketAt(today), company.LoketAt(today))
}

func TestTheEmployerHasAbout120People(t *testing.T) {
	t.Parallel()
	for _, d := range days() {
		require.InDelta(t, 120, len(company.LoketAt(d).Employees), 10, d)
	}
}

// What is made up must be something that Loket can have: unique numbers and ids, first names of at most 28 characters, and so on.
func TestLoketTakesTheEmployer(t *testing.T) {
	t.Parallel()
	for n := range 7 {
		_, err := lokettest.New(lokettest.Environment{Employers: []lokettest.Employer{company.LoketAt(today.AddDays(n))}, Today: today.AddDays(n).String()})
		require.NoError(t, err)
	}
}

func TestEveryAddressAtLoketIsInAReservedDomain(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, e := range company.LoketAt(today).Employees {
		for _, mail := range []string{e.BusinessEmail, e.Email} {
			if mail == "" {
				continue
			}
			_, domain, _ := strings.Cut(mail, "@")
			require.Contains(t, []string{"example.test", "mail.example.org"}, domain)
			require.True(t, !seen[mail] || mail == "receptie@example.test", mail)
			seen[mail] = true
		}
	}
}

func TestOneDayChangesOnlyAFewEmployees(t *testing.T) {
	t.Parallel()
	for _, d := range days()[:60] {
		before := map[string]bool{}
		for _, e := range company.LoketAt(d.AddDays(-1)).Employees {
			before[written(t, e)] = true
		}
		changed := 0
		for _, e := range company.LoketAt(d).Employees {
			if !before[written(t, e)] {
				changed++
			}
		}
		require.LessOrEqual(t, changed, 10, d)
	}
}

func written(t *testing.T, e lokettest.Employee) string {
	t.Helper()
	for i := range e.Employments {
		e.Employments[i].LeaveBalances = nil // a new year brings new ones for everybody
	}
	data, err := json.Marshal(e)
	require.NoError(t, err)
	return string(data)
}
