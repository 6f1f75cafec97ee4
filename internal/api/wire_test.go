package api_test

import (
	"compress/gzip"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// impatient lets repeats follow at once, as these tests run in real time.
func impatient(c *api.Config) { c.Repeat = api.Repeat{Tries: 3, MaxWait: time.Millisecond} }

// serve starts a server that counts its requests. Each test has a transport of its own, so that no connection is left over from another.
func serve(t *testing.T, handler http.HandlerFunc) (*httptest.Server, *atomic.Int32) {
	t.Helper()
	var count atomic.Int32
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		count.Add(1)
		handler(w, r)
	}))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	t.Cleanup(server.Close)
	return server, &count
}

func newTransport(t *testing.T) *http.Transport {
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// raw writes the bytes to the connection and closes it.
func raw(answer string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			return
		}
		_, _ = io.WriteString(conn, answer)
		_ = conn.Close()
	}
}

// design.md "Repeating a request": an answer that is cut off on the way is asked for again when it is a read; of a write, nobody knows what became of it.
func TestAnswersThatAreCutOff(t *testing.T) {
	t.Parallel()
	tests := map[string]http.HandlerFunc{
		"shorter than its Content-Length": raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"rows\":[{}]}"),
		"chunked, without the last chunk": raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n{\"rows\":[{}]}\r\n"),
		"nothing at all":                  raw(""),
		"half a header":                   raw("HTTP/1.1 200 OK\r\nContent-Le"),
		"gzip that breaks off":            raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"),
		"a handler that dies":             func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
	}
	for name, handler := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, count := serve(t, handler)
			server.Start()
			c := newClient(t, server.URL, newTransport(t), impatient)

			_, err := c.Do(t.Context(), read())
			require.ErrorIs(t, err, api.ErrUnavailable)
			require.Equal(t, int32(tries), count.Swap(0))

			_, err = c.Do(t.Context(), write())
			require.ErrorIs(t, err, api.ErrUnknownOutcome)
			require.Equal(t, int32(once), count.Load())
		})
	}
}

func TestNobodyListens(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	require.NoError(t, listener.Close())
	c := newClient(t, "http://"+listener.Addr().String(), newTransport(t), impatient)
	for _, r := range []api.Request{read(), write()} {
		_, err := c.Do(t.Context(), r)
		require.ErrorIs(t, err, api.ErrUnavailable)
		require.NotErrorIs(t, err, api.ErrUnknownOutcome, "it was never sent")
	}
}

// A request whose connection cannot be made safe was never sent, so even of a write the outcome is known. It is not repeated: a certificate does not get better in a second.
func TestTLSThatFails(t *testing.T) {
	t.Parallel()
	untrusted, untrustedCount := serve(t, func(http.ResponseWriter, *http.Request) {})
	untrusted.StartTLS()
	plain, plainCount := serve(t, func(http.ResponseWriter, *http.Request) {})
	plain.Start()
	addresses := map[string]string{
		"the certificate is not trusted": untrusted.URL,
		"the server speaks plain http":   strings.Replace(plain.URL, "http:", "https:", 1),
	}
	for name, address := range addresses {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newClient(t, address, newTransport(t), impatient)
			for _, r := range []api.Request{read(), write()} {
				_, err := c.Do(t.Context(), r)
				require.ErrorIs(t, err, api.ErrUnavailable)
				require.NotErrorIs(t, err, api.ErrUnknownOutcome)
			}
			require.Zero(t, untrustedCount.Load()+plainCount.Load())
		})
	}
}

// AFAS speaks TLS 1.2 and later (afas-profit-rest.md §1).
func TestTLS12IsEnough(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Equal(t, uint16(tls.VersionTLS12), r.TLS.Version)
		_, _ = io.WriteString(w, "{}")
	})
	server.TLS = &tls.Config{MaxVersion: tls.VersionTLS12}
	server.StartTLS()
	_, err := newClient(t, server.URL, server.Client().Transport).Do(t.Context(), read())
	require.NoError(t, err)
}

// AFAS compresses its answers when it may (afas-profit-rest.md §3.6).
func TestGzip(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		assert.Contains(t, r.Header.Get("Accept-Encoding"), "gzip")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, `{"rows":[]}`)
		_ = z.Close()
	})
	server.Start()
	answer, err := newClient(t, server.URL, newTransport(t)).Do(t.Context(), read())
	require.NoError(t, err)
	require.JSONEq(t, `{"rows":[]}`, string(answer.Body))
}

// At most 1 MiB of an error body is read: what is behind it helps nobody.
func TestALongErrorBodyIsCut(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = io.WriteString(w, strings.Repeat("x", 2<<20))
	})
	server.Start()
	_, err := newClient(t, server.URL, newTransport(t)).Do(t.Context(), read())
	require.Len(t, failureOf(t, err).Body, 1<<20)
}

// Half an error body is still an error with a status.
func TestAnErrorBodyThatBreaksOff(t *testing.T) {
	t.Parallel()
	server, _ := serve(t, raw("HTTP/1.1 403 Forbidden\r\nContent-Length: 100\r\n\r\nhalf"))
	server.Start()
	_, err := newClient(t, server.URL, newTransport(t)).Do(t.Context(), read())
	require.ErrorIs(t, err, api.ErrForbidden)
	require.Equal(t, "half", string(failureOf(t, err).Body))
}

// design.md "Repeating a request": redirects to another host are refused. net/http would take the credential there.
func TestARedirectToAnotherHostIsNotFollowed(t *testing.T) {
	t.Parallel()
	for _, code := range []int{301, 302, 303, 307, 308} {
		t.Run(http.StatusText(code), func(t *testing.T) {
			t.Parallel()
			other, otherCount := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "{}") })
			other.Start()
			server, count := serve(t, func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, other.URL+"/secret?query=1", code)
			})
			server.Start()
			c := newClient(t, server.URL, newTransport(t), impatient)
			for _, r := range []api.Request{read(), write()} {
				_, err := c.Do(t.Context(), r)
				require.ErrorContains(t, failureOf(t, err).Err, "redirect refused")
				require.ErrorContains(t, failureOf(t, err).Err, "check the address")
				require.NotContains(t, failureOf(t, err).Err.Error(), "query")
				require.NotErrorIs(t, err, api.ErrUnknownOutcome)
			}
			require.Equal(t, int32(2), count.Load(), "nothing is repeated")
			require.Zero(t, otherCount.Load())
		})
	}
}

func TestARedirectOnTheSameHost(t *testing.T) {
	t.Parallel()
	server, count := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/things" {
			http.Redirect(w, r, "/moved", http.StatusTemporaryRedirect)
			return
		}
		assert.Equal(t, "Bearer secret", r.Header.Get("Authorization"))
		_, _ = io.WriteString(w, `{"moved":true}`)
	})
	server.Start()
	c := newClient(t, server.URL, newTransport(t), func(c *api.Config) { c.Header = http.Header{"Authorization": {"Bearer secret"}} })

	answer, err := c.Do(t.Context(), read())
	require.NoError(t, err, "a read follows it")
	require.JSONEq(t, `{"moved":true}`, string(answer.Body))
	require.Equal(t, int32(2), count.Swap(0))

	_, err = c.Do(t.Context(), write())
	require.ErrorContains(t, failureOf(t, err).Err, "redirect refused", "a write does not")
	require.Equal(t, int32(1), count.Load())
}

func TestRedirectsInACircle(t *testing.T) {
	t.Parallel()
	server, count := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/things", http.StatusFound) })
	server.Start()
	_, err := newClient(t, server.URL, newTransport(t), impatient).Do(t.Context(), read())
	require.ErrorContains(t, failureOf(t, err).Err, "ten redirects")
	require.Equal(t, int32(10), count.Load())
}

func TestFromHTTPSToHTTPIsAnotherHost(t *testing.T) {
	t.Parallel()
	server := answers(withHeader(status(302, ""), "Location", "http://api.example.test/prefix/things"), ok)
	_, err := newClient(t, base, server).Do(t.Context(), read())
	require.ErrorContains(t, failureOf(t, err).Err, "redirect refused")
	require.Equal(t, once, server.count())
}

// The caller's http.Client is copied: its own redirect rule is asked as well, and stays what it was.
func TestTheCallersHTTPClientIsCopied(t *testing.T) {
	t.Parallel()
	refused := errors.New("no redirects here")
	asked := 0
	server := answers(withHeader(status(302, ""), "Location", "/prefix/moved"), ok)
	mine := &http.Client{Transport: server, Timeout: time.Hour, CheckRedirect: func(*http.Request, []*http.Request) error { asked++; return refused }}
	c := newClient(t, base, nil, func(c *api.Config) { c.HTTP = mine })
	_, err := c.Do(t.Context(), read())
	require.ErrorIs(t, err, refused)
	require.Equal(t, 1, asked)
	require.NotSame(t, mine, c.HTTP)
	require.Equal(t, time.Hour, mine.Timeout)
	require.ErrorIs(t, mine.CheckRedirect(nil, nil), refused, "a rule of ours would have failed on nil")
}
