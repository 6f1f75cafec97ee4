package lokettest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	mathrand "math/rand/v2"
	"net/http"
	"slices"
	"sync"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// BasePath is the path under which Loket serves its API, in any case.
const BasePath = "/v2"

// Server is a running Loket. The fields are set before it is handed over and never change. Its methods may be called at any time and from
// several goroutines.
type Server struct {
	URL          string // of the API, BasePath included; empty after New, like the other addresses
	AuthorizeURL string
	TokenURL     string
	ClientID     string
	ClientSecret string
	RefreshToken string // the first one, which needs no login

	env        Environment
	server     *fake.Server
	activities []string // every one of the API
	grants     grants

	lock sync.RWMutex // guards data
	data *data
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
		return nil, fmt.Errorf("lokettest: %w", err)
	}
	root := "http://" + address
	s.URL, s.AuthorizeURL, s.TokenURL = root+BasePath, root+authorizePath, root+tokenPath
	return s, nil
}

// New gives the environment without a listener: the server is an [http.Handler], for a listener or a recorder of the caller's.
func New(env Environment) (*Server, error) {
	env = env.complete()
	if err := env.check(); err != nil {
		return nil, fmt.Errorf("lokettest: %w", err)
	}
	data, err := newData(env)
	if err != nil {
		return nil, fmt.Errorf("lokettest: %w", err)
	}
	s := &Server{
		ClientID: env.ClientID, ClientSecret: env.ClientSecret, RefreshToken: env.RefreshToken,
		env: env, activities: activities(), data: data,
	}
	s.env.Employers = nil // they live on as records
	s.grants.addRefreshToken(env.RefreshToken, s.refreshEnd())
	s.server = fake.NewServer(fake.Handler{
		Answer: func(r *http.Request) fake.Answer { return s.answer(r) },
		Header: func(h http.Header) { h.Set("Expires", "-1") }, // on every answer (loket-rest.md §1)
	})
	return s, nil
}

// ServeHTTP answers one request, with the faults that are set.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.server.ServeHTTP(w, r) }

// Close ends slow answers, breaks the connections and waits for the requests in progress. A second call does nothing.
func (s *Server) Close() { s.server.Close() }

// shuffled gives the entries in another order each time.
func (s *Server) shuffled(entries []entry) []entry {
	shuffled := slices.Clone(entries)
	mathrand.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	return shuffled
}

// randomText gives a secret in the alphabet of tokens, letters, digits, "_" and "-" (loket-rest.md §1).
func randomText() string {
	b := make([]byte, 24)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}
