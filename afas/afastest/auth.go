package afastest

import (
	"net/http"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

const invalidToken = `Bearer error="invalid_token"`

// authorize checks the Authorization header of a call (afas-profit-rest.md §2). An unencoded classic token is refused, as Profit 7 does.
func (s *Server) authorize(r *http.Request) (refused fake.Answer, ok bool) {
	scheme, credentials, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	switch {
	case strings.EqualFold(scheme, "AfasToken"):
		return emptyAnswer(http.StatusUnauthorized), credentials == s.classic
	case strings.EqualFold(scheme, "Bearer"):
		a := emptyAnswer(http.StatusUnauthorized)
		a.Header.Set("WWW-Authenticate", invalidToken)
		return a, s.isAlive(credentials)
	}
	return emptyAnswer(http.StatusUnauthorized), false
}

// isAlive reports whether the access token was issued here and has not expired.
func (s *Server) isAlive(token string) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	end, ok := s.tokens[token]
	return ok && time.Now().Before(end)
}

// RevokeTokens makes every access token issued so far invalid. A client then gets a 401 and can fetch a new one.
func (s *Server) RevokeTokens() {
	s.lock.Lock()
	defer s.lock.Unlock()
	clear(s.tokens)
}
