package loket

import (
	"bytes"
	"encoding/json"
	"errors"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Time is a moment, such as the one at which a payroll run was approved. Loket writes it with an offset; where it leaves that out the clock in Amsterdam is meant, and a day alone is its
// midnight there (loket-rest.md §7). The zero value is no moment, and null in JSON.
type Time struct{ time.Time }

var errTime = errors.New("loket: not a moment: expected the form 2026-03-01T13:05:09+01:00")

// MarshalJSON gives the moment with its offset, and the zero value as null.
func (t Time) MarshalJSON() ([]byte, error) {
	if t.IsZero() {
		return []byte("null"), nil
	}
	return t.Time.MarshalJSON()
}

// UnmarshalJSON reads a moment with or without an offset and a fraction, or a day; null and the empty text give the zero value.
func (t *Time) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(bytes.TrimSpace(data), &text) != nil {
		return errTime
	}
	if text == "" {
		*t = Time{}
		return nil
	}
	if moment, err := time.Parse(time.RFC3339Nano, text); err == nil {
		t.Time = moment
		return nil
	}
	local, err := civil.ParseDateTime(text)
	if err != nil {
		return errTime
	}
	t.Time = local.In(civil.Amsterdam())
	return nil
}
