package afastest

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

// BasePath is the path under which AFAS serves its REST API, in any case.
const BasePath = "/ProfitRestServices"

// Server is a running environment. The fields are set before it is handed over and never change. Its methods may be called at any time
// and from several goroutines.
type Server struct {
	URL          string // base address, BasePath included; empty after New
	Token        string // classic token, the whole XML
	ClientID     string // for OAuth 2.0 client credentials
	ClientSecret string

	env         Environment
	classic     string       // what follows "AfasToken " in a good Authorization header
	listening   *http.Server // nil after New
	compressors sync.Pool    // of *gzip.Writer
	done        chan struct{}
	running     sync.RWMutex // read-locked by every request, locked by Close

	lock       sync.Mutex // guards what follows
	connectors []*connector
	busy       map[string]bool // GetConnectors that are being read, by lower-case name
	random     *rand.Rand
	tokens     map[string]time.Time // end of life, by access token
	requests   []*Request
	hook       func(Request)
	faults     []*activeFault
}

// Start serves the environment on a free port of the loopback address. It fails on an environment that contradicts itself; the error says where.
func Start(env Environment) (*Server, error) { return StartAt("127.0.0.1:0", env) }

// StartAt is [Start] on an address of the caller's choice, such as "127.0.0.1:8080".
func StartAt(address string, env Environment) (*Server, error) {
	s, err := New(env)
	if err != nil {
		return nil, err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("afastest: %w", err)
	}
	s.URL = "http://" + listener.Addr().String() + BasePath
	s.listening = &http.Server{Handler: s, ReadHeaderTimeout: time.Minute}
	go func() { _ = s.listening.Serve(listener) }() // ends with Close
	return s, nil
}

// New gives the environment without a listener: the server is an [http.Handler], for a listener or a recorder of the caller's.
func New(env Environment) (*Server, error) {
	env, err := env.complete()
	if err != nil {
		return nil, err
	}
	s := &Server{
		Token: env.Token, ClientID: env.ClientID, ClientSecret: env.ClientSecret,
		env:     env,
		classic: base64.StdEncoding.EncodeToString([]byte(env.Token)),
		done:    make(chan struct{}),
		busy:    map[string]bool{},
		random:  rand.New(rand.NewPCG(1, 2)),
		tokens:  map[string]time.Time{},
	}
	for _, c := range env.Connectors {
		if s.find(c.Name) != nil {
			return nil, fmt.Errorf("afastest: connector %s is there twice", c.Name)
		}
		if err := s.SetConnector(c); err != nil {
			return nil, err
		}
	}
	s.env.Connectors = nil // the rows live on in their tables
	return s, nil
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

// ServeHTTP answers one request, with the faults that are set.
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
	if how == deliverTruncated {
		a.body = a.body[:len(a.body)/2]
	}
	if how != deliverReset {
		s.noteStatus(noted, a.status)
	}
	s.deliver(w, r, a, how)
}

// work finds the answer to a request, and how it is to be delivered. It fails when the client left or the server closed meanwhile.
func (s *Server) work(r *http.Request, noted Request) (answer, delivery, error) {
	if s.env.Quirks.RowLocks {
		name := strings.ToLower(noted.Connector())
		if !s.occupy(name) {
			return s.fail(r, errUnexpected), deliverWhole, nil
		}
		defer s.release(name)
	}
	e := s.effectOn(noted)
	if err := s.wait(r, e.delay); err != nil {
		return answer{}, deliverWhole, err
	}
	if e.answer != nil {
		return e.answer(s, r), e.delivery, nil
	}
	return s.answer(r), e.delivery, nil
}

// wait ends early, with an error, when the client leaves or the server closes.
func (s *Server) wait(r *http.Request, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	body, err := io.ReadAll(r.Body) // net/http notices that a client leaves only once its body has been read
	if err != nil {
		return err
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

// belowBase gives the path below BasePath, without slashes around it. ok is false for a path outside.
func belowBase(path string) (below string, ok bool) {
	base, below, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return strings.TrimSuffix(below, "/"), strings.EqualFold("/"+base, BasePath)
}
