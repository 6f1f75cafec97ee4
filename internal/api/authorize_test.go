package api_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// numbered authorizes with token 1 until that is refused, then with token 2, and so on.
type numbered struct {
	refused int
	fixed   bool // there is never a new token
	err     error
	waits   time.Duration
}

func (a *numbered) Authorize(ctx context.Context, req *http.Request) error {
	select {
	case <-time.After(a.waits):
	case <-ctx.Done():
		return ctx.Err()
	}
	req.Header.Set("Authorization", fmt.Sprint("Bearer ", a.refused+1))
	return a.err
}

func (a *numbered) Refused(*http.Request, http.Header) bool {
	if !a.fixed {
		a.refused++
	}
	return !a.fixed
}

// design.md "Repeating a request": after a 401 invalid_token once, with a new token, for a read and for a write.
func TestARefusedCredentialIsRenewedOnce(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what  string
		steps []httpmock.Responder
		sent  []string
		kind  error
		fixed bool
	}{
		{"the new one is good", []httpmock.Responder{status(401, ""), ok}, []string{"Bearer 1", "Bearer 2"}, nil, false},
		{"the new one is refused too", []httpmock.Responder{status(401, "")}, []string{"Bearer 1", "Bearer 2"}, api.ErrUnauthorized, false},
		{"there is no new one", []httpmock.Responder{status(401, "")}, []string{"Bearer 1"}, api.ErrUnauthorized, true},
		{"a repeat does not renew again", []httpmock.Responder{status(401, ""), status(429, ""), status(401, "")}, []string{"Bearer 1", "Bearer 2", "Bearer 2"}, api.ErrUnauthorized, false},
		{"renewing is no try", []httpmock.Responder{status(429, ""), status(401, ""), status(429, ""), ok}, []string{"Bearer 1", "Bearer 1", "Bearer 2", "Bearer 2"}, nil, false},
		{"forbidden is not refused", []httpmock.Responder{status(403, "")}, []string{"Bearer 1"}, api.ErrForbidden, false},
	}
	for _, tt := range tests {
		for name, r := range map[string]api.Request{"read": read(), "write": write()} {
			t.Run(tt.what+", "+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					server := answers(tt.steps...)
					c := newClient(t, base, server, func(c *api.Config) { c.Auth = &numbered{fixed: tt.fixed} })
					_, err := c.Do(t.Context(), r)
					require.ErrorIs(t, err, tt.kind)
					var sent []string
					for _, req := range server.requests {
						sent = append(sent, req.Header.Get("Authorization"))
					}
					require.Equal(t, tt.sent, sent)
				})
			})
		}
	}
}

func TestAnErrorOfTheAuthorizerIsTheCallersToSee(t *testing.T) {
	t.Parallel()
	server := answers(ok)
	refused := errors.New("the secret is wrong")
	_, err := newClient(t, base, server, func(c *api.Config) { c.Auth = &numbered{err: refused} }).Do(t.Context(), write())
	require.Same(t, refused, err)
	require.Zero(t, server.count())
}

// An authorizer that fetches a token has a time-out of its own (design.md "Connecting"): the time-out of the exchange begins behind it.
func TestTheTimeOutDoesNotCountTheAuthorizer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := answers(ok)
		c := newClient(t, base, server, func(c *api.Config) { c.Auth, c.Timeout = &numbered{waits: time.Minute}, time.Second })
		_, err := c.Do(t.Context(), read())
		require.NoError(t, err)
	})
}

func TestTheCallerEndsTheWaitForTheAuthorizer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		server := answers(ok)
		c := newClient(t, base, server, func(c *api.Config) { c.Auth = &numbered{waits: time.Hour} })
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		started := time.Now()
		_, err := c.Do(ctx, write())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.NotErrorIs(t, err, api.ErrUnknownOutcome)
		require.Equal(t, "POST things", failureOf(t, err).Op)
		require.Equal(t, 5*time.Second, time.Since(started))
		require.Zero(t, server.count())
	})
}

// secretAuth authorizes with a token that is easy to find again.
type secretAuth struct{}

func (secretAuth) Authorize(_ context.Context, req *http.Request) error {
	req.Header.Set("Authorization", "Bearer secret-token")
	return nil
}

func (secretAuth) Refused(*http.Request, http.Header) bool { return false }

func TestACredentialThatAServerQuotesIsTakenOut(t *testing.T) {
	t.Parallel()
	c := newClient(t, base, answers(status(400, `{"message":"token secret-token is not valid"}`)), func(c *api.Config) { c.Auth = secretAuth{} })
	_, err := c.Do(t.Context(), read())
	require.Equal(t, `{"message":"token *** is not valid"}`, string(failureOf(t, err).Body))
}
