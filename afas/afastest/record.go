package afastest

import (
	"net/http"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Request is what the server remembers of a call: enough to show what a program asked for, without its secrets.
type Request struct {
	Method string
	Path   string      // as sent, percent-encoding undone
	Query  string      // as sent, without the question mark
	Header http.Header // of Authorization only the scheme, such as "Bearer"
	Status int         // of the answer; 0 when there was none (yet)
	Time   time.Time   // of arrival
}

// Connector gives the name of the GetConnector that the request reads from, or of the UpdateConnector that it writes to, as the request writes
// it; "" for any other request.
func (r Request) Connector() string { return connectorOf(r.Path) }

func connectorOf(path string) string {
	path, _ = belowBase(path)
	kind, below, _ := strings.Cut(path, "/")
	if !strings.EqualFold(kind, "connectors") {
		return ""
	}
	name, _, _ := strings.Cut(below, "/")
	return name
}

// Requests gives what was asked since the start or since [Server.ResetRequests], in order of arrival.
func (s *Server) Requests() []Request {
	noted := s.server.Requests()
	requests := make([]Request, len(noted))
	for i, r := range noted {
		requests[i] = Request(r)
	}
	return requests
}

// ResetRequests forgets the requests so far.
func (s *Server) ResetRequests() { s.server.ResetRequests() }

// OnRequest calls the hook for every request, before it is answered. The hook may change the environment, for instance delete rows between two
// pages; it runs once per request, for simultaneous requests at the same time, and must not call [Server.Close]. Nil removes it.
func (s *Server) OnRequest(hook func(Request)) {
	if hook == nil {
		s.server.OnRequest(nil)
		return
	}
	s.server.OnRequest(func(r fake.Request) { hook(Request(r)) })
}
