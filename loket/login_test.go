package loket_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

const redirectURL = "https://app.example.test/cb?tenant=7"

// newLogin makes a log-in, and the wire that answers its requests.
func newLogin(t *testing.T, store loket.TokenStore, opts ...loket.Option) (*loket.Login, *wire) {
	t.Helper()
	w := newWire(t)
	opts = append([]loket.Option{loket.WithTokenURL(tokenURL), loket.WithHTTPClient(&http.Client{Transport: w})}, opts...)
	login, err := loket.NewLogin(clientID, clientSecret, redirectURL, store, opts...)
	require.NoError(t, err)
	return login, w
}

// loket-rest.md §2, §10 shape 1.
func TestTheLinkToLoketsPage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what string
		opts []loket.Option
		page string
	}{
		{"of production", nil, "https://oauth.loket.nl/authorize"},
		{"of acceptance", []loket.Option{loket.WithEnvironment(loket.Acceptance)}, "https://oauth.loket-acc.nl/authorize"},
		{"next to a token endpoint of one's own", []loket.Option{loket.WithTokenURL("https://login.example.test/oauth/token")}, "https://login.example.test/oauth/authorize"},
		{"next to a token endpoint on loopback", []loket.Option{loket.WithTokenURL("http://127.0.0.1:9/token")}, "http://127.0.0.1:9/authorize"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			login, err := loket.NewLogin(clientID, clientSecret, redirectURL, loket.MemoryStore(nil), tt.opts...)
			require.NoError(t, err)
			link, err := url.Parse(login.URL("x7"))
			require.NoError(t, err)
			require.Equal(t, url.Values{
				"client_id":     {clientID},
				"redirect_uri":  {redirectURL},
				"response_type": {"code"},
				"scope":         {"all"},
				"state":         {"x7"},
			}, link.Query())
			link.RawQuery = ""
			require.Equal(t, tt.page, link.String())
		})
	}
}

func TestALogInThatCannotBeMade(t *testing.T) {
	t.Parallel()
	store := loket.MemoryStore(nil)
	for what, prepare := range map[string]func() (*loket.Login, error){
		"no client id":        func() (*loket.Login, error) { return loket.NewLogin("", "s", redirectURL, store) },
		"no redirect address": func() (*loket.Login, error) { return loket.NewLogin(clientID, "s", " ", store) },
		"no store":            func() (*loket.Login, error) { return loket.NewLogin(clientID, "s", redirectURL, nil) },
		"a wrong option": func() (*loket.Login, error) {
			return loket.NewLogin(clientID, "s", redirectURL, store, loket.WithTimeout(-1))
		},
	} {
		login, err := prepare()
		require.ErrorContains(t, err, "loket: ", what)
		require.Nil(t, login)
	}
}

func TestAStateCannotBeGuessed(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		state := loket.NewState()
		require.GreaterOrEqual(t, len(state), 26, "128 bits in letters")
		require.Equal(t, url.QueryEscape(state), state)
		require.False(t, seen[state])
		seen[state] = true
	}
}

// loket-rest.md §2, §10 shape 2: the code in a form, with the credentials and the same redirect address.
func TestExchangingACode(t *testing.T) {
	t.Parallel()
	for what, before := range map[string]*oauth2.Token{"the first time": nil, "in place of an older log-in": oldToken()} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			store := loket.MemoryStore(before)
			login, w := newLogin(t, store)
			tokens(w, issued(2))
			require.NoError(t, login.Exchange(t.Context(), "marked-code"))

			r := w.only(t)
			require.Equal(t, "POST "+tokenURL, r.Method+" "+r.URL)
			require.Equal(t, []string{"application/x-www-form-urlencoded"}, r.Header["Content-Type"])
			require.NotContains(t, r.Header, "Authorization")
			form, err := url.ParseQuery(r.Body)
			require.NoError(t, err)
			require.Equal(t, url.Values{"grant_type": {"authorization_code"}, "code": {"marked-code"}, "redirect_uri": {redirectURL}, "client_id": {clientID}, "client_secret": {clientSecret}}, form)

			stored, err := store.Load(t.Context())
			require.NoError(t, err)
			require.Equal(t, "marked-refresh-2", stored.RefreshToken)
			require.Equal(t, "marked-access-2", stored.AccessToken)
		})
	}
}

func TestACodeThatIsNotAccepted(t *testing.T) {
	t.Parallel()
	store := loket.MemoryStore(oldToken())
	login, w := newLogin(t, store)
	tokens(w, respond(http.StatusBadRequest, `{"error":"invalid_grant","error_description":"marked-code is not known"}`))
	err := login.Exchange(t.Context(), "marked-code")
	require.EqualError(t, err, "loket: POST token: 400 Bad Request: invalid_grant: *** is not known: the grant was not accepted (the access has ended or was withdrawn: log in again)")
	requireKind(t, err, loket.ErrUnauthorized)
	w.only(t)
	stored, err := store.Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, refreshToken, stored.RefreshToken, "the older log-in is kept")
}

func TestALogInWithoutARefreshToken(t *testing.T) {
	t.Parallel()
	login, w := newLogin(t, loket.MemoryStore(nil))
	tokens(w, respond(http.StatusOK, `{"access_token":"marked-access-2","expires_in":3599}`))
	err := login.Exchange(t.Context(), "marked-code")
	require.ErrorContains(t, err, "gave no refresh token")
	requireClean(t, err.Error())
}

func TestALogInThatCannotBeStored(t *testing.T) {
	t.Parallel()
	full := errors.New("disk full: marked-refresh-2")
	for what, tt := range map[string]struct {
		store loket.TokenStore
		is    error
		says  string
	}{
		"a store that is full":                      {failing{full}, full, "disk full: ***"},
		"a store that changes again and again":      {failing{loket.ErrTokenChanged}, loket.ErrTokenChanged, "has changed in the meantime"},
		"a file in a directory that does not exist": {loket.FileStore(filepath.Join(t.TempDir(), "missing", "token.json")), fs.ErrNotExist, "token.json"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			login, w := newLogin(t, tt.store)
			tokens(w, issued(2))
			err := login.Exchange(t.Context(), "marked-code")
			require.ErrorContains(t, err, "loket: the token of the log-in could not be stored: ")
			require.ErrorContains(t, err, tt.says)
			require.ErrorIs(t, err, tt.is)
			requireClean(t, err.Error())
		})
	}
}

// failing is a store that takes nothing.
type failing struct{ err error }

func (f failing) Load(context.Context) (*oauth2.Token, error)              { return nil, nil }
func (f failing) Swap(context.Context, *oauth2.Token, *oauth2.Token) error { return f.err }

// A refresh elsewhere may change the store at the very moment of a log-in; the log-in wins.
func TestALogInDuringARefresh(t *testing.T) {
	t.Parallel()
	store := &restless{TokenStore: loket.MemoryStore(oldToken())}
	login, w := newLogin(t, store)
	tokens(w, issued(7))
	require.NoError(t, login.Exchange(t.Context(), "marked-code"))
	stored, err := store.Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, "marked-refresh-7", stored.RefreshToken)
}

// restless is a store in which a refresh comes between the first reading and the first writing.
type restless struct {
	loket.TokenStore
	once sync.Once
}

func (r *restless) Swap(ctx context.Context, old, next *oauth2.Token) error {
	r.once.Do(func() { _ = r.TokenStore.Swap(ctx, oldToken(), &oauth2.Token{RefreshToken: "marked-refresh-2"}) })
	return r.TokenStore.Swap(ctx, old, next)
}

// callback sends the browser back to the program.
func callback(ctx context.Context, handler http.Handler, query string) *http.Response {
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, httptest.NewRequestWithContext(ctx, http.MethodGet, "/cb?"+query, nil))
	return recorder.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	var b strings.Builder
	_, err := fmt.Fprint(&b, r.Header.Get("Content-Type"), " ", r.Header.Get("Cache-Control"), " ")
	require.NoError(t, err)
	require.NoError(t, r.Write(&b))
	return b.String()
}

// loket-rest.md §2, §10 shape 1: Loket sends the browser back with the state and a code.
func TestTheWayBackWithACode(t *testing.T) {
	t.Parallel()
	store := loket.MemoryStore(nil)
	login, w := newLogin(t, store)
	tokens(w, issued(2))
	var told []error
	handler := login.Handler("x7", func(err error) { told = append(told, err) })

	answer := callback(t.Context(), handler, "state=x7&code=marked-code")
	require.Equal(t, http.StatusOK, answer.StatusCode)
	require.Equal(t, "no-store", answer.Header.Get("Cache-Control"))
	text := body(t, answer)
	require.Contains(t, text, "Access was given")
	requireClean(t, text)
	require.Equal(t, []error{nil}, told)
	require.Contains(t, w.only(t).Body, "code=marked-code")
	stored, err := store.Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, "marked-refresh-2", stored.RefreshToken)

	again := callback(t.Context(), handler, "state=x7&code=marked-code")
	require.Equal(t, http.StatusConflict, again.StatusCode, "a page that is loaded again")
	require.Len(t, told, 1, "done is called once")
	w.only(t)
}

// A request that does not belong to the log-in changes nothing, and the log-in goes on.
func TestTheWayBackWithAnotherState(t *testing.T) {
	t.Parallel()
	for what, query := range map[string]string{
		"another state":               "state=x8&code=marked-code",
		"a state in another case":     "state=X7&code=marked-code",
		"no state":                    "code=marked-code",
		"an empty state":              "state=&code=marked-code",
		"nothing":                     "",
		"an error with another state": "state=x8&error=access_denied",
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			login, w := newLogin(t, loket.MemoryStore(nil))
			tokens(w, issued(2))
			told := 0
			handler := login.Handler("x7", func(error) { told++ })
			answer := callback(t.Context(), handler, query)
			require.Equal(t, http.StatusBadRequest, answer.StatusCode)
			require.Contains(t, body(t, answer), "not started here")
			require.Zero(t, told)
			require.Empty(t, w.sent())

			require.Equal(t, http.StatusOK, callback(t.Context(), handler, "state=x7&code=marked-code").StatusCode)
			require.Equal(t, 1, told)
		})
	}
}

// A handler without a state would take anybody's way back.
func TestAHandlerWithoutAState(t *testing.T) {
	t.Parallel()
	login, w := newLogin(t, loket.MemoryStore(nil))
	handler := login.Handler("", func(error) { t.Error("done was called") })
	require.Equal(t, http.StatusBadRequest, callback(t.Context(), handler, "state=&code=marked-code").StatusCode)
	require.Empty(t, w.sent())
}

func TestTheWayBackWithoutAccess(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, query string
		is          error
		says        string
		sent        int
	}{
		{"the user refuses", "state=x7&error=access_denied&error_description=marked%40example.test+says+no", loket.ErrUnauthorized, "loket: log-in: access_denied: *** says no", 0},
		{"no code", "state=x7", nil, "loket: the log-in came back without a code", 0},
		{"an empty code", "state=x7&code=", nil, "without a code", 0},
		{"a code that is not accepted", "state=x7&code=marked-code", loket.ErrUnauthorized, "invalid_grant", 1},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			login, w := newLogin(t, loket.MemoryStore(nil))
			tokens(w, refused("invalid_grant"))
			var told []error
			answer := callback(t.Context(), login.Handler("x7", func(err error) { told = append(told, err) }), tt.query)
			require.Equal(t, http.StatusBadGateway, answer.StatusCode)
			text := body(t, answer)
			require.Contains(t, text, "did not give access")
			require.NotContains(t, text, "denied", "what came in the address is not shown")
			require.Len(t, told, 1)
			require.ErrorContains(t, told[0], tt.says)
			requireKind(t, told[0], tt.is)
			requireClean(t, told[0].Error())
			require.Len(t, w.sent(), tt.sent)
		})
	}
}

// The code works once: a browser that goes away at this moment must not cost it.
func TestABrowserThatGoesAway(t *testing.T) {
	t.Parallel()
	login, w := newLogin(t, loket.MemoryStore(nil))
	tokens(w, issued(2))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	told := errors.New("not told")
	callback(ctx, login.Handler("x7", func(err error) { told = err }), "state=x7&code=marked-code")
	require.NoError(t, told)
}

// Two requests at the same time, as some browsers make them.
func TestTwoWaysBackAtOnce(t *testing.T) {
	t.Parallel()
	login, w := newLogin(t, loket.MemoryStore(nil))
	tokens(w, issued(2))
	told := make(chan error, 2)
	handler := login.Handler("x7", func(err error) { told <- err })
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() { callback(t.Context(), handler, "state=x7&code=marked-code") })
	}
	group.Wait()
	require.Len(t, told, 1)
	require.NoError(t, <-told)
	w.only(t)
}
