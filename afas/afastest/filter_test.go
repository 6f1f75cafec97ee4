package afastest_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// filtered serves one row per letter, each with a value of every type; row e is empty throughout.
func filtered(t *testing.T) *afastest.Server {
	return start(t, afastest.Environment{Connectors: []afastest.Connector{{
		Name: "F",
		Fields: []afastest.Field{
			{ID: "Id"}, {ID: "Text"}, {ID: "Int", DataType: "int"}, {ID: "Dec", DataType: "decimal"},
			{ID: "Yes", DataType: "boolean"}, {ID: "Day", DataType: "date"}, {ID: "Moment", DataType: "date"},
		},
		Rows: []map[string]any{
			{"Id": "a", "Text": "Sales, desk", "Int": 9, "Dec": 0.8, "Yes": true, "Day": "2026-03-01", "Moment": "2026-03-01T13:05:09"},
			{"Id": "b", "Text": "Care", "Int": 10, "Dec": json.Number("1.0"), "Yes": false, "Day": "2026-02-28", "Moment": "2026-03-01T13:05:08.6"},
			{"Id": "c", "Text": "care desk", "Int": 100, "Dec": -0.5, "Yes": true, "Day": "2025-12-31", "Moment": "2026-03-01"},
			{"Id": "d", "Text": "", "Int": -1, "Dec": 12.25, "Yes": false, "Day": "2026-03-02", "Moment": "1900-01-01"},
			{"Id": "e"},
		},
	}}})
}

func simple(fields, values, operators string) string {
	return "filterfieldids=" + url.QueryEscape(fields) + "&filtervalues=" + url.QueryEscape(values) + "&operatortypes=" + url.QueryEscape(operators)
}

func filterjson(document string) string { return "filterjson=" + url.QueryEscape(document) }

// found gives the letters of the rows that the query lets through.
func found(t *testing.T, server *afastest.Server, query string) string {
	t.Helper()
	return strings.Join(get(t, server, "/connectors/F?orderbyfieldids=Id&"+query).column(t, "Id"), "")
}

// afas-profit-rest.md §3.3, §3.5, in both forms of §3.4.
func TestOperators(t *testing.T) {
	t.Parallel()
	server := filtered(t)
	for name, c := range map[string]struct {
		field    string
		operator int
		value    string
		want     string
	}{
		"1 equal, text without case":                       {"Text", 1, "CARE", "b"},
		"1 equal, empty text":                              {"Text", 1, "", "d"},
		"1 equal, number by its value":                     {"Dec", 1, "1", "b"},
		"1 equal, day":                                     {"Day", 1, "2026-03-01", "a"},
		"1 equal, a day is its midnight":                   {"Day", 1, "2026-03-01T00:00:00", "a"},
		"1 equal, moment":                                  {"Moment", 1, "2026-03-01T13:05:09", "a"},
		"1 equal, midnight as a day":                       {"Moment", 1, "2026-03-01", "c"},
		"1 equal, yes as true":                             {"Yes", 1, "true", "ac"},
		"1 equal, yes as 1":                                {"Yes", 1, "1", "ac"},
		"1 equal, no as FALSE":                             {"Yes", 1, "FALSE", "bd"},
		"1 equal, no as 0":                                 {"Yes", 1, "0", "bd"},
		"2 greater or equal, numbers not as text":          {"Int", 2, "10", "bc"},
		"2 greater or equal misses the hidden fraction":    {"Moment", 2, "2026-03-01T13:05:09", "a"},
		"2 greater or equal with a second of overlap":      {"Moment", 2, "2026-03-01T13:05:08", "ab"},
		"2 greater or equal, a fraction in the value":      {"Moment", 2, "2026-03-01T13:05:08.6", "ab"},
		"3 less or equal, decimals":                        {"Dec", 3, "0.8", "ac"},
		"3 less or equal, days":                            {"Day", 3, "2026-02-28", "bc"},
		"4 greater, text":                                  {"Text", 4, "care", "ac"},
		"4 greater, decimal against whole numbers":         {"Int", 4, "9.5", "bc"},
		"5 less, numbers below zero":                       {"Int", 5, "9", "d"},
		"5 less, moments":                                  {"Moment", 5, "2026-03-01", "d"},
		"6 contains, without case":                         {"Text", 6, "DESK", "ac"},
		"6 contains, with wildcards":                       {"Text", 6, "%desk%", "ac"},
		"6 contains, numbers as text":                      {"Int", 6, "0", "bc"},
		"6 contains, days as text":                         {"Day", 6, "2026-0", "abd"},
		"6 contains, decimals as text":                     {"Dec", 6, ".25", "d"},
		"7 not equal does not see empty fields":            {"Text", 7, "care", "acd"},
		"7 not equal with wildcards is does not contain":   {"Text", 7, "%desk%", "bd"},
		"7 not equal with one wildcard is literal":         {"Text", 7, "care%", "abcd"},
		"7 not equal, numbers":                             {"Int", 7, "10", "acd"},
		"7 not equal, yes":                                 {"Yes", 7, "true", "bd"},
		"8 empty, null and empty text":                     {"Text", 8, "[is leeg]", "de"},
		"8 empty, two quotes":                              {"Int", 8, `""`, "e"},
		"8 empty, null":                                    {"Day", 8, "null", "e"},
		"8 empty, nothing":                                 {"Yes", 8, "", "e"},
		"8 empty, a value that is not of the type":         {"Int", 8, "x", "e"},
		"9 not empty":                                      {"Text", 9, "[is niet leeg]", "abc"},
		"9 not empty, any value":                           {"Moment", 9, "whatever", "abcd"},
		"10 starts with":                                   {"Text", 10, "care", "bc"},
		"10 starts with, with a wildcard":                  {"Text", 10, "care%", "bc"},
		"11 does not contain does not see empty fields":    {"Text", 11, "desk", "bd"},
		"12 does not start with does not see empty fields": {"Text", 12, "CARE%", "ad"},
		"13 ends with":                                     {"Text", 13, "%desk", "ac"},
		"14 does not end with does not see empty fields":   {"Text", 14, "desk", "bd"},
		"15 quick filter finds a part":                     {"Text", 15, "are", "bc"},
		"15 quick filter, yes and no as text":              {"Yes", 15, "true", "ac"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, c.want, found(t, server, simple(c.field, c.value, fmt.Sprint(c.operator))))
			value, err := json.Marshal(c.value)
			require.NoError(t, err)
			for _, document := range []string{
				`{"Filters":{"Filter":[{"@FilterId":"Filter 1","Field":[{"@FieldId":"%s","@OperatorType":"%d","#text":%s}]}]}}`,
				`{"Filters":{"Filter":{"@FilterId":"Filter 1","Field":{"@FieldId":"%s","@OperatorType":%d,"#text":%s}}}}`,
			} {
				require.Equal(t, c.want, found(t, server, filterjson(fmt.Sprintf(document, c.field, c.operator, value))))
			}
		})
	}
}

// afas-profit-rest.md §3.4, §13 shapes 11, 12 and 14. Percent-encoded separators are separators as well (§3.1).
func TestConditionsAreCombined(t *testing.T) {
	t.Parallel()
	server := filtered(t)
	for name, c := range map[string]struct{ query, want string }{
		"commas are AND":            {"filterfieldids=Yes,Int&filtervalues=true,10&operatortypes=1,2", "c"},
		"encoded commas are AND":    {"filterfieldids=Yes%2CInt&filtervalues=true%2C10&operatortypes=1%2c2", "c"},
		"semicolons are OR":         {"filterfieldids=Int;Int&filtervalues=9;100&operatortypes=1;1", "ac"},
		"encoded semicolons are OR": {"filterfieldids=Int%3BInt&filtervalues=9%3B100&operatortypes=1%3b1", "ac"},
		"a semicolon separates groups": {
			"filterfieldids=Yes,Int;Text&filtervalues=true,10;&operatortypes=1,2;8", "cde"},
		"filters are OR, fields are AND": {filterjson(`{"Filters":{"Filter":[
			{"@FilterId":"Filter 1","Field":[{"@FieldId":"Int","@OperatorType":"1","#text":"9"},{"@FieldId":"Text","@OperatorType":"6","#text":"desk"}]},
			{"@FilterId":"Filter 2","Field":[{"@FieldId":"Int","@OperatorType":1,"#text":100},{"@FieldId":"Yes","@OperatorType":1,"#text":true}]}]}}`), "ac"},
		"separators in a JSON value are plain text": {filterjson(
			`{"Filters":{"Filter":[{"Field":[{"@FieldId":"Text","@OperatorType":"1","#text":"Sales, desk"}]}]}}`), "a"},
		"a JSON value may be absent where it is ignored": {filterjson(
			`{"Filters":{"Filter":[{"Field":[{"@FieldId":"Int","@OperatorType":"8"}]}]}}`), "e"},
		"names of parameters in any case": {"FilterFieldIds=Int&FILTERVALUES=9&OperatorTypes=1", "a"},
	} {
		t.Run(name, func(t *testing.T) { require.Equal(t, c.want, found(t, server, c.query)) })
	}
}

// afas-profit-rest.md §3.1, §3.5, §8.3.
func TestFiltersThatAreRefused(t *testing.T) {
	t.Parallel()
	server := filtered(t)
	requireFailure(t, get(t, server, "/connectors/F?filtervalues=9&operatortypes=1"), -2147180996, "Connector field '' not found")
	for name, query := range map[string]string{
		"more fields than values":          simple("Int,Text", "9", "1,1"),
		"more values than fields":          simple("Text", "Sales, desk", "1"),
		"fewer operators":                  simple("Int,Text", "9,x", "1"),
		"no operators":                     simple("Int", "9", ""),
		"other separators":                 simple("Int;Text", "9,x", "1;1"),
		"a separator missing in one list":  simple("Int,Int;Int", "9,9;9", "1;1,1"),
		"operator 0":                       simple("Int", "9", "0"),
		"operator 16":                      simple("Int", "9", "16"),
		"operator 19":                      simple("Text", "x", "19"),
		"an operator in letters":           simple("Int", "9", "eq"),
		"text for a number":                simple("Int", "nine", "1"),
		"nothing for a number":             simple("Int", "", "1"),
		"a comma in a decimal":             filterjson(`{"Filters":{"Filter":[{"Field":[{"@FieldId":"Dec","@OperatorType":"1","#text":"0,8"}]}]}}`),
		"yes for a boolean":                simple("Yes", "yes", "1"),
		"a Z after a moment":               simple("Moment", "2026-03-01T13:05:09Z", "2"),
		"a Z after a day":                  simple("Day", "2026-03-01Z", "2"),
		"an offset":                        simple("Moment", "2026-03-01T13:05:09+01:00", "2"),
		"a day that does not exist":        simple("Day", "2026-02-30", "2"),
		"a day in another order":           simple("Day", "01-03-2026", "2"),
		"a blank between day and time":     simple("Moment", "2026-03-01 13:05:09", "2"),
		"both forms at once":               simple("Int", "9", "1") + "&" + filterjson(`{"Filters":{"Filter":{"Field":{"@FieldId":"Int","@OperatorType":1,"#text":9}}}}`),
		"filterjson that is cut off":       filterjson(`{"Filters":{"Filter":[{"Field":[{"@FieldId":"Int"`),
		"filterjson of another kind":       filterjson(`[1,2]`),
		"filterjson with a list as value":  filterjson(`{"Filters":{"Filter":{"Field":{"@FieldId":"Int","@OperatorType":1,"#text":[9]}}}}`),
		"filterjson without filters":       filterjson(`{"Filters":{"Filter":[]}}`),
		"filterjson without fields":        filterjson(`{"Filters":{"Filter":[{"Field":[]}]}}`),
		"a percent sign that escapes less": "filterfieldids=Int&filtervalues=%9&operatortypes=1",
		"a name with a broken escape":      "%zz=1",
	} {
		t.Run(name, func(t *testing.T) {
			requireFailure(t, get(t, server, "/connectors/F?"+query), -2147180999, unexpected)
		})
	}
}

// afas-profit-rest.md §3.2: reading by key is a filter and an order on the same column. It starts in the middle of the sorted rows.
func TestReadingByKey(t *testing.T) {
	t.Parallel()
	server := numbers(t, 40, afastest.Quirks{})
	for query, want := range map[string][]int{
		"orderbyfieldids=N&" + simple("N", "37", "4"):                          {38, 39, 40},
		"orderbyfieldids=N&" + simple("N", "38", "2"):                          {38, 39, 40},
		"orderbyfieldids=N&take=2&" + simple("N", "10", "4"):                   {11, 12},
		"orderbyfieldids=N&take=2&skip=1&" + simple("N", "10", "4"):            {12, 13},
		"orderbyfieldids=-N&take=2&" + simple("N", "10", "5"):                  {9, 8},
		"orderbyfieldids=-N&take=2&" + simple("N", "10", "3"):                  {10, 9},
		"orderbyfieldids=-N&take=2&" + simple("N", "10", "4"):                  {40, 39},
		"orderbyfieldids=N&take=2&" + simple("N,Parity", "10,0", "4,1"):        {12, 14},
		"orderbyfieldids=N&take=3&" + simple("N,Parity;N", "30,0;38", "4,1;4"): {32, 34, 36},
		"orderbyfieldids=N&take=3&" + simple("N;Parity", "38;1", "4;1"):        {1, 3, 5},
		"orderbyfieldids=N&" + simple("N", "3", "5"):                           {1, 2},
		"orderbyfieldids=Parity,N&take=2&" + simple("N", "37", "4"):            {38, 40},
	} {
		require.Equal(t, want, counted(t, get(t, server, "/connectors/Numbers?"+query)), query)
	}
	require.Empty(t, get(t, server, "/connectors/Numbers?orderbyfieldids=N&"+simple("N", "40", "4")).page(t).Rows)
}
