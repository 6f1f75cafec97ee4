package afastest

import (
	"net/http"
	"net/url"
	"strings"
)

// An updatePath is what stands behind connectors/ in a write (afas-profit-rest.md §6.1).
type updatePath struct {
	connector string
	sub       string // object of POST {connector}/{object}
	target    object // of DELETE {connector}/{root}/{keys}/{values}, with an object, key and value more for each level that is nested
}

// parseUpdatePath reads the path. Where it is of no use, ok is false, and only the name of the connector may be there.
func parseUpdatePath(r *http.Request) (p updatePath, ok bool) {
	below, _ := belowBase(r.URL.EscapedPath())
	parts := strings.Split(below, "/")[1:]
	for i, part := range parts {
		plain, err := url.PathUnescape(part)
		if err != nil {
			return updatePath{}, false
		}
		parts[i] = plain
	}
	if len(parts) == 0 {
		return updatePath{}, false
	}
	p.connector = parts[0]
	rest := parts[1:]
	switch {
	case r.Method == http.MethodDelete:
		if ok = len(rest) >= 3 && len(rest)%3 == 0; ok {
			p.target = deleteTarget(rest)
		}
		return p, ok
	case len(rest) == 1:
		p.sub = rest[0]
	}
	return p, len(rest) <= 1
}

// deleteTarget reads keys and values, which are comma lists in the same order; the keys are with or without @. A record that another one is
// nested in is only looked up.
func deleteTarget(parts []string) object {
	e := element{action: actionDelete}
	values := strings.Split(parts[2], ",")
	for i, key := range strings.Split(parts[1], ",") {
		s := sent{id: strings.TrimPrefix(key, "@"), value: ""}
		if i < len(values) {
			s.value = values[i]
		}
		e.keys = append(e.keys, s)
	}
	if len(parts) > 3 {
		e.action = actionUpdate
		e.objects = []object{deleteTarget(parts[3:])}
	}
	return object{name: parts[0], elements: []element{e}}
}
