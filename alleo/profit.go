package alleo

import (
	"cmp"
	"errors"
	"iter"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// The GetConnectors that Alleo publishes for AFAS (alleo.md §2.1).
const (
	EmployeesConnector = "Profit_Employees_Alleo"
	ContractsConnector = "Profit_Contract"
)

// Identity says which id makes two rows one person and becomes the ID of the record.
type Identity int

// The identities.
const (
	ByEmployeeID Identity = iota
	ByPersonID
)

// ProfitOptions is how [FromProfit] reads. Only Today is required.
type ProfitOptions struct {
	Today    civil.Date // on the Amsterdam calendar
	Columns  Columns    // an empty name means its default
	Access   string     // column of the access tick box; empty: DefaultAccessColumn; NoAccessColumn: everyone is eligible
	Identity Identity

	// Current is who is in Alleo now, as it was applied last or as Alleo tells; nil is nobody. It is not changed.
	Current []Employee

	// InAdvance creates future starters at once, with the day on which their account opens, as Alleo's CSV allows. Without it they are
	// created on their first day, because SCIM knows no such day.
	InAdvance bool

	// OffboardWithdrawn off-boards people whose access was taken away. Without it that is only recorded, because Alleo does not say what
	// it does with them (alleo.md §3).
	OffboardWithdrawn bool

	// Names of the connectors for error texts; empty: EmployeesConnector and ContractsConnector.
	Employees, Contracts string
}

func (o ProfitOptions) withDefaults() ProfitOptions {
	o.Columns = o.Columns.withDefaults()
	o.Access = cmp.Or(o.Access, DefaultAccessColumn)
	o.Employees = cmp.Or(o.Employees, EmployeesConnector)
	o.Contracts = cmp.Or(o.Contracts, ContractsConnector)
	return o
}

// FromProfit reads the rows of the two GetConnectors and gives the records that Alleo should have, sorted by [Key], with the findings,
// sorted by key and code. contracts may be nil. Compare the records with Current through plansync.Diff.
//
// The records are everyone who is or should be in Alleo: also those who are left out for now but have an account (as it is in
// Current), and those who were off-boarded before. Who is active in Current and no longer in the source is not among them, so that the
// plan shows them as missing. A source without any row gives no records at all, so that the plan can refuse it.
//
// The rows may come in any order. A leaver must still be among them: a filter on the connector should keep employments for at least 90
// days after their end, or the person is only ever missing and never off-boarded.
//
// Errors: a [*MissingColumnsError] when the first row of a connector lacks a column, a [*LostColumnError] when AFAS lost a column with
// ids, and whatever error the sequences give, as it is. After an error there are no records.
//
// It holds what it needs of all rows in memory, and is safe for concurrent use.
func FromProfit(employees, contracts iter.Seq2[afas.Row, error], o ProfitOptions) ([]Employee, []Finding, error) {
	if o.Today.IsZero() {
		return nil, nil, errors.New("alleo: ProfitOptions.Today is not set: pass the day on the Amsterdam calendar")
	}
	r := profitReader{ProfitOptions: o.withDefaults()}
	lines, err := r.readEmployees(employees)
	if err != nil || len(lines) == 0 {
		return nil, nil, err
	}
	terms, err := r.readContracts(contracts)
	if err != nil {
		return nil, nil, err
	}
	people, findings, err := settle(r.persons(lines, terms), rules{
		today:             o.Today,
		current:           o.Current,
		inAdvance:         o.InAdvance,
		offboardWithdrawn: o.OffboardWithdrawn,
	})
	return people, append(r.lostBudgets(), findings...), err
}
