package lokettest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// loket-rest.md §10.1 no. 10.
func TestAnswersOnDemand(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		fault       lokettest.Fault
		status      int
		contentType string
		retryAfter  string
		body        string
	}{
		"throttled":                {lokettest.Throttled(3 * time.Second), 429, "", "3", ""},
		"throttled without a time": {lokettest.Throttled(0), 429, "", "", ""},
		"unavailable":              {lokettest.Unavailable(time.Minute), 503, "", "60", ""},
		"a server error":           {lokettest.Status(500, ""), 500, "", "", ""},
		"an empty success":         {lokettest.Status(200, ""), 200, "", "", ""},
		"an HTML page":             {lokettest.Status(502, "<html>"), 502, "text/html; charset=utf-8", "", "<html>"},
		"a plain text":             {lokettest.Status(400, "HTTPS is required"), 400, "text/plain; charset=utf-8", "", "HTTPS is required"},
		"any JSON":                 {lokettest.Status(200, "[]"), 200, "application/json; charset=utf-8", "", "[]"},
		"an expired token": {lokettest.InvalidToken(), 401, "application/json; charset=utf-8", "",
			`{"message":"Authorization has been denied for this request."}`},
		"a business rule": {lokettest.BusinessRule(83, "value has an invalid length", "value"), 400, "application/json; charset=utf-8", "",
			`{"content":{},"messages":[{"code":83,"id":null,"type":"BrokenBusinessRule","description":"value has an invalid length","properties":["value"]}],` +
				`"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, bakery())
			s.Fault(c.fault)
			a := get(t, s, employers)
			require.Equal(t, c.status, a.StatusCode)
			require.Equal(t, c.contentType, a.Header.Get("Content-Type"))
			require.Equal(t, c.retryAfter, a.Header.Get("Retry-After"))
			require.Equal(t, c.body, a.text)
			s.ClearFaults()
			require.Equal(t, http.StatusOK, get(t, s, employers).StatusCode)
		})
	}
	s := start(t, bakery())
	s.Fault(lokettest.Conflict().On("PutEmployeeByEmployeeId"), lokettest.Redirect("https://elsewhere.example.test/").On("GetProvidersByUser"))
	require.Equal(t, http.StatusConflict, call(t, s, http.MethodPut, employee, `{}`).StatusCode)
	require.Equal(t, "https://elsewhere.example.test/", get(t, s, "/providers").Header.Get("Location"))
}

func TestFaultsAreAboutWhatTheySay(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	status := func(path string) int { return get(t, s, path).StatusCode }
	s.Fault(lokettest.Status(500, "").On("providers/employers/{}/employees").After(1).Times(2))
	require.Equal(t, 200, status(employments))
	require.Equal(t, []int{200, 500, 500, 200}, []int{status(employees), status(employees), status(employees), status(employees)})

	s.Fault(lokettest.Status(501, "").On("GetEmployerByEmployerId"))
	require.Equal(t, []int{501, 200}, []int{status(ofEmployer), status(employers)})
	s.Fault(lokettest.Status(502, "").When(func(r lokettest.Request) bool { return r.Query == "x=1" }).On("GetProvidersByUser"))
	require.Equal(t, []int{502, 200, 200}, []int{status("/providers?x=1"), status("/providers?x=2"), status(employers + "?x=1")})
	s.Fault(lokettest.TokenError("invalid_grant").On("token").Times(1))
	requireTokenError(t, "invalid_grant", refresh(t, s, "r1"))
	require.Equal(t, http.StatusOK, refresh(t, s, "r1").StatusCode, "the refused call used nothing up")
}

// try makes a request that may break, and gives what could be read.
func try(t *testing.T, s *lokettest.Server, path string) (string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.URL+path, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+s.AccessToken())
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	return string(text), err
}

func TestBrokenAnswers(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	whole, err := try(t, s, employers)
	require.NoError(t, err)
	for _, c := range []struct {
		fault lokettest.Fault
		err   error
		text  string
	}{
		{lokettest.Truncated(), nil, whole[:len(whole)/2]},
		{lokettest.CutOff(), io.ErrUnexpectedEOF, whole[:len(whole)/2]},
		{lokettest.CutOffChunked(), io.ErrUnexpectedEOF, whole[:len(whole)/2]},
		{lokettest.Reset(), syscall.ECONNRESET, ""},
	} {
		s.Fault(c.fault.Times(1))
		text, err := try(t, s, employers)
		require.ErrorIs(t, err, c.err)
		require.Equal(t, c.text, text)
	}
}

// A kill between the use of a refresh token and its answer cuts the chain: the token is gone and nobody has the next one.
func TestAnAnswerOfTheTokenEndpointMayBeLost(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	s.Fault(lokettest.Reset().On("token").Times(1))
	response, err := http.Post(s.TokenURL, "application/x-www-form-urlencoded", nil)
	require.Error(t, err)
	require.Nil(t, response)
	s.Fault(lokettest.CutOff().On("token").Times(1))
	response, err = http.PostForm(s.TokenURL, map[string][]string{
		"grant_type": {"refresh_token"}, "refresh_token": {"r1"}, "client_id": {"acme"}, "client_secret": {"s3"},
	})
	require.NoError(t, err)
	_, err = io.ReadAll(response.Body)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	_ = response.Body.Close()
	requireTokenError(t, "invalid_grant", refresh(t, s, "r1"))
}

// A write may be done although its answer is lost.
func TestALostAnswerDoesNotUndoAWrite(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	s.Fault(lokettest.Reset().On("PatchReinstateByEmploymentId"))
	require.NoError(t, s.Change(m1, map[string]any{"endDate": "2026-03-31"}))
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPatch, s.URL+employment+"/reinstate", nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer "+s.AccessToken())
	_, err = http.DefaultClient.Do(request)
	require.Error(t, err)
	doc, err := s.Document(m1)
	require.NoError(t, err)
	require.Nil(t, doc["endDate"])
}

func TestADelayEndsWithItsClientOrTheServer(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	s.Fault(lokettest.Delay(time.Hour).On("GetProvidersByUser"))
	ctx, cancel := context.WithCancel(t.Context())
	s.OnRequest(func(lokettest.Request) { cancel() })
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, s.URL+"/providers", nil)
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(request)
	require.ErrorIs(t, err, context.Canceled)

	s.OnRequest(func(lokettest.Request) { go s.Close() })
	_, err = try(t, s, "/providers")
	require.Error(t, err)
	require.False(t, errors.Is(err, context.Canceled))
	s.Close()
}
