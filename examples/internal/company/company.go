// Package company is the made-up company of the examples: about 250 people as AFAS Profit shows them in the two GetConnectors that Alleo reads, with every
// awkward case of afas-connectors.md §10.2 that an employee connector can show. Nobody in it exists.
//
// The same day always gives the same company, and from one day to the next only that changes which a day brings: people start, leave, are extended.
package company

import (
	"slices"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// The names of the GetConnectors (afas-connectors.md §9.1).
const (
	EmployeesConnector = "Profit_Employees_Alleo"
	ContractsConnector = "Profit_Contract"
)

// Row is one row of a GetConnector: column to value, in the way AFAS writes values. An empty field is nil.
type Row = map[string]any

// Company is what the two connectors answer on one day. Rows may be changed: every call of [At] makes new ones.
type Company struct {
	Employees []Row // Profit_Employees_Alleo, one row per employment
	Contracts []Row // Profit_Contract, one row per contract
}

// At gives the company as AFAS shows it on the day.
func At(today civil.Date) Company {
	return Company{
		Employees: slices.Concat(staff(), passingThrough(today), awkwardEmployees(today)),
		Contracts: slices.Concat(staffContracts(), passingContracts(today), awkwardContracts(today)),
	}
}
