package loket_test

import (
	"bytes"
	"crypto/tls"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// called makes a client with the options alone, lets it refresh its token and make one call, and gives the addresses that it used.
func called(t *testing.T, opts ...loket.Option) (token, api string) {
	t.Helper()
	w := newWire(t)
	w.RegisterNoResponder(respond(http.StatusOK, `{"access_token":"a","expires_in":3599,"content":{}}`))
	opts = append(opts, loket.WithHTTPClient(&http.Client{Transport: w}))
	client, err := loket.NewClient(loket.RefreshToken(clientID, clientSecret, loket.MemoryStore(oldToken())), opts...)
	require.NoError(t, err)
	_, err = loket.Get[row](t.Context(), client, loket.Operation{Path: "/providers"})
	require.NoError(t, err)
	sent := w.sent()
	require.Len(t, sent, 2)
	require.Equal(t, "POST", sent[0].Method)
	require.Equal(t, "GET", sent[1].Method)
	return sent[0].URL, sent[1].URL
}

// loket-rest.md §1: the hosts of both environments; a few operations stand beside /v2, so an address may be given with it or without.
func TestWhereAClientSendsItsRequests(t *testing.T) {
	t.Parallel()
	const (
		production      = "https://api.loket.nl/v2/providers"
		productionToken = "https://oauth.loket.nl/token"
		acceptance      = "https://api.loket-acc.nl/v2/providers"
		acceptanceToken = "https://oauth.loket-acc.nl/token"
	)
	tests := []struct {
		what       string
		opts       []loket.Option
		token, api string
	}{
		{"production when nothing is said", nil, productionToken, production},
		{"production", []loket.Option{loket.WithEnvironment(loket.Production)}, productionToken, production},
		{"acceptance", []loket.Option{loket.WithEnvironment(loket.Acceptance)}, acceptanceToken, acceptance},
		{"acceptance in any case", []loket.Option{loket.WithEnvironment(" ACCEPTANCE ")}, acceptanceToken, acceptance},
		{"an address with the version", []loket.Option{loket.WithURL("https://proxy.example.test/loket/v2")}, productionToken, "https://proxy.example.test/loket/v2/providers"},
		{"an address with the version and a slash", []loket.Option{loket.WithURL("https://proxy.example.test/v2/")}, productionToken, "https://proxy.example.test/v2/providers"},
		{"an address without the version", []loket.Option{loket.WithURL("https://proxy.example.test")}, productionToken, "https://proxy.example.test/v2/providers"},
		{"an address on loopback", []loket.Option{loket.WithURL("http://127.0.0.1:8080/v2"), loket.WithTokenURL("http://localhost:8080/token")}, "http://localhost:8080/token", "http://127.0.0.1:8080/v2/providers"},
		{"the address of acceptance, which brings its token endpoint along", []loket.Option{loket.WithURL("https://api.loket-acc.nl/v2")}, acceptanceToken, acceptance},
		{"a token address alone", []loket.Option{loket.WithTokenURL("https://proxy.example.test/a/token/")}, "https://proxy.example.test/a/token", production},
		{"an address in front of an environment", []loket.Option{loket.WithURL("https://proxy.example.test"), loket.WithEnvironment(loket.Acceptance)}, acceptanceToken, "https://proxy.example.test/v2/providers"},
		{"an address after an environment", []loket.Option{loket.WithEnvironment(loket.Acceptance), loket.WithURL("https://proxy.example.test")}, acceptanceToken, "https://proxy.example.test/v2/providers"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			token, api := called(t, tt.opts...)
			require.Equal(t, tt.token, token)
			require.Equal(t, tt.api, api)
		})
	}
}

func TestTheAddressOfAClient(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t)
	require.Equal(t, base, client.URL())
	client, _ = newClient(t, loket.WithURL("https://proxy.example.test/x/v2/"))
	require.Equal(t, "https://proxy.example.test/x", client.URL())
}

func TestAClientThatCannotBeMade(t *testing.T) {
	t.Parallel()
	good := loket.RefreshToken(clientID, clientSecret, loket.MemoryStore(nil))
	tests := []struct {
		what string
		auth loket.Auth
		opt  loket.Option
		says string
	}{
		{"no credential", nil, loket.WithEnvironment(loket.Production), "loket: no credential: use RefreshToken"},
		{"no client id", loket.RefreshToken(" ", clientSecret, loket.MemoryStore(nil)), loket.WithEnvironment(loket.Production), "client id"},
		{"no store", loket.RefreshToken(clientID, clientSecret, nil), loket.WithEnvironment(loket.Production), "token store"},
		{"an environment that does not exist", good, loket.WithEnvironment("test"), "use production or acceptance"},
		{"no environment", good, loket.WithEnvironment(""), "use production or acceptance"},
		{"an address without a scheme", good, loket.WithURL("api.loket.nl/v2"), "loket: address of the API: an address must be complete"},
		{"http to another machine", good, loket.WithURL("http://api.loket.nl/v2"), "in the clear"},
		{"http to the token endpoint of another machine", good, loket.WithTokenURL("http://oauth.loket.nl/token"), "loket: address of the token endpoint: http to oauth.loket.nl would send the secret in the clear"},
		{"a token address without a path", good, loket.WithTokenURL("https://oauth.loket.nl"), "its path is missing, such as /token"},
		{"an address with a user", good, loket.WithURL("https://marked:marked@api.loket.nl"), "no user"},
		{"no http client", good, loket.WithHTTPClient(nil), "must not be nil"},
		{"no logger", good, loket.WithLogger(nil), "must not be nil"},
		{"no time", good, loket.WithTimeout(0), "longer than nothing"},
		{"no try", good, loket.WithRetries(0, time.Second), "at least one try"},
		{"a user agent of two lines", good, loket.WithUserAgent("a\nb"), "plain text"},
		{"no request at a time", good, loket.WithConcurrency(0), "at least one request"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, err := loket.NewClient(tt.auth, tt.opt)
			require.Nil(t, client)
			require.ErrorContains(t, err, tt.says)
			require.True(t, strings.HasPrefix(err.Error(), "loket: "), err)
			requireClean(t, err.Error())
		})
	}
}

func TestWhatEveryRequestCarries(t *testing.T) {
	t.Parallel()
	client, w := newClient(t, loket.WithUserAgent("acme-sync/1.4"))
	anything(w)
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.NoError(t, err)
	r := w.only(t)
	require.Equal(t, "Bearer "+accessToken, r.Header.Get("Authorization"))
	require.True(t, strings.HasPrefix(r.Header.Get("User-Agent"), "acme-sync/1.4 afas-loket-go/"), r.Header.Get("User-Agent"))
}

// loket-rest.md §6.4: at most four at a time, for all that a client does together.
func TestHowManyRequestsAreUnderWayAtOnce(t *testing.T) {
	t.Parallel()
	for limit, opts := range map[int32][]loket.Option{4: nil, 2: {loket.WithConcurrency(2)}} {
		synctest.Test(t, func(t *testing.T) {
			client, w := newClient(t, opts...)
			var now, most atomic.Int32
			w.RegisterNoResponder(func(req *http.Request) (*http.Response, error) {
				most.Store(max(most.Load(), now.Add(1)))
				time.Sleep(time.Second)
				now.Add(-1)
				return respond(http.StatusOK, list(1, 1, twoOf(1)))(req)
			})
			var group sync.WaitGroup
			for range 20 {
				group.Go(func() {
					if _, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil)); err != nil {
						t.Error(err)
					}
				})
			}
			group.Wait()
			require.Equal(t, limit, most.Load())
		})
	}
}

// loket-rest.md §1: Loket speaks TLS 1.2 and nothing newer.
func TestAServerThatSpeaksTLS12(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, detail(fmt.Sprintf(`{"id":"X1","code":%d}`, r.TLS.Version)))
	}))
	server.TLS = &tls.Config{MaxVersion: tls.VersionTLS12}
	server.StartTLS()
	t.Cleanup(server.Close)
	client, err := loket.NewClient(loket.RefreshToken(clientID, "", loket.MemoryStore(goodToken())), loket.WithURL(server.URL), loket.WithHTTPClient(server.Client()))
	require.NoError(t, err)
	record, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.NoError(t, err)
	require.Equal(t, tls.VersionTLS12, record.Value.Code)
}

// Another host must never see the token.
func TestARedirectToAnotherHostIsNotFollowed(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.RegisterResponder("GET", base+"/v2/things", respond(http.StatusFound, "").HeaderSet(http.Header{"Location": {"https://elsewhere.example.org/x?marked"}}))
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.ErrorContains(t, err, "https://elsewhere.example.org")
	requireClean(t, err.Error())
	w.only(t)
}

// Secrets do not show in anything that is printed, logged or encoded.
func TestACredentialDoesNotShow(t *testing.T) {
	t.Parallel()
	auth := loket.RefreshToken(clientID, clientSecret, loket.MemoryStore(goodToken()))
	client, _ := newClient(t)
	login, err := loket.NewLogin(clientID, clientSecret, "https://app.example.test/cb", loket.MemoryStore(goodToken()))
	require.NoError(t, err)
	for _, thing := range []any{auth, client, login, struct{ Auth loket.Auth }{auth}, []any{auth}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
			requireClean(t, fmt.Sprintf(verb, thing))
		}
		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("using", "thing", thing)
		requireClean(t, log.String())
	}
	encoded, err := json.Marshal(auth)
	require.NoError(t, err)
	requireClean(t, string(encoded))
	require.Equal(t, "loket.RefreshToken(acme, ***)", fmt.Sprint(auth))
}
