package afastest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

const completed = `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"` + newsletter + `":"2026-04-18"}}}}`

// afas-profit-rest.md §8.1, §8.2, §8.4 and the fault modes of §13: what the client sees, and whether the write was done.
func TestFaultsOfWrites(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault  afastest.Fault
		err    error
		status int
		done   bool
	}{
		"cut off after the work":              {afastest.CutOff(), io.ErrUnexpectedEOF, http.StatusCreated, true},
		"cut off without a length":            {afastest.CutOffChunked(), io.ErrUnexpectedEOF, http.StatusCreated, true},
		"cut off before the work":             {afastest.CutOff().Unprocessed(), io.ErrUnexpectedEOF, http.StatusCreated, false},
		"reset after the work":                {afastest.Reset(), syscall.ECONNRESET, 0, true},
		"reset before the work":               {afastest.Reset().Unprocessed(), syscall.ECONNRESET, 0, false},
		"maintenance with Retry-After":        {afastest.Maintenance(2*time.Hour, afastest.MaintenanceJSON), nil, http.StatusServiceUnavailable, false},
		"maintenance without Retry-After":     {afastest.Status(http.StatusServiceUnavailable, ""), nil, http.StatusServiceUnavailable, false},
		"a gateway's 504 before the work":     {afastest.Status(http.StatusGatewayTimeout, ""), nil, http.StatusGatewayTimeout, false},
		"a gateway's 504 after the work":      {afastest.Status(http.StatusGatewayTimeout, "<html>").Processed(), nil, http.StatusGatewayTimeout, true},
		"throttled":                           {afastest.Throttled(time.Second), nil, http.StatusTooManyRequests, false},
		"a business error":                    {afastest.Failure(-2147180996, "Vul een waarde in bij 'Nummer'."), nil, http.StatusInternalServerError, false},
		"a 500 without a message":             {afastest.Failure(-2147180999, ""), nil, http.StatusInternalServerError, false},
		"a 500 without a message, after work": {afastest.Failure(-2147180999, "").Processed(), nil, http.StatusInternalServerError, true},
		"real answers":                        {afastest.Delay(0).Processed(), nil, http.StatusCreated, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := writing(t, enrolment())
			server.Fault(c.fault.On("connectors/KnCourseMember").When(func(r afastest.Request) bool { return r.Method == http.MethodPut }))
			a, err := try(t, server, http.MethodPut, "/connectors/KnCourseMember", utf8, strings.NewReader(completed))
			require.ErrorIs(t, err, c.err)
			require.Equal(t, c.status, a.status)
			require.Equal(t, c.done, len(server.Writes()) == 1)
			require.Equal(t, c.done, server.Records("KnCourseMember")[0].Fields[newsletter] == "2026-04-18")
		})
	}
}

// afas-profit-rest.md §8.4: a client that gives up does not stop the server, or comes too early to be served at all.
func TestAWriteMayOutliveItsClient(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		faults []afastest.Fault
		done   bool
	}{
		"the answer never comes":            {[]afastest.Fault{afastest.SlowAnswer(time.Hour)}, true},
		"the client leaves before its turn": {[]afastest.Fault{afastest.Delay(time.Hour)}, false},
		"both, of which each is bearable":   {[]afastest.Fault{afastest.SlowAnswer(time.Minute), afastest.Delay(90 * time.Second)}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server, err := afastest.New(afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{enrolment()}})
				require.NoError(t, err)
				server.Fault(c.faults...)
				ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
				defer cancel()
				request := httptest.NewRequestWithContext(ctx, http.MethodPut, afastest.BasePath+"/connectors/KnCourseMember", strings.NewReader(completed))
				request.Header.Set("Authorization", classic(server.Token))
				request.Header.Set("Content-Type", utf8.Get("Content-Type"))
				require.PanicsWithValue(t, http.ErrAbortHandler, func() { server.ServeHTTP(httptest.NewRecorder(), request) })
				require.Equal(t, c.done, len(server.Writes()) == 1)
				require.Zero(t, server.Requests()[0].Status, "there was no answer")
			})
		})
	}
}

func TestASlowAnswerIsAnAnswer(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	server.Fault(afastest.SlowAnswer(time.Nanosecond), afastest.Failure(1, "x").Every(2))
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember", completed))
	requireFailure(t, change(t, server, "KnCourseMember", completed), 1, "x")
}

// design.md "Fakes": a long run with some faults of each kind.
func TestFaultsMayHitEveryNthRequest(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	server.Fault(afastest.Reset().Every(5), afastest.Status(http.StatusServiceUnavailable, "").Every(4).After(1).Times(2))
	got := []int{}
	for range 20 {
		a, err := try(t, server, http.MethodPut, "/connectors/KnCourseMember", utf8, strings.NewReader(completed))
		require.True(t, err == nil || errors.Is(err, syscall.ECONNRESET), "%v", err)
		got = append(got, a.status)
	}
	require.Equal(t, []int{201, 201, 201, 201, 0, 503, 201, 201, 201, 0, 503, 201, 201, 201, 0, 201, 201, 201, 201, 0}, got)
	require.Len(t, server.Writes(), 18, "what was reset had been done")
}
