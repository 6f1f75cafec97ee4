package api_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// pages counts from one to last, and knows how many fetches are under way.
type pages struct {
	last, fails int32 // fails: the page that gives an error

	at, now, most atomic.Int32
	stopped       atomic.Bool // the context ended during a fetch
}

var errPage = errors.New("no such page")

func (p *pages) fetch(ctx context.Context) (int32, bool, error) {
	p.most.Store(max(p.most.Load(), p.now.Add(1)))
	defer p.now.Add(-1)
	select {
	case <-time.After(time.Second):
	case <-ctx.Done():
		p.stopped.Store(true)
		return 0, false, ctx.Err()
	}
	at := p.at.Add(1)
	if at == p.fails {
		return 0, false, errPage
	}
	return at, at < p.last, nil
}

// design.md "Reading": the next page is fetched while the caller uses this one.
func TestEachPageReadsOneAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &pages{last: 5}
		var used []int32
		started := time.Now()
		require.NoError(t, api.EachPage(t.Context(), source.fetch, func(page int32) bool {
			used = append(used, page)
			time.Sleep(time.Second)
			require.LessOrEqual(t, source.at.Load(), page+1, "no more than one ahead")
			return true
		}))
		require.Equal(t, []int32{1, 2, 3, 4, 5}, used)
		require.Equal(t, int32(1), source.most.Load())
		require.Equal(t, 6*time.Second, time.Since(started), "fetching and using overlap")
	})
}

func TestEachPageEndsWithTheFirstError(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var used []int32
		err := api.EachPage(t.Context(), (&pages{last: 5, fails: 3}).fetch, func(page int32) bool {
			used = append(used, page)
			return true
		})
		require.ErrorIs(t, err, errPage)
		require.Equal(t, []int32{1, 2}, used, "pages before it have been given")
	})
}

// Leaving stops the fetch that is under way, and waits for its end; the bubble would find a goroutine that is left.
func TestEachPageLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &pages{last: 5}
		started := time.Now()
		require.NoError(t, api.EachPage(t.Context(), source.fetch, func(page int32) bool { return page < 2 }))
		require.Equal(t, 2*time.Second, time.Since(started))
		require.True(t, source.stopped.Load())
		require.Zero(t, source.now.Load())
	})
}

func TestEachPageLeavesNothingBehindWhenUseBreaksDown(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		source := &pages{last: 5}
		require.Panics(t, func() {
			_ = api.EachPage(t.Context(), source.fetch, func(int32) bool { panic("caller") })
		})
		require.Zero(t, source.now.Load())
	})
}

func TestEachPageEndsWithTheCaller(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 1500*time.Millisecond)
		defer cancel()
		err := api.EachPage(ctx, (&pages{last: 5}).fetch, func(int32) bool { return true })
		require.ErrorIs(t, err, context.DeadlineExceeded)
	})
}
