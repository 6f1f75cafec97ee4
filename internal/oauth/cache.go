// Package oauth is what the API packages share about OAuth 2.0: an access token that is kept for as long as it is good and fetched once for everyone who waits for it,
// and a refresh token that is stored before it is needed.
package oauth

import (
	"context"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// margin is how long before its end a token is no longer used, so that it does not expire on its way
// (afas-sb-and-oauth.md §4.8). A token that lives shorter than two margins is used for half its life.
const margin = time.Minute

// Cache holds one token. It is safe for concurrent use.
type Cache struct {
	fetch   Fetch
	timeout time.Duration

	mu     sync.Mutex
	token  *oauth2.Token
	until  time.Time // the token is used until then; zero: until it is refused
	flight *flight   // the fetch that is under way
	last   string    // the access token that was refused last
}

// Fetch gets a token from somewhere. It must not be the one that the API has refused, which is empty when none has been.
type Fetch func(ctx context.Context, refused string) (*oauth2.Token, error)

type flight struct {
	done  chan struct{}
	token *oauth2.Token
	err   error
}

// NewCache makes a cache. The fetch gets a context that ends after timeout and not when one of the waiting callers gives up.
func NewCache(timeout time.Duration, fetch Fetch) *Cache {
	return &Cache{fetch: fetch, timeout: timeout}
}

// Token gives the token in hand, or waits for a new one.
func (c *Cache) Token(ctx context.Context) (*oauth2.Token, error) {
	c.mu.Lock()
	if c.token != nil && isBefore(c.until) {
		defer c.mu.Unlock()
		return c.token, nil
	}
	if c.flight == nil {
		c.flight = &flight{done: make(chan struct{})}
		go c.fly(context.WithoutCancel(ctx), c.flight, c.last)
	}
	f := c.flight
	c.mu.Unlock()
	select {
	case <-f.done:
		return f.token, f.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (c *Cache) fly(ctx context.Context, f *flight, refused string) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	f.token, f.err = c.fetch(ctx, refused)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.flight = nil
	if f.err == nil {
		c.token, c.until = f.token, usedUntil(f.token)
	}
	close(f.done)
}

// Refuse forgets the token if it is still the one in hand. Two requests that were refused with the same token cause one fetch.
func (c *Cache) Refuse(accessToken string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.token != nil && c.token.AccessToken == accessToken {
		c.token, c.last = nil, accessToken
	}
}

// isBefore reports whether the time has not come yet; the zero time never comes.
func isBefore(until time.Time) bool { return until.IsZero() || time.Now().Before(until) }

func usedUntil(t *oauth2.Token) time.Time {
	if t.Expiry.IsZero() {
		return time.Time{}
	}
	return t.Expiry.Add(-min(margin, time.Until(t.Expiry)/2))
}
