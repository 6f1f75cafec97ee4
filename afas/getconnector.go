package afas

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Rows reads the rows of one GetConnector as values of T: a struct whose json tags are the names of the connector's columns, or [Row].
// It holds nothing but the connector's name, and is safe for concurrent use.
type Rows[T any] struct {
	client *Client
	name   string
}

// GetConnector gives access to a GetConnector by its name. Names and columns are the customer's choice (afas-profit-rest.md §3.7), so keep both in your configuration.
func GetConnector[T any](c *Client, name string) *Rows[T] {
	return &Rows[T]{c, strings.TrimSpace(name)}
}

// Name gives the name of the connector.
func (r *Rows[T]) Name() string { return r.name }

// GetOptions says which rows to read, and how. A nil *GetOptions is the same as an empty one.
type GetOptions struct {
	// Filter chooses rows; the zero Filter chooses all.
	Filter Filter

	// OrderBy names the columns to sort by, "-Name" for descending. [Rows.All] then reads with skip and take. Together the columns must be unique,
	// or rows are lost and repeated between pages (afas-profit-rest.md §3.2).
	OrderBy []string

	// Key names a column that is unique and never empty, such as EmployeeId. [Rows.All] then reads each page from the last key on,
	// which stays right while rows come and go, and fast where skip is not: beyond 100,000 rows. It takes the place of OrderBy.
	Key string

	// Skip leaves out the first rows. It cannot be used with Key.
	Skip int

	// Take is how many rows one request asks for. When it is 0, Page takes AFAS' own default of 100, and All takes 1,000 for the first page and
	// then as many as the rule of AFAS allows: fewer than 150,000 cells (rows times columns), and at most 10,000 rows.
	Take int

	// OnRowError is called for each column of a row that cannot be decoded. If it returns nil, that column stays empty and the row is kept;
	// if it returns an error, reading stops with it. Without it, reading stops with the [RowError].
	OnRowError func(*RowError) error
}

// Page reads one page: Take rows after Skip, in the order of OrderBy. Fewer rows than Take are the last page. Without an order, AFAS may
// choose another one for each call. A page that cannot be decoded gives the rows before the bad one, and the error.
func (r *Rows[T]) Page(ctx context.Context, opts *GetOptions) ([]T, error) {
	reader, err := r.reader(opts.clone())
	if err != nil {
		return nil, err
	}
	if reader.query.Take == 0 {
		reader.query.Take = defaultTake
	}
	p, err := reader.fetch(ctx)
	if err != nil {
		return nil, err
	}
	var rows []T
	for row, err := range decodePage[T](p, reader.decoding) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// All reads all rows, page by page, and needs an OrderBy or a Key: paging without an order loses and repeats rows.
//
// The next page is fetched while the caller uses this one; memory does not grow with the number of rows. An error is given once, and ends the sequence;
// rows before it have been given, but none of a page whose keys are wrong. Leaving the loop stops the fetching. Ranging again starts again. Nothing is sent before the loop starts.
func (r *Rows[T]) All(ctx context.Context, opts *GetOptions) iter.Seq2[T, error] {
	o := opts.clone()
	return func(yield func(T, error) bool) {
		reader, err := r.reader(o)
		if err == nil && len(reader.query.OrderBy) == 0 {
			err = fmt.Errorf("afas: connector %q: reading all rows needs an order: set Key to a unique column, or OrderBy; without one, paging loses and repeats rows", r.name)
		}
		if err != nil {
			var none T
			yield(none, err)
			return
		}
		readAll(ctx, reader, yield)
	}
}

// Collect gathers the rows of a sequence; it stops at the first error, and gives the rows before it.
func Collect[T any](rows iter.Seq2[T, error]) ([]T, error) {
	var all []T
	for row, err := range rows {
		if err != nil {
			return all, err
		}
		all = append(all, row)
	}
	return all, nil
}

const defaultTake = 100

// clone copies the options, so that the caller may change them while the sequence is in use.
func (o *GetOptions) clone() GetOptions {
	if o == nil {
		return GetOptions{}
	}
	c := *o
	c.OrderBy = slices.Clone(o.OrderBy)
	return c
}

// check reports options that contradict each other.
func (o *GetOptions) check() error {
	order := slices.Concat(o.OrderBy, []string{o.Key})
	switch {
	case o.Skip < 0 || o.Take < 0:
		return errors.New("skip and take must not be negative; All reads everything")
	case o.Key != "" && len(o.OrderBy) > 0:
		return errors.New("Key is an order of its own: leave OrderBy out")
	case o.Key != "" && o.Skip > 0:
		return errors.New("reading by Key starts at the first row: leave Skip out")
	case slices.ContainsFunc(o.OrderBy, func(column string) bool { return strings.TrimPrefix(column, "-") == "" }):
		return errors.New("OrderBy has an empty column name")
	case slices.ContainsFunc(order, func(column string) bool { return strings.ContainsAny(column, ",;") }):
		return errors.New("Key and OrderBy cannot have a comma or a semicolon in the name of a column: AFAS takes it for two; give each column an element of its own, or rename it in the GetConnector")
	}
	return nil
}

// reader turns the options into the first query.
func (r *Rows[T]) reader(o GetOptions) (*reader, error) {
	path, err := api.Path("connectors", r.name)
	if err != nil {
		return nil, errors.New("afas: a GetConnector needs a name")
	}
	if err := o.check(); err != nil {
		return nil, fmt.Errorf("afas: connector %q: %w", r.name, err)
	}
	reader := &reader{
		api:       r.client.api,
		path:      path,
		query:     listQuery{Skip: o.Skip, Take: o.Take, OrderBy: o.OrderBy},
		filter:    o.Filter,
		row:       o.Skip,
		fixedTake: o.Take > 0,
		decoding:  decoding{r.name, columnsOf(reflect.TypeFor[T]()), o.OnRowError},
	}
	if o.Key != "" {
		reader.query.OrderBy = []string{o.Key}
		reader.keys = &keySet{column: o.Key}
	}
	_, err = reader.encode()
	return reader, err
}
