package afastest

import (
	"fmt"
	"strings"
)

// Field is a column of a GetConnector, as GET /metainfo/get/{id} describes it (afas-profit-rest.md §4). Only ID is needed:
// what is empty is filled in when the environment starts.
type Field struct {
	ID              string `json:"id"`       // name of the column in rows, filters and ordering
	FieldID         string `json:"fieldId"`  // internal code of the column, such as "U001"
	DataType        string `json:"dataType"` // string, int, decimal, date (a day or a moment), boolean or blob
	Label           string `json:"label"`
	Length          int    `json:"length"`
	ControlType     int    `json:"controlType"`
	Decimals        int    `json:"decimals"`
	DecimalsFieldID string `json:"decimalsFieldId"`
}

// The data types that GetConnectors know (afas-profit-rest.md §4).
const (
	typeString  = "string"
	typeInt     = "int"
	typeDecimal = "decimal"
	typeDate    = "date"
	typeBoolean = "boolean"
	typeBlob    = "blob"
)

// lostColumn is what a column answers whose link in the database is gone, whatever its type (afas-profit-rest.md §3.6).
const lostColumn = "(replaced)"

// complete fills in what the caller left out of the field at position n of a definition.
func (f Field) complete(n int) Field {
	if f.DataType == "" {
		f.DataType = typeString
	}
	if f.FieldID == "" {
		f.FieldID = fmt.Sprintf("U%03d", n+1)
	}
	if f.Label == "" {
		f.Label = strings.ReplaceAll(f.ID, "_", " ")
	}
	if f.Length == 0 && f.DataType == typeString {
		f.Length = 255
	}
	if f.Decimals == 0 && f.DataType == typeDecimal {
		f.Decimals = 2
	}
	if f.ControlType == 0 {
		f.ControlType = controlType(f.DataType)
	}
	return f
}

// controlType gives the seen values: 1 text, 5 number, 23 remark. No catalogue is published.
func controlType(dataType string) int {
	switch dataType {
	case typeInt, typeDecimal:
		return 5
	case typeBlob:
		return 23
	}
	return 1
}

// completeFields checks and completes an explicit definition.
func completeFields(fields []Field) ([]Field, error) {
	complete := make([]Field, len(fields))
	seen := make(map[string]bool, len(fields))
	for i, f := range fields {
		switch f.DataType {
		case "", typeString, typeInt, typeDecimal, typeDate, typeBoolean, typeBlob:
		default:
			return nil, fmt.Errorf("field %q has the data type %q: use string, int, decimal, date, boolean or blob", f.ID, f.DataType)
		}
		if f.ID == "" || seen[f.ID] {
			return nil, fmt.Errorf("field %d is called %q: every field needs a name of its own", i+1, f.ID)
		}
		seen[f.ID] = true
		complete[i] = f.complete(i)
	}
	return complete, nil
}

// deriver works out a definition from the rows: the columns in the order in which they are first seen, and the narrowest type that
// fits all values of a column.
type deriver struct {
	fields []Field
	index  map[string]int
}

func (d *deriver) add(row []byte) error {
	for key, value := range members(row) {
		i, ok := lookUp(d.index, key)
		if !ok {
			i = len(d.fields)
			d.index[text(key)] = i
			d.fields = append(d.fields, Field{ID: text(key)})
		}
		if isNull(value) || d.fields[i].DataType == typeString && value[0] == '"' {
			continue
		}
		merged, ok := mergeTypes(d.fields[i].DataType, typeOf(value))
		if !ok {
			return fmt.Errorf("column %q holds values of different types: describe it in Fields", d.fields[i].ID)
		}
		d.fields[i].DataType = merged
	}
	return nil
}

func deriveFields(rows [][]byte) ([]Field, error) {
	d := deriver{index: map[string]int{}}
	for n, row := range rows {
		if err := d.add(row); err != nil {
			return nil, fmt.Errorf("row %d: %w", n+1, err)
		}
	}
	for i, f := range d.fields {
		d.fields[i] = f.complete(i)
	}
	return d.fields, nil
}

// typeOf gives the data type of one value, or "" when it says nothing about its column.
func typeOf(value []byte) string {
	switch value[0] {
	case 't', 'f':
		return typeBoolean
	case '"':
		s := text(value)
		if s == lostColumn {
			return ""
		}
		if _, ok := parseMoment(s); ok {
			return typeDate
		}
		return typeString
	}
	if strings.ContainsAny(string(value), ".eE") {
		return typeDecimal
	}
	return typeInt
}

func mergeTypes(a, b string) (string, bool) {
	switch {
	case a == b || b == "":
		return a, true
	case a == "":
		return b, true
	case a == typeInt && b == typeDecimal, a == typeDecimal && b == typeInt:
		return typeDecimal, true
	case a == typeDate && b == typeString, a == typeString && b == typeDate:
		return typeString, true
	}
	return "", false
}
