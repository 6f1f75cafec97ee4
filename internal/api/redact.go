package api

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
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

// withoutCredential takes the credential of the request out of an error body: a server may quote what it does not accept.
func withoutCredential(body []byte, req *http.Request) []byte {
	_, credential, _ := strings.Cut(req.Header.Get("Authorization"), " ")
	if len(credential) < 3 {
		return body
	}
	return bytes.ReplaceAll(body, []byte(credential), []byte("***"))
}

// errMalformed stands for the errors of net/http that quote a server's bytes: on a broken connection these may be part of a body.
var errMalformed = errors.New("the answer is cut off in its header, or is not HTTP")

// Cause gives the error below a [url.Error], whose own text has the whole query string in it. What net/http quotes from an answer is left out as well.
func Cause(err error) error {
	if e, ok := errors.AsType[*url.Error](err); ok {
		err = e.Err
	}
	switch text := err.Error(); {
	case strings.Contains(text, "connection broken") && strings.Contains(text, `"`):
		return errMalformed
	case strings.HasPrefix(text, "failed to parse Location"):
		return fmt.Errorf("%w: the server points to an address that cannot be read", errRedirect)
	}
	return err
}
