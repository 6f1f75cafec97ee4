package lokettest

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// resource finds what the environment serves beyond the operations of this package.
func (s *Server) resource(path string) *Resource {
	for i := range s.env.Resources {
		if strings.EqualFold(strings.Trim(s.env.Resources[i].Path, "/"), path) {
			return &s.env.Resources[i]
		}
	}
	return nil
}

func (c *call) answerResource(resource *Resource) fake.Answer {
	if refused, ok := c.prepare(resource.Versions); !ok {
		return refused
	}
	switch {
	case c.r.Method == http.MethodPost:
		return c.content(http.StatusCreated, object{})
	case c.r.Method != http.MethodGet && (resource.Rows != nil || resource.Content != nil):
		return c.done(http.StatusOK)
	case resource.Rows != nil:
		return c.answerRows(resource.Rows)
	case resource.Content != nil:
		doc, _ := plain(resource.Content)
		a := c.content(http.StatusOK, doc)
		a.Header.Set("ETag", `"`+UUID(string(a.Body))[:8]+`"`)
		return a
	case resource.Body == "":
		return empty(http.StatusOK)
	}
	a := plainText(http.StatusOK, resource.Body)
	a.Header.Set("Content-Type", orDefault(resource.Type, contentJSON))
	return a
}

func (c *call) answerRows(given []map[string]any) fake.Answer {
	docs := make([]object, len(given))
	inferred := newSchema()
	for i, row := range given {
		doc, _ := plain(row)
		docs[i] = doc.(object)
		inferred.learn(docs[i])
	}
	return c.list(view{inferred, func(e entry) object { return docs[e.place] }}, places(len(docs)))
}

// learn adds the members of a document that has no schema, so that lists of it can be filtered and ordered.
func (s *schema) learn(doc object) {
	for name, value := range doc {
		m := s.index[strings.ToLower(name)]
		if m == nil {
			m = &member{name: name, is: typeUnknown, nullable: true}
			s.add(m)
		}
		if m.is == typeUnknown {
			m.is = typeOf(value)
		}
		below, ok := value.(object)
		if !ok {
			continue
		}
		if m.members == nil {
			m.is, m.members = typeObject, newSchema()
		}
		m.members.learn(below)
	}
}

func typeOf(value any) memberType {
	switch value.(type) {
	case nil:
		return typeUnknown
	case bool:
		return typeBool
	case json.Number:
		return typeDecimal
	case []any:
		return typeList
	}
	return typeText
}
