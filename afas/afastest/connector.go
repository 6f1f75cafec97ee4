package afastest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// A connector is a GetConnector as it is served.
type connector struct {
	Connector // without its rows
	table     *table
}

// SetConnector adds a GetConnector to the app connector, or replaces the one with the same name.
func (s *Server) SetConnector(c Connector) error {
	if c.Name == "" || strings.Contains(c.Name, "/") {
		return errors.New("afastest: a connector needs a name without a slash")
	}
	return s.put(c, nil)
}

// SetRows replaces the rows of a GetConnector: see [Connector.Rows] for what they may be. Calls in progress answer with the old ones.
// A definition that follows from the rows follows the new ones, but stays when there are none.
func (s *Server) SetRows(name string, rows any) error {
	old := s.find(name)
	if old == nil {
		return fmt.Errorf("afastest: connector %s does not exist: add it with SetConnector", name)
	}
	c := old.Connector
	c.Rows = rows
	return s.put(c, old.table.fields)
}

func (s *Server) put(c Connector, fields []Field) error {
	t, err := newTable(c, fields)
	if err != nil {
		return fmt.Errorf("afastest: connector %s: %w", c.Name, err)
	}
	if c.Description == "" {
		c.Description = c.Name
	}
	c.Rows = nil
	s.lock.Lock()
	defer s.lock.Unlock()
	served := &connector{c, t}
	if i := s.index(c.Name); i >= 0 {
		s.connectors[i] = served
	} else {
		s.connectors = append(s.connectors, served)
	}
	return nil
}

// index needs the lock.
func (s *Server) index(name string) int {
	return slices.IndexFunc(s.connectors, func(c *connector) bool { return strings.EqualFold(c.Name, name) })
}

// find gives the connector of the name, in any case, or nil.
func (s *Server) find(name string) *connector {
	s.lock.Lock()
	defer s.lock.Unlock()
	if i := s.index(name); i >= 0 {
		return s.connectors[i]
	}
	return nil
}

// occupy takes the row locks of a GetConnector; it reports false when another call holds them.
// Requests for something else than a GetConnector have no name and lock nothing.
func (s *Server) occupy(name string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.busy[name] {
		return false
	}
	s.busy[name] = name != ""
	return true
}

// lockRows holds the rows of a GetConnector while one call reads them; another call fails (afas-profit-rest.md §8.4).
func (s *Server) lockRows(r *http.Request) (release func(), refused *fake.Answer) {
	name := ""
	if r.Method == http.MethodGet {
		name = strings.ToLower(connectorOf(r.URL.Path))
	}
	if !s.occupy(name) {
		failed := s.fail(r, errUnexpected)
		return nil, &failed
	}
	return func() { s.release(name) }, nil
}

func (s *Server) release(name string) {
	s.lock.Lock()
	defer s.lock.Unlock()
	delete(s.busy, name)
}

// denied answers a call of something outside the app connector, in the way that the environment has (afas-profit-rest.md §8.1).
func (s *Server) denied(r *http.Request) fake.Answer {
	if s.env.Quirks.Denied401 {
		return emptyAnswer(http.StatusUnauthorized)
	}
	return s.fail(r, errNotSupported)
}

// readRows answers GET connectors/{id}.
func (s *Server) readRows(r *http.Request, name string) fake.Answer {
	c := s.find(name)
	switch {
	case c == nil:
		return s.denied(r)
	case c.Blocked:
		return s.fail(r, errBlocked)
	}
	call, err := parsePageCall(r.URL.RawQuery, c.table)
	if err != nil {
		refused, _ := errors.AsType[*failure](err)
		return s.fail(r, refused)
	}
	rows := call.rows(c.table, s.shuffler())
	if s.env.Quirks.Profit6 {
		return jsonAnswer(http.StatusOK, profit6Page(call.window, rows))
	}
	return jsonAnswer(http.StatusOK, appendPage(call.window, rows))
}

// shuffler gives the source of disorder for one call, or nil when the environment keeps the order of loading.
func (s *Server) shuffler() *rand.Rand {
	if !s.env.Quirks.Shuffle {
		return nil
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	return rand.New(rand.NewPCG(s.random.Uint64(), s.random.Uint64()))
}
