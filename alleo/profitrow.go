package alleo

import (
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// profitReader reads rows with the options' defaults filled in.
type profitReader struct {
	ProfitOptions
	budgetColumns []budgetColumn
	goneBudgets   []string // fields that someone in Alleo has and that have no column any more
}

// budgetColumn is a budget field and the column's name in this connector, which may differ in case.
type budgetColumn struct{ field, column string }

// line is one row of the employee connector.
type line struct {
	row      int
	id       string
	personID string
	work     period
	profile  profile
}

// readEmployees gives the lines in the order of the rows.
func (r *profitReader) readEmployees(rows iter.Seq2[afas.Row, error]) ([]line, error) {
	required, _ := r.RequiredColumns()
	var lines []line
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		if lines == nil {
			if err := missing(r.Employees, required, row.Columns()); err != nil {
				return nil, err
			}
			r.findBudgets(row)
		}
		for _, column := range []string{r.Columns.EmployeeID, r.Columns.PersonID} {
			if row.Lost(column) {
				return nil, &LostColumnError{Connector: r.Employees, Column: column}
			}
		}
		lines = append(lines, line{
			row:      len(lines) + 1,
			id:       text(row, r.Columns.EmployeeID),
			personID: text(row, r.Columns.PersonID),
			work:     readPeriod(row, r.Columns.Start, r.Columns.End),
			profile:  r.readProfile(row),
		})
	}
	return lines, nil
}

// readContracts gives the periods of the contracts by employee id.
func (r *profitReader) readContracts(rows iter.Seq2[afas.Row, error]) (map[string][]period, error) {
	if rows == nil {
		return nil, nil
	}
	_, required := r.RequiredColumns()
	columns := r.Columns.Contract
	periods := make(map[string][]period)
	first := true
	for row, err := range rows {
		if err != nil {
			return nil, err
		}
		if first {
			first = false
			if err := missing(r.Contracts, required, row.Columns()); err != nil {
				return nil, err
			}
		}
		if row.Lost(columns.EmployeeID) {
			return nil, &LostColumnError{Connector: r.Contracts, Column: columns.EmployeeID}
		}
		if id := fold(text(row, columns.EmployeeID)); id != "" {
			periods[id] = append(periods[id], readPeriod(row, columns.Start, columns.End))
		}
	}
	return periods, nil
}

func (r *profitReader) findBudgets(row afas.Row) {
	has := make(map[string]bool)
	for _, column := range row.Columns() {
		if isBudget(column) {
			r.budgetColumns = append(r.budgetColumns, budgetColumn{field: fold(column), column: column})
			has[fold(column)] = true
		}
	}
	for _, e := range r.Current {
		for _, field := range slices.Sorted(maps.Keys(e.Budgets)) {
			if !has[field] && !slices.Contains(r.goneBudgets, field) {
				r.goneBudgets = append(r.goneBudgets, field)
			}
		}
	}
}

// lostBudgets gives a finding for each budget that the connector no longer has: a column that is gone is not the same as one that was emptied.
func (r *profitReader) lostBudgets() []Finding {
	var findings []Finding
	for _, field := range r.goneBudgets {
		findings = append(findings, Finding{Code: CodeBudgetGone, Message: "connector " + r.Employees + " has no column " + field +
			" any more, the budgets stay as they are: add the column again, or empty it before it is removed"})
	}
	return findings
}

func (r *profitReader) readProfile(row afas.Row) profile {
	c := r.Columns
	p := profile{
		email:      text(row, c.Email),
		firstName:  text(row, c.FirstName),
		prefix:     text(row, c.Prefix),
		lastName:   text(row, c.LastName),
		department: text(row, c.Department),
		access:     AccessGranted,
		budgets:    r.readBudgets(row),
	}
	p.lastName = withoutPrefix(p.lastName, p.prefix)
	birthday, err := row.Date(c.Birthday)
	p.birthday, p.birthdayUnreadable = birthday, err != nil
	for _, f := range [...]struct{ name, column string }{
		{fieldEmail, c.Email}, {fieldFirstName, c.FirstName}, {fieldPrefix, c.Prefix}, {fieldLastName, c.LastName},
		{fieldDepartment, c.Department}, {fieldBirthday, c.Birthday},
	} {
		if row.Lost(f.column) {
			p.lost = append(p.lost, f.name)
		}
	}
	if r.Access != NoAccessColumn {
		p.access = readAccess(row, r.Access)
	}
	return p
}

func readAccess(row afas.Row, column string) Access {
	value, err := row.Text(column)
	if err != nil {
		return AccessUnreadable
	}
	return ParseAccess(value)
}

func (r *profitReader) readBudgets(row afas.Row) budgets {
	b := budgets{gone: r.goneBudgets}
	for _, c := range r.budgetColumns {
		if row.Empty(c.column) {
			continue
		}
		cents, err := row.Cents(c.column)
		if err != nil || cents < 0 {
			b.unreadable = append(b.unreadable, c.field)
			continue
		}
		if b.amounts == nil {
			b.amounts = make(map[string]int64)
		}
		b.amounts[c.field] = cents
	}
	return b
}

func readPeriod(row afas.Row, start, end string) period {
	first, startErr := row.Date(start)
	last, endErr := row.Date(end)
	return period{span: span{start: first, end: last}, unreadable: startErr != nil || endErr != nil}
}

// text gives a field without the blanks around it. A column that this row lacks is empty.
func text(row afas.Row, column string) string {
	value, err := row.Text(column)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(value)
}

// withoutPrefix drops a prefix that was typed in the last name as well (afas-connectors.md §10.2).
func withoutPrefix(lastName, prefix string) string {
	n := len(prefix)
	if n == 0 || len(lastName) <= n || !strings.EqualFold(lastName[:n], prefix) || lastName[n] != ' ' {
		return lastName
	}
	return strings.TrimSpace(lastName[n:])
}
