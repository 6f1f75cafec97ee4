package loket

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// The kinds of errors, for [errors.Is]. The same values are used by every package of this module.
var (
	// ErrUnauthorized: the access was withdrawn or has ended; see also [ErrLoginRequired].
	ErrUnauthorized = api.ErrUnauthorized
	// ErrForbidden: the application or the user may not do this, or the employer has no such module.
	ErrForbidden = api.ErrForbidden
	// ErrNotFound: there is no such record, or the user may not see it.
	ErrNotFound = api.ErrNotFound
	// ErrConflict: the record was changed by someone else since it was read. Read it again, change it again, send it again.
	ErrConflict = api.ErrConflict
	// ErrRateLimited: too many calls.
	ErrRateLimited = api.ErrRateLimited
	// ErrUnavailable: Loket could not be reached or did not answer in time; nothing was changed.
	ErrUnavailable = api.ErrUnavailable
	// ErrBusinessRule: Loket understood the request and refused it, and says why.
	ErrBusinessRule = api.ErrBusinessRule
	// ErrUnknownOutcome: a write got no answer that tells whether it was carried out.
	ErrUnknownOutcome = api.ErrUnknownOutcome
)

// Error is what went wrong in a call to Loket. Its text has no query, no secret and no record in it; what Loket says is part of it, without e-mail addresses.
// See loket-rest.md §6.
type Error struct {
	Op         string // method and path
	StatusCode int    // 0 when no answer came
	Message    string // of Loket, where it sends no list of messages
	Messages   []Message
	Code       string        // of the token endpoint, such as "invalid_grant"
	RetryAfter time.Duration // how long Loket asks to wait, or 0

	kind error
	err  error
}

// Error says what was done, what came back, and what to do about it.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("loket: " + e.Op)
	if e.StatusCode != 0 && (e.StatusCode > 299 || e.err == nil) {
		fmt.Fprintf(&b, ": %d %s", e.StatusCode, http.StatusText(e.StatusCode))
	}
	texts := []string{e.Code, e.Message}
	for _, m := range e.Messages {
		texts = append(texts, strings.TrimSpace(m.Description+" "+strings.Join(m.Properties, ", ")))
	}
	for _, text := range texts {
		if text != "" {
			b.WriteString(": " + api.Redact(text))
		}
	}
	if e.err != nil {
		b.WriteString(": " + e.err.Error())
	}
	if e.RetryAfter > 0 {
		fmt.Fprintf(&b, ": try again in %v", e.RetryAfter)
	}
	if advice := e.advice(); advice != "" {
		b.WriteString(" (" + advice + ")")
	}
	return b.String()
}

func (e *Error) advice() string {
	switch {
	case e.Code == "invalid_client":
		return "the client id or secret is wrong, or belongs to the other environment"
	case e.kind == ErrUnknownOutcome:
		return "unknown outcome: it may have been carried out; look before you send it again"
	case e.kind == ErrUnauthorized:
		return "the access has ended or was withdrawn: log in again"
	case e.kind == ErrForbidden:
		return "the user, the role, the module or the application does not allow it; GET authorizations of the employer lists what the user may do"
	case e.kind == ErrNotFound:
		return "there is no such record, or the user may not see it"
	case e.kind == ErrUnavailable:
		return "check the address and the network, and try again later"
	case e.kind == ErrConflict:
		return "someone else changed the record: read it again, change it again, send it again"
	}
	return ""
}

// Is reports whether the error is of that kind.
func (e *Error) Is(target error) bool { return e.kind != nil && e.kind == target }

// Unwrap gives the error of the network, of the caller's context or of the decoder, if there is one.
func (e *Error) Unwrap() error { return e.err }

// LogValue gives the parts that may stand in any log: everything but the messages.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("op", e.Op), slog.Int("status", e.StatusCode)}
	if e.Code != "" {
		attrs = append(attrs, slog.String("code", e.Code))
	}
	for _, m := range e.Messages {
		attrs = append(attrs, slog.Int("message_code", m.Code))
	}
	if e.kind != nil {
		attrs = append(attrs, slog.String("kind", e.kind.Error()))
	}
	return slog.GroupValue(attrs...)
}

// newError reads the body of a failed call: "message" is a text (401, 403), "messages" is a list (400, 409), both may be missing, and a 400 may be plain text (loket-rest.md §6.2).
// Loket documents a 409 for a stale If-Match; a 412 would mean the same (§11).
func newError(f *api.Failure) *Error {
	e := &Error{Op: f.Op, StatusCode: f.StatusCode, RetryAfter: f.RetryAfter, kind: f.Kind, err: f.Err}
	var body struct {
		Message  string    `json:"message"`
		Messages []Message `json:"messages"`
	}
	switch err := json.Unmarshal(api.TrimJSON(f.Body), &body); {
	case err == nil:
		e.Message, e.Messages = api.Redact(body.Message), body.Messages
	case strings.HasPrefix(f.Header.Get("Content-Type"), "text/plain"):
		e.Message = api.Redact(brief(f.Body))
	}
	switch f.StatusCode {
	case http.StatusConflict, http.StatusPreconditionFailed:
		e.kind = ErrConflict
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		if len(e.Messages) > 0 {
			e.kind = ErrBusinessRule
		}
	}
	return e
}

// brief gives the beginning of a text, on one line.
func brief(text []byte) string {
	const longest = 200
	runes := []rune(strings.Join(strings.Fields(string(text)), " "))
	return string(runes[:min(len(runes), longest)])
}
