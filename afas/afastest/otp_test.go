package afastest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// activation posts to one of the two steps, without authorisation.
func activation(t *testing.T, server *afastest.Server, path, body string) answer {
	t.Helper()
	a, err := try(t, server, http.MethodPost, path, http.Header{"Authorization": nil, "Content-Type": {"application/json"}}, strings.NewReader(body))
	require.NoError(t, err)
	return a
}

func keys(server *afastest.Server, rest string) string {
	return `{"apiKey":"` + server.APIKey + `","apiToken":"` + server.EnvironmentKey + `","userid":"j@example.org"` + rest + `}`
}

// afas-profit-rest.md §2.3, §13 shapes 49 and 50.
func TestAPIKeyAndEnvironmentKeyGiveATokenInTwoSteps(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{OTPCode: "34264813"})
	require.Regexp(t, `^[0-9A-F]{32}$`, server.APIKey)
	require.Regexp(t, `^[0-9A-F]{32}$`, server.EnvironmentKey)
	requireEmpty(t, http.StatusOK, activation(t, server, "/otprequest", keys(server, "")))
	require.Equal(t, "34264813", server.OTP("J@example.org"))

	for name, body := range map[string]string{
		"a wrong code":         keys(server, `,"otp":"00000000"`),
		"no code":              keys(server, ``),
		"the wrong keys":       `{"apiKey":"x","apiToken":"y","userid":"j@example.org","otp":"34264813"}`,
		"a user without codes": strings.Replace(keys(server, `,"otp":"34264813"`), "j@", "k@", 1),
	} {
		a := activation(t, server, "/otpvalidation", body)
		require.Equal(t, http.StatusNoContent, a.status, name)
		require.Empty(t, a.body, name)
	}
	a := activation(t, server, "/OTPValidation", strings.Replace(keys(server, `,"Otp":"34264813"`), "userid", "userId", 1))
	require.Equal(t, http.StatusOK, a.status)
	require.JSONEq(t, `{"token":"`+server.Token+`\r\n"}`, a.body)
	require.Equal(t, http.StatusNoContent, activation(t, server, "/otpvalidation", keys(server, `,"otp":"34264813"`)).status, "a code is good once")
	require.NotContains(t, server.Requests()[0].Path+server.Requests()[0].Query, server.APIKey)
}

// afas-profit-rest.md §2.3: the answer does not tell whether the keys and the user are good.
func TestTheFirstStepAlwaysAnswersTheSame(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Users: []string{"j@example.org"}, Quirks: afastest.Quirks{OTPCreated: true}})
	requireEmpty(t, http.StatusCreated, activation(t, server, "/otprequest", `{"apiKey":"x","apiToken":"y","userid":"j@example.org"}`))
	require.Empty(t, server.OTP("j@example.org"))
	requireEmpty(t, http.StatusCreated, activation(t, server, "/otprequest", strings.Replace(keys(server, ""), "j@", "k@", 1)))
	require.Empty(t, server.OTP("k@example.org"))

	requireEmpty(t, http.StatusCreated, activation(t, server, "/otprequest", keys(server, "")))
	code := server.OTP("j@example.org")
	require.Regexp(t, `^\d{8}$`, code)
	requireEmpty(t, http.StatusCreated, activation(t, server, "/otprequest", keys(server, "")))
	require.Equal(t, code, server.OTP("j@example.org"), "another request soon after keeps the code")
}

func TestActivationsThatAreNone(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	for _, path := range []string{"/otprequest", "/otpvalidation"} {
		a := activation(t, server, path, `apiKey=x`)
		require.Equal(t, http.StatusBadRequest, a.status)
		require.Equal(t, `{"message":"Invalid json"}`, a.body)
		requireEmpty(t, http.StatusMethodNotAllowed, get(t, server, path))
	}
}
