package oauth

import (
	"context"
	"errors"
	"io/fs"
	"net/url"
	"slices"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// storeError is an error of a store. A store of the caller's may quote a token in its own words.
type storeError struct {
	text  string
	err   error
	known []*oauth2.Token
}

// StoreError makes an error that says what a store could not do, without the tokens in it. Where no token is known that could be taken out of the store's own words, they are left out,
// and only unwrapping gives them.
func StoreError(text string, err error, known ...*oauth2.Token) error {
	known = slices.DeleteFunc(known, func(t *oauth2.Token) bool { return t == nil })
	return &storeError{text, err, known}
}

func (e *storeError) Error() string {
	if path, ok := errors.AsType[*fs.PathError](e.err); ok {
		return e.text + ": " + path.Error()
	}
	if errors.Is(e.err, context.Canceled) || errors.Is(e.err, context.DeadlineExceeded) {
		return e.text + " in time"
	}
	if len(e.known) == 0 {
		return e.text
	}
	var secrets []string
	for _, t := range e.known {
		for _, secret := range []string{t.AccessToken, t.RefreshToken} {
			secrets = append(secrets, secret, url.QueryEscape(secret))
		}
	}
	return e.text + ": " + api.Redact(e.err.Error(), secrets...)
}

func (e *storeError) Unwrap() error { return e.err }
