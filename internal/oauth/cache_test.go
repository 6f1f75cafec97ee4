package oauth_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// issuer gives a new token each time, after a second, and counts.
type issuer struct {
	life    time.Duration // 0: no expiry
	fetches atomic.Int32
	refused atomic.Value // what the last fetch was told about
	err     error
}

func (i *issuer) fetch(ctx context.Context, refused string) (*oauth2.Token, error) {
	n := i.fetches.Add(1)
	i.refused.Store(refused)
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if i.err != nil {
		return nil, i.err
	}
	token := &oauth2.Token{AccessToken: fmt.Sprint("token ", n)}
	if i.life != 0 {
		token.Expiry = time.Now().Add(i.life)
	}
	return token, nil
}

// get gives the text of the cache's token.
func get(t *testing.T, c *oauth.Cache) string {
	t.Helper()
	token, err := c.Token(t.Context())
	require.NoError(t, err)
	return token.AccessToken
}

// afas-sb-and-oauth.md §4.8: refresh before the end, with a margin of 60 s.
func TestATokenIsUsedUntilAMinuteBeforeItsEnd(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what       string
		life, used time.Duration
	}{
		{"an hour", time.Hour, time.Hour - time.Minute},
		{"ten minutes", 10 * time.Minute, 9 * time.Minute},
		{"a life of two margins", 2 * time.Minute, time.Minute},
		{"a life shorter than two margins is used for half", 30 * time.Second, 15 * time.Second},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				c := oauth.NewCache(time.Minute, (&issuer{life: tt.life}).fetch)
				require.Equal(t, "token 1", get(t, c))
				time.Sleep(tt.used - 1)
				require.Equal(t, "token 1", get(t, c))
				time.Sleep(time.Nanosecond)
				require.Equal(t, "token 2", get(t, c))
			})
		})
	}
}

func TestATokenWithoutAnEndIsUsedUntilItIsRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{}
		c := oauth.NewCache(time.Minute, i.fetch)
		require.Equal(t, "token 1", get(t, c))
		require.Equal(t, "", i.refused.Load())
		time.Sleep(10_000 * time.Hour)
		require.Equal(t, "token 1", get(t, c))
		c.Refuse("token 1")
		require.Equal(t, "token 2", get(t, c))
		require.Equal(t, "token 1", i.refused.Load(), "the fetch is told which one was refused")
	})
}

// Two requests that were refused with the same token cause one fetch: the second refusal is about a token that is no longer in hand.
func TestARefusalOfAnOldTokenChangesNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{life: time.Hour}
		c := oauth.NewCache(time.Minute, i.fetch)
		get(t, c)
		c.Refuse("token 1")
		require.Equal(t, "token 2", get(t, c))
		c.Refuse("token 1")
		require.Equal(t, "token 2", get(t, c))
		require.Equal(t, int32(2), i.fetches.Load())
	})
}

// afas-sb-and-oauth.md §4.8: one token request at a time.
func TestAHundredCallersShareOneFetch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{life: time.Hour}
		c := oauth.NewCache(time.Minute, i.fetch)
		for expiry := range int32(3) {
			var callers sync.WaitGroup
			for range 100 {
				callers.Go(func() {
					token, err := c.Token(t.Context())
					assert.NoError(t, err)
					assert.Equal(t, fmt.Sprint("token ", expiry+1), token.AccessToken)
				})
			}
			callers.Wait()
			require.Equal(t, expiry+1, i.fetches.Load())
			time.Sleep(time.Hour)
		}
	})
}

func TestAHundredCallersOfATokenThatEndsAllTheTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{life: 20 * time.Second} // used for 10, after a second of waiting for it
		c := oauth.NewCache(time.Minute, i.fetch)
		var callers sync.WaitGroup
		for n := range 100 {
			callers.Go(func() {
				for time.Sleep(time.Duration(n)); ; time.Sleep(time.Second) {
					token, err := c.Token(t.Context())
					if !assert.NoError(t, err) || token.AccessToken == "token 10" {
						return
					}
				}
			})
		}
		callers.Wait()
		require.Equal(t, int32(10), i.fetches.Load(), "one fetch per expiry")
	})
}

func TestTheFirstCallerGivesUpAndTheSecondStillGetsTheToken(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{life: time.Hour}
		c := oauth.NewCache(time.Minute, i.fetch)
		var callers sync.WaitGroup
		callers.Go(func() {
			ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
			defer cancel()
			started := time.Now()
			_, err := c.Token(ctx)
			assert.ErrorIs(t, err, context.DeadlineExceeded)
			assert.Equal(t, 100*time.Millisecond, time.Since(started))
		})
		synctest.Wait()
		require.Equal(t, "token 1", get(t, c))
		require.Equal(t, int32(1), i.fetches.Load())
		callers.Wait()
	})
}

func TestAFetchThatHangsEndsByItself(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := oauth.NewCache(30*time.Second, func(ctx context.Context, _ string) (*oauth2.Token, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		})
		started := time.Now()
		_, err := c.Token(t.Context())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 30*time.Second, time.Since(started))
	})
}

func TestAFetchThatFailsIsTriedAgainByTheNextCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		i := &issuer{life: time.Hour, err: errors.New("no")}
		c := oauth.NewCache(time.Minute, i.fetch)
		var callers sync.WaitGroup
		for range 10 {
			callers.Go(func() {
				_, err := c.Token(t.Context())
				assert.ErrorIs(t, err, i.err)
			})
		}
		callers.Wait()
		require.Equal(t, int32(1), i.fetches.Load(), "everyone who waits gets the error of the one fetch")
		i.err = nil
		require.Equal(t, "token 2", get(t, c))
	})
}
