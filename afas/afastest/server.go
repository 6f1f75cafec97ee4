package afastest

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
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

	APIKey         string // to request a token with an activation code
	EnvironmentKey string // the same

	env         Environment
	server      *fake.Server
	classic     string    // what follows "AfasToken " in a good Authorization header
	compressors sync.Pool // of *gzip.Writer

	lock       sync.Mutex // guards what follows
	connectors []*connector
	busy       map[string]bool // GetConnectors that are being read, by lower-case name
	random     *rand.Rand
	tokens     map[string]time.Time // end of life, by access token
	codes      map[string]string    // activation codes that were mailed, by user

	writing   sync.Mutex // guards what follows; it may be held when lock is taken, not the other way around
	updaters  []*updater
	writes    []Write
	writeHook func(Write)
	files     []File
}

// Start serves the environment on a free port of the loopback address. It fails on an environment that contradicts itself; the error says where.
func Start(env Environment) (*Server, error) { return StartAt("127.0.0.1:0", env) }

// StartAt is [Start] on an address of the caller's choice, such as "127.0.0.1:8080".
func StartAt(address string, env Environment) (*Server, error) {
	s, err := New(env)
	if err != nil {
		return nil, err
	}
	address, err = s.server.Listen(address)
	if err != nil {
		return nil, fmt.Errorf("afastest: %w", err)
	}
	s.URL = "http://" + address + BasePath
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
		APIKey: env.APIKey, EnvironmentKey: env.EnvironmentKey,
		env:     env,
		classic: base64.StdEncoding.EncodeToString([]byte(env.Token)),
		busy:    map[string]bool{},
		random:  rand.New(rand.NewPCG(1, 2)),
		tokens:  map[string]time.Time{},
		codes:   map[string]string{},
	}
	if err := s.load(env); err != nil {
		return nil, err
	}
	handler := fake.Handler{Answer: s.answer, Header: s.addHeaders, Write: s.write}
	if env.Quirks.RowLocks {
		handler.Enter = s.lockRows
	}
	s.server = fake.NewServer(handler)
	return s, nil
}

// load takes what the environment holds.
func (s *Server) load(env Environment) error {
	for _, c := range env.Connectors {
		if s.find(c.Name) != nil {
			return fmt.Errorf("afastest: connector %s is there twice", c.Name)
		}
		if err := s.SetConnector(c); err != nil {
			return err
		}
	}
	for _, c := range env.UpdateConnectors {
		if s.updater(c.Name) != nil {
			return fmt.Errorf("afastest: UpdateConnector %s is there twice", c.Name)
		}
		if err := s.SetUpdateConnector(c); err != nil {
			return err
		}
	}
	for _, f := range env.Files {
		s.files = append(s.files, f.complete())
	}
	s.env.Connectors, s.env.UpdateConnectors = nil, nil // rows and records live on in their tables
	return nil
}

// ServeHTTP answers one request, with the faults that are set.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.server.ServeHTTP(w, r) }

// Close ends slow answers, breaks the connections and waits for the requests in progress. A second call does nothing.
func (s *Server) Close() { s.server.Close() }

// belowBase gives the path below BasePath, without slashes around it. ok is false for a path outside.
func belowBase(path string) (below string, ok bool) {
	base, below, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return strings.TrimSuffix(below, "/"), strings.EqualFold("/"+base, BasePath)
}
