package lokettest_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// The ids of loket-rest.md §10.
const (
	e1 = "8f2c1a44-0b7e-4d0c-9a51-3d2f6e5b7c01" // employer
	p1 = "1d6f0c2e-7a35-4b52-8c1e-90aa41d7e502" // employee
	m1 = "c07b9e15-52d8-4f6a-b3c9-1f4e2a8d6b03" // employment
	y1 = "5ae3d7b0-19c4-4e83-a6f2-7b0c9d1e2f04" // payroll administration
	d1 = "e4b1c6d2-8f07-4a19-9d35-6c2a0b7f8e05" // department
	c1 = "93f0a5c8-2d6b-4c71-8e04-b5d9f1a3c706" // definition of a custom field
	f1 = "61a7c3e9-0d52-4b8f-a4c6-e9f2d8b15709" // function
)

// bakery is the employer of loket-rest.md §10.
func bakery() lokettest.Environment {
	return lokettest.Environment{
		ProviderID: "0b9d4e6a-3c21-4f58-b7a0-2e8c6d1f9a00", ProviderName: "Kantoor De Linde", Today: "2026-03-01",
		ClientID: "acme", ClientSecret: "s3", RefreshToken: "r1",
		Employers: []lokettest.Employer{{
			ID: e1, Name: "Bakkerij Aalbers BV", Number: 10321,
			Departments: []lokettest.Department{
				{ID: "7c4e9b02-d15f-4a68-b0e3-5f8d2c6a1911", Code: 1, Description: "Directie"},
				{ID: d1, Code: 40, Description: "Winkel", Parent: "Directie"},
			},
			Functions:       []lokettest.Function{{ID: f1, Description: "Verkoper"}},
			CustomFields:    []lokettest.CustomField{{ID: c1, Description: "alleo_access"}},
			Administrations: []lokettest.Administration{{ID: y1, Name: "Bakkerij Aalbers"}},
			Employees: []lokettest.Employee{{
				ID: p1, Number: 17, FirstName: "Noor", Initials: "NJ", Prefix: "van den", LastName: "Berg", Born: "1991-04-23",
				Email: "noor@example.test", BusinessEmail: "n.vandenberg@example.test",
				CustomFields: map[string]string{"alleo_access": "ja"},
				Employments: []lokettest.Employment{{
					ID: m1, Start: "2021-02-01", HistoricalStart: "2018-09-01", PayrollID: 23, Department: "Winkel", Function: "Verkoper",
				}},
			}},
		}},
	}
}

func start(t *testing.T, env lokettest.Environment) *lokettest.Server {
	t.Helper()
	server, err := lokettest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return server
}

// An answer is what came back, with its body read.
type answer struct {
	*http.Response
	text string
}

// json reads the body. Numbers are json.Number, so that change numbers stay exact.
func (a answer) json(t *testing.T) map[string]any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(a.text))
	d.UseNumber()
	var body map[string]any
	require.NoError(t, d.Decode(&body), a.text)
	return body
}

func (a answer) content(t *testing.T) map[string]any {
	t.Helper()
	require.Less(t, a.StatusCode, 300, a.text)
	content, ok := a.json(t)["content"].(map[string]any)
	require.True(t, ok, a.text)
	return content
}

func (a answer) rows(t *testing.T) []map[string]any {
	t.Helper()
	require.Equal(t, http.StatusOK, a.StatusCode, a.text)
	list, ok := a.json(t)["_embedded"].([]any)
	require.True(t, ok, a.text)
	rows := make([]map[string]any, len(list))
	for i := range list {
		rows[i] = list[i].(map[string]any)
	}
	return rows
}

// send makes a request without following redirects.
func send(t *testing.T, method, address, body string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	require.NoError(t, err)
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	require.NoError(t, err)
	defer func() { _ = response.Body.Close() }()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return answer{response, string(text)}
}

// call asks the API, with a token. A body is sent as JSON.
func call(t *testing.T, s *lokettest.Server, method, path, body string, header ...string) answer {
	t.Helper()
	header = append([]string{"Authorization", "Bearer " + s.AccessToken()}, header...)
	if body != "" {
		header = append([]string{"Content-Type", "application/json"}, header...)
	}
	return send(t, method, s.URL+path, body, header...)
}

func get(t *testing.T, s *lokettest.Server, path string, header ...string) answer {
	t.Helper()
	return call(t, s, http.MethodGet, path, "", header...)
}

// accept is the header of a version.
func accept(version string) (name, value string) {
	return "Accept", "application/json;version=" + version
}

// where is a path with a filter.
func where(path, filter string) string { return path + "?filter=" + url.QueryEscape(filter) }

// column gives one member of every row, by dotted name.
func column(rows []map[string]any, dotted string) []any {
	values := []any{}
	for _, row := range rows {
		values = append(values, member(row, dotted))
	}
	return values
}

func member(doc map[string]any, dotted string) any {
	var value any = doc
	for name := range strings.SplitSeq(dotted, ".") {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// paths of the bakery, below the base address
const (
	employers   = "/providers/employers"
	ofEmployer  = employers + "/" + e1
	employees   = ofEmployer + "/employees"
	employee    = employers + "/employees/" + p1
	employments = employees + "/employments"
	employment  = employers + "/employees/employments/" + m1
)
