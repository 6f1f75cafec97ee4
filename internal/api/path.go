package api

import (
	"errors"
	"net/url"
	"strings"
)

// Path joins path elements, each escaped, so that a name with a slash in it stays one element.
func Path(elements ...string) (string, error) {
	escaped := make([]string, len(elements))
	for i, e := range elements {
		if e == "" || e == "." || e == ".." {
			return "", errors.New("a name in the address must not be empty or made of dots")
		}
		escaped[i] = url.PathEscape(e)
	}
	return strings.Join(escaped, "/"), nil
}
