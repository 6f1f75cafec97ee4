package fake_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// start serves a fake that answers every request with the same text.
func start(t *testing.T, h fake.Handler) (s *fake.Server, address string) {
	t.Helper()
	if h.Answer == nil {
		h.Answer = func(*http.Request) fake.Answer {
			return fake.Answer{Status: http.StatusOK, Header: http.Header{"X-Own": {"yes"}}, Body: []byte("0123456789")}
		}
	}
	s = fake.NewServer(h)
	host, err := s.Listen("127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(s.Close)
	return s, "http://" + host
}

func get(t *testing.T, address string) (*http.Response, string, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	require.NoError(t, err)
	request.Header.Set("Authorization", "Bearer secret")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, "", err
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	return response, string(body), err
}

func TestAnAnswerHasItsHeaders(t *testing.T) {
	t.Parallel()
	_, address := start(t, fake.Handler{Header: func(h http.Header) { h.Set("X-Common", "yes") }})
	response, body, err := get(t, address)
	require.NoError(t, err)
	require.Equal(t, "0123456789", body)
	require.Equal(t, int64(10), response.ContentLength)
	require.Equal(t, []string{"yes", "yes"}, []string{response.Header.Get("X-Own"), response.Header.Get("X-Common")})
}

func TestAFakeMaySendAnswersItself(t *testing.T) {
	t.Parallel()
	_, address := start(t, fake.Handler{Write: func(w http.ResponseWriter, _ *http.Request, a fake.Answer) {
		a.Body = []byte(strings.ToUpper("own way"))
		a.Send(w)
	}})
	_, body, err := get(t, address)
	require.NoError(t, err)
	require.Equal(t, "OWN WAY", body)
}

func TestARequestMayBeRefusedAtTheDoor(t *testing.T) {
	t.Parallel()
	inside := 0
	s, address := start(t, fake.Handler{Enter: func(r *http.Request) (func(), *fake.Answer) {
		if r.URL.Path == "/closed" {
			return nil, &fake.Answer{Status: http.StatusConflict}
		}
		inside++
		return func() { inside-- }, nil
	}})
	s.Fault(fake.Truncated())
	response, _, err := get(t, address+"/closed")
	require.NoError(t, err)
	require.Equal(t, http.StatusConflict, response.StatusCode)
	_, body, err := get(t, address)
	require.NoError(t, err)
	require.Equal(t, "01234", body)
	require.Zero(t, inside, "it has left before its answer is there")
}

func TestFaultsBreakAnswers(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	teapot := func(*http.Request) fake.Answer { return fake.Answer{Status: http.StatusTeapot, Body: []byte("short")} }
	for _, c := range []struct {
		fault fake.Fault
		err   error
		body  string
	}{
		{fake.Fault{}, nil, "0123456789"},
		{fake.Fault{}.Instead(teapot), nil, "short"},
		{fake.Truncated(), nil, "01234"},
		{fake.CutOff(), io.ErrUnexpectedEOF, "01234"},
		{fake.CutOffChunked(), io.ErrUnexpectedEOF, "01234"},
		{fake.Reset(), syscall.ECONNRESET, ""},
	} {
		s.ClearFaults()
		s.Fault(c.fault)
		_, body, err := get(t, address)
		require.ErrorIs(t, err, c.err)
		require.Equal(t, c.body, body)
	}
	statuses := []int{}
	for _, r := range s.Requests() {
		statuses = append(statuses, r.Status)
	}
	require.Equal(t, []int{200, 418, 200, 200, 200, 0}, statuses, "after a reset there was no answer")
}

func TestFaultsCountTheRequestsThatTheyAreAbout(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	status := func(code int) fake.Fault {
		return fake.Fault{}.Instead(func(*http.Request) fake.Answer { return fake.Answer{Status: code} })
	}
	toA := func(r fake.Request) bool { return strings.HasPrefix(r.Path, "/a") }
	toB := func(r fake.Request) bool { return strings.HasSuffix(r.Path, "/b") }
	s.Fault(fake.Delay(time.Nanosecond), status(501).When(toA).After(1).Times(1), status(502).When(toA).When(toB))
	got := []int{}
	for _, path := range []string{"/a", "/x", "/a/b", "/a/b", "/x/b"} {
		response, _, err := get(t, address+path)
		require.NoError(t, err)
		got = append(got, response.StatusCode)
	}
	require.Equal(t, []int{200, 200, 501, 502, 200}, got)
}

func TestFaultsMayHitEveryNthRequest(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	teapot := fake.Fault{}.Instead(func(*http.Request) fake.Answer { return fake.Answer{Status: http.StatusTeapot} })
	s.Fault(teapot.After(1).Every(3).Times(2))
	got := []int{}
	for range 12 {
		response, _, err := get(t, address)
		require.NoError(t, err)
		got = append(got, response.StatusCode)
	}
	require.Equal(t, []int{200, 200, 200, 418, 200, 200, 418, 200, 200, 200, 200, 200}, got)
}

func TestALateAnswerFollowsTheWork(t *testing.T) {
	t.Parallel()
	worked := make(chan struct{})
	s, address := start(t, fake.Handler{Answer: func(*http.Request) fake.Answer {
		close(worked)
		return fake.Answer{Status: http.StatusOK}
	}})
	s.Fault(fake.Late(time.Hour))
	ctx, cancel := context.WithCancel(t.Context())
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader("body"))
	require.NoError(t, err)
	go func() {
		<-worked
		cancel()
	}()
	_, err = http.DefaultClient.Do(request)
	require.ErrorIs(t, err, context.Canceled)
	s.Close()
	require.Zero(t, s.Requests()[0].Status)
}

func TestAnAnswerWithoutABodyIsCutOffAsWell(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{Answer: func(*http.Request) fake.Answer { return fake.Answer{Status: http.StatusCreated} }})
	s.Fault(fake.CutOff())
	_, _, err := get(t, address)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

func TestTheRecordHasNoSecrets(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	for _, authorization := range []string{"Bearer secret", "secret", ""} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPut, address+"/p?q=1", strings.NewReader("secret"))
		require.NoError(t, err)
		request.Header.Set("Authorization", authorization)
		response, err := http.DefaultClient.Do(request)
		require.NoError(t, err)
		_ = response.Body.Close()
	}
	require.NotContains(t, fmt.Sprint(s.Requests()), "secret")
	require.Equal(t, "Bearer", s.Requests()[0].Header.Get("Authorization"))
	require.Equal(t, []string{"PUT", "/p", "q=1"}, []string{s.Requests()[0].Method, s.Requests()[0].Path, s.Requests()[0].Query})
	s.ResetRequests()
	require.Empty(t, s.Requests())
}

func TestAHookComesBeforeItsAnswer(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	s.OnRequest(func(r fake.Request) {
		if r.Path == "/second" {
			s.Fault(fake.Truncated())
		}
	})
	_, body, err := get(t, address+"/first")
	require.NoError(t, err)
	require.Equal(t, "0123456789", body)
	_, body, err = get(t, address+"/second")
	require.NoError(t, err)
	require.Equal(t, "01234", body)
}

func TestADelayEndsWithItsClientOrTheServer(t *testing.T) {
	t.Parallel()
	s, address := start(t, fake.Handler{})
	s.Fault(fake.Delay(time.Hour))
	ctx, cancel := context.WithCancel(t.Context())
	s.OnRequest(func(fake.Request) { cancel() })
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(request)
	require.ErrorIs(t, err, context.Canceled)

	s.OnRequest(func(fake.Request) { go s.Close() })
	_, _, err = get(t, address)
	require.Error(t, err)
	s.Close()
	require.Panics(t, func() { s.ServeHTTP(nil, request) }, "nobody is served after Close")
}

func TestAnAddressInUse(t *testing.T) {
	t.Parallel()
	_, address := start(t, fake.Handler{})
	_, err := fake.NewServer(fake.Handler{}).Listen(strings.TrimPrefix(address, "http://"))
	require.Error(t, err)
}

func TestLoadRefusesUnknownNames(t *testing.T) {
	t.Parallel()
	var into struct {
		Name string `json:"name"`
	}
	require.NoError(t, fake.Load(strings.NewReader(`{"name":"x"}`), &into))
	require.Equal(t, "x", into.Name)
	require.Error(t, fake.Load(strings.NewReader(`{"nmae":"x"}`), &into))
}
