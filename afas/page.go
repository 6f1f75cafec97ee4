package afas

import (
	"bytes"
	"encoding/json"
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
	err := eachMember(api.TrimJSON(body), func(name, value []byte) bool {
		if !strings.EqualFold(string(name), `"rows"`) {
			return true
		}
		found, p.array = true, value
		return false
	})
	switch {
	case err != nil:
		return p, err
	case !found:
		return p, errShape
	case string(p.array) == "null":
		return page{}, nil
	case p.array[0] != '[':
		return p, errShape
	}
	for i := space(p.array, 1); p.array[i] != ']'; {
		end, err := skipValue(p.array, i)
		if err != nil {
			return p, err
		}
		p.rows = append(p.rows, p.array[i:end])
		if i, err = nextItem(p.array, end); err != nil {
			return p, err
		}
	}
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
	quoted, _ := json.Marshal(column)
	_ = eachMember(row, func(name, value []byte) bool { // an error shows when the row is decoded
		if bytes.Equal(name, quoted) || unquote(name) == column {
			found = value
		}
		return found == nil
	})
	return found
}

func unquote(quoted []byte) string {
	var s string
	_ = json.Unmarshal(quoted, &s) // what is no string is no name either
	return s
}

var errBroken = errors.New("the answer is not valid JSON")

// eachMember walks over the members of a JSON object, until the function says false.
func eachMember(object []byte, f func(name, value []byte) bool) error {
	if len(object) == 0 || object[0] != '{' {
		return errShape
	}
	i := space(object, 1)
	for i < len(object) && object[i] != '}' {
		nameEnd, err := skipValue(object, i)
		if err != nil {
			return err
		}
		colon := space(object, nameEnd)
		if colon >= len(object) || object[colon] != ':' {
			return errBroken
		}
		start := space(object, colon+1)
		end, err := skipValue(object, start)
		if err != nil {
			return err
		}
		if !f(object[i:nameEnd], object[start:end]) {
			return nil
		}
		if i, err = nextItem(object, end); err != nil {
			return err
		}
	}
	return nil
}

// nextItem gives where the next item of an object or array begins, or where its bracket closes.
func nextItem(b []byte, i int) (int, error) {
	i = space(b, i)
	if i < len(b) && b[i] == ',' {
		i = space(b, i+1)
	} else if i < len(b) && b[i] != ']' && b[i] != '}' {
		return i, errBroken
	}
	if i >= len(b) {
		return i, errBroken
	}
	return i, nil
}

func space(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\r' || b[i] == '\t') {
		i++
	}
	return i
}

// skipValue gives the end of the JSON value that begins at i.
func skipValue(b []byte, i int) (int, error) {
	depth := 0
	for start := i; i < len(b); {
		switch b[i] {
		case '"':
			end, err := skipString(b, i)
			if err != nil || depth == 0 {
				return end, err
			}
			i = end
			continue
		case '{', '[':
			depth++
		case '}', ']', ',', ':', ' ', '\n', '\r', '\t':
			if depth == 0 { // the end of a number or word
				if i == start {
					return i, errBroken
				}
				return i, nil
			}
			if b[i] == '}' || b[i] == ']' {
				if depth--; depth == 0 {
					return i + 1, nil
				}
			}
		}
		i++
	}
	return i, errBroken
}

func skipString(b []byte, i int) (int, error) {
	for i++; i < len(b); i++ {
		quote := bytes.IndexByte(b[i:], '"')
		if quote < 0 {
			break
		}
		i += quote
		backslashes := 0
		for b[i-1-backslashes] == '\\' {
			backslashes++
		}
		if backslashes%2 == 0 {
			return i + 1, nil
		}
	}
	return i, errBroken
}
