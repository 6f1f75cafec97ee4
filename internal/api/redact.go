package api

import (
	"errors"
	"net/url"
	"regexp"
	"strings"
)

var address = regexp.MustCompile(`[^\s'"<>(),;:=]+@[^\s'"<>(),;:=]+`)

// Redact takes e-mail addresses, and every given value, out of a text that came from a server. Values of fewer than three
// characters are left: they say nothing about anyone, and would turn the text into asterisks.
func Redact(text string, values ...string) string {
	for _, v := range values {
		if len(v) >= 3 {
			text = strings.ReplaceAll(text, v, "***")
		}
	}
	return address.ReplaceAllString(text, "***")
}

// Cause gives the error below a [url.Error], whose own text has the whole query string in it.
func Cause(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		return e.Err
	}
	return err
}
