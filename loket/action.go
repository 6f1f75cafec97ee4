package loket

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// anything is what an answer holds that nobody has documented and this package does not look at.
type anything = json.RawMessage

// act carries out an action on one record, and gives the warnings in the answer.
func (e endpoint) act(ctx context.Context, id string, body any) ([]Message, error) {
	record, err := patch[anything](ctx, e, id, body)
	if err != nil {
		return nil, err
	}
	return record.Messages, nil
}

// patch carries out an action on one record. A nil body is no body.
func patch[T any](ctx context.Context, e endpoint, id string, body any) (*Record[T], error) {
	if body == nil {
		return Patch[T](ctx, e.client, e.op.with(id), nil)
	}
	encoded, err := newBody(body)
	if err != nil {
		return nil, fmt.Errorf("loket: operation %s: %w", e.op.Path, err)
	}
	return Patch[T](ctx, e.client, e.op.with(id), encoded)
}

// BulkResult says how an action on several records went (loket-rest.md §6.3).
type BulkResult struct {
	Messages []Message
	Failed   []string // ids of the records that were refused, as they were given
}

type bulkAction struct {
	ID     string `json:"id"`
	Action string `json:"action"`
}

// actOnMany carries out an action on several records. Loket's texts contradict each other on the answer when some of them fail: 200 or 400, with a message for each of these. Either way
// the others may have been carried out, and so the result comes with an error too.
func (e endpoint) actOnMany(ctx context.Context, action string, ids []string, parents ...string) (*BulkResult, error) {
	if len(ids) == 0 {
		return &BulkResult{}, nil
	}
	actions := make([]bulkAction, len(ids))
	for i, id := range ids {
		actions[i] = bulkAction{id, action}
	}
	record, err := Patch[anything](ctx, e.client, e.op.with(parents...), actions)
	result := &BulkResult{}
	if failure, ok := errors.AsType[*Error](err); ok {
		result.Messages = failure.Messages
	} else if err == nil {
		result.Messages = record.Messages
	}
	for _, id := range ids {
		if slices.ContainsFunc(result.Messages, func(m Message) bool { return m.refuses(id) }) {
			result.Failed = append(result.Failed, id)
		}
	}
	return result, err
}

// refuses reports whether the message says that the record was not changed. The set of types is open: all but a warning count.
func (m Message) refuses(id string) bool {
	return strings.EqualFold(m.ID, id) && !strings.EqualFold(m.Type, "Warning")
}
