package api

import "context"

// EachPage reads page after page and hands each one to use, with the next one already on its way. Fetch gives a page and whether another one follows; it is never called twice at the same time.
// It ends after the last page, at the first error, or when use says no; no fetch is left running then.
func EachPage[P any](ctx context.Context, fetch func(context.Context) (page P, more bool, err error), use func(P) bool) error {
	ctx, cancel := context.WithCancel(ctx)
	next := ahead(ctx, fetch)
	defer func() {
		cancel()
		if next != nil {
			<-next
		}
	}()
	for {
		got := <-next
		next = nil
		if got.err != nil {
			return got.err
		}
		if got.more {
			next = ahead(ctx, fetch)
		}
		if !use(got.page) || next == nil {
			return nil
		}
	}
}

type fetched[P any] struct {
	page P
	more bool
	err  error
}

func ahead[P any](ctx context.Context, fetch func(context.Context) (P, bool, error)) <-chan fetched[P] {
	c := make(chan fetched[P], 1)
	go func() {
		page, more, err := fetch(ctx)
		c <- fetched[P]{page, more, err}
	}()
	return c
}
