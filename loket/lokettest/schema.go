package lokettest

import (
	"embed"
	"encoding/json"
	"errors"
	"io"
	"strings"
)

// object is a JSON object. Its numbers are json.Number. An object that a record holds or an answer shares is never changed.
type object = map[string]any

// The documents of Loket are written down in the files of schema, in the notation of loket-rest.md §4: "?" may be null, "ro" is read-only,
// "≤n" is the longest text, "a..b" a range, KV a coded value. In addition "@file" is a part with a file of its own, "= value" and "filled" say
// what a new document holds.
//
//go:embed schema/*.txt
var schemaFiles embed.FS

// memberType is what a member holds.
type memberType int

const (
	typeText memberType = iota
	typeUUID
	typeDate
	typeMoment
	typeInt
	typeDecimal
	typeBool
	typeObject
	typeList
	typeUnknown // of rows without a schema in which it is always null
)

// A member is one name in a document.
type member struct {
	name      string
	is        memberType
	nullable  bool
	readOnly  bool
	coded     bool // {key, value}: a coded value (loket-rest.md §3.6)
	maxLength int
	min, max  string // limits of a number; "" for none
	oneOf     []string
	members   *schema // of an object, or of the elements of a list
	initial   any     // in a new document
}

// A schema lists the members of a document in the order of its file.
type schema struct {
	members []*member
	index   map[string]*member // by lower-case name
}

func newSchema(members ...*member) *schema {
	s := &schema{index: map[string]*member{}}
	for _, m := range members {
		s.add(m)
	}
	return s
}

func (s *schema) add(m *member) {
	s.members = append(s.members, m)
	s.index[strings.ToLower(m.name)] = m
}

// blank gives a new document.
func (s *schema) blank() object {
	doc := make(object, len(s.members))
	for _, m := range s.members {
		doc[m.name] = m.blank()
	}
	return doc
}

func (m *member) blank() any {
	switch {
	case m.is == typeObject && m.initial == filled:
		return m.members.blank()
	case m.initial == filled:
		return []any{}
	}
	return m.initial
}

// without gives the schema less some members, named with dots.
func (s *schema) without(names ...string) *schema {
	reduced := newSchema()
	for _, m := range s.members {
		var below []string
		gone := false
		for _, name := range names {
			first, rest, nested := strings.Cut(name, ".")
			gone = gone || first == m.name && !nested
			if first == m.name && nested {
				below = append(below, rest)
			}
		}
		if below != nil {
			changed := *m
			changed.members = m.members.without(below...)
			m = &changed
		}
		if !gone {
			reduced.add(m)
		}
	}
	return reduced
}

// cut gives what the schema has of a document.
func (s *schema) cut(doc object) object {
	reduced := make(object, len(s.members))
	for _, m := range s.members {
		value := doc[m.name]
		if below, ok := value.(object); ok && m.members != nil {
			value = m.members.cut(below)
		}
		reduced[m.name] = value
	}
	return reduced
}

// lookUp finds a member by its dotted name, in any case, and gives the path to it in the document's own spelling. It is nil when there is none.
func (s *schema) lookUp(dotted string) (path []string, found *member) {
	at := s
	for name := range strings.SplitSeq(dotted, ".") {
		if at == nil || found != nil && found.is == typeList {
			return nil, nil
		}
		if found = at.index[strings.ToLower(name)]; found == nil {
			return nil, nil
		}
		path = append(path, found.name)
		at = found.members
	}
	return path, found
}

// at follows a path; nil when an object on the way is null.
func at(doc object, path []string) any {
	var value any = doc
	for _, name := range path {
		below, ok := value.(object)
		if !ok {
			return nil
		}
		value = below[name]
	}
	return value
}

// decode reads one JSON value as documents hold it.
func decode(text string) (any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value any
	if err := d.Decode(&value); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, errors.New("there is something after the JSON value")
	}
	return value, nil
}
