package afas_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

const (
	clientID = "0a1b2c3d"
	secret   = "s3cr3t+with/signs=&more" // has to be escaped in a form
	tokenURL = base + "/oauth/token"
)

// newOAuthClient makes a client with client credentials, whose token requests are answered by the responder.
func newOAuthClient(t *testing.T, tokens httpmock.Responder, opts ...afas.Option) (*afas.Client, *httpmock.MockTransport) {
	t.Helper()
	client, mock := newClientWith(t, afas.ClientCredentials(clientID, secret), opts...)
	mock.RegisterResponder(http.MethodPost, tokenURL, tokens)
	return client, mock
}

// issuing gives the tokens "token 1", "token 2" and so on, each good for an hour.
func issuing() httpmock.Responder {
	var n atomic.Int32
	return func(*http.Request) (*http.Response, error) {
		body := fmt.Sprintf(`{"access_token":"token-%d","token_type":"Bearer","expires_in":3600}`, n.Add(1))
		return httpmock.NewStringResponse(200, body), nil
	}
}

// accepting answers calls with this token, and refuses all others as AFAS does (afas-sb-and-oauth.md §4.4).
func accepting(token string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		if req.Header.Get("Authorization") == "Bearer "+token {
			return httpmock.NewStringResponse(200, "{}"), nil
		}
		resp := httpmock.NewStringResponse(401, "")
		resp.Header.Set("WWW-Authenticate", `Bearer error="invalid_token"`)
		return resp, nil
	}
}

func registerMetainfo(mock *httpmock.MockTransport, r httpmock.Responder) {
	mock.RegisterResponder(http.MethodGet, base+"/metainfo", r)
}

// callCounts tells how often tokens and metainfo were asked for.
func callCounts(mock *httpmock.MockTransport) [2]int {
	info := mock.GetCallCountInfo()
	return [2]int{info["POST "+tokenURL], info["GET "+base+"/metainfo"]}
}

// afas-sb-and-oauth.md §4.2: a form, each parameter once, one client authentication, no scope.
func TestTheTokenRequest(t *testing.T) {
	t.Parallel()
	asked := 0
	client, mock := newClientWith(t, afas.ClientCredentials(" "+clientID+"\n", secret+"\r\n"), afas.WithIntegrationID("12345_678900"))
	mock.RegisterResponder(http.MethodPost, tokenURL, func(req *http.Request) (*http.Response, error) {
		asked++
		body, err := io.ReadAll(req.Body)
		require.NoError(t, err)
		form, err := url.ParseQuery(string(body))
		require.NoError(t, err)
		require.Equal(t, url.Values{"grant_type": {"client_credentials"}, "client_id": {clientID}, "client_secret": {secret}}, form)
		require.Equal(t, "application/x-www-form-urlencoded", req.Header.Get("Content-Type"))
		require.Equal(t, "application/json", req.Header.Get("Accept"))
		require.Empty(t, req.Header.Values("Authorization"))
		require.Empty(t, req.URL.RawQuery)
		require.Contains(t, req.Header, "IntegrationId", "it is sent on every call (afas-profit-rest.md §11)")
		return httpmock.NewStringResponse(200, `{"access_token":"token-1","token_type":"Bearer","expires_in":3600}`), nil
	})
	registerMetainfo(mock, accepting("token-1"))
	require.Zero(t, asked, "NewClient sends nothing")
	_, err := client.Metainfo(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, asked)
}

// expires_in is a number on one page of the vendor and text on another; refresh_token is null or absent (afas-sb-and-oauth.md §4.2).
func TestAnAccessTokenIsKeptUntilAMinuteBeforeItsEnd(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer string
		ends   bool
	}{
		"a number": {`{"access_token":"token-1","token_type":"Bearer","expires_in":3600}`, true},
		"text":     {`{"access_token":"token-1","token_type":"Bearer","expires_in":"3600","refresh_token":null}`, true},
		"absent":   {`{"access_token":"token-1","token_type":"Bearer"}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newOAuthClient(t, httpmock.NewStringResponder(200, tt.answer))
				registerMetainfo(mock, accepting("token-1"))
				for range 3 {
					_, err := client.Metainfo(t.Context())
					require.NoError(t, err)
				}
				time.Sleep(59*time.Minute - time.Second)
				_, err := client.Metainfo(t.Context())
				require.NoError(t, err)
				require.Equal(t, [2]int{1, 4}, callCounts(mock))
				time.Sleep(time.Second)
				_, err = client.Metainfo(t.Context())
				require.NoError(t, err)
				if tt.ends {
					require.Equal(t, [2]int{2, 5}, callCounts(mock))
				} else {
					require.Equal(t, [2]int{1, 5}, callCounts(mock))
				}
			})
		})
	}
}

// design.md "Connecting": an access token that is refused (401 invalid_token) is fetched anew once and the request repeated once.
func TestARefusedAccessTokenIsFetchedAnewOnce(t *testing.T) {
	t.Parallel()
	t.Run("the new one is accepted", func(t *testing.T) {
		t.Parallel()
		client, mock := newOAuthClient(t, issuing())
		registerMetainfo(mock, accepting("token-2"))
		_, err := client.Metainfo(t.Context())
		require.NoError(t, err)
		require.Equal(t, [2]int{2, 2}, callCounts(mock))
	})
	t.Run("the new one is refused as well", func(t *testing.T) {
		t.Parallel()
		client, mock := newOAuthClient(t, issuing())
		registerMetainfo(mock, accepting("none"))
		_, err := client.Metainfo(t.Context())
		require.ErrorIs(t, err, afas.ErrUnauthorized)
		require.ErrorContains(t, err, "GET metainfo: 401 Unauthorized")
		require.Equal(t, [2]int{2, 2}, callCounts(mock))
	})
	t.Run("there is no new one", func(t *testing.T) {
		t.Parallel()
		client, mock := newOAuthClient(t, issuing().Then(httpmock.NewStringResponder(400, `{"error":"invalid_client"}`)))
		registerMetainfo(mock, accepting("none"))
		_, err := client.Metainfo(t.Context())
		require.ErrorIs(t, err, afas.ErrUnauthorized)
		require.ErrorContains(t, err, "POST oauth/token")
		require.Equal(t, [2]int{2, 1}, callCounts(mock))
	})
}

// A 401 that does not name the token is about the connector (afas-profit-rest.md §8.1): a new token would not help.
func TestA401WithoutInvalidTokenFetchesNothing(t *testing.T) {
	t.Parallel()
	for name, challenge := range map[string]string{"no challenge": "", "another error": `Bearer error="insufficient_scope"`} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newOAuthClient(t, issuing())
			registerMetainfo(mock, httpmock.NewStringResponder(401, "").HeaderSet(http.Header{"Www-Authenticate": {challenge}}))
			_, err := client.Metainfo(t.Context())
			require.ErrorIs(t, err, afas.ErrUnauthorized)
			require.Equal(t, [2]int{1, 1}, callCounts(mock))
		})
	}
}

func TestTwoCallsThatAreRefusedTogetherFetchOneToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newOAuthClient(t, issuing().Delay(time.Second))
		registerMetainfo(mock, accepting("token-2").Delay(time.Second))
		var both sync.WaitGroup
		for range 2 {
			both.Go(func() {
				_, err := client.Metainfo(t.Context())
				assert.NoError(t, err)
			})
		}
		both.Wait()
		require.Equal(t, [2]int{2, 4}, callCounts(mock))
	})
}

// Over a wire and with a token that ends all the time: one fetch per expiry, not one per caller.
func TestAHundredCallersFetchOneTokenPerExpiry(t *testing.T) {
	t.Parallel()
	const expiries = 4
	var issued, served atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/oauth/token" {
			fmt.Fprintf(w, `{"access_token":"%d","expires_in":"3600"}`, issued.Add(1))
			return
		}
		// Each token is good for 25 calls.
		if n := issued.Load(); served.Add(1) > 25*n && n < expiries || r.Header.Get("Authorization") != fmt.Sprint("Bearer ", n) {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = io.WriteString(w, "{}")
	}))
	defer server.Close()
	client, err := afas.NewClient("", afas.ClientCredentials(clientID, secret), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	var callers sync.WaitGroup
	for range 100 {
		callers.Go(func() {
			_, err := client.Metainfo(t.Context())
			assert.True(t, err == nil || errors.Is(err, afas.ErrUnauthorized), "%v", err) // refused twice when two tokens ended on its way
		})
	}
	callers.Wait()
	require.Equal(t, int32(expiries), issued.Load())
}

// afas-sb-and-oauth.md §4.4: two pages of the vendor differ about the status, so the error code decides.
func TestErrorsOfTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what   string
		status int
		header string
		body   string
		code   string
		says   string
	}{
		{"a wrong secret", 400, "", `{"error":"invalid_client"}`, "invalid_client", "the client id or secret is wrong or has expired, or the app connector is blocked"},
		{"a wrong secret, to a client with Basic", 401, `Basic realm="afas"`, `{"error":"invalid_client","error_description":"Unknown client"}`, "invalid_client", "Unknown client"},
		{"another environment", 400, "", `{"error":"unauthorized_client"}`, "unauthorized_client", "does not allow client credentials, or belongs to another environment"},
		{"something doubled", 400, "", `{"error":"invalid_request","error_description":"Invalid HTTP request for token endpoint"}`, "invalid_request", "Invalid HTTP request for token endpoint"},
		{"another flow", 400, "", `{"error":"unsupported_grant_type"}`, "unsupported_grant_type", "unsupported_grant_type"},
		{"an error with a status of success", 200, "", `{"error":"invalid_client"}`, "invalid_client", "the client id or secret is wrong"},
		{"the secret in the description", 400, "", `{"error":"invalid_client","error_description":"no client has ` + secret + `"}`, "invalid_client", "no client has ***"},
		{"the form in the description", 400, "", `{"error":"invalid_request","error_description":"client_secret=` + url.QueryEscape(secret) + `"}`, "invalid_request", "client_secret=***"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, mock := newOAuthClient(t, httpmock.NewStringResponder(tt.status, tt.body).HeaderSet(http.Header{"Www-Authenticate": {tt.header}}))
			_, err := client.Metainfo(t.Context())
			require.ErrorIs(t, err, afas.ErrUnauthorized)
			e, ok := errors.AsType[*afas.Error](err)
			require.True(t, ok)
			require.Equal(t, "POST oauth/token", e.Op)
			require.Equal(t, tt.code, e.Code)
			require.ErrorContains(t, err, tt.says)
			require.NotContains(t, err.Error(), secret)
			require.Equal(t, [2]int{1, 0}, callCounts(mock), "permanent: not repeated (afas-sb-and-oauth.md §4.8)")
		})
	}
}

func TestAnswersOfTheTokenEndpointThatHoldNoToken(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body, says string
		is         error
	}{
		"HTML":                 {"<!DOCTYPE html><p>Log in</p>", "it is HTML or XML; is the address right", nil},
		"nothing":              {"", "it is empty", nil},
		"no token":             {`{"token_type":"Bearer","expires_in":3600}`, "the answer holds no access token", nil},
		"an empty token":       {`{"access_token":""}`, "the answer holds no access token", nil},
		"a list":               {`[]`, "another shape than expected", nil},
		"a token of an object": {`{"access_token":{"marked":1}}`, "another shape than expected", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newOAuthClient(t, httpmock.NewStringResponder(200, tt.body))
			_, err := client.Metainfo(t.Context())
			_, ok := errors.AsType[*afas.Error](err)
			require.True(t, ok)
			require.ErrorContains(t, err, "afas: POST oauth/token: ")
			require.ErrorContains(t, err, tt.says)
			require.NotContains(t, err.Error(), "200 OK")
			require.NotContains(t, err.Error(), "marked")
			require.Equal(t, [2]int{1, 0}, callCounts(mock))
		})
	}
}

// A token request changes nothing, so it follows the table of repeats as a read does.
func TestTheTokenRequestIsRepeatedLikeARead(t *testing.T) {
	t.Parallel()
	for name, trouble := range map[string]httpmock.Responder{
		"502":              httpmock.NewStringResponder(502, "<html>"),
		"503":              httpmock.NewStringResponder(503, `{"error":{"code":"503","message":"Service temporarily unavailable"},"retry_after":5}`),
		"429":              httpmock.NewStringResponder(429, ""),
		"connection reset": httpmock.NewErrorResponder(syscall.ECONNRESET),
		"answer cut off":   httpmock.NewStringResponder(200, `{"access_token":"tok`),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newOAuthClient(t, trouble.Then(trouble).Then(issuing()))
				registerMetainfo(mock, accepting("token-1"))
				_, err := client.Metainfo(t.Context())
				require.NoError(t, err)
				require.Equal(t, [2]int{3, 1}, callCounts(mock))
			})
		})
	}
}

func TestATokenEndpointThatIsUnderMaintenance(t *testing.T) {
	t.Parallel()
	client, mock := newOAuthClient(t, httpmock.NewStringResponder(503, "").HeaderSet(http.Header{"Retry-After": {"7200"}}))
	_, err := client.Metainfo(t.Context())
	require.ErrorIs(t, err, afas.ErrUnavailable)
	require.ErrorContains(t, err, "try again in 2h0m0s")
	require.Equal(t, [2]int{1, 0}, callCounts(mock))
}

// A gateway's own error is no verdict on the credential, even if it is called "error" as well.
func TestAGatewayInFrontOfTheTokenEndpoint(t *testing.T) {
	t.Parallel()
	for status, kind := range map[int]error{503: afas.ErrUnavailable, 429: afas.ErrRateLimited, 500: nil} {
		client, _ := newOAuthClient(t, httpmock.NewStringResponder(status, `{"error":"upstream"}`), afas.WithRetries(1, 0))
		_, err := client.Metainfo(t.Context())
		require.Error(t, err)
		require.NotErrorIs(t, err, afas.ErrUnauthorized)
		if kind != nil {
			require.ErrorIs(t, err, kind)
		}
	}
}

func hangs(req *http.Request) (*http.Response, error) {
	<-req.Context().Done()
	return nil, req.Context().Err()
}

// design.md "Connecting": a token endpoint call has its own time-out.
func TestATokenEndpointThatHangs(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		option afas.Option
		lasts  time.Duration
	}{
		"ends by itself":                        {afas.WithTimeout(10 * time.Minute), 30 * time.Second},
		"ends earlier when the client is hasty": {afas.WithTimeout(5 * time.Second), 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newOAuthClient(t, hangs, tt.option)
				started := time.Now()
				_, err := client.Metainfo(t.Context())
				require.ErrorIs(t, err, afas.ErrUnavailable)
				require.ErrorIs(t, err, context.DeadlineExceeded)
				require.ErrorContains(t, err, fmt.Sprint("afas: POST oauth/token: no answer within ", tt.lasts))
				require.Equal(t, tt.lasts, time.Since(started))
				require.Equal(t, [2]int{1, 0}, callCounts(mock))
			})
		})
	}
}

// The fetch of a token belongs to everyone who waits for it: it is not cancelled with the caller who came first, and each caller's own context ends its own waiting at once.
func TestACallerGivesUpWaitingForAToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newOAuthClient(t, issuing().Delay(10*time.Second))
		registerMetainfo(mock, accepting("token-1"))
		var first sync.WaitGroup
		first.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			started := time.Now()
			_, err := client.Metainfo(ctx)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.EqualError(t, err, "afas: GET metainfo: context deadline exceeded before it was sent")
			assert.Equal(t, time.Second, time.Since(started))
		})
		synctest.Wait()
		_, err := client.Metainfo(t.Context())
		require.NoError(t, err)
		first.Wait()
		require.Equal(t, [2]int{1, 1}, callCounts(mock))
	})
}

// A token endpoint that points elsewhere would be given the secret there.
func TestTheTokenRequestFollowsNoRedirect(t *testing.T) {
	t.Parallel()
	for _, location := range []string{"https://other.example.test/oauth/token", "/proxy/elsewhere"} {
		client, mock := newOAuthClient(t, func(req *http.Request) (*http.Response, error) {
			resp := httpmock.NewStringResponse(307, "")
			resp.Request = req
			resp.Header.Set("Location", location)
			return resp, nil
		})
		_, err := client.Metainfo(t.Context())
		require.ErrorContains(t, err, "redirect refused")
		require.Equal(t, 1, mock.GetTotalCallCount())
		require.False(t, strings.Contains(err.Error(), secret))
	}
}
