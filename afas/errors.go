package afas

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// The kinds of errors, for [errors.Is]. The same values are used by every package of this module.
var (
	// ErrUnauthorized: the credential is wrong, has expired or was withdrawn, or the app connector does not contain the connector.
	ErrUnauthorized = api.ErrUnauthorized
	// ErrForbidden: the app connector does not accept calls from this address.
	ErrForbidden = api.ErrForbidden
	// ErrNotFound: there is nothing at this address, or the query was too long.
	ErrNotFound = api.ErrNotFound
	// ErrRateLimited: too many calls.
	ErrRateLimited = api.ErrRateLimited
	// ErrUnavailable: AFAS could not be reached, is under maintenance, or did not answer in time; nothing was changed.
	ErrUnavailable = api.ErrUnavailable
	// ErrBusinessRule: AFAS understood the request and refused it, and says why.
	ErrBusinessRule = api.ErrBusinessRule
	// ErrUnknownOutcome: a write got no answer that tells whether it was carried out.
	ErrUnknownOutcome = api.ErrUnknownOutcome
)

// Error is what went wrong in a call to AFAS. Its text has no query, no secret and no row in it; a message of AFAS is part of it, without e-mail addresses.
// See afas-profit-rest.md §8.
type Error struct {
	Op           string        // method and path, such as "GET connectors/Profit_Employees"
	StatusCode   int           // 0 when no answer came
	Number       int           // errorNumber of AFAS. AFAS uses one number for many errors: do not interpret it
	Message      string        // what AFAS says, in the language of the environment or of WithLanguage
	Code         string        // of the token endpoint, such as "invalid_client"
	LogReference string        // finds the error in the log of the environment: give it to the customer's administrator
	TraceID      string        // finds the call at AFAS: give it to AFAS support
	RetryAfter   time.Duration // how long AFAS asks to wait, or 0

	kind error
	err  error
}

// Error says what was done, what came back, and what to do about it.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("afas: " + e.Op)
	if e.StatusCode != 0 && (e.StatusCode > 299 || e.err == nil) {
		fmt.Fprintf(&b, ": %d %s", e.StatusCode, http.StatusText(e.StatusCode))
	}
	for _, text := range []string{e.Code, e.Message} {
		if text != "" {
			b.WriteString(": " + text)
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
	if e.LogReference != "" {
		b.WriteString(" [log reference " + e.LogReference + "]")
	}
	return b.String()
}

// advice says what to do, as far as the answer tells.
func (e *Error) advice() string {
	switch {
	case e.Code == "invalid_client":
		return "the client id or secret is wrong or has expired, or the app connector is blocked"
	case e.Code == "unauthorized_client":
		return "the app connector does not allow client credentials, or belongs to another environment"
	case e.Code != "":
		return ""
	case e.kind == ErrUnknownOutcome:
		return "unknown outcome: it may have been carried out; look before you send it again"
	case e.StatusCode == http.StatusUnauthorized, e.kind == ErrUnauthorized:
		return "the credential is wrong, has ended or belongs to another environment, or the connector is not in the app connector"
	case e.kind == ErrForbidden:
		return "the app connector does not accept calls from this address"
	case e.kind == ErrNotFound:
		return "check the address"
	case e.kind == ErrUnavailable && errors.Is(e.err, context.DeadlineExceeded):
		return "AFAS may still be at work on it: wait before you ask again"
	case e.kind == ErrUnavailable:
		return "check the address and the network; afasstatus.nl tells of maintenance"
	}
	return ""
}

// Is reports whether the error is of that kind.
func (e *Error) Is(target error) bool { return e.kind != nil && e.kind == target }

// Unwrap gives the error of the network, of the caller's context or of the decoder, if there is one.
func (e *Error) Unwrap() error { return e.err }

// LogValue gives the parts that may stand in any log: everything but the message.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("op", e.Op), slog.Int("status", e.StatusCode)}
	for _, a := range []slog.Attr{slog.String("code", e.Code), slog.String("log_reference", e.LogReference), slog.String("trace_id", e.TraceID)} {
		if a.Value.String() != "" {
			attrs = append(attrs, a)
		}
	}
	if e.Number != 0 {
		attrs = append(attrs, slog.Int("number", e.Number))
	}
	if e.kind != nil {
		attrs = append(attrs, slog.String("kind", e.kind.Error()))
	}
	return slog.GroupValue(attrs...)
}

// newError reads the body of a failed call, whatever its Content-Type says: AFAS labels some of its JSON as XML (afas-profit-rest.md §8.2).
// What is not there, or has another shape, stays empty: the status tells enough.
func newError(f *api.Failure) *Error {
	e := &Error{
		Op:         f.Op,
		StatusCode: f.StatusCode,
		TraceID:    f.Header.Get("X-Trace-Identifier"),
		kind:       f.Kind,
		err:        f.Err,
	}
	var body struct {
		Number       int    `json:"errorNumber"`
		External     string `json:"externalMessage"`
		LogReference string `json:"profitLogReference"`
		Message      string `json:"message"`
		Maintenance  struct {
			Message string `json:"message"`
		} `json:"error"`
		RetryAfter int `json:"retry_after"` // seconds
	}
	_ = decode(f.Body, &body)
	e.Number, e.LogReference = body.Number, body.LogReference
	e.Message = api.Redact(cmp.Or(body.External, body.Message, body.Maintenance.Message))
	e.RetryAfter = cmp.Or(f.RetryAfter, time.Duration(body.RetryAfter)*time.Second)
	switch {
	case body.External == "", f.StatusCode != http.StatusInternalServerError:
	case notInAppConnector(body.External):
		e.kind = ErrUnauthorized
	default:
		e.kind = ErrBusinessRule
	}
	return e
}

// notInAppConnector recognises the texts with which AFAS says what it elsewhere says with a 401: the connector is not in the app connector
// (afas-profit-rest.md §8.1, §8.3).
func notInAppConnector(message string) bool {
	message = strings.ToLower(message)
	return strings.Contains(message, "not supported for this app") ||
		strings.Contains(message, "connector wordt niet ondersteund")
}
