package afastest

import (
	"slices"
)

// A transaction writes the elements of one message: all, or none (afas-profit-rest.md §6.2). It needs the lock for writing.
type transaction struct {
	s       *Server
	undo    []func()
	files   []File
	changes []change
}

// A change is a record of an UpdateConnector that was written, for its views.
type change struct {
	owner  *updater
	action string
	before map[string]any // the fields that it had; nil for an insert
	record *record
}

func (tx *transaction) rollBack() {
	for _, undo := range slices.Backward(tx.undo) {
		undo()
	}
}

// A scope is where an element stands.
type scope struct {
	level  *level
	place  place
	action string // what an element does that does not say it itself
	inner  string // what the elements nested in it do then; "" for the same as the element around them
}

// write carries out one element with all that is nested in it.
func (tx *transaction) write(sc scope, e element) (*record, Write, *failure) {
	values, refused := sc.values(e)
	if refused != nil {
		return nil, Write{}, refused
	}
	if e.action != "" {
		sc.action = e.action
	}
	written := Write{Connector: sc.place.title()}
	draft := &record{fields: values}
	refused = tx.writeObjects(sc, e, draft, &written, true)
	if refused != nil {
		return nil, Write{}, refused
	}
	t, refused := sc.aim(values, e)
	if refused != nil {
		return nil, Write{}, refused
	}
	r, refused := tx.carryOut(sc, t, values)
	if refused != nil {
		return nil, Write{}, refused
	}
	for name, inner := range draft.objects { // no UpdateConnector keeps them
		tx.undo = append(tx.undo, place{around: r, name: name}.replace(inner))
	}
	written.Action = t.action
	written.describe(t.namedBy(sc), e, r)
	if t.action != actionDelete {
		sc.action = t.action
		refused = tx.writeObjects(sc, e, r, &written, false)
	}
	return r, written, refused
}

// writeObjects writes the elements nested in e. Those that give the record around them its fields come first, before that record is known.
func (tx *transaction) writeObjects(sc scope, e element, around *record, written *Write, first bool) *failure {
	for _, o := range e.objects {
		below := tx.s.inside(sc.level, o.name)
		if below == nil {
			return errShape("'%s' is not an object of '%s'", o.name, sc.level.Name)
		}
		if len(below.ToParent) > 0 != first {
			continue
		}
		inside := scope{level: below, place: place{owner: tx.s.updater(below.Stores), around: around, name: o.name}, action: sc.action}
		if sc.inner != "" {
			inside.action = sc.inner
		}
		for _, inner := range o.elements {
			r, w, refused := tx.write(inside, inner)
			if refused != nil {
				return refused
			}
			for to, from := range below.ToParent {
				around.fields[to] = r.fields[from]
			}
			written.Objects = append(written.Objects, w)
		}
	}
	return nil
}

// values gives the values of an element as AFAS keeps them, of attributes and fields alike. What is cleared has the value nil.
func (sc scope) values(e element) (map[string]any, *failure) {
	values := map[string]any{}
	for _, s := range slices.Concat(e.fields, e.keys) { // an attribute counts when a key is in both
		f := sc.field(s.id)
		if f == nil {
			return nil, errShape("'%s' is not a field of '%s'", s.id, sc.level.Name)
		}
		kept, refused := f.keep(s.value)
		if refused != nil {
			return nil, refused
		}
		values[s.id] = kept
	}
	for to, from := range sc.level.FromParent {
		values[to] = sc.place.around.fields[from]
	}
	return values, nil
}

// keys gives the fields that identify a record in this place.
func (sc scope) keys() []string {
	if sc.place.owner != nil {
		return sc.place.owner.Keys
	}
	return sc.level.Keys
}

// field gives the definition of a field, or nil. A record that an UpdateConnector keeps has the free fields of that, wherever it is nested.
func (sc scope) field(id string) *UpdateField {
	if f := sc.level.field(id); f != nil || sc.place.owner == nil {
		return f
	}
	return sc.place.owner.root.field(id)
}

// inside gives the level of an object, or nil. One that an UpdateConnector keeps and that has no definition of its own has the one of that.
func (s *Server) inside(l *level, name string) *level {
	below := l.object(name)
	if below == nil || !below.open {
		return below
	}
	u := s.updater(below.Stores)
	if u == nil {
		return below
	}
	borrowed := *u.root
	borrowed.Name, borrowed.Stores, borrowed.FromParent, borrowed.ToParent = below.Name, below.Stores, below.FromParent, below.ToParent
	return &borrowed
}
