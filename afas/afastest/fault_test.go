package afastest_test

import (
	"encoding/json"
	"errors"
	"io"
	"net"
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

const pagePath = "/connectors/Lms_Medewerkers?orderbyfieldids=Medewerker"

// faulty serves the sheet's participants with the faults set.
func faulty(t *testing.T, faults ...afastest.Fault) *afastest.Server {
	server := start(t, afastest.Environment{})
	server.Fault(faults...)
	return server
}

// afas-profit-rest.md §8.2, §13 shape 24.
func TestMaintenanceComesWithThreeBodies(t *testing.T) {
	t.Parallel()
	for body, want := range map[afastest.MaintenanceBody]string{
		afastest.MaintenanceJSON:    `{"error":{"code":"503","message":"Service temporarily unavailable due to maintenance"},"retry_after":7200}`,
		afastest.MaintenanceWrapped: `{"error":{"code":{"example":"503"},"message":{"example":"Service temporarily unavailable due to maintenance"}},"retry_after":7200}`,
		afastest.MaintenanceEmpty:   "",
	} {
		a := get(t, faulty(t, afastest.Maintenance(2*time.Hour, body)), pagePath)
		require.Equal(t, http.StatusServiceUnavailable, a.status)
		require.Equal(t, "7200", a.header.Get("Retry-After"))
		require.Equal(t, want, a.body)
	}
}

// afas-profit-rest.md §8.1: not documented, handled as any client must.
func TestThrottlingComesWithAndWithoutRetryAfter(t *testing.T) {
	t.Parallel()
	server := faulty(t, afastest.Throttled(3*time.Second).Times(1), afastest.Throttled(0).Times(1))
	a := get(t, server, pagePath)
	requireEmpty(t, http.StatusTooManyRequests, a)
	require.Equal(t, "3", a.header.Get("Retry-After"))
	a = get(t, server, pagePath)
	requireEmpty(t, http.StatusTooManyRequests, a)
	require.Empty(t, a.header.Values("Retry-After"))
	require.Len(t, get(t, server, pagePath).page(t).Rows, 4)
}

func TestAnyStatusAndBody(t *testing.T) {
	t.Parallel()
	const html = "<html><body>502 Bad Gateway</body></html>"
	for name, c := range map[string]struct {
		code              int
		body, contentType string
	}{
		"a gateway's page":              {502, html, "text/html; charset=utf-8"},
		"a page with status 200":        {200, html, "text/html; charset=utf-8"},
		"JSON of the wrong type":        {200, `{"rows":"none"}`, "application/json; charset=utf-8"},
		"nothing with status 200":       {200, "", "application/xml; charset=utf-8"},
		"an address that is not served": {403, "", "application/xml; charset=utf-8"}, // afas-profit-rest.md §13 shape 23
	} {
		t.Run(name, func(t *testing.T) {
			a := get(t, faulty(t, afastest.Status(c.code, c.body)), pagePath)
			require.Equal(t, c.code, a.status)
			require.Equal(t, c.body, a.body)
			require.Equal(t, c.contentType, a.header.Get("Content-Type"))
		})
	}
}

// afas-profit-rest.md §13 shape 20, §8.3.
func TestFailuresOfTheDatabase(t *testing.T) {
	t.Parallel()
	server := faulty(t, afastest.Failure(-2147180996, "Out of memory").Times(1), afastest.Failure(-2147180996, "Command timeout expired.").Times(1))
	requireFailure(t, get(t, server, pagePath), -2147180996, "Out of memory")
	requireFailure(t, get(t, server, pagePath), -2147180996, "Command timeout expired.")

	server.Fault(afastest.Failure(-2147180996, "The maximum duration for performing the assignment has been exceeded."))
	requireFailure(t, call(t, server, http.MethodGet, pagePath, http.Header{"Accept-Language": {"nl-be"}}), -2147180996,
		"De maximale tijdsduur voor het uitvoeren van de opdracht is verstreken.")
}

// afas-profit-rest.md §13 "Fault modes".
func TestAFailureWithoutAMessage(t *testing.T) {
	t.Parallel()
	a := get(t, faulty(t, afastest.Failure(-2147180999, "")), pagePath)
	require.Equal(t, http.StatusInternalServerError, a.status)
	require.NotContains(t, a.body, "externalMessage")
}

// afas-profit-rest.md §13 shape 22.
func TestATokenThatExpiresOnDemand(t *testing.T) {
	t.Parallel()
	a := get(t, faulty(t, afastest.InvalidToken()), pagePath)
	requireEmpty(t, http.StatusUnauthorized, a)
	require.Equal(t, `Bearer error="invalid_token"`, a.header.Get("WWW-Authenticate"))
}

func TestARedirectToAnotherHost(t *testing.T) {
	t.Parallel()
	a := get(t, faulty(t, afastest.Redirect("https://elsewhere.example.test/")), pagePath)
	require.Equal(t, http.StatusTemporaryRedirect, a.status)
	require.Equal(t, "https://elsewhere.example.test/", a.header.Get("Location"))
}

func TestAnswersThatBreak(t *testing.T) {
	t.Parallel()
	whole := get(t, start(t, afastest.Environment{}), pagePath).body

	t.Run("half of the JSON in a complete answer", func(t *testing.T) {
		a := get(t, faulty(t, afastest.Truncated()), pagePath)
		require.Equal(t, http.StatusOK, a.status)
		require.Equal(t, whole[:len(whole)/2], a.body)
		require.False(t, json.Valid([]byte(a.body)))
	})
	t.Run("a connection that breaks half-way", func(t *testing.T) {
		server := faulty(t, afastest.CutOff())
		a, err := try(t, server, http.MethodGet, pagePath, nil, nil)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Equal(t, int64(len(whole)), a.length)
		require.Equal(t, whole[:len(whole)/2], a.body)
		require.Equal(t, http.StatusOK, server.Requests()[0].Status)
	})
	t.Run("the same for an answer of unknown length", func(t *testing.T) {
		a, err := try(t, faulty(t, afastest.CutOffChunked()), http.MethodGet, pagePath, nil, nil)
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
		require.Equal(t, int64(-1), a.length)
		require.Equal(t, whole[:len(whole)/2], a.body)
	})
	t.Run("a connection that is reset before the answer", func(t *testing.T) {
		server := faulty(t, afastest.Reset())
		_, err := try(t, server, http.MethodGet, pagePath, nil, nil)
		require.True(t, errors.Is(err, syscall.ECONNRESET) || errors.Is(err, io.EOF), err)
		require.Equal(t, 0, server.Requests()[len(server.Requests())-1].Status)
	})
	t.Run("without a connection the handler gives up", func(t *testing.T) {
		server := faulty(t, afastest.Reset())
		require.PanicsWithError(t, http.ErrAbortHandler.Error(), func() {
			server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, afastest.BasePath+pagePath, nil))
		})
	})
}

func TestADelayIsFollowedByTheAnswerOrTheNextFault(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, err := afastest.New(afastest.Environment{})
		require.NoError(t, err)
		server.Fault(afastest.Delay(time.Minute), afastest.Delay(time.Hour).On("metainfo"), afastest.Throttled(0).After(1))
		for _, want := range []struct {
			path   string
			status int
			after  time.Duration
		}{
			{"/metainfo", http.StatusUnauthorized, time.Hour + time.Minute},
			{"/profitversion", http.StatusTooManyRequests, time.Minute},
		} {
			began, recorder := time.Now(), httptest.NewRecorder()
			server.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, afastest.BasePath+want.path, nil))
			require.Equal(t, want.after, time.Since(began))
			require.Equal(t, want.status, recorder.Code)
		}
	})
}

func TestADelayEndsWhenTheClientLeaves(t *testing.T) {
	t.Parallel()
	server := faulty(t, afastest.Delay(time.Hour))
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		request, err := http.NewRequest(method, server.URL+"/oauth/token", strings.NewReader("grant_type=client_credentials"))
		require.NoError(t, err)
		client := http.Client{Timeout: 50 * time.Millisecond}
		_, err = client.Do(request)
		timeout, ok := errors.AsType[net.Error](err)
		require.True(t, ok && timeout.Timeout())
	}
	server.Close() // waits for the handlers: it would hang if they still waited
	require.Equal(t, 0, server.Requests()[0].Status)
}

func TestCloseBreaksSlowAnswers(t *testing.T) {
	t.Parallel()
	server := faulty(t, afastest.Delay(time.Hour))
	arrived, failed := make(chan struct{}), make(chan error)
	server.OnRequest(func(afastest.Request) { close(arrived) })
	go func() {
		_, err := http.Get(server.URL + "/metainfo")
		failed <- err
	}()
	<-arrived
	server.Close()
	require.Error(t, <-failed)
	server.Close()
	require.PanicsWithError(t, http.ErrAbortHandler.Error(), func() {
		server.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, afastest.BasePath, nil))
	})
}

func TestFaultsAreLimited(t *testing.T) {
	t.Parallel()
	statuses := func(server *afastest.Server, paths ...string) (statuses []int) {
		for _, path := range paths {
			statuses = append(statuses, get(t, server, path).status)
		}
		return statuses
	}
	t.Run("by a number of requests", func(t *testing.T) {
		server := faulty(t, afastest.Status(403, "").After(1).Times(2))
		require.Equal(t, []int{200, 403, 403, 200}, statuses(server, pagePath, pagePath, pagePath, pagePath))
	})
	t.Run("by a path", func(t *testing.T) {
		server := faulty(t, afastest.Status(502, "").On("/Connectors/LMS_medewerkers/"), afastest.Status(504, "").On("metainfo"))
		require.Equal(t, []int{502, 504, 504, 404}, statuses(server, pagePath, "/metainfo", "/MetaInfo/get/Lms_Medewerkers", "/metainfos"))
	})
	t.Run("by whatever the caller looks at", func(t *testing.T) {
		server := faulty(t, afastest.Status(502, "").When(func(r afastest.Request) bool { return strings.Contains(r.Query, "skip=2") }))
		require.Equal(t, []int{200, 502}, statuses(server, pagePath, pagePath+"&skip=2"))
	})
	t.Run("one after another", func(t *testing.T) {
		server := faulty(t, afastest.Status(502, "").Times(1), afastest.Status(503, "").Times(1))
		require.Equal(t, []int{502, 503, 200}, statuses(server, pagePath, pagePath, pagePath))
	})
	t.Run("until they are cleared", func(t *testing.T) {
		server := faulty(t, afastest.Status(502, ""))
		require.Equal(t, []int{502, 502}, statuses(server, pagePath, pagePath))
		server.ClearFaults()
		require.Equal(t, []int{200}, statuses(server, pagePath))
	})
}

// afas-profit-rest.md §8.4: the same GetConnector in parallel makes a call fail.
func TestRowLocksRefuseASecondCallOfOneConnector(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server, err := afastest.New(afastest.Environment{
			Quirks:     afastest.Quirks{RowLocks: true},
			Connectors: []afastest.Connector{participants(), {Name: "Other"}},
		})
		require.NoError(t, err)
		server.Fault(afastest.Delay(time.Minute).Times(1))
		var first int
		go func() { first = serve(server, "/connectors/Lms_Medewerkers").Code }()
		synctest.Wait()
		require.Equal(t, http.StatusInternalServerError, serve(server, "/connectors/LMS_medewerkers").Code)
		require.Equal(t, http.StatusOK, serve(server, "/connectors/Other").Code)
		require.Equal(t, http.StatusOK, serve(server, "/metainfo").Code)
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Equal(t, http.StatusOK, first)
		require.Equal(t, http.StatusOK, serve(server, "/connectors/Lms_Medewerkers").Code)
	})
}
