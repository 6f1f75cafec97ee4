package oauth_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/oauth"
)

// afas-sb-and-oauth.md §4.2: expires_in is text or a number, refresh_token null or absent.
func TestAnswersOfATokenEndpoint(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, body string
		life       time.Duration // 0: no expiry
		refresh    string
	}{
		{"a number", `{"access_token":"t","token_type":"Bearer","expires_in":3600}`, time.Hour, ""},
		{"text", `{"access_token":"t","expires_in":"3600","refresh_token":null}`, time.Hour, ""},
		{"no end", `{"access_token":"t"}`, 0, ""},
		{"an end of null", `{"access_token":"t","expires_in":null}`, 0, ""},
		{"an end of nothing", `{"access_token":"t","expires_in":0}`, 0, ""},
		{"a refresh token, lower-case bearer", `{"access_token":"t","token_type":"bearer","expires_in":1800,"refresh_token":"r"}`, 30 * time.Minute, "r"},
		{"a byte order mark and white space", "\ufeff\r\n {\"access_token\":\"t\"} \r\n", 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				answer, err := oauth.ReadAnswer([]byte(tt.body))
				require.NoError(t, err)
				token, err := answer.Token()
				require.NoError(t, err)
				require.Equal(t, "t", token.AccessToken)
				require.Equal(t, "Bearer", token.Type())
				require.Equal(t, tt.refresh, token.RefreshToken)
				if tt.life == 0 {
					require.True(t, token.Expiry.IsZero())
				} else {
					require.Equal(t, time.Now().Add(tt.life), token.Expiry)
				}
			})
		})
	}
}

func TestAnswersThatHoldNoToken(t *testing.T) {
	t.Parallel()
	answer, err := oauth.ReadAnswer([]byte(`{"error":"invalid_client","error_description":"no such client"}`))
	require.NoError(t, err)
	require.Equal(t, "invalid_client", answer.Code)
	require.Equal(t, "no such client", answer.Description)
	_, err = answer.Token()
	require.ErrorIs(t, err, oauth.ErrNoToken)

	for _, body := range []string{"", "<html>", "[]", `{"error":{"code":"503"}}`, `{"access_token":{"marked-token":1}}`, `{"access_token":"marked-token"`} {
		_, err := oauth.ReadAnswer([]byte(body))
		require.Error(t, err, body)
		require.NotContains(t, err.Error(), "marked-token")
	}
}
