package afastest

import (
	"cmp"
	"fmt"
	"slices"
)

// The texts for organisations and persons are the vendor's (afas-connectors.md §5.1); those of the other connectors are not published.
var (
	errNoMatch = &failure{number: numberGeneral, text: "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."}
	errMatches = &failure{number: numberGeneral, text: "Er is meer dan één organisatie/persoon gevonden die voldoet aan de zoekcriteria."}
)

func errNoValue(label string) *failure {
	return &failure{number: numberGeneral, text: fmt.Sprintf("Vul een waarde in bij '%s'.", label)}
}

// A target is the record that an element is about, and what is to be done with it.
type target struct {
	action string
	found  *record  // nil for an insert
	by     []string // the fields that named it
}

// aim finds the record of an element. values are the element's, the action is what it or the method asks for.
func (sc scope) aim(values map[string]any, e element) (target, *failure) {
	records, keys := sc.place.records(), sc.keys()
	switch {
	case sc.place.owner != nil && len(sc.place.owner.Matches) > 0:
		return sc.place.owner.match(values, sc.action)
	case sc.level.open:
		return sc.aimAnywhere(values, e)
	case sc.level.Single && len(records) > 0:
		return target{action: insteadOfInsert(sc.action), found: records[0]}, nil
	case (sc.level.Single || len(keys) == 0) && sc.action != actionDelete: // one of several without a name always comes on top
		return target{action: actionInsert}, nil
	case len(keys) == 0:
		return target{}, errUnexpected
	}
	by := given(keys, values)
	found := find(records, by, values)
	switch {
	case sc.action == actionInsert && len(by) == len(keys) && len(found) > 0:
		return target{}, errTakenValue(sc.label(by[0]))
	case sc.action == actionInsert:
		return target{action: actionInsert, by: by}, nil
	case len(by) < len(keys):
		return target{}, sc.errIncomplete(by)
	case len(found) > 0:
		return target{action: sc.action, found: found[0], by: by}, nil
	case sc.action == actionUpdate && sc.place.owner != nil && sc.place.owner.Upserts:
		return target{action: actionInsert, by: by}, nil
	}
	return target{}, errUnknownValue(sc.label(by[0]))
}

// aimAnywhere is for a level without a definition. What the specification gives as its keys may be incomplete, so that an insert is never
// refused, attributes are keys as well, and the last of several records is meant. An update of what is not there inserts it.
func (sc scope) aimAnywhere(values map[string]any, e element) (target, *failure) {
	keys := slices.Clone(sc.keys())
	for _, attribute := range e.keys {
		if !slices.Contains(keys, attribute.id) {
			keys = append(keys, attribute.id)
		}
	}
	if len(keys) == 0 && sc.place.owner != nil {
		keys = sc.place.owner.Results
	}
	by := given(keys, values)
	found := find(sc.place.records(), by, values)
	switch {
	case sc.action == actionInsert, sc.action == actionUpdate && (len(by) == 0 || len(found) == 0):
		return target{action: actionInsert, by: by}, nil
	case len(by) == 0:
		return target{}, errUnexpected
	case len(found) == 0:
		return target{}, errUnknownValue(by[0])
	}
	return target{action: sc.action, found: found[len(found)-1], by: by}, nil
}

// namedBy gives the fields that name the record: of an insert all its keys, once they have been numbered.
func (t target) namedBy(sc scope) []string {
	if t.found != nil {
		return t.by
	}
	keys := slices.Clone(sc.keys())
	for _, id := range t.by {
		if !slices.Contains(keys, id) {
			keys = append(keys, id)
		}
	}
	return keys
}

// label is how AFAS names a field in its texts.
func (sc scope) label(id string) string {
	if f := sc.field(id); f != nil {
		return f.Label
	}
	return id
}

// errIncomplete is for an element that lacks a key.
func (sc scope) errIncomplete(by []string) *failure {
	i := slices.IndexFunc(sc.keys(), func(key string) bool { return !slices.Contains(by, key) })
	return errNoValue(sc.label(sc.keys()[i]))
}

// given gives the fields that the element has.
func given(fields []string, values map[string]any) []string {
	return slices.DeleteFunc(slices.Clone(fields), func(id string) bool { return values[id] == nil })
}

func insteadOfInsert(action string) string {
	if action == actionInsert {
		return actionUpdate
	}
	return action
}

// match finds a record by the Matches of an UpdateConnector.
func (u *updater) match(values map[string]any, action string) (target, *failure) {
	for _, m := range u.Matches {
		counts, refused := u.counts(m, values)
		if refused != nil {
			return target{}, refused
		}
		if counts {
			return u.matchBy(m, values, action)
		}
	}
	if action == actionInsert {
		return target{action: actionInsert}, nil
	}
	return target{}, errNoMatch
}

func (u *updater) matchBy(m Match, values map[string]any, action string) (target, *failure) {
	if action != actionDelete && len(m.By) == 0 || m.Field == "" && action == actionInsert {
		return target{action: actionInsert}, nil
	}
	by := slices.Concat(m.By, m.Needs)
	var found []*record
	if len(m.By) > 0 && values[m.By[0]] != nil {
		found = find(u.records, m.By, values)
		found = slices.DeleteFunc(found, func(r *record) bool { return !r.agrees(m.Needs, values) })
	}
	switch {
	case len(found) > 1:
		return target{}, errMatches
	case len(found) == 1:
		return target{action: insteadOfInsert(action), found: found[0], by: by}, nil
	case action == actionInsert || action == actionUpdate && u.Upserts:
		return target{action: actionInsert, by: by}, nil
	}
	return target{}, errNoMatch
}

// counts reports whether the element names its record in this way.
func (u *updater) counts(m Match, values map[string]any) (bool, *failure) {
	if m.Field != "" {
		return cmp.Or(textOf(values[m.Field]), "0") == m.Value, nil
	}
	if len(given(m.By, values)) < len(m.By) {
		return false, nil
	}
	for _, id := range m.Needs {
		if values[id] == nil {
			return false, errNoValue(u.root.field(id).Label)
		}
	}
	return true, nil
}

// agrees reports whether the record has the values, or nothing, in the fields.
func (r *record) agrees(fields []string, values map[string]any) bool {
	for _, id := range fields {
		if r.fields[id] != nil && !sameValue(r.fields[id], values[id]) {
			return false
		}
	}
	return true
}

// find gives the records that have the values in the fields.
func find(records []*record, fields []string, values map[string]any) []*record {
	var found []*record
	for _, r := range records {
		if !slices.ContainsFunc(fields, func(id string) bool { return !sameValue(r.fields[id], values[id]) }) {
			found = append(found, r)
		}
	}
	return found
}
