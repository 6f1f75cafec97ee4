package oauth

import (
	"context"
	"errors"
	"sync"

	"golang.org/x/oauth2"
)

// TokenStore keeps the token of one connection between runs. Where refresh tokens are single-use, what it holds is the only way back in:
// every new token is stored before it is used. A store must be safe for concurrent use.
type TokenStore interface {
	// Load gives the token, or nil when there is none yet.
	Load(ctx context.Context) (*oauth2.Token, error)

	// Swap stores next, but only if the store still holds old's refresh token (nil: nothing yet); otherwise it changes nothing and returns [ErrTokenChanged].
	Swap(ctx context.Context, old, next *oauth2.Token) error
}

// Locker is what a [TokenStore] may be as well: it lets one refresh at a time take place among all who share the store, so that nobody sends a refresh token
// that another has just used up.
type Locker interface {
	Lock(ctx context.Context) (unlock func(), err error)
}

// ErrTokenChanged says that another process has stored a token in the meantime.
var ErrTokenChanged = errors.New("the stored token has changed in the meantime")

// Memory is a [TokenStore] that lasts as long as the program.
type Memory struct {
	refreshing chan struct{}

	mu    sync.Mutex
	token *oauth2.Token
}

// NewMemory makes a store that holds the token, or nothing when it is nil.
func NewMemory(token *oauth2.Token) *Memory {
	return &Memory{refreshing: make(chan struct{}, 1), token: token}
}

// Load gives the token.
func (m *Memory) Load(context.Context) (*oauth2.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.token, nil
}

// Swap replaces the token if it is still the old one.
func (m *Memory) Swap(_ context.Context, old, next *oauth2.Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if refreshToken(m.token) != refreshToken(old) {
		return ErrTokenChanged
	}
	m.token = next
	return nil
}

// Lock waits until no other client of the store is refreshing.
func (m *Memory) Lock(ctx context.Context) (unlock func(), err error) {
	select {
	case m.refreshing <- struct{}{}:
		return func() { <-m.refreshing }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// String does not show the token.
func (m *Memory) String() string { return "token store in memory" }

// GoString does not show the token.
func (m *Memory) GoString() string { return m.String() }

func refreshToken(t *oauth2.Token) string {
	if t == nil {
		return ""
	}
	return t.RefreshToken
}
