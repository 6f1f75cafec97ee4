package afas

import (
	"bytes"
	"errors"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// page is one answer of a GetConnector, split into rows that are not decoded yet. Splitting is a small part of the work of decoding,
// and tells what the next request must be: how many rows there are, how wide they are, and what their keys are.
type page struct {
	array []byte   // the JSON array of rows
	rows  [][]byte // each row in it
	first int      // number of the first row
}

var errShape = errors.New(`the answer has no "rows"`)

// splitPage finds the rows. What it splits still has to be decoded, so it need not find every error in the JSON.
func splitPage(body []byte) (page, error) {
	var p page
	found := false
	body = api.TrimJSON(body)
	err := walk(body, func(name []byte, i int) (int, error) {
		if !strings.EqualFold(unquote(name), "rows") {
			return skipValue(body, i)
		}
		found = true
		var err error
		p, err = splitArray(body[i:])
		return i + len(p.array), err
	})
	switch {
	case err != nil:
		return page{}, err
	case !found:
		return page{}, errShape
	}
	return p, nil
}

var null = []byte("null")

// splitArray finds the items of the array that b begins with. A null in its place has none.
func splitArray(b []byte) (page, error) {
	if bytes.HasPrefix(b, null) {
		return page{array: b[:len(null)]}, nil
	}
	if len(b) == 0 || b[0] != '[' {
		return page{}, errShape
	}
	var p page
	i := space(b, 1)
	for i < len(b) && b[i] != ']' {
		end, err := skipValue(b, i)
		if err != nil {
			return page{}, err
		}
		p.rows = append(p.rows, b[i:end])
		if i, err = nextItem(b, end); err != nil {
			return page{}, err
		}
	}
	if i >= len(b) {
		return page{}, errBroken
	}
	p.array = b[:i+1]
	return p, nil
}

// columns counts the columns; every row has them all.
func (p page) columns() int {
	n := 0
	if len(p.rows) > 0 {
		_ = eachMember(p.rows[0], func(_, _ []byte) bool { n++; return true }) // an error shows when the row is decoded
	}
	return n
}

// member gives the value of a row's column, or nil.
func member(row []byte, column string) []byte {
	var found []byte
	_ = eachMember(row, func(name, value []byte) bool { // an error shows when the row is decoded
		if isName(name, column) {
			found = value
		}
		return found == nil
	})
	return found
}
