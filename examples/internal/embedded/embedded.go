// Package embedded starts the fake systems with the made-up company in them.
package embedded

import (
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/company"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// AnyPort lets the system choose a free port on the loopback interface.
const AnyPort = "127.0.0.1:0"

// AFAS starts an AFAS at the address, with the company as it is on the day. The caller closes it.
func AFAS(address string, today civil.Date) (*afastest.Server, error) {
	people := company.At(today)
	return afastest.StartAt(address, afastest.Environment{
		AppName: "Alleo",
		Connectors: []afastest.Connector{
			{Name: company.EmployeesConnector, Description: "Medewerkers voor Alleo", Rows: people.Employees},
			{Name: company.ContractsConnector, Description: "Contracten", Rows: people.Contracts},
		},
	})
}

// Loket starts a Loket at the address, with the company as it is on the day. What becomes of a refresh token that is used is for the caller to say, who also closes it.
func Loket(address string, today civil.Date, refresh lokettest.Refresh) (*lokettest.Server, error) {
	return lokettest.StartAt(address, lokettest.Environment{
		ProviderName: "Kantoor De Linde",
		Employers:    []lokettest.Employer{company.LoketAt(today)},
		Today:        today.String(),
		Refresh:      refresh,
	})
}
