package loket_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// These variables make a second copy of the test binary a program of its own that reads from Loket.
const (
	serverVariable = "LOKET_TEST_SERVER"
	fileVariable   = "LOKET_TEST_TOKEN_FILE"
)

// callsEach is how many calls each of several clients makes in these tests.
const callsEach = 8

func TestMain(m *testing.M) {
	server := os.Getenv(serverVariable)
	if server == "" {
		os.Exit(m.Run())
	}
	if err := readFrom(context.Background(), server, loket.FileStore(os.Getenv(fileVariable))); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

// readFrom makes a client and a number of calls.
func readFrom(ctx context.Context, server string, store loket.TokenStore) error {
	client, err := loket.NewClient(loket.RefreshToken(clientID, clientSecret, store), loket.WithURL(server), loket.WithTokenURL(server+"/token"))
	if err != nil {
		return err
	}
	for range callsEach {
		if _, err := loket.Get[row](ctx, client, things); err != nil {
			return err
		}
	}
	return nil
}

// reader is another process that reads from the server, with the token in the file.
func reader(t *testing.T, server, file string) *exec.Cmd {
	t.Helper()
	process := exec.CommandContext(t.Context(), os.Args[0])
	process.Env = append(os.Environ(), serverVariable+"="+server, fileVariable+"="+file)
	return process
}

// strictServer is a Loket whose refresh tokens work once, as loket-rest.md §2 says they may. When one is used twice it withdraws the whole chain, as many servers do with a token
// that may be stolen. Its access tokens end at once, so that every call needs a refresh.
type strictServer struct {
	mu        sync.Mutex
	refreshes int
	withdrawn bool
	onIssue   func() // after it was used up, and before the answer with the next one
}

func (s *strictServer) start(t *testing.T) (address string) {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("POST /token", s.token)
	mux.HandleFunc("GET /v2/things", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, detail("{}")) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func (s *strictServer) token(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.withdrawn || r.FormValue("refresh_token") != fmt.Sprint("marked-refresh-", s.refreshes) {
		s.withdrawn = true
		w.WriteHeader(http.StatusBadRequest)
		fmt.Fprint(w, `{"error":"invalid_grant"}`)
		return
	}
	s.refreshes++
	if s.onIssue != nil {
		s.onIssue()
	}
	fmt.Fprintf(w, `{"access_token":"marked-access-%d","token_type":"bearer","expires_in":1e-9,"refresh_token":"marked-refresh-%d"}`, s.refreshes, s.refreshes)
}

func firstToken() *oauth2.Token { return &oauth2.Token{RefreshToken: "marked-refresh-0"} }

// Issue 3, point 1: safe between two processes. None of them ever sends a refresh token that another has used.
func TestProcessesThatShareATokenFile(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token.json")
	require.NoError(t, loket.FileStore(file).Swap(t.Context(), nil, firstToken()))
	server := &strictServer{}
	address := server.start(t)

	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if output, err := reader(t, address, file).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, output)
			}
		})
	}
	group.Wait()
	require.Equal(t, 3*callsEach, server.refreshes)
	stored, err := loket.FileStore(file).Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, fmt.Sprint("marked-refresh-", server.refreshes), stored.RefreshToken, "the chain goes on")
}

func TestClientsThatShareAStoreInMemory(t *testing.T) {
	t.Parallel()
	store := loket.MemoryStore(firstToken())
	server := &strictServer{}
	address := server.start(t)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			if err := readFrom(t.Context(), address, store); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	require.Equal(t, 3*callsEach, server.refreshes)
}

// Issue 3, point 1: if a kill cut a single-use chain, the next run says so and asks for a log-in.
func TestAKillThatCutsTheChain(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token.json")
	require.NoError(t, loket.FileStore(file).Swap(t.Context(), nil, firstToken()))
	var process *exec.Cmd
	started, gone := make(chan struct{}), make(chan struct{})
	server := &strictServer{}
	server.onIssue = func() {
		if server.refreshes == 3 { // the token was used up, and its successor will never arrive
			<-started
			if err := process.Process.Kill(); err != nil {
				t.Error(err)
			}
			<-gone
		}
	}
	address := server.start(t)
	process = reader(t, address, file)
	var output strings.Builder
	process.Stdout = &output
	require.NoError(t, process.Start())
	close(started)
	_ = process.Wait()
	close(gone)
	require.Empty(t, output.String(), "it was killed and did not fail by itself")

	stored, err := loket.FileStore(file).Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, "marked-refresh-2", stored.RefreshToken, "the file is whole")

	err = readFrom(t.Context(), address, loket.FileStore(file))
	require.ErrorIs(t, err, loket.ErrLoginRequired)
	require.ErrorContains(t, err, "was used by a run that was cut off before it could store the next one")
	require.ErrorContains(t, err, "log in again")
	requireClean(t, err.Error())
}
