package afastest

import (
	"net/url"
	"strconv"
	"strings"
)

// maxQuery is the longest query string, question mark included; a longer one is a 404 (afas-profit-rest.md §1).
const maxQuery = 2049

// A query holds the parameters of a call by lower-case name: AFAS takes the names in any case (afas-profit-rest.md §1).
type query map[string]string

// parseQuery reads a raw query string. Unlike net/url it takes a plain semicolon as part of a value, because that is how OR filters
// are written. The first of several parameters with one name counts.
func parseQuery(raw string) (query, error) {
	q := query{}
	for pair := range strings.SplitSeq(raw, "&") {
		name, value, _ := strings.Cut(pair, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return nil, errUnexpected
		}
		value, err = url.QueryUnescape(value)
		if err != nil {
			return nil, errUnexpected
		}
		if name = strings.ToLower(name); !q.has(name) {
			q[name] = value
		}
	}
	return q, nil
}

func (q query) get(name string) string { return q[name] }

func (q query) has(name string) bool {
	_, ok := q[name]
	return ok
}

// A window is the part of the rows that a call asks for.
type window struct {
	skip, take int // as asked for, and as echoed
	everything bool
}

const defaultTake = 100

// parseWindow reads skip and take (afas-profit-rest.md §3.2). Skip -1 asks for everything, whatever take says; a take of -1 with
// another skip is the vendor's example of an error. A skip that is no number acts as 0; a take that is none is an error here.
func parseWindow(q query) (window, error) {
	skip, err := strconv.Atoi(q.get("skip"))
	if err != nil || skip < -1 {
		skip = 0
	}
	take := defaultTake
	if q.get("take") != "" {
		if take, err = strconv.Atoi(q.get("take")); err != nil || take < -1 {
			return window{}, errUnexpected
		}
	}
	if take == -1 && skip != -1 {
		return window{}, errUnexpected
	}
	return window{skip: skip, take: take, everything: skip == -1}, nil
}
