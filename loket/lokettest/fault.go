package lokettest

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// A Fault makes the server misbehave: see [Server.Fault]. On, When, After and Times give a narrower copy, so that faults read as a sentence:
//
//	lokettest.Throttled(time.Second).On("GetEmployeesByEmployerId").After(2).Times(1)
type Fault struct {
	fault  fake.Fault
	answer func(s *Server, r *http.Request) fake.Answer // nil: as fault has it
}

// Throttled answers 429 without a body, with a Retry-After header in whole seconds unless retryAfter is 0. Loket documents none.
func Throttled(retryAfter time.Duration) Fault {
	return withRetryAfter(http.StatusTooManyRequests, retryAfter)
}

// Unavailable answers 503 without a body, with a Retry-After header in whole seconds unless retryAfter is 0.
func Unavailable(retryAfter time.Duration) Fault {
	return withRetryAfter(http.StatusServiceUnavailable, retryAfter)
}

func withRetryAfter(code int, after time.Duration) Fault {
	return instead(func(*Server, *http.Request) fake.Answer {
		a := empty(code)
		if after > 0 {
			a.Header.Set("Retry-After", strconv.Itoa(int(after.Seconds())))
		}
		return a
	})
}

// Status answers with the status and the body given. The content type is HTML for a body that begins with "<", JSON for one that is JSON, else
// plain text; an empty body has none, as Loket sends it.
func Status(code int, body string) Fault {
	return instead(func(*Server, *http.Request) fake.Answer {
		a := plainText(code, body)
		switch {
		case body == "":
			return empty(code)
		case strings.HasPrefix(body, "<"):
			a.Header.Set("Content-Type", contentHTML)
		case json.Valid([]byte(body)):
			a.Header.Set("Content-Type", contentJSON)
		}
		return a
	})
}

// BusinessRule answers 400 with one message of the type BrokenBusinessRule (loket-rest.md §10 shape 33).
func BusinessRule(code int, description string, properties ...string) Fault {
	return instead(func(s *Server, r *http.Request) fake.Answer {
		c := s.newCall(r)
		c.version = oldestVersion
		return c.refuse(broken(code, description, properties...))
	})
}

// InvalidToken answers 401 as for an access token that has expired (loket-rest.md §10 shape 34).
func InvalidToken() Fault {
	return instead(func(*Server, *http.Request) fake.Answer { return denied() })
}

// Denied answers 403 (loket-rest.md §10 shape 35).
func Denied() Fault {
	return instead(func(*Server, *http.Request) fake.Answer { return forbidden() })
}

// Conflict answers 409 as when somebody else has changed the record (loket-rest.md §10 shape 12).
func Conflict() Fault {
	return instead(func(s *Server, r *http.Request) fake.Answer {
		c := s.newCall(r)
		c.version = oldestVersion
		return c.conflict()
	})
}

// Redirect answers 307 with the location given.
func Redirect(location string) Fault {
	return instead(func(*Server, *http.Request) fake.Answer {
		a := empty(http.StatusTemporaryRedirect)
		a.Header.Set("Location", location)
		return a
	})
}

// Warning gives the real answer with a message of the type Warning added (loket-rest.md §10 shape 37).
func Warning(code int, description string) Fault {
	return adjusted(func(c *call) {
		c.warnings = []message{{Code: code, Type: "Warning", Description: description, Properties: []string{}}}
	})
}

// RepeatedPage gives the first page for every page of a list, and says that there is one more after it: a client that trusts it never ends.
func RepeatedPage() Fault { return adjusted(func(c *call) { c.repeats = true }) }

// TokenError answers 400 with the OAuth error given, such as "invalid_grant". It is meant for On("token").
func TokenError(reason string) Fault {
	return instead(func(s *Server, _ *http.Request) fake.Answer { return s.refuseToken(reason) })
}

// LoginRefused sends the browser back with the OAuth error given, such as "access_denied". It is meant for On("authorize").
func LoginRefused(reason string) Fault {
	return instead(func(s *Server, r *http.Request) fake.Answer { return s.refuseLogin(r, reason) })
}

// Delay waits before the answer, until the client goes away or the server closes. It goes together with other faults.
func Delay(d time.Duration) Fault { return Fault{fault: fake.Delay(d)} }

// Truncated gives half of the body in an answer that is complete as far as HTTP can tell.
func Truncated() Fault { return Fault{fault: fake.Truncated()} }

// CutOff announces the whole body with Content-Length and breaks the connection half-way.
func CutOff() Fault { return Fault{fault: fake.CutOff()} }

// CutOffChunked is [CutOff] for an answer of which the client does not know the length.
func CutOffChunked() Fault { return Fault{fault: fake.CutOffChunked()} }

// Reset breaks the connection before the answer begins. What was asked is done all the same.
func Reset() Fault { return Fault{fault: fake.Reset()} }
