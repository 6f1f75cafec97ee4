package lokettest

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// with gives the document with members set by dotted name. The document itself does not change. Names must exist, in their own spelling.
func (s *schema) with(doc object, members map[string]any) (object, error) {
	for _, name := range slices.Sorted(maps.Keys(members)) { // an object comes before what is in it
		value, err := plain(members[name])
		if err != nil {
			return nil, fmt.Errorf("member %s: %w", name, err)
		}
		path, _ := s.lookUp(name)
		if path == nil || strings.Join(path, ".") != name {
			return nil, fmt.Errorf("there is no member %s", name)
		}
		doc = set(doc, path, value)
	}
	return doc, nil
}

// set gives the document with one value changed; an object on the way that is null is made.
func set(doc object, path []string, value any) object {
	changed := maps.Clone(doc)
	if changed == nil {
		changed = object{}
	}
	if len(path) > 1 {
		below, _ := changed[path[0]].(object)
		value = set(below, path[1:], value)
	}
	changed[path[0]] = value
	return changed
}

// plain turns any Go value into what documents hold.
func plain(v any) (any, error) {
	text, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return decode(string(text))
}

func number[T ~int | ~int64](n T) json.Number { return json.Number(strconv.FormatInt(int64(n), 10)) }

// textOrNull is for members where an empty text is null (loket-rest.md §7, "Nulls").
func textOrNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// text gives a member's text; "" for null.
func text(doc object, dotted string) string {
	s, _ := at(doc, strings.Split(dotted, ".")).(string)
	return s
}

// whole gives a member's number; 0 for null.
func whole(doc object, dotted string) int {
	n, _ := at(doc, strings.Split(dotted, ".")).(json.Number)
	i, _ := strconv.Atoi(n.String())
	return i
}

// asText gives a number as it is written.
func asText(value any) string {
	n, _ := value.(json.Number)
	return n.String()
}
