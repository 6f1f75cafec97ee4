package afas

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

const (
	firstTake = 1_000
	mostRows  = 10_000
	tooMany   = 150_000 // cells in a page; the rule of AFAS is to stay below (afas-profit-rest.md §3.2)
)

// reader holds where a read through a GetConnector has come to.
type reader struct {
	api       *api.Client
	path      string
	query     listQuery
	filter    Filter
	fixedTake bool // the caller chose the page size
	keys      *keySet
	decoding  decoding

	bodies [2]bytes.Buffer // one is decoded while the other is filled
	turn   int
	row    int // number of the first row of the next page
}

// encode gives the query of the next request.
func (r *reader) encode() (string, error) {
	q, filter := r.query, r.filter
	if r.keys != nil {
		filter = r.keys.after(filter)
	}
	if err := q.setFilter(filter); err != nil {
		return "", err
	}
	return q.encode()
}

// fetch makes the request for one page. One GetConnector is never called twice at the same time: AFAS locks the rows.
func (r *reader) fetch(ctx context.Context) (page, error) {
	encoded, err := r.encode()
	if err != nil {
		return page{}, err
	}
	r.turn = 1 - r.turn
	response, err := r.api.Do(ctx, api.Request{
		Method: http.MethodGet,
		Path:   r.path,
		Query:  encoded,
		Key:    strings.ToLower(r.path),
		JSON:   true,
		Into:   &r.bodies[r.turn],
	})
	if err != nil {
		return page{}, err
	}
	p, err := splitPage(response.Body)
	p.first = r.row
	if err != nil {
		return p, &Error{Op: "GET " + r.path, StatusCode: response.StatusCode, TraceID: response.Header.Get("X-Trace-Identifier"), err: err}
	}
	return p, nil
}

// advance moves to the next page and reports whether there is one. The echoed skip and take are not trusted (afas-profit-rest.md §3.2).
func (r *reader) advance(p page) (bool, error) {
	if r.keys != nil {
		if err := r.keys.advance(p); err != nil {
			return false, fmt.Errorf("afas: GET %s: %w", r.path, err)
		}
	}
	r.row += len(p.rows)
	if r.keys == nil {
		r.query.Skip = r.row
	}
	more := len(p.rows) > 0 && len(p.rows) >= r.query.Take
	if more && !r.fixedTake {
		r.query.Take = max(1, min(mostRows, (tooMany-1)/max(1, p.columns())))
	}
	return more, nil
}

// next reads the next page, and tells whether another one follows. What the next request must be is known before a page is decoded:
// it is under way while the caller's loop works on this page.
func (r *reader) next(ctx context.Context) (page, bool, error) {
	p, err := r.fetch(ctx)
	if err != nil {
		return page{}, false, err
	}
	more, err := r.advance(p)
	return p, more, err
}

// readAll reads page after page.
func readAll[T any](ctx context.Context, r *reader, yield func(T, error) bool) {
	if !r.fixedTake {
		r.query.Take = firstTake
	}
	err := api.EachPage(ctx, r.next, func(p page) bool {
		for row, err := range decodePage[T](p, r.decoding) {
			if !yield(row, err) || err != nil {
				return false
			}
		}
		return true
	})
	if err != nil {
		var none T
		yield(none, err)
	}
}
