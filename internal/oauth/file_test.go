package oauth_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// rotateVariable makes a second copy of the test binary rotate the token in the file that it names, for ever.
const rotateVariable = "OAUTH_TEST_ROTATE"

func TestMain(m *testing.M) {
	if path := os.Getenv(rotateVariable); path != "" {
		rotate(path)
		return
	}
	os.Exit(m.Run())
}

// rotate puts the next pair in place of the stored one, again and again, and says a line before each time.
func rotate(path string) {
	s := oauth.NewFile(path)
	for {
		fmt.Println("rotating")
		stored, err := s.Load(context.Background())
		n := 0
		if err == nil && stored != nil {
			n, err = number(stored)
		}
		if err == nil {
			err = s.Swap(context.Background(), stored, pair(n+1))
		}
		if err != nil && !errors.Is(err, oauth.ErrTokenChanged) {
			fmt.Println(err)
			os.Exit(1)
		}
	}
}

// number gives the n of pair(n).
func number(token *oauth2.Token) (int, error) {
	return strconv.Atoi(strings.TrimPrefix(token.RefreshToken, "marked-refresh-"))
}

func rotator(t *testing.T, path string) (process *exec.Cmd, lines *bufio.Scanner) {
	t.Helper()
	process = exec.CommandContext(t.Context(), os.Args[0])
	process.Env = append(os.Environ(), rotateVariable+"="+path)
	stdout, err := process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	return process, bufio.NewScanner(stdout)
}

// requireMode checks that nobody else can read any file in the directory.
func requireMode(t *testing.T, directory string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		return
	}
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	for _, entry := range entries {
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // a lock that was given back meanwhile
		}
		require.NoError(t, err)
		require.Equal(t, fs.FileMode(0o600), info.Mode().Perm(), entry.Name())
	}
}

// Issue 3, point 1: a kill at any moment never damages the file.
func TestAKillAtAnyMomentLeavesAWholeToken(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token.json")
	s := oauth.NewFile(path)
	require.NoError(t, s.Swap(t.Context(), nil, pair(0)))

	last := 0
	for round := range 14 {
		process, lines := rotator(t, path)
		for range round%7 + 2 { // the kill arrives at another moment every time
			require.True(t, lines.Scan())
			require.Equal(t, "rotating", lines.Text())
		}
		require.NoError(t, process.Process.Kill())
		_ = process.Wait()

		token, err := s.Load(t.Context())
		require.NoError(t, err)
		n, err := number(token)
		require.NoError(t, err)
		require.GreaterOrEqual(t, n, last, "a token that was stored does not come back older")
		require.Equal(t, pair(n).AccessToken, token.AccessToken, "never half of one and half of another")
		last = n
		requireMode(t, filepath.Dir(path))
	}
	require.Positive(t, last)
	require.NoError(t, s.Swap(t.Context(), pair(last), pair(last+1)), "a process that was killed locks nobody out")
}

// Two processes that rotate one file: every number is taken once, so the last one is how often both have succeeded.
func TestTwoProcessesOnOneFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token.json")
	other, lines := rotator(t, path)
	defer func() {
		require.NoError(t, other.Process.Kill())
		_ = other.Wait()
	}()

	s := oauth.NewFile(path)
	seen := 0
	for mine := 0; mine < 15; {
		require.True(t, lines.Scan())
		require.Equal(t, "rotating", lines.Text(), "the other process has no trouble with ours")
		stored, err := s.Load(t.Context())
		require.NoError(t, err)
		n := 0
		if stored != nil {
			n, err = number(stored)
			require.NoError(t, err)
		}
		require.GreaterOrEqual(t, n, seen)
		seen = n
		if err := s.Swap(t.Context(), stored, pair(n+1)); err == nil {
			mine++
		} else {
			require.ErrorIs(t, err, oauth.ErrTokenChanged)
		}
	}
}

func TestAFileKeepsTheWholeToken(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token.json")
	token := pair(1)
	token.Expiry = time.Date(2026, 3, 31, 12, 0, 0, 0, time.UTC)
	require.NoError(t, oauth.NewFile(path).Swap(t.Context(), nil, token))
	requireStored(t, oauth.NewFile(path), token)
	requireMode(t, filepath.Dir(path))

	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.JSONEq(t, `{"access_token":"marked-access-1","token_type":"Bearer","refresh_token":"marked-refresh-1","expiry":"2026-03-31T12:00:00Z"}`, string(data))
}

// A token that was brought from elsewhere is a file with one member.
func TestAFileMayHoldARefreshTokenAlone(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "token.json")
	require.NoError(t, os.WriteFile(path, []byte(`{"refresh_token":"marked-refresh-1"}`), 0o644))
	s := oauth.NewFile(path)
	requireStored(t, s, &oauth2.Token{RefreshToken: "marked-refresh-1"})
	require.NoError(t, s.Swap(t.Context(), pair(1), pair(2)))
	requireMode(t, filepath.Dir(path)) // also when it was made with another mode
}

func TestAFileThatHoldsNoToken(t *testing.T) {
	t.Parallel()
	for name, content := range map[string]string{
		"is empty":        "",
		"is cut off":      `{"refresh_token":"marked-refresh-1`,
		"is another file": "marked-refresh-1",
		"has other types": `{"refresh_token":["marked-refresh-1"]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "token.json")
			require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
			s := oauth.NewFile(path)

			_, err := s.Load(t.Context())
			require.ErrorContains(t, err, path)
			require.ErrorContains(t, err, "remove it and log in again")
			require.NotContains(t, err.Error(), "marked")
			require.Error(t, s.Swap(t.Context(), nil, pair(2)), "it is not overwritten: it may be somebody's file")
			kept, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, content, string(kept))
		})
	}
}

func TestAFileThatCannotBeWritten(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "missing", "token.json")
	err := oauth.NewFile(path).Swap(t.Context(), nil, pair(1))
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NotContains(t, err.Error(), "marked")

	_, err = oauth.NewFile(t.TempDir()).Load(t.Context())
	require.Error(t, err, "a directory is no token file")
}
