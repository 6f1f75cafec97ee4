package oauth_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// loket-rest.md §2: a refresh token may be single-use, so an answer that holds one must never be lost over its life.
func TestALifeThatCannotBeReadCostsNothing(t *testing.T) {
	t.Parallel()
	for _, life := range []string{`""`, `"soon"`, `"NaN"`, `-5`, `{}`, `[3600]`, `true`} {
		t.Run(life, func(t *testing.T) {
			t.Parallel()
			answer, err := oauth.ReadAnswer([]byte(`{"access_token":"t","expires_in":` + life + `,"refresh_token":"r"}`))
			require.NoError(t, err)
			token, err := answer.Token()
			require.NoError(t, err)
			require.Equal(t, "r", token.RefreshToken)
			require.True(t, token.Expiry.IsZero(), "used until it is refused")
		})
	}
}

func TestALifeMayHaveDecimalsAndBeTooLongForAClock(t *testing.T) {
	t.Parallel()
	for life, want := range map[string]time.Duration{
		"3599.5": 3599*time.Second + 500*time.Millisecond,
		"1e30":   365 * 24 * time.Hour,
		`"Inf"`:  365 * 24 * time.Hour,
	} {
		t.Run(life, func(t *testing.T) {
			t.Parallel()
			answer, err := oauth.ReadAnswer([]byte(`{"access_token":"t","expires_in":` + life + `}`))
			require.NoError(t, err)
			token, err := answer.Token()
			require.NoError(t, err)
			require.WithinDuration(t, time.Now().Add(want), token.Expiry, time.Minute)
		})
	}
}

// Whatever a token endpoint sends, reading it gives a token that can be used, or an error.
func FuzzReadAnswer(f *testing.F) {
	f.Add([]byte(`{"access_token":"v7Kq_2-aa","token_type":"bearer","expires_in":3599,"refresh_token":"r1","two_factor_state":"None"}`))
	f.Add([]byte(`{"access_token":"v8","expires_in":"3599"}`))
	f.Add([]byte(`{"error":"invalid_grant","error_description":"used"}`))
	f.Add([]byte(`<html>`))
	f.Add([]byte("\ufeff{}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		answer, err := oauth.ReadAnswer(body)
		if err != nil {
			require.Zero(t, answer)
			return
		}
		token, err := answer.Token()
		if err != nil {
			require.ErrorIs(t, err, oauth.ErrNoToken)
			require.Nil(t, token)
			return
		}
		require.NotEmpty(t, token.AccessToken)
		require.True(t, token.Expiry.IsZero() || !token.Expiry.Before(time.Now().Add(-time.Minute)), "a token is never born too old: %v", token.Expiry)
	})
}
