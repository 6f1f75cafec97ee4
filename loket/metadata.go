package loket

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
)

// Metadata reads which keys may be chosen for the coded values of a record: the path of the operation is that of the POST or PUT with /metadata behind it, and in chains with more behind that
// (loket-rest.md §3.6).
func Metadata(ctx context.Context, c *Client, op Operation) (MetadataFields, error) {
	return Collect(All[MetadataField](ctx, c, op, nil))
}

// Defaults reads what Loket proposes for a new record: the path of the operation is that of the POST, /defaults is added. Loket wraps the answer or does not; both are read.
func Defaults[T any](ctx context.Context, c *Client, op Operation) (*Record[T], error) {
	op.Path = strings.TrimSuffix(op.Path, "/") + "/defaults"
	return Get[T](ctx, c, op)
}

// MetadataField holds the options of one member.
type MetadataField struct {
	Field   string           `json:"field"`
	Options []MetadataOption `json:"options"`
}

// MetadataFields are the options of all coded values of a record.
type MetadataFields []MetadataField

// Options gives the options of a member, none if it has none. Names are compared without case.
func (fields MetadataFields) Options(field string) []MetadataOption {
	for _, f := range fields {
		if strings.EqualFold(f.Field, field) {
			return f.Options
		}
	}
	return nil
}

// MetadataOption is one choice. Key is a number, a UUID or a text like "2.1" and may stand under the name id; Value may stand under the name description. Some options have more members,
// such as a country's isoCode: they are in Raw.
type MetadataOption struct {
	Key   string
	Value string
	Raw   json.RawMessage
}

// UnmarshalJSON reads an option of any shape.
func (o *MetadataOption) UnmarshalJSON(data []byte) error {
	m := object(data)
	if m == nil {
		return errShape
	}
	*o = MetadataOption{Key: m.text("key", "id"), Value: m.text("value", "description"), Raw: bytes.Clone(data)}
	return nil
}

// text gives the first of the members that is there, without its quotes.
func (m members) text(names ...string) string {
	for _, name := range names {
		raw := m[name]
		if !isFilled(raw) {
			continue
		}
		var text string
		if json.Unmarshal(raw, &text) != nil {
			return string(raw)
		}
		return text
	}
	return ""
}
