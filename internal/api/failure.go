package api

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Failure is what went wrong in one exchange. Either Err says why no complete answer came, or StatusCode, Header and Body are the answer.
type Failure struct {
	Op         string // method and path, without the query
	Write      bool   // the request was to change something
	StatusCode int    // 0 when no answer came
	Header     http.Header
	Body       []byte // at most 1 MiB
	Err        error  // without the address and its query
	Kind       error  // one of the kinds of this package, or nil
	RetryAfter time.Duration

	again bool // the table says to repeat
}

// unsent says that the caller's context ended before the request was sent.
func (f *Failure) unsent(err error) *Failure {
	f.Err = fmt.Errorf("%w before it was sent", err)
	return f
}

// judge fills in the kind and whether to repeat, by the one table of the design page.
func (f *Failure) judge(caller context.Context) {
	f.RetryAfter = retryAfter(f.Header)
	switch {
	case f.Err != nil:
		f.judgeLost(caller)
	case f.StatusCode == http.StatusTooManyRequests:
		f.Kind, f.again = ErrRateLimited, true
	case f.StatusCode == http.StatusBadGateway, f.StatusCode == http.StatusServiceUnavailable, f.StatusCode == http.StatusGatewayTimeout:
		f.judgeUnavailable()
	case f.StatusCode == http.StatusUnauthorized:
		f.Kind = ErrUnauthorized
	case f.StatusCode == http.StatusForbidden:
		f.Kind = ErrForbidden
	case f.StatusCode == http.StatusNotFound:
		f.Kind = ErrNotFound
	}
}

// judgeLost judges a request that got no complete answer.
func (f *Failure) judgeLost(caller context.Context) {
	switch {
	case neverSent(f.Err):
		f.Kind, f.again = ErrUnavailable, isDial(f.Err)
	case errors.Is(f.Err, errRedirect), errors.Is(f.Err, ErrNotJSON):
	case f.Write:
		f.Kind = ErrUnknownOutcome
	case isTimeout(f.Err):
		f.Kind = ErrUnavailable
	default:
		f.Kind, f.again = ErrUnavailable, isLost(f.Err)
	}
	if caller.Err() != nil {
		f.again = false
		if f.Kind == ErrUnavailable {
			f.Kind = nil
		}
	}
}

// judgeUnavailable judges the three statuses that say "not now". Of a write, only the API's own answer with Retry-After proves that nothing was done.
func (f *Failure) judgeUnavailable() {
	switch {
	case !f.Write:
		f.Kind, f.again = ErrUnavailable, true
	case f.StatusCode == http.StatusServiceUnavailable && f.Header.Get("Retry-After") != "":
		f.Kind = ErrUnavailable
	default:
		f.Kind = ErrUnknownOutcome
	}
}

// neverSent reports whether the request provably never reached a server.
func neverSent(err error) bool {
	if isDial(err) {
		return true
	}
	if errors.Is(err, http.ErrSchemeMismatch) {
		return true
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return true
	}
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok {
		return true
	}
	_, ok := errors.AsType[x509.UnknownAuthorityError](err)
	return ok
}

// isDial reports whether no connection could be made, to the server or to a proxy; a failed name look-up is one of these.
func isDial(err error) bool {
	op, ok := errors.AsType[*net.OpError](err)
	if ok && op.Op == "proxyconnect" { // around whatever went wrong between us and the proxy
		op, ok = errors.AsType[*net.OpError](op.Err)
	}
	return ok && op.Op == "dial"
}

func isTimeout(err error) bool {
	if errors.Is(err, context.DeadlineExceeded) {
		return true
	}
	e, ok := errors.AsType[net.Error](err)
	return ok && e.Timeout()
}

// isLost reports whether the connection broke before the answer was complete.
func isLost(err error) bool {
	for _, lost := range []error{errMalformed, io.EOF, io.ErrUnexpectedEOF, net.ErrClosed, syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE} {
		if errors.Is(err, lost) {
			return true
		}
	}
	if op, ok := errors.AsType[*net.OpError](err); ok && (op.Op == "read" || op.Op == "write") {
		return true
	}
	// net/http keeps these error types to itself.
	for _, text := range []string{"server closed idle connection", "GOAWAY", "stream error", "connection lost"} {
		if strings.Contains(err.Error(), text) {
			return true
		}
	}
	return false
}

// retryAfter reads a Retry-After header, in seconds or as a date.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseInt(value, 10, 32); err == nil || errors.Is(err, strconv.ErrRange) { // out of range gives the largest
		return max(0, time.Duration(seconds)*time.Second)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}
