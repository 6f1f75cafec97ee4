package fake

import (
	"net/http"
	"time"
)

// A Fault makes a server misbehave: see [Server.Fault]. The zero value does nothing; Instead, When, After and Times give
// a changed copy.
type Fault struct {
	when         []func(Request) bool
	after, times int
	every        int
	effect       effect
}

// An effect is what a fault does to an answer.
type effect struct {
	delay    time.Duration
	late     time.Duration
	answer   func(r *http.Request) Answer // nil: the real one
	delivery delivery
}

// Delay waits before the answer, until the client goes away or the server closes. It goes together with other faults.
func Delay(d time.Duration) Fault { return Fault{effect: effect{delay: d}} }

// Late lets the fake do its work and waits then, so that the client does not see what was done in time. It goes together with other faults.
func Late(d time.Duration) Fault { return Fault{effect: effect{late: d}} }

// Truncated gives half of the body in an answer that is complete as far as HTTP can tell.
func Truncated() Fault { return Fault{effect: effect{delivery: deliverTruncated}} }

// CutOff announces the whole body with Content-Length and breaks the connection half-way. An answer without a body is cut off as by [CutOffChunked].
func CutOff() Fault { return Fault{effect: effect{delivery: deliverCutOff}} }

// CutOffChunked is [CutOff] for an answer of which the client does not know the length.
func CutOffChunked() Fault { return Fault{effect: effect{delivery: deliverCutOffChunked}} }

// Reset breaks the connection before the answer begins.
func Reset() Fault { return Fault{effect: effect{delivery: deliverReset}} }

// Instead lets the fault give another answer than the real one.
func (f Fault) Instead(answer func(r *http.Request) Answer) Fault {
	f.effect.answer = answer
	return f
}

// When limits the fault to the requests for which match gives true, in addition to earlier limits. It must not call the server's methods.
func (f Fault) When(match func(Request) bool) Fault {
	f.when = append(f.when[:len(f.when):len(f.when)], match) // never into an array that another copy shares
	return f
}

// After lets the first n requests that the fault is about pass.
func (f Fault) After(n int) Fault {
	f.after = n
	return f
}

// Every lets the fault hit the n-th request that it is about, the 2n-th, and so on, counted from those that After lets pass.
func (f Fault) Every(n int) Fault {
	f.every = n
	return f
}

// Times limits the fault to n requests. Without it, it lasts until [Server.ClearFaults].
func (f Fault) Times(n int) Fault {
	f.times = n
	return f
}

// matches reports whether the fault is about the request.
func (f Fault) matches(r Request) bool {
	for _, match := range f.when {
		if !match(r) {
			return false
		}
	}
	return true
}
