package afastest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// fill gives an UpdateConnector its records: those that are listed, and those that follow from the rows of its views.
func (s *Server) fill(u *updater) error {
	for i, values := range u.Records {
		fields, err := u.load(values)
		if err != nil {
			return fmt.Errorf("record %d: %w", i+1, err)
		}
		u.records = append(u.records, &record{fields: fields})
	}
	u.Records = nil
	for _, v := range u.Shows {
		if err := s.fillFrom(u, v); err != nil {
			return fmt.Errorf("view of %s: %w", v.Connector, err)
		}
	}
	for _, r := range u.records {
		for _, n := range u.Numbers {
			if r.fields[n.Field] == nil {
				r.fields[n.Field] = u.next(n)
			}
		}
	}
	return nil
}

// load turns the values of a record into what is kept.
func (u *updater) load(values map[string]any) (map[string]any, error) {
	fields := map[string]any{}
	for id, value := range values {
		f := u.root.field(id)
		if f == nil {
			return nil, fmt.Errorf("field %q is not in the definition", id)
		}
		written, err := json.Marshal(value)
		if err != nil {
			return nil, fmt.Errorf("field %q: %w", id, err)
		}
		if kept := f.load(written); kept != nil {
			fields[id] = kept
		}
	}
	return fields, nil
}

// load reads a JSON value as rows have it: a moment may end in Z. What does not fit the type stays as it is.
func (f *UpdateField) load(value []byte) any {
	var e element
	if isNull(value) || e.add(&e.fields, f.FieldID, value) != nil {
		return nil
	}
	read := e.fields[0].value
	if moment, ok := read.(string); ok && f.DataType == typeDate {
		read = strings.TrimSuffix(moment, "Z")
	}
	if kept, refused := f.keep(read); refused == nil {
		return kept
	}
	return read
}

// fillFrom makes a record of every row with all keys. Rows with the same key are one record.
func (s *Server) fillFrom(u *updater, v View) error {
	c := s.find(v.Connector)
	if c == nil {
		return fmt.Errorf("the environment has no such GetConnector")
	}
	for _, key := range u.Keys {
		if v.Columns[key] == "" {
			return fmt.Errorf("no column for the key %s", key)
		}
	}
	for id, column := range v.Columns {
		if _, ok := c.table.index[column]; !ok && c.table.fields != nil {
			return fmt.Errorf("column %q for %s is not in the definition", column, id)
		}
	}
	common, err := u.load(v.Values)
	if err != nil {
		return err
	}
	for _, row := range c.table.rows {
		fields := maps.Clone(common)
		for key, value := range members(row) {
			for id, column := range v.Columns {
				if column != text(key) {
					continue
				}
				if kept := u.root.field(id).load(value); kept != nil && kept != lostColumn {
					fields[id] = kept
				}
			}
		}
		if len(given(u.Keys, fields)) == len(u.Keys) {
			u.remember(fields)
		}
	}
	return nil
}

// remember adds a record, or what is new about one that is there.
func (u *updater) remember(fields map[string]any) {
	if found := find(u.records, u.Keys, fields); len(found) > 0 && len(u.Keys) > 0 {
		for id, value := range fields {
			found[0].fields[id] = value
		}
		return
	}
	u.records = append(u.records, &record{fields: fields})
}

// show makes the changes of a transaction visible in the rows of GetConnectors.
func (s *Server) show(changes []change) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, c := range changes {
		for _, v := range c.owner.Shows {
			if i := s.index(v.Connector); i >= 0 {
				s.connectors[i] = &connector{s.connectors[i].Connector, v.show(s.connectors[i], c)}
			}
		}
	}
}

// show gives the table of a GetConnector after a change. A column that lost its link stays lost.
func (v View) show(c *connector, changed change) *table {
	t := c.table
	cells := map[int][]byte{}
	for id, column := range v.Columns {
		if i, ok := t.index[column]; ok && !slices.Contains(c.Replaced, column) {
			cells[i] = t.fields[i].cell(changed.record.fields[id])
		}
	}
	if i, ok := t.index[v.Modified]; ok {
		cells[i], _ = json.Marshal(civil.DateTimeOf(time.Now().In(civil.Amsterdam()).Truncate(time.Second)))
	}
	if changed.before == nil {
		if v.Rows {
			return t.withRow(cells)
		}
		return t
	}
	key := map[int]value{}
	for _, id := range changed.owner.Keys {
		if i, ok := t.index[v.Columns[id]]; ok {
			key[i] = newValue(t.fields[i].cell(changed.before[id]), t.fields[i].DataType)
		}
	}
	rows := t.rowsWith(key)
	switch {
	case changed.action != actionDelete:
		return t.withCells(rows, cells)
	case v.Rows:
		return t.withoutRows(rows)
	}
	return t
}

// cell gives a value that was written as the JSON of a cell in this column.
func (f Field) cell(written any) []byte {
	s := textOf(written)
	if s == "" {
		return []byte("null")
	}
	switch f.DataType {
	case typeBoolean:
		if v, ok := operand(s, typeBoolean); ok {
			return []byte(v.asText())
		}
	case typeInt, typeDecimal:
		if _, ok := numberValue(s); ok {
			return []byte(s)
		}
	}
	return []byte(quoted(s))
}
