package afas

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// slots is how many calls AFAS allows a client at the same time. One page of the vendor says five, another eight (afas-profit-rest.md §8.4).
const slots = 5

// Client talks to one AFAS Profit environment. It is safe for concurrent use: it makes at most five calls at once, and never calls one GetConnector twice at the same time,
// because AFAS locks the rows it reads (afas-profit-rest.md §8.4).
type Client struct {
	api         *api.Client
	environment Environment
}

// NewClient makes a client for an environment. The number is what AFAS calls the environment or participant number; the name of an environment,
// such as T12345AA, and its address are understood too. It sends nothing: a wrong credential shows in the first call.
func NewClient(number string, auth Auth, opts ...Option) (*Client, error) {
	c := &config{Settings: api.NewSettings("afas")}
	for _, option := range opts {
		if err := option(c); err != nil {
			return nil, err
		}
	}
	environment, err := c.locate(number)
	if err != nil {
		return nil, err
	}
	if auth == nil {
		return nil, errors.New("afas: no credential: use ClientCredentials or Token")
	}
	client := &Client{environment: environment}
	settings := c.api()
	if settings.Auth, err = auth.authorizer(settings); err != nil {
		return nil, err
	}
	client.api = api.New(settings)
	return client, nil
}

// URL gives the address that the client talks to, up to and including ProfitRestServices.
func (c *Client) URL() string { return c.api.Base.String() }

// Environment tells which environment the client talks to; it is empty when [WithBaseURL] gave an address that does not show it.
func (c *Client) Environment() Environment { return c.environment }

// locate finds the address from the number and the options, which must not contradict each other.
func (c *config) locate(number string) (Environment, error) {
	var given, addressed site
	var err error
	if number = strings.TrimSpace(number); number != "" {
		if given, err = parseSite(number); err != nil {
			return "", err
		}
	}
	if c.base != nil {
		addressed, _ = parseSite(c.base.String()) // any other address shows no environment
	}
	environment := c.environment
	for _, e := range []Environment{given.environment, addressed.environment} {
		if environment != "" && e != "" && e != environment {
			return "", fmt.Errorf("afas: two environments, %s and %s: the number, WithEnvironment and WithBaseURL must agree", environment, e)
		}
		environment = cmp.Or(environment, e)
	}
	switch {
	case c.base != nil:
		return environment, nil
	case number == "":
		return "", errors.New("afas: no environment number: use the five digits, such as 12345, or WithBaseURL")
	}
	given.environment = cmp.Or(environment, Production)
	c.base = given.baseURL()
	return given.environment, nil
}

func (c *config) api() api.Config {
	settings := c.Config()
	settings.Base, settings.Slots = c.base, slots
	settings.Fail = func(f *api.Failure) error { return newError(f) }
	if c.integrationID != "" {
		settings.Header["IntegrationId"] = []string{c.integrationID} // spelled as AFAS spells it
	}
	if c.language != "" {
		settings.Header.Set("Accept-Language", c.language)
	}
	return settings
}

// get reads a small JSON answer.
func get[T any](ctx context.Context, c *Client, path ...string) (T, error) {
	var answer T
	escaped, err := api.Path(path...)
	if err != nil {
		return answer, fmt.Errorf("afas: %w", err)
	}
	r := api.Request{Method: http.MethodGet, Path: escaped, JSON: true}
	response, err := c.api.Do(ctx, r)
	if err != nil {
		return answer, err
	}
	if err := decode(response.Body, &answer); err != nil {
		return answer, &Error{Op: "GET " + escaped, StatusCode: response.StatusCode, TraceID: response.Header.Get("X-Trace-Identifier"), err: err}
	}
	return answer, nil
}
