package afastest_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

const unexpected = "An unexpected error has occurred."

// numbers serves a connector whose N counts from 1.
func numbers(t *testing.T, count int, quirks afastest.Quirks) *afastest.Server {
	rows := make([]map[string]any, count)
	for i := range rows {
		rows[i] = map[string]any{"N": i + 1, "Parity": (i + 1) % 2}
	}
	return start(t, afastest.Environment{Quirks: quirks, Connectors: []afastest.Connector{{Name: "Numbers", Rows: rows}}})
}

// counted gives column N of the answer.
func counted(t *testing.T, a answer) []int {
	t.Helper()
	var n []int
	for _, row := range a.page(t).Rows {
		n = append(n, int(row["N"].(float64)))
	}
	return n
}

// afas-profit-rest.md §13 shape 6.
func TestWithoutParametersTheFirstHundredRowsCome(t *testing.T) {
	t.Parallel()
	server := numbers(t, 250, afastest.Quirks{})
	page := get(t, server, "/connectors/Numbers").page(t)
	require.Equal(t, 0, page.Skip)
	require.Equal(t, 100, page.Take)
	require.Len(t, page.Rows, 100)
}

// afas-profit-rest.md §13 shape 7: every field in the order of the definition, null for an empty one, days and moments with a false Z.
func TestASortedPageHasTheExactShapeOfTheSheet(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	a := get(t, server, "/connectors/Lms_Medewerkers?skip=2&take=2&orderbyfieldids=Medewerker")
	require.Equal(t, `{"skip":2,"take":2,"rows":[`+
		`{"Medewerker":"000203","Parttime":80.0,"Geblokkeerd":false,"Email":null,"In_dienst":"2022-05-01T00:00:00Z","Gewijzigd":"2026-01-12T16:40:05Z","Afdeling":12},`+
		`{"Medewerker":"000204","Parttime":0.5,"Geblokkeerd":false,"Email":"b@example.org","In_dienst":"2019-01-01T00:00:00Z","Gewijzigd":"2026-02-11T08:31:07Z","Afdeling":12}]}`,
		a.body)
	require.Equal(t, "application/json; charset=utf-8", a.header.Get("Content-Type"))
}

// afas-profit-rest.md §13 shape 8.
func TestPastTheEndThereAreNoRows(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	a := get(t, server, "/connectors/Lms_Medewerkers?skip=5000&take=1000&orderbyfieldids=Medewerker")
	require.JSONEq(t, `{"skip":5000,"take":1000,"rows":[]}`, a.body)
}

// afas-profit-rest.md §13 shape 9.
func TestTheLastPageIsShort(t *testing.T) {
	t.Parallel()
	server := numbers(t, 10, afastest.Quirks{})
	require.Equal(t, []int{9, 10}, counted(t, get(t, server, "/connectors/Numbers?skip=8&take=4&orderbyfieldids=N")))
}

// afas-profit-rest.md §13 shape 9 and "Fault modes": without orderbyfieldids, and among equal keys, the order changes between calls.
func TestAShufflingEnvironmentKeepsOnlyTheOrderThatIsAskedFor(t *testing.T) {
	t.Parallel()
	server := numbers(t, 60, afastest.Quirks{Shuffle: true})
	const all = "/connectors/Numbers?skip=-1&take=-1"
	once, again := counted(t, get(t, server, all)), counted(t, get(t, server, all))
	require.NotEqual(t, once, again)
	require.ElementsMatch(t, once, again)

	once, again = counted(t, get(t, server, all+"&orderbyfieldids=Parity")), counted(t, get(t, server, all+"&orderbyfieldids=Parity"))
	require.NotEqual(t, once, again)
	require.True(t, slices.IsSortedFunc(again, func(a, b int) int { return a%2 - b%2 }))

	require.True(t, slices.IsSorted(counted(t, get(t, server, all+"&orderbyfieldids=N"))))
}

// afas-profit-rest.md §13 shape 10; a percent-encoded comma still separates (§3.1).
func TestRowsAreOrderedBySeveralFields(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	for _, order := range []string{"-Gewijzigd%2CMedewerker", "-Gewijzigd,Medewerker"} {
		a := get(t, server, "/connectors/Lms_Medewerkers?orderbyfieldids="+order)
		require.Equal(t, []string{"000202", "000204", "000203", "000201"}, a.column(t, "Medewerker"))
	}
}

// afas-profit-rest.md §3.2, §3.3: empty first, numbers as numbers, text without case; equal keys stay as loaded.
func TestOrderingFollowsTheType(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "Mixed", Rows: []map[string]any{
		{"Id": "1", "Number": 10, "Text": "floora", "Yes": true, "Day": "2026-03-01"},
		{"Id": "2", "Number": 9, "Text": "BERTILK", "Yes": nil, "Day": nil},
		{"Id": "3", "Number": nil, "Text": "FLOORA", "Yes": false, "Day": "0001-01-01"},
		{"Id": "4", "Number": -1.5, "Text": nil, "Yes": true, "Day": "9999-12-31"},
		{"Id": "5", "Number": 100, "Text": "annetk", "Yes": false, "Day": "2026-02-28T23:59:59"},
	}}}})
	for order, want := range map[string]string{
		"Number": "3,4,2,1,5", "-Number": "5,1,2,4,3",
		"Text": "4,5,2,1,3", "-Text": "1,3,2,5,4",
		"Yes": "2,3,5,1,4", "Day": "2,3,5,1,4", "-Day,Id": "4,1,5,3,2",
	} {
		a := get(t, server, "/connectors/Mixed?orderbyfieldids="+order)
		require.Equal(t, want, strings.Join(a.column(t, "Id"), ","), order)
	}
}

// afas-profit-rest.md §13 shapes 15 and 16, §3.2.
func TestSkipAndTakeOutsideTheUsual(t *testing.T) {
	t.Parallel()
	server := numbers(t, 250, afastest.Quirks{})
	for query, want := range map[string]int{
		"skip=-1&take=-1": 250,
		"skip=-1":         250, // take is ignored
		"skip=-7":         100, // acts as 0
		"skip=x&take=3":   3,
		"take=0":          1,
		"skip=249":        1,
	} {
		require.Len(t, get(t, server, "/connectors/Numbers?"+query).page(t).Rows, want, query)
	}
	require.Contains(t, get(t, server, "/connectors/Numbers?skip=-1&take=-1").body, `{"skip":-1,"take":-1,`)
	for _, query := range []string{"skip=2&take=-1", "take=-1", "take=-2", "take=many"} {
		requireFailure(t, get(t, server, "/connectors/Numbers?"+query), -2147180999, unexpected)
	}
}

// afas-profit-rest.md §1, §13: paths and query names in any case.
func TestPathsAndQueryNamesAreTakenInAnyCase(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	base := strings.TrimSuffix(server.URL, afastest.BasePath)
	for _, path := range []string{
		"/profitrestservices/CONNECTORS/lms_medewerkers?Skip=1&TAKE=2&OrderByFieldIds=Medewerker",
		"/ProfitRestServices/connectors/Lms_Medewerkers/?skip=1&take=2&orderbyfieldids=Medewerker",
		"/ProfitRestServices/connectors/Lms%5FMedewerkers?skip=1&take=2&orderbyfieldids=Medewerker",
	} {
		elsewhere := &afastest.Server{URL: base, Token: server.Token}
		require.Equal(t, []string{"000202", "000203"}, get(t, elsewhere, path).column(t, "Medewerker"), path)
	}
	require.Equal(t, http.StatusOK, get(t, server, "/MetaInfo").status)
	require.Equal(t, http.StatusOK, get(t, server, "/Metainfo/Get/LMS_medewerkers").status)
}

// afas-profit-rest.md §13 shape 21: the limit counts the encoded query with its question mark.
func TestAQueryOfMoreThan2049CharactersIsNotFound(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	query := "?x=" + strings.Repeat("a", 2049-len("?x="))
	require.Equal(t, http.StatusOK, get(t, server, "/connectors/Lms_Medewerkers"+query).status)
	requireEmpty(t, http.StatusNotFound, get(t, server, "/connectors/Lms_Medewerkers"+query+"a"))
}

// afas-profit-rest.md §13 shape 17; a period in a name breaks filter and order (§3.2).
func TestUnknownFieldsAreNamed(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: []map[string]any{{"Name.x": "1", "N": 1}}}}})
	for query, message := range map[string]string{
		"filterfieldids=Afd&filtervalues=1&operatortypes=1":    "Connector field 'Afd' not found",
		"filterfieldids=n&filtervalues=1&operatortypes=1":      "Connector field 'n' not found",
		"filterfieldids=Name.x&filtervalues=1&operatortypes=1": "General message: Invalid Index field",
		"orderbyfieldids=Afd":                                  "General message: Invalid Index field",
		"orderbyfieldids=N,":                                   "General message: Invalid Index field",
		"orderbyfieldids=Name.x":                               "General message: Invalid Index field",
		"filterjson=" + url.QueryEscape(`{"Filters":{"Filter":[{"Field":[{"@FieldId":"Afd","@OperatorType":1,"#text":"1"}]}]}}`): "Connector field 'Afd' not found",
	} {
		requireFailure(t, get(t, server, "/connectors/C?"+query), -2147180996, message)
	}
}

// afas-profit-rest.md §13 shape 18: the two ways in which AFAS says no.
func TestAConnectorOutsideTheAppConnectorIsDenied(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/connectors/Nobody", "/metainfo/get/Nobody"} {
		requireFailure(t, get(t, start(t, afastest.Environment{}), path), -2147180996,
			"GetConnector not supported for this app or the user is not authorized")
		requireEmpty(t, http.StatusUnauthorized, get(t, start(t, afastest.Environment{Quirks: afastest.Quirks{Denied401: true}}), path))
	}
}

// afas-profit-rest.md §13 shape 19.
func TestABlockedDefinitionSaysSo(t *testing.T) {
	t.Parallel()
	blocked := participants()
	blocked.Blocked = true
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{blocked}})
	requireFailure(t, get(t, server, "/connectors/Lms_Medewerkers"), -2147180996, "This GetConnector (definition) is blocked")
}

// afas-profit-rest.md §13 shape 25.
func TestProfit6AnswersOverSeveralLinesWithNumbersThatAreNotJSON(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Quirks: afastest.Quirks{Profit6: true}})
	a := get(t, server, "/connectors/Lms_Medewerkers?skip=1&take=2&orderbyfieldids=Parttime")
	require.Contains(t, a.body, "\r\n      \"Parttime\": .5,\r\n")
	a = get(t, server, "/connectors/Lms_Medewerkers?take=1&orderbyfieldids=Parttime")
	require.Equal(t, strings.ReplaceAll(`{
  "skip": 0,
  "take": 1,
  "rows": [
    {
      "Medewerker": "000202",
      "Parttime": -.5,
      "Geblokkeerd": false,
      "Email": "c, d;e@example.org",
      "In_dienst": null,
      "Gewijzigd": "2026-02-11T08:31:07Z",
      "Afdeling": 7
    }
  ]
}`, "\n", "\r\n"), a.body)
	require.Empty(t, a.header.Get("X-Trace-Identifier"))
	require.Contains(t, get(t, server, "/metainfo").body, "\n")

	a = get(t, server, "/connectors/Lms_Medewerkers?take=-1") // shape 41 gives the header
	require.Equal(t, "QW4gdW5leHBlY3RlZCBlcnJvciBoYXMgb2NjdXJyZWQu", a.header.Get("X-PROFIT-ERROR"))
}

// afas-profit-rest.md §13 shape 26.
func TestAnUnlinkedFieldAnswersReplacedWhateverItsType(t *testing.T) {
	t.Parallel()
	lost := participants()
	lost.Replaced = []string{"Parttime", "Geblokkeerd", "In_dienst"}
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{lost}})
	for _, row := range get(t, server, "/connectors/Lms_Medewerkers").page(t).Rows {
		require.Equal(t, "(replaced)", row["Parttime"])
		require.Equal(t, "(replaced)", row["Geblokkeerd"])
		require.Equal(t, "(replaced)", row["In_dienst"])
		require.NotEqual(t, "(replaced)", row["Medewerker"])
	}
	require.Contains(t, get(t, server, "/metainfo/get/Lms_Medewerkers").body, `{"id":"Parttime","fieldId":"U002","dataType":"decimal"`)
}

// afas-profit-rest.md §11, §13 shape 42 and 55.
func TestOtherMethods(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		requireFailure(t, call(t, server, method, "/connectors/KnSubject/KnSubject/@SbId/1", nil), -2147180996,
			"General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.")
	}
	requireFailure(t, get(t, server, "/metainfo/update/KnSubject"), -2147180996,
		"General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.")
	requireEmpty(t, http.StatusMethodNotAllowed, call(t, server, http.MethodPatch, "/connectors/KnSubject", nil))
	requireEmpty(t, http.StatusMethodNotAllowed, call(t, server, http.MethodPost, "/metainfo", nil))

	a := call(t, server, http.MethodOptions, "/connectors/Lms_Medewerkers", http.Header{"Authorization": nil})
	requireEmpty(t, http.StatusOK, a)
	require.Equal(t, "*", a.header.Get("Access-Control-Allow-Origin"))
	require.Equal(t, "GET, POST, PUT, DELETE, OPTIONS", a.header.Get("Access-Control-Allow-Methods"))
}

func TestUnknownPathsAreNotFound(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	for _, path := range []string{"", "/version", "/connectors", "/connectors/A/B", "/metainfo/other/A", "/profitversion/1"} {
		requireEmpty(t, http.StatusNotFound, get(t, server, path))
	}
	outside := &afastest.Server{URL: strings.TrimSuffix(server.URL, afastest.BasePath), Token: server.Token}
	requireEmpty(t, http.StatusNotFound, get(t, outside, "/connectors/Lms_Medewerkers"))
}

// afas-profit-rest.md §11.
func TestAnswersCarryTheHeadersOfAFAS(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	a := get(t, server, "/metainfo")
	require.Equal(t, "no-store, no-cache", a.header.Get("Cache-Control"))
	require.Equal(t, "max-age=31536000", a.header.Get("Strict-Transport-Security"))
	require.Equal(t, "nosniff", a.header.Get("X-Content-Type-Options"))
	require.Equal(t, "deny", a.header.Get("X-Frame-Options"))
	require.NotEmpty(t, a.header.Get("X-AFAS-Proxy-Version"))
	require.NotEmpty(t, a.header.Get("X-Trace-Identifier"))
	require.NotEqual(t, a.header.Get("X-Trace-Identifier"), get(t, server, "/metainfo").header.Get("X-Trace-Identifier"))
}

// afas-profit-rest.md §3.6, §11: compressed when the client accepts it; in one go with its length otherwise.
func TestAnswersAreCompressedForWhoAcceptsIt(t *testing.T) {
	t.Parallel()
	server := numbers(t, 250, afastest.Quirks{})
	for accepted, want := range map[string]string{"gzip, deflate": "gzip", "GZIP;q=0.5": "gzip", "gzip;q=0": "", "identity": "", "br": ""} {
		a := call(t, server, http.MethodGet, "/connectors/Numbers", http.Header{"Accept-Encoding": {accepted}})
		require.Equal(t, want, a.header.Get("Content-Encoding"), accepted)
		if want == "" {
			require.Equal(t, int64(len(a.body)), a.length, accepted)
		}
	}
	require.Len(t, get(t, server, "/connectors/Numbers").page(t).Rows, 100, "Go's transport asks for gzip by itself")

	plain := numbers(t, 1, afastest.Quirks{NoGzip: true})
	require.Empty(t, call(t, plain, http.MethodGet, "/connectors/Numbers", http.Header{"Accept-Encoding": {"gzip"}}).header.Get("Content-Encoding"))
}

// afas-profit-rest.md §8.3, §11: the language of the call, else that of the environment.
func TestErrorTextsFollowTheLanguage(t *testing.T) {
	t.Parallel()
	const dutch = "Er is een onverwachte fout opgetreden"
	english, netherlands := start(t, afastest.Environment{}), start(t, afastest.Environment{Language: "nl-nl"})
	const path = "/connectors/Lms_Medewerkers?skip=2&take=-1"
	requireFailure(t, get(t, english, path), -2147180999, unexpected)
	requireFailure(t, get(t, netherlands, path), -2147180999, dutch)
	requireFailure(t, call(t, english, http.MethodGet, path, http.Header{"Accept-Language": {"nl-nl"}}), -2147180999, dutch)
	requireFailure(t, call(t, netherlands, http.MethodGet, path, http.Header{"Accept-Language": {"en-us"}}), -2147180999, unexpected)
}
