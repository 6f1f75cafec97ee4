package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// started is the program while it runs.
type started struct {
	stdout *bufio.Reader
	stop   func() int
}

func start(t *testing.T, args ...string) started {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	read, write := io.Pipe()
	status := make(chan int, 1)
	go func() {
		status <- run(ctx, args, nil, write, io.Discard)
		_ = write.Close()
	}()
	return started{bufio.NewReader(read), func() int { cancel(); return <-status }}
}

func TestTheJSONDocumentIsEnoughToReadAConnector(t *testing.T) {
	t.Parallel()
	program := start(t, "-json", "-today", "2026-03-14")
	var systems map[string]map[string]string
	require.NoError(t, json.NewDecoder(program.stdout).Decode(&systems))
	afas := systems["afas"]

	response, err := http.PostForm(afas["AFAS_URL"]+"/oauth/token", url.Values{
		"grant_type": {"client_credentials"}, "client_id": {afas["AFAS_CLIENT_ID"]}, "client_secret": {afas["AFAS_CLIENT_SECRET"]},
	})
	require.NoError(t, err)
	defer response.Body.Close()
	var token struct {
		AccessToken string `json:"access_token"`
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&token))

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, afas["AFAS_URL"]+"/connectors/Profit_Contract?skip=0&take=2", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+token.AccessToken)
	response, err = http.DefaultClient.Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	var answer struct {
		Rows []map[string]any `json:"rows"`
	}
	require.NoError(t, json.NewDecoder(response.Body).Decode(&answer))
	require.Len(t, answer.Rows, 2)
	require.Equal(t, 0, program.stop(), "an interrupt is the normal end")
}

func TestTheJSONDocumentIsEnoughToReadLoket(t *testing.T) {
	t.Parallel()
	program := start(t, "-json", "-today", "2026-03-14")
	var systems map[string]map[string]string
	require.NoError(t, json.NewDecoder(program.stdout).Decode(&systems))
	lk := systems["loket"]
	auth := loket.RefreshToken(lk["LOKET_CLIENT_ID"], lk["LOKET_CLIENT_SECRET"], loket.MemoryStore(&oauth2.Token{RefreshToken: lk["LOKET_REFRESH_TOKEN"]}))
	for range 2 { // the credentials work more than once
		client, err := loket.NewClient(auth, loket.WithURL(lk["LOKET_URL"]), loket.WithTokenURL(lk["LOKET_TOKEN_URL"]))
		require.NoError(t, err)
		employers, err := loket.Collect(client.Employers.All(t.Context(), nil))
		require.NoError(t, err)
		require.Len(t, employers, 1)
	}
	require.Equal(t, 0, program.stop())
}

func TestTheTextIsReadyToPaste(t *testing.T) {
	t.Parallel()
	program := start(t)
	var lines []string
	for {
		line, err := program.stdout.ReadString('\n')
		require.NoError(t, err)
		lines = append(lines, strings.TrimSpace(line))
		if strings.Contains(line, "Bearer ") {
			break
		}
	}
	text := strings.Join(lines, "\n")
	for _, want := range []string{"export AFAS_URL=http://127.0.0.1:", "export AFAS_CLIENT_ID=", "export AFAS_CLIENT_SECRET=", "export LOKET_URL=http://127.0.0.1:", "export LOKET_TOKEN_URL=", "export LOKET_REFRESH_TOKEN=", "# export AFAS_TOKEN='<token>", "curl -s -d grant_type=client_credentials"} {
		require.Contains(t, text, want)
	}
	require.Equal(t, 0, program.stop())
}

func TestTheAddressCanBeChosen(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	address := listener.Addr().String()
	require.NoError(t, listener.Close())

	program := start(t, "-json", "-afas", address)
	var systems map[string]map[string]string
	require.NoError(t, json.NewDecoder(program.stdout).Decode(&systems))
	require.Equal(t, "http://"+address+"/ProfitRestServices", systems["afas"]["AFAS_URL"])
	require.Equal(t, 0, program.stop())
}

func TestAnAddressInUseIsAFailure(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })

	var stdout, stderr bytes.Buffer
	require.Equal(t, 1, run(t.Context(), []string{"-json", "-afas", listener.Addr().String()}, nil, &stdout, &stderr))
	require.Empty(t, stdout.String())
	require.Contains(t, stderr.String(), "AFAS does not start at "+listener.Addr().String())
}

func TestWrongFlags(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"an unknown flag":                    {"-afass", "x"},
		"an argument":                        {"afas"},
		"a day that is none":                 {"-today", "2026-02-30"},
		"an address without a port":          {"-afas", "127.0.0.1"},
		"an address that others could reach": {"-afas", "0.0.0.0:8080"},
		"every address of the machine":       {"-afas", ":8080"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			require.Equal(t, 2, run(t.Context(), args, nil, &stdout, &stderr))
			require.Empty(t, stdout.String())
			require.NotEmpty(t, stderr.String())
		})
	}
}

func TestHelp(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	require.Equal(t, 0, run(t.Context(), []string{"-help"}, nil, &stdout, &stderr))
	require.Contains(t, stdout.String(), "-afas")
	require.Empty(t, stderr.String())
}
