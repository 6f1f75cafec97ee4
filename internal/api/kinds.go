package api

import "errors"

// The kinds of errors. The API packages export these very values, so that a caller who uses two of them needs one check.
var (
	ErrUnauthorized   = errors.New("unauthorized")
	ErrForbidden      = errors.New("forbidden")
	ErrNotFound       = errors.New("not found")
	ErrConflict       = errors.New("conflict")
	ErrRateLimited    = errors.New("rate limited")
	ErrUnavailable    = errors.New("unavailable")
	ErrBusinessRule   = errors.New("refused by a business rule")
	ErrUnknownOutcome = errors.New("unknown outcome")
)
