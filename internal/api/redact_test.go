package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

func TestRedact(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, text string
		values     []string
		want       string
	}{
		{"an e-mail address", "The address a.jansen@example.test is in use.", nil, "The address *** is in use."},
		{"an address in quotes and brackets", `"a@example.test" <b.c+d@sub.example.org>, (e@example.test)`, nil, `"***" <***>, (***)`},
		{"an address at the end of a sentence", "Not unique: a@example.test.", nil, "Not unique: ***"},
		{"a value", "secret s3cr3t is wrong", []string{"s3cr3t"}, "secret *** is wrong"},
		{"every value, wherever it stands", "s3cr3t,s3cr3t;other", []string{"s3cr3t", "other"}, "***,***;***"},
		{"a value too short to say anything", "a b ab", []string{"a", "ab", ""}, "a b ab"},
		{"nothing", "The entered value for 'Employee' does not exist.", nil, "The entered value for 'Employee' does not exist."},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tt.want, api.Redact(tt.text, tt.values...))
		})
	}
}

func TestCauseLeavesTheAddressOut(t *testing.T) {
	t.Parallel()
	below := errors.New("below")
	require.Same(t, below, api.Cause(&url.Error{Op: "Get", URL: "https://x.example.test/?filtervalues=Jansen", Err: below}))
	require.Same(t, below, api.Cause(fmt.Errorf("wrapped: %w", &url.Error{Err: below})))
	require.Same(t, below, api.Cause(below))
}

// net/http quotes an answer that it cannot read; on a broken connection that may be somebody's row.
func TestWhatAServerSentIsNotQuoted(t *testing.T) {
	t.Parallel()
	answers := map[string]http.HandlerFunc{
		"no HTTP":              raw(`{"Name":"Jansen"}` + "\r\n\r\n"),
		"no status":            raw("HTTP/1.1 Jansen\r\n\r\n"),
		"no header":            raw("HTTP/1.1 200 OK\r\nJansen\r\n\r\n"),
		"no address to go to":  raw("HTTP/1.1 302 Found\r\nLocation: ://Jansen\r\n\r\n"),
		"a length of nonsense": raw("HTTP/1.1 200 OK\r\nContent-Length: Jansen\r\n\r\n"),
		"an unknown encoding":  raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: Jansen\r\n\r\n"),
	}
	for name, handler := range answers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, _ := serve(t, handler)
			server.Start()
			r := read()
			r.Query = "filtervalues=Jansen"
			_, err := newClient(t, server.URL, newTransport(t), impatient).Do(t.Context(), r)
			require.NotContains(t, failureOf(t, err).Err.Error(), "Jansen")
		})
	}
}

func TestASecretShowsInNoWayOfPrinting(t *testing.T) {
	t.Parallel()
	secret := api.NewSecret("s3cr3t")
	around := struct {
		Shown  api.Secret
		hidden api.Secret
	}{secret, secret}
	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("m", "secret", secret, "around", around, "pointer", &secret)
	slog.New(slog.NewTextHandler(&log, nil)).Info("m", "secret", secret, "around", around, "pointer", &secret)
	for _, v := range []any{secret, &secret, around, &around, []api.Secret{secret}, map[string]api.Secret{"k": secret}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			fmt.Fprintf(&log, verb, v)
		}
		encoded, err := json.Marshal(v)
		require.NoError(t, err)
		log.Write(encoded)
	}
	require.NotContains(t, log.String(), "s3cr3t")
	require.NotContains(t, log.String(), fmt.Sprintf("%x", "s3cr3t"))
	require.Contains(t, log.String(), "***")
	require.Equal(t, "s3cr3t", secret.Reveal())
	require.Empty(t, api.Secret{}.Reveal())
}

func TestPathEscapesEachElement(t *testing.T) {
	t.Parallel()
	path, err := api.Path("connectors", "Een naam/met ?alles#", "%2F")
	require.NoError(t, err)
	require.Equal(t, "connectors/Een%20naam%2Fmet%20%3Falles%23/%252F", path)
	for _, bad := range []string{"", ".", ".."} {
		_, err := api.Path("connectors", bad)
		require.Error(t, err, "%q", bad)
	}
}

// design.md "Connecting": plain http is accepted for loopback only, as anything else would send a secret in the clear.
func TestParseAddress(t *testing.T) {
	t.Parallel()
	good := map[string]string{
		"https://server.example.org/ProfitRestServices":       "https://server.example.org/ProfitRestServices",
		" https://server.example.org/a/b/ProfitRestServices/": "https://server.example.org/a/b/ProfitRestServices",
		"https://server.example.org":                          "https://server.example.org",
		"https://server.example.org:8443///":                  "https://server.example.org:8443",
		"HTTPS://server.example.org/x":                        "https://server.example.org/x",
		"http://127.0.0.1:8080/ProfitRestServices":            "http://127.0.0.1:8080/ProfitRestServices",
		"http://127.42.0.7/x":                                 "http://127.42.0.7/x",
		"http://[::1]:8080/x":                                 "http://[::1]:8080/x",
		"http://localhost:8080/x":                             "http://localhost:8080/x",
		"http://LOCALHOST/x":                                  "http://LOCALHOST/x",
	}
	for pasted, want := range good {
		u, err := api.ParseAddress(pasted)
		require.NoError(t, err, pasted)
		require.Equal(t, want, u.String())
	}
	bad := map[string]string{
		"":                                   "complete",
		"server.example.org/x":               "complete",
		"/ProfitRestServices":                "complete",
		"ftp://server.example.org":           "complete",
		"https://":                           "complete",
		"https://:443/x":                     "complete",
		"https://server.example.org/%zz":     "complete",
		"https://me:pw@server.example.org/x": "no user",
		"https://server.example.org/x?y=1":   "no user, query",
		"https://server.example.org/x?":      "no user, query",
		"https://server.example.org/x#y":     "no user, query or fragment",
		"http://server.example.org/x":        "in the clear",
		"http://10.0.0.1/x":                  "in the clear",
		"http://128.0.0.1/x":                 "in the clear",
		"http://localhost.example.org/x":     "in the clear",
		"http://127.0.0.1.example.org/x":     "in the clear",
		"http://0.0.0.0/x":                   "in the clear",
	}
	for pasted, why := range bad {
		_, err := api.ParseAddress(pasted)
		require.ErrorContains(t, err, why, pasted)
		require.NotContains(t, err.Error(), "pw")
	}
}
