package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// counter is a server that keeps every call until it is released, and knows how many it has.
type counter struct {
	now, most atomic.Int32
	release   chan struct{}
}

func newCounter() *counter { return &counter{release: make(chan struct{})} }

func (s *counter) RoundTrip(req *http.Request) (*http.Response, error) {
	s.enter()
	defer s.now.Add(-1)
	select {
	case <-s.release:
		return ok(req)
	case <-req.Context().Done():
		return nil, req.Context().Err()
	}
}

func (s *counter) enter() {
	now := s.now.Add(1)
	for most := s.most.Load(); now > most && !s.most.CompareAndSwap(most, now); most = s.most.Load() {
	}
}

// AFAS allows five calls at once (afas-profit-rest.md §8.4; design.md "Reading").
func TestNoMoreCallsAtOnceThanThereAreSlots(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := newCounter()
		c := newClient(t, base, server)
		var calls sync.WaitGroup
		for range 12 {
			calls.Go(func() { _, err := c.Do(t.Context(), read()); assert.NoError(t, err) })
		}
		for _, now := range []int32{5, 5, 2} {
			synctest.Wait()
			require.Equal(t, now, server.now.Load())
			for range now {
				server.release <- struct{}{}
			}
		}
		calls.Wait()
	})
}

// One GetConnector is never called twice at the same time: AFAS locks its rows (afas-profit-rest.md §8.4).
func TestOneCallPerKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := newCounter()
		c := newClient(t, base, server)
		var calls sync.WaitGroup
		for _, key := range []string{"a", "a", "a", "a", "a", "a", "b", "b"} {
			calls.Go(func() {
				r := read()
				r.Key = key
				_, err := c.Do(t.Context(), r)
				assert.NoError(t, err)
			})
		}
		// Those who wait for their turn hold no slot: both keys are served although eight calls want in.
		for _, now := range []int32{2, 2, 1, 1, 1, 1} {
			synctest.Wait()
			require.Equal(t, now, server.now.Load())
			for range now {
				server.release <- struct{}{}
			}
		}
		calls.Wait()
	})
}

// The same two rules, counted by a server on the other end of a wire.
func TestSlotsAndKeysOverTheWire(t *testing.T) {
	t.Parallel()
	var all counter
	keys := map[string]*counter{"/a": {}, "/b": {}, "/c": {}, "/d": {}, "/e": {}, "/f": {}, "/g": {}}
	full := make(chan struct{})
	var arrived atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		all.enter()
		keys[r.URL.Path].enter()
		if arrived.Add(1) == 5 {
			close(full)
		}
		<-full // the first five meet here, so that there is no doubt that five at once are possible
		keys[r.URL.Path].now.Add(-1)
		all.now.Add(-1)
		_, _ = w.Write([]byte("{}"))
	}))
	defer server.Close()
	c := newClient(t, server.URL, server.Client().Transport)
	var calls sync.WaitGroup
	for key := range keys {
		for range 6 {
			calls.Go(func() {
				_, err := c.Do(t.Context(), api.Request{Method: http.MethodGet, Path: key[1:], Key: key, JSON: true})
				assert.NoError(t, err)
			})
		}
	}
	calls.Wait()
	require.Equal(t, int32(5), all.most.Load())
	for key, s := range keys {
		require.Equal(t, int32(1), s.most.Load(), key)
	}
}

func TestAWaiterWhoGivesUpIsInNobodysWay(t *testing.T) {
	t.Parallel()
	for name, key := range map[string]string{"waiting for a slot": "", "waiting for its turn": "k"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				server := newCounter()
				c := newClient(t, base, server, func(c *api.Config) { c.Slots = 1 })
				r := read()
				r.Key = key
				var calls sync.WaitGroup
				calls.Go(func() { _, err := c.Do(t.Context(), r); assert.NoError(t, err) })
				synctest.Wait()

				ctx, cancel := context.WithCancel(t.Context())
				var impatient sync.WaitGroup
				impatient.Go(func() {
					_, err := c.Do(ctx, r)
					assert.ErrorIs(t, err, context.Canceled)
					assert.ErrorContains(t, err, "before it was sent")
				})
				synctest.Wait()
				calls.Go(func() { _, err := c.Do(t.Context(), r); assert.NoError(t, err) })
				synctest.Wait()
				cancel()
				impatient.Wait()

				close(server.release)
				calls.Wait()
				require.Equal(t, int32(1), server.most.Load())
			})
		})
	}
}

// A turn and a slot are held per exchange, not while a request waits to be repeated.
func TestTheWayIsFreeDuringABackOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := answers(withHeader(status(503, ""), "Retry-After", "30"), ok)
		c := newClient(t, base, server, func(c *api.Config) { c.Slots = 1 })
		r := read()
		r.Key = "k"
		var patient sync.WaitGroup
		started := time.Now()
		patient.Go(func() { _, err := c.Do(t.Context(), r); assert.NoError(t, err) })
		synctest.Wait()
		_, err := c.Do(t.Context(), r)
		require.NoError(t, err)
		require.Zero(t, time.Since(started), "the second request did not wait for the first")
		patient.Wait()
		require.Equal(t, 30*time.Second, time.Since(started))
	})
}
