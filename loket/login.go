package loket

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// Login is the way of a person into Loket: a link to Loket's page, and the way back with a code that becomes the first token in the store (loket-rest.md §2).
// It is safe for concurrent use.
type Login struct {
	application application
	config      *config
	endpoint    *api.Client
	redirectURL string
	store       TokenStore
}

// NewLogin prepares log-ins. The redirect address must be the one that is registered with Loket for the application.
func NewLogin(clientID, clientSecret, redirectURL string, store TokenStore, opts ...Option) (*Login, error) {
	c, err := newConfig(opts)
	if err != nil {
		return nil, err
	}
	a := newApplication(clientID, clientSecret)
	if a.id == "" || strings.TrimSpace(redirectURL) == "" || store == nil {
		return nil, errors.New("loket: a log-in needs a client id, a redirect address and a token store")
	}
	return &Login{a, c, a.endpoint(c), redirectURL, store}, nil
}

// NewState makes a value that nobody can guess. Keep it with the browser that is sent to [Login.URL], and give it to [Login.Handler]: it proves that the way back belongs to the way there.
func NewState() string { return rand.Text() }

// URL gives the address of Loket's page, where the user logs in and gives access.
func (l *Login) URL(state string) string {
	query := url.Values{
		"client_id":     {l.application.id},
		"redirect_uri":  {l.redirectURL},
		"response_type": {"code"},
		"scope":         {"all"},
		"state":         {state},
	}
	return l.config.addresses.authorize + "?" + query.Encode()
}

// Exchange turns the code that came back into a token, and puts it into the store in place of the one that is there. A code works once.
func (l *Login) Exchange(ctx context.Context, code string) error {
	form := url.Values{"grant_type": {"authorization_code"}, "code": {code}, "redirect_uri": {l.redirectURL}}
	token, err := l.application.token(ctx, l.config, l.endpoint, form)
	if err != nil {
		return err
	}
	if token.RefreshToken == "" {
		return errors.New("loket: the log-in gave no refresh token: it would end within the hour")
	}
	if err := l.keep(ctx, token); err != nil {
		return fmt.Errorf("loket: %w", oauth.StoreError("the token of the log-in could not be stored", err, token))
	}
	return nil
}

// keep puts the token into the store in place of whatever is there, which a refresh elsewhere may be changing at this moment.
func (l *Login) keep(ctx context.Context, token *oauth2.Token) error {
	var err error
	for range 10 {
		old, _ := l.store.Load(ctx) // what cannot be read is for Swap to judge
		if err = l.store.Swap(ctx, old, token); !errors.Is(err, ErrTokenChanged) {
			return err
		}
	}
	return err
}

// Handler takes the way back from Loket's page, at the path of the redirect address: it checks the state, exchanges the code, tells the user in a few words, and calls done once it is known how it went.
// A request with another state changes nothing and is not reported: it is not the way back of this log-in. Done is called once, as the code works once: a page that is loaded again changes nothing.
func (l *Login) Handler(state string, done func(error)) http.Handler {
	var came atomic.Bool
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		if state == "" || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(state)) != 1 {
			page(w, http.StatusBadRequest, "This log-in was not started here. Please start again.")
			return
		}
		if came.Swap(true) {
			page(w, http.StatusConflict, "This log-in has come back before. Please look at the program.")
			return
		}
		err := l.callback(context.WithoutCancel(r.Context()), query) // a browser that goes away must not cost the code
		if err != nil {
			page(w, http.StatusBadGateway, "Loket did not give access. Please close this page and look at the program.")
		} else {
			page(w, http.StatusOK, "Access was given. You can close this page.")
		}
		done(err)
	})
}

func (l *Login) callback(ctx context.Context, query url.Values) error {
	if code := query.Get("error"); code != "" {
		return &Error{Op: "log-in", Code: code, Message: query.Get("error_description"), kind: ErrUnauthorized}
	}
	if query.Get("code") == "" {
		return errors.New("loket: the log-in came back without a code")
	}
	return l.Exchange(ctx, query.Get("code"))
}

func page(w http.ResponseWriter, status int, text string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	fmt.Fprintf(w, "<!DOCTYPE html><html lang=en><title>Loket</title><p>%s</p></html>\n", html.EscapeString(text))
}
