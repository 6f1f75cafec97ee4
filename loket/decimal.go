package loket

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"strconv"
)

// Decimal is a number as Loket wrote it, for hours, percentages and money, none of which fit a float64: "160.0". The empty Decimal is no number, and null in JSON; it differs from "0".
// Loket quotes some numbers, both forms are read; a number is written without quotes (loket-rest.md §7).
type Decimal string

var errDecimal = errors.New("loket: not a decimal number: expected digits with a point, such as 12.50")

// IsZero reports whether there is no number. The number 0 is one.
func (d Decimal) IsZero() bool { return d == "" }

// String gives the number as Loket wrote it, and nothing when there is none.
func (d Decimal) String() string { return string(d) }

// Rat gives the exact value, to calculate and compare with: "1.50" and "1.5" are the same there. No number is 0.
func (d Decimal) Rat() (*big.Rat, error) {
	if d == "" {
		return new(big.Rat), nil
	}
	value, ok := new(big.Rat), d.isNumber()
	if ok {
		value, ok = value.SetString(string(d))
	}
	if !ok {
		return nil, errDecimal
	}
	return value, nil
}

// Float64 gives the nearest float64, for a chart or an average. No number is 0.
func (d Decimal) Float64() (float64, error) {
	if d == "" {
		return 0, nil
	}
	f, err := strconv.ParseFloat(string(d), 64)
	if err != nil || !d.isNumber() {
		return 0, errDecimal
	}
	return f, nil
}

// MarshalJSON gives the number without quotes, and null when there is none. Text that is no number is an error.
func (d Decimal) MarshalJSON() ([]byte, error) {
	if d == "" {
		return []byte("null"), nil
	}
	if !d.isNumber() {
		return nil, errDecimal
	}
	return []byte(d), nil
}

// UnmarshalJSON reads a number with or without quotes; null and the empty text are no number.
func (d *Decimal) UnmarshalJSON(data []byte) error {
	text := data
	if string(data) == "null" {
		text = nil
	} else if len(data) > 1 && data[0] == '"' {
		text = bytes.TrimSpace(data[1 : len(data)-1])
	}
	number := Decimal(text)
	if number != "" && !number.isNumber() {
		return errDecimal
	}
	*d = number
	return nil
}

// isNumber holds the number to JSON's form, and its exponent to what a float64 can hold: big.Rat would write out every zero of 1e999999999.
func (d Decimal) isNumber() bool {
	const longest = 40
	if len(d) > longest || !json.Valid([]byte(d)) || !isDigit(d[len(d)-1]) || d[0] != '-' && !isDigit(d[0]) {
		return false
	}
	_, err := strconv.ParseFloat(string(d), 64)
	return err == nil
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
