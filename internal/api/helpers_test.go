package api_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// failed is what these tests make of a failure, where a package such as afas makes its own error.
type failed struct{ *api.Failure }

func (f failed) Error() string        { return fmt.Sprint(f.Op, " failed: ", f.Err) }
func (f failed) Is(target error) bool { return f.Kind != nil && f.Kind == target }
func (f failed) Unwrap() error        { return f.Err }

// failureOf gives the failure in an error of [api.Client.Do].
func failureOf(t *testing.T, err error) *api.Failure {
	t.Helper()
	f, ok := errors.AsType[failed](err)
	require.True(t, ok, "not a failure: %v", err)
	return f.Failure
}

// newClient makes a client that sends its requests through the transport.
func newClient(t *testing.T, base string, transport http.RoundTripper, change ...func(*api.Config)) *api.Client {
	t.Helper()
	address, err := url.Parse(base)
	require.NoError(t, err)
	c := api.Config{
		Name:    "test",
		Base:    address,
		HTTP:    &http.Client{Transport: transport},
		Log:     slog.New(slog.DiscardHandler),
		Timeout: time.Minute,
		Repeat:  api.Repeat{Tries: 3, MaxWait: time.Minute},
		Slots:   5,
		Fail:    func(f *api.Failure) error { return failed{f} },
	}
	for _, f := range change {
		f(&c)
	}
	return api.New(c)
}

const base = "https://api.example.test/prefix"

// script answers each request with its next step, and with the last one when there is no next. It keeps what was asked, and when.
type script struct {
	steps []httpmock.Responder

	mu       sync.Mutex
	requests []*http.Request
	bodies   []string
	times    []time.Time
}

func answers(steps ...httpmock.Responder) *script { return &script{steps: steps} }

func (s *script) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
	}
	s.mu.Lock()
	step := s.steps[min(len(s.requests), len(s.steps)-1)]
	s.requests, s.bodies, s.times = append(s.requests, req), append(s.bodies, string(body)), append(s.times, time.Now())
	s.mu.Unlock()
	return step(req)
}

func (s *script) count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

// waits gives the time between one request and the next.
func (s *script) waits() []time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	var waits []time.Duration
	for i := range s.times[1:] {
		waits = append(waits, s.times[i+1].Sub(s.times[i]))
	}
	return waits
}

func status(code int, body string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		resp := httpmock.NewStringResponse(code, body)
		resp.Request = req
		return resp, nil
	}
}

// withHeader is the step with a header on its answer.
func withHeader(step httpmock.Responder, name, value string) httpmock.Responder {
	return step.HeaderSet(http.Header{name: {value}})
}

func breaks(err error) httpmock.Responder {
	return func(*http.Request) (*http.Response, error) { return nil, err }
}

// hangs never answers: it waits for the end of the request's context.
func hangs(req *http.Request) (*http.Response, error) {
	<-req.Context().Done()
	return nil, context.Cause(req.Context())
}

// cutBody gives an answer whose body breaks off with the error.
func cutBody(body string, err error) httpmock.Responder {
	return func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, ContentLength: -1, Body: io.NopCloser(&cutReader{body, err})}, nil
	}
}

type cutReader struct {
	rest string
	err  error
}

func (r *cutReader) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, r.err
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

func read() api.Request { return api.Request{Method: http.MethodGet, Path: "things", JSON: true} }

func write() api.Request {
	return api.Request{Method: http.MethodPost, Path: "things", Body: []byte(`{"name":"x"}`), Write: true}
}

var ok = status(http.StatusOK, `{"ok":true}`)
