package afas_test

import (
	"math"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// filterOf gives the filter parameters of the query for a filter.
func filterOf(t *testing.T, f afas.Filter) url.Values {
	t.Helper()
	encoded, err := queryOf(t, &afas.GetOptions{Filter: f})
	require.NoError(t, err)
	query, err := url.ParseQuery(encoded)
	require.NoError(t, err)
	query.Del("skip")
	query.Del("take")
	return query
}

// simple is the simple form of one condition, or of several joined with AND (afas-profit-rest.md §3.1).
func simple(fields, operators, values string) url.Values {
	return url.Values{"filterfieldids": {fields}, "operatortypes": {operators}, "filtervalues": {values}}
}

// Operators by their numbers (afas-profit-rest.md §3.3), and what Not makes of them.
func TestFilterHasAllFifteenOperatorsAndTheirOpposites(t *testing.T) {
	t.Parallel()
	const leeg, nietLeeg = "[is leeg]", "[is niet leeg]"
	for _, c := range []struct {
		name                    string
		filter                  afas.Filter
		number, value           string
		opposite, oppositeValue string
	}{
		{"equal", afas.Eq("F", "x"), "1", "x", "7", "x"},
		{"greater or equal", afas.AtLeast("F", "x"), "2", "x", "5", "x"},
		{"less or equal", afas.AtMost("F", "x"), "3", "x", "4", "x"},
		{"greater", afas.GreaterThan("F", "x"), "4", "x", "3", "x"},
		{"less", afas.LessThan("F", "x"), "5", "x", "2", "x"},
		{"contains", afas.Contains("F", "x"), "6", "x", "11", "x"},
		{"not equal", afas.NotEq("F", "x"), "7", "x", "1", "x"},
		{"empty", afas.Empty("F"), "8", leeg, "9", nietLeeg},
		{"not empty", afas.NotEmpty("F"), "9", nietLeeg, "8", leeg},
		{"starts with", afas.StartsWith("F", "x"), "10", "x", "12", "x"},
		{"does not contain", afas.NotContains("F", "x"), "11", "x", "6", "x"},
		{"does not start with", afas.NotStartsWith("F", "x"), "12", "x", "10", "x"},
		{"ends with", afas.EndsWith("F", "x"), "13", "x", "14", "x"},
		{"does not end with", afas.NotEndsWith("F", "x"), "14", "x", "13", "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, simple("F", c.number, c.value), filterOf(t, c.filter))
			require.Equal(t, simple("F", c.opposite, c.oppositeValue), filterOf(t, afas.Not(c.filter)))
			require.Equal(t, simple("F", c.number, c.value), filterOf(t, afas.Not(afas.Not(c.filter))))
		})
	}
	require.Equal(t, simple("F", "15", "x"), filterOf(t, afas.Quick("F", "x")))
	_, err := queryOf(t, &afas.GetOptions{Filter: afas.And(afas.Eq("G", 1), afas.Not(afas.Quick("F", "x")))})
	require.ErrorContains(t, err, "no opposite", "design.md: Not where an operator has a counterpart")
}

// The query as it goes over the wire: values percent-encoded, a blank as %20 (afas-profit-rest.md §13.11, §13.13).
func TestFilterIsSentInExactlyThisForm(t *testing.T) {
	t.Parallel()
	changed := civil.DateTime{Date: civil.Date{Year: 2026, Month: 2, Day: 1}}
	got, err := queryOf(t, &afas.GetOptions{Filter: afas.And(afas.Eq("Afdeling", 12), afas.AtLeast("Gewijzigd", changed))})
	require.NoError(t, err)
	require.Equal(t, "filterfieldids=Afdeling%2CGewijzigd&filtervalues=12%2C2026-02-01T00%3A00%3A00&operatortypes=1%2C2&skip=0&take=100", got)

	got, err = queryOf(t, &afas.GetOptions{Filter: afas.Empty("Email")})
	require.NoError(t, err)
	require.Equal(t, "filterfieldids=Email&filtervalues=%5Bis%20leeg%5D&operatortypes=8&skip=0&take=100", got)

	got, err = queryOf(t, &afas.GetOptions{Filter: afas.Eq("Naam", "a+b & c=d%")})
	require.NoError(t, err)
	require.Equal(t, "filterfieldids=Naam&filtervalues=a%2Bb%20%26%20c%3Dd%25&operatortypes=1&skip=0&take=100", got)
}

// The sample of afas-profit-rest.md §3.4: (a OR b) AND c is multiplied out.
func TestFilterMultipliesOrOut(t *testing.T) {
	t.Parallel()
	filter := afas.And(afas.Or(afas.Eq("DeptId", 12), afas.Eq("DeptId", 31)), afas.Contains("Name", "desk"))
	query := filterOf(t, filter)
	require.Len(t, query, 1, "filterjson is used instead of the three lists")
	require.Equal(t, `{"Filters":{"Filter":[`+
		`{"@FilterId":"Filter 1","Field":[{"@FieldId":"DeptId","@OperatorType":"1","#text":"12"},{"@FieldId":"Name","@OperatorType":"6","#text":"desk"}]},`+
		`{"@FilterId":"Filter 2","Field":[{"@FieldId":"DeptId","@OperatorType":"1","#text":"31"},{"@FieldId":"Name","@OperatorType":"6","#text":"desk"}]}`+
		`]}}`, query.Get("filterjson"))
}

// design.md "Filters": the simple form for pure AND, filterjson as soon as OR or a separator in a value is involved.
func TestFilterIsSimpleOnlyForAPureAndWithoutSeparators(t *testing.T) {
	t.Parallel()
	a, b, c := afas.Eq("A", 1), afas.Eq("B", 2), afas.Eq("C", 3)
	for name, f := range map[string]struct {
		filter afas.Filter
		simple bool
	}{
		"one condition":                     {a, true},
		"AND":                               {afas.And(a, b, c), true},
		"AND in AND":                        {afas.And(a, afas.And(b, c)), true},
		"OR of one":                         {afas.Or(a), true},
		"Not of OR is AND":                  {afas.Not(afas.Or(a, b)), true},
		"OR":                                {afas.Or(a, b), false},
		"Not of AND is OR":                  {afas.Not(afas.And(a, b)), false},
		"AND of an OR":                      {afas.And(a, afas.Or(b, c)), false},
		"a comma in a value":                {afas.Eq("A", "Jansen, A."), false},
		"a semicolon in a value":            {afas.And(a, afas.Eq("B", "x;y")), false},
		"a separator in a name":             {afas.Eq("A,B", 1), false},
		"the value that AFAS has for empty": {afas.Eq("A", "[is leeg]"), true},
		"a value with a percent sign":       {afas.Contains("A", "50%"), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			query := filterOf(t, f.filter)
			require.Equal(t, f.simple, query.Has("filterfieldids"))
			require.Equal(t, !f.simple, query.Has("filterjson"))
		})
	}
}

func TestFilterNotOfANestedFilterFollowsDeMorgan(t *testing.T) {
	t.Parallel()
	a, b, c := afas.Eq("A", 1), afas.AtLeast("B", 2), afas.Empty("C")
	require.Equal(t, simple("A,B,C", "7,5,9", "1,2,[is niet leeg]"), filterOf(t, afas.Not(afas.Or(a, b, c))))
	require.Equal(t, filterOf(t, afas.Or(afas.NotEq("A", 1), afas.And(b, c))), filterOf(t, afas.Not(afas.And(a, afas.Not(afas.And(b, c))))))
	require.Equal(t, filterOf(t, afas.And(a, afas.Or(b, c))), filterOf(t, afas.Not(afas.Not(afas.And(a, afas.Or(b, c))))))
}

type (
	code   string
	choice bool
	count  int16
	share  float32
)

// Formats of values (afas-profit-rest.md §3.5).
func TestFilterWritesEachKindOfValue(t *testing.T) {
	t.Parallel()
	day := civil.Date{Year: 2026, Month: 3, Day: 1}
	for want, filter := range map[string]afas.Filter{
		"000104":                 afas.Eq("F", "000104"),
		" x ":                    afas.Eq("F", " x "),
		"K01":                    afas.Eq("F", code("K01")),
		"true":                   afas.Eq("F", true),
		"false":                  afas.Eq("F", choice(false)),
		"-7":                     afas.Eq("F", count(-7)),
		"-9223372036854775808":   afas.Eq("F", int64(math.MinInt64)),
		"18446744073709551615":   afas.Eq("F", uint64(math.MaxUint64)),
		"0.1":                    afas.Eq("F", share(0.1)),
		"-0.5":                   afas.Eq("F", -0.5),
		"80":                     afas.Eq("F", 80.0),
		"1000000000000000000000": afas.Eq("F", 1e21),
		"0.0000001":              afas.Eq("F", 1e-7),
		"2026-03-01":             afas.Eq("F", day),
		"2026-03-01T13:05:09":    afas.Eq("F", civil.DateTime{Date: day, Hour: 13, Minute: 5, Second: 9}),
	} {
		require.Equal(t, want, filterOf(t, filter).Get("filtervalues"))
	}
}

// A day has no zone to get wrong, and a moment is sent without the Z that AFAS refuses (afas-profit-rest.md §3.5).
func TestFilterNeverSendsAZone(t *testing.T) {
	t.Parallel()
	moment, err := civil.ParseDateTime("2026-03-01T13:05:09Z")
	require.NoError(t, err)
	require.Equal(t, "2026-03-01T13:05:09", filterOf(t, afas.AtLeast("Modified", moment)).Get("filtervalues"))
}

func TestFilterThatMakesNoSenseIsAnErrorBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	a := afas.Eq("A", 1)
	for name, c := range map[string]struct {
		filter afas.Filter
		says   string
	}{
		"no field":                     {afas.Eq("", 1), "field name is missing"},
		"a field of blanks":            {afas.Empty(" "), "field name is missing"},
		"an empty text":                {afas.Eq("A", ""), "use Empty or NotEmpty"},
		"containing nothing":           {afas.Contains("A", ""), "use Empty or NotEmpty"},
		"no number":                    {afas.Eq("A", math.NaN()), "not a number"},
		"an infinite number":           {afas.AtMost("A", math.Inf(1)), "not a number"},
		"no day":                       {afas.Eq("A", civil.Date{}), "not a day"},
		"a day that does not exist":    {afas.Eq("A", civil.Date{Year: 2026, Month: 2, Day: 30}), "not a day"},
		"no moment":                    {afas.Eq("A", civil.DateTime{}), "not a moment"},
		"OR of nothing":                {afas.Or(), "at least one filter"},
		"Not of OR of nothing":         {afas.Not(afas.Or()), "at least one filter"},
		"a zero filter in OR":          {afas.Or(a, afas.Filter{}), "every row"},
		"an empty AND in OR":           {afas.Or(a, afas.And(afas.Filter{})), "every row"},
		"a zero filter in OR, negated": {afas.Not(afas.Or(a, afas.Filter{})), "every row"},
		"Not of a zero filter":         {afas.Not(afas.Filter{}), "no row at all"},
		"Not of an empty AND":          {afas.And(a, afas.Not(afas.And())), "no row at all"},
		"nonsense deep inside":         {afas.And(a, afas.Or(a, afas.Not(afas.Eq("A", "")))), "use Empty or NotEmpty"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := queryOf(t, &afas.GetOptions{Filter: c.filter})
			require.ErrorContains(t, err, c.says)
		})
	}
}

func TestZeroFilterChoosesEveryRow(t *testing.T) {
	t.Parallel()
	a, b := afas.Eq("A", 1), afas.Eq("B", 2)
	for _, everything := range []afas.Filter{{}, afas.And(), afas.And(afas.Filter{}, afas.And()), afas.Not(afas.Not(afas.Filter{}))} {
		require.Empty(t, filterOf(t, everything))
		require.Equal(t, filterOf(t, afas.And(a, b)), filterOf(t, afas.And(everything, a, everything, b)))
		require.Equal(t, filterOf(t, afas.Not(afas.And(a, b))), filterOf(t, afas.Not(afas.And(a, everything, b))))
	}
}

func TestFilterDoesNotChangeWithTheCallersSlice(t *testing.T) {
	t.Parallel()
	parts := []afas.Filter{afas.Eq("A", 1), afas.Eq("B", 2)}
	all, some := afas.And(parts...), afas.Or(parts...)
	before, beforeSome := filterOf(t, all), filterOf(t, some)
	parts[0] = afas.Eq("C", 3)
	require.Equal(t, before, filterOf(t, all))
	require.Equal(t, beforeSome, filterOf(t, some))
}

// A filter shared by several others must not lose conditions to them while it is multiplied out.
func TestFilterCanBeUsedInSeveralFilters(t *testing.T) {
	t.Parallel()
	shared := afas.And(afas.Eq("A", 1), afas.Or(afas.Eq("B", 2), afas.Eq("C", 3)))
	first := filterOf(t, afas.And(shared, afas.Eq("D", 4)))
	second := filterOf(t, afas.And(shared, afas.Eq("E", 5)))
	require.Equal(t, first, filterOf(t, afas.And(shared, afas.Eq("D", 4))))
	require.NotEqual(t, first, second)
	require.Equal(t, strings.ReplaceAll(first.Get("filterjson"), `"D","@OperatorType":"1","#text":"4"`, `"E","@OperatorType":"1","#text":"5"`), second.Get("filterjson"))
}

// Conditions that stand before an OR go into each of its terms, however many they are.
func TestFilterKeepsTheTermsOfAnOrApart(t *testing.T) {
	t.Parallel()
	parts := []afas.Filter{}
	for n := range 7 {
		parts = append(parts, afas.Eq("A", n))
		query := filterOf(t, afas.And(append(slices.Clone(parts), afas.Or(afas.Eq("B", 1), afas.Eq("C", 2)))...))
		terms := conditionsOf(t, query)
		require.Len(t, terms, 2)
		require.Equal(t, clause{"B", "1", "1"}, terms[0][n+1])
		require.Equal(t, clause{"C", "1", "2"}, terms[1][n+1])
	}
}

// Twenty ORs of two would be a million terms: the error comes without making them.
func TestFilterThatMultipliesIntoTooManyTermsIsRefused(t *testing.T) {
	t.Parallel()
	var parts []afas.Filter
	for range 40 {
		parts = append(parts, afas.Or(afas.Eq("A", 1), afas.Eq("B", 2)))
	}
	for _, f := range []afas.Filter{afas.And(parts...), afas.Not(afas.Or(afas.Not(afas.And(parts...)), afas.Eq("A", 1))), afas.Or(afas.Or(parts...), afas.Or(parts...))} {
		_, err := queryOf(t, &afas.GetOptions{Filter: f})
		require.ErrorIs(t, err, afas.ErrQueryTooLong)
		require.ErrorContains(t, err, "split the read")
	}
}
