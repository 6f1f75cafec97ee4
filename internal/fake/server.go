package fake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"
)

// Handler is what a fake adds to a [Server].
type Handler struct {
	// Answer finds the real answer to a request that no fault has taken.
	Answer func(r *http.Request) Answer

	// Enter, when set, comes before faults, delays and the answer. A request that may not enter has the answer refused; for another one, leave is
	// called before its answer is sent.
	Enter func(r *http.Request) (leave func(), refused *Answer)

	// Header, when set, adds the headers that are on every answer, broken ones included.
	Header func(h http.Header)

	// Write, when set, sends a whole answer in a way of the fake's own, such as compressed. The headers of the answer are set already.
	Write func(w http.ResponseWriter, r *http.Request, a Answer)
}

// Server carries a fake. Its methods may be called at any time and from several goroutines.
type Server struct {
	handler   Handler
	listening *http.Server // nil without Listen
	done      chan struct{}
	running   sync.RWMutex // read-locked by every request, locked by Close

	lock     sync.Mutex // guards what follows
	requests []*Request
	hook     func(Request)
	faults   []*activeFault
}

// NewServer gives a server without a listener: an [http.Handler].
func NewServer(h Handler) *Server {
	return &Server{handler: h, done: make(chan struct{})}
}

// Listen serves on the address, such as "127.0.0.1:0", and gives the address that it became. It is called once, before the server is used.
func (s *Server) Listen(address string) (string, error) {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return "", err
	}
	s.listening = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.listening.Serve(listener) }() // ends with Close
	return listener.Addr().String(), nil
}

// Close ends slow answers, breaks the connections and waits for the requests in progress. A second call does nothing.
func (s *Server) Close() {
	s.lock.Lock()
	if !s.closed() {
		close(s.done)
	}
	s.lock.Unlock()
	if s.listening != nil {
		_ = s.listening.Close()
	}
	s.running.Lock()
	defer s.running.Unlock()
}

func (s *Server) closed() bool {
	select {
	case <-s.done:
		return true
	default:
		return false
	}
}

// ServeHTTP records a request, tells the hook, and answers with the faults that are set.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.running.RLock()
	defer s.running.RUnlock()
	if s.closed() {
		panic(http.ErrAbortHandler)
	}
	noted := s.note(r)
	a, how, err := s.work(r, *noted)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if how != deliverReset {
		s.noteStatus(noted, a.Status)
	}
	s.deliver(w, r, a, how)
}

// work finds the answer to a request, and how it is to be delivered. It fails when the client left or the server closed meanwhile.
func (s *Server) work(r *http.Request, noted Request) (Answer, delivery, error) {
	if s.handler.Enter != nil {
		leave, refused := s.handler.Enter(r)
		if refused != nil {
			return *refused, deliverWhole, nil
		}
		defer leave()
	}
	e := s.effectOn(noted)
	if err := s.wait(r, e.delay); err != nil {
		return Answer{}, deliverWhole, err
	}
	answer := s.handler.Answer
	if e.answer != nil {
		answer = e.answer
	}
	a := answer(r)
	if err := s.wait(r, e.late); err != nil {
		return Answer{}, deliverWhole, err
	}
	if e.delivery == deliverTruncated {
		a.Body = a.Body[:len(a.Body)/2]
	}
	return a, e.delivery, nil
}

// wait ends early, with an error, when the client leaves or the server closes.
func (s *Server) wait(r *http.Request, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	body, err := io.ReadAll(r.Body) // net/http notices that a client leaves only once its body has been read
	if err != nil {
		return fmt.Errorf("reading the request: %w", err)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-r.Context().Done():
		return r.Context().Err()
	case <-s.done:
		return errors.New("server closed")
	}
}
