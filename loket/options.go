package loket

import (
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Option changes how a [Client] or a [Login] works. An option that makes no sense is an error of [NewClient] or [NewLogin].
type Option func(*config) error

type config struct {
	api.Settings
	addresses

	environment Environment
	slots       int
}

func newConfig(opts []Option) (*config, error) {
	c := &config{Settings: api.NewSettings("loket"), environment: Production, slots: 4}
	for _, option := range opts {
		if err := option(c); err != nil {
			return nil, err
		}
	}
	c.complete(c.environment)
	return c, nil
}

// WithEnvironment chooses the environment; without it, it is [Production].
func WithEnvironment(e Environment) Option {
	return func(c *config) (err error) {
		c.environment, err = ParseEnvironment(string(e))
		return err
	}
}

// WithURL replaces the address of the API, for a proxy or a fake; the /v2 at its end may be there or not. Plain http is accepted for loopback only. The token endpoint stays
// that of the environment; see [WithTokenURL].
func WithURL(address string) Option {
	return func(c *config) error { return c.useAPI(address) }
}

// WithTokenURL replaces the address of the token endpoint. The page where a user gives access is taken to stand next to it, under the name authorize.
func WithTokenURL(address string) Option {
	return func(c *config) error { return c.useToken(address) }
}

// WithHTTPClient makes the client send its requests through a copy of h: the place for a proxy, tracing, or a test's transport. Loket speaks TLS 1.2 only.
func WithHTTPClient(h *http.Client) Option {
	return func(c *config) error { return c.UseHTTPClient(h) }
}

// WithLogger makes the client log: every exchange at debug level, repeats and resource versions that end as warnings. Never logged are queries, headers and bodies.
// Without it the client is silent.
func WithLogger(log *slog.Logger) Option {
	return func(c *config) error { return c.UseLogger(log) }
}

// WithTimeout limits one exchange with Loket, two minutes when not given: large lists and reports are slow.
func WithTimeout(d time.Duration) Option {
	return func(c *config) error { return c.UseTimeout(d) }
}

// WithRetries sets how often a request is tried in all (4 when not given; 1 never repeats), and the longest wait before a repeat (one minute when not given).
// When Loket asks with Retry-After for a longer wait, the error is returned at once.
func WithRetries(tries int, maxWait time.Duration) Option {
	return func(c *config) error { return c.UseRetries(tries, maxWait) }
}

// WithUserAgent puts the name of your program in front of the SDK's own in the User-Agent header.
func WithUserAgent(product string) Option {
	return func(c *config) error { return c.UseUserAgent(product) }
}

// WithConcurrency sets how many requests may be under way at the same time, 4 when not given. Loket documents no limit, and asks not to poll everything (loket-rest.md §6.4).
func WithConcurrency(requests int) Option {
	return func(c *config) error {
		if requests < 1 {
			return errors.New("loket: at least one request must be allowed at a time")
		}
		c.slots = requests
		return nil
	}
}
