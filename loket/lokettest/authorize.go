package lokettest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// The OAuth endpoints, which have a host of their own at Loket (loket-rest.md §1).
const (
	authorizePath = "/authorize"
	tokenPath     = "/token"
)

func isOAuth(path, endpoint string) bool {
	return strings.EqualFold(strings.TrimSuffix(path, "/"), endpoint)
}

// authorize answers as Loket does after the user has logged in and allowed the client: at once (loket-rest.md §10 shape 1).
func (s *Server) authorize(r *http.Request) fake.Answer {
	query := r.URL.Query()
	redirectURI := query.Get("redirect_uri")
	target, err := url.Parse(redirectURI)
	switch {
	case r.Method != http.MethodGet:
		return empty(http.StatusMethodNotAllowed)
	case query.Get("client_id") != s.ClientID:
		return plainText(http.StatusBadRequest, "unknown client_id")
	case err != nil || !target.IsAbs() || s.env.RedirectURIs != nil && !slices.Contains(s.env.RedirectURIs, redirectURI):
		return plainText(http.StatusBadRequest, "the redirect_uri is not registered")
	case query.Get("response_type") != "code":
		return redirectTo(target, query, "error", "unsupported_response_type")
	case query.Get("scope") != "all":
		return redirectTo(target, query, "error", "invalid_scope")
	case query.Has("code_challenge") && query.Get("code_challenge_method") != "S256":
		return redirectTo(target, query, "error", "invalid_request")
	}
	return redirectTo(target, query, "code", s.grants.addCode(redirectURI, query.Get("code_challenge")))
}

// refuseLogin answers as when the user does not allow the client.
func (s *Server) refuseLogin(r *http.Request, reason string) fake.Answer {
	target, err := url.Parse(r.URL.Query().Get("redirect_uri"))
	if err != nil {
		return plainText(http.StatusBadRequest, "the redirect_uri is not registered")
	}
	return redirectTo(target, r.URL.Query(), "error", reason)
}

// redirectTo sends the browser back with the state that came and one parameter.
func redirectTo(target *url.URL, query url.Values, name, value string) fake.Answer {
	back := *target
	parameters := back.Query()
	if query.Has("state") {
		parameters.Set("state", query.Get("state"))
	}
	parameters.Set(name, value)
	back.RawQuery = parameters.Encode()
	a := empty(http.StatusFound)
	a.Header.Set("Location", back.String())
	return a
}
