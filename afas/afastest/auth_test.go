package afastest_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// afas-profit-rest.md §2.1, §13 shape 22.
func TestTheClassicTokenIsTheBase64OfItsXML(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	require.Regexp(t, `^<token><version>1</version><data>[0-9A-F]{64}</data></token>$`, server.Token)
	digits := server.Token[len("<token><version>1</version><data>"):][:64]
	for name, authorization := range map[string]struct {
		value string
		good  bool
	}{
		"the whole XML in base64":        {classic(server.Token), true},
		"the scheme in lower case":       {strings.Replace(classic(server.Token), "AfasToken", "afastoken", 1), true},
		"the XML as it is":               {"AfasToken " + server.Token, false},
		"only the digits":                {classic(digits), false},
		"the XML with a line end":        {classic(server.Token + "\r\n"), false},
		"the token of someone else":      {classic(strings.Replace(server.Token, digits[:8], "00000000", 1)), false},
		"a scheme AFAS does not know":    {"Basic " + base64.StdEncoding.EncodeToString([]byte(server.Token)), false},
		"base64 without a scheme before": {base64.StdEncoding.EncodeToString([]byte(server.Token)), false},
		"nothing":                        {"", false},
	} {
		t.Run(name, func(t *testing.T) {
			a := call(t, server, http.MethodGet, "/metainfo", http.Header{"Authorization": {authorization.value}})
			if authorization.good {
				require.Equal(t, http.StatusOK, a.status)
				return
			}
			requireEmpty(t, http.StatusUnauthorized, a)
			require.Empty(t, a.header.Get("WWW-Authenticate"))
		})
	}
}

func TestTheTokenMayBeGivenAsXMLOrDigits(t *testing.T) {
	t.Parallel()
	digits := strings.Repeat("0A", 32)
	for _, token := range []string{digits, "<token><version>1</version><data>" + digits + "</data></token>"} {
		require.Equal(t, "<token><version>1</version><data>"+digits+"</data></token>", start(t, afastest.Environment{Token: token}).Token)
	}
	_, err := afastest.New(afastest.Environment{Token: "cut off"})
	require.ErrorContains(t, err, "64 hex digits")
}

// afas-profit-rest.md §2.2, §13 shape 51; afas-sb-and-oauth.md §4.2.
func TestClientCredentialsGiveAnAccessToken(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{ClientID: "id:with/signs", ClientSecret: "a secret & more", TokenSeconds: 1800})
	encoded := url.QueryEscape(server.ClientID) + ":" + url.QueryEscape(server.ClientSecret)
	basic := http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(encoded))}}
	for name, a := range map[string]answer{
		"in the body":            form(t, server, credentials(server), nil),
		"with Basic":             form(t, server, "grant_type=client_credentials", basic),
		"with a charset as well": form(t, server, credentials(server), http.Header{"Content-Type": {"application/x-www-form-urlencoded; charset=utf-8"}}),
	} {
		require.Equal(t, http.StatusOK, a.status, name)
		var token map[string]any
		require.NoError(t, json.Unmarshal([]byte(a.body), &token))
		require.Len(t, token, 3, name)
		require.Regexp(t, `^eyJ[\w-]+\.[\w-]+\.[\w-]+$`, token["access_token"])
		require.Equal(t, "Bearer", token["token_type"])
		require.Equal(t, 1800.0, token["expires_in"])
	}
	require.Equal(t, http.StatusOK, call(t, server, http.MethodGet, "/metainfo", bearer(t, server)).status)
}

// afas-sb-and-oauth.md §4.2: the documents disagree about expires_in and refresh_token.
func TestExpiresInMayComeAsText(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Quirks: afastest.Quirks{ExpiresInText: true}})
	a := form(t, server, credentials(server), nil)
	require.Contains(t, a.body, `"expires_in":"3600","refresh_token":null`)
}

// afas-profit-rest.md §2.2, §13 shape 51; afas-sb-and-oauth.md §4.4.
func TestTokenRequestsThatAreRefused(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{ClientID: "id", ClientSecret: "secret"})
	basic := func(pair string) http.Header {
		return http.Header{"Authorization": {"Basic " + base64.StdEncoding.EncodeToString([]byte(pair))}}
	}
	const grant = "grant_type=client_credentials"
	for name, c := range map[string]struct {
		form   string
		header http.Header
		status int
		code   string
	}{
		"a JSON body":                               {`{"grant_type":"client_credentials"}`, http.Header{"Content-Type": {"application/json"}}, 400, "invalid_request"},
		"a parameter that is there twice":           {grant + "&client_id=id&client_id=id&client_secret=secret", nil, 400, "invalid_request"},
		"a body that is no form":                    {grant + "&client_id=%zz", nil, 400, "invalid_request"},
		"no secret":                                 {grant + "&client_id=id", nil, 400, "invalid_request"},
		"no grant type":                             {"client_id=id&client_secret=secret", nil, 400, "invalid_request"},
		"body and Basic at once":                    {grant + "&client_id=id&client_secret=secret", basic("id:secret"), 400, "invalid_request"},
		"a wrong secret":                            {grant + "&client_id=id&client_secret=other", nil, 400, "invalid_client"},
		"a wrong secret with Basic":                 {grant, basic("id:other"), 401, "invalid_client"},
		"an id that is not form-encoded":            {grant, basic("%zz:secret"), 401, "invalid_client"},
		"a secret that is not form-encoded":         {grant, basic("id:%zz"), 401, "invalid_client"},
		"a grant type that does not exist":          {"grant_type=password&client_id=id&client_secret=secret", nil, 400, "unsupported_grant_type"},
		"a grant type that is not of this app":      {"grant_type=refresh_token&client_id=id&client_secret=secret", nil, 400, "unauthorized_client"},
		"another grant type that is not of the app": {"grant_type=authorization_code&client_id=id&client_secret=secret", nil, 400, "unauthorized_client"},
	} {
		t.Run(name, func(t *testing.T) {
			a := form(t, server, c.form, c.header)
			require.Equal(t, c.status, a.status)
			require.Contains(t, a.body, `{"error":"`+c.code+`"`)
			require.Equal(t, c.status == 401, a.header.Get("WWW-Authenticate") == "Basic")
		})
	}
	t.Run("a GET", func(t *testing.T) {
		a := get(t, server, "/oauth/token?"+credentials(server))
		require.Equal(t, http.StatusBadRequest, a.status)
		require.JSONEq(t, `{"error":"invalid_request","error_description":"Invalid HTTP request for token endpoint"}`, a.body)
	})
	t.Run("an app connector without this flow", func(t *testing.T) {
		server := start(t, afastest.Environment{Quirks: afastest.Quirks{UnauthorizedClient: true}})
		require.Contains(t, form(t, server, credentials(server), nil).body, `{"error":"unauthorized_client"`)
	})
}

// afas-profit-rest.md §2.2, §13 shape 22, bearer variant.
func TestARevokedOrUnknownAccessTokenIsInvalid(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	revoked := bearer(t, server)
	server.RevokeTokens()
	for _, header := range []http.Header{revoked, {"Authorization": {"Bearer eyJ.eyJ.x"}}, {"Authorization": {"Bearer"}}} {
		a := call(t, server, http.MethodGet, "/metainfo", header)
		requireEmpty(t, http.StatusUnauthorized, a)
		require.Equal(t, `Bearer error="invalid_token"`, a.header.Get("WWW-Authenticate"))
	}
	require.Equal(t, http.StatusOK, call(t, server, http.MethodGet, "/metainfo", bearer(t, server)).status)
}

// afas-profit-rest.md §2.2: an access token lives as long as expires_in says. The handler works without a listener, so in a bubble.
func TestAnAccessTokenExpires(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, err := afastest.New(afastest.Environment{TokenSeconds: 60})
		require.NoError(t, err)
		request := httptest.NewRequest(http.MethodPost, afastest.BasePath+"/oauth/token", strings.NewReader(credentials(server)))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, request)
		var token struct {
			Access string `json:"access_token"`
		}
		require.NoError(t, json.NewDecoder(recorder.Body).Decode(&token))

		status := func() int {
			request := httptest.NewRequest(http.MethodGet, afastest.BasePath+"/metainfo", nil)
			request.Header.Set("Authorization", "Bearer "+token.Access)
			recorder := httptest.NewRecorder()
			server.ServeHTTP(recorder, request)
			_, _ = io.Copy(io.Discard, recorder.Body)
			return recorder.Code
		}
		time.Sleep(59 * time.Second)
		require.Equal(t, http.StatusOK, status())
		time.Sleep(2 * time.Second)
		require.Equal(t, http.StatusUnauthorized, status())
	})
}
