package alleo

import (
	"fmt"
	"slices"
	"strings"
)

// MissingColumnsError says that a connector lacks columns that are configured. Nothing can be read until the connector or the
// configuration is corrected: reading on would make everyone look as if the field were empty.
type MissingColumnsError struct {
	Connector string
	Columns   []string
}

// Error names the connector and the columns.
func (e *MissingColumnsError) Error() string {
	return fmt.Sprintf("alleo: connector %s has no column %s: add it to the connector, or name the right column",
		e.Connector, strings.Join(e.Columns, ", "))
}

// LostColumnError says that AFAS lost the link of a column with ids, so that no row can be attributed to anyone: it then answers
// "(replaced)" in every row (afas-profit-rest.md §3.6).
type LostColumnError struct {
	Connector string
	Column    string
}

// Error names the connector and the column.
func (e *LostColumnError) Error() string {
	return fmt.Sprintf("alleo: connector %s: column %s has lost its link in AFAS and reads (replaced): link it again in the connector definition",
		e.Connector, e.Column)
}

// RequiredColumns lists the columns that the two connectors must have, for a check against their metainfo before anything is read.
// The person id is among them when it is the identity, and when people in Alleo are known with one: without it, someone with two employee ids would become two people.
// The access column is among them only when there is one.
func (o ProfitOptions) RequiredColumns() (employees, contracts []string) {
	o = o.withDefaults()
	c := o.Columns
	employees = []string{c.EmployeeID, c.Email, c.FirstName, c.LastName, c.Prefix, c.Department, c.Birthday, c.Start, c.End}
	if o.Identity == ByPersonID || slices.ContainsFunc(o.Current, func(e Employee) bool { return e.PersonID != "" }) {
		employees = append(employees, c.PersonID)
	}
	if o.Access != NoAccessColumn {
		employees = append(employees, o.Access)
	}
	return employees, []string{c.Contract.EmployeeID, c.Contract.Start, c.Contract.End}
}

// CheckColumns compares the columns that the two connectors have, as their metainfo lists them, with those they must have. It gives
// nil or a [*MissingColumnsError] for the first connector that lacks some. Without a contract connector, contracts is nil.
func (o ProfitOptions) CheckColumns(employees, contracts []string) error {
	o = o.withDefaults()
	wantEmployees, wantContracts := o.RequiredColumns()
	if err := missing(o.Employees, wantEmployees, employees); err != nil || contracts == nil {
		return err
	}
	return missing(o.Contracts, wantContracts, contracts)
}

func missing(connector string, want, have []string) error {
	var columns []string
	for _, column := range want {
		if !slices.Contains(have, column) && !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	if columns == nil {
		return nil
	}
	return &MissingColumnsError{Connector: connector, Columns: columns}
}
