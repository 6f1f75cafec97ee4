package afas

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Row is a row of any GetConnector, without a struct: column name to value, where a value is a string, a [json.Number]
// (so that numbers stay exact), a bool, or nil for an empty field. AFAS sends every column in every row
// (afas-profit-rest.md §3.6), so a column that is not in the map is one that the connector does not have.
//
// The accessors give the zero value and no error for an empty field, and a [*ColumnError] for a column that the row does not have,
// that AFAS has lost, or whose value is of another type. Their errors never contain the value.
type Row map[string]any

// lostColumn is what AFAS answers in a column whose link in the database is gone, whatever its type (afas-profit-rest.md §3.6).
const lostColumn = "(replaced)"

// ColumnError says that one column of a [Row] could not be read as the type asked for.
type ColumnError struct {
	Column string
	Want   string // the type asked for, such as "day"
	Reason string // what is wrong, never the value
}

// Error names the column and what is wrong with it.
func (e *ColumnError) Error() string {
	return fmt.Sprintf("afas: column %q: not a %s: %s", e.Column, e.Want, e.Reason)
}

// UnmarshalJSON keeps numbers as [json.Number].
func (r *Row) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return err
	}
	*r = m
	return nil
}

// Columns gives the names of the row's columns, sorted.
func (r Row) Columns() []string { return slices.Sorted(maps.Keys(r)) }

// Has reports whether the row has the column, empty or not.
func (r Row) Has(column string) bool {
	_, ok := r[column]
	return ok
}

// Empty reports whether the field is empty: null, text of nothing but blanks, or no such column.
func (r Row) Empty(column string) bool {
	switch v := r[column].(type) {
	case nil:
		return true
	case string:
		return strings.TrimSpace(v) == ""
	}
	return false
}

// Lost reports whether AFAS has lost the column: it then answers the text "(replaced)" in every row.
func (r Row) Lost(column string) bool { return r[column] == lostColumn }

// Text gives the field as text: numbers as AFAS wrote them, yes/no as "true" and "false".
func (r Row) Text(column string) (string, error) { return r.text(column, "text") }

// Date gives the field as a day. The time of day that AFAS adds to every day is dropped, its false Z as well.
func (r Row) Date(column string) (civil.Date, error) {
	var day civil.Date
	err := r.parse(column, "day", day.UnmarshalText)
	return day, err
}

// DateTime gives the field as a moment on the Amsterdam clock.
func (r Row) DateTime(column string) (civil.DateTime, error) {
	var moment civil.DateTime
	err := r.parse(column, "moment", moment.UnmarshalText)
	return moment, err
}

// Bool gives a yes/no field. Some connectors send 1 and 0, as number or text, for yes and no (afas-connectors.md §11): both are understood.
func (r Row) Bool(column string) (bool, error) {
	v, err := r.value(column, "yes/no")
	if err != nil || r.Empty(column) {
		return false, err
	}
	switch strings.ToLower(strings.TrimSpace(fmt.Sprint(v))) {
	case "true", "1":
		return true, nil
	case "false", "0":
		return false, nil
	}
	return false, &ColumnError{Column: column, Want: "yes/no", Reason: "neither true nor false"}
}

// Cents gives an amount of money in cents, exactly. More than two decimals that are not zero are an error.
func (r Row) Cents(column string) (int64, error) {
	text, err := r.text(column, "amount")
	if err != nil || strings.TrimSpace(text) == "" {
		return 0, err
	}
	cents, ok := parseCents(strings.TrimSpace(text))
	if !ok {
		return 0, &ColumnError{Column: column, Want: "amount", Reason: "not a number with at most two decimals, or too large for cents"}
	}
	return cents, nil
}

// value gives what is in the column, or an error when the row has no such column or AFAS has lost it.
func (r Row) value(column, want string) (any, error) {
	v, ok := r[column]
	switch {
	case !ok:
		return nil, &ColumnError{Column: column, Want: want, Reason: "the connector has no such column"}
	case v == lostColumn:
		return nil, &ColumnError{Column: column, Want: want, Reason: `AFAS answers "(replaced)" because the definition has lost this column; link it again in the GetConnector`}
	}
	return v, nil
}

// text gives the field as text for whatever is asked for.
func (r Row) text(column, want string) (string, error) {
	v, err := r.value(column, want)
	switch v := v.(type) {
	case nil:
		return "", err
	case string:
		return v, nil
	case json.Number:
		return v.String(), nil
	case bool:
		return strconv.FormatBool(v), nil
	}
	return "", &ColumnError{Column: column, Want: want, Reason: "neither text, a number nor yes/no"}
}

func (r Row) parse(column, want string, unmarshal func([]byte) error) error {
	text, err := r.text(column, want)
	if err != nil {
		return err
	}
	if unmarshal([]byte(strings.TrimSpace(text))) != nil {
		return &ColumnError{Column: column, Want: want, Reason: "not in the form in which AFAS writes one"}
	}
	return nil
}

func parseCents(text string) (int64, bool) {
	sign := int64(1)
	if rest, ok := strings.CutPrefix(text, "-"); ok {
		sign, text = -1, rest
	}
	whole, fraction, _ := strings.Cut(text, ".")
	fraction = strings.TrimRight(fraction, "0")
	if len(fraction) > 2 || strings.Trim(text, ".") == "" {
		return 0, false
	}
	digits := whole + fraction + strings.Repeat("0", 2-len(fraction))
	if strings.TrimLeft(digits, "0123456789") != "" {
		return 0, false
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	return sign * n, err == nil
}
