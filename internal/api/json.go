package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// ErrNotJSON says that a server answered with success and with something that is not JSON, such as a log-in page.
var ErrNotJSON = errors.New("the answer is not JSON")

var bom = []byte("\ufeff")

// TrimJSON takes a byte order mark and white space off both ends. No API here is known to send a mark; it costs nothing to survive one.
func TrimJSON(body []byte) []byte { return bytes.TrimSpace(bytes.TrimPrefix(body, bom)) }

// looksLikeJSON tells an object or array from anything else by its ends. It is no parser: what it lets through still has to be decoded.
// An object that has no end was cut off on the way, even if the transport did not notice.
func looksLikeJSON(body []byte) error {
	body = TrimJSON(body)
	switch {
	case len(body) == 0:
		return fmt.Errorf("%w: it is empty", ErrNotJSON)
	case body[0] == '<':
		return fmt.Errorf("%w: it is HTML or XML; is the address right, and does a proxy stand between?", ErrNotJSON)
	case body[0] != '{' && body[0] != '[':
		return ErrNotJSON
	case body[len(body)-1] != body[0]+2: // } is two after {, ] two after [
		return io.ErrUnexpectedEOF
	}
	return nil
}
