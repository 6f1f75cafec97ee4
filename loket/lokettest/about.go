package lokettest

import (
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// answerAbout answers GET …/metadata and GET …/defaults of a path that can be written (loket-rest.md §3.6).
func (c *call) answerAbout(path, about string) fake.Answer {
	methods, answer := []string{http.MethodPost, http.MethodPut, http.MethodPatch}, (*call).metadata
	if about == "defaults" {
		methods, answer = methods[:1], (*call).defaults
	}
	for _, method := range methods {
		if write, _ := match(method, path); write != nil && write.body != nil {
			c.written = write.body
			return c.answerRoute(&route{method: http.MethodGet, answer: answer, segments: write.segments}, path)
		}
	}
	return empty(http.StatusNotFound)
}

// metadata lists the options of every coded member of the document that is written.
func (c *call) metadata() fake.Answer {
	var found []object
	c.collect(c.written, &found)
	return c.list(view{schemaMetadata, func(e entry) object { return found[e.place] }}, places(len(found)))
}

var schemaMetadata = mustSchema("metadata_field")

func (c *call) collect(s *schema, found *[]object) {
	for _, m := range s.members {
		switch {
		case m.readOnly:
		case m.isReference():
			options := []any{}
			for _, option := range c.options(m.name) {
				options = append(options, option)
			}
			*found = append(*found, object{"field": m.name, "options": options})
		case m.is == typeObject:
			c.collect(m.members, found)
		}
	}
}

// defaults gives a new document in which nothing has a default: null everywhere, even where the document itself is never null.
func (c *call) defaults() fake.Answer {
	blank := object{}
	for _, m := range c.written.members {
		if !m.readOnly {
			blank[m.name] = nil
		}
	}
	if c.s.env.Quirks.BareDefaults {
		return jsonAnswer(http.StatusOK, blank)
	}
	return c.content(http.StatusOK, blank)
}
