package loket_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// start serves an environment in which the employer has three departments.
func start(t *testing.T, change ...func(*lokettest.Environment)) *lokettest.Server {
	t.Helper()
	env := lokettest.Environment{Employers: []lokettest.Employer{{ID: employerID, Name: "Bakkerij Aalbers BV", Departments: []lokettest.Department{{Description: "Winkel"}, {Description: "Bakkerij"}, {Description: "Kantoor"}}}}}
	for _, f := range change {
		f(&env)
	}
	server, err := lokettest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

// at gives the options with which a client finds the server, and does not wait long before it repeats.
func at(server *lokettest.Server) []loket.Option {
	return []loket.Option{loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL), loket.WithRetries(3, time.Millisecond)}
}

func connect(t *testing.T, server *lokettest.Server, store loket.TokenStore) *loket.Client {
	t.Helper()
	client, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, store), at(server)...)
	require.NoError(t, err)
	return client
}

// department is a row of the list that these tests read.
type department struct{ Description string }

func readDepartments(t *testing.T, client *loket.Client) (string, error) {
	t.Helper()
	rows, err := loket.Collect(loket.All[department](t.Context(), client, departments, &loket.ListOptions{PageSize: 1, OrderBy: []string{"-description"}}))
	var names []string
	for _, r := range rows {
		names = append(names, r.Description)
	}
	return strings.Join(names, " "), err
}

// activities gives what the server was asked, in short.
func activities(server *lokettest.Server) string {
	var names []string
	for _, r := range server.Requests() {
		names = append(names, r.Activity())
	}
	return strings.Join(names, " ")
}

// loket-rest.md §2: from the link to a list, with every way in which a refresh token may live on, and over the end of a program.
func TestFromALogInToAList(t *testing.T) {
	t.Parallel()
	for what, refresh := range map[string]lokettest.Refresh{"rotating": lokettest.RefreshRotates, "the same token": lokettest.RefreshStays, "no token": lokettest.RefreshSilent} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			server := start(t, func(e *lokettest.Environment) { e.Refresh = refresh; e.TokenSeconds = 90; e.Quirks.FormOnly = true })
			file := filepath.Join(t.TempDir(), "token.json")
			logIn(t, server, loket.FileStore(file))
			for range 3 { // runs of a program: each finds the token that the one before has left
				client := connect(t, server, loket.FileStore(file))
				for range 2 {
					names, err := readDepartments(t, client)
					require.NoError(t, err)
					require.Equal(t, "Winkel Kantoor Bakkerij", names)
					server.RevokeTokens()
				}
			}
		})
	}
}

// logIn goes the way of a browser.
func logIn(t *testing.T, server *lokettest.Server, store loket.TokenStore) {
	t.Helper()
	state := loket.NewState()
	done := make(chan error, 1)
	var login *loket.Login
	program := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		login.Handler(state, func(err error) { done <- err }).ServeHTTP(w, r)
	}))
	defer program.Close()
	login, err := loket.NewLogin(server.ClientID, server.ClientSecret, program.URL+"/cb", store, at(server)...)
	require.NoError(t, err)
	browser, err := http.Get(login.URL(state))
	require.NoError(t, err)
	defer browser.Body.Close()
	page, err := io.ReadAll(browser.Body)
	require.NoError(t, err)
	require.Equal(t, http.StatusOK, browser.StatusCode, string(page))
	require.NoError(t, <-done)
}

// loket-rest.md §2: a user or an administrator can block an integration at any time; a log-in opens it again.
func TestAnIntegrationThatIsBlocked(t *testing.T) {
	t.Parallel()
	server := start(t, func(e *lokettest.Environment) { e.Quirks.CapitalErrors = true })
	store := loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken})
	client := connect(t, server, store)
	_, err := readDepartments(t, client)
	require.NoError(t, err)

	server.RevokeTokens()
	server.RevokeRefreshTokens()
	_, err = readDepartments(t, client)
	require.ErrorIs(t, err, loket.ErrLoginRequired)
	require.ErrorIs(t, err, loket.ErrUnauthorized)

	logIn(t, server, store)
	names, err := readDepartments(t, client)
	require.NoError(t, err)
	require.Equal(t, "Winkel Kantoor Bakkerij", names)
}

// Whatever happens on the way, a read gives the whole list or an error.
func TestAListOverABadConnection(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what  string
		fault lokettest.Fault
		is    error // nil: the list comes all the same
	}{
		{"half an answer, once", lokettest.Truncated().After(1).Times(1), nil},
		{"an answer that is cut off, once", lokettest.CutOff().After(1).Times(1), nil},
		{"an answer of unknown length that is cut off, once", lokettest.CutOffChunked().After(1).Times(1), nil},
		{"a connection that breaks, once", lokettest.Reset().After(2).Times(1), nil},
		{"too many calls, once", lokettest.Throttled(0).After(1).Times(1), nil},
		{"not available, once", lokettest.Unavailable(0).Times(1), nil},
		{"a token that is refused, once", lokettest.InvalidToken().After(1).Times(1), nil},
		{"an answer that is cut off, always", lokettest.CutOff().After(1), loket.ErrUnavailable},
		{"half an answer, always", lokettest.Truncated().After(1), loket.ErrUnavailable},
		{"a token that is refused, always", lokettest.InvalidToken().After(1), loket.ErrUnauthorized},
		{"an employer that disappears half-way", lokettest.Status(http.StatusNotFound, "").After(2), loket.ErrNotFound},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			server := start(t)
			client := connect(t, server, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}))
			server.Fault(tt.fault.On("GetDepartmentsByEmployerId"))
			names, err := readDepartments(t, client)
			if tt.is == nil {
				require.NoError(t, err)
				require.Equal(t, "Winkel Kantoor Bakkerij", names)
				return
			}
			require.ErrorIs(t, err, tt.is)
			require.True(t, strings.HasPrefix("Winkel Kantoor Bakkerij", names), names)
			require.NotEqual(t, "Winkel Kantoor Bakkerij", names)
		})
	}
}

func TestAServerThatRepeatsAPage(t *testing.T) {
	t.Parallel()
	server := start(t)
	server.Fault(lokettest.RepeatedPage())
	client := connect(t, server, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}))
	names, err := readDepartments(t, client)
	require.ErrorContains(t, err, "is the same as the page before it")
	require.Equal(t, "Winkel", names)
}

// A list with one entry to a page costs one request a page, and one for the token; nothing is asked twice.
func TestTheRequestsOfAList(t *testing.T) {
	t.Parallel()
	server := start(t)
	client := connect(t, server, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}))
	_, err := readDepartments(t, client)
	require.NoError(t, err)
	require.Equal(t, "token GetDepartmentsByEmployerId GetDepartmentsByEmployerId GetDepartmentsByEmployerId", activities(server))
}
