package loket

import (
	"context"
	"fmt"
	"iter"
)

// The resource versions that are pinned, so that the shape of an answer does not change under a program. Loket serves the newest version on or before the date
// (loket-rest.md §1, "Known resource versions").
const (
	firstVersion         = "2018-01-01" // of every resource that is not listed here
	employeesVersion     = "2021-03-29" // has the business e-mail address and telephone numbers
	employmentsVersion   = "2019-12-16"
	authorizationVersion = "2019-02-11" // has the id and the description instead of a name
)

// endpoint is an operation that waits for its ids.
type endpoint struct {
	client *Client
	op     Operation
}

func at(c *Client, path, version string) endpoint {
	return endpoint{c, Operation{Path: path, Version: version}}
}

// below is the endpoint under this one, in the same version.
func (e endpoint) below(path string) endpoint {
	e.op.Path += path
	return e
}

// RootLister reads a list that belongs to the user as a whole.
type RootLister[T any] struct{ endpoint }

// All reads all entries, page by page, as [All] does.
func (l RootLister[T]) All(ctx context.Context, opts *ListOptions) iter.Seq2[T, error] {
	return All[T](ctx, l.client, l.op, opts)
}

// Page reads one page.
func (l RootLister[T]) Page(ctx context.Context, opts *ListOptions) (*ListPage[T], error) {
	return Page[T](ctx, l.client, l.op, opts)
}

// Lister reads the list of what belongs to one employer, employee, employment or administration.
type Lister[T any] struct{ endpoint }

// All reads all entries, page by page, as [All] does. The id is the id of what they belong to.
func (l Lister[T]) All(ctx context.Context, parentID string, opts *ListOptions) iter.Seq2[T, error] {
	return All[T](ctx, l.client, l.op.with(parentID), opts)
}

// Page reads one page. The id is the id of what the entries belong to.
func (l Lister[T]) Page(ctx context.Context, parentID string, opts *ListOptions) (*ListPage[T], error) {
	return Page[T](ctx, l.client, l.op.with(parentID), opts)
}

// Getter reads one record.
type Getter[T any] struct{ endpoint }

// Get reads the record with the id. If there is none, or the user may not see it, the error is [ErrNotFound].
func (g Getter[T]) Get(ctx context.Context, id string) (*Record[T], error) {
	return Get[T](ctx, g.client, g.op.with(id))
}

// Creator adds a record to one employer, employee, employment or administration.
type Creator[T any] struct{ endpoint }

// Create adds the record under what has the id, and gives what Loket made of it. An id and other members that only Loket fills are ignored. If Loket refuses the record, the
// error is [ErrBusinessRule] and says why. After [ErrUnknownOutcome] look before you send it again: Loket would make a second one (loket-rest.md §5.1).
func (c Creator[T]) Create(ctx context.Context, parentID string, value T) (*Record[T], error) {
	return create[T](ctx, c.endpoint, parentID, value)
}

func create[T any](ctx context.Context, e endpoint, parentID string, value any) (*Record[T], error) {
	body, err := newBody(value)
	if err != nil {
		return nil, fmt.Errorf("loket: operation %s: %w", e.op.Path, err)
	}
	return Post[T](ctx, e.client, e.op.with(parentID), body)
}

// Defaults gives what Loket proposes for a new record, as it knows nearly all sub-resources of an employment. Members without a proposal have their zero value, also where a record
// always has one. If Loket has no proposals for this kind of record, the error is [ErrNotFound] (loket-rest.md §5.4).
func (c Creator[T]) Defaults(ctx context.Context, parentID string) (*Record[T], error) {
	return Defaults[T](ctx, c.client, c.op.with(parentID))
}

// Metadata gives the keys that may be chosen for the coded values of a new record; see [MetadataField].
func (c Creator[T]) Metadata(ctx context.Context, parentID string) (MetadataFields, error) {
	return Metadata(ctx, c.client, c.below("/metadata").op.with(parentID))
}

// Replacer replaces a record that was read before.
type Replacer[T any] struct{ endpoint }

// Replace sends the record as it was read, with the changes that were made to its Value, and gives what Loket made of it. Loket replaces a record as a whole (loket-rest.md §5.1), so
// everything that was not changed goes back as it came, members that this package does not know included. Therefore the record has to be one that Get, Create or Replace gave.
//
// If somebody else has changed the record since, the error is [ErrConflict]; nothing is compared where Loket gave no ETag. If Loket refuses it, it is [ErrBusinessRule].
func (r Replacer[T]) Replace(ctx context.Context, id string, record *Record[T]) (*Record[T], error) {
	return replace(ctx, r.client, r.op.with(id), record)
}

func replace[T any](ctx context.Context, c *Client, op Operation, record *Record[T]) (*Record[T], error) {
	if record == nil || len(record.raw) == 0 {
		return nil, fmt.Errorf("loket: operation %s: Replace needs a record that was read with Get: Loket empties what is not sent", op.Path)
	}
	body, err := changedBody(record.raw, record.Value)
	if err != nil {
		return nil, fmt.Errorf("loket: operation %s: %w", op.Path, err)
	}
	return Put[T](ctx, c, op, body, record.ETag)
}

// Deleter removes a record.
type Deleter struct{ endpoint }

// Delete removes the record with the id. It cannot be taken back.
func (d Deleter) Delete(ctx context.Context, id string) error {
	return Delete(ctx, d.client, d.op.with(id))
}
