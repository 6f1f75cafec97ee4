package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// logIn runs the program with -login and gives the link that it shows, and its outcome when it has ended.
func logIn(ctx context.Context, t *testing.T, env map[string]string) (link string, end func() outcome) {
	t.Helper()
	read, write := io.Pipe()
	var stderr strings.Builder
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, []string{"-login", "-login-address", "127.0.0.1:0"}, func(name string) string { return env[name] }, write, &stderr)
		_ = write.Close()
	}()
	stdout := bufio.NewReader(read)
	for !strings.HasPrefix(link, "http") {
		line, err := stdout.ReadString('\n')
		require.NoError(t, err)
		link = strings.TrimSpace(line)
	}
	return link, func() outcome {
		rest, err := io.ReadAll(stdout)
		require.NoError(t, err)
		return outcome{<-status, string(rest), stderr.String()}
	}
}

// Issue 3 point 10: -login runs the authorization flow on loopback and fills the token file. After that, the file is enough.
func TestLogin(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2))
	delete(b.env, "LOKET_REFRESH_TOKEN")
	o := call(t, b.env, "-json", "-today", day)
	require.Equal(t, 1, o.status)
	require.Contains(t, o.preview(t).Error, "Run this program with -login")

	link, end := logIn(t.Context(), t, b.env)
	response, err := http.Get(link) // the page of the fake sends the browser back at once
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	require.Equal(t, http.StatusOK, response.StatusCode)
	o = end()
	require.Equal(t, 0, o.status, o.stderr)
	require.Contains(t, o.stdout, b.env["LOKET_TOKEN_FILE"])
	require.Equal(t, 0, call(t, b.env, "-json", "-today", day).status)
}

func TestALoginThatIsRefused(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2))
	b.Fault(lokettest.LoginRefused("access_denied").On("authorize"))
	link, end := logIn(t.Context(), t, b.env)
	response, err := http.Get(link)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	o := end()
	require.Equal(t, 1, o.status)
	require.Contains(t, o.stderr, "access_denied")
	_, err = os.Stat(b.env["LOKET_TOKEN_FILE"])
	require.ErrorIs(t, err, os.ErrNotExist)
}

func TestALoginThatIsInterrupted(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2))
	ctx, cancel := context.WithCancel(t.Context())
	_, end := logIn(ctx, t, b.env)
	cancel()
	require.Equal(t, 130, end().status)
}

func TestALoginThatCannotBegin(t *testing.T) {
	t.Parallel()
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = taken.Close() })
	for name, test := range map[string]struct {
		env  map[string]string
		args []string
		says string
	}{
		"no settings":              {nil, nil, "LOKET_CLIENT_ID"},
		"no token file":            {map[string]string{"LOKET_CLIENT_ID": "id"}, nil, "LOKET_TOKEN_FILE"},
		"an address that is taken": {map[string]string{"LOKET_CLIENT_ID": "id", "LOKET_TOKEN_FILE": "token.json"}, []string{"-login-address", taken.Addr().String()}, "-login-address"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := call(t, test.env, append(test.args, "-login")...)
			require.Equal(t, 2, o.status)
			require.Contains(t, o.stderr, test.says)
			require.Empty(t, o.stdout)
		})
	}
}
