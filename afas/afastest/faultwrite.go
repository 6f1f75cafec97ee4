package afastest

import (
	"net/http"
	"time"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// For writes it matters whether AFAS did the work before the answer was lost. With [CutOff], [CutOffChunked], [Reset] and [Truncated] it did, with
// [Status], [Maintenance], [Throttled], [Failure] and the other faults that give another answer it did not. Processed and Unprocessed turn that round.

// SlowAnswer carries the request out and waits then, until the client goes away or the server closes: for a client with a shorter time-out the
// outcome is unknown, and the write is done. It goes together with other faults.
func SlowAnswer(d time.Duration) Fault { return Fault{fault: fake.Late(d)} }

// Processed lets the request be carried out before the fault's answer is given in place of the real one:
//
//	afastest.Status(http.StatusGatewayTimeout, "").Processed()
func (f Fault) Processed() Fault {
	if instead := f.answer; instead != nil {
		f.answer = func(s *Server, r *http.Request) fake.Answer {
			s.answer(r)
			return instead(s, r)
		}
	}
	return f
}

// Unprocessed breaks the answer of a request that is not carried out:
//
//	afastest.Reset().Unprocessed()
func (f Fault) Unprocessed() Fault {
	if f.answer == nil {
		f.answer = func(*Server, *http.Request) fake.Answer { return emptyAnswer(http.StatusCreated) }
	}
	return f
}
