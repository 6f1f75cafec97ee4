package loket_test

import (
	"math"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

type (
	code   int
	status string
)

// sentFilter gives the filter as it is sent, encoded, and checks that it is decoded to what Loket reads.
func sentFilter(t *testing.T, f loket.Filter) (text string, ok bool, err error) {
	t.Helper()
	client, w := newClient(t)
	w.answer("GET", departmentsPath, http.StatusOK, list(1, 1, ""))
	if _, err := loket.Page[row](t.Context(), client, departments, &loket.ListOptions{Filter: f}); err != nil {
		require.Empty(t, w.sent(), "nothing is sent")
		return "", false, err
	}
	u, err := url.Parse(w.only(t).URL)
	require.NoError(t, err)
	require.NotContains(t, u.RawQuery, "+", "a space is %%20 (loket-rest.md §3.2)")
	return u.Query().Get("filter"), u.Query().Has("filter"), nil
}

// loket-rest.md §3.2: texts and days in single quotes; numbers, yes/no and null bare. The vendor's own examples are among these.
func TestWhatAFilterSays(t *testing.T) {
	t.Parallel()
	day := civil.Date{Year: 2017, Month: time.January, Day: 1}
	tests := []struct {
		filter loket.Filter
		want   string
	}{
		{loket.IsNull("enddate"), "enddate eq null"},
		{loket.NotNull("enddate"), "enddate ne null"},
		{loket.AtMost("enddate", day), "enddate le '2017-01-01'"},
		{loket.And(loket.AtLeast("employeeNumber", 1), loket.AtMost("employeeNumber", 5)), "employeeNumber ge 1 and employeeNumber le 5"},
		{loket.Eq("address.city", "Tilburg"), "address.city eq 'Tilburg'"},
		{loket.Eq("cancellationPeriodTimeUnit.key", 4), "cancellationPeriodTimeUnit.key eq 4"},
		{loket.NotEq("id", employerID), "id ne '" + employerID + "'"},
		{loket.Like("companyName", "bakker"), "companyName lk 'bakker'"},
		{loket.GreaterThan("lastModifiedVersionNumber", int64(70429274999000)), "lastModifiedVersionNumber gt 70429274999000"},
		{loket.LessThan("startDate", day), "startDate lt '2017-01-01'"},
		{loket.Or(loket.IsNull("enddate"), loket.AtLeast("enddate", day), loket.Eq("isOnCallEmployment", true)), "enddate eq null or enddate ge '2017-01-01' or isOnCallEmployment eq true"},
		{loket.Eq("isOnCallEmployment", false), "isOnCallEmployment eq false"},
		{loket.Eq("x", 0.1), "x eq 0.1"},
		{loket.Eq("x", float32(0.1)), "x eq 0.1"},
		{loket.Eq("x", -1e21), "x eq -1000000000000000000000"},
		{loket.Eq("x", uint64(math.MaxUint64)), "x eq 18446744073709551615"},
		{loket.Eq("x", code(3)), "x eq 3"},
		{loket.Eq("x", status("open")), "x eq 'open'"},
		{loket.Eq("x", ""), "x eq ''"},
		{loket.Eq("x", "and or null & = + % # é"), "x eq 'and or null & = + % # é'"},
		{loket.Eq("x", `"quoted"`), `x eq '"quoted"'`},
		{loket.And(), ""},
		{loket.Filter{}, ""},
		{loket.And(loket.Filter{}, loket.Eq("x", 1), loket.Filter{}), "x eq 1"},
		{loket.And(loket.Eq("x", 1), loket.And(loket.Eq("y", 2), loket.Eq("z", 3))), "x eq 1 and y eq 2 and z eq 3"},
		{loket.Or(loket.Eq("x", 1), loket.Or(loket.Eq("y", 2), loket.Eq("z", 3))), "x eq 1 or y eq 2 or z eq 3"},
		{loket.And(loket.Or(loket.Eq("x", 1))), "x eq 1"},
		{loket.And(loket.Or(loket.Eq("x", 1), loket.Eq("x", 2)), loket.Filter{}), "x eq 1 or x eq 2"},
		{loket.Or(loket.And(loket.Eq("x", 1), loket.Eq("y", 2))), "x eq 1 and y eq 2"},
	}
	for _, tt := range tests {
		t.Run("it says "+tt.want, func(t *testing.T) {
			t.Parallel()
			text, sent, err := sentFilter(t, tt.filter)
			require.NoError(t, err)
			require.Equal(t, tt.want, text)
			require.Equal(t, tt.want != "", sent, "no filter is no parameter")
		})
	}
}

// loket-rest.md §3.2 and §11: neither parentheses nor precedence nor an escape are documented, so what needs them is not sent.
func TestAFilterThatCannotBeSaid(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what   string
		filter loket.Filter
		says   string
	}{
		{"OR inside AND", loket.And(loket.Eq("x", 1), loket.Or(loket.Eq("y", 2), loket.Eq("z", 3))), "AND and OR together"},
		{"OR inside AND, in front", loket.And(loket.Or(loket.Eq("y", 2), loket.Eq("z", 3)), loket.Eq("x", 1)), "AND and OR together"},
		{"AND inside OR", loket.Or(loket.Eq("x", 1), loket.And(loket.Eq("y", 2), loket.Eq("z", 3))), "AND and OR together"},
		{"two ORs inside AND", loket.And(loket.Or(loket.Eq("x", 1), loket.Eq("x", 2)), loket.Or(loket.Eq("y", 1), loket.Eq("y", 2))), "AND and OR together"},
		{"a quote in a text", loket.Eq("lastName", "marked O'Brien"), "single quote"},
		{"a quote in a part of a text", loket.Like("lastName", "'t"), "single quote"},
		{"a quote deep inside", loket.And(loket.Eq("x", 1), loket.Or(loket.Eq("y", "'"))), "single quote"},
		{"an empty filter inside OR, which would choose everything", loket.Or(loket.Eq("x", 1), loket.Filter{}), "would choose every entry"},
		{"an OR of nothing, which would choose everything", loket.Or(), "at least one filter"},
		{"no name", loket.Eq("", 1), "name is missing"},
		{"a name that is a condition", loket.Eq("x eq 1 or y", 1), "name is missing or is none"},
		{"a name with a quote", loket.IsNull("x'"), "name is missing or is none"},
		{"no day", loket.AtLeast("x", civil.Date{}), "not a day"},
		{"a day that does not exist", loket.AtLeast("x", civil.Date{Year: 2026, Month: time.February, Day: 30}), "not a day"},
		{"no number", loket.Eq("x", math.NaN()), "not a number"},
		{"an endless number", loket.Eq("x", math.Inf(1)), "not a number"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			_, _, err := sentFilter(t, tt.filter)
			require.ErrorContains(t, err, "loket: filter: ")
			require.ErrorContains(t, err, tt.says)
			requireClean(t, err.Error())
		})
	}
}

// Filters are values: joining one does not change it.
func TestAFilterCanBeUsedTwice(t *testing.T) {
	t.Parallel()
	both := loket.And(loket.Eq("x", 1), loket.Eq("y", 2))
	first, second := loket.And(both, loket.Eq("z", 3)), loket.And(both, loket.Eq("z", 4))
	for want, f := range map[string]loket.Filter{"x eq 1 and y eq 2": both, "x eq 1 and y eq 2 and z eq 3": first, "x eq 1 and y eq 2 and z eq 4": second} {
		text, _, err := sentFilter(t, f)
		require.NoError(t, err)
		require.Equal(t, want, text)
	}
}

// Whatever text a filter compares with, Loket reads that very text, or nothing is sent.
func FuzzFilterValue(f *testing.F) {
	for _, seed := range []string{"Tilburg", "", "O'Brien", "a+b c%20&d=e#f", "\x00\n", "\xff", "é", "' or 1 eq 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		text, _, err := sentFilter(t, loket.Eq("name", value))
		if strings.Contains(value, "'") {
			require.ErrorContains(t, err, "single quote")
			return
		}
		require.NoError(t, err)
		require.Equal(t, "name eq '"+value+"'", text)
	})
}
