package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

// Config is what an API package decides about its client.
type Config struct {
	Name    string // of the package, for logs
	Base    *url.URL
	HTTP    *http.Client // copied
	Header  http.Header  // sent with every request
	Auth    Authorizer   // nil: requests go out as they are
	Log     *slog.Logger
	Timeout time.Duration // of one exchange, the reading of the answer included
	Repeat  Repeat
	Slots   int // exchanges at the same time

	// Fail makes the package's own error of a failure; it may change the kind once it has read the body.
	Fail func(*Failure) error
}

// Authorizer puts the credential on a request.
type Authorizer interface {
	// Authorize sets the header. An error is returned to the caller as it is.
	Authorize(ctx context.Context, req *http.Request) error
	// Refused is told that the server did not accept the credential of req. It reports whether there is a new one to try, once.
	Refused(req *http.Request, answer http.Header) bool
}

// Client sends requests. It is safe for concurrent use.
type Client struct {
	Config
	gate *gate
}

// New makes a client.
func New(c Config) *Client {
	h := *c.HTTP
	h.CheckRedirect = refuseRedirects(h.CheckRedirect)
	c.HTTP = &h
	return &Client{Config: c, gate: newGate(c.Slots)}
}

// Request is one request to make. It may be sent more than once.
type Request struct {
	Method string
	Path   string // below the base address, escaped
	Query  string // encoded
	Header http.Header
	Body   []byte
	Write  bool   // it changes something, so it is repeated only where it provably was not carried out
	Key    string // requests with the same key are never under way at the same time
	JSON   bool   // a good answer is a JSON object or array; anything else is an error
	Into   *bytes.Buffer
}

// Response is a good answer: its status is 2xx.
type Response struct {
	StatusCode int
	Header     http.Header
	Body       []byte // in the request's Into, when it has one
}

// Do sends the request until there is a good answer or a failure that must not or need not be repeated.
func (c *Client) Do(ctx context.Context, r Request) (*Response, error) {
	renewed := false
	for try := 1; ; try++ {
		answer, failure, err := c.once(ctx, r, &renewed)
		if err != nil || failure == nil {
			return answer, err
		}
		wait, again := c.Repeat.next(failure, try)
		if !again {
			return nil, c.Fail(failure)
		}
		c.Log.WarnContext(ctx, c.Name+": repeating", "op", failure.Op, "status", failure.StatusCode, "try", try+1, "wait", wait)
		if err := sleep(ctx, wait); err != nil {
			failure.Err = fmt.Errorf("%w while waiting to repeat", err)
			return nil, c.Fail(failure)
		}
	}
}

// once makes one exchange, and a second one when the credential was refused and can be renewed.
func (c *Client) once(ctx context.Context, r Request, renewed *bool) (*Response, *Failure, error) {
	for {
		answer, failure, req, err := c.exchange(ctx, r)
		if err != nil || failure == nil {
			return answer, nil, err
		}
		if failure.StatusCode != http.StatusUnauthorized || *renewed || c.Auth == nil || !c.Auth.Refused(req, failure.Header) {
			return nil, failure, nil
		}
		*renewed = true
	}
}

func (c *Client) exchange(ctx context.Context, r Request) (*Response, *Failure, *http.Request, error) {
	failure := &Failure{Op: r.Method + " " + r.Path, Write: r.Write}
	leave, err := c.gate.enter(ctx, r.Key)
	if err != nil {
		return nil, failure.unsent(err), nil, nil
	}
	defer leave()
	req, err := c.request(ctx, r)
	switch {
	case ctx.Err() != nil:
		return nil, failure.unsent(ctx.Err()), nil, nil
	case err != nil:
		return nil, nil, nil, err
	}
	limited, cancel := context.WithTimeout(ctx, c.Timeout)
	defer cancel()
	started := time.Now()
	answer, err := c.send(req.WithContext(limited), r, failure)
	c.Log.DebugContext(ctx, c.Name+": exchange", "op", failure.Op, "status", failure.StatusCode, "duration", time.Since(started), "ok", err == nil && answer != nil)
	if answer != nil {
		return answer, nil, req, nil
	}
	if err != nil {
		failure.Err = explain(ctx, limited, err, c.Timeout)
	}
	failure.judge(ctx)
	return nil, failure, req, nil
}

// request makes the HTTP request. An error here comes from the authorizer, and is the caller's to see as it is. The time-out of an exchange has not begun:
// what an authorizer may have to fetch has its own.
func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	address := c.Base.String() + "/" + r.Path
	if r.Query != "" {
		address += "?" + r.Query
	}
	req, err := http.NewRequestWithContext(ctx, r.Method, address, bytes.NewReader(r.Body))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Name, Cause(err))
	}
	for _, h := range []http.Header{c.Header, r.Header} {
		for name, values := range h {
			req.Header[name] = values
		}
	}
	if c.Auth == nil {
		return req, nil
	}
	return req, c.Auth.Authorize(ctx, req)
}

// send gives the answer when it is a good one. Otherwise it fills in the failure, and returns an error when no complete answer came.
func (c *Client) send(req *http.Request, r Request, failure *Failure) (*Response, error) {
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return nil, Cause(err)
	}
	defer resp.Body.Close()
	failure.StatusCode, failure.Header = resp.StatusCode, resp.Header
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		body, _ := io.ReadAll(io.LimitReader(resp.Body, 1<<20)) // half an error body is still an error with a status
		failure.Body = withoutCredential(body, req)
		return nil, nil
	}
	into := r.Into
	if into == nil {
		into = new(bytes.Buffer)
	}
	into.Reset()
	if resp.ContentLength > 0 {
		into.Grow(int(min(resp.ContentLength+bytes.MinRead, 64<<20)))
	}
	if _, err := into.ReadFrom(resp.Body); err != nil {
		return nil, err
	}
	if r.JSON {
		if err := looksLikeJSON(into.Bytes()); err != nil {
			return nil, err
		}
	}
	return &Response{resp.StatusCode, resp.Header, into.Bytes()}, nil
}

// explain says "time-out" in our words where that is what happened, and keeps what the caller may want to check for.
func explain(caller, limited context.Context, err error, limit time.Duration) error {
	switch {
	case caller.Err() != nil:
		return caller.Err()
	case limited.Err() != nil && isTimeout(err) && !isDial(err):
		return fmt.Errorf("no answer within %v: %w", limit, err)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return fmt.Errorf("the answer was cut off: %w", err)
	}
	return err
}
