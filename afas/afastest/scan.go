package afastest

import (
	"bytes"
	"encoding/json"
	"iter"
)

// Rows are kept as compact JSON that is known to be valid. Walking it by hand is what makes an answer of thousands of rows
// cost no more than copying their bytes.

// elements walks the elements of a compact JSON array.
func elements(array []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for at := 1; at < len(array)-1; at++ { // the ++ steps over the comma
			end := valueEnd(array, at)
			if !yield(array[at:end]) {
				return
			}
			at = end
		}
	}
}

// members walks the members of a compact JSON object in the order written. The key comes with its quotes.
func members(object []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		for at := 1; at < len(object)-1; at++ {
			colon := valueEnd(object, at)
			end := valueEnd(object, colon+1)
			if !yield(object[at:colon], object[colon+1:end]) {
				return
			}
			at = end
		}
	}
}

// valueEnd gives the index just after the JSON value that begins at start.
func valueEnd(b []byte, start int) int {
	depth := 0
	for at := start; at < len(b); at++ {
		switch b[at] {
		case '"':
			at = stringEnd(b, at) - 1
		case '{', '[':
			depth++
		case '}', ']', ',', ':':
			if depth == 0 {
				return at
			}
			if b[at] == '}' || b[at] == ']' {
				depth--
			}
		}
	}
	return len(b)
}

// stringEnd gives the index just after the JSON string whose opening quote is at start.
func stringEnd(b []byte, start int) int {
	for at := start + 1; ; at++ {
		at += bytes.IndexByte(b[at:], '"')
		slashes := 0
		for b[at-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			return at + 1
		}
	}
}

// text gives the text of a JSON string; any other value comes back as it is written.
func text(value []byte) string {
	if value[0] != '"' {
		return string(value)
	}
	if bytes.IndexByte(value, '\\') < 0 {
		return string(value[1 : len(value)-1])
	}
	var s string
	_ = json.Unmarshal(value, &s) // valid JSON by construction
	return s
}

// isNull reports whether the JSON value is null.
func isNull(value []byte) bool { return value[0] == 'n' }
