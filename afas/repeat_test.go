package afas_test

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// The whole table of design.md "Repeating a request" is tested in internal/api, for reads and for writes. These tests show that
// a client of AFAS follows it, and how its options change it.

func TestAReadIsRepeated(t *testing.T) {
	t.Parallel()
	trouble := map[string]httpmock.Responder{
		"no connection":    httpmock.NewErrorResponder(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}),
		"no such host":     httpmock.NewErrorResponder(&net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", IsNotFound: true}}),
		"429":              responds(429, ""),
		"502":              responds(502, "<html>"),
		"503":              responds(503, ""),
		"504":              responds(504, ""),
		"connection reset": httpmock.NewErrorResponder(syscall.ECONNRESET),
		"cut off":          responds(200, `{"skip":0,"take":100,"rows":[{"EmployeeId":"000104"},`),
	}
	for name, step := range trouble {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newClient(t)
				url := base + "/connectors/Profit_Employees"
				mock.RegisterResponder(http.MethodGet, url, step.Then(step).Then(step).Then(responds(200, `{"rows":[{"EmployeeId":"000104"}]}`)))
				rows, err := afas.GetConnector[afas.Row](client, "Profit_Employees").Page(t.Context(), nil)
				require.NoError(t, err, "four tries in all")
				require.Len(t, rows, 1)

				mock.RegisterResponder(http.MethodGet, url, step)
				mock.ZeroCallCounters()
				_, err = afas.GetConnector[afas.Row](client, "Profit_Employees").Page(t.Context(), nil)
				require.Error(t, err)
				require.Equal(t, 4, mock.GetTotalCallCount())

				client, mock = newClient(t, afas.WithRetries(1, time.Minute))
				mock.RegisterResponder(http.MethodGet, url, step)
				_, err = afas.GetConnector[afas.Row](client, "Profit_Employees").Page(t.Context(), nil)
				require.Error(t, err)
				require.Equal(t, 1, mock.GetTotalCallCount(), "one try never repeats")
			})
		})
	}
}

func TestAReadIsNotRepeated(t *testing.T) {
	t.Parallel()
	trouble := map[string]httpmock.Responder{
		"400":                      responds(400, `{"message":"Invalid json"}`),
		"401":                      responds(401, ""),
		"401 of a classic token":   responds(401, "", "WWW-Authenticate", `Bearer error="invalid_token"`),
		"403":                      responds(403, ""), // sporadic under load, says one client (afas-profit-rest.md §8.1); the vendor says: no
		"404":                      responds(404, ""),
		"500":                      responds(500, ""),
		"a business rule":          responds(500, functional("Vul een waarde in bij 'Nummer'.", 1)),
		"a locked table":           responds(500, functional("Command timeout expired.", 1)),
		"no answer in time":        hangs, // AFAS works on for up to 900 s and holds its locks (afas-profit-rest.md §8.4)
		"HTML":                     responds(200, "<html>"),
		"maintenance for two days": responds(503, "", "Retry-After", "172800"),
	}
	for name, step := range trouble {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, mock := newClient(t)
				registerMetainfo(mock, step)
				_, err := client.Metainfo(t.Context())
				require.Error(t, err)
				require.Equal(t, 1, mock.GetTotalCallCount())
			})
		})
	}
}

// design.md "Repeating a request": Retry-After wins; one that is longer than the caller's limit is returned at once.
func TestHowLongAClientIsWillingToWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		maintenance := responds(503, "", "Retry-After", "7200").Then(responds(200, "{}"))
		client, mock := newClient(t)
		registerMetainfo(mock, maintenance)
		started := time.Now()
		_, err := client.Metainfo(t.Context())
		require.ErrorIs(t, err, afas.ErrUnavailable)
		require.ErrorContains(t, err, "try again in 2h0m0s")
		require.Zero(t, time.Since(started))

		client, mock = newClient(t, afas.WithRetries(2, 3*time.Hour))
		registerMetainfo(mock, responds(503, "", "Retry-After", "7200").Then(responds(200, "{}")))
		_, err = client.Metainfo(t.Context())
		require.NoError(t, err, "a night job may be more patient")
		require.Equal(t, 2*time.Hour, time.Since(started))
	})
}

// With the default http client and over a wire: an answer that is cut off is asked for again.
func TestACutOffAnswerOverTheWire(t *testing.T) {
	t.Parallel()
	var count atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if count.Add(1) < 3 {
			w.Header().Set("Content-Length", "1000")
			_, _ = io.WriteString(w, `{"rows":[{"EmployeeId":"000104"}]}`)
			return
		}
		_, _ = io.WriteString(w, `{"rows":[{"EmployeeId":"000104"},{"EmployeeId":"000105"}]}`)
	}))
	defer server.Close()
	client, err := afas.NewClient("", afas.Token(tokenXML), afas.WithBaseURL(server.URL), afas.WithRetries(3, time.Millisecond))
	require.NoError(t, err)
	rows, err := afas.GetConnector[afas.Row](client, "Profit_Employees").Page(t.Context(), nil)
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, int32(3), count.Load())
}
