package afastest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"reflect"
)

// encodeRows gives every row that the caller handed over as a compact JSON object.
func encodeRows(rows any) ([][]byte, error) {
	if raw, ok := rows.(json.RawMessage); ok {
		return splitRows(raw)
	}
	sequence, err := rowSequence(rows)
	if err != nil {
		return nil, err
	}
	var encoded [][]byte
	for row := range sequence {
		object, err := json.Marshal(row)
		if err != nil {
			return nil, fmt.Errorf("row %d: %w", len(encoded)+1, err)
		}
		if object[0] != '{' {
			return nil, fmt.Errorf("row %d is not a struct or a map of column names to values", len(encoded)+1)
		}
		encoded = append(encoded, object)
	}
	return encoded, nil
}

func splitRows(raw json.RawMessage) ([][]byte, error) {
	var compact bytes.Buffer
	if len(raw) == 0 {
		return nil, nil
	}
	if err := json.Compact(&compact, raw); err != nil {
		return nil, err
	}
	if isNull(compact.Bytes()) {
		return nil, nil
	}
	if compact.Bytes()[0] != '[' {
		return nil, errors.New("rows are not a JSON array")
	}
	var rows [][]byte
	for row := range elements(compact.Bytes()) {
		if row[0] != '{' {
			return nil, fmt.Errorf("row %d is not a JSON object", len(rows)+1)
		}
		rows = append(rows, row)
	}
	return rows, nil
}

func rowSequence(rows any) (iter.Seq[any], error) {
	switch sequence := rows.(type) {
	case iter.Seq[any]:
		return sequence, nil
	case func(func(any) bool):
		return sequence, nil
	}
	v := reflect.ValueOf(rows)
	switch v.Kind() {
	case reflect.Invalid:
		return func(func(any) bool) {}, nil
	case reflect.Slice, reflect.Array:
		return func(yield func(any) bool) {
			for i := range v.Len() {
				if !yield(v.Index(i).Interface()) {
					return
				}
			}
		}, nil
	}
	return nil, fmt.Errorf("rows are a %T: use a slice of maps or structs, a json.RawMessage or an iter.Seq[any]", rows)
}

// collect puts the values of a row at the places of their columns; columns the row does not have stay nil.
func collect(row []byte, index map[string]int, found [][]byte) error {
	clear(found)
	for key, value := range members(row) {
		i, ok := lookUp(index, key)
		switch {
		case !ok:
			return fmt.Errorf("column %s is not in the definition", key)
		case value[0] == '{' || value[0] == '[':
			return fmt.Errorf("column %s holds more than a single value", key)
		case found[i] != nil:
			return fmt.Errorf("column %s is there twice", key)
		}
		found[i] = value
	}
	return nil
}

// lookUp finds a JSON key without making a string of it, which is what loading a big set would spend its time on.
func lookUp(index map[string]int, key []byte) (int, bool) {
	if bytes.IndexByte(key, '\\') >= 0 {
		i, ok := index[text(key)]
		return i, ok
	}
	i, ok := index[string(key[1:len(key)-1])]
	return i, ok
}
