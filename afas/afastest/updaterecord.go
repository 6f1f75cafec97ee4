package afastest

import (
	"maps"
	"slices"
)

// A record is what an UpdateConnector keeps. Its maps never change: a change replaces them, so that a message that fails half-way
// can be taken back.
type record struct {
	fields  map[string]any // string, bool or json.Number; a cleared field is not there
	objects map[string][]*record
}

// Record is a record as the environment keeps it. It is a copy.
type Record struct {
	// Fields has a string, a bool or a json.Number by field id, of which a day is the string "2026-04-18" and a moment "2026-04-18T09:30:00".
	// An empty field is not there; neither is the content of a file: see [Server.Files].
	Fields map[string]any

	Objects map[string][]Record // what is nested in the record, by name
}

func (r *record) copy() Record {
	c := Record{Fields: maps.Clone(r.fields), Objects: map[string][]Record{}}
	for name, inner := range r.objects {
		for _, i := range inner {
			c.Objects[name] = append(c.Objects[name], i.copy())
		}
	}
	return c
}

// has reports whether the record has all values of the key.
func (r *record) has(key map[string]string) bool {
	for id, value := range key {
		if !sameValue(r.fields[id], value) {
			return false
		}
	}
	return true
}

// Record gives the first record of an UpdateConnector whose fields have all values of the key, such as {"CrId": "333", "CdId": "80"}.
func (s *Server) Record(connector string, key map[string]string) (Record, bool) {
	s.writing.Lock()
	defer s.writing.Unlock()
	if u := s.updater(connector); u != nil {
		if i := slices.IndexFunc(u.records, func(r *record) bool { return r.has(key) }); i >= 0 {
			return u.records[i].copy(), true
		}
	}
	return Record{}, false
}

// Records gives all records of an UpdateConnector, in the order in which they came.
func (s *Server) Records(connector string) []Record {
	s.writing.Lock()
	defer s.writing.Unlock()
	records := []Record{}
	if u := s.updater(connector); u != nil {
		for _, r := range u.records {
			records = append(records, r.copy())
		}
	}
	return records
}

// A place is where the records of a level are kept: in an UpdateConnector, or inside the record around them.
type place struct {
	owner  *updater // nil inside a record
	around *record  // nil for a root element
	name   string   // of the object; empty for a root element
}

// title is how the record of writes calls what is here.
func (p place) title() string {
	if p.name == "" {
		return p.owner.Name
	}
	return p.name
}

func (p place) records() []*record {
	if p.owner != nil {
		return p.owner.records
	}
	return p.around.objects[p.name]
}

// replace puts other records in the place and gives a function that puts back the old ones.
func (p place) replace(records []*record) (undo func()) {
	if p.owner != nil {
		old := p.owner.records
		p.owner.records = records
		return func() { p.owner.records = old }
	}
	old := p.around.objects
	objects := maps.Clone(old)
	if objects == nil {
		objects = map[string][]*record{}
	}
	objects[p.name] = records
	p.around.objects = objects
	return func() { p.around.objects = old }
}
