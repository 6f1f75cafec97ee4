package lokettest

import (
	_ "embed"
	"encoding/json"
	"maps"
)

// builtInOptions are the options of generic members, with keys of our own unless loket-rest.md §3.6, §5.3 or §7 names them.
//
//go:embed metadata.json
var builtInOptions []byte

// options gives what a coded member may hold. Context lists belong to the employer (loket-rest.md §3.6). It is nil when everything goes.
func (c *call) options(field string) []object {
	employer := c.target.above(kindEmployer)
	switch {
	case field == "department" || field == "subDepartmentOf":
		return c.referencesOf(employer, kindDepartment)
	case field == "function":
		return c.referencesOf(employer, kindFunction)
	case field == "distributionUnit" && employer != nil:
		return []object{distributionUnit(employer)}
	case field == "leaveType" && employer != nil && len(employer.children[kindLeaveType]) > 0:
		var options []object
		for _, r := range employer.children[kindLeaveType] {
			options = append(options, r.doc["leaveType"].(object))
		}
		return options
	}
	return c.d.generic[field]
}

func (c *call) referencesOf(employer *record, k *kind) []object {
	var options []object
	for _, r := range employer.childrenOf(k) {
		options = append(options, c.d.reference(k, r.id).(object))
	}
	return options
}

// option gives the coded value for a key.
func (d *data) option(field string, key int) object {
	for _, option := range d.generic[field] {
		if sameKey(option["key"], number(key)) {
			return option
		}
	}
	return object{"key": key, "value": ""}
}

// readOptions gives the built-in options with those of the environment over them.
func readOptions(env Environment) (map[string][]object, error) {
	value, err := decode(string(builtInOptions))
	if err != nil {
		return nil, err
	}
	own, err := plain(env.Metadata)
	if err != nil {
		return nil, err
	}
	all := maps.Clone(value.(object))
	if replaced, ok := own.(object); ok {
		maps.Copy(all, replaced)
	}
	options := make(map[string][]object, len(all))
	for field, list := range all {
		for _, option := range list.([]any) {
			options[field] = append(options[field], option.(object))
		}
	}
	return options, nil
}

// isReference reports a member of which only the key is written: the rest follows from it.
func (m *member) isReference() bool {
	if m.is != typeObject || m.members.index["key"] == nil {
		return false
	}
	for _, below := range m.members.members {
		if below.readOnly == (below.name == "key") {
			return false
		}
	}
	return true
}

// resolve finds the option that a written key is for. ok is false when there are options and none has the key.
func (c *call) resolve(m *member, key any, old any) (value object, ok bool) {
	if before, isObject := old.(object); isObject && sameKey(key, before["key"]) {
		return before, true
	}
	options := c.options(m.name)
	for _, option := range options {
		if sameKey(key, option["key"]) {
			return m.members.cut(option), true
		}
	}
	value = m.members.blank()
	value["key"] = key
	_, isNumber := key.(json.Number)
	return value, options == nil && isNumber
}
