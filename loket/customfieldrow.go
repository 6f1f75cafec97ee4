package loket

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
)

// CustomFieldRow is a row of the list of values for a whole employer. Loket writes one value under a name that sounds like several; a list is read too, and so is a row that names the
// employee instead of the employment (loket-rest.md §4.8).
type CustomFieldRow struct {
	EmploymentID string
	EmployeeID   string // empty, as far as is known
	Values       CustomFieldValues
}

// UnmarshalJSON reads a row of either list.
func (r *CustomFieldRow) UnmarshalJSON(data []byte) error {
	var row struct {
		EmploymentID string                `json:"employmentId"`
		EmployeeID   string                `json:"employeeId"`
		OfEmployee   oneOrMoreCustomFields `json:"employeeCustomFields"`
		OfEmployment oneOrMoreCustomFields `json:"employmentCustomFields"`
	}
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	*r = CustomFieldRow{row.EmploymentID, row.EmployeeID, CustomFieldValues(append(row.OfEmployee, row.OfEmployment...))}
	return nil
}

// owner is the id that the row is under, in lower case: ids are compared without it (loket-rest.md §7).
func (r CustomFieldRow) owner() string {
	if r.EmployeeID != "" {
		return strings.ToLower(r.EmployeeID)
	}
	return strings.ToLower(r.EmploymentID)
}

type oneOrMoreCustomFields CustomFieldValues

func (v *oneOrMoreCustomFields) UnmarshalJSON(data []byte) error {
	if data = bytes.TrimSpace(data); len(data) == 0 || data[0] != '{' {
		return json.Unmarshal(data, (*CustomFieldValues)(v))
	}
	*v = make(oneOrMoreCustomFields, 1)
	return json.Unmarshal(data, &(*v)[0])
}

// isMissing reports whether a list is not there for this user.
func isMissing(err error) bool { return errors.Is(err, ErrNotFound) || errors.Is(err, ErrForbidden) }
