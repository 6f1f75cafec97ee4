package afastest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// The actions of an element (afas-profit-rest.md §6.2).
const (
	actionInsert = "insert"
	actionUpdate = "update"
	actionDelete = "delete"
)

// An element is one record to write, as it was sent.
type element struct {
	action  string // "" when it does not say
	keys    []sent // attributes of the element, without their @
	fields  []sent
	objects []object
}

// sent is a field with its value: a string, a bool, a json.Number or nil.
type sent struct {
	id    string
	value any
}

// An object holds the nested elements of one name.
type object struct {
	name     string
	elements []element
}

func errShape(format string, args ...any) *failure {
	return &failure{number: numberGeneral, text: "General message: " + fmt.Sprintf(format, args...)}
}

// parseBody reads {"<Root>":{"Element":…}} (afas-profit-rest.md §6.2). ok is false for something that is no JSON.
func parseBody(body []byte) (o object, refused *failure, ok bool) {
	var compact bytes.Buffer
	if err := json.Compact(&compact, body); err != nil || compact.Len() == 0 {
		return object{}, nil, false
	}
	objects, refused := parseObjects(compact.Bytes())
	if refused == nil && len(objects) != 1 {
		refused = errShape("a message has one root element, not %d", len(objects))
	}
	if refused != nil {
		return object{}, refused, true
	}
	return objects[0], nil, true
}

// parseObjects reads nested objects in both forms: one object with several keys, or an array of objects with one key each.
func parseObjects(value []byte) ([]object, *failure) {
	var objects []object
	for _, part := range list(value) {
		if part[0] != '{' {
			return nil, errShape("an element is a JSON object")
		}
		for name, content := range members(part) {
			o, refused := parseObject(text(name), content)
			if refused != nil {
				return nil, refused
			}
			objects = append(objects, o)
		}
	}
	return objects, nil
}

func parseObject(name string, content []byte) (object, *failure) {
	o := object{name: name}
	if content[0] != '{' {
		return object{}, errShape("'%s' has no Element", name)
	}
	for key, value := range members(content) {
		if text(key) != "Element" {
			return object{}, errShape("'%s' holds %s instead of Element", name, key)
		}
		for _, part := range list(value) {
			e, refused := parseElement(name, part)
			if refused != nil {
				return object{}, refused
			}
			o.elements = append(o.elements, e)
		}
	}
	if len(o.elements) == 0 {
		return object{}, errShape("'%s' has no Element", name)
	}
	return o, nil
}

func parseElement(name string, part []byte) (e element, refused *failure) {
	if part[0] != '{' {
		return element{}, errShape("an Element of '%s' is a JSON object", name)
	}
	for key, value := range members(part) {
		switch id := text(key); {
		case id == "Fields":
			for _, fields := range list(value) { // one public client sends a list (afas-profit-rest.md §6.2)
				refused = e.addFields(name, fields)
			}
		case id == "Objects":
			var objects []object
			objects, refused = parseObjects(value)
			e.objects = append(e.objects, objects...)
		case strings.EqualFold(strings.TrimPrefix(id, "@"), "action"):
			refused = e.setAction(value)
		case strings.HasPrefix(id, "@"):
			refused = e.add(&e.keys, id[1:], value)
		default:
			refused = errShape("an Element of '%s' holds '%s' outside Fields", name, id)
		}
		if refused != nil {
			return element{}, refused
		}
	}
	return e, nil
}

func (e *element) addFields(name string, fields []byte) *failure {
	if fields[0] != '{' {
		return errShape("Fields of '%s' is a JSON object", name)
	}
	for key, value := range members(fields) {
		id := text(key)
		var refused *failure
		switch {
		case strings.EqualFold(id, "@action"):
			refused = e.setAction(value)
		case strings.HasPrefix(id, "@"):
			refused = e.add(&e.keys, id[1:], value)
		default:
			refused = e.add(&e.fields, id, value)
		}
		if refused != nil {
			return refused
		}
	}
	return nil
}

func (e *element) setAction(value []byte) *failure {
	action := strings.ToLower(text(value))
	if action != actionInsert && action != actionUpdate && action != actionDelete {
		return errShape("the action is insert, update or delete")
	}
	e.action = action
	return nil
}

func (e *element) add(to *[]sent, id string, value []byte) *failure {
	s := sent{id: id}
	switch value[0] {
	case '{', '[':
		return errShape("field '%s' holds more than a single value", id)
	case '"':
		s.value = text(value)
	case 't', 'f':
		s.value = value[0] == 't'
	case 'n':
	default:
		s.value = json.Number(value)
	}
	*to = append(*to, s)
	return nil
}

// list gives the parts of a JSON array, or the one value that is none. The vendor's samples have "" where there is nothing.
func list(value []byte) [][]byte {
	if isNull(value) || text(value) == "" {
		return nil
	}
	if value[0] != '[' {
		return [][]byte{value}
	}
	var parts [][]byte
	for part := range elements(value) {
		parts = append(parts, part)
	}
	return parts
}
