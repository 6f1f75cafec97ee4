package afas

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Option changes how a [Client] works. An option that makes no sense is an error of [NewClient].
type Option func(*config) error

type config struct {
	api.Settings

	environment   Environment
	base          *url.URL
	integrationID string
	language      string
}

// WithEnvironment chooses the environment; without it, and without a letter in the number, it is [Production].
func WithEnvironment(e Environment) Option {
	return func(c *config) (err error) {
		c.environment, err = ParseEnvironment(string(e))
		return err
	}
}

// WithBaseURL replaces the whole address, for a proxy or a fake: everything up to and including ProfitRestServices. The number may then be empty.
// Plain http is accepted for loopback addresses only.
func WithBaseURL(address string) Option {
	return func(c *config) (err error) {
		if c.base, err = api.ParseAddress(address); err != nil {
			return fmt.Errorf("afas: base address: %w", err)
		}
		return nil
	}
}

// WithHTTPClient makes the client send its requests through a copy of h: the place for a proxy, tracing, or a test's transport.
func WithHTTPClient(h *http.Client) Option {
	return func(c *config) error { return c.UseHTTPClient(h) }
}

// WithLogger makes the client log: every exchange at debug level, repeats as warnings. Logged are the operation, the status, the duration and the like;
// never a query, a header or a body. Without it the client is silent.
func WithLogger(log *slog.Logger) Option {
	return func(c *config) error { return c.UseLogger(log) }
}

// WithTimeout limits one exchange with AFAS, two minutes when not given. AFAS itself works on for up to 15 minutes after a client gave up,
// and keeps its locks (afas-profit-rest.md §8.4): a request that timed out is therefore not repeated.
func WithTimeout(d time.Duration) Option {
	return func(c *config) error { return c.UseTimeout(d) }
}

// WithRetries sets how often a request is tried in all (4 when not given; 1 never repeats), and the longest wait before a repeat (one minute when not given).
// When AFAS asks with Retry-After for a longer wait, the error is returned at once.
func WithRetries(tries int, maxWait time.Duration) Option {
	return func(c *config) error { return c.UseRetries(tries, maxWait) }
}

// WithUserAgent puts the name of your program in front of the SDK's own in the User-Agent header.
func WithUserAgent(product string) Option {
	return func(c *config) error { return c.UseUserAgent(product) }
}

var integrationID = regexp.MustCompile(`^[0-9]+_[0-9]+$`)

// WithIntegrationID sends the IntegrationId header, {partner number}_{project number}, which AFAS wants from its partners on every call
// (afas-profit-rest.md §11).
func WithIntegrationID(id string) Option {
	return func(c *config) error {
		if !integrationID.MatchString(id) {
			return errors.New("afas: an integration id is {partner number}_{project number}, such as 12345_678900")
		}
		c.integrationID = id
		return nil
	}
}

// WithLanguage sends the Accept-Language header: it chooses the language of labels and of error messages. AFAS knows en-us, nl-nl, nl-be, fr-fr and de-de;
// without it, the environment's own language is used (afas-profit-rest.md §11).
func WithLanguage(tag string) Option {
	return func(c *config) error {
		if !api.Visible(tag) {
			return errors.New("afas: a language is a tag such as nl-nl")
		}
		c.language = tag
		return nil
	}
}
