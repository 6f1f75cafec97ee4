package afas

import (
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
	onError   func(*RowError) error
}

// decodePage decodes a page in one go, each row into a fresh zero value. Only if that fails does it go row by row, and in the bad rows column by column.
func decodePage[T any](p page, d decoding) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var rows []T
		if len(p.rows) == 0 {
			return
		}
		if json.Unmarshal(p.array, &rows) == nil {
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
		row = *new(T)
		err = json.Unmarshal(raw, &row)
	}
	if err == nil {
		return row, nil
	}
	fault := &RowError{Connector: d.connector, Row: number, Type: reflect.TypeFor[T]().String()}
	if _, ok := any(&row).(json.Unmarshaler); ok || !json.Valid(raw) {
		return *new(T), d.ask(fault)
	}
	return decodeColumns[T](raw, d, number)
}

// decodeColumns decodes a row column by column.
func decodeColumns[T any](raw []byte, d decoding, number int) (T, error) {
	var row T
	var stop error
	err := eachMember(raw, func(name, value []byte) bool {
		column := []byte("{" + string(name) + ":" + string(value) + "}")
		var probe T // a value that does not fit may leave half of itself behind
		if err := json.Unmarshal(column, &probe); err != nil {
			fault := &RowError{
				Connector: d.connector,
				Row:       number,
				Column:    unquote(name),
				Type:      typeOfColumn[T](unquote(name), err),
				Lost:      unquote(value) == lostColumn,
			}
			stop = d.ask(fault)
			return stop == nil
		}
		stop = json.Unmarshal(column, &row)
		return stop == nil
	})
	return row, errors.Join(stop, err)
}

// ask gives the caller's answer to a fault: nil to go on.
func (d decoding) ask(fault *RowError) error {
	if d.onError == nil {
		return fault
	}
	return d.onError(fault)
}

func typeOfColumn[T any](column string, err error) string {
	if t, ok := columnsOf(reflect.TypeFor[T]())[column]; ok {
		return t.String()
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return e.Type.String()
	}
	return reflect.TypeFor[T]().String()
}
