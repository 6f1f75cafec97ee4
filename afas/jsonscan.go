package afas

import (
	"bytes"
	"encoding/json"
	"errors"
)

var errBroken = errors.New("the answer is not valid JSON")

var errStop = errors.New("no further")

// eachMember gives the members of a JSON object to the function, until it says false.
func eachMember(object []byte, f func(name, value []byte) bool) error {
	err := walk(object, func(name []byte, i int) (int, error) {
		end, err := skipValue(object, i)
		if err == nil && !f(name, object[i:end]) {
			err = errStop
		}
		return end, err
	})
	if err == errStop {
		return nil
	}
	return err
}

// walk goes over the members of a JSON object. The function is told where a member's value begins, and tells where it ends.
func walk(object []byte, f func(name []byte, start int) (end int, err error)) error {
	if len(object) == 0 || object[0] != '{' {
		return errShape
	}
	i := space(object, 1)
	for i < len(object) && object[i] != '}' {
		if object[i] != '"' {
			return errBroken
		}
		nameEnd, err := skipString(object, i)
		if err != nil {
			return err
		}
		colon := space(object, nameEnd)
		if colon >= len(object) || object[colon] != ':' {
			return errBroken
		}
		end, err := f(object[i:nameEnd], space(object, colon+1))
		if err != nil {
			return err
		}
		if i, err = nextItem(object, end); err != nil {
			return err
		}
	}
	if i >= len(object) {
		return errBroken
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

// skipString gives the end of the JSON string that begins at i.
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
	return len(b), errBroken
}

// isName reports whether a JSON string is that text.
func isName(quoted []byte, name string) bool {
	if bytes.IndexByte(quoted, '\\') >= 0 {
		return unquote(quoted) == name
	}
	return string(quoted[1:len(quoted)-1]) == name
}

// unquote gives the text of a JSON string, and nothing for another value.
func unquote(quoted []byte) string {
	var s string
	if json.Unmarshal(quoted, &s) != nil {
		return ""
	}
	return s
}
