package afas_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// truth is a value of SQL's three-valued logic: what is asked about an empty field is neither true nor false (afas-profit-rest.md §3.3).
type truth int

const (
	no truth = iota
	unknown
	yes
)

func truthOf(b bool) truth {
	if b {
		return yes
	}
	return no
}

// filterRow is a row with a number and a text; nil is an empty field.
type filterRow struct {
	ID int `json:"Id"`
	N  *int
	T  *string
}

// A rule is a filter, and what it says about a row without any of the SDK's code.
type rule struct {
	filter afas.Filter
	judge  func(filterRow) truth
}

// anyRule makes a rule of conditions joined at random.
func anyRule(r *rand.Rand, depth int) rule {
	if depth == 0 || r.IntN(4) == 0 {
		return anyCondition(r)
	}
	if r.IntN(4) == 0 {
		inner := anyRule(r, depth-1)
		return rule{afas.Not(inner.filter), func(row filterRow) truth { return yes - inner.judge(row) }}
	}
	var rules []rule
	var filters []afas.Filter
	for range 1 + r.IntN(3) {
		inner := anyRule(r, depth-1)
		rules, filters = append(rules, inner), append(filters, inner.filter)
	}
	judgements := func(row filterRow) (all []truth) {
		for _, inner := range rules {
			all = append(all, inner.judge(row))
		}
		return all
	}
	if r.IntN(2) == 0 {
		return rule{afas.And(filters...), func(row filterRow) truth { return slices.Min(judgements(row)) }}
	}
	return rule{afas.Or(filters...), func(row filterRow) truth { return slices.Max(judgements(row)) }}
}

func anyCondition(r *rand.Rand) rule {
	if r.IntN(2) == 0 {
		return anyNumberCondition(r)
	}
	return anyTextCondition(r)
}

func anyNumberCondition(r *rand.Rand) rule {
	value := r.IntN(5)
	conditions := []func() (afas.Filter, func(int) bool){
		func() (afas.Filter, func(int) bool) {
			return afas.Eq("N", value), func(n int) bool { return n == value }
		},
		func() (afas.Filter, func(int) bool) {
			return afas.NotEq("N", value), func(n int) bool { return n != value }
		},
		func() (afas.Filter, func(int) bool) {
			return afas.AtLeast("N", value), func(n int) bool { return n >= value }
		},
		func() (afas.Filter, func(int) bool) {
			return afas.AtMost("N", value), func(n int) bool { return n <= value }
		},
		func() (afas.Filter, func(int) bool) {
			return afas.GreaterThan("N", value), func(n int) bool { return n > value }
		},
		func() (afas.Filter, func(int) bool) {
			return afas.LessThan("N", value), func(n int) bool { return n < value }
		},
	}
	filter, holds := conditions[r.IntN(len(conditions))]()
	return rule{filter, func(row filterRow) truth {
		if row.N == nil {
			return unknown
		}
		return truthOf(holds(*row.N))
	}}
}

func anyTextCondition(r *rand.Rand) rule {
	value := anyText(r)
	conditions := []struct {
		filter afas.Filter
		holds  func(text, value string) bool
	}{
		{afas.Eq("T", value), func(text, value string) bool { return text == value }},
		{afas.NotEq("T", value), func(text, value string) bool { return text != value }},
		{afas.Contains("T", value), strings.Contains},
		{afas.NotContains("T", value), func(text, value string) bool { return !strings.Contains(text, value) }},
		{afas.StartsWith("T", value), strings.HasPrefix},
		{afas.NotStartsWith("T", value), func(text, value string) bool { return !strings.HasPrefix(text, value) }},
		{afas.EndsWith("T", value), strings.HasSuffix},
		{afas.NotEndsWith("T", value), func(text, value string) bool { return !strings.HasSuffix(text, value) }},
		{afas.Empty("T"), nil},
		{afas.NotEmpty("T"), nil},
	}
	i := r.IntN(len(conditions))
	return rule{conditions[i].filter, func(row filterRow) truth {
		switch {
		case i == len(conditions)-2:
			return truthOf(row.T == nil)
		case i == len(conditions)-1:
			return truthOf(row.T != nil)
		case row.T == nil:
			return unknown
		}
		return truthOf(conditions[i].holds(strings.ToLower(*row.T), strings.ToLower(value)))
	}}
}

// anyText gives texts that are often equal, and have the separators of the simple form in them.
func anyText(r *rand.Rand) string {
	var text strings.Builder
	for range 1 + r.IntN(3) {
		text.WriteString([]string{"a", "b", "B", ",", ";"}[r.IntN(5)])
	}
	return text.String()
}

func anyRows(r *rand.Rand, n int) []filterRow {
	rows := make([]filterRow, n)
	for i := range rows {
		rows[i].ID = i + 1
		if r.IntN(4) > 0 {
			rows[i].N = new(r.IntN(5))
		}
		if r.IntN(4) > 0 {
			rows[i].T = new(anyText(r))
		}
	}
	return rows
}

// holds evaluates a condition as AFAS does (afas-profit-rest.md §3.3).
func (c clause) holds(row filterRow) bool {
	value := row.T
	if c.Field == "N" && row.N != nil {
		value = new(strconv.Itoa(*row.N)) // one digit, so that numbers and texts have one order
	} else if c.Field == "N" {
		value = nil
	}
	if c.Operator == "8" || c.Operator == "9" {
		return (value == nil) == (c.Operator == "8")
	}
	if value == nil {
		return false
	}
	text, with := strings.ToLower(*value), strings.ToLower(c.Value)
	return map[string]bool{
		"1": text == with, "2": text >= with, "3": text <= with, "4": text > with, "5": text < with, "7": text != with,
		"6": strings.Contains(text, with), "10": strings.HasPrefix(text, with), "13": strings.HasSuffix(text, with),
		"11": !strings.Contains(text, with), "12": !strings.HasPrefix(text, with), "14": !strings.HasSuffix(text, with),
	}[c.Operator]
}

// The rendered query chooses the rows that the filter describes, however it is nested: multiplied out to OR of ANDs, with opposites in
// the place of Not (design.md "Filters").
func TestFilterChoosesTheSameRowsAsItsQuery(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	fitting := 0
	for range 300 {
		rule, rows := anyRule(r, 3), anyRows(r, 40)
		encoded, err := queryOf(t, &afas.GetOptions{Filter: rule.filter})
		if errors.Is(err, afas.ErrQueryTooLong) {
			continue
		}
		require.NoError(t, err)
		fitting++
		query, err := url.ParseQuery(encoded)
		require.NoError(t, err)
		terms := conditionsOf(t, query)
		for _, row := range rows {
			chosen := slices.ContainsFunc(terms, func(term []clause) bool {
				return !slices.ContainsFunc(term, func(c clause) bool { return !c.holds(row) })
			})
			require.Equal(t, rule.judge(row) == yes, chosen, "%s on row %s", encoded, show(row))
		}
	}
	require.Greater(t, fitting, 200)
}

func show(row filterRow) string {
	text := fmt.Sprint(row.ID)
	if row.N != nil {
		text += fmt.Sprint(" N=", *row.N)
	}
	if row.T != nil {
		text += fmt.Sprint(" T=", *row.T)
	}
	return text
}

// The same over the wire, and read by key in small pages, which puts a condition of its own into the filter.
func TestFilterChoosesTheRowsItDescribesOverTheWire(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	rows := anyRows(r, 60)
	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
		Name:   "C",
		Fields: []afastest.Field{{ID: "Id", DataType: "int"}, {ID: "N", DataType: "int"}, {ID: "T", DataType: "string"}},
		Rows:   rows,
	}}})
	require.NoError(t, err)
	defer server.Close()
	client, err := afas.NewClient("", afas.Token(server.Token), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	fitting := 0
	for range 100 {
		rule := anyRule(r, 3)
		var want []int
		for _, row := range rows {
			if rule.judge(row) == yes {
				want = append(want, row.ID)
			}
		}
		got, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{Filter: rule.filter, Key: "Id", Take: 25}))
		if errors.Is(err, afas.ErrQueryTooLong) {
			continue
		}
		require.NoError(t, err)
		require.Equal(t, want, ids(got))
		fitting++
	}
	require.Greater(t, fitting, 50)
}
