package afas

import (
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// VerifyError lists everything in which a Go struct and the definition of a GetConnector differ.
type VerifyError struct {
	Connector string
	Missing   []string    // columns that the struct or the caller expects and the connector does not have
	Misfits   []TypeFault // columns whose type cannot be decoded into the field

	similar map[string]string // columns that differ from a missing one in case only
}

// TypeFault is a column that does not fit.
type TypeFault struct {
	Column   string
	DataType string // in AFAS
	GoType   string // in the struct

	hint string
}

// Error lists all differences.
func (e *VerifyError) Error() string {
	var faults []string
	for _, column := range e.Missing {
		fault := fmt.Sprintf("no column %q", column)
		if similar := e.similar[column]; similar != "" {
			fault += fmt.Sprintf(" (there is %q)", similar)
		}
		faults = append(faults, fault)
	}
	for _, m := range e.Misfits {
		faults = append(faults, fmt.Sprintf("column %q is of type %s, which does not fit %s", m.Column, m.DataType, m.GoType)+m.hint)
	}
	return fmt.Sprintf("afas: connector %q: %s", e.Connector, strings.Join(faults, "; "))
}

// Verify compares T, and the further columns, with the live definition of the connector, and gives a [*VerifyError] that names every column that is missing and
// every one whose type cannot fit. Call it at the start of a program: a definition is the customer's, and changes without notice.
// A field whose type decodes itself (an [json.Unmarshaler]) fits everything; so does [Row], for which only the further columns are looked at.
func (r *Rows[T]) Verify(ctx context.Context, columns ...string) error {
	info, err := r.Info(ctx)
	if err != nil {
		return err
	}
	fault := &VerifyError{Connector: r.name, similar: map[string]string{}}
	expected := columnsOf(reflect.TypeFor[T]())
	for _, column := range columns {
		if _, ok := expected[column]; !ok {
			expected[column] = reflect.TypeFor[any]()
		}
	}
	for _, column := range slices.Sorted(maps.Keys(expected)) {
		field, ok := info.Column(column)
		if !ok {
			fault.Missing = append(fault.Missing, column)
			fault.similar[column] = info.similar(column)
		} else if t := expected[column]; !fits(field.DataType, t) {
			fault.Misfits = append(fault.Misfits, TypeFault{column, field.DataType, t.String(), hint(field.DataType)})
		}
	}
	if fault.Missing == nil && fault.Misfits == nil {
		return nil
	}
	return fault
}

// hint says what the field should be.
func hint(dataType string) string {
	switch dataType {
	case "date":
		return " (use civil.Date for a day, civil.DateTime for a moment)"
	case "decimal":
		return " (use json.Number or float64)"
	}
	return ""
}

var (
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
	number          = reflect.TypeFor[json.Number]()
	days            = []reflect.Type{reflect.TypeFor[civil.Date](), reflect.TypeFor[civil.DateTime]()}
)

// fits reports whether values of an AFAS type can be decoded into a Go type. A type that is not known fits.
func fits(dataType string, t reflect.Type) bool {
	t = withoutPointers(t)
	switch {
	case slices.Contains(days, t):
		return dataType == "date" || !slices.Contains([]string{"int", "decimal", "boolean", "blob"}, dataType)
	case t.Kind() == reflect.Interface, decodesItself(t):
		return true
	}
	kind := t.Kind()
	switch dataType {
	case "string", "date", "blob":
		isFile := dataType == "blob" && t == reflect.TypeFor[[]byte]() // in Base64
		return kind == reflect.String && t != number || reflect.PointerTo(t).Implements(textUnmarshaler) || isFile
	case "int":
		return t == number || kind >= reflect.Int && kind <= reflect.Float64
	case "decimal":
		return t == number || kind == reflect.Float32 || kind == reflect.Float64
	case "boolean":
		return kind == reflect.Bool
	}
	return true
}
