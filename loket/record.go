package loket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Record is one record as Loket has it.
type Record[T any] struct {
	Value    T
	ETag     string    // as it came, for the write that follows; empty where Loket gives none
	Messages []Message // warnings

	raw json.RawMessage // the record as it came, for Replace
}

// Get reads one record.
func Get[T any](ctx context.Context, c *Client, op Operation) (*Record[T], error) {
	return exchange[T](ctx, c, op, http.MethodGet, nil, "")
}

// Post creates a record from the body, and gives what Loket made of it. Where Loket answers without a record, the value is the zero value.
// Loket has no idempotency keys: after [ErrUnknownOutcome], look before you send it again.
func Post[T any](ctx context.Context, c *Client, op Operation, body any) (*Record[T], error) {
	return exchange[T](ctx, c, op, http.MethodPost, body, "")
}

// Put replaces a record as a whole: what the body leaves out is emptied, so read the record, change it, and send it with the ETag that came with it.
// If someone else has changed it in the meantime, the error is [ErrConflict]. Without an ETag nothing is compared.
func Put[T any](ctx context.Context, c *Client, op Operation, body any, etag string) (*Record[T], error) {
	return exchange[T](ctx, c, op, http.MethodPut, body, etag)
}

// Patch carries out an action, such as …/terminate. A nil body is sent as no body. At Loket this is never a partial change of a record (loket-rest.md §5.1).
//
// Of an action on several records, each message with an ID is about a record that failed; the answer may be good or [ErrBusinessRule] then, and messages are in both.
func Patch[T any](ctx context.Context, c *Client, op Operation, body any) (*Record[T], error) {
	return exchange[T](ctx, c, op, http.MethodPatch, body, "")
}

// Delete removes a record.
func Delete(ctx context.Context, c *Client, op Operation) error {
	_, err := exchange[json.RawMessage](ctx, c, op, http.MethodDelete, nil, "")
	return err
}

// exchange makes one call about a single record.
func exchange[T any](ctx context.Context, c *Client, op Operation, method string, body any, etag string) (*Record[T], error) {
	r, err := op.request(method)
	if err != nil {
		return nil, err
	}
	r.JSON = method == http.MethodGet
	if err := setBody(&r, op, body); err != nil {
		return nil, err
	}
	if etag != "" {
		r.Header.Set("If-Match", etag)
	}
	response, err := c.api.Do(ctx, r)
	if err != nil {
		return nil, err
	}
	record, err := decodeRecord[T](c, op, response, r.Write)
	if err == nil {
		return record, nil
	}
	failure := &Error{Op: method + " " + r.Path, StatusCode: response.StatusCode, err: err}
	if r.Write {
		failure.kind = ErrUnknownOutcome
	}
	return nil, failure
}

// setBody puts the body on the request; nil is no body.
func setBody(r *api.Request, op Operation, body any) (err error) {
	if body == nil {
		return nil
	}
	if r.Body, err = json.Marshal(body); err != nil {
		return fmt.Errorf("loket: operation %s: the body cannot be encoded as JSON", op.Path) // the text of the error may repeat a value
	}
	r.Header.Set("Content-Type", "application/json") // without a version: Loket's own clients strip it (loket-rest.md §1)
	return nil
}

// decodeRecord reads an answer that may also be empty: some actions answer so (loket-rest.md §3.4). A write that is answered with a list of none or of several was carried out,
// and gives no record.
func decodeRecord[T any](c *Client, op Operation, response *api.Response, write bool) (*Record[T], error) {
	record := &Record[T]{ETag: response.Header.Get("ETag")}
	if len(api.TrimJSON(response.Body)) == 0 {
		return record, nil
	}
	e, err := open(response.Body)
	if err != nil {
		return nil, err
	}
	c.obsolete.check(op, e.Version)
	record.Messages = e.Messages
	raw, err := e.one(response.Body)
	switch {
	case err != nil && write:
		return record, nil
	case err != nil:
		return nil, err
	}
	if err := json.Unmarshal(raw, &record.Value); err != nil {
		return nil, misfit(err)
	}
	record.raw = raw
	return record, nil
}

// misfit says which member does not fit, without its value.
func misfit(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return fmt.Errorf("%w: %q is not a %v", errShape, e.Field, e.Type)
	}
	return errShape
}
