package lokettest

import (
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// answer finds the answer to a request that no fault has taken. adjust changes the call before it is answered.
func (s *Server) answer(r *http.Request, adjust ...func(*call)) fake.Answer {
	switch path := r.URL.Path; {
	case isOAuth(path, authorizePath):
		return s.authorize(r)
	case isOAuth(path, tokenPath):
		return s.issueToken(r)
	}
	path, ok := belowBase(r.URL.Path)
	if !ok {
		return empty(http.StatusNotFound)
	}
	if !s.knowsToken(r.Header.Get("Authorization")) {
		return denied()
	}
	c := s.newCall(r)
	for _, change := range adjust {
		change(c)
	}
	if resource := s.resource(path); resource != nil {
		return c.answerResource(resource)
	}
	if base, suffix, ok := cutSuffix(path); ok && r.Method == http.MethodGet {
		return c.answerAbout(base, suffix)
	}
	route, exists := match(r.Method, path)
	switch {
	case !exists:
		return empty(http.StatusNotFound)
	case route == nil:
		return empty(http.StatusMethodNotAllowed)
	}
	return c.answerRoute(route, path)
}

// answerRoute checks what Loket checks before an operation, and performs it.
func (c *call) answerRoute(route *route, path string) fake.Answer {
	if refused, ok := c.prepare(route.versions); !ok {
		return refused
	}
	if c.r.Method == http.MethodGet {
		c.s.lock.RLock()
		defer c.s.lock.RUnlock()
	} else {
		c.s.lock.Lock()
		defer c.s.lock.Unlock()
	}
	if refused, ok := c.aim(route, path); !ok {
		return refused
	}
	return route.answer(c)
}

// prepare settles the version and reads the body.
func (c *call) prepare(versions []string) (refused fake.Answer, ok bool) {
	version, ok := pickVersion(c.r.Header.Get("Accept"), versions)
	if !ok {
		return plainText(http.StatusBadRequest, "The requested version is not available"), false
	}
	c.version = version
	if c.r.Method == http.MethodGet {
		return fake.Answer{}, true
	}
	if c.s.env.Quirks.PlainContentType && strings.Contains(c.r.Header.Get("Content-Type"), "version=") {
		return empty(http.StatusUnsupportedMediaType), false
	}
	if !c.readBody() {
		return plainText(http.StatusBadRequest, "The request body is not valid JSON"), false
	}
	return fake.Answer{}, true
}

// aim finds the record that the path names and checks that the user may do this with it: a record that the user may not see does not exist
// (loket-rest.md §6.2), one that the user has no right to is a 403.
func (c *call) aim(route *route, path string) (refused fake.Answer, ok bool) {
	c.target = route.resolve(c.d, path)
	if c.target == nil {
		return empty(http.StatusNotFound), false
	}
	switch c.target.accessTo() {
	case Hidden:
		return empty(http.StatusNotFound), false
	case Forbidden:
		return forbidden(), false
	}
	if route.activity != "" && !c.mayDo(route.activity) {
		return forbidden(), false
	}
	return fake.Answer{}, true
}

// mayDo reports whether both the client and, for the employer, the user have an activity (loket-rest.md §2).
func (c *call) mayDo(activity string) bool {
	if slices.Contains(c.s.env.DeniedActivities, activity) {
		return false
	}
	employer := c.target.above(kindEmployer)
	return employer == nil || employer.authorizations == nil || slices.Contains(employer.authorizations, activity)
}

// cutSuffix takes /metadata or /defaults off a path, in any case.
func cutSuffix(path string) (base, suffix string, ok bool) {
	slash := strings.LastIndexByte(path, '/')
	if slash < 0 {
		return "", "", false
	}
	suffix = strings.ToLower(path[slash+1:])
	return path[:slash], suffix, suffix == "metadata" || suffix == "defaults"
}
