package afastest

import (
	"maps"
	"slices"
)

// Write is an element that was accepted: what the server was told, and which record it was about.
type Write struct {
	Connector string            // of a nested element the name of the object
	Action    string            // insert, update or delete; as carried out, which MatchPer and MatchOga may make another than was asked for
	Key       map[string]string // the fields that named the record, and of an insert the keys it got
	Fields    map[string]any    // the other fields as sent: string, bool, json.Number or nil
	Objects   []Write           // nested elements
}

// describe adds what was sent, and by which fields the record was named.
func (w *Write) describe(named []string, e element, r *record) {
	w.Key, w.Fields = map[string]string{}, map[string]any{}
	for _, s := range slices.Concat(e.fields, e.keys) {
		if !slices.Contains(named, s.id) {
			w.Fields[s.id] = s.value
		}
	}
	for _, id := range named {
		if value := textOf(r.fields[id]); value != "" {
			w.Key[id] = value
		}
	}
}

// Writes gives the root elements that were accepted since the start or since [Server.ResetWrites], in order. Those of one call stand together; those
// of a call that was refused are not there.
func (s *Server) Writes() []Write {
	s.writing.Lock()
	defer s.writing.Unlock()
	return copyWrites(s.writes)
}

// ResetWrites forgets the writes so far. What was written stays.
func (s *Server) ResetWrites() {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.writes = nil
}

// OnWrite calls the hook for every root element that was accepted, after it is kept and before its call is answered. The hook may use the server
// in every way but [Server.Close], for instance give a GetConnector other rows. Nil removes it.
func (s *Server) OnWrite(hook func(Write)) {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.writeHook = hook
}

func copyWrites(writes []Write) []Write {
	copies := make([]Write, len(writes))
	for i, w := range writes {
		w.Key, w.Fields, w.Objects = maps.Clone(w.Key), maps.Clone(w.Fields), copyWrites(w.Objects)
		copies[i] = w
	}
	return copies
}
