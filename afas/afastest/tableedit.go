package afastest

import (
	"encoding/json"
	"maps"
	"slices"
)

// A table never changes: these give another one in which some rows are different.

// rowsWith gives the rows that have the values in the columns; none without columns.
func (t *table) rowsWith(key map[int]value) []int {
	if len(key) == 0 {
		return nil
	}
	rows := make([]int, 0, 1)
	columns := map[int][]value{}
	for i := range key {
		columns[i] = t.column(i)
	}
	for n := range t.rows {
		same := true
		for i, v := range key {
			same = same && v.kind == columns[i][n].kind && v.compare(columns[i][n]) == 0
		}
		if same {
			rows = append(rows, n)
		}
	}
	return rows
}

// edited starts a table with other rows. What is known of columns that stay the same is kept.
func (t *table) edited(rows [][]byte, same func(column int) bool) *table {
	changed := &table{
		fields: t.fields, index: t.index, rows: rows, hidden: maps.Clone(t.hidden),
		columns: map[int][]value{}, orders: map[string][]int32{},
	}
	t.lock.Lock()
	defer t.lock.Unlock()
	for i, values := range t.columns {
		if same(i) {
			changed.columns[i] = values
		}
	}
	return changed
}

func none(int) bool { return false }

// withCells puts the values in the rows, by column.
func (t *table) withCells(rows []int, cells map[int][]byte) *table {
	changed := t.edited(slices.Clone(t.rows), func(column int) bool { return cells[column] == nil || len(rows) == 0 })
	for _, n := range rows {
		values := make([][]byte, 0, len(t.fields))
		for _, shown := range members(t.rows[n]) {
			values = append(values, shown)
		}
		for i, value := range cells {
			delete(changed.hidden, cell{n, i})
			values[i] = changed.shown(cell{n, i}, value, false)
		}
		changed.rows[n] = t.assemble(values)
	}
	return changed
}

// withRow adds a row; the columns without a value are empty in it.
func (t *table) withRow(cells map[int][]byte) *table {
	changed := t.edited(append(slices.Clip(t.rows), nil), none)
	n := len(t.rows)
	values := make([][]byte, len(t.fields))
	for i := range values {
		values[i] = changed.shown(cell{n, i}, cells[i], false)
	}
	changed.rows[n] = t.assemble(values)
	return changed
}

// withoutRows takes rows away.
func (t *table) withoutRows(rows []int) *table {
	var left [][]byte
	hidden := map[cell]moment{}
	for n, row := range t.rows {
		if slices.Contains(rows, n) {
			continue
		}
		for i := range t.fields {
			if m, ok := t.hidden[cell{n, i}]; ok {
				hidden[cell{len(left), i}] = m
			}
		}
		left = append(left, row)
	}
	changed := t.edited(left, none)
	changed.hidden = hidden
	return changed
}

func (t *table) assemble(values [][]byte) []byte {
	keys := make([][]byte, len(t.fields))
	for i, f := range t.fields {
		keys[i], _ = json.Marshal(f.ID)
	}
	return assemble(keys, values, 0)
}
