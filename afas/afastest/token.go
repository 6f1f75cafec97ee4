package afastest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// maxForm is far more than a token request needs.
const maxForm = 64 << 10

// A tokenError is an error of the token endpoint (afas-sb-and-oauth.md §4.4).
type tokenError struct {
	Code        string `json:"error"`
	Description string `json:"error_description,omitempty"`
}

var (
	errNoForm    = &tokenError{"invalid_request", "Invalid HTTP request for token endpoint"}
	errDoubled   = &tokenError{"invalid_request", "A parameter is included more than once"}
	errMissing   = &tokenError{"invalid_request", "A required parameter is missing"}
	errTwoWays   = &tokenError{"invalid_request", "More than one way of client authentication"}
	errClient    = &tokenError{"invalid_client", ""}
	errNotForApp = &tokenError{"unauthorized_client", "The app connector may not use this flow"}
	errGrantType = &tokenError{"unsupported_grant_type", ""}
)

// issueToken answers POST oauth/token for client credentials (afas-sb-and-oauth.md §4.2).
func (s *Server) issueToken(r *http.Request) fake.Answer {
	if refused := s.checkTokenRequest(r); refused != nil {
		return refuseToken(r, refused)
	}
	token := s.newToken()
	a := s.document(map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": s.env.TokenSeconds})
	if s.env.Quirks.ExpiresInText {
		a = s.document(map[string]any{
			"access_token": token, "token_type": "Bearer", "expires_in": strconv.Itoa(s.env.TokenSeconds), "refresh_token": nil,
		})
	}
	return a
}

func (s *Server) checkTokenRequest(r *http.Request) *tokenError {
	form, refused := readForm(r)
	if refused != nil {
		return refused
	}
	id, secret, refused := clientCredentials(r, form)
	switch grant := form.Get("grant_type"); {
	case refused != nil:
		return refused
	case grant == "" || id == "" || secret == "":
		return errMissing
	case grant != "client_credentials" && grant != "authorization_code" && grant != "refresh_token":
		return errGrantType
	case id != s.ClientID || secret != s.ClientSecret:
		return errClient
	case grant != "client_credentials" || s.env.Quirks.UnauthorizedClient:
		return errNotForApp
	}
	return nil
}

// readForm reads the body, which must be a form with every parameter once.
func readForm(r *http.Request) (url.Values, *tokenError) {
	contentType, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if r.Method != http.MethodPost || err != nil || contentType != "application/x-www-form-urlencoded" {
		return nil, errNoForm
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxForm))
	if err != nil {
		return nil, errNoForm
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		return nil, errNoForm
	}
	for _, values := range form {
		if len(values) > 1 {
			return nil, errDoubled
		}
	}
	return form, nil
}

// clientCredentials takes id and secret from the body or from a Basic header, where both are form-encoded first. Both ways at once are refused.
func clientCredentials(r *http.Request, form url.Values) (id, secret string, refused *tokenError) {
	id, secret, basic := r.BasicAuth()
	if !basic {
		return form.Get("client_id"), form.Get("client_secret"), nil
	}
	if form.Has("client_secret") {
		return "", "", errTwoWays
	}
	plainID, err := url.QueryUnescape(id)
	if err != nil {
		return "", "", errClient
	}
	plainSecret, err := url.QueryUnescape(secret)
	if err != nil {
		return "", "", errClient
	}
	return plainID, plainSecret, nil
}

// refuseToken gives 400, but 401 for a client that failed to prove itself with Basic.
func refuseToken(r *http.Request, refused *tokenError) fake.Answer {
	body, _ := json.Marshal(refused)
	a := jsonAnswer(http.StatusBadRequest, body)
	if _, _, basic := r.BasicAuth(); basic && refused.Code == errClient.Code {
		a.Status = http.StatusUnauthorized
		a.Header.Set("WWW-Authenticate", "Basic")
	}
	return a
}

// newToken issues an access token in the form of a JWT. Nobody but this server can tell whether it is good.
func (s *Server) newToken() string {
	end := time.Now().Add(time.Duration(s.env.TokenSeconds) * time.Second)
	claims := fmt.Sprintf(`{"sub":%q,"exp":%d,"jti":%q}`, s.ClientID, end.Unix(), strings.ToLower(randomHex(16)))
	token := segment(`{"alg":"HS256","typ":"JWT"}`) + "." + segment(claims) + "." + segment(randomHex(16))
	s.lock.Lock()
	defer s.lock.Unlock()
	s.tokens[token] = end
	return token
}

func segment(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
