package afastest

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// carryOut does to the record what the target says.
func (tx *transaction) carryOut(sc scope, t target, values map[string]any) (*record, *failure) {
	if t.action == actionDelete {
		left := slices.DeleteFunc(slices.Clone(sc.place.records()), func(r *record) bool { return r == t.found })
		tx.undo = append(tx.undo, sc.place.replace(left))
		tx.note(sc, t, t.found.fields, t.found)
		return t.found, nil
	}
	if t.found == nil {
		if refused := sc.number(values); refused != nil {
			return nil, refused
		}
	}
	if refused := tx.check(sc, t, values); refused != nil {
		return nil, refused
	}
	if refused := tx.keepFile(sc, values); refused != nil {
		return nil, refused
	}
	if t.found == nil {
		r := &record{fields: sc.merge(nil, values)}
		tx.undo = append(tx.undo, sc.place.replace(append(slices.Clip(sc.place.records()), r)))
		tx.note(sc, t, nil, r)
		return r, nil
	}
	for _, id := range t.by {
		delete(values, id)
	}
	before := t.found.fields
	t.found.fields = sc.merge(before, values)
	tx.undo = append(tx.undo, func() { t.found.fields = before })
	tx.note(sc, t, before, t.found)
	return t.found, nil
}

func (tx *transaction) note(sc scope, t target, before map[string]any, r *record) {
	if sc.place.owner != nil {
		tx.changes = append(tx.changes, change{sc.place.owner, t.action, before, r})
	}
}

// merge gives the fields after a write: what was not sent stays, what was cleared goes, and instructions are not kept.
func (sc scope) merge(before, values map[string]any) map[string]any {
	fields := maps.Clone(before)
	if fields == nil {
		fields = map[string]any{}
	}
	for id, value := range values {
		f := sc.field(id)
		switch {
		case value == nil:
			delete(fields, id)
		case f == nil || !f.Instruction:
			fields[id] = value
		}
	}
	return fields
}

// check refuses what depends on other records, or on what the record has now. The fields that named the record stay what they are.
func (tx *transaction) check(sc scope, t target, values map[string]any) *failure {
	for _, id := range slices.Sorted(maps.Keys(values)) {
		value, f := values[id], sc.field(id)
		if value == nil || f == nil || t.found != nil && slices.Contains(t.by, id) {
			continue
		}
		if !tx.s.isKnown(f.Refers, value) {
			return errUnknownValue(f.Label)
		}
		own := t.found != nil && sameValue(t.found.fields[id], value)
		if own && (f.RefuseSame || f.Unique) || f.Unique && sc.place.others(t.found, id, value) {
			return errTakenValue(f.Label)
		}
	}
	return nil
}

// isKnown reports whether a record in one of the fields, such as "KnPerson.BcCo", has the value. It cannot tell while there are no records.
func (s *Server) isKnown(fields []string, value any) bool {
	known := true
	for _, path := range fields {
		name, id, _ := strings.Cut(path, ".")
		u := s.updater(name)
		if u == nil || len(u.records) == 0 {
			continue
		}
		if (place{owner: u}).others(nil, id, value) {
			return true
		}
		known = false
	}
	return known
}

// others reports whether a record but this one has the value in the field.
func (p place) others(this *record, id string, value any) bool {
	return slices.ContainsFunc(p.records(), func(r *record) bool { return r != this && sameValue(r.fields[id], value) })
}

// number fills the fields that AFAS numbers, and refuses an insert that is without a key then.
func (sc scope) number(values map[string]any) *failure {
	if u := sc.place.owner; u != nil {
		for _, n := range u.Numbers {
			if values[n.Field] == nil && (n.When == "" || values[n.When] == true) {
				values[n.Field] = u.next(n)
			}
		}
	}
	if by := given(sc.keys(), values); !sc.level.open && len(by) < len(sc.keys()) {
		return sc.errIncomplete(by)
	}
	return nil
}

// next gives the next number of a field.
func (u *updater) next(n Number) any {
	if n.GUID {
		return guid()
	}
	number := u.last[n.Field] + 1
	if n.Next == 0 {
		for _, r := range u.records {
			if present, err := strconv.ParseInt(textOf(r.fields[n.Field]), 10, 64); err == nil {
				number = max(number, present+1)
			}
		}
	}
	u.last[n.Field] = number
	digits := strconv.FormatInt(number, 10)
	if u.root.field(n.Field).DataType == typeInt {
		return json.Number(digits)
	}
	return digits
}

// guid gives an identification as AFAS writes it, in braces.
func guid() string {
	digits := randomHex(16)
	return "{" + strings.Join([]string{digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]}, "-") + "}"
}
