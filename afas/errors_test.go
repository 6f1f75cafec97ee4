package afas_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

const reference = "0F1E2D3C4B5A69788796A5B4C3D2E1F0"

// responds answers as AFAS does, with more headers in pairs. AFAS labels empty bodies, and some JSON, as XML (afas-profit-rest.md §8.1, §8.2).
func responds(status int, body string, headers ...string) httpmock.Responder {
	h := http.Header{"Content-Type": {"application/xml; charset=utf-8"}}
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return httpmock.NewStringResponder(status, body).HeaderSet(h)
}

// functional is the body of a 500 (afas-profit-rest.md §8.2).
func functional(message string, number int) string {
	return fmt.Sprintf(`{"externalMessage":%q,"errorNumber":%d,"profitLogReference":%q}`, message, number, reference)
}

// callFails makes a call that gets the response, and gives its error.
func callFails(t *testing.T, response httpmock.Responder) *afas.Error {
	t.Helper()
	client, mock := newClient(t, afas.WithRetries(1, 0))
	registerMetainfo(mock, response)
	_, err := client.Metainfo(t.Context())
	e, ok := errors.AsType[*afas.Error](err)
	require.True(t, ok, "%v", err)
	require.Equal(t, "GET metainfo", e.Op)
	return e
}

// Each status and each form of body of afas-profit-rest.md §8.1 and §8.2.
func TestErrorsOfAFAS(t *testing.T) {
	t.Parallel()
	const wrongCredential = "the credential is wrong, has ended or belongs to another environment, or the connector is not in the app connector"
	kinds := []error{afas.ErrUnauthorized, afas.ErrForbidden, afas.ErrNotFound, afas.ErrRateLimited, afas.ErrUnavailable, afas.ErrBusinessRule, afas.ErrUnknownOutcome}
	tests := []struct {
		what     string
		response httpmock.Responder
		kind     error
		want     afas.Error // without Op
		text     string
	}{
		{
			"no token, or a wrong one", responds(401, ""), afas.ErrUnauthorized,
			afas.Error{StatusCode: 401}, "afas: GET metainfo: 401 Unauthorized (" + wrongCredential + ")",
		},
		{
			"an IP rule", responds(403, ""), afas.ErrForbidden,
			afas.Error{StatusCode: 403}, "afas: GET metainfo: 403 Forbidden (the app connector does not accept calls from this address)",
		},
		{
			"a wrong address", responds(404, ""), afas.ErrNotFound,
			afas.Error{StatusCode: 404}, "afas: GET metainfo: 404 Not Found (check the address)",
		},
		{
			"bad JSON", responds(400, `{"message":"Invalid json"}`), nil,
			afas.Error{StatusCode: 400, Message: "Invalid json"}, "afas: GET metainfo: 400 Bad Request: Invalid json",
		},
		{
			"too large", responds(413, ""), nil,
			afas.Error{StatusCode: 413}, "afas: GET metainfo: 413 Request Entity Too Large",
		},
		{
			"a business rule, labelled as XML", responds(500, functional("The entered value for 'Cost centre' does not exist.", -2147220469)), afas.ErrBusinessRule,
			afas.Error{StatusCode: 500, Number: -2147220469, Message: "The entered value for 'Cost centre' does not exist.", LogReference: reference},
			"afas: GET metainfo: 500 Internal Server Error: The entered value for 'Cost centre' does not exist. [log reference " + reference + "]",
		},
		{
			"a business rule, its keys in another order and over several lines, with a byte order mark",
			responds(500, "\ufeff{\n\"profitLogReference\":\""+reference+"\",\n\"errorNumber\":-1,\n\"externalMessage\":\"Out of memory\"}\r\n", "Content-Type", "application/json"), afas.ErrBusinessRule,
			afas.Error{StatusCode: 500, Number: -1, Message: "Out of memory", LogReference: reference}, "afas: GET metainfo: 500 Internal Server Error: Out of memory [log reference " + reference + "]",
		},
		{
			"a number in another form hides nothing else", responds(500, `{"errorNumber":"-1","externalMessage":"Command timeout expired.","profitLogReference":"`+reference+`"}`), afas.ErrBusinessRule,
			afas.Error{StatusCode: 500, Message: "Command timeout expired.", LogReference: reference}, "afas: GET metainfo: 500 Internal Server Error: Command timeout expired. [log reference " + reference + "]",
		},
		{
			"500 without a message", responds(500, `{"errorNumber":-2147180999,"profitLogReference":"`+reference+`"}`), nil,
			afas.Error{StatusCode: 500, Number: -2147180999, LogReference: reference}, "afas: GET metainfo: 500 Internal Server Error [log reference " + reference + "]",
		},
		{
			"500 without a body", responds(500, ""), nil,
			afas.Error{StatusCode: 500}, "afas: GET metainfo: 500 Internal Server Error",
		},
		{
			"500 with the HTML of a gateway", responds(500, "<html><body>Oops</body></html>"), nil,
			afas.Error{StatusCode: 500}, "afas: GET metainfo: 500 Internal Server Error",
		},
		{
			"not in the app connector, in English", responds(500, functional("GetConnector not supported for this app or the user is not authorized", -2147180996)), afas.ErrUnauthorized,
			afas.Error{StatusCode: 500, Number: -2147180996, Message: "GetConnector not supported for this app or the user is not authorized", LogReference: reference}, wrongCredential,
		},
		{
			"not in the app connector, in Dutch", responds(500, functional("General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.", -2147180996)), afas.ErrUnauthorized,
			afas.Error{StatusCode: 500, Number: -2147180996, Message: "General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.", LogReference: reference}, wrongCredential,
		},
		{
			"maintenance", responds(503, `{"error":{"code":"503","message":"Service temporarily unavailable"},"retry_after":60}`, "Retry-After", "7200"), afas.ErrUnavailable,
			afas.Error{StatusCode: 503, Message: "Service temporarily unavailable", RetryAfter: 2 * time.Hour},
			"afas: GET metainfo: 503 Service Unavailable: Service temporarily unavailable: try again in 2h0m0s (check the address and the network; afasstatus.nl tells of maintenance)",
		},
		{
			"maintenance, wrapped as the vendor's sample has it", responds(503, `{"error":{"code":{"example":"503"},"message":{"example":"Service temporarily unavailable"}},"retry_after":7200}`, "Retry-After", "7200"), afas.ErrUnavailable,
			afas.Error{StatusCode: 503, RetryAfter: 2 * time.Hour}, "afas: GET metainfo: 503 Service Unavailable: try again in 2h0m0s",
		},
		{
			"maintenance, without the header", responds(503, `{"error":{"code":"503","message":"Later"},"retry_after":7200}`), afas.ErrUnavailable,
			afas.Error{StatusCode: 503, Message: "Later", RetryAfter: 2 * time.Hour}, "try again in 2h0m0s",
		},
		{
			"maintenance, without a body", responds(503, "", "Retry-After", "7200"), afas.ErrUnavailable,
			afas.Error{StatusCode: 503, RetryAfter: 2 * time.Hour}, "try again in 2h0m0s",
		},
		{
			"a gateway's HTML", responds(502, "<html>502</html>", "Content-Type", "text/html"), afas.ErrUnavailable,
			afas.Error{StatusCode: 502}, "afas: GET metainfo: 502 Bad Gateway (check the address and the network; afasstatus.nl tells of maintenance)",
		},
		{
			"too many calls", responds(429, "", "Retry-After", "30"), afas.ErrRateLimited,
			afas.Error{StatusCode: 429, RetryAfter: 30 * time.Second}, "afas: GET metainfo: 429 Too Many Requests: try again in 30s",
		},
		{
			"the trace of the call", responds(500, "", "X-Trace-Identifier", "trace-1"), nil, // afas-profit-rest.md §8.2, Profit 7 and later
			afas.Error{StatusCode: 500, TraceID: "trace-1"}, "afas: GET metainfo: 500 Internal Server Error",
		},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			e := callFails(t, tt.response)
			got := afas.Error{StatusCode: e.StatusCode, Number: e.Number, Message: e.Message, Code: e.Code, LogReference: e.LogReference, TraceID: e.TraceID, RetryAfter: e.RetryAfter}
			require.Equal(t, tt.want, got)
			require.Contains(t, e.Error(), tt.text)
			for _, kind := range kinds {
				require.Equal(t, kind == tt.kind, errors.Is(e, kind), "%v", kind)
			}
		})
	}
}

// The kinds are the same values in every package, so that a caller who uses two of them needs one check (design.md "Errors").
func TestTheKindsAreTheSameValuesEverywhere(t *testing.T) {
	t.Parallel()
	for ours, theirs := range map[error]error{
		afas.ErrUnauthorized: api.ErrUnauthorized, afas.ErrForbidden: api.ErrForbidden, afas.ErrNotFound: api.ErrNotFound, afas.ErrRateLimited: api.ErrRateLimited,
		afas.ErrUnavailable: api.ErrUnavailable, afas.ErrBusinessRule: api.ErrBusinessRule, afas.ErrUnknownOutcome: api.ErrUnknownOutcome,
	} {
		require.Same(t, theirs, ours)
	}
}

// What got no answer says why, and keeps the cause for errors.Is; the address and its query are not in it.
func TestErrorsWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	dial := &net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}
	e := callFails(t, httpmock.NewErrorResponder(dial))
	require.ErrorIs(t, e, afas.ErrUnavailable)
	require.ErrorIs(t, e, syscall.ECONNREFUSED)
	require.EqualError(t, e, "afas: GET metainfo: dial tcp: connection refused (check the address and the network; afasstatus.nl tells of maintenance)")

	synctest.Test(t, func(t *testing.T) {
		e := callFails(t, hangs)
		require.ErrorIs(t, e, context.DeadlineExceeded)
		require.EqualError(t, e, "afas: GET metainfo: no answer within 2m0s: context deadline exceeded (AFAS may still be at work on it: wait before you ask again)")
	})
}

// A status of success with something else than JSON, such as the page of a proxy.
func TestSuccessThatIsNoJSON(t *testing.T) {
	t.Parallel()
	for body, says := range map[string]string{
		"<html>":            "it is HTML or XML; is the address right, and does a proxy stand between?",
		"":                  "it is empty",
		"pong":              "the answer is not JSON",
		`{"info":{"envid"`:  "the answer was cut off",
		`{"info":"marked"}`: "another shape than expected",
		`{"info":}`:         "not valid JSON",
	} {
		e := callFails(t, responds(200, body, "X-Trace-Identifier", "trace-1"))
		require.ErrorContains(t, e, says)
		require.NotContains(t, e.Error(), "200 OK")
		require.NotContains(t, e.Error(), "marked")
		require.Equal(t, 200, e.StatusCode)
		require.Equal(t, "trace-1", e.TraceID)
	}
}

// afas-profit-rest.md §8.3 knows texts that repeat what was entered; e-mail addresses are masked in them.
func TestAMessageShowsNoEMailAddress(t *testing.T) {
	t.Parallel()
	e := callFails(t, responds(500, functional("The e-mail address a.jansen@example.test is in use.", 1)))
	require.Equal(t, "The e-mail address *** is in use.", e.Message)
	e = callFails(t, responds(503, `{"error":{"message":"ask b@example.test"}}`))
	require.Equal(t, "ask ***", e.Message)
}

func TestTheLogValueOfAnErrorHasNoMessage(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("failed", "error", callFails(t, responds(500, functional("marked message", -7), "X-Trace-Identifier", "trace-1")))
	require.Contains(t, log.String(), `"error":{"op":"GET metainfo","status":500,"log_reference":"`+reference+`","trace_id":"trace-1","number":-7,"kind":"refused by a business rule"}`)
	require.NotContains(t, log.String(), "marked")

	log.Reset()
	slog.New(slog.NewJSONHandler(&log, nil)).Info("failed", "error", callFails(t, responds(404, "")))
	require.Contains(t, log.String(), `"error":{"op":"GET metainfo","status":404,"kind":"not found"}`)
	require.False(t, strings.Contains(log.String(), "number"))
}
