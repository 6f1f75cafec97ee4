package lokettest

import (
	"crypto/sha256"
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// maxForm is far more than a token request needs.
const maxForm = 64 << 10

// issueToken answers POST /token (loket-rest.md §10 shapes 2–5).
func (s *Server) issueToken(r *http.Request) fake.Answer {
	if r.Method != http.MethodPost {
		return empty(http.StatusMethodNotAllowed)
	}
	form, ok := s.readForm(r)
	if !ok {
		return s.refuseToken("invalid_request")
	}
	if form.Get("client_id") != s.ClientID || form.Get("client_secret") != s.ClientSecret {
		return s.refuseToken("invalid_client")
	}
	switch form.Get("grant_type") {
	case "authorization_code":
		return s.exchange(form)
	case "refresh_token":
		return s.refresh(form)
	case "":
		return s.refuseToken("invalid_request")
	}
	return s.refuseToken("unsupported_grant_type")
}

// readForm reads the parameters from the body, whatever it says it is, unless the quirk wants it declared. Credentials in a Basic header are not
// looked at: no source shows them (loket-rest.md §2).
func (s *Server) readForm(r *http.Request) (form url.Values, ok bool) {
	contentType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if s.env.Quirks.FormOnly && contentType != "application/x-www-form-urlencoded" {
		return nil, false
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxForm))
	if err != nil {
		return nil, false
	}
	form, err = url.ParseQuery(strings.TrimSpace(string(body)))
	if err != nil {
		return nil, false
	}
	for _, values := range form {
		if len(values) > 1 {
			return nil, false
		}
	}
	return form, true
}

func (s *Server) exchange(form url.Values) fake.Answer {
	code, ok := s.grants.takeCode(form.Get("code"))
	if !ok || code.redirectURI != form.Get("redirect_uri") || !code.accepts(form.Get("code_verifier")) {
		return s.refuseToken("invalid_grant")
	}
	next := randomText()
	s.grants.addRefreshToken(next, s.refreshEnd())
	return s.token(next)
}

// accepts checks a PKCE verifier. Loket does not mention PKCE, so that a client without it is fine.
func (c code) accepts(verifier string) bool {
	sum := sha256.Sum256([]byte(verifier))
	return c.challenge == "" || c.challenge == base64.RawURLEncoding.EncodeToString(sum[:])
}

func (s *Server) refresh(form url.Values) fake.Answer {
	used := form.Get("refresh_token")
	rotates := s.env.Refresh == RefreshRotates
	if !s.grants.useRefreshToken(used, rotates, time.Duration(s.env.GraceSeconds)*time.Second) {
		return s.refuseToken("invalid_grant")
	}
	switch s.env.Refresh {
	case RefreshSilent:
		return s.token("")
	case RefreshStays:
		return s.token(used)
	}
	next := randomText()
	s.grants.addRefreshToken(next, s.refreshEnd())
	return s.token(next)
}

// refreshEnd is when a refresh token made now ends; zero is never.
func (s *Server) refreshEnd() time.Time {
	if s.env.RefreshTokenSeconds == 0 {
		return time.Time{}
	}
	return time.Now().Add(time.Duration(s.env.RefreshTokenSeconds) * time.Second)
}

// token answers an access token, with a refresh token unless that is empty.
func (s *Server) token(refresh string) fake.Answer {
	body := object{
		"access_token": s.AccessToken(), "token_type": "bearer", "expires_in": s.env.TokenSeconds, "two_factor_state": "None",
	}
	if refresh != "" {
		body["refresh_token"] = refresh
	}
	a := jsonAnswer(http.StatusOK, body)
	a.Header.Set("Cache-Control", "no-store")
	return a
}

// refuseToken answers 400: the status is assumed, the bodies are seen (loket-rest.md §2).
func (s *Server) refuseToken(reason string) fake.Answer {
	if s.env.Quirks.CapitalErrors {
		reason = strings.ToUpper(reason[:1]) + reason[1:]
	}
	return jsonAnswer(http.StatusBadRequest, object{"error": reason})
}
