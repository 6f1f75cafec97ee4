package api_test

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"os"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

const (
	once  = 1
	tries = 3 // as the client of these tests has it
)

func opError(op string, err error) error { return &net.OpError{Op: op, Net: "tcp", Err: err} }

// The one table of design.md "Repeating a request": how often a request is sent when the same thing happens every time, and what its error is in the end.
var repeats = []struct {
	what            string
	happens         httpmock.Responder
	reads, writes   int
	readIs, writeIs error
}{
	{"no connection", breaks(opError("dial", syscall.ECONNREFUSED)), tries, tries, api.ErrUnavailable, api.ErrUnavailable},
	{"no such host", breaks(opError("dial", &net.DNSError{Err: "no such host", IsNotFound: true})), tries, tries, api.ErrUnavailable, api.ErrUnavailable},
	{"time-out while connecting", breaks(opError("dial", os.ErrDeadlineExceeded)), tries, tries, api.ErrUnavailable, api.ErrUnavailable},
	{"no connection to the proxy", breaks(opError("proxyconnect", opError("dial", syscall.ECONNREFUSED))), tries, tries, api.ErrUnavailable, api.ErrUnavailable},

	{"429", status(429, ""), tries, tries, api.ErrRateLimited, api.ErrRateLimited},
	{"429 with Retry-After", withHeader(status(429, ""), "Retry-After", "2"), tries, tries, api.ErrRateLimited, api.ErrRateLimited},

	{"502", status(502, "<html>"), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"503", status(503, ""), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"504", status(504, ""), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"the API's own 503", withHeader(status(503, ""), "Retry-After", "2"), tries, once, api.ErrUnavailable, api.ErrUnavailable},
	{"502 with Retry-After", withHeader(status(502, ""), "Retry-After", "2"), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},

	{"connection reset while reading", breaks(opError("read", syscall.ECONNRESET)), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"connection broken while writing", breaks(opError("write", syscall.EPIPE)), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"connection closed without an answer", breaks(io.EOF), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"connection of HTTP/2 going away", breaks(errors.New("http2: server sent GOAWAY and closed the connection")), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"stream of HTTP/2 broken", breaks(errors.New("stream error: stream ID 3; INTERNAL_ERROR")), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"body cut off", cutBody(`{"rows":[`, io.ErrUnexpectedEOF), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"body reset", cutBody(`{"rows":[`, opError("read", syscall.ECONNRESET)), tries, once, api.ErrUnavailable, api.ErrUnknownOutcome},

	{"time-out while waiting for the answer", hangs, once, once, api.ErrUnavailable, api.ErrUnknownOutcome},
	{"time-out of the transport", breaks(opError("read", os.ErrDeadlineExceeded)), once, once, api.ErrUnavailable, api.ErrUnknownOutcome},

	{"a certificate that is not trusted", breaks(&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}), once, once, api.ErrUnavailable, api.ErrUnavailable},
	{"an unknown authority", breaks(x509.UnknownAuthorityError{}), once, once, api.ErrUnavailable, api.ErrUnavailable},
	{"no TLS", breaks(tls.RecordHeaderError{Msg: "first record does not look like a TLS handshake"}), once, once, api.ErrUnavailable, api.ErrUnavailable},
	{"http where https was asked for", breaks(http.ErrSchemeMismatch), once, once, api.ErrUnavailable, api.ErrUnavailable},
	{"an unknown fault of the transport", breaks(errors.New("out of order")), once, once, api.ErrUnavailable, api.ErrUnknownOutcome},

	{"400", status(400, `{"message":"Invalid json"}`), once, once, nil, nil},
	{"401", status(401, ""), once, once, api.ErrUnauthorized, api.ErrUnauthorized},
	{"403", status(403, ""), once, once, api.ErrForbidden, api.ErrForbidden},
	{"404", status(404, ""), once, once, api.ErrNotFound, api.ErrNotFound},
	{"413", status(413, ""), once, once, nil, nil},
	{"500", status(500, ""), once, once, nil, nil},
	{"500 with Retry-After", withHeader(status(500, ""), "Retry-After", "1"), once, once, nil, nil},
	{"304", status(304, ""), once, once, nil, nil},
}

func TestTheTableOfRepeats(t *testing.T) {
	t.Parallel()
	for _, row := range repeats {
		for name, r := range map[string]api.Request{"read": read(), "write": write()} {
			t.Run(row.what+", "+name, func(t *testing.T) {
				t.Parallel()
				want, kind := row.reads, row.readIs
				if r.Write {
					want, kind = row.writes, row.writeIs
				}
				synctest.Test(t, func(t *testing.T) {
					server := answers(row.happens)
					_, err := newClient(t, base, server).Do(t.Context(), r)
					f := failureOf(t, err)
					require.Equal(t, want, server.count())
					require.Equal(t, kind, f.Kind)
					require.Equal(t, r.Write, f.Write)
				})
			})
		}
	}
}

// A repeat sends the whole request again, its body included, and a good answer ends it.
func TestARepeatIsTheSameRequest(t *testing.T) {
	t.Parallel()
	for _, row := range repeats {
		for name, r := range map[string]api.Request{"read": read(), "write": write()} {
			if r.Write && row.writes == once || !r.Write && row.reads == once {
				continue
			}
			t.Run(row.what+", "+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					server := answers(row.happens, ok)
					answer, err := newClient(t, base, server).Do(t.Context(), r)
					require.NoError(t, err)
					require.JSONEq(t, `{"ok":true}`, string(answer.Body))
					require.Len(t, server.requests, 2)
					require.Equal(t, []string{string(r.Body), string(r.Body)}, server.bodies)
					for _, req := range server.requests {
						require.Equal(t, r.Method+" "+base+"/things", req.Method+" "+req.URL.String())
					}
				})
			})
		}
	}
}

// An answer with a status of success may still be no answer. A JSON document that has no end was cut off, even when HTTP counts it as complete.
func TestSuccessThatIsNotAnAnswer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, body string
		sent       int
		is         error
	}{
		{"an object without an end", `{"rows":[{"a":1},`, tries, io.ErrUnexpectedEOF},
		{"an array without an end", `[1,2`, tries, io.ErrUnexpectedEOF},
		{"HTML", "<!DOCTYPE html><p>log in", once, api.ErrNotJSON},
		{"nothing", "", once, api.ErrNotJSON},
		{"white space", " \r\n", once, api.ErrNotJSON},
		{"plain text", "OK", once, api.ErrNotJSON},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := answers(status(200, tt.body))
				_, err := newClient(t, base, server).Do(t.Context(), read())
				require.ErrorIs(t, err, tt.is)
				require.Equal(t, tt.sent, server.count())
				require.Equal(t, 200, failureOf(t, err).StatusCode)
			})
		})
	}
}

// A byte order mark in front of the JSON is no reason to refuse it (afas-profit-rest.md §3.6: "strip defensively").
func TestAByteOrderMarkIsNoFault(t *testing.T) {
	t.Parallel()
	answer, err := newClient(t, base, answers(status(200, "\ufeff {\"a\":1}\r\n"))).Do(t.Context(), read())
	require.NoError(t, err)
	require.JSONEq(t, `{"a":1}`, string(api.TrimJSON(answer.Body)))
}

// A write may answer with success and nothing else (afas-profit-rest.md §6.5).
func TestAnEmptyAnswerToAWriteIsGood(t *testing.T) {
	t.Parallel()
	answer, err := newClient(t, base, answers(status(201, ""))).Do(t.Context(), write())
	require.NoError(t, err)
	require.Equal(t, 201, answer.StatusCode)
	require.Empty(t, answer.Body)
}

func TestWaitsGrowWithJitterUpToTheLongest(t *testing.T) {
	t.Parallel()
	atMost := []time.Duration{500 * time.Millisecond, time.Second, 2 * time.Second, 3 * time.Second, 3 * time.Second}
	seen := map[time.Duration]bool{}
	synctest.Test(t, func(t *testing.T) {
		for range 100 {
			server := answers(status(503, ""))
			c := newClient(t, base, server, func(c *api.Config) { c.Repeat = api.Repeat{Tries: 6, MaxWait: 3 * time.Second} })
			_, err := c.Do(t.Context(), read())
			require.ErrorIs(t, err, api.ErrUnavailable)
			require.Len(t, server.waits(), len(atMost))
			for i, wait := range server.waits() {
				require.GreaterOrEqual(t, wait, atMost[i]/2)
				require.LessOrEqual(t, wait, atMost[i])
			}
			seen[server.waits()[0]] = true
		}
	})
	require.Greater(t, len(seen), 50, "the waits differ, so that many clients do not come back together")
}

func TestManyTriesDoNotOverflowTheWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := answers(status(503, ""))
		c := newClient(t, base, server, func(c *api.Config) { c.Repeat = api.Repeat{Tries: 80, MaxWait: time.Second} })
		_, err := c.Do(t.Context(), read())
		require.ErrorIs(t, err, api.ErrUnavailable)
		require.Equal(t, 80, server.count())
	})
}

// design.md "Repeating a request": Retry-After wins, and one that is longer than the caller's limit is returned as an error at once.
func TestRetryAfter(t *testing.T) {
	t.Parallel()
	in := func(d time.Duration) func() string {
		return func() string { return time.Now().Add(d).UTC().Format(http.TimeFormat) }
	}
	is := func(value string) func() string { return func() string { return value } }
	tests := []struct {
		what   string
		header func() string
		waits  []time.Duration // nil: the error comes at once
		after  time.Duration
	}{
		{"seconds", is("7"), []time.Duration{7 * time.Second, 7 * time.Second}, 7 * time.Second},
		{"the longest that is accepted", is("60"), []time.Duration{time.Minute, time.Minute}, time.Minute},
		{"longer than is accepted, as AFAS sends it during maintenance (afas-profit-rest.md §8.1)", is("7200"), nil, 2 * time.Hour},
		{"a number out of all proportion", is("99999999999999999999"), nil, (1<<31 - 1) * time.Second},
		{"a date", in(40 * time.Second), []time.Duration{40 * time.Second, 40 * time.Second}, 40 * time.Second},
		{"a date that is further than is accepted", in(time.Hour), nil, time.Hour},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := answers(func(req *http.Request) (*http.Response, error) {
					return withHeader(status(503, ""), "Retry-After", tt.header())(req)
				})
				_, err := newClient(t, base, server).Do(t.Context(), read())
				require.ErrorIs(t, err, api.ErrUnavailable)
				require.Equal(t, tt.waits, server.waits())
				require.Equal(t, tt.after, failureOf(t, err).RetryAfter)
			})
		})
	}
}

func TestARetryAfterThatSaysNothingLeavesTheBackOff(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "0", "-5", "soon", "Sat, 01 Jan 2000 00:00:00 GMT"} {
		t.Run(value, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := answers(withHeader(status(429, ""), "Retry-After", value))
				_, err := newClient(t, base, server).Do(t.Context(), write())
				require.ErrorIs(t, err, api.ErrRateLimited)
				require.Len(t, server.waits(), 2)
				require.GreaterOrEqual(t, server.waits()[0], 250*time.Millisecond)
				require.Zero(t, failureOf(t, err).RetryAfter)
			})
		})
	}
}

func TestTheCallerEndsAWait(t *testing.T) {
	t.Parallel()
	for name, r := range map[string]api.Request{"read": read(), "write": write()} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := answers(withHeader(status(429, ""), "Retry-After", "30"))
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(2*time.Second, cancel)
				started := time.Now()
				_, err := newClient(t, base, server).Do(ctx, r)
				require.ErrorIs(t, err, context.Canceled)
				require.ErrorIs(t, err, api.ErrRateLimited, "what happened before is not forgotten")
				require.Equal(t, 2*time.Second, time.Since(started))
				require.Equal(t, once, server.count())
			})
		})
	}
}

// The caller's deadline is not the server's fault: the error is the caller's own. Of a write nobody knows what became of it.
func TestTheCallerEndsARequest(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := answers(hangs)
		c := newClient(t, base, server)
		for _, r := range []api.Request{read(), write()} {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			started := time.Now()
			_, err := c.Do(ctx, r)
			cancel()
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.NotErrorIs(t, err, api.ErrUnavailable)
			require.Equal(t, r.Write, errors.Is(err, api.ErrUnknownOutcome))
			require.Equal(t, 3*time.Second, time.Since(started))
			require.NotContains(t, failureOf(t, err).Err.Error(), "no answer within", "that is the client's time-out")
		}
		require.Equal(t, 2, server.count())
	})
}

func TestTheTimeOutOfTheClientSaysHowLongItWas(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		_, err := newClient(t, base, answers(hangs)).Do(t.Context(), read())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, time.Minute, time.Since(started))
		require.ErrorContains(t, failureOf(t, err).Err, "no answer within 1m0s")
	})
}

// Nothing is sent for a caller who has gone already, and a write that was not sent has no unknown outcome.
func TestACallerWhoHasGone(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, r := range []api.Request{read(), write(), {Method: http.MethodPut, Path: "things", Write: true, Key: "things"}} {
		server := answers(ok)
		_, err := newClient(t, base, server).Do(ctx, r)
		require.ErrorIs(t, err, context.Canceled)
		require.NotErrorIs(t, err, api.ErrUnknownOutcome)
		require.Zero(t, server.count())
	}
}
