package lokettest

import (
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// A call is one request to the API on its way to an answer.
type call struct {
	s       *Server
	d       *data
	r       *http.Request
	query   url.Values // by lower-case name
	version string     // of the resource
	target  *record    // that the path names last; the provider when it names none
	body    any        // of a write
	written *schema    // of the document that metadata and defaults are about

	warnings []message // to add to a success
	repeats  bool      // every page is the first one
}

// A handler answers a call. The data are locked meanwhile, for writing unless the method is GET.
type handler func(c *call) fake.Answer

// maxBody is far more than a write needs.
const maxBody = 16 << 20

func (s *Server) newCall(r *http.Request) *call {
	c := &call{s: s, d: s.data, r: r, query: url.Values{}, target: s.data.root}
	parameters, _ := url.ParseQuery(r.URL.RawQuery) // what cannot be read is not there
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		c.query[strings.ToLower(name)] = parameters[name]
	}
	return c
}

// readBody reads a JSON body. ok is false for anything else; no body at all is fine, because some actions have none.
func (c *call) readBody() (ok bool) {
	text, err := io.ReadAll(io.LimitReader(c.r.Body, maxBody))
	if err != nil {
		return false
	}
	if strings.TrimSpace(string(text)) == "" {
		return true
	}
	c.body, err = decode(string(text))
	return err == nil
}

// object gives the body as an object; nil when it is none.
func (c *call) object() object {
	body, _ := c.body.(object)
	return body
}

// referenceDate is the date asked for, today by default (loket-rest.md §3.5).
func (c *call) referenceDate() string {
	if date := c.query.Get("referencedate"); date != "" {
		return date
	}
	return c.d.today()
}
