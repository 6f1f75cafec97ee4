package loket

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// defaultPageSize is Loket's own, which it says may change (loket-rest.md §3.1).
const defaultPageSize = 250

// ListOptions says which entries of a list to read. A nil *ListOptions is the same as an empty one.
type ListOptions struct {
	// Filter chooses entries; the zero Filter chooses all.
	Filter Filter

	// OrderBy names the members to sort by, "-name" for descending, "address.city" for a member of a member.
	OrderBy []string

	// PageNumber is the page that a call of Page reads, counted from 1; 0 means 1. All starts with it.
	PageNumber int

	// PageSize is how many entries one request asks for; 0 means 250. No maximum is documented.
	PageSize int

	// ReferenceDate is the day for lists that show what is in force on a day; the zero value leaves it to Loket, which takes today.
	ReferenceDate civil.Date
}

// ListPage is one page of a list.
type ListPage[T any] struct {
	Entries    []T
	TotalSize  int // entries on all pages
	TotalPages int // 0 where the list has no pages
	Messages   []Message
}

// Page reads one page of a list.
func Page[T any](ctx context.Context, c *Client, op Operation, opts *ListOptions) (*ListPage[T], error) {
	l, err := newLister[T](c, op, opts)
	if err != nil {
		return nil, err
	}
	page, _, err := l.next(ctx)
	return page, err
}

// All reads all entries of a list, page by page. The next page is fetched while the caller uses this one; memory does not grow with the number of pages. An error is given once, and ends the sequence;
// entries before it have been given. Leaving the loop stops the fetching. Ranging again starts again.
//
// It always ends: with the last page that Loket counts, with a page without entries, or with an error when a page comes again, when more or fewer entries come than Loket counts, or when
// more than twice the pages come that were counted at first. Loket has no snapshot: where entries come or go meanwhile, one may be given twice or left out.
func All[T any](ctx context.Context, c *Client, op Operation, opts *ListOptions) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		l, err := newLister[T](c, op, opts)
		if err != nil {
			yield(none, err)
			return
		}
		if l.number == 1 {
			l.tally = new(tally)
		}
		err = api.EachPage(ctx, l.next, func(p *ListPage[T]) bool {
			for _, entry := range p.Entries {
				if !yield(entry, nil) {
					return false
				}
			}
			return true
		})
		if err != nil {
			yield(none, err)
		}
	}
}

// Collect gathers the entries of a sequence; it stops at the first error, and gives the entries before it.
func Collect[T any](entries iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for entry, err := range entries {
		if err != nil {
			return all, err
		}
		all = append(all, entry)
	}
	return all, nil
}

// lister holds where the reading of a list has come to.
type lister[T any] struct {
	client   *Client
	op       Operation
	number   int
	farthest int    // no page beyond it is believed in
	previous []byte // the page before, as it came
	tally    *tally // of a list that is read as a whole
}

// tally compares how many entries came with how many Loket counts. A server that gives the same page again, written in another way, shows only here.
// A list on one page has nothing to compare: it came in one piece.
type tally struct{ pages, got, most int }

// add counts a page. Entries that come or go meanwhile change the count, so the highest one is the bound while reading, and the newest one at the end.
func (t *tally) add(entries, total int, last bool) error {
	t.pages++
	t.got += entries
	t.most = max(t.most, total)
	switch {
	case total <= 0 || t.pages == 1:
	case t.got > t.most:
		return fmt.Errorf("%d entries came of a list of %d: a page came again, and the list cannot be read", t.got, t.most)
	case last && t.got < total:
		return fmt.Errorf("%d entries came of a list of %d: it was not read as a whole", t.got, total)
	}
	return nil
}

func newLister[T any](c *Client, op Operation, opts *ListOptions) (*lister[T], error) {
	o := ListOptions{}
	if opts != nil {
		o = *opts
	}
	if o.PageNumber < 0 || o.PageSize < 0 {
		return nil, fmt.Errorf("loket: operation %s: page number and page size must not be negative", op.Path)
	}
	filter, err := o.Filter.text()
	if err != nil {
		return nil, err
	}
	query := url.Values{}
	maps.Copy(query, op.Query)
	query.Set("pageSize", strconv.Itoa(cmp.Or(o.PageSize, defaultPageSize)))
	if filter != "" {
		query.Set("filter", filter)
	}
	if len(o.OrderBy) > 0 {
		if slices.Contains(o.OrderBy, "") {
			return nil, fmt.Errorf("loket: operation %s: OrderBy has an empty name", op.Path)
		}
		query.Set("orderBy", strings.Join(o.OrderBy, ","))
	}
	if !o.ReferenceDate.IsZero() {
		query.Set("referenceDate", o.ReferenceDate.String())
	}
	op.Query = query
	return &lister[T]{client: c, op: op, number: max(1, o.PageNumber)}, nil
}

// next reads the next page and tells whether another one follows.
func (l *lister[T]) next(ctx context.Context) (*ListPage[T], bool, error) {
	l.op.Query.Set("pageNumber", strconv.Itoa(l.number))
	e, failure, err := l.client.read(ctx, l.op)
	if err != nil {
		return nil, false, err
	}
	list := e.many()
	if l.previous != nil && len(list) > len("[]") && bytes.Equal(list, l.previous) {
		return nil, false, failure(fmt.Errorf("page %d is the same as the page before it: the list cannot be read", l.number))
	}
	l.previous = list
	if l.farthest == 0 {
		l.farthest = 2*max(l.number, e.TotalPages) + 10
	}
	if l.number > l.farthest {
		return nil, false, failure(fmt.Errorf("page %d is far more than were counted at first: the list has no end", l.number))
	}
	page := &ListPage[T]{TotalSize: e.TotalSize, TotalPages: e.TotalPages, Messages: e.Messages}
	if err := json.Unmarshal(list, &page.Entries); err != nil {
		return nil, false, failure(misfit(err))
	}
	more := len(page.Entries) > 0 && l.number < e.TotalPages
	if l.tally != nil {
		if err := l.tally.add(len(page.Entries), e.TotalSize, !more); err != nil {
			return nil, false, failure(err)
		}
	}
	l.number++
	return page, more, nil
}

// read makes one GET request and opens the envelope. The function it gives makes an error of the exchange.
func (c *Client) read(ctx context.Context, op Operation) (envelope, func(error) error, error) {
	r, err := op.request(http.MethodGet)
	if err != nil {
		return envelope{}, nil, err
	}
	r.JSON = true
	response, err := c.api.Do(ctx, r)
	if err != nil {
		return envelope{}, nil, err
	}
	failure := func(err error) error {
		return &Error{Op: "GET " + r.Path, StatusCode: response.StatusCode, err: err}
	}
	e, err := open(response.Body)
	if err == nil && e.odd {
		err = errShape // paging numbers that are misread would end the list too early
	}
	if err != nil {
		return e, nil, failure(err)
	}
	c.obsolete.check(op, e.Version)
	return e, failure, nil
}
