package afastest

import (
	"encoding/json"
	"fmt"
	"sync"
)

// A table holds the rows of one GetConnector. It never changes: new rows are a new table, so that an answer is always read
// from one state of the environment.
type table struct {
	fields []Field
	index  map[string]int
	rows   [][]byte        // every row as the compact JSON that answers show
	hidden map[cell]moment // moments with a fraction of a second, which the row does not show

	lock    sync.Mutex // guards what follows, worked out when first asked for
	columns map[int][]value
	orders  map[string][]int32
}

type cell struct{ row, column int }

// newTable reads the rows of a connector. Without rows and without explicit fields it keeps the definition of before.
func newTable(c Connector, before []Field) (*table, error) {
	rows, err := encodeRows(c.Rows)
	if err != nil {
		return nil, err
	}
	fields := before
	switch {
	case len(c.Fields) > 0:
		fields, err = completeFields(c.Fields)
	case len(rows) > 0:
		fields, err = deriveFields(rows)
	}
	if err != nil {
		return nil, err
	}
	t := &table{
		fields: fields, index: make(map[string]int, len(fields)), hidden: map[cell]moment{},
		columns: map[int][]value{}, orders: map[string][]int32{},
	}
	for i, f := range fields {
		t.index[f.ID] = i
	}
	return t, t.load(rows, c.Replaced)
}

// load turns rows into what answers show: every field, in the order of the definition.
func (t *table) load(rows [][]byte, replaced []string) error {
	lost := make([]bool, len(t.fields))
	for _, name := range replaced {
		i, ok := t.index[name]
		if !ok {
			return fmt.Errorf("replaced column %q is not in the definition", name)
		}
		lost[i] = true
	}
	keys := make([][]byte, len(t.fields))
	for i, f := range t.fields {
		keys[i], _ = json.Marshal(f.ID)
	}
	values := make([][]byte, len(t.fields))
	for n, row := range rows {
		if err := collect(row, t.index, values); err != nil {
			return fmt.Errorf("row %d: %w", n+1, err)
		}
		for i := range values {
			values[i] = t.shown(cell{n, i}, values[i], lost[i])
		}
		rows[n] = assemble(keys, values, len(row))
	}
	t.rows = rows
	return nil
}

// shown gives a value as answers show it. A moment is shown in whole seconds: its fraction is kept aside.
func (t *table) shown(at cell, value []byte, lost bool) []byte {
	switch {
	case lost:
		return []byte(`"` + lostColumn + `"`)
	case value == nil:
		return []byte("null")
	case t.fields[at.column].DataType != typeDate || value[0] != '"':
		return value
	}
	m, ok := parseMoment(text(value))
	if !ok {
		return value
	}
	if m.round() != m {
		t.hidden[at] = m
	}
	return []byte(`"` + m.shown() + `"`)
}

func assemble(keys, values [][]byte, size int) []byte {
	row := append(make([]byte, 0, size+64), '{')
	for i, value := range values {
		if i > 0 {
			row = append(row, ',')
		}
		row = append(append(row, keys[i]...), ':')
		row = append(row, value...)
	}
	return append(row, '}')
}

// column gives the typed values of a column, for filters and ordering.
func (t *table) column(i int) []value {
	t.lock.Lock()
	defer t.lock.Unlock()
	if values, ok := t.columns[i]; ok {
		return values
	}
	values := make([]value, len(t.rows))
	for n, row := range t.rows {
		at := 0
		for _, shown := range members(row) {
			if at == i {
				values[n] = newValue(shown, t.fields[i].DataType)
				break
			}
			at++
		}
	}
	for at, m := range t.hidden {
		if at.column == i {
			values[at.row] = momentValue(m)
		}
	}
	t.columns[i] = values
	return values
}
