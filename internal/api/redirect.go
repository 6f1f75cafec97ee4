package api

import (
	"errors"
	"fmt"
	"net/http"
)

// errRedirect marks a redirect that was not followed.
var errRedirect = errors.New("redirect refused")

// refuseRedirects lets a read follow a redirect on its own host and nothing else: net/http would carry our Authorization
// header along to another host, or turn a POST into a GET.
func refuseRedirects(next func(*http.Request, []*http.Request) error) func(*http.Request, []*http.Request) error {
	return func(req *http.Request, via []*http.Request) error {
		first := via[0]
		switch {
		case req.URL.Host != first.URL.Host || req.URL.Scheme != first.URL.Scheme:
			return fmt.Errorf("%w: the server points to %s://%s, which is another host; check the address", errRedirect, req.URL.Scheme, req.URL.Host)
		case first.Method != http.MethodGet:
			return fmt.Errorf("%w: the server points a %s to another address; check the address", errRedirect, first.Method)
		case len(via) >= 10:
			return fmt.Errorf("%w: ten redirects in a row", errRedirect)
		case next != nil:
			return next(req, via)
		}
		return nil
	}
}
