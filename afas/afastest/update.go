package afastest

import (
	"bytes"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

const maxBody = 75 << 20 // afas-profit-rest.md §6.4

// update answers POST, PUT and DELETE of connectors/{id} (afas-profit-rest.md §6).
func (s *Server) update(r *http.Request) fake.Answer {
	path, ok := parseUpdatePath(r)
	s.writing.Lock()
	u := s.updater(path.connector)
	s.writing.Unlock()
	switch {
	case u == nil:
		return s.fail(r, errUpdateUnsupported)
	case !ok:
		return emptyAnswer(http.StatusNotFound)
	case !u.allows(r.Method) || r.Method == http.MethodPut && path.sub != "":
		return emptyAnswer(http.StatusMethodNotAllowed)
	case r.Method == http.MethodDelete:
		if !strings.EqualFold(path.target.name, u.Root) {
			return emptyAnswer(http.StatusNotFound)
		}
		return s.carryOut(r, u, path.target, scope{action: actionDelete})
	case path.sub != "" && (u.root.object(path.sub) == nil || u.SubObjects != nil && !slices.Contains(u.SubObjects, path.sub)):
		return emptyAnswer(http.StatusNotFound)
	}
	message, refused := s.readMessage(r, u, path.sub)
	if refused != nil {
		return *refused
	}
	return s.carryOut(r, u, message, pathAction(r.Method, path.sub))
}

// pathAction gives what the elements of a message do that do not say it themselves: POST on a sub-object updates the record and inserts into it.
func pathAction(method, sub string) scope {
	switch {
	case sub != "":
		return scope{action: actionUpdate, inner: actionInsert}
	case method == http.MethodPost:
		return scope{action: actionInsert}
	}
	return scope{action: actionUpdate}
}

// readMessage reads the body of an insert or update.
func (s *Server) readMessage(r *http.Request, u *updater, sub string) (object, *fake.Answer) {
	refuse := func(a fake.Answer) (object, *fake.Answer) { return object{}, &a }
	body, err := io.ReadAll(io.LimitReader(r.Body, s.env.MaxBody+1))
	switch {
	case err != nil:
		return refuse(emptyAnswer(http.StatusBadRequest))
	case int64(len(body)) > s.env.MaxBody:
		_, _ = io.Copy(io.Discard, r.Body) // a client reads the answer only when it has got rid of its body
		return refuse(emptyAnswer(http.StatusRequestEntityTooLarge))
	}
	message, failed, ok := parseBody(decodeText(body, r.Header.Get("Content-Type")))
	switch {
	case !ok:
		return refuse(jsonAnswer(http.StatusBadRequest, []byte(`{"message":"Invalid json"}`)))
	case failed != nil:
		return refuse(s.fail(r, failed))
	case message.name != u.Root:
		return refuse(s.fail(r, errShape("the root element is '%s', not '%s'", u.Root, message.name)))
	case u.OneElement && len(message.elements) > 1:
		return refuse(s.fail(r, errShape("'%s' takes one Element in a call", u.Root)))
	case sub != "" && !slices.ContainsFunc(message.elements, func(e element) bool { return e.has(sub) }):
		return refuse(s.fail(r, errShape("the message has no '%s'", sub)))
	}
	for _, e := range message.elements {
		if refused := u.allowsAction(e.action); refused != nil {
			return refuse(s.fail(r, refused))
		}
	}
	return message, nil
}

func (e element) has(name string) bool {
	return slices.ContainsFunc(e.objects, func(o object) bool { return o.name == name })
}

// decodeText gives the body as AFAS reads it: without a charset in the content type, what is not ASCII is lost (afas-profit-rest.md §6.4).
func decodeText(body []byte, contentType string) []byte {
	_, parameters, err := mime.ParseMediaType(contentType)
	if err == nil && strings.EqualFold(parameters["charset"], "utf-8") {
		return body
	}
	return bytes.Map(func(r rune) rune {
		if r > 127 {
			return '?'
		}
		return r
	}, body)
}

// carryOut writes a message in one transaction and answers it.
func (s *Server) carryOut(r *http.Request, u *updater, message object, sc scope) fake.Answer {
	sc.level, sc.place = u.root, place{owner: u}
	records, writes, hook, refused := s.transact(message, sc)
	if refused != nil {
		return s.fail(r, refused)
	}
	if hook != nil {
		for _, w := range writes {
			hook(w)
		}
	}
	if sc.action == actionDelete {
		return emptyAnswer(http.StatusOK)
	}
	return s.answerWrite(u, r.Method, records)
}

// transact writes all elements of a message, or none.
func (s *Server) transact(message object, sc scope) (records []map[string]any, writes []Write, hook func(Write), refused *failure) {
	s.writing.Lock()
	defer s.writing.Unlock()
	tx := &transaction{s: s}
	for _, e := range message.elements {
		r, w, refused := tx.write(sc, e)
		if refused != nil {
			tx.rollBack()
			return nil, nil, nil, refused
		}
		records, writes = append(records, r.fields), append(writes, w)
	}
	s.writes = append(s.writes, writes...)
	s.keepFiles(tx.files)
	s.show(tx.changes)
	return records, copyWrites(writes), s.writeHook, nil
}

// allowsAction refuses an action for which the connector has no method: what cannot be deleted with DELETE cannot be deleted with PUT.
func (u *updater) allowsAction(action string) *failure {
	method := map[string]string{actionInsert: http.MethodPost, actionUpdate: http.MethodPut, actionDelete: http.MethodDelete}[action]
	if method == "" || u.allows(method) {
		return nil
	}
	return errShape("'%s' does not %s", u.Name, action)
}
