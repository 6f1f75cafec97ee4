package alleo

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
)

// Columns names the columns of the two GetConnectors. An empty name means the default, see [DefaultColumns].
type Columns struct {
	EmployeeID string
	PersonID   string // optional: recognises one person with two employee ids
	Email      string
	FirstName  string
	LastName   string
	Prefix     string
	Department string
	Birthday   string
	Start      string // first day of the employment
	End        string // last day of the employment
	Contract   ContractColumns
}

// ContractColumns names the columns of the connector with one row per contract.
type ContractColumns struct {
	EmployeeID string
	Start      string
	End        string
}

// DefaultColumns gives the columns of Profit_Employees_Alleo as Alleo publishes them (alleo.md §2.1) and those of Profit_Contract,
// which it does not publish: these are a guess (afas-connectors.md §9.1).
func DefaultColumns() Columns {
	return Columns{
		EmployeeID: "EmployeeId",
		PersonID:   "PersonId",
		Email:      "Mail",
		FirstName:  "FirstName",
		LastName:   "BirthName",
		Prefix:     "PrefixBirthName",
		Department: "Department",
		Birthday:   "DateOfBirth",
		Start:      "EmploymentStart",
		End:        "EmploymentEnd",
		Contract: ContractColumns{
			EmployeeID: "EmployeeId",
			Start:      "ContractStart",
			End:        "ContractEnd",
		},
	}
}

// ParseColumns reads a list such as "email=Mail_Work,contract.start=Begin": the defaults with the named ones replaced. The keys are
// employee_id, person_id, email, first_name, last_name, prefix, department, birthday, start, end, contract.employee_id,
// contract.start and contract.end. A key that does not exist, appears twice or has no column is an error; empty text is the defaults.
func ParseColumns(text string) (Columns, error) {
	columns := DefaultColumns()
	if strings.TrimSpace(text) == "" {
		return columns, nil
	}
	byKey := make(map[string]*string)
	for _, s := range columns.settings() {
		byKey[s.key] = s.column
	}
	var errs []error
	seen := make(map[string]bool)
	for part := range strings.SplitSeq(text, ",") {
		key, column, _ := strings.Cut(part, "=")
		key, column = strings.TrimSpace(key), strings.TrimSpace(column)
		target, known := byKey[key]
		switch {
		case !known:
			errs = append(errs, fmt.Errorf("alleo: columns: no key %q; the keys are %s", key, strings.Join(columns.keys(), ", ")))
		case column == "":
			errs = append(errs, fmt.Errorf("alleo: columns: key %q has no column; write %s=COLUMN", key, key))
		case seen[key]:
			errs = append(errs, fmt.Errorf("alleo: columns: key %q appears twice; keep one", key))
		default:
			*target = column
		}
		seen[key] = true
	}
	if err := errors.Join(errs...); err != nil {
		return Columns{}, err
	}
	return columns, nil
}

// String gives all columns in the form that [ParseColumns] reads.
func (c Columns) String() string {
	var parts []string
	for _, s := range c.settings() {
		parts = append(parts, s.key+"="+*s.column)
	}
	return strings.Join(parts, ",")
}

// setting is one key of ParseColumns and the column that it stands for.
type setting struct {
	key    string
	column *string
}

func (c *Columns) settings() []setting {
	return []setting{
		{"employee_id", &c.EmployeeID},
		{"person_id", &c.PersonID},
		{"email", &c.Email},
		{"first_name", &c.FirstName},
		{"last_name", &c.LastName},
		{"prefix", &c.Prefix},
		{"department", &c.Department},
		{"birthday", &c.Birthday},
		{"start", &c.Start},
		{"end", &c.End},
		{"contract.employee_id", &c.Contract.EmployeeID},
		{"contract.start", &c.Contract.Start},
		{"contract.end", &c.Contract.End},
	}
}

func (c *Columns) keys() []string {
	var keys []string
	for _, s := range c.settings() {
		keys = append(keys, s.key)
	}
	return keys
}

// withDefaults gives the columns with the default for every empty name.
func (c Columns) withDefaults() Columns {
	defaults := DefaultColumns()
	for i, s := range c.settings() {
		*s.column = cmp.Or(*s.column, *defaults.settings()[i].column)
	}
	return c
}
