package afastest_test

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// participants is the GetConnector of the sheet's samples, with made-up people.
func participants() afastest.Connector {
	return afastest.Connector{
		Name:        "Lms_Medewerkers",
		Description: "LMS medewerkers",
		Fields: []afastest.Field{
			{ID: "Medewerker", DataType: "string", Length: 15},
			{ID: "Parttime", DataType: "decimal", Label: "Parttime %"},
			{ID: "Geblokkeerd", DataType: "boolean"},
			{ID: "Email", DataType: "string", Length: 80},
			{ID: "In_dienst", DataType: "date"},
			{ID: "Gewijzigd", DataType: "date", Label: "Gewijzigd op"},
			{ID: "Afdeling", DataType: "int"},
		},
		Rows: json.RawMessage(`[
			{"Medewerker":"000203","Parttime":80.0,"Geblokkeerd":false,"Email":null,"In_dienst":"2022-05-01","Gewijzigd":"2026-01-12T16:40:05","Afdeling":12},
			{"Medewerker":"000201","Parttime":100.0,"Geblokkeerd":true,"Email":"a@example.org","In_dienst":"2019-01-01","Gewijzigd":"2025-12-30T09:02:11","Afdeling":31},
			{"Medewerker":"000204","Parttime":0.5,"Geblokkeerd":false,"Email":"b@example.org","In_dienst":"2019-01-01","Gewijzigd":"2026-02-11T08:31:06.6","Afdeling":12},
			{"Medewerker":"000202","Parttime":-0.5,"Geblokkeerd":false,"Email":"c, d;e@example.org","In_dienst":null,"Gewijzigd":"2026-02-11T08:31:06.6","Afdeling":7}
		]`),
	}
}

// start serves an environment with the sheet's participants, for the time of the test.
func start(t *testing.T, env afastest.Environment) *afastest.Server {
	t.Helper()
	if env.Connectors == nil {
		env.Connectors = []afastest.Connector{participants()}
	}
	server, err := afastest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

// An answer is what came back over the wire.
type answer struct {
	status int
	header http.Header
	length int64
	body   string
}

// page reads the answer as that of a GetConnector.
func (a answer) page(t *testing.T) (page struct {
	Skip, Take int
	Rows       []map[string]any
}) {
	t.Helper()
	require.Equal(t, http.StatusOK, a.status, a.body)
	require.NoError(t, json.Unmarshal([]byte(a.body), &page))
	return page
}

// column reads one column of the answer's rows, as text.
func (a answer) column(t *testing.T, name string) []string {
	t.Helper()
	values := []string{}
	for _, row := range a.page(t).Rows {
		value, ok := row[name].(string)
		require.True(t, ok, "column %s is no text", name)
		values = append(values, value)
	}
	return values
}

// call asks for a path below the base with the classic token, unless the headers say otherwise.
func call(t *testing.T, server *afastest.Server, method, path string, header http.Header) answer {
	t.Helper()
	a, err := try(t, server, method, path, header, nil)
	require.NoError(t, err)
	return a
}

func get(t *testing.T, server *afastest.Server, path string) answer {
	t.Helper()
	return call(t, server, http.MethodGet, path, nil)
}

func try(t *testing.T, server *afastest.Server, method, path string, header http.Header, body io.Reader) (answer, error) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, body)
	require.NoError(t, err)
	request.Header.Set("Authorization", classic(server.Token))
	for name, values := range header {
		request.Header[name] = values
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, response.Header, response.ContentLength, string(text)}, err
}

func classic(token string) string {
	return "AfasToken " + base64.StdEncoding.EncodeToString([]byte(token))
}

// serve asks the handler itself, without a connection, with the classic token.
func serve(server *afastest.Server, path string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, afastest.BasePath+path, nil)
	request.Header.Set("Authorization", classic(server.Token))
	recorder := httptest.NewRecorder()
	server.ServeHTTP(recorder, request)
	return recorder
}

// form posts to the token endpoint.
func form(t *testing.T, server *afastest.Server, values string, header http.Header) answer {
	t.Helper()
	all := http.Header{"Authorization": nil, "Content-Type": {"application/x-www-form-urlencoded"}}
	for name, value := range header {
		all[name] = value
	}
	a, err := try(t, server, http.MethodPost, "/oauth/token", all, strings.NewReader(values))
	require.NoError(t, err)
	return a
}

func credentials(server *afastest.Server) string {
	return url.Values{
		"grant_type": {"client_credentials"}, "client_id": {server.ClientID}, "client_secret": {server.ClientSecret},
	}.Encode()
}

// bearer fetches an access token and gives the header to use it with.
func bearer(t *testing.T, server *afastest.Server) http.Header {
	t.Helper()
	var token struct {
		Access string `json:"access_token"`
	}
	require.NoError(t, json.Unmarshal([]byte(form(t, server, credentials(server), nil).body), &token))
	return http.Header{"Authorization": {"Bearer " + token.Access}}
}

// requireEmpty checks a refusal: no body, and the content type of AFAS (afas-profit-rest.md §8.1).
func requireEmpty(t *testing.T, status int, a answer) {
	t.Helper()
	require.Equal(t, status, a.status)
	require.Empty(t, a.body)
	require.Equal(t, int64(0), a.length)
	require.Equal(t, "application/xml; charset=utf-8", a.header.Get("Content-Type"))
}

// requireFailure checks a business error: text, number, and 32 hex digits of log reference (afas-profit-rest.md §8.2).
func requireFailure(t *testing.T, a answer, number int, message string) {
	t.Helper()
	require.Equal(t, http.StatusInternalServerError, a.status)
	var body struct {
		ExternalMessage    string
		ErrorNumber        int
		ProfitLogReference string
	}
	require.NoError(t, json.Unmarshal([]byte(a.body), &body))
	require.Equal(t, message, body.ExternalMessage)
	require.Equal(t, number, body.ErrorNumber)
	require.Regexp(t, `^[0-9A-F]{32}$`, body.ProfitLogReference)
}
