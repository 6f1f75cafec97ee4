package afastest

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// updateDefinition is how GET metainfo/update/{id} describes an UpdateConnector (afas-connectors.md §1.3).
type updateDefinition struct {
	ID          string            `json:"id"`
	Description string            `json:"description"`
	Name        string            `json:"name"` // of the root element
	Fields      []shownField      `json:"fields"`
	Objects     []levelDefinition `json:"objects"`
}

type levelDefinition struct {
	Name    string            `json:"name"`
	Fields  []shownField      `json:"fields"`
	Objects []levelDefinition `json:"objects"`
}

// shownField is an UpdateField without what only the server knows.
type shownField struct {
	FieldID        string      `json:"fieldId"`
	PrimaryKey     any         `json:"primaryKey"` // yes or no; as text in one public client (afas-profit-rest.md §4)
	DataType       string      `json:"dataType"`
	Label          string      `json:"label"`
	Mandatory      bool        `json:"mandatory"`
	Length         int         `json:"length"`
	Decimals       int         `json:"decimals"`
	DecimalFieldID string      `json:"decimalFieldId"`
	NotZero        bool        `json:"notzero"`
	ControlType    int         `json:"controlType"`
	Values         []CodeValue `json:"values"`
}

func (s *Server) listUpdaters() []listed {
	s.writing.Lock()
	defer s.writing.Unlock()
	list := []listed{}
	for _, u := range s.updaters {
		list = append(list, listed{u.Name, u.Description})
	}
	return list
}

func (s *Server) describeUpdate(r *http.Request, id string) fake.Answer {
	s.writing.Lock()
	defer s.writing.Unlock()
	u := s.updater(id)
	if u == nil {
		return s.fail(r, errUpdateUnsupported)
	}
	root := s.describeLevel(u.root, maxLevels)
	return s.document(updateDefinition{u.Name, u.Description, root.Name, root.Fields, root.Objects})
}

// maxLevels is how deep AFAS nests (afas-profit-rest.md §6.2).
const maxLevels = 6

// describeLevel needs the lock for writing.
func (s *Server) describeLevel(l *level, levels int) levelDefinition {
	d := levelDefinition{Name: l.Name}
	if !s.env.Quirks.LooseMetainfo {
		d.Fields, d.Objects = []shownField{}, []levelDefinition{}
	}
	fields := l.Fields
	if u := s.updater(l.Stores); u != nil {
		free := u.root.Fields[len(u.Fields):]
		fields = slices.Concat(fields, slices.DeleteFunc(slices.Clone(free), func(f UpdateField) bool { return l.fields[f.FieldID] != nil }))
	}
	for _, f := range fields {
		d.Fields = append(d.Fields, f.shown(s.env.Quirks.LooseMetainfo))
	}
	for _, o := range l.Objects {
		if levels > 1 {
			d.Objects = append(d.Objects, s.describeLevel(s.inside(l, o.Name), levels-1))
		}
	}
	return d
}

func (f UpdateField) shown(keyAsText bool) shownField {
	shown := shownField{
		f.FieldID, f.PrimaryKey, f.DataType, f.Label, f.Mandatory, f.Length, f.Decimals, f.DecimalFieldID, f.NotZero, f.ControlType, f.Values,
	}
	if keyAsText {
		shown.PrimaryKey = strconv.FormatBool(f.PrimaryKey)
	}
	return shown
}
