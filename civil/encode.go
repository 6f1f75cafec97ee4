package civil

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"slices"
	"strconv"
)

var errInvalid = errors.New("civil: cannot write a day or time that does not exist: check it with IsValid")

// MarshalText gives the same text as [Date.String]. A day that does not exist is an error.
func (d Date) MarshalText() ([]byte, error) {
	if !d.IsZero() && !d.IsValid() {
		return nil, errInvalid
	}
	return []byte(d.String()), nil
}

// UnmarshalText reads what [ParseDate] reads; empty text gives the zero value.
func (d *Date) UnmarshalText(text []byte) error {
	dt, err := unmarshalText(text, errDateForm)
	if err == nil {
		*d = dt.Date
	}
	return err
}

// MarshalJSON gives the day as a JSON string, and the zero value as null. A day that does not exist is an error.
func (d Date) MarshalJSON() ([]byte, error) { return marshalJSON(d.MarshalText()) }

// UnmarshalJSON reads a JSON string as [ParseDate] does; null and the empty string give the zero value.
func (d *Date) UnmarshalJSON(data []byte) error {
	dt, err := unmarshalJSON(data, errDateForm)
	if err == nil {
		*d = dt.Date
	}
	return err
}

// EncodeValues sets the day in a query string, for github.com/google/go-querystring. A day that does not exist is an error.
func (d Date) EncodeValues(key string, v *url.Values) error {
	text, err := d.MarshalText()
	return setQuery(v, key, text, err)
}

// MarshalText gives the same text as [DateTime.String]. A moment that does not exist is an error.
func (dt DateTime) MarshalText() ([]byte, error) {
	if !dt.IsZero() && !dt.IsValid() {
		return nil, errInvalid
	}
	return []byte(dt.String()), nil
}

// UnmarshalText reads what [ParseDateTime] reads; empty text gives the zero value.
func (dt *DateTime) UnmarshalText(text []byte) error {
	value, err := unmarshalText(text, errDateTimeForm)
	if err == nil {
		*dt = value
	}
	return err
}

// MarshalJSON gives the moment as a JSON string, and the zero value as null. A moment that does not exist is an error.
func (dt DateTime) MarshalJSON() ([]byte, error) { return marshalJSON(dt.MarshalText()) }

// UnmarshalJSON reads a JSON string as [ParseDateTime] does; null and the empty string give the zero value.
func (dt *DateTime) UnmarshalJSON(data []byte) error {
	value, err := unmarshalJSON(data, errDateTimeForm)
	if err == nil {
		*dt = value
	}
	return err
}

// EncodeValues sets the moment in a query string, for github.com/google/go-querystring. A moment that does not exist is an error.
func (dt DateTime) EncodeValues(key string, v *url.Values) error {
	text, err := dt.MarshalText()
	return setQuery(v, key, text, err)
}

func unmarshalText(text []byte, form error) (DateTime, error) {
	s := string(text)
	if s == "" || s == bom {
		return DateTime{}, nil
	}
	return parse(s, form)
}

func marshalJSON(text []byte, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	if len(text) == 0 {
		return []byte("null"), nil
	}
	return append(append([]byte{'"'}, text...), '"'), nil
}

func unmarshalJSON(data []byte, form error) (DateTime, error) {
	if string(data) == "null" {
		return DateTime{}, nil
	}
	if n := len(data); n >= 2 && data[0] == '"' && data[n-1] == '"' && bytes.IndexByte(data, '\\') < 0 {
		return unmarshalText(data[1:n-1], form)
	}
	var s string
	if json.Unmarshal(data, &s) != nil {
		return DateTime{}, form // the text of encoding/json's own error may repeat the value
	}
	return unmarshalText([]byte(s), form)
}

func setQuery(v *url.Values, key string, text []byte, err error) error {
	if err != nil {
		return err
	}
	v.Set(key, string(text))
	return nil
}

func appendDate(b []byte, d Date) []byte {
	b = appendPadded(b, d.Year, 4)
	b = appendPadded(append(b, '-'), int(d.Month), 2)
	return appendPadded(append(b, '-'), d.Day, 2)
}

func appendDateTime(b []byte, dt DateTime) []byte {
	b = appendDate(b, dt.Date)
	b = appendPadded(append(b, 'T'), dt.Hour, 2)
	b = appendPadded(append(b, ':'), dt.Minute, 2)
	b = appendPadded(append(b, ':'), dt.Second, 2)
	if dt.Nanosecond == 0 {
		return b
	}
	return bytes.TrimRight(appendPadded(append(b, '.'), dt.Nanosecond, 9), "0")
}

// appendPadded writes n with leading zeros, at least width digits wide.
func appendPadded(b []byte, n, width int) []byte {
	start := len(b)
	b = strconv.AppendInt(b, int64(n), 10)
	for len(b)-start < width {
		b = slices.Insert(b, start, '0')
	}
	return b
}
