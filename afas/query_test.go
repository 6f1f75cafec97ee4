package afas_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

func TestQueryNamesSkipTakeAndOrder(t *testing.T) {
	t.Parallel()
	for want, opts := range map[string]*afas.GetOptions{
		"skip=0&take=100":                                               nil, // AFAS' own default (afas-profit-rest.md §3.1)
		"skip=200&take=2":                                               {Skip: 200, Take: 2},
		"orderbyfieldids=A&skip=0&take=100":                             {OrderBy: []string{"A"}},
		"orderbyfieldids=Id&skip=0&take=100":                            {Key: "Id"},
		"orderbyfieldids=-Gewijzigd%2CMedewerker&skip=0&take=100":       {OrderBy: []string{"-Gewijzigd", "Medewerker"}}, // afas-profit-rest.md §13.10
		"orderbyfieldids=E-mail_werk%2CGe%C3%AFnd%20op&skip=0&take=100": {OrderBy: []string{"E-mail_werk", "Geïnd op"}},  // names hold blanks and diacritics (§3.6)
	} {
		got, err := queryOf(t, opts)
		require.NoError(t, err)
		require.Equal(t, want, got)
	}
}

func TestOptionsThatContradictEachOtherAreAnErrorBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	for says, opts := range map[string]*afas.GetOptions{
		"skip and take must not be negative":           {Skip: -1, Take: -1}, // "everything" is strongly discouraged (afas-profit-rest.md §3.2)
		"must not be negative":                         {Take: -1},
		"leave OrderBy out":                            {Key: "Id", OrderBy: []string{"Name"}},
		"leave Skip out":                               {Key: "Id", Skip: 1},
		"empty column name":                            {OrderBy: []string{"A", ""}},
		"OrderBy has an empty column name":             {OrderBy: []string{"-"}},
		"AFAS takes it for two":                        {OrderBy: []string{"A,B"}}, // no escape exists (afas-profit-rest.md §3.1)
		"each column an element of its own, or rename": {Key: "A;B"},
	} {
		_, err := queryOf(t, opts)
		require.ErrorContains(t, err, says)
		require.ErrorContains(t, err, `connector "C"`)
	}
	client, _ := newClient(t)
	_, err := afas.GetConnector[afas.Row](client, "  ").Page(t.Context(), nil)
	require.ErrorContains(t, err, "needs a name")
}

// lengthOf gives the length of a query as AFAS counts it: encoded, with its question mark (afas-profit-rest.md §1).
func lengthOf(query string) int { return len("?" + query) }

func TestQueryOf2049CharactersPassesAndOneOf2050DoesNot(t *testing.T) {
	t.Parallel()
	for name, filter := range map[string]func(padding string) afas.Filter{
		"in the simple form":   func(padding string) afas.Filter { return afas.Eq("A", "x"+padding) },
		"in the JSON form":     func(padding string) afas.Filter { return afas.Or(afas.Eq("A", "x"+padding), afas.Eq("B", "y")) },
		"counted when encoded": func(padding string) afas.Filter { return afas.Eq("A", "é, ;"+padding) },
		"with many conditions": func(padding string) afas.Filter {
			var parts []afas.Filter
			for range 50 {
				parts = append(parts, afas.NotEq("Column", "é"))
			}
			return afas.And(append(parts, afas.Eq("A", "x"+padding))...)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opts := &afas.GetOptions{Filter: filter(""), Key: "Id"}
			query, err := queryOf(t, opts)
			require.NoError(t, err)
			room := 2049 - lengthOf(query)
			require.Positive(t, room)

			opts.Filter = filter(strings.Repeat("z", room))
			query, err = queryOf(t, opts)
			require.NoError(t, err)
			require.Equal(t, 2049, lengthOf(query))

			opts.Filter = filter(strings.Repeat("z", room+1))
			_, err = queryOf(t, opts)
			require.ErrorIs(t, err, afas.ErrQueryTooLong)
			require.ErrorContains(t, err, "2050 characters")
			require.ErrorContains(t, err, "split the read")
			require.NotContains(t, err.Error(), "zz")
		})
	}
}

// A key makes the query of the second page longer than that of the first. It is refused before it is sent, as any other.
func TestQueryThatBecomesTooLongOnTheSecondPageIsRefusedThere(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", func(int, url.Values) string { return answer(`{"Id":"a"}`, `{"Id":"`+strings.Repeat("b", 2000)+`"}`) })
	rows, err := afas.Collect(afas.GetConnector[afas.Row](client, "C").All(t.Context(), &afas.GetOptions{Key: "Id", Take: 2}))
	require.ErrorIs(t, err, afas.ErrQueryTooLong)
	require.Len(t, rows, 2, "the rows of the first page are given")
	require.Equal(t, 1, c.calls())
}

// Whatever is in a value, AFAS reads it as it was given: percent-encoding carries it, and JSON where the simple form would split it.
func FuzzFilterValueArrivesAsGiven(f *testing.F) {
	for _, value := range []string{"x", "Jansen, A.;B", `"quoted"`, "a\\b", "100%", "+ +", "é€𝄞", "[is leeg]", "a&b=c#d?e/f", "\t\n\x01", "<b>&amp;", "\u2028", "'t Hof"} {
		f.Add("Field", value)
	}
	f.Fuzz(func(t *testing.T, field, value string) {
		if !utf8.ValidString(field) || !utf8.ValidString(value) || strings.TrimSpace(field) == "" || value == "" {
			return // not a text that AFAS could hold
		}
		for _, filter := range []afas.Filter{afas.Eq(field, value), afas.Or(afas.Eq(field, value), afas.Eq(field, value))} {
			encoded, err := queryOf(t, &afas.GetOptions{Filter: filter})
			if err != nil {
				require.ErrorIs(t, err, afas.ErrQueryTooLong)
				continue
			}
			require.Equal(t, -1, strings.IndexFunc(encoded, func(r rune) bool { return r <= ' ' || r > '~' || r == ';' || r == '+' }))
			query, err := url.ParseQuery(encoded)
			require.NoError(t, err)
			for _, c := range conditionsOf(t, query) {
				require.Equal(t, []clause{{field, "1", value}}, c)
			}
		}
	})
}

// clause is a condition as it goes to AFAS.
type clause struct{ Field, Operator, Value string }

// conditionsOf reads the filter of a query back: an OR of ANDs (afas-profit-rest.md §3.4).
func conditionsOf(t *testing.T, query url.Values) [][]clause {
	t.Helper()
	if query.Has("filterfieldids") {
		fields, values := strings.Split(query.Get("filterfieldids"), ","), strings.Split(query.Get("filtervalues"), ",")
		operators := strings.Split(query.Get("operatortypes"), ",")
		require.Len(t, values, len(fields), "the lists are positional (afas-profit-rest.md §3.1)")
		require.Len(t, operators, len(fields))
		var term []clause
		for i := range fields {
			term = append(term, clause{fields[i], operators[i], values[i]})
		}
		return [][]clause{term}
	}
	var document struct {
		Filters struct {
			Filter []struct {
				Field []struct {
					Field    string `json:"@FieldId"`
					Operator string `json:"@OperatorType"`
					Value    string `json:"#text"`
				}
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(query.Get("filterjson")), &document))
	var terms [][]clause
	for _, group := range document.Filters.Filter {
		var term []clause
		for _, c := range group.Field {
			term = append(term, clause(c))
		}
		terms = append(terms, term)
	}
	return terms
}
