package afastest

import (
	"fmt"
	"slices"
	"strings"
)

// An updater is an UpdateConnector as it is served, with its records. The records are guarded by the server's lock for writing.
type updater struct {
	UpdateConnector // without its records
	root            *level
	records         []*record
	last            map[string]int64 // the number given out last, by field
}

// A level is the root element of an UpdateConnector, or an object inside it.
type level struct {
	UpdateObject
	open    bool // without a definition: any field, any object
	fields  map[string]*UpdateField
	objects map[string]*level
}

func newUpdater(c UpdateConnector) (*updater, error) {
	c = c.withBuiltIn()
	root, err := newLevel(UpdateObject{Name: c.Root, Fields: slices.Concat(c.Fields, c.Free), Objects: c.Objects, Keys: c.Keys}, c.Fields == nil)
	if err != nil {
		return nil, err
	}
	if c.Numbers == nil {
		for _, key := range c.Results {
			if root.field(key) != nil {
				c.Numbers = append(c.Numbers, Number{Field: key, GUID: strings.Contains(strings.ToLower(key), "gui")})
			}
		}
	}
	c.Keys = root.Keys
	u := &updater{UpdateConnector: c, root: root, last: map[string]int64{}}
	for _, n := range c.Numbers {
		u.last[n.Field] = max(n.Next-1, 0)
	}
	return u, u.check()
}

// check finds the names that the definition does not have.
func (u *updater) check() error {
	for _, verb := range u.Verbs {
		if !slices.Contains(verbs("PUD"), verb) {
			return fmt.Errorf("verb %q: use POST, PUT or DELETE", verb)
		}
	}
	for _, m := range u.Matches {
		for _, id := range slices.Concat(m.By, m.Needs) {
			if u.root.field(id) == nil {
				return fmt.Errorf("a match is by field %q, which is not in the definition", id)
			}
		}
	}
	for _, n := range u.Numbers {
		if u.root.field(n.Field) == nil {
			return fmt.Errorf("field %q is numbered, but not in the definition", n.Field)
		}
	}
	for _, view := range u.Shows {
		for id := range view.Columns {
			if u.root.field(id) == nil {
				return fmt.Errorf("a view of %s shows field %q, which is not in the definition", view.Connector, id)
			}
		}
	}
	return nil
}

func newLevel(o UpdateObject, open bool) (*level, error) {
	l := &level{UpdateObject: o, open: open, fields: map[string]*UpdateField{}, objects: map[string]*level{}}
	marked := []string{}
	l.Fields = slices.Clone(o.Fields)
	for i := range l.Fields {
		f := &l.Fields[i]
		if f.FieldID == "" || l.fields[f.FieldID] != nil {
			return nil, fmt.Errorf("%s: field %d is called %q: every field needs an id of its own", o.Name, i+1, f.FieldID)
		}
		if err := f.complete(); err != nil {
			return nil, fmt.Errorf("%s: %w", o.Name, err)
		}
		l.fields[f.FieldID] = f
		if f.PrimaryKey {
			marked = append(marked, f.FieldID)
		}
	}
	if len(l.Keys) == 0 {
		l.Keys = marked
	}
	for _, key := range l.Keys {
		if l.field(key) == nil {
			return nil, fmt.Errorf("%s: key %q is not a field", o.Name, key)
		}
	}
	for _, inner := range o.Objects {
		below, err := newLevel(inner, inner.Fields == nil && inner.Objects == nil)
		if err != nil {
			return nil, err
		}
		l.objects[inner.Name] = below
	}
	return l, nil
}

// complete checks the field and fills in what the caller left out.
func (f *UpdateField) complete() error {
	shown := Field{ID: f.FieldID, DataType: f.DataType, Label: f.Label, Length: f.Length, Decimals: f.Decimals, ControlType: f.ControlType}
	fields, err := completeFields([]Field{shown})
	if err != nil {
		return err
	}
	shown = fields[0]
	f.DataType, f.Label, f.Length, f.Decimals, f.ControlType = shown.DataType, shown.Label, shown.Length, shown.Decimals, shown.ControlType
	return nil
}

// field gives the definition of a field, or nil. A level without a definition has every field.
func (l *level) field(id string) *UpdateField {
	if f := l.fields[id]; f != nil || !l.open {
		return f
	}
	return &UpdateField{FieldID: id, Label: id}
}

// object gives the definition of an object inside this level, or nil. A level without a definition has every object.
func (l *level) object(name string) *level {
	if o := l.objects[name]; o != nil || !l.open {
		return o
	}
	return &level{UpdateObject: UpdateObject{Name: name}, open: true}
}
