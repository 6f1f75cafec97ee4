package oauth_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// server answers refreshes. Of a rotating one each refresh token works once (loket-rest.md §10 shapes 3 and 4).
type server struct {
	rotates bool
	silent  bool // a server that does not rotate may leave the refresh token out of its answer
	good    int  // pair(good) holds the refresh token that works
	sent    []string
}

func (s *server) exchange(_ context.Context, refreshToken string) (*oauth2.Token, error) {
	s.sent = append(s.sent, refreshToken)
	if refreshToken != pair(s.good).RefreshToken {
		return nil, fmt.Errorf("400: %w", oauth.ErrRefused)
	}
	token := pair(s.good)
	token.AccessToken = fmt.Sprint("marked-access-from-call-", len(s.sent))
	token.Expiry = time.Now().Add(time.Hour)
	if s.rotates {
		s.good++
		token.RefreshToken = pair(s.good).RefreshToken
	}
	if s.silent {
		token.RefreshToken = ""
	}
	return token, nil
}

// diary is a store without a lock that writes down what is done with it, and fails where it is told to.
type diary struct {
	token            *oauth2.Token
	loadErr, swapErr error
	loads            int
	swaps            []string
	onLoad           func(n int)
}

func (d *diary) Load(context.Context) (*oauth2.Token, error) {
	d.loads++
	if d.onLoad != nil {
		d.onLoad(d.loads)
	}
	return d.token, d.loadErr
}

func (d *diary) Swap(_ context.Context, old, next *oauth2.Token) error {
	d.swaps = append(d.swaps, old.RefreshToken+" -> "+next.RefreshToken)
	if d.swapErr == nil {
		d.token = next
	}
	return d.swapErr
}

func newRefresh(s oauth.TokenStore, server *server) *oauth.Refresh {
	return &oauth.Refresh{Store: s, Exchange: server.exchange, Log: slog.New(slog.DiscardHandler)}
}

// loket-rest.md §2: works whether refresh tokens are single-use or not, and never fails just because no new one came.
func TestARefreshOfEveryKindOfServer(t *testing.T) {
	t.Parallel()
	for name, s := range map[string]*server{
		"rotates":                            {rotates: true, good: 1},
		"gives the same refresh token again": {good: 1},
		"gives no refresh token":             {good: 1, silent: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			store := &diary{token: &oauth2.Token{RefreshToken: pair(1).RefreshToken}}
			r := newRefresh(store, s)
			for range 3 {
				token, err := r.Fetch(t.Context(), lastAccess(store.token))
				require.NoError(t, err)
				require.Equal(t, store.token, token, "what is used is what is stored")
				require.Equal(t, pair(s.good).RefreshToken, store.token.RefreshToken)
			}
			require.Len(t, s.sent, 3)
			require.Len(t, store.swaps, 3)
		})
	}
}

// lastAccess makes a refresh necessary: the API has refused the token that is stored.
func lastAccess(t *oauth2.Token) string { return t.AccessToken }

// A token that another process has fetched is used, so that a run a minute later costs no refresh.
func TestAStoredAccessTokenIsUsedWhileItIsGood(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what    string
		life    time.Duration // 0: it does not say
		refused bool
		sent    int
	}{
		{"good for an hour", time.Hour, false, 0},
		{"good for a little more than the margin", time.Minute + time.Second, false, 0},
		{"within the margin", time.Minute, false, 1},
		{"past its end", -time.Second, false, 1},
		{"without an end", 0, false, 1},
		{"refused by the API", time.Hour, true, 1},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				stored, refused := pair(1), ""
				if tt.life != 0 {
					stored.Expiry = time.Now().Add(tt.life)
				}
				if tt.refused {
					refused = stored.AccessToken
				}
				s := &server{rotates: true, good: 1}
				_, err := newRefresh(oauth.NewMemory(stored), s).Fetch(t.Context(), refused)
				require.NoError(t, err)
				require.Len(t, s.sent, tt.sent)
			})
		})
	}
}

// The margin of the cache must hold for its own token as well, which is the one in the store by then.
func TestATokenIsRefreshedAMinuteBeforeItsEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &server{rotates: true, good: 1}
		c := oauth.NewCache(time.Minute, newRefresh(oauth.NewMemory(pair(1)), s).Fetch)
		require.Equal(t, "marked-access-from-call-1", get(t, c))
		time.Sleep(59*time.Minute - time.Second)
		require.Equal(t, "marked-access-from-call-1", get(t, c))
		time.Sleep(time.Second)
		require.Equal(t, "marked-access-from-call-2", get(t, c))
	})
}

// loket-rest.md §2: on invalid_grant the store is read once more, because another process may have rotated.
func TestAnotherProcessHasRotatedMeanwhile(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what   string
		stored func() *oauth2.Token // by the other process
		sent   []string
	}{
		{"and its access token is used", func() *oauth2.Token {
			token := pair(2)
			token.Expiry = time.Now().Add(time.Hour)
			return token
		}, []string{"marked-refresh-1"}},
		{"and its access token has ended, so that its refresh token is used", func() *oauth2.Token { return pair(2) }, []string{"marked-refresh-1", "marked-refresh-2"}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				store := &diary{token: pair(1)}
				store.onLoad = func(n int) {
					if n == 2 {
						store.token = tt.stored()
					}
				}
				s := &server{rotates: true, good: 2}
				token, err := newRefresh(store, s).Fetch(t.Context(), "")
				require.NoError(t, err)
				require.Equal(t, tt.sent, s.sent)
				require.Equal(t, store.token, token)
			})
		})
	}
}

// The other process needs a moment between the answer that it got and its store: without a lock in the store, that moment is waited for.
func TestAnotherProcessIsAboutToStore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := struct{ oauth.TokenStore }{oauth.NewMemory(pair(1))} // which hides the lock
		time.AfterFunc(500*time.Millisecond, func() { _ = store.Swap(context.Background(), pair(1), pair(2)) })
		_, err := newRefresh(store, &server{rotates: true, good: 2}).Fetch(t.Context(), "")
		require.NoError(t, err)
	})
}

func TestARefreshTokenThatOpensNothing(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := &diary{token: pair(1)}
		s := &server{rotates: true, good: 7}
		_, err := newRefresh(store, s).Fetch(t.Context(), "")
		require.ErrorIs(t, err, oauth.ErrLoginRequired)
		require.ErrorIs(t, err, oauth.ErrRefused)
		require.ErrorContains(t, err, "a new log-in is needed")
		require.ErrorContains(t, err, "cut off before it could store the next one")
		require.NotContains(t, err.Error(), "marked")
		require.Equal(t, []string{"marked-refresh-1"}, s.sent, "it is not sent again")
		require.Equal(t, 2, store.loads, "the store is read once more")
		require.Empty(t, store.swaps)
	})
}

func TestThereIsNothingToRefreshWith(t *testing.T) {
	t.Parallel()
	for name, token := range map[string]*oauth2.Token{"nothing is stored": nil, "no refresh token is stored": {AccessToken: "marked-access-1"}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &server{}
			_, err := newRefresh(oauth.NewMemory(token), s).Fetch(t.Context(), "")
			require.ErrorIs(t, err, oauth.ErrLoginRequired)
			require.Empty(t, s.sent)
		})
	}
}

// A fault of another kind says nothing about the refresh token: it is kept, and the store is not touched.
func TestAnExchangeThatFails(t *testing.T) {
	t.Parallel()
	failed := errors.New("no answer")
	store := &diary{token: pair(1)}
	r := newRefresh(store, &server{})
	r.Exchange = func(context.Context, string) (*oauth2.Token, error) { return nil, failed }
	_, err := r.Fetch(t.Context(), "")
	require.ErrorIs(t, err, failed)
	require.NotErrorIs(t, err, oauth.ErrLoginRequired)
	require.Equal(t, 1, store.loads)
	require.Empty(t, store.swaps)
}

// Another process was faster, which can happen where a server lets an old refresh token work for a moment longer.
func TestASwapThatComesTooLate(t *testing.T) {
	t.Parallel()
	store := &diary{token: pair(1), swapErr: oauth.ErrTokenChanged}
	token, err := newRefresh(store, &server{rotates: true, good: 1}).Fetch(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, "marked-access-from-call-1", token.AccessToken)
	require.Equal(t, pair(1), store.token)
}

// Issue 3, point 1: a failed store never prints the token, also where its own words quote it.
func TestAStoreThatFails(t *testing.T) {
	t.Parallel()
	t.Run("to read", func(t *testing.T) {
		t.Parallel()
		cause := errors.New(`row 7: cannot decode {"refresh_token":"marked-refresh-1"}`)
		_, err := newRefresh(&diary{loadErr: cause}, &server{}).Fetch(t.Context(), "")
		require.ErrorIs(t, err, cause)
		require.ErrorContains(t, err, "the stored token could not be read")
		require.NotContains(t, err.Error(), "marked")
	})
	t.Run("to read the second time", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			store := &diary{token: pair(1)}
			store.onLoad = func(n int) {
				if n == 2 {
					store.loadErr = errors.New("connection lost after marked-refresh-1")
				}
			}
			_, err := newRefresh(store, &server{good: 2}).Fetch(t.Context(), "")
			require.ErrorContains(t, err, "connection lost after ***")
			require.NotErrorIs(t, err, oauth.ErrLoginRequired, "nobody knows")
		})
	})
	t.Run("in time", func(t *testing.T) {
		t.Parallel()
		_, err := newRefresh(&diary{loadErr: fmt.Errorf("marked-refresh-1: %w", context.DeadlineExceeded)}, &server{}).Fetch(t.Context(), "")
		require.EqualError(t, err, "the stored token could not be read in time")
	})
	t.Run("to write a rotated token", func(t *testing.T) {
		t.Parallel()
		cause := errors.New("disk full: marked-access-from-call-1 marked-refresh-1 marked-refresh-2")
		_, err := newRefresh(&diary{token: pair(1), swapErr: cause}, &server{rotates: true, good: 1}).Fetch(t.Context(), "")
		require.ErrorIs(t, err, cause)
		require.ErrorContains(t, err, "make the store writable")
		require.ErrorContains(t, err, "disk full: *** *** ***")
		require.NotContains(t, err.Error(), "marked")
	})
	t.Run("to write into a file", func(t *testing.T) {
		t.Parallel()
		store := &readOnly{oauth.NewFile(filepath.Join(t.TempDir(), "missing", "token.json")), pair(1)}
		_, err := newRefresh(store, &server{rotates: true, good: 1}).Fetch(t.Context(), "")
		require.ErrorIs(t, err, fs.ErrNotExist)
		require.ErrorContains(t, err, "token.json", "says which file")
		require.NotContains(t, err.Error(), "marked")
	})
}

// readOnly is a file store that holds a token although its file cannot be written.
type readOnly struct {
	*oauth.File
	token *oauth2.Token
}

func (r *readOnly) Load(context.Context) (*oauth2.Token, error) { return r.token, nil }

func (r *readOnly) Swap(ctx context.Context, _, next *oauth2.Token) error {
	return r.File.Swap(ctx, nil, next)
}

// locked is a store that lets nobody have its lock.
type locked struct{ *diary }

func (locked) Lock(context.Context) (func(), error) { return nil, fs.ErrPermission }

// A store that cannot be written is found out before the refresh token is spent: it may be good for one time only.
func TestAStoreThatCannotBeWrittenCostsNoRefreshToken(t *testing.T) {
	t.Parallel()
	s := &server{rotates: true, good: 1}
	_, err := newRefresh(locked{&diary{token: pair(1)}}, s).Fetch(t.Context(), "")
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, "was not used")
	require.NotContains(t, err.Error(), "marked")
	require.Empty(t, s.sent)
}

// A store that does not take a rotated token once must not cost the only way back in.
func TestARotatedTokenIsOfferedToTheStoreAgain(t *testing.T) {
	t.Parallel()
	store := &diary{token: pair(1), swapErr: errors.New("disk full")}
	s := &server{rotates: true, good: 1}
	r := newRefresh(store, s)
	for range 2 {
		_, err := r.Fetch(t.Context(), "")
		require.ErrorContains(t, err, "disk full")
	}
	require.Equal(t, []string{"marked-refresh-1"}, s.sent, "the old refresh token is not sent again")

	store.swapErr = nil
	token, err := r.Fetch(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, "marked-access-from-call-1", token.AccessToken)
	require.Equal(t, "marked-refresh-2", store.token.RefreshToken)
	require.Len(t, s.sent, 1)

	_, err = r.Fetch(t.Context(), token.AccessToken)
	require.NoError(t, err)
	require.Equal(t, []string{"marked-refresh-1", "marked-refresh-2"}, s.sent)
}

func TestALogInIsUsedInPlaceOfATokenThatWasNeverStored(t *testing.T) {
	t.Parallel()
	store := &diary{token: pair(1), swapErr: errors.New("disk full")}
	s := &server{rotates: true, good: 1}
	r := newRefresh(store, s)
	_, err := r.Fetch(t.Context(), "")
	require.Error(t, err)

	s.good, store.token, store.swapErr = 5, pair(5), oauth.ErrTokenChanged
	token, err := r.Fetch(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, "marked-refresh-6", token.RefreshToken)
}

// Where the refresh token stays the same, a store that cannot be written loses nothing but time.
func TestAStoreThatCannotBeWrittenIsNoTroubleWithoutRotation(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	store := &diary{token: pair(1), swapErr: errors.New("read-only: marked-refresh-1")}
	r := newRefresh(store, &server{good: 1})
	r.Log = slog.New(slog.NewTextHandler(&log, nil))
	token, err := r.Fetch(t.Context(), "")
	require.NoError(t, err)
	require.Equal(t, "marked-access-from-call-1", token.AccessToken)
	require.Contains(t, log.String(), "level=WARN")
	require.Contains(t, log.String(), "the refresh token that is stored stays good")
	require.NotContains(t, log.String(), "marked")
}

// design.md "Authentication": one refresh at a time, also among the clients that share a store.
func TestRefreshesThatShareAStoreTakeTurns(t *testing.T) {
	t.Parallel()
	for name, store := range map[string]store{"memory": oauth.NewMemory(nil), "file": oauth.NewFile(filepath.Join(t.TempDir(), "token.json"))} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.NoError(t, store.Swap(t.Context(), nil, pair(1)))
			s := &server{rotates: true, good: 1} // not safe for concurrent use: the race detector sees two at once
			answers := make(chan string)
			for range 5 {
				go func() {
					token, err := newRefresh(store, s).Fetch(t.Context(), "")
					if err != nil {
						t.Error(err)
						token = new(oauth2.Token)
					}
					answers <- token.AccessToken
				}()
			}
			for range 5 {
				require.Equal(t, "marked-access-from-call-1", <-answers, "the others use what the first has stored")
			}
		})
	}
}

// A process that hangs while it holds the lock must not stop the others for ever: comparing before swapping still protects the chain.
func TestALockThatIsNeverGivenBack(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := oauth.NewMemory(pair(1))
		_, err := store.Lock(t.Context())
		require.NoError(t, err)
		started := time.Now()
		_, err = newRefresh(store, &server{rotates: true, good: 1}).Fetch(t.Context(), "")
		require.NoError(t, err)
		require.Equal(t, 30*time.Second, time.Since(started))
	})
}
