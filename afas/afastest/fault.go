package afastest

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// A Fault makes the server misbehave: see [Server.Fault]. On, When, After, Every and Times give a narrower copy, so that faults read as a sentence:
//
//	afastest.Throttled(time.Second).On("connectors/Profit_Contract").After(2).Times(1)
type Fault struct {
	fault  fake.Fault
	answer func(s *Server, r *http.Request) fake.Answer // nil: as fault has it
}

// MaintenanceBody is what a 503 carries: the sources disagree (afas-profit-rest.md §8.2).
type MaintenanceBody int

// The three bodies of a 503.
const (
	MaintenanceJSON    MaintenanceBody = iota // code, message and retry_after
	MaintenanceWrapped                        // the same with values wrapped as {"example": …}, as in the vendor's specification
	MaintenanceEmpty                          // nothing
)

// Maintenance answers 503 with a Retry-After header in whole seconds. The vendor's is two hours.
func Maintenance(retryAfter time.Duration, body MaintenanceBody) Fault {
	seconds := int(retryAfter.Seconds())
	text := ""
	switch body {
	case MaintenanceJSON:
		text = fmt.Sprintf(`{"error":{"code":"503","message":"Service temporarily unavailable due to maintenance"},"retry_after":%d}`, seconds)
	case MaintenanceWrapped:
		text = fmt.Sprintf(`{"error":{"code":{"example":"503"},"message":{"example":"Service temporarily unavailable due to maintenance"}},"retry_after":%d}`, seconds)
	}
	return replace(http.StatusServiceUnavailable, text, "Retry-After", strconv.Itoa(seconds))
}

// Throttled answers 429 without a body, with a Retry-After header in whole seconds unless retryAfter is 0.
func Throttled(retryAfter time.Duration) Fault {
	if retryAfter == 0 {
		return Status(http.StatusTooManyRequests, "")
	}
	return replace(http.StatusTooManyRequests, "", "Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
}

// Status answers with the status and the body given. The content type is HTML for a body that begins with "<", else JSON; an empty body
// comes as AFAS sends one.
func Status(code int, body string) Fault { return replace(code, body) }

// Failure answers 500 with an AFAS error body (afas-profit-rest.md §8.2); an empty message is left out. Texts that AFAS has in Dutch
// as well follow the language of the call.
func Failure(number int, message string) Fault {
	return Fault{answer: func(s *Server, r *http.Request) fake.Answer {
		return s.fail(r, &failure{number: number, text: message})
	}}
}

// InvalidToken answers 401 as for an access token that has expired.
func InvalidToken() Fault {
	return replace(http.StatusUnauthorized, "", "WWW-Authenticate", invalidToken)
}

// Redirect answers 307 with the location given.
func Redirect(location string) Fault {
	return replace(http.StatusTemporaryRedirect, "", "Location", location)
}

// Delay waits before anything is done, until the client goes away or the server closes: the request of a client that goes away is not carried
// out. It goes together with other faults.
func Delay(d time.Duration) Fault { return Fault{fault: fake.Delay(d)} }

// Truncated gives half of the body in an answer that is complete as far as HTTP can tell.
func Truncated() Fault { return Fault{fault: fake.Truncated()} }

// CutOff announces the whole body with Content-Length and breaks the connection half-way.
func CutOff() Fault { return Fault{fault: fake.CutOff()} }

// CutOffChunked is [CutOff] for an answer of which the client does not know the length.
func CutOffChunked() Fault { return Fault{fault: fake.CutOffChunked()} }

// Reset breaks the connection before the answer begins.
func Reset() Fault { return Fault{fault: fake.Reset()} }

// On limits the fault to a path below [BasePath] and everything under it, in any case: "connectors/Profit_Contract", "metainfo", "oauth/token".
func (f Fault) On(path string) Fault {
	path = strings.ToLower(strings.Trim(path, "/"))
	return f.When(func(r Request) bool {
		asked, _ := belowBase(strings.ToLower(r.Path))
		return path == "" || asked == path || strings.HasPrefix(asked, path+"/")
	})
}

// When limits the fault to the requests for which match gives true. It must not call the server's methods.
func (f Fault) When(match func(Request) bool) Fault {
	f.fault = f.fault.When(func(r fake.Request) bool { return match(Request(r)) })
	return f
}

// After lets the first n requests that the fault is about pass.
func (f Fault) After(n int) Fault {
	f.fault = f.fault.After(n)
	return f
}

// Times limits the fault to n requests. Without it, it lasts until [Server.ClearFaults].
func (f Fault) Times(n int) Fault {
	f.fault = f.fault.Times(n)
	return f
}

// Every limits the fault to the n-th request that it is about, the 2n-th, and so on, counted from those that After lets pass.
func (f Fault) Every(n int) Fault {
	f.fault = f.fault.Every(n)
	return f
}

// Fault adds faults. Each request looks through them in the order added, before anything else is done with it, and takes the first that
// hits; a [Delay] or [SlowAnswer] adds its time and the search goes on. A request that one fault has taken does not count for those after it.
func (s *Server) Fault(faults ...Fault) {
	for _, f := range faults {
		if f.answer != nil {
			f.fault = f.fault.Instead(func(r *http.Request) fake.Answer { return f.answer(s, r) })
		}
		s.server.Fault(f.fault)
	}
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() { s.server.ClearFaults() }

// replace answers something else than the real answer, with extra headers as names and values.
func replace(code int, body string, header ...string) Fault {
	return Fault{answer: func(*Server, *http.Request) fake.Answer {
		a := emptyAnswer(code)
		switch {
		case strings.HasPrefix(body, "<"):
			a.Header.Set("Content-Type", contentHTML)
		case body != "":
			a.Header.Set("Content-Type", contentJSON)
		}
		a.Body = []byte(body)
		for i := 0; i < len(header); i += 2 {
			a.Header.Set(header[i], header[i+1])
		}
		return a
	}}
}
