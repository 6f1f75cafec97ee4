package loket

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"sync"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Message is what Loket says about a request: a warning in a good answer, the reason in a bad one (loket-rest.md §6.1).
type Message struct {
	Code        int      `json:"code"` // may change without notice
	ID          string   `json:"id"`   // the record it is about, in calls for several records
	Type        string   `json:"type"` // BrokenBusinessRule, Warning, Exception, NotFound, or one yet unknown
	Description string   `json:"description"`
	Properties  []string `json:"properties"` // members it is about
}

// UnmarshalJSON also reads the messages of collective actions, in which the type is a key and a value (loket-rest.md §3.4). A member that has another shape stays empty:
// a message must not cost the answer it came with.
func (m *Message) UnmarshalJSON(data []byte) error {
	type members Message
	var message struct {
		members
		Type json.RawMessage `json:"type"`
	}
	_ = json.Unmarshal(data, &message)
	*m = Message(message.members)
	var coded struct{ Value string }
	if json.Unmarshal(message.Type, &m.Type) != nil && json.Unmarshal(message.Type, &coded) == nil {
		m.Type = coded.Value
	}
	return nil
}

// envelope is around every answer: _embedded holds lists, content holds single records, and a few operations do as they please (loket-rest.md §3.3, §3.4).
type envelope struct {
	TotalSize   int             `json:"totalSize"`
	TotalPages  int             `json:"totalPages"`
	CurrentPage int             `json:"currentPage"`
	Version     resourceVersion `json:"version"`
	Messages    []Message       `json:"messages"`
	Embedded    json.RawMessage `json:"_embedded"`
	Content     json.RawMessage `json:"content"`

	odd bool // a member has another type than that of an envelope
}

type resourceVersion struct {
	Obsolete string `json:"obsoleteDate"`
	Resource string `json:"resourceVersion"`
}

var errShape = errors.New("the answer has another shape than expected")

// open decodes the envelope. Unknown members are ignored everywhere: Loket adds some without notice. A record that comes without an envelope may have members of the same names,
// and a list without one is an array.
func open(body []byte) (envelope, error) {
	body = api.TrimJSON(body)
	if bytes.HasPrefix(body, []byte("[")) {
		return envelope{Embedded: body}, nil
	}
	var e envelope
	err := json.Unmarshal(body, &e)
	if member, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && member.Field != "" {
		e.odd, err = true, nil
	}
	if err != nil {
		return e, errShape
	}
	return e, nil
}

// one gives the record of a detail: the content, or the only entry of a list, or the body itself where there is no envelope.
func (e envelope) one(body []byte) ([]byte, error) {
	switch {
	case isFilled(e.Content):
		return e.Content, nil
	case isFilled(e.Embedded):
		var list []json.RawMessage
		if json.Unmarshal(e.Embedded, &list) != nil {
			return e.Embedded, nil // a single record where a list should be
		}
		if len(list) != 1 {
			return nil, errShape
		}
		return list[0], nil
	case e.Content != nil || e.Embedded != nil:
		return []byte("null"), nil
	}
	return api.TrimJSON(body), nil
}

// many gives the JSON array of a list; one record where a list should be becomes a list of one.
func (e envelope) many() []byte {
	switch list := bytes.TrimSpace(e.Embedded); {
	case !isFilled(list):
		return []byte("[]")
	case list[0] == '{':
		return append(append([]byte{'['}, list...), ']')
	default:
		return list
	}
}

func isFilled(raw []byte) bool { return len(raw) > 0 && string(raw) != "null" }

// obsolete warns once for each operation whose resource version will end. After a new version, the old one lives six months (loket-rest.md §1).
type obsolete struct {
	log  *slog.Logger
	seen sync.Map
}

func (o *obsolete) check(op Operation, v resourceVersion) {
	day, err := civil.ParseDate(v.Obsolete)
	if err != nil || day.IsZero() {
		return
	}
	if _, told := o.seen.LoadOrStore(op.Path, true); !told {
		o.log.Warn("loket: the resource version will end", "operation", op.Path, "version", v.Resource, "ends", day.String())
	}
}
