package afas_test

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// requestOf gives the request of a call as it goes over the wire.
func requestOf(t *testing.T, opts ...afas.Option) string {
	t.Helper()
	client, mock := newClient(t, opts...)
	var dump []byte
	registerMetainfo(mock, func(req *http.Request) (*http.Response, error) {
		var err error
		dump, err = httputil.DumpRequestOut(req, true)
		require.NoError(t, err)
		return httpmock.NewStringResponse(200, "{}"), nil
	})
	_, err := client.Metainfo(t.Context())
	require.NoError(t, err)
	return string(dump)
}

// afas-profit-rest.md §11.
func TestHeaders(t *testing.T) {
	t.Parallel()
	plain := requestOf(t)
	require.Contains(t, plain, "GET /proxy/ProfitRestServices/metainfo HTTP/1.1\r\n")
	require.Contains(t, plain, "\r\nAccept: application/json\r\n")
	require.Regexp(t, `\r\nUser-Agent: afas-loket-go/\S+\r\n`, plain)
	require.Contains(t, plain, "\r\nAuthorization: AfasToken "+tokenBase64+"\r\n")
	for _, absent := range []string{"IntegrationId", "Accept-Language", "Connection: close", "Cookie"} { // Connection: close makes AFAS reset it (§8.4)
		require.NotContains(t, plain, absent)
	}

	chosen := requestOf(t, afas.WithIntegrationID("12345_678900"), afas.WithLanguage("nl-nl"), afas.WithUserAgent("acme-sync/1.4"))
	require.Contains(t, chosen, "\r\nIntegrationId: 12345_678900\r\n")
	require.Contains(t, chosen, "\r\nAccept-Language: nl-nl\r\n")
	require.Regexp(t, `\r\nUser-Agent: acme-sync/1\.4 afas-loket-go/\S+\r\n`, chosen)
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	for says, option := range map[string]afas.Option{
		"http client must not be nil":       afas.WithHTTPClient(nil),
		"logger must not be nil":            afas.WithLogger(nil),
		"time-out must be longer":           afas.WithTimeout(0),
		"at least one try":                  afas.WithRetries(0, time.Second),
		"a wait is not negative":            afas.WithRetries(3, -time.Second),
		"user agent must be plain text":     afas.WithUserAgent("acme\r\nX-Injected: 1"),
		"{partner number}_{project number}": afas.WithIntegrationID("12345-678900"),
		"such as 12345_678900":              afas.WithIntegrationID("12345_678900\r\n"),
		"a tag such as nl-nl":               afas.WithLanguage(""),
	} {
		_, err := afas.NewClient("12345", afas.Token(tokenXML), option)
		require.ErrorContains(t, err, "afas: ")
		require.ErrorContains(t, err, says)
	}
}

// design.md "Connecting": the caller's http.Client is copied, and its own rule for redirects still asked.
func TestTheCallersHTTPClientStaysAsItIs(t *testing.T) {
	t.Parallel()
	asked := 0
	mock := httpmock.NewMockTransport()
	mine := &http.Client{Transport: redirecting{mock}, CheckRedirect: func(*http.Request, []*http.Request) error { asked++; return nil }}
	client, _ := newClient(t, afas.WithHTTPClient(mine))
	mine.Transport = nil // changes nothing: the client has its copy
	registerMetainfo(mock, httpmock.NewStringResponder(302, "").HeaderSet(http.Header{"Location": {"/proxy/ProfitRestServices/moved"}}))
	mock.RegisterResponder(http.MethodGet, base+"/moved", httpmock.NewStringResponder(200, "{}"))
	_, err := client.Metainfo(t.Context())
	require.NoError(t, err)
	require.Equal(t, 1, asked)
	require.NoError(t, mine.CheckRedirect(nil, nil), "it is still the caller's function: ours would look at the first request")
}

// redirecting gives answers their request, which net/http needs to follow a redirect and httpmock leaves out.
type redirecting struct{ http.RoundTripper }

func (r redirecting) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := r.RoundTripper.RoundTrip(req)
	if resp != nil {
		resp.Request = req
	}
	return resp, err
}

func TestARedirectToAnotherHostTakesNoTokenAlong(t *testing.T) {
	t.Parallel()
	mock := httpmock.NewMockTransport()
	client, _ := newClient(t, afas.WithHTTPClient(&http.Client{Transport: redirecting{mock}}))
	registerMetainfo(mock, httpmock.NewStringResponder(302, "").HeaderSet(http.Header{"Location": {"https://other.example.test/?token=marked"}}))
	_, err := client.Metainfo(t.Context())
	require.EqualError(t, err, "afas: GET metainfo: redirect refused: the server points to https://other.example.test, which is another host; check the address")
	require.Equal(t, 1, mock.GetTotalCallCount())
}

func TestTheNameOfAConnectorIsOneElementOfThePath(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	mock.RegisterRegexpResponder(http.MethodGet, regexp.MustCompile("."), func(req *http.Request) (*http.Response, error) {
		return httpmock.NewStringResponse(200, fmt.Sprintf(`{"name":%q,"rows":[]}`, req.URL.EscapedPath())), nil
	})
	info, err := afas.GetConnector[afas.Row](client, " Lms/Één naam?#% ").Info(t.Context())
	require.NoError(t, err)
	require.Equal(t, "/proxy/ProfitRestServices/metainfo/get/Lms%2F%C3%89%C3%A9n%20naam%3F%23%25", info.Name)
	for _, name := range []string{"", "  ", ".", ".."} {
		_, err := afas.GetConnector[afas.Row](client, name).Info(t.Context())
		require.Error(t, err)
	}
	require.Equal(t, 1, mock.GetTotalCallCount())
}

// design.md "Reading": five calls at once, and one GetConnector never twice; measured by the server.
func TestCallsAtOnceOverTheWire(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	now, most, twice := map[string]int{}, 0, 0
	full := make(chan struct{})
	var arrived atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.ToLower(r.URL.Path)
		mu.Lock()
		now[name]++
		if now[name] > 1 {
			twice++
		}
		most = max(most, len(now))
		mu.Unlock()
		if arrived.Add(1) == 5 {
			close(full)
		}
		<-full
		mu.Lock()
		if now[name]--; now[name] == 0 {
			delete(now, name)
		}
		mu.Unlock()
		_, _ = io.WriteString(w, `{"skip":0,"take":100,"rows":[]}`)
	}))
	defer server.Close()
	client, err := afas.NewClient("", afas.Token(tokenXML), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	var callers sync.WaitGroup
	for i := range 8 {
		for _, name := range []string{"Connector_%d", "CONNECTOR_%d", " connector_%d"} { // paths know no case (afas-profit-rest.md §1)
			callers.Go(func() {
				_, err := afas.GetConnector[afas.Row](client, fmt.Sprintf(name, i)).Page(t.Context(), nil)
				assert.NoError(t, err)
			})
		}
	}
	callers.Wait()
	require.Equal(t, 5, most)
	require.Zero(t, twice)
}

// Gzip and TLS 1.2, as AFAS speaks them (afas-profit-rest.md §1, §11).
func TestGzipOverTLS12(t *testing.T) {
	t.Parallel()
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, "gzip", r.Header.Get("Accept-Encoding"))
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, `{"version":"7.2.14"}`)
		_ = z.Close()
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.TLS = &tls.Config{MaxVersion: tls.VersionTLS12}
	server.StartTLS()
	defer server.Close()
	client, err := afas.NewClient("", afas.Token(tokenXML), afas.WithBaseURL(server.URL), afas.WithHTTPClient(server.Client()))
	require.NoError(t, err)
	version, err := client.Version(t.Context())
	require.NoError(t, err)
	require.Equal(t, "7.2.14", version)

	untrusting, err := afas.NewClient("", afas.Token(tokenXML), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	_, err = untrusting.Version(t.Context())
	require.ErrorIs(t, err, afas.ErrUnavailable)
	require.ErrorContains(t, err, "certificate")
}

func TestWithTimeout(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newClient(t, afas.WithTimeout(7*time.Second))
		registerMetainfo(mock, hangs)
		started := time.Now()
		_, err := client.Metainfo(t.Context())
		require.ErrorIs(t, err, afas.ErrUnavailable)
		require.ErrorContains(t, err, "no answer within 7s")
		require.Equal(t, 7*time.Second, time.Since(started))

		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = client.Metainfo(ctx)
		require.EqualError(t, err, "afas: GET metainfo: context deadline exceeded")
		require.False(t, errors.Is(err, afas.ErrUnavailable), "the caller's own deadline says nothing about AFAS")
	})
}
