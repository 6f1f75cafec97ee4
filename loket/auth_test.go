package loket_test

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

var things = loket.Operation{Path: "/things"}

// tokens answers token requests, one after the other, and the last one again.
func tokens(w *wire, answers ...httpmock.Responder) {
	responder := answers[0]
	for _, next := range answers[1:] {
		responder = responder.Then(next)
	}
	w.RegisterResponder("POST", tokenURL, responder)
}

// issued is the answer of loket-rest.md §10 shape 3: the n-th pair of tokens.
func issued(n int) httpmock.Responder {
	return respond(http.StatusOK, fmt.Sprintf(`{"access_token":"marked-access-%d","token_type":"bearer","expires_in":3599,"refresh_token":"marked-refresh-%d","two_factor_state":"None"}`, n, n))
}

// refused is shape 5.
func refused(code string) httpmock.Responder {
	return respond(http.StatusBadRequest, `{"error":"`+code+`"}`)
}

// accepts answers requests that carry the access token, and 401 to all others (shape 34).
func accepts(w *wire, token string) {
	w.RegisterResponder("GET", base+"/v2/things", func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") != "Bearer "+token {
			return respond(http.StatusUnauthorized, denied)(req)
		}
		return respond(http.StatusOK, detail(`{"id":"X1"}`))(req)
	})
}

func get(t *testing.T, client *loket.Client) error {
	t.Helper()
	_, err := loket.Get[row](t.Context(), client, things)
	return err
}

// calls gives the requests so far, in short.
func calls(w *wire) string {
	var b strings.Builder
	for _, r := range w.sent() {
		if r.URL == tokenURL {
			b.WriteString("token ")
			continue
		}
		b.WriteString(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer marked-") + " ")
	}
	return strings.TrimSpace(b.String())
}

// loket-rest.md §2, §10 shape 3: a form with the credentials in it, each once, and no Basic header.
func TestARefreshRequest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what   string
		secret string
		want   url.Values
	}{
		{"with a secret, pasted with a line end", "marked secret+&\n", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {clientID}, "client_secret": {"marked secret+&"}}},
		{"of an application without a secret", "", url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}, "client_id": {clientID}}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			w := newWire(t)
			tokens(w, issued(2))
			accepts(w, "marked-access-2")
			client, err := loket.NewClient(loket.RefreshToken(clientID, tt.secret, loket.MemoryStore(oldToken())),
				loket.WithURL(base), loket.WithTokenURL(tokenURL), loket.WithHTTPClient(&http.Client{Transport: w}))
			require.NoError(t, err)
			require.Empty(t, w.sent(), "nothing is sent before the first call")
			require.NoError(t, get(t, client))

			r := w.sent()[0]
			require.Equal(t, "POST "+tokenURL, r.Method+" "+r.URL)
			require.Equal(t, []string{"application/x-www-form-urlencoded"}, r.Header["Content-Type"])
			require.NotContains(t, r.Header, "Authorization")
			form, err := url.ParseQuery(r.Body)
			require.NoError(t, err)
			require.Equal(t, tt.want, form)
		})
	}
}

// loket-rest.md §2, §10 shapes 3 and 4: works whether refresh tokens are single-use or not.
func TestRefreshingByEveryKindOfServer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what    string
		refresh string // the member of the answer
		then    string // the refresh token that is sent next
	}{
		{"rotating", `,"refresh_token":"marked-refresh-2"`, "marked-refresh-2"},
		{"the same token again", `,"refresh_token":"` + refreshToken + `"`, refreshToken},
		{"no token", ``, refreshToken},
		{"an empty token", `,"refresh_token":""`, refreshToken},
		{"null", `,"refresh_token":null`, refreshToken},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := loket.MemoryStore(oldToken())
				client, w := newClientWith(t, store)
				tokens(w, respond(http.StatusOK, `{"access_token":"marked-access-2","token_type":"bearer","expires_in":3599`+tt.refresh+`}`))
				accepts(w, "marked-access-2")

				require.NoError(t, get(t, client))
				stored, err := store.Load(t.Context())
				require.NoError(t, err)
				require.Equal(t, tt.then, stored.RefreshToken)
				require.Equal(t, "marked-access-2", stored.AccessToken)

				time.Sleep(time.Hour)
				require.NoError(t, get(t, client))
				require.Equal(t, "token access-2 token access-2", calls(w))
				require.Contains(t, w.sent()[2].Body, "refresh_token="+tt.then)
			})
		})
	}
}

// loket-rest.md §2: an access token is good for 3599 s, and is used until a minute before its end.
func TestAnAccessTokenIsUsedAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClientWith(t, loket.MemoryStore(oldToken()))
		tokens(w, issued(2), issued(3))
		w.answer("GET", "/things", http.StatusOK, detail("{}"))
		for range 3 {
			require.NoError(t, get(t, client))
		}
		time.Sleep(3538 * time.Second)
		require.NoError(t, get(t, client))
		require.Equal(t, "token access-2 access-2 access-2 access-2", calls(w))
		time.Sleep(time.Second)
		require.NoError(t, get(t, client))
		require.Equal(t, "token access-2 access-2 access-2 access-2 token access-3", calls(w))
	})
}

// A run that starts while the stored access token is good costs no refresh, which for a single-use chain is one risk less.
func TestAStoredAccessTokenIsUsed(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	accepts(w, accessToken)
	require.NoError(t, get(t, client))
	require.Equal(t, "access-1", calls(w))
}

// design.md "Authentication": one refresh at a time.
func TestAHundredCallersShareOneRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClientWith(t, loket.MemoryStore(oldToken()), loket.WithConcurrency(100))
		tokens(w, issued(2).Delay(time.Second))
		accepts(w, "marked-access-2")
		hundred(t, client)
		require.Equal(t, 1, w.GetCallCountInfo()["POST "+tokenURL])
		require.Equal(t, 101, len(w.sent()))
	})
}

// The same when a hundred calls are told at the same time that their token is not good any more.
func TestAHundredCallersWhoAreRefusedShareOneRefresh(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClientWith(t, loket.MemoryStore(goodToken()), loket.WithConcurrency(100))
		tokens(w, issued(2))
		w.RegisterResponder("GET", base+"/v2/things", func(req *http.Request) (*http.Response, error) {
			time.Sleep(time.Second) // so that all of them are under way
			if req.Header.Get("Authorization") != "Bearer marked-access-2" {
				return respond(http.StatusUnauthorized, denied)(req)
			}
			return respond(http.StatusOK, detail("{}"))(req)
		})
		hundred(t, client)
		require.Equal(t, 1, w.GetCallCountInfo()["POST "+tokenURL])
		require.Equal(t, 201, len(w.sent()))
	})
}

func hundred(t *testing.T, client *loket.Client) {
	t.Helper()
	var group sync.WaitGroup
	for range 100 {
		group.Go(func() {
			if _, err := loket.Get[row](t.Context(), client, things); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

// loket-rest.md §6.2: on 401 refresh once, repeat once, then stop; a write as well, because a refused request was not carried out.
func TestAnAccessTokenThatIsRefused(t *testing.T) {
	t.Parallel()
	t.Run("is refreshed", func(t *testing.T) {
		t.Parallel()
		client, w := newClient(t)
		tokens(w, issued(2))
		accepts(w, "marked-access-2")
		require.NoError(t, get(t, client))
		require.Equal(t, "access-1 token access-2", calls(w))
	})
	t.Run("is refreshed once and then it is an error", func(t *testing.T) {
		t.Parallel()
		client, w := newClient(t)
		tokens(w, issued(2))
		accepts(w, "marked-another")
		err := get(t, client)
		require.EqualError(t, err, "loket: GET v2/things: 401 Unauthorized: Authorization has been denied for this request. (the access has ended or was withdrawn: log in again)")
		requireKind(t, err, loket.ErrUnauthorized)
		require.Equal(t, "access-1 token access-2", calls(w))
	})
	t.Run("is refreshed for a write", func(t *testing.T) {
		t.Parallel()
		client, w := newClient(t)
		tokens(w, issued(2))
		w.RegisterResponder("POST", base+"/v2/things", respond(http.StatusUnauthorized, denied).Then(respond(http.StatusCreated, detail("{}"))))
		_, err := loket.Post[row](t.Context(), client, things, row{ID: "X1"})
		require.NoError(t, err)
		require.Equal(t, "access-1 token access-2", calls(w))
		require.Equal(t, w.sent()[0].Body, w.sent()[2].Body)
	})
}

// loket-rest.md §2: on invalid_grant the store is read once more, because another process may have rotated; after that a person has to log in.
func TestARefreshTokenThatIsNotAccepted(t *testing.T) {
	t.Parallel()
	t.Run("another process has stored a newer one", func(t *testing.T) {
		t.Parallel()
		store := loket.MemoryStore(oldToken())
		client, w := newClientWith(t, store)
		newer := &oauth2.Token{RefreshToken: "marked-refresh-2"}
		tokens(w, func(req *http.Request) (*http.Response, error) {
			if err := store.Swap(req.Context(), oldToken(), newer); err != nil {
				return nil, err
			}
			return refused("invalid_grant")(req)
		}, issued(3))
		accepts(w, "marked-access-3")
		require.NoError(t, get(t, client))
		require.Equal(t, "token token access-3", calls(w))
		require.Contains(t, w.sent()[1].Body, "refresh_token=marked-refresh-2")
	})
	for _, code := range []string{"invalid_grant", "Invalid_grant"} {
		for _, status := range []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusOK} {
			t.Run(fmt.Sprint("nobody has, ", code, ", ", status), func(t *testing.T) {
				t.Parallel()
				client, w := newClientWith(t, loket.MemoryStore(oldToken()))
				tokens(w, respond(status, `{"error":"`+code+`"}`))
				err := get(t, client)
				require.ErrorIs(t, err, loket.ErrLoginRequired)
				require.ErrorIs(t, err, loket.ErrUnauthorized)
				require.ErrorContains(t, err, "log in again")
				require.ErrorContains(t, err, "cut off before it could store the next one")
				requireClean(t, err.Error())
				e, ok := errors.AsType[*loket.Error](err)
				require.True(t, ok)
				require.Equal(t, "invalid_grant", e.Code)
				require.Equal(t, status, e.StatusCode)
				require.Equal(t, "token", calls(w), "it is not sent twice")
			})
		}
	}
	t.Run("there is none", func(t *testing.T) {
		t.Parallel()
		client, w := newClientWith(t, loket.MemoryStore(nil))
		err := get(t, client)
		require.EqualError(t, err, "loket: a new log-in is needed: there is no stored refresh token")
		require.ErrorIs(t, err, loket.ErrLoginRequired)
		require.Empty(t, w.sent())
	})
}

// After a log-in a client that had to give up goes on.
func TestALogInOpensTheDoorAgain(t *testing.T) {
	t.Parallel()
	store := loket.MemoryStore(oldToken())
	client, w := newClientWith(t, store)
	tokens(w, refused("invalid_grant"), issued(3))
	accepts(w, "marked-access-3")
	require.ErrorIs(t, get(t, client), loket.ErrLoginRequired)
	require.NoError(t, store.Swap(t.Context(), oldToken(), &oauth2.Token{RefreshToken: "marked-refresh-2"}))
	require.NoError(t, get(t, client))
}

// tokenFaults are what may happen at the token endpoint, with the kind of the error and a part of its text.
var tokenFaults = []struct {
	what    string
	happens httpmock.Responder
	is      error
	says    string
}{
	{"the client is wrong", refused("invalid_client"), loket.ErrUnauthorized, "the client id or secret is wrong, or belongs to the other environment"},
	{"the client is wrong, in another spelling", refused("Invalid_client"), loket.ErrUnauthorized, "400 Bad Request: invalid_client (the client id or secret is wrong"},
	{"the client is wrong, with a 401", respond(http.StatusUnauthorized, `{"error":"invalid_client"}`), loket.ErrUnauthorized, "the client id or secret is wrong"},
	{"a description that repeats the secrets", respond(http.StatusBadRequest, `{"error":"invalid_request","error_description":"marked-secret and marked-refresh-1 of marked@example.test"}`), loket.ErrUnauthorized, "invalid_request: *** and *** of ***"},
	{"an error with success", respond(http.StatusOK, `{"error":"invalid_client"}`), loket.ErrUnauthorized, "invalid_client"},
	{"success without a token", respond(http.StatusOK, `{"token_type":"bearer"}`), nil, "the answer holds no access token"},
	{"success with another shape", respond(http.StatusOK, `{"access_token":["marked"]}`), nil, "another shape"},
	{"success with nothing", respond(http.StatusOK, ``), nil, "it is empty"},
	{"a page", respond(http.StatusOK, `<!DOCTYPE html><p>marked`), nil, "is the address right, and does a proxy stand between?"},
	{"half an answer", respond(http.StatusOK, `{"access_token":"marked`), loket.ErrUnavailable, "cut off"},
	{"a redirect", respond(http.StatusFound, "").HeaderSet(http.Header{"Location": {"https://elsewhere.example.org/"}}), nil, "https://elsewhere.example.org"},
	{"500", respond(http.StatusInternalServerError, "<p>marked"), nil, "500 Internal Server Error"},
	{"502", respond(http.StatusBadGateway, "<p>marked"), loket.ErrUnavailable, "502 Bad Gateway"},
	{"503 with an error code", respond(http.StatusServiceUnavailable, `{"error":"temporarily_unavailable"}`), loket.ErrUnavailable, "temporarily_unavailable"},
	{"an error of the server with another status", refused("server_error"), loket.ErrUnavailable, "server_error"},
	{"404, which is not about a record", respond(http.StatusNotFound, ""), nil, "404 Not Found"},
	{"403, which is not about a record", respond(http.StatusForbidden, "<p>marked"), nil, "403 Forbidden"},
	{"409, which is not about a record", respond(http.StatusConflict, ""), nil, "409 Conflict"},
	{"a refusal as Loket's API makes it", respond(http.StatusBadRequest, brokenDetail), nil, "400 Bad Request"},
	{"429 for longer than a minute", respond(http.StatusTooManyRequests, "").HeaderSet(http.Header{"Retry-After": {"90"}}), loket.ErrRateLimited, "try again in 1m30s"},
	{"no answer", func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}, loket.ErrUnavailable, "no answer within 30s"},
}

// What may go wrong at the token endpoint, and what the caller is told. The call itself was never sent, so its outcome is known.
func TestATokenEndpointThatIsOutOfOrder(t *testing.T) {
	t.Parallel()
	for _, tt := range tokenFaults {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var log bytes.Buffer
				client, w := newClientWith(t, loket.MemoryStore(oldToken()), loket.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
				tokens(w, tt.happens)
				_, err := loket.Post[row](t.Context(), client, things, row{})
				require.ErrorContains(t, err, "loket: POST token")
				require.ErrorContains(t, err, tt.says)
				requireKind(t, err, tt.is)
				require.NotErrorIs(t, err, loket.ErrLoginRequired)
				require.Equal(t, "token", calls(w), "a refresh token may be single-use: it is not sent again, and the call is not made")
				requireClean(t, err.Error())
				requireClean(t, log.String())
			})
		})
	}
}

// design.md "Repeating a request": what was provably not carried out is sent again.
func TestATokenEndpointThatIsBusyForAMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClientWith(t, loket.MemoryStore(oldToken()))
		tokens(w, respond(http.StatusTooManyRequests, "").HeaderSet(http.Header{"Retry-After": {"5"}}), issued(2))
		accepts(w, "marked-access-2")
		require.NoError(t, get(t, client))
		require.Equal(t, "token token access-2", calls(w))
	})
}
