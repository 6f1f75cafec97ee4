package lokettest_test

import (
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func authorize(t *testing.T, s *lokettest.Server, change func(url.Values)) answer {
	t.Helper()
	query := url.Values{
		"client_id": {s.ClientID}, "redirect_uri": {"https://app.example.test/cb"}, "response_type": {"code"}, "scope": {"all"}, "state": {"x7"},
	}
	change(query)
	return send(t, http.MethodGet, s.AuthorizeURL+"?"+query.Encode(), "")
}

func unchanged(url.Values) {}

// parameters reads where the browser is sent.
func parameters(t *testing.T, a answer) url.Values {
	t.Helper()
	require.Equal(t, http.StatusFound, a.StatusCode, a.text)
	target, err := url.Parse(a.Header.Get("Location"))
	require.NoError(t, err)
	return target.Query()
}

func token(t *testing.T, s *lokettest.Server, parameters ...string) answer {
	t.Helper()
	form := url.Values{"client_id": {s.ClientID}, "client_secret": {s.ClientSecret}}
	for i := 0; i < len(parameters); i += 2 {
		form.Set(parameters[i], parameters[i+1])
	}
	return send(t, http.MethodPost, s.TokenURL, form.Encode(), "Content-Type", "application/x-www-form-urlencoded")
}

func refresh(t *testing.T, s *lokettest.Server, refreshToken string) answer {
	t.Helper()
	return token(t, s, "grant_type", "refresh_token", "refresh_token", refreshToken)
}

func requireTokenError(t *testing.T, want string, a answer) {
	t.Helper()
	require.Equal(t, http.StatusBadRequest, a.StatusCode, a.text)
	require.JSONEq(t, `{"error":"`+want+`"}`, a.text)
}

// loket-rest.md §10 shapes 1 and 2.
func TestALoginGivesACodeAndTheCodeTokens(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := authorize(t, s, unchanged)
	require.True(t, strings.HasPrefix(a.Header.Get("Location"), "https://app.example.test/cb?"))
	back := parameters(t, a)
	require.Equal(t, "x7", back.Get("state"))

	exchange := []string{"grant_type", "authorization_code", "code", back.Get("code"), "redirect_uri", "https://app.example.test/cb"}
	answer := token(t, s, exchange...)
	require.Equal(t, http.StatusOK, answer.StatusCode)
	body := answer.json(t)
	require.Regexp(t, `^[\w-]+$`, body["access_token"]) // §1: the alphabet of tokens
	require.JSONEq(t, text(t, map[string]any{
		"access_token": body["access_token"], "refresh_token": body["refresh_token"], "token_type": "bearer", "expires_in": 3599, "two_factor_state": "None",
	}), answer.text)
	require.Equal(t, http.StatusOK, send(t, http.MethodGet, s.URL+employers, "", "Authorization", "Bearer "+body["access_token"].(string)).StatusCode)
	require.Equal(t, http.StatusOK, refresh(t, s, body["refresh_token"].(string)).StatusCode)

	requireTokenError(t, "invalid_grant", token(t, s, exchange...)) // a code works once
}

// loket-rest.md §2: the redirect address must be the registered one, the scope is "all".
func TestALoginIsRefused(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.RedirectURIs = []string{"https://app.example.test/cb"}
	s := start(t, env)
	for name, change := range map[string]func(url.Values){
		"another client":                    func(q url.Values) { q.Set("client_id", "other") },
		"an address that is not registered": func(q url.Values) { q.Set("redirect_uri", "https://evil.example.test/cb") },
		"no address":                        func(q url.Values) { q.Del("redirect_uri") },
	} {
		a := authorize(t, s, change)
		require.Equal(t, http.StatusBadRequest, a.StatusCode, name)
		require.Empty(t, a.Header.Get("Location"), name)
	}
	for want, change := range map[string]func(url.Values){
		"unsupported_response_type": func(q url.Values) { q.Set("response_type", "token") },
		"invalid_scope":             func(q url.Values) { q.Del("scope") },
		"invalid_request":           func(q url.Values) { q.Set("code_challenge", "plain") },
	} {
		back := parameters(t, authorize(t, s, change))
		require.Equal(t, url.Values{"error": {want}, "state": {"x7"}}, back)
	}
	s.Fault(lokettest.LoginRefused("access_denied").On("authorize").Times(1))
	require.Equal(t, url.Values{"error": {"access_denied"}, "state": {"x7"}}, parameters(t, authorize(t, s, unchanged)))
	require.True(t, parameters(t, authorize(t, s, unchanged)).Has("code"))
}

func TestACodeIsBoundToItsLogin(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	code := func(change func(url.Values)) string { return parameters(t, authorize(t, s, change)).Get("code") }
	const redirect = "https://app.example.test/cb"
	exchange := func(code string, more ...string) answer {
		return token(t, s, append([]string{"grant_type", "authorization_code", "code", code}, more...)...)
	}
	requireTokenError(t, "invalid_grant", exchange(code(unchanged)))
	requireTokenError(t, "invalid_grant", exchange(code(unchanged), "redirect_uri", "https://app.example.test/other"))
	requireTokenError(t, "invalid_grant", exchange("never-issued", "redirect_uri", redirect))

	sum := sha256.Sum256([]byte("verifier"))
	challenge := func(q url.Values) {
		q.Set("code_challenge", base64.RawURLEncoding.EncodeToString(sum[:]))
		q.Set("code_challenge_method", "S256")
	}
	requireTokenError(t, "invalid_grant", exchange(code(challenge), "redirect_uri", redirect, "code_verifier", "other"))
	require.Equal(t, http.StatusOK, exchange(code(challenge), "redirect_uri", redirect, "code_verifier", "verifier").StatusCode)
}

// loket-rest.md §10 shape 3.
func TestARotatingRefreshTokenWorksOnce(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	next := refresh(t, s, "r1").json(t)["refresh_token"].(string)
	require.NotEqual(t, "r1", next)
	require.Equal(t, []string{next}, s.RefreshTokens())
	requireTokenError(t, "invalid_grant", refresh(t, s, "r1"))
	require.Equal(t, http.StatusOK, refresh(t, s, next).StatusCode)
}

// loket-rest.md §10 shape 4.
func TestANonRotatingRefreshTokenWorksAgain(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Refresh = lokettest.RefreshStays
	s := start(t, env)
	for range 3 {
		require.Equal(t, "r1", refresh(t, s, "r1").json(t)["refresh_token"])
	}
	env.Refresh = lokettest.RefreshSilent
	s = start(t, env)
	for range 3 {
		body := refresh(t, s, "r1").json(t)
		require.NotContains(t, body, "refresh_token")
		require.NotEmpty(t, body["access_token"])
	}
}

// loket-rest.md §10 shape 5 and §2 "Token errors".
func TestTheTokenEndpointRefuses(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	requireTokenError(t, "invalid_grant", refresh(t, s, "unknown"))
	requireTokenError(t, "invalid_client", token(t, s, "grant_type", "refresh_token", "refresh_token", "r1", "client_secret", "wrong"))
	requireTokenError(t, "invalid_client", token(t, s, "grant_type", "refresh_token", "refresh_token", "r1", "client_id", "other"))
	requireTokenError(t, "unsupported_grant_type", token(t, s, "grant_type", "client_credentials"))
	requireTokenError(t, "invalid_request", token(t, s))
	requireTokenError(t, "invalid_request", send(t, http.MethodPost, s.TokenURL, "client_id=acme&client_id=acme"))
	requireTokenError(t, "invalid_client", send(t, http.MethodPost, s.TokenURL, "grant_type=refresh_token&refresh_token=r1",
		"Authorization", "Basic "+base64.StdEncoding.EncodeToString([]byte("acme:s3")))) // §2: no Basic header is shown anywhere
	require.Equal(t, http.StatusMethodNotAllowed, send(t, http.MethodGet, s.TokenURL, "").StatusCode)
	require.Equal(t, []string{"r1"}, s.RefreshTokens(), "what was refused used nothing up")
}

// loket-rest.md §2 "Body content type" and §10.1 no. 9.
func TestTheTokenEndpointTakesAnyContentTypeUnlessItIsStrict(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Refresh = lokettest.RefreshStays
	const form = "grant_type=refresh_token&refresh_token=r1&client_id=acme&client_secret=s3"
	lenient := start(t, env)
	require.Equal(t, http.StatusOK, send(t, http.MethodPost, lenient.TokenURL, form, "Content-Type", "text/plain").StatusCode)
	env.Quirks.FormOnly = true
	strict := start(t, env)
	requireTokenError(t, "invalid_request", send(t, http.MethodPost, strict.TokenURL, form, "Content-Type", "text/plain"))
	require.Equal(t, http.StatusOK, refresh(t, strict, "r1").StatusCode)
}

// loket-rest.md §2: whether a secret is needed depends on the client; errors are seen with a capital too.
func TestClientsAndErrorsVary(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Quirks = lokettest.Quirks{PublicClient: true, CapitalErrors: true}
	s := start(t, env)
	require.Empty(t, s.ClientSecret)
	require.Equal(t, http.StatusOK, refresh(t, s, "r1").StatusCode)
	requireTokenError(t, "Invalid_client", token(t, s, "client_id", "other"))
}

// within runs requests against a server without a listener, in fake time.
func within(s *lokettest.Server, method, target, body string, header ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	s.ServeHTTP(recorder, request)
	return recorder
}

// loket-rest.md §10.1 nos. 4 and 5: lives and grace can be set.
func TestTokensEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		env := bakery()
		env.TokenSeconds, env.GraceSeconds, env.RefreshTokenSeconds = 60, 10, 3600
		s, err := lokettest.New(env)
		require.NoError(t, err)
		require.Empty(t, s.URL)
		const form = "grant_type=refresh_token&client_id=acme&client_secret=s3&refresh_token="
		refreshes := func(token string) bool {
			return within(s, http.MethodPost, "/token", form+token).Code == http.StatusOK
		}
		bearer := "Bearer " + s.AccessToken()
		works := func() bool {
			return within(s, http.MethodGet, "/v2/providers", "", "Authorization", bearer).Code == http.StatusOK
		}

		require.True(t, works())
		time.Sleep(59 * time.Second)
		require.True(t, works())
		time.Sleep(time.Second)
		require.False(t, works())

		require.True(t, refreshes("r1"))
		time.Sleep(9 * time.Second)
		require.True(t, refreshes("r1"), "within its grace")
		time.Sleep(time.Second)
		require.False(t, refreshes("r1"), "the grace counts from the first use")
		last := s.RefreshTokens()[0]
		time.Sleep(time.Hour)
		require.False(t, refreshes(last))
	})
}

func TestTokensCanBeRevoked(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	bearer := "Bearer " + s.AccessToken()
	s.RevokeTokens()
	require.Equal(t, http.StatusUnauthorized, send(t, http.MethodGet, s.URL+"/providers", "", "Authorization", bearer).StatusCode)
	require.Equal(t, http.StatusOK, get(t, s, "/providers").StatusCode)
	s.RevokeRefreshTokens() // §2: an administrator deletes the integration
	requireTokenError(t, "invalid_grant", refresh(t, s, "r1"))
}
