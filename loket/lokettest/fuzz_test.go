package lokettest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func newServer(t testing.TB, env lokettest.Environment) *lokettest.Server {
	t.Helper()
	s, err := lokettest.New(env)
	require.NoError(t, err)
	return s
}

// Whatever a filter and an order are, the answer is a list or a 400 with messages.
func FuzzQueries(f *testing.F) {
	for _, filter := range []string{
		"enddate eq null", "employeeNumber ge 1 and employeeNumber le 5", "address.city eq 'Tilburg'", "((id eq 'x') or (id ne 'y'))", "x eq 'a''b",
		"employeeNumber eq -1.5", "personalDetails.lastName lk ''", "(((((", "exclusionFromAbsenceStatus eq true", "travel ne null",
		"personalDetails.dateOfBirth gt '1990-05-01T10:00:00+02:00'",
	} {
		f.Add(filter, "-employeeNumber,personalDetails.lastName", "1")
	}
	f.Add("", "", "-1")
	s := newServer(f, crowd())
	bearer := "Bearer " + s.AccessToken()
	f.Fuzz(func(t *testing.T, filter, order, page string) {
		query := url.Values{"filter": {filter}, "orderBy": {order}, "pageNumber": {page}}
		a := within(s, http.MethodGet, "/v2"+employees+"?"+query.Encode(), "", "Authorization", bearer)
		body := answer{text: a.Body.String()}.json(t)
		switch a.Code {
		case http.StatusOK:
			require.LessOrEqual(t, len(body["_embedded"].([]any)), 3)
		case http.StatusBadRequest:
			require.NotEmpty(t, body["messages"])
		default:
			t.Fatal(a.Code)
		}
	})
}

// A text in quotes, whatever it is, finds exactly the person who has it.
func FuzzFilterValues(f *testing.F) {
	for _, value := range []string{"", "'", "''", "a'b", "null", "1", " x ", "é", "%", "\\", ") or (id ne null"} {
		f.Add(value)
	}
	env := crowd()
	s := newServer(f, env)
	bearer := "Bearer " + s.AccessToken()
	ids := within(s, http.MethodGet, "/v2"+employees, "", "Authorization", bearer)
	first := answer{text: ids.Body.String()}
	f.Fuzz(func(t *testing.T, value string) {
		id := first.json(t)["_embedded"].([]any)[0].(map[string]any)["id"].(string)
		stored := strings.ToValidUTF8(value, "�")
		require.NoError(t, s.Change(id, map[string]any{"personalDetails.placeOfBirth": stored}))
		filter := url.QueryEscape("personalDetails.placeOfBirth eq '" + strings.ReplaceAll(stored, "'", "''") + "'")
		a := within(s, http.MethodGet, "/v2"+employees+"?filter="+filter, "", "Authorization", bearer)
		require.Equal(t, http.StatusOK, a.Code, a.Body.String())
		require.Len(t, answer{text: a.Body.String()}.json(t)["_embedded"], 1)
	})
}

// Whatever is written, the answer is a success or a refusal, and the record stays complete.
func FuzzWrites(f *testing.F) {
	f.Add(`{}`)
	f.Add(`{"personalDetails":{"lastName":"x","initials":"y","gender":{"key":1}},"travel":{}}`)
	f.Add(`[{"id":7}]`)
	f.Add(`{"employmentData":{"startDate":"2026-01-01"},"address":{"country":[]}}`)
	f.Fuzz(func(t *testing.T, body string) {
		s := newServer(t, bakery())
		bearer := "Bearer " + s.AccessToken()
		for path, method := range map[string]string{
			employee: http.MethodPut, employment: http.MethodPut, employment + "/terminate": http.MethodPatch, employment + "/wages": http.MethodPost,
			employee + "/employments": http.MethodPost, "/user/filtersettings/" + e1: http.MethodPut,
			employers + "/employees/employments/leaverequests": http.MethodPatch, ofEmployer + "/employee": http.MethodPost,
		} {
			a := within(s, method, "/v2"+path, body, "Authorization", bearer)
			require.Contains(t, []int{200, 201, 400}, a.Code, path)
		}
		a := within(s, http.MethodGet, "/v2"+employee, "", "Authorization", bearer)
		require.Len(t, answer{text: a.Body.String(), Response: &http.Response{StatusCode: a.Code}}.content(t), 11)
	})
}
