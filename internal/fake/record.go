package fake

import (
	"net/http"
	"strings"
	"time"
)

// Request is what a server remembers of a call, without its secrets. The Request of each fake has the same fields.
type Request struct {
	Method string
	Path   string      // as sent, percent-encoding undone
	Query  string      // as sent, without the question mark
	Header http.Header // of Authorization only the scheme, such as "Bearer"
	Status int         // of the answer; 0 when there was none (yet)
	Time   time.Time   // of arrival
}

func newRequest(r *http.Request) *Request {
	header := r.Header.Clone()
	if header.Values("Authorization") != nil {
		scheme, _, ok := strings.Cut(header.Get("Authorization"), " ")
		if !ok {
			scheme = "(no scheme)" // then the whole value may be the secret
		}
		header.Set("Authorization", scheme)
	}
	return &Request{Method: r.Method, Path: r.URL.Path, Query: r.URL.RawQuery, Header: header, Time: time.Now()}
}

// Requests gives what was asked since the start or since [Server.ResetRequests], in order of arrival.
func (s *Server) Requests() []Request {
	s.lock.Lock()
	defer s.lock.Unlock()
	requests := make([]Request, len(s.requests))
	for i, r := range s.requests {
		requests[i] = *r
	}
	return requests
}

// ResetRequests forgets the requests so far.
func (s *Server) ResetRequests() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.requests = nil
}

// OnRequest calls the hook for every request, before it is answered: once per request, for simultaneous requests at the same time. The hook
// may use the server in every way but [Server.Close]. Nil removes it.
func (s *Server) OnRequest(hook func(Request)) {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.hook = hook
}

// note records a request and tells the hook.
func (s *Server) note(r *http.Request) *Request {
	noted := newRequest(r)
	s.lock.Lock()
	s.requests = append(s.requests, noted)
	hook := s.hook
	s.lock.Unlock()
	if hook != nil {
		hook(*noted)
	}
	return noted
}

// noteStatus is called before the answer leaves, so that a client that has its answer finds the status in the record.
func (s *Server) noteStatus(r *Request, status int) {
	s.lock.Lock()
	defer s.lock.Unlock()
	r.Status = status
}
