package afastest_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

var separators = regexp.MustCompile(`[^,;]+`)

// afas-profit-rest.md §3.1: lists with different separators are never answered with rows, and nothing makes the server panic.
func FuzzQuery(f *testing.F) {
	for _, query := range []string{
		"", "skip=-1&take=-1", "skip=2&take=-1", "take=%zz", "orderbyfieldids=-Gewijzigd%2CMedewerker",
		"filterfieldids=Afdeling%3BAfdeling&filtervalues=12%3B31&operatortypes=1%3B1",
		"filterfieldids=Afdeling,Email&filtervalues=12;x&operatortypes=1,6", "FilterFieldIds=Email&filtervalues=%5Bis%20leeg%5D&operatortypes=8",
		"filterjson=" + url.QueryEscape(`{"Filters":{"Filter":[{"@FilterId":"Filter 1","Field":[{"@FieldId":"Email","@OperatorType":"6","#text":"a,b"}]}]}}`),
		"filterjson=" + url.QueryEscape(`{"Filters":{"Filter":{"Field":{"@FieldId":"Gewijzigd","@OperatorType":2,"#text":"2026-01-01"}}}}`),
		"filterjson=null", "&&==&;=;",
	} {
		f.Add(query)
	}
	server, err := afastest.New(afastest.Environment{Connectors: []afastest.Connector{participants()}, Quirks: afastest.Quirks{NoGzip: true}})
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, query string) {
		request := httptest.NewRequest(http.MethodGet, afastest.BasePath+"/connectors/Lms_Medewerkers", nil)
		request.Header.Set("Authorization", classic(server.Token))
		request.URL.RawQuery = query
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, request)
		server.ResetRequests()
		require.Contains(t, []int{http.StatusOK, http.StatusNotFound, http.StatusInternalServerError}, recorder.Code)

		values, err := url.ParseQuery(query)
		if err != nil || strings.Contains(query, ";") {
			return // net/url cannot be the judge of these
		}
		list := func(name string) string {
			for key, value := range values {
				if strings.EqualFold(key, name) && value[0] != "" {
					return separators.ReplaceAllString(value[0], "")
				}
			}
			return ""
		}
		fields, numbers, operators := list("filterfieldids"), list("filtervalues"), list("operatortypes")
		if (fields != numbers || fields != operators) && !repeats(values) {
			require.NotEqual(t, http.StatusOK, recorder.Code)
		}
	})
}

// repeats reports whether a name is there twice, in whatever case: the oracle above then does not know which one counts.
func repeats(values url.Values) bool {
	seen := map[string]bool{}
	for name, all := range values {
		name = strings.ToLower(name)
		if seen[name] || len(all) > 1 {
			return true
		}
		seen[name] = true
	}
	return false
}

// A message never breaks the server, and one that is refused leaves no trace.
func FuzzMessage(f *testing.F) {
	for _, body := range []string{
		`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"Rm":"x"},"Objects":[]}}}`,
		`{"KnCourseMember":{"Element":[{"Fields":[{"@Action":"delete","CrId":333,"CdId":80}]},{}]}}`,
		`{"KnCourseMember":{"Element":{"Fields":null,"Objects":null}}}`, `{"":{"Element":[]}}`, `null`, `[[{}]]`, `{"KnCourseMember":null}`, "\xff", `"`,
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		server, err := afastest.New(afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{enrolment()}})
		require.NoError(t, err)
		before := server.Records("KnCourseMember")
		request := httptest.NewRequest(http.MethodPut, afastest.BasePath+"/connectors/KnCourseMember", strings.NewReader(body))
		request.Header.Set("Authorization", classic(server.Token))
		recorder := httptest.NewRecorder()
		server.ServeHTTP(recorder, request)
		require.Contains(t, []int{http.StatusCreated, http.StatusBadRequest, http.StatusInternalServerError}, recorder.Code)
		if recorder.Code != http.StatusCreated {
			require.Equal(t, before, server.Records("KnCourseMember"))
			require.Empty(t, server.Writes())
		}
	})
}
