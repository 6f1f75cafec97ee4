package api

import (
	"context"
	"math/rand/v2"
	"time"
)

// Repeat says how often and how patiently a request is repeated.
type Repeat struct {
	Tries   int           // in all; 1 never repeats
	MaxWait time.Duration // the longest wait that is accepted; a longer Retry-After gives the error at once
}

const firstWait = 500 * time.Millisecond

// next tells how long to wait before the next try, and false when there is to be none.
func (r Repeat) next(f *Failure, try int) (time.Duration, bool) {
	if !f.again || try >= r.Tries || f.RetryAfter > r.MaxWait {
		return 0, false
	}
	if f.RetryAfter > 0 {
		return f.RetryAfter, true
	}
	wait := min(firstWait<<min(try-1, 20), r.MaxWait) // 20 doublings are six days, and far from an overflow
	return wait/2 + rand.N(wait/2+1), true
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
