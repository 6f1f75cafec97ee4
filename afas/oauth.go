package afas

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// tokenTimeout limits one exchange with the token endpoint, and a few of them make up a token request.
const tokenTimeout = 30 * time.Second

// ClientCredentials authenticates as an app connector that is set to OAuth 2.0 client credentials; the calls run as the user of the app connector.
// The access token is fetched with the first call, kept until a minute before its end, and fetched anew once when AFAS refuses it. See afas-sb-and-oauth.md §4.
func ClientCredentials(id, secret string) Auth {
	return clientCredentials{strings.TrimSpace(id), api.NewSecret(strings.TrimSpace(secret))}
}

type clientCredentials struct {
	id     string
	secret api.Secret
}

func (c clientCredentials) String() string   { return "afas.ClientCredentials(" + c.id + ", ***)" }
func (c clientCredentials) GoString() string { return c.String() }

// authorizer sends token requests over the same request path, with time-outs of their own and no more than one at a time.
func (c clientCredentials) authorizer(settings api.Config) (api.Authorizer, error) {
	if c.id == "" || c.secret.Reveal() == "" {
		return nil, errors.New("afas: client credentials need a client id and a client secret")
	}
	settings.Timeout = min(settings.Timeout, tokenTimeout)
	settings.Fail = c.newError
	endpoint := api.New(settings)
	fetch := func(ctx context.Context, _ string) (*oauth2.Token, error) { return c.fetch(ctx, endpoint) }
	return &bearer{oauth.NewCache(3*tokenTimeout, fetch)}, nil
}

// fetch asks for a token. The request is a form with each parameter once and the client's secret in the body (afas-sb-and-oauth.md §4.2).
func (c clientCredentials) fetch(ctx context.Context, endpoint *api.Client) (*oauth2.Token, error) {
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {c.id},
		"client_secret": {c.secret.Reveal()},
	}
	response, err := endpoint.Do(ctx, api.Request{
		Method: http.MethodPost,
		Path:   "oauth/token",
		Header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}},
		Body:   []byte(form.Encode()),
		JSON:   true,
	})
	if err != nil {
		return nil, err
	}
	answer, err := oauth.ReadAnswer(response.Body)
	if err == nil {
		var token *oauth2.Token
		if token, err = answer.Token(); err == nil {
			return token, nil
		}
	}
	failure := &Error{Op: "POST oauth/token", StatusCode: response.StatusCode, err: err}
	c.explain(failure, answer)
	return nil, failure
}

func (c clientCredentials) newError(f *api.Failure) error {
	e := newError(f)
	if f.StatusCode >= 500 || f.StatusCode == http.StatusTooManyRequests {
		return e // of a gateway, whose body may have an "error" as well
	}
	if answer, err := oauth.ReadAnswer(f.Body); err == nil {
		c.explain(e, answer)
	}
	return e
}

// explain decides on the error code, not on the status: two pages of the vendor differ about the status (afas-sb-and-oauth.md §4.4).
func (c clientCredentials) explain(e *Error, answer oauth.Answer) {
	if answer.Code != "" {
		e.Code, e.Message, e.kind = answer.Code, c.redact(answer.Description), api.ErrUnauthorized
	}
}

// redact takes the secret out of a text of the server, as it is and as it was sent.
func (c clientCredentials) redact(text string) string {
	return api.Redact(text, c.secret.Reveal(), url.QueryEscape(c.secret.Reveal()))
}

// bearer puts an OAuth access token on requests.
type bearer struct{ tokens *oauth.Cache }

// Authorize is for the request path.
func (b *bearer) Authorize(ctx context.Context, req *http.Request) error {
	token, err := b.tokens.Token(ctx)
	if err != nil {
		return err
	}
	token.SetAuthHeader(req)
	return nil
}

// Refused is for the request path: an access token that AFAS calls invalid is fetched anew. A 401 without that word is about the connector, not the token.
func (b *bearer) Refused(req *http.Request, answer http.Header) bool {
	if !strings.Contains(strings.Join(answer.Values("WWW-Authenticate"), ","), "invalid_token") {
		return false
	}
	b.tokens.Refuse(strings.TrimPrefix(req.Header.Get("Authorization"), "Bearer "))
	return true
}
