package lokettest

import (
	"net/http"
	"slices"
	"strings"
)

// A route is an operation of the API, as loket-endpoints.tsv has it.
type route struct {
	method   string
	path     string // below /v2; {kind} stands for the id of a record
	activity string
	versions []string // oldest first; nil is oldestVersion alone
	answer   handler
	body     *schema // of a write that has metadata and, when it is a POST, defaults

	segments []string
}

var routes = compile(slices.Concat(
	routesEmployers, routesEmployees, routesEmployments, routesCustomFields, routesLeave, routesPayroll, routesUsers,
))

func compile(routes []route) []*route {
	compiled := make([]*route, len(routes))
	for i := range routes {
		r := &routes[i]
		r.segments = strings.Split(r.path, "/")
		compiled[i] = r
	}
	return compiled
}

// activities lists every activity of the API.
func activities() []string {
	names := make([]string, len(routes))
	for i, r := range routes {
		names[i] = r.activity
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// match finds the operation for a path below /v2, in any case: the one that spells out most of it. found is nil when the path exists for
// other methods only, and exists is false when it does not exist.
func match(method, path string) (found *route, exists bool) {
	segments := strings.Split(strings.ToLower(path), "/")
	most := -1
	for _, r := range routes {
		literal := r.literals(segments)
		if literal < 0 {
			continue
		}
		exists = true
		if r.method == method && literal > most {
			found, most = r, literal
		}
	}
	return found, exists
}

// literals counts the segments that the route spells out; -1 when the path is another one.
func (r *route) literals(segments []string) int {
	if len(segments) != len(r.segments) {
		return -1
	}
	count := 0
	for i, segment := range r.segments {
		switch {
		case strings.HasPrefix(segment, "{"):
		case strings.EqualFold(segment, segments[i]):
			count++
		default:
			return -1
		}
	}
	return count
}

// resolve finds the records that the path names. It gives nil for one that does not exist.
func (r *route) resolve(d *data, path string) *record {
	target := d.root
	for i, segment := range strings.Split(path, "/") {
		name, ok := strings.CutPrefix(r.segments[i], "{")
		if !ok {
			continue
		}
		found := d.lookUp(strings.TrimSuffix(name, "}"), segment)
		if found == nil || target != d.root && found.owner != target {
			return nil
		}
		target = found
	}
	return target
}

// lookUp finds a record by the name of its kind and its id as a path has it.
func (d *data) lookUp(kindName, segment string) *record {
	id, _ := parseUUID(segment)
	for _, k := range kinds {
		if found := d.index[k][id]; k.name == kindName && found != nil {
			return found
		}
	}
	return nil
}

// belowBase gives the path below BasePath, without slashes around it. ok is false for a path outside.
func belowBase(path string) (below string, ok bool) {
	base, below, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return strings.TrimSuffix(below, "/"), strings.EqualFold("/"+base, BasePath)
}

// activityOf names what a request asks for.
func activityOf(method, path string) string {
	switch {
	case isOAuth(path, authorizePath):
		return "authorize"
	case isOAuth(path, tokenPath):
		return "token"
	}
	below, ok := belowBase(path)
	if !ok {
		return ""
	}
	if r, _ := match(method, below); r != nil {
		return r.activity
	}
	if base, about, ok := cutSuffix(below); ok && canBeWritten(base) {
		return about
	}
	return ""
}

// canBeWritten reports a path that has metadata or defaults. They have no activity of their own.
func canBeWritten(path string) bool {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch} {
		if write, _ := match(method, path); write != nil && write.body != nil {
			return true
		}
	}
	return false
}
