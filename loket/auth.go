package loket

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// tokenTimeout limits one exchange with the token endpoint, and a few of them make up a token request.
const tokenTimeout = 30 * time.Second

// Auth is a way to authenticate: [RefreshToken]. It is sealed; its secrets do not show when it is printed, logged or encoded.
type Auth interface {
	authorizer(*config) (api.Authorizer, error)
}

// RefreshToken authenticates with the refresh token that is in the store, as the user who logged in (see [Login]). Loket has no credentials that work without a user.
// Some applications have no secret; it is empty then. The access token is fetched with the first call, by one caller for all, and anew once when Loket refuses it.
// If the refresh token is not accepted, the store is read once more, because another process may have stored a newer one; after that the error is [ErrLoginRequired].
func RefreshToken(clientID, clientSecret string, store TokenStore) Auth {
	return refreshing{newApplication(clientID, clientSecret), store}
}

// application is a client of Loket's OAuth server.
type application struct {
	id     string
	secret api.Secret
}

func newApplication(id, secret string) application {
	return application{strings.TrimSpace(id), api.NewSecret(strings.TrimSpace(secret))}
}

// endpoint makes a client for the token endpoint, which has an address of its own.
func (a application) endpoint(c *config) *api.Client {
	settings := c.Config()
	base := *c.addresses.token
	base.Path = strings.TrimSuffix(path.Dir(base.Path), "/")
	settings.Base, settings.Slots = &base, 1
	settings.Timeout = min(settings.Timeout, tokenTimeout)
	settings.Fail = newTokenError
	return api.New(settings)
}

// token sends a form with the credentials in the body: no page of Loket shows them in a header (loket-rest.md §2).
func (a application) token(ctx context.Context, c *config, endpoint *api.Client, form url.Values) (*oauth2.Token, error) {
	form.Set("client_id", a.id)
	if secret := a.secret.Reveal(); secret != "" {
		form.Set("client_secret", secret)
	}
	r := api.Request{
		Method: http.MethodPost,
		Path:   path.Base(c.addresses.token.Path),
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Body:   []byte(form.Encode()),
		Write:  true, // a refresh token or a code may be used up: a request that may have arrived is not sent again
		JSON:   true,
	}
	response, err := endpoint.Do(ctx, r)
	if err == nil {
		var token *oauth2.Token
		if token, err = readToken(r, response); err == nil {
			return token, nil
		}
	}
	if e, ok := errors.AsType[*Error](err); ok {
		for _, name := range []string{"client_secret", "refresh_token", "code"} {
			e.Message = api.Redact(e.Message, form.Get(name), url.QueryEscape(form.Get(name)))
		}
	}
	return nil, err
}

func readToken(r api.Request, response *api.Response) (*oauth2.Token, error) {
	answer, err := oauth.ReadAnswer(response.Body)
	if err == nil {
		var token *oauth2.Token
		if token, err = answer.Token(); err == nil {
			return token, nil
		}
	}
	e := &Error{Op: r.Method + " " + r.Path, StatusCode: response.StatusCode, err: err}
	e.explain(answer)
	return nil, e
}

// newTokenError makes the error of a failed token request. Its kind is about the call that needs the token, which was not sent: the outcome of that is known, and no record
// of it is missing or forbidden.
func newTokenError(f *api.Failure) error {
	e := newError(f)
	e.Messages = nil
	switch e.kind {
	case ErrUnknownOutcome:
		e.kind = ErrUnavailable
	case ErrUnavailable, ErrRateLimited, ErrUnauthorized:
	default:
		e.kind = nil
	}
	if answer, err := oauth.ReadAnswer(f.Body); err == nil {
		e.explain(answer)
	}
	return e
}

// explain decides on the error code: Loket's status with it is not documented, and neither is how it is spelled (loket-rest.md §2).
func (e *Error) explain(answer oauth.Answer) {
	if answer.Code == "" {
		return
	}
	e.Code, e.Message = strings.ToLower(answer.Code), answer.Description
	switch {
	case e.Code == "invalid_grant":
		e.kind, e.err = ErrUnauthorized, oauth.ErrRefused
	case e.Code == "server_error", e.Code == "temporarily_unavailable":
		e.kind = ErrUnavailable
	case e.StatusCode < http.StatusInternalServerError && e.kind != ErrRateLimited:
		e.kind = ErrUnauthorized
	}
}

type refreshing struct {
	application
	store TokenStore
}

func (r refreshing) String() string   { return fmt.Sprintf("loket.RefreshToken(%s, ***)", r.id) }
func (r refreshing) GoString() string { return r.String() }

func (r refreshing) authorizer(c *config) (api.Authorizer, error) {
	if r.id == "" || r.store == nil {
		return nil, errors.New("loket: RefreshToken needs a client id and a token store")
	}
	endpoint := r.endpoint(c)
	refresh := &oauth.Refresh{Store: r.store, Log: c.Log, Exchange: func(ctx context.Context, refreshToken string) (*oauth2.Token, error) {
		return r.token(ctx, c, endpoint, url.Values{"grant_type": {"refresh_token"}, "refresh_token": {refreshToken}})
	}}
	return &bearer{oauth.NewCache(3*tokenTimeout, refresh.Fetch)}, nil
}

// bearer puts the access token on requests.
type bearer struct{ tokens *oauth.Cache }

// Authorize is for the request path.
func (b *bearer) Authorize(ctx context.Context, req *http.Request) error {
	token, err := b.tokens.Token(ctx)
	if err != nil {
		if _, ok := errors.AsType[*Error](err); ok && !errors.Is(err, ErrLoginRequired) {
			return err
		}
		return fmt.Errorf("loket: %w", err)
	}
	token.SetAuthHeader(req)
	return nil
}

// Refused is for the request path. Loket's 401 says nothing about the reason, and Loket asks to refresh once and then stop (loket-rest.md §6.2).
func (b *bearer) Refused(req *http.Request, _ http.Header) bool {
	b.tokens.Refuse(strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer "))
	return true
}
