package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// pair is a token whose two halves belong together.
func pair(n int) *oauth2.Token {
	return &oauth2.Token{AccessToken: fmt.Sprint("marked-access-", n), RefreshToken: fmt.Sprint("marked-refresh-", n), TokenType: "Bearer"}
}

// store is what both stores of this package are.
type store interface {
	oauth.TokenStore
	oauth.Locker
}

// eachStore runs the test on an empty store of each kind.
func eachStore(t *testing.T, test func(t *testing.T, s store)) {
	t.Helper()
	t.Run("memory", func(t *testing.T) {
		t.Parallel()
		test(t, oauth.NewMemory(nil))
	})
	t.Run("file", func(t *testing.T) {
		t.Parallel()
		test(t, oauth.NewFile(filepath.Join(t.TempDir(), "token.json")))
	})
}

// requireStored checks the refresh token of what is stored.
func requireStored(t *testing.T, s oauth.TokenStore, want *oauth2.Token) {
	t.Helper()
	got, err := s.Load(t.Context())
	require.NoError(t, err)
	if want == nil {
		require.Nil(t, got)
		return
	}
	require.NotNil(t, got)
	require.Equal(t, want.RefreshToken, got.RefreshToken)
	require.Equal(t, want.AccessToken, got.AccessToken)
	require.True(t, want.Expiry.Equal(got.Expiry))
}

func TestAStoreHoldsNothingAtFirst(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) { requireStored(t, s, nil) })
}

func TestAStoreTakesTheFirstTokenAndTheNext(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		require.NoError(t, s.Swap(t.Context(), nil, pair(1)))
		requireStored(t, s, pair(1))
		require.NoError(t, s.Swap(t.Context(), pair(1), pair(2)))
		requireStored(t, s, pair(2))
	})
}

// design.md "Authentication": compare and swap, so that nobody overwrites a newer refresh token with an older one.
func TestAStoreDoesNotTakeATokenOverANewerOne(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		require.ErrorIs(t, s.Swap(t.Context(), pair(1), pair(2)), oauth.ErrTokenChanged, "there is none yet")
		requireStored(t, s, nil)
		require.NoError(t, s.Swap(t.Context(), nil, pair(1)))
		require.ErrorIs(t, s.Swap(t.Context(), nil, pair(3)), oauth.ErrTokenChanged, "there is one already")
		require.ErrorIs(t, s.Swap(t.Context(), pair(2), pair(3)), oauth.ErrTokenChanged, "it is another one")
		requireStored(t, s, pair(1))
	})
}

// A server that does not rotate leaves the refresh token as it is, with a new access token beside it (loket-rest.md §10 shape 4).
func TestAStoreComparesTheRefreshTokenOnly(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		require.NoError(t, s.Swap(t.Context(), nil, pair(1)))
		fresh := &oauth2.Token{AccessToken: "another access token", RefreshToken: pair(1).RefreshToken}
		require.NoError(t, s.Swap(t.Context(), &oauth2.Token{RefreshToken: pair(1).RefreshToken}, fresh))
		requireStored(t, s, fresh)
	})
}

func TestOfManySwapsOfTheSameTokenOneSucceeds(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		require.NoError(t, s.Swap(t.Context(), nil, pair(0)))
		var won atomic.Int32
		var group sync.WaitGroup
		for n := range 20 {
			group.Go(func() {
				switch err := s.Swap(t.Context(), pair(0), pair(n+1)); {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, oauth.ErrTokenChanged):
					t.Error(err)
				}
			})
		}
		group.Wait()
		require.EqualValues(t, 1, won.Load())
	})
}

func TestTheLockOfAStoreIsHeldByOneAtATime(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		var inside atomic.Int32
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				unlock, err := s.Lock(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				if inside.Add(1) != 1 {
					t.Error("two are inside")
				}
				inside.Add(-1)
				unlock()
			})
		}
		group.Wait()
	})
}

func TestWaitingForTheLockEndsWithTheContext(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		unlock, err := s.Lock(t.Context())
		require.NoError(t, err)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err = s.Lock(ctx)
		require.ErrorIs(t, err, context.Canceled)
		require.NoError(t, s.Swap(t.Context(), nil, pair(1)), "a log-in need not wait for a refresh")
		unlock()
	})
}

func TestAStoreDoesNotShowItsTokenWhenItIsPrinted(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, s store) {
		require.NoError(t, s.Swap(t.Context(), nil, pair(1)))
		for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
			require.NotContains(t, fmt.Sprintf(verb, s), "marked")
			require.NotContains(t, fmt.Sprintf(verb, struct{ Store oauth.TokenStore }{s}), "marked")
		}
	})
}
