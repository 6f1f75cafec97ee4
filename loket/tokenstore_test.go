package loket_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// design.md "Authentication": the token that came is in the file before anyone uses it. Seen from the server: when the call with the new access token arrives, the file has the new refresh token.
func TestATokenIsStoredBeforeItIsUsed(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token.json")
	require.NoError(t, loket.FileStore(path).Swap(t.Context(), nil, oldToken()))

	var storedAt []string
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", func(w http.ResponseWriter, r *http.Request) {
		storedAt = append(storedAt, r.URL.Path+" "+storedIn(t, path))
		fmt.Fprint(w, `{"access_token":"marked-access-2","token_type":"bearer","expires_in":3599,"refresh_token":"marked-refresh-2"}`)
	})
	mux.HandleFunc("GET /v2/things", func(w http.ResponseWriter, r *http.Request) {
		storedAt = append(storedAt, r.Header.Get("Authorization")+" "+storedIn(t, path))
		fmt.Fprint(w, detail("{}"))
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)

	client, err := loket.NewClient(loket.RefreshToken(clientID, clientSecret, loket.FileStore(path)), loket.WithURL(server.URL), loket.WithTokenURL(server.URL+"/token"))
	require.NoError(t, err)
	require.NoError(t, get(t, client))
	require.Equal(t, []string{"/token marked-refresh-1", "Bearer marked-access-2 marked-refresh-2"}, storedAt)
	if runtime.GOOS != "windows" {
		info, err := os.Stat(path)
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
	}
}

func storedIn(t *testing.T, path string) string {
	data, err := os.ReadFile(path)
	var token oauth2.Token
	if err = errors.Join(err, json.Unmarshal(data, &token)); err != nil {
		t.Error(err)
	}
	return token.RefreshToken
}

// broken is a store of a caller that fails, and quotes the token as it does.
type broken struct {
	loket.TokenStore
	load, swap error
}

func (b broken) Load(ctx context.Context) (*oauth2.Token, error) {
	if b.load != nil {
		return nil, b.load
	}
	return b.TokenStore.Load(ctx)
}

func (b broken) Swap(ctx context.Context, old, next *oauth2.Token) error {
	if b.swap != nil {
		return fmt.Errorf("%w: %s -> %s, %s", b.swap, old.RefreshToken, next.RefreshToken, next.AccessToken)
	}
	return b.TokenStore.Swap(ctx, old, next)
}

// Issue 3, point 1: a failed store never prints the token, and a token that could not be stored is not used.
func TestAStoreThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	t.Run("is an error where the refresh token was replaced", func(t *testing.T) {
		t.Parallel()
		full := errors.New("disk full")
		client, w := newClientWith(t, broken{TokenStore: loket.MemoryStore(oldToken()), swap: full})
		tokens(w, issued(2))
		err := get(t, client)
		require.ErrorIs(t, err, full)
		require.ErrorContains(t, err, "loket: the new refresh token could not be stored")
		require.ErrorContains(t, err, "make the store writable")
		require.ErrorContains(t, err, "disk full: *** -> ***, ***")
		requireClean(t, err.Error())
		require.Equal(t, "token", calls(w))
	})
	t.Run("is a warning where it stays good", func(t *testing.T) {
		t.Parallel()
		var log bytes.Buffer
		client, w := newClientWith(t, broken{TokenStore: loket.MemoryStore(oldToken()), swap: errors.New("disk full")}, loket.WithLogger(slog.New(slog.NewTextHandler(&log, nil))))
		tokens(w, issued(1)) // the same refresh token
		accepts(w, accessToken)
		require.NoError(t, get(t, client))
		require.Contains(t, log.String(), "level=WARN")
		requireClean(t, log.String())
	})
	t.Run("is written as soon as it can be", func(t *testing.T) {
		t.Parallel()
		store := &broken{TokenStore: loket.MemoryStore(oldToken()), swap: errors.New("disk full")}
		client, w := newClientWith(t, store)
		tokens(w, issued(2))
		accepts(w, "marked-access-2")
		require.Error(t, get(t, client))
		store.swap = nil
		require.NoError(t, get(t, client))
		require.Equal(t, "token access-2", calls(w), "a refresh token that may be used up is not sent again")
		stored, err := store.Load(t.Context())
		require.NoError(t, err)
		require.Equal(t, "marked-refresh-2", stored.RefreshToken)
	})
}

func TestAStoreThatCannotBeRead(t *testing.T) {
	t.Parallel()
	t.Run("of a caller", func(t *testing.T) {
		t.Parallel()
		cause := errors.New(`cannot decode {"refresh_token":"marked-refresh-1"}`)
		client, w := newClientWith(t, broken{load: cause})
		err := get(t, client)
		require.ErrorIs(t, err, cause)
		require.EqualError(t, err, "loket: the stored token could not be read")
		require.NotErrorIs(t, err, loket.ErrLoginRequired)
		require.Empty(t, w.sent())
	})
	t.Run("in a file", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "token.json")
		require.NoError(t, os.WriteFile(path, []byte(`{"refresh_token":"marked-refresh-1`), 0o600))
		client, w := newClientWith(t, loket.FileStore(path))
		err := get(t, client)
		require.ErrorContains(t, err, "loket: the stored token could not be read: read "+path)
		require.ErrorContains(t, err, "remove it and log in again")
		requireClean(t, err.Error())
		require.Empty(t, w.sent())
	})
	t.Run("in a file that does not exist yet", func(t *testing.T) {
		t.Parallel()
		client, w := newClientWith(t, loket.FileStore(filepath.Join(t.TempDir(), "token.json")))
		require.ErrorIs(t, get(t, client), loket.ErrLoginRequired)
		require.Empty(t, w.sent())
	})
}
