package afas

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
)

// RowError says that one column of one row does not fit the caller's struct. It does not contain the value, nor the decoder's error, which could quote it.
//
// One reason is documented: AFAS answers the text "(replaced)" in a column whose link in the database is gone, whatever its type
// (afas-profit-rest.md §3.6). The connector's definition has to be mended then.
type RowError struct {
	Connector string
	Row       int    // counted from 0, in the order of reading, skipped rows included
	Column    string // empty when the row as a whole cannot be decoded
	Type      string // the Go type that the column should have been decoded into
	Lost      bool   // AFAS has lost the column
}

// Error names connector, row, column and type, and says what to do.
func (e *RowError) Error() string {
	text := fmt.Sprintf("afas: connector %q, row %d", e.Connector, e.Row)
	if e.Column != "" {
		text += fmt.Sprintf(", column %q", e.Column)
	}
	text += ": cannot be read as " + e.Type
	if e.Lost {
		text += `: AFAS answers "(replaced)" because the definition has lost this column; link it again in the GetConnector`
	}
	return text
}

// decoding is what the decoding of a page needs to know for its errors.
type decoding struct {
	connector string
	types     map[string]reflect.Type // of the struct's columns; none where T is no struct or decodes itself
	onError   func(*RowError) error
}

// decodePage decodes a page in one go, each row into a fresh zero value. Only if that fails does it go row by row, and in the bad rows column by column.
func decodePage[T any](p page, d decoding) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		rows := make([]T, 0, len(p.rows))
		if len(p.rows) == 0 {
			return
		}
		if !d.hasLost(p.array) && json.Unmarshal(p.array, &rows) == nil {
			for i := range rows {
				if !yield(rows[i], nil) {
					return
				}
			}
			return
		}
		for i, raw := range p.rows {
			row, err := decodeRow[T](raw, d, p.first+i)
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
}

// decodeRow decodes one row. With the caller's consent, what does not fit stays empty.
func decodeRow[T any](raw []byte, d decoding, number int) (T, error) {
	var row T
	err := json.Unmarshal(raw, &row)
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		raw = fixNumbers(raw)
		err = json.Unmarshal(raw, &row)
	}
	switch {
	case err == nil && !d.hasLost(raw):
		return row, nil
	case decodesItself(reflect.TypeFor[T]()), raw[0] != '{', !json.Valid(raw):
		err = d.ask(&RowError{Connector: d.connector, Row: number, Type: reflect.TypeFor[T]().String()})
		return emptyRow[T](), err
	}
	return decodeColumns[T](raw, d, number)
}

// decodeColumns decodes a row column by column.
func decodeColumns[T any](raw []byte, d decoding, number int) (T, error) {
	row := emptyRow[T]()
	var stop error
	_ = eachMember(raw, func(name, value []byte) bool { // the row is valid JSON
		column := []byte("{" + string(name) + ":" + string(value) + "}")
		var probe T // a value that does not fit may leave half of itself behind
		err := json.Unmarshal(column, &probe)
		t := d.types[unquote(name)]
		lost := unquote(value) == lostColumn
		if err == nil && !(lost && isText(t)) {
			stop = json.Unmarshal(column, &row)
			return stop == nil
		}
		stop = d.ask(&RowError{Connector: d.connector, Row: number, Column: unquote(name), Type: typeName[T](t, err), Lost: lost})
		return stop == nil
	})
	if stop != nil {
		return *new(T), stop
	}
	return row, nil
}

// emptyRow gives the row of which nothing could be decoded: where T is a pointer, it points to something all the same.
func emptyRow[T any]() T {
	var row T
	if t := reflect.TypeFor[T](); t.Kind() == reflect.Pointer {
		reflect.ValueOf(&row).Elem().Set(reflect.New(t.Elem()))
	}
	return row
}

// ask gives the caller's answer to a fault: nil to go on.
func (d decoding) ask(fault *RowError) error {
	if d.onError == nil {
		return fault
	}
	return d.onError(fault)
}

// hasLost reports whether there may be a lost column among those of the struct. In a column of text it would otherwise pass for somebody's name.
func (d decoding) hasLost(raw []byte) bool {
	return len(d.types) > 0 && bytes.Contains(raw, []byte(lostColumn))
}

// isText reports whether any text can be decoded into the type.
func isText(t reflect.Type) bool {
	return t != nil && withoutPointers(t).Kind() == reflect.String
}

// typeName names the type of a column, also where only the decoder knows which one it chose.
func typeName[T any](t reflect.Type, err error) string {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && t == nil {
		t = e.Type
	}
	if t == nil {
		t = reflect.TypeFor[T]()
	}
	return t.String()
}
