package loket

import (
	"bytes"
	"encoding/json"
	"errors"
)

var (
	errEncode = errors.New("the record cannot be encoded as JSON")
	errRecord = errors.New("the record does not hold what was read")
)

// newBody gives the body that creates a record.
func newBody(value any) (json.RawMessage, error) {
	encoded, err := json.Marshal(value)
	if err != nil {
		return nil, errEncode // the text of the error may repeat a value
	}
	return object(encoded).keysOnly(), nil
}

// changedBody gives the body that replaces a record: what was read, with the difference between what was read and what the value is now. A PUT replaces everything
// (loket-rest.md §5.1), so a member that T does not know must not get lost, and what is empty stays empty. A day or a number that came in another form than the documented one
// goes back in that: reading is tolerant (§7), but nobody knows whether Loket is.
func changedBody[T any](raw json.RawMessage, value T) (json.RawMessage, error) {
	var read T
	if object(raw) == nil || json.Unmarshal(raw, &read) != nil {
		return nil, errRecord
	}
	before, err := json.Marshal(read)
	if err != nil {
		return nil, errEncode
	}
	after, err := json.Marshal(value)
	if err != nil {
		return nil, errEncode
	}
	return overlay(raw, before, after, true), nil
}

// overlay puts the difference between before and after over raw.
func overlay(raw, before, after json.RawMessage, top bool) json.RawMessage {
	r, b, a := object(raw), object(before), object(after)
	switch {
	case r != nil && b != nil && a != nil && (top || bytes.Equal(b["key"], a["key"])): // of a coded value with another key nothing is left
		return r.overlay(b, a)
	case bytes.Equal(before, after):
		return overlayList(raw, after)
	default:
		return keysOnly(after)
	}
}

func (m members) overlay(before, after members) json.RawMessage {
	for name := range before {
		if _, ok := after[name]; !ok {
			m[name] = json.RawMessage("null")
		}
	}
	for name, value := range after {
		if isFilled(m[name]) || !bytes.Equal(before[name], value) {
			m[name] = overlay(m[name], before[name], value, false)
		}
	}
	return join(m)
}

// overlayList does the same for what has not changed: a list, or a single value.
func overlayList(raw, value json.RawMessage) json.RawMessage {
	r, v := list(raw), list(value)
	if v == nil || len(r) != len(v) {
		return value
	}
	for i := range r {
		r[i] = overlay(r[i], v[i], v[i], false)
	}
	return join(r)
}

// keysOnly takes away what Loket only shows: of a coded value it reads the key alone (loket-rest.md §5.1).
func keysOnly(encoded json.RawMessage) json.RawMessage {
	if entries := list(encoded); entries != nil {
		for i := range entries {
			entries[i] = keysOnly(entries[i])
		}
		return join(entries)
	}
	switch m := object(encoded); {
	case m == nil:
		return encoded
	case m["key"] != nil:
		return join(members{"key": m["key"]})
	default:
		return m.keysOnly()
	}
}

type members map[string]json.RawMessage

func (m members) keysOnly() json.RawMessage {
	for name, value := range m {
		m[name] = keysOnly(value)
	}
	return join(m)
}

// object gives the members of an object, and nil for anything else.
func object(encoded json.RawMessage) members {
	var m members
	if json.Unmarshal(encoded, &m) != nil {
		return nil
	}
	return m
}

// list gives the entries of a list, and nil for anything else.
func list(encoded json.RawMessage) []json.RawMessage {
	var entries []json.RawMessage
	if json.Unmarshal(encoded, &entries) != nil {
		return nil
	}
	return entries
}

// join encodes what was decoded before, which cannot fail.
func join(parts any) json.RawMessage {
	encoded, _ := json.Marshal(parts)
	return encoded
}
