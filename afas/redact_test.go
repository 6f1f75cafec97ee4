package afas_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// What must never show in an error or a log: secrets, and what is asked and answered about people (design.md "Errors", "Connecting").
var (
	markedDigits = strings.Repeat("FEEDFACE", 8)
	marks        = []string{"FEEDFACE", "PHRva2Vu", "marked-secret", "marked-access", "marked-filter", "marked-row", "filtervalues", "a.marked@example.test"}
)

func requireNoMark(t *testing.T, text string) {
	t.Helper()
	for _, mark := range marks {
		require.NotContains(t, text, mark)
	}
}

// printed gives everything that printing, logging and encoding show of a value.
func printed(v any) string {
	var b strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		fmt.Fprintf(&b, verb+"\n", v)
	}
	encoded, _ := json.Marshal(v)
	b.Write(encoded)
	for _, handler := range []slog.Handler{slog.NewTextHandler(&b, nil), slog.NewJSONHandler(&b, nil)} {
		slog.New(handler).Info("value", "v", v, "in a list", []any{v}, "in a struct", struct{ V any }{v})
	}
	return b.String()
}

var credentials = map[string]afas.Auth{
	"token":              afas.Token("<token><version>1</version><data>" + markedDigits + "</data></token>"),
	"client credentials": afas.ClientCredentials(clientID, "marked-secret"),
}

func TestNoWayOfPrintingShowsASecret(t *testing.T) {
	t.Parallel()
	for name, auth := range credentials {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newClientWith(t, auth)
			mock.RegisterResponder(http.MethodPost, tokenURL, responds(200, `{"access_token":"marked-access"}`))
			registerMetainfo(mock, responds(200, "{}"))
			_, err := client.Metainfo(t.Context())
			require.NoError(t, err)
			for _, v := range []any{auth, &auth, []afas.Auth{auth}, struct{ Auth afas.Auth }{auth}, struct{ auth afas.Auth }{auth}, client, *client, afas.GetConnector[afas.Row](client, "C")} {
				requireNoMark(t, printed(v))
			}
			require.Contains(t, fmt.Sprint(auth), "***")
		})
	}
}

// Each thing that can go wrong, with marks in the question and in the answer.
func TestNoErrorAndNoLogShowsASecretOrAPerson(t *testing.T) {
	t.Parallel()
	const row = `{"Name":"marked-row","Mail":"a.marked@example.test","Days":"marked-row"}`
	trouble := map[string]httpmock.Responder{
		"nothing goes wrong":       responds(200, `{"rows":[{"Name":"marked-row","Days":1}]}`),
		"a column does not fit":    responds(200, `{"rows":[`+row+`]}`),
		"a row is no object":       responds(200, `{"rows":["marked-row"]}`),
		"the rows are no array":    responds(200, `{"rows":"marked-row"}`),
		"the JSON breaks":          responds(200, `{"rows":[{"Name":"marked-row",]}]}`),
		"the answer is cut off":    responds(200, `{"rows":[`+row),
		"HTML":                     responds(200, "<html>marked-row a.marked@example.test"),
		"a business rule":          responds(500, functional("a.marked@example.test is in use", 1)),
		"an error of another form": responds(500, `{"errorNumber":"marked-row","externalMessage":{"marked-row":1}}`),
		"401":                      responds(401, "marked-row"),
		"404":                      responds(404, "<html>marked-row"),
		"429":                      responds(429, "marked-row", "Retry-After", "marked-row"),
		"503":                      responds(503, "marked-row"),
		"a redirect":               redirect("https://other.example.test/?filtervalues=marked-filter"),
		"a redirect to nowhere":    redirect("://marked-filter"),
		"no connection":            httpmock.NewErrorResponder(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}),
		"connection reset":         httpmock.NewErrorResponder(io.ErrUnexpectedEOF),
		"no answer in time":        hangs,
		"the token is refused":     responds(401, "", "WWW-Authenticate", `Bearer error="invalid_token", error_description="marked-access"`),
	}
	tokens := map[string]httpmock.Responder{
		"a token":               responds(200, `{"access_token":"marked-access","expires_in":3600}`),
		"the secret is refused": responds(400, `{"error":"invalid_client","error_description":"marked-secret of a.marked@example.test"}`),
		"a token in HTML":       responds(200, "<html>marked-access"),
		"half a token":          responds(200, `{"access_token":"marked-access`),
		"a token of its own":    responds(200, `{"access_token":["marked-access"]}`),
		"no token in time":      hangs,
	}
	for tokenCase, token := range tokens {
		for what, step := range trouble {
			for name, auth := range credentials {
				if name == "token" && tokenCase != "a token" || tokenCase != "a token" && what != "nothing goes wrong" {
					continue
				}
				t.Run(name+", "+tokenCase+", "+what, func(t *testing.T) {
					t.Parallel()
					synctest.Test(t, func(t *testing.T) {
						var log strings.Builder
						everything := slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.Level(-100)}))
						client, mock := newClientWith(t, auth, afas.WithLogger(everything))
						mock.RegisterResponder(http.MethodPost, tokenURL, token)
						mock.RegisterResponder(http.MethodGet, base+"/connectors/People", step)
						readPeople(t, client, everything)
						require.NotEmpty(t, log.String())
						requireNoMark(t, log.String())
					})
				})
			}
		}
	}
}

// readPeople reads in two ways, and checks and logs the errors.
func readPeople(t *testing.T, client *afas.Client, log *slog.Logger) {
	type person struct {
		Name string
		Mail string
		Days int
	}
	people := afas.GetConnector[person](client, "People")
	opts := &afas.GetOptions{Filter: afas.Eq("Name", "marked-filter"), OrderBy: []string{"Name"}}
	_, pageErr := people.Page(t.Context(), opts)
	_, allErr := afas.Collect(people.All(t.Context(), opts))
	for _, err := range []error{pageErr, allErr} {
		if err == nil {
			continue
		}
		log.Info("failed", "error", err, "text", err.Error(), "wrapped", fmt.Errorf("reading: %w", err))
		requireNoMark(t, printed(err))
		for below := err; below != nil; below = errors.Unwrap(below) {
			requireNoMark(t, printed(below))
		}
	}
}

func redirect(location string) httpmock.Responder {
	return func(req *http.Request) (*http.Response, error) {
		resp := httpmock.NewStringResponse(302, "")
		resp.Request = req
		resp.Header.Set("Location", location)
		return resp, nil
	}
}

// The logger gets the operation and what came of it.
func TestWhatIsLogged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		client, mock := newClient(t, afas.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))))
		registerMetainfo(mock, responds(503, "").Then(responds(200, "{}")))
		_, err := client.Metainfo(t.Context())
		require.NoError(t, err)
		require.Regexp(t, `level=DEBUG msg="afas: exchange" op="GET metainfo" status=503 duration=\S+ ok=false
\S+ level=WARN msg="afas: repeating" op="GET metainfo" status=503 try=2 wait=\S+
\S+ level=DEBUG msg="afas: exchange" op="GET metainfo" status=200 duration=\S+ ok=true`, log.String())
	})
}
