package loket_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

const (
	// loket-rest.md §10 shape 33, as a detail and as a list.
	brokenDetail = `{"version":{"obsoleteDate":null,"versionNumber":"2018-01-01"},"messages":[{"code":83,"id":null,"type":"BrokenBusinessRule","description":"value has an invalid length","properties":["value"]}],"content":{}}`
	brokenList   = `{"totalSize":0,"pageSize":250,"totalPages":0,"currentPage":1,"version":{},"messages":[{"code":83,"type":"BrokenBusinessRule","description":"value has an invalid length","properties":["value"]}],"_embedded":[]}`

	// shapes 34 and 35.
	denied       = `{"message":"Authorization has been denied for this request."}`
	insufficient = `{"message":"Insufficient rights for this request, reason \"User doesn't have rechten to perform activity for the given Id.\""}`
)

// failures are answers that are errors, with their kinds and their whole texts.
var failures = []struct {
	what        string
	status      int
	contentType string
	body        string
	is          error
	says        string
}{
	{"400 of a detail", 400, "application/json", brokenDetail, loket.ErrBusinessRule, "loket: GET v2/things: 400 Bad Request: value has an invalid length value"},
	{"400 of a list", 400, "application/json", brokenList, loket.ErrBusinessRule, "loket: GET v2/things: 400 Bad Request: value has an invalid length value"},
	{"400 as text", 400, "text/plain; charset=utf-8", "Use https\r\n for this", nil, "loket: GET v2/things: 400 Bad Request: Use https for this"},
	{"400 with nothing", 400, "", "", nil, "loket: GET v2/things: 400 Bad Request"},
	{"400 with a page of a proxy", 400, "text/html", "<p>marked", nil, "loket: GET v2/things: 400 Bad Request"},
	{"400 with another shape", 400, "application/json", `["marked"]`, nil, "loket: GET v2/things: 400 Bad Request"},
	{"400 with an empty list of messages", 400, "application/json", `{"messages":[]}`, nil, "loket: GET v2/things: 400 Bad Request"},
	{"403", 403, "application/json", insufficient, loket.ErrForbidden, "loket: GET v2/things: 403 Forbidden: Insufficient rights for this request, reason \"User doesn't have rechten to perform activity for the given Id.\" (the user, the role, the module or the application does not allow it; GET authorizations of the employer lists what the user may do)"},
	{"404 with nothing", 404, "", "", loket.ErrNotFound, "loket: GET v2/things: 404 Not Found (there is no such record, or the user may not see it)"},
	{"409", 409, "application/json", brokenDetail, loket.ErrConflict, "loket: GET v2/things: 409 Conflict: value has an invalid length value (someone else changed the record: read it again, change it again, send it again)"},
	{"422", 422, "application/json", brokenDetail, loket.ErrBusinessRule, "loket: GET v2/things: 422 Unprocessable Entity: value has an invalid length value"},
	{"422 with nothing", 422, "", "", nil, "loket: GET v2/things: 422 Unprocessable Entity"},
	{"429 that asks for more than a minute", 429, "", "", loket.ErrRateLimited, "loket: GET v2/things: 429 Too Many Requests: try again in 2m0s"},
	{"500 with nothing", 500, "", "", nil, "loket: GET v2/things: 500 Internal Server Error"},
	{"500 with messages", 500, "application/json", brokenDetail, nil, "loket: GET v2/things: 500 Internal Server Error: value has an invalid length value"},
	{"503 that asks for more than a minute", 503, "", "", loket.ErrUnavailable, "loket: GET v2/things: 503 Service Unavailable: try again in 2m0s (check the address and the network, and try again later)"},
	{"another status", 418, "", "", nil, "loket: GET v2/things: 418 I'm a teapot"},
}

// loket-rest.md §6.2: the kinds of errors, and what their texts say.
func TestWhatAnErrorIsAndSays(t *testing.T) {
	t.Parallel()
	for _, tt := range failures {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			header := http.Header{}
			if tt.contentType != "" {
				header.Set("Content-Type", tt.contentType)
			}
			if strings.Contains(tt.says, "2m0s") {
				header.Set("Retry-After", "120")
			}
			w.RegisterResponder("GET", base+"/v2/things", respond(tt.status, tt.body).HeaderSet(header))
			_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
			require.EqualError(t, err, tt.says)
			requireKind(t, err, tt.is)
			e, ok := errors.AsType[*loket.Error](err)
			require.True(t, ok)
			require.Equal(t, "GET v2/things", e.Op)
			require.Equal(t, tt.status, e.StatusCode)
			w.only(t)
		})
	}
}

// requireKind checks that the error is of this kind and of no other; nil is no kind.
func requireKind(t *testing.T, err, want error) {
	t.Helper()
	kinds := []error{loket.ErrUnauthorized, loket.ErrForbidden, loket.ErrNotFound, loket.ErrConflict, loket.ErrRateLimited, loket.ErrUnavailable, loket.ErrBusinessRule, loket.ErrUnknownOutcome}
	for _, kind := range kinds {
		require.Equal(t, kind == want, errors.Is(err, kind), "%v: %v", kind, err)
	}
}

// design.md "Errors": the kinds are the same values in every package, so a caller who uses two of them needs one check.
func TestTheKindsAreThoseOfEveryPackage(t *testing.T) {
	t.Parallel()
	require.Same(t, api.ErrUnauthorized, loket.ErrUnauthorized)
	require.Same(t, api.ErrForbidden, loket.ErrForbidden)
	require.Same(t, api.ErrNotFound, loket.ErrNotFound)
	require.Same(t, api.ErrConflict, loket.ErrConflict)
	require.Same(t, api.ErrRateLimited, loket.ErrRateLimited)
	require.Same(t, api.ErrUnavailable, loket.ErrUnavailable)
	require.Same(t, api.ErrBusinessRule, loket.ErrBusinessRule)
	require.Same(t, api.ErrUnknownOutcome, loket.ErrUnknownOutcome)
}

func TestThePartsOfAnError(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", "/things", http.StatusBadRequest, brokenDetail)
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	e, ok := errors.AsType[*loket.Error](err)
	require.True(t, ok)
	require.Equal(t, []loket.Message{{Code: 83, Type: "BrokenBusinessRule", Description: "value has an invalid length", Properties: []string{"value"}}}, e.Messages)
}

func TestRetryAfterIsPartOfTheError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t, loket.WithRetries(2, 10*time.Second))
		w.RegisterResponder("GET", base+"/v2/things", respond(http.StatusTooManyRequests, "").HeaderSet(http.Header{"Retry-After": {"11"}}))
		started := time.Now()
		_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
		require.ErrorIs(t, err, loket.ErrRateLimited)
		e, ok := errors.AsType[*loket.Error](err)
		require.True(t, ok)
		require.Equal(t, 11*time.Second, e.RetryAfter)
		require.Zero(t, time.Since(started), "longer than the caller wants to wait: at once")
		w.only(t)
	})
}

// design.md "Errors": personal data stays out of error texts and logs. Loket's own words are part of the text, without e-mail addresses, and never of a log.
func TestWhatStaysOutOfErrorsAndLogs(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		logger := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
		bodies := []string{
			`{"message":"No rights for noor.marked@example.test <x@example.test>"}`,
			`{"messages":[{"code":7,"type":"BrokenBusinessRule","description":"mailto:marked@example.test is in use","properties":["marked@example.test"]}]}`,
		}
		for _, status := range []int{400, 401, 403, 404, 409, 422, 429, 500, 502, 503} {
			for _, body := range append(bodies, "marked@example.test is in use", "") {
				client, w := newClient(t, loket.WithLogger(logger))
				w.RegisterResponder("POST", tokenURL, respond(http.StatusOK, `{"access_token":"marked-access-2","expires_in":3599,"refresh_token":"marked-refresh-2"}`))
				w.RegisterResponder("PUT", base+"/v2/things", respond(status, body).HeaderSet(http.Header{"Content-Type": {"text/plain"}, "X-Trace": {"marked"}}))
				op := loket.Operation{Path: "/things", Query: map[string][]string{"name": {"marked@example.test"}}}
				_, err := loket.Put[row](t.Context(), client, op, map[string]string{"name": "marked@example.test"}, `"marked"`)
				require.Error(t, err)
				logger.Error("failed", "error", err)
				logger.Error(err.Error())
				for _, text := range []string{err.Error(), fmt.Sprintf("%+v", err), fmt.Sprintf("%s", err), log.String()} {
					requireClean(t, text)
				}
			}
		}
		require.Contains(t, log.String(), "op")
	})
}

// A log gets what may stand in any log: no message of Loket.
func TestAnErrorInALog(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	client, w := newClient(t)
	w.answer("GET", "/things", http.StatusBadRequest, `{"messages":[{"code":83,"type":"BrokenBusinessRule","description":"Marked Person already works here","properties":[]}]}`)
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	slog.New(slog.NewJSONHandler(&log, nil)).Error("failed", "error", err)
	var line struct{ Error map[string]any }
	require.NoError(t, json.Unmarshal(log.Bytes(), &line))
	require.Equal(t, map[string]any{"op": "GET v2/things", "status": 400.0, "message_code": 83.0, "kind": "refused by a business rule"}, line.Error)
}

// An answer that was not given is an error with the caller's own reason in it.
func TestTheCallersContextIsInTheError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		w.RegisterResponder("GET", base+"/v2/things", func(req *http.Request) (*http.Response, error) {
			<-req.Context().Done()
			return nil, req.Context().Err()
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err := loket.Get[row](ctx, client, loket.Operation{Path: "/things"})
		require.ErrorIs(t, err, context.DeadlineExceeded)
		requireKind(t, err, nil)
		w.only(t)
	})
}

// loket-rest.md §6.4: large lists and reports are slow; two minutes, and then AFAS's rule for reads holds here as well: it is not asked for again.
func TestLoketDoesNotAnswerInTime(t *testing.T) {
	t.Parallel()
	for limit, opts := range map[time.Duration][]loket.Option{2 * time.Minute: nil, 5 * time.Minute: {loket.WithTimeout(5 * time.Minute)}} {
		synctest.Test(t, func(t *testing.T) {
			client, w := newClient(t, opts...)
			w.RegisterResponder("GET", base+"/v2/things", func(req *http.Request) (*http.Response, error) {
				<-req.Context().Done()
				return nil, req.Context().Err()
			})
			started := time.Now()
			_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
			require.ErrorIs(t, err, loket.ErrUnavailable)
			require.ErrorContains(t, err, fmt.Sprintf("no answer within %v", limit))
			require.Equal(t, limit, time.Since(started))
			w.only(t)
		})
	}
}

// A long text of a server does not make a long error.
func TestALongTextIsCut(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.RegisterResponder("GET", base+"/v2/things", respond(http.StatusBadRequest, strings.Repeat("é", 10_000)).HeaderSet(http.Header{"Content-Type": {"text/plain"}}))
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.ErrorContains(t, err, "400 Bad Request: ééé")
	require.Less(t, len(err.Error()), 600)
}
