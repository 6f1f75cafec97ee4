package lokettest

import (
	"strings"
	"sync"
	"time"
)

// grants are the codes and tokens that work.
type grants struct {
	lock    sync.Mutex
	codes   map[string]code
	access  map[string]time.Time // end of life
	refresh []refreshToken       // oldest first
}

// A code is what a login gives, good for one exchange.
type code struct {
	redirectURI string
	challenge   string // of PKCE; "" for none
	end         time.Time
}

type refreshToken struct {
	text     string
	end      time.Time // zero: never
	replaced bool      // works until its grace is over
}

func (t refreshToken) works() bool { return t.end.IsZero() || time.Now().Before(t.end) }

const codeLife = 10 * time.Minute

func (g *grants) addCode(redirectURI, challenge string) string {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.codes == nil {
		g.codes = map[string]code{}
	}
	text := randomText()
	g.codes[text] = code{redirectURI, challenge, time.Now().Add(codeLife)}
	return text
}

// takeCode gives a code away, once.
func (g *grants) takeCode(text string) (c code, ok bool) {
	g.lock.Lock()
	defer g.lock.Unlock()
	c, ok = g.codes[text]
	delete(g.codes, text)
	return c, ok && time.Now().Before(c.end)
}

func (g *grants) addAccess(life time.Duration) string {
	g.lock.Lock()
	defer g.lock.Unlock()
	if g.access == nil {
		g.access = map[string]time.Time{}
	}
	text := randomText()
	g.access[text] = time.Now().Add(life)
	return text
}

func (g *grants) addRefreshToken(text string, end time.Time) {
	g.lock.Lock()
	defer g.lock.Unlock()
	g.refresh = append(g.refresh, refreshToken{text: text, end: end})
}

// useRefreshToken reports whether a refresh token works. With rotate it is replaced: it works on for the grace, and no longer.
func (g *grants) useRefreshToken(text string, rotate bool, grace time.Duration) (ok bool) {
	g.lock.Lock()
	defer g.lock.Unlock()
	for i, t := range g.refresh {
		if t.text != text || !t.works() {
			continue
		}
		if rotate && !t.replaced {
			end := time.Now().Add(grace)
			if t.end.IsZero() || end.Before(t.end) {
				t.end = end
			}
			t.replaced = true
			g.refresh[i] = t
		}
		return true
	}
	return false
}

// knowsToken reports whether the Authorization header has an access token that works.
func (s *Server) knowsToken(authorization string) bool {
	scheme, token, _ := strings.Cut(authorization, " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return false
	}
	s.grants.lock.Lock()
	defer s.grants.lock.Unlock()
	end, ok := s.grants.access[token]
	return ok && time.Now().Before(end)
}

// AccessToken issues an access token without a login, for a test or a call by hand.
func (s *Server) AccessToken() string {
	return s.grants.addAccess(time.Duration(s.env.TokenSeconds) * time.Second)
}

// RevokeTokens makes every access token issued so far invalid. A client then gets a 401 and can refresh.
func (s *Server) RevokeTokens() {
	s.grants.lock.Lock()
	defer s.grants.lock.Unlock()
	clear(s.grants.access)
}

// RevokeRefreshTokens makes every refresh token issued so far invalid, as when an administrator deletes the integration. Only a login helps.
func (s *Server) RevokeRefreshTokens() {
	s.grants.lock.Lock()
	defer s.grants.lock.Unlock()
	s.grants.refresh = nil
}

// RefreshTokens gives the refresh tokens that work now, oldest first.
func (s *Server) RefreshTokens() []string {
	s.grants.lock.Lock()
	defer s.grants.lock.Unlock()
	var working []string
	for _, t := range s.grants.refresh {
		if t.works() {
			working = append(working, t.text)
		}
	}
	return working
}
