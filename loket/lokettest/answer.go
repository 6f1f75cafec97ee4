package lokettest

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

const (
	contentJSON = "application/json; charset=utf-8"
	contentText = "text/plain; charset=utf-8"
	contentHTML = "text/html; charset=utf-8"
)

// empty is how Loket answers 404 and 500: no body, no content type (loket-rest.md §10 shape 36).
func empty(status int) fake.Answer { return fake.Answer{Status: status, Header: http.Header{}} }

func plainText(status int, text string) fake.Answer {
	return fake.Answer{Status: status, Header: http.Header{"Content-Type": {contentText}}, Body: []byte(text)}
}

func jsonAnswer(status int, body any) fake.Answer {
	text, _ := json.Marshal(body) // plain values
	return fake.Answer{Status: status, Header: http.Header{"Content-Type": {contentJSON}}, Body: text}
}

// denied is loket-rest.md §10 shape 34.
func denied() fake.Answer {
	return jsonAnswer(http.StatusUnauthorized, object{"message": "Authorization has been denied for this request."})
}

// forbidden is loket-rest.md §10 shape 35.
func forbidden() fake.Answer {
	const reason = `Insufficient rights for this request, reason "User doesn't have rechten to perform activity for the given Id."`
	return jsonAnswer(http.StatusForbidden, object{"message": reason})
}

// envelope is what every JSON answer has (loket-rest.md §3.3).
func (c *call) envelope(messages []message) object {
	if messages == nil {
		messages = []message{}
	}
	var obsolete any
	if date := c.s.env.ObsoleteDates[c.version]; date != "" {
		obsolete = date
	}
	return object{"version": object{"obsoleteDate": obsolete, "resourceVersion": c.version}, "messages": messages}
}

// content answers a single document.
func (c *call) content(status int, doc any) fake.Answer {
	body := c.envelope(c.warnings)
	body["content"] = doc
	if c.s.env.Quirks.PagingOnDetails {
		addPaging(body, 1, 1, 1, 1)
	}
	if c.s.env.Quirks.Tolerance {
		addUnknown(body)
	}
	return jsonAnswer(status, body)
}

// done answers a write that has nothing to show.
func (c *call) done(status int) fake.Answer { return c.content(status, object{}) }

// show answers a record, with its ETag when its kind has one.
func (c *call) show(status int, r *record) fake.Answer {
	v := c.view(r.kind)
	a := c.content(status, c.output(v.schema, v.show(entry{record: r})))
	if r.kind.hasTag {
		a.Header.Set("ETag", r.tag())
	}
	return a
}

// tag is the form of the ETag: the vendor shows none, so that it is the row version of a database.
func (r *record) tag() string {
	return `"` + base64.StdEncoding.EncodeToString(binary.BigEndian.AppendUint64(nil, uint64(r.revision))) + `"`
}

// refuse answers 400 (loket-rest.md §10 shape 33).
func (c *call) refuse(messages ...message) fake.Answer {
	body := c.refusal(messages)
	body["content"] = object{}
	return jsonAnswer(http.StatusBadRequest, body)
}

// refuseList is refuse for an operation that answers a list.
func (c *call) refuseList(messages ...message) fake.Answer {
	body := c.refusal(messages)
	body["_embedded"] = []any{}
	addPaging(body, 0, defaultPageSize, 0, 1)
	return jsonAnswer(http.StatusBadRequest, body)
}

func (c *call) refusal(messages []message) object {
	body := c.envelope(messages)
	if c.s.env.Quirks.VersionNumber {
		body["version"] = object{"obsoleteDate": nil, "versionNumber": c.version}
	}
	return body
}

// conflict answers 409 (loket-rest.md §10 shape 12).
func (c *call) conflict() fake.Answer {
	body := c.envelope([]message{broken(codeChanged, "The record was changed in the meantime")})
	body["content"] = object{}
	return jsonAnswer(http.StatusConflict, body)
}
