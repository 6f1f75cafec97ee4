package afas_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// codes gives rows with a Code each: JSON as it stands in the answer.
func codes(codes ...string) []string {
	rows := make([]string, len(codes))
	for i, code := range codes {
		rows[i] = `{"Name":"x","Code":` + code + `}`
	}
	return rows
}

// scripted answers call after call, and then with nothing.
func scripted(pages ...[]string) func(int, url.Values) string {
	return func(call int, _ url.Values) string {
		if call >= len(pages) {
			return answer()
		}
		return answer(pages[call]...)
	}
}

// readByCode reads by the column Code, two rows at a time.
func readByCode(t *testing.T, filter afas.Filter, answers func(int, url.Values) string) (*connector, []afas.Row, error) {
	t.Helper()
	client, mock := newClient(t)
	c := play(mock, "C", answers)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	rows, err := afas.Collect(afas.GetConnector[afas.Row](client, "C").All(ctx, &afas.GetOptions{Key: "Code", Take: 2, Filter: filter}))
	return c, rows, err
}

// Key-set paging: filter Key > last with operator 4, order by Key, skip 0 (afas-profit-rest.md §3.2).
func TestReadingByKeyAsksForWhatComesAfterTheLastKey(t *testing.T) {
	t.Parallel()
	c, rows, err := readByCode(t, afas.Filter{}, scripted(codes(`"000104"`, `"000201"`), codes(`"000203"`)))
	require.NoError(t, err)
	require.Len(t, rows, 3)
	require.Equal(t, []string{
		"orderbyfieldids=Code&skip=0&take=2",
		"filterfieldids=Code&filtervalues=000201&operatortypes=4&orderbyfieldids=Code&skip=0&take=2",
	}, c.asked())
}

func TestReadingByKeyKeepsTheCallersFilter(t *testing.T) {
	t.Parallel()
	c, _, err := readByCode(t, afas.And(afas.NotEmpty("Mail"), afas.Eq("Blocked", false)), scripted(codes(`1`, `2`), codes(`3`)))
	require.NoError(t, err)
	require.Equal(t, []string{
		"filterfieldids=Mail,Blocked&filtervalues=[is niet leeg],false&operatortypes=9,1&orderbyfieldids=Code&skip=0&take=2",
		"filterfieldids=Mail,Blocked,Code&filtervalues=[is niet leeg],false,2&operatortypes=9,1,4&orderbyfieldids=Code&skip=0&take=2",
	}, c.asked())

	c, _, err = readByCode(t, afas.Or(afas.Eq("A", 1), afas.Eq("B", 2)), scripted(codes(`1`, `2`), codes(`3`)))
	require.NoError(t, err)
	query, err := url.ParseQuery(c.queries[1])
	require.NoError(t, err)
	require.Equal(t, [][]clause{{{"A", "1", "1"}, {"Code", "4", "2"}}, {{"B", "1", "2"}, {"Code", "4", "2"}}}, conditionsOf(t, query), "the key goes into every term of an OR")
}

func TestReadingByKeySendsTheKeyAsAFASReadsIt(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ key, sent string }{
		"text":                                {`"FLOORA"`, "FLOORA"},
		"text with leading zeros":             {`"000001005"`, "000001005"},
		"a number":                            {`4125040`, "4125040"},
		"a number as exact as it came":        {`12345678901234567890.25`, "12345678901234567890.25"},
		"a moment without its false Z (§3.5)": {`"2026-02-11T08:31:07Z"`, "2026-02-11T08:31:07"},
		"a day with its false time":           {`"2026-02-11T00:00:00Z"`, "2026-02-11T00:00:00"},
		"text that ends in Z":                 {`"AZ"`, "AZ"},
		"text with a comma and a semicolon":   {`"a,b;c"`, "a,b;c"},
		"text with escapes":                   {`"caf\u00e9 \"x\" \\ &"`, `café "x" \ &`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first := `0`
			if c.key[0] == '"' {
				first = `"!"`
			}
			asked, _, err := readByCode(t, afas.Filter{}, scripted(codes(first, c.key)))
			require.NoError(t, err)
			query, err := url.ParseQuery(asked.queries[1])
			require.NoError(t, err)
			require.Equal(t, [][]clause{{{"Code", "4", c.sent}}}, conditionsOf(t, query))
		})
	}
}

// design.md "Reading": a null, repeated or non-advancing key is an error, never an endless loop.
func TestReadingByAColumnThatIsNoKeyIsAnError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		pages [][]string
		says  string
	}{
		"an empty key":                      {[][]string{codes(`"a"`, `null`)}, "no value in it"},
		"a key of no text":                  {[][]string{codes(`""`, `"a"`)}, "no value in it"},
		"a column that the connector lacks": {[][]string{numbered(0, 2)}, "no such column"},
		"a yes/no column":                   {[][]string{codes(`false`, `true`)}, "neither text nor numbers"},
		"a nested value":                    {[][]string{codes(`{"a":1}`)}, "neither text nor numbers"},
		"the same key twice":                {[][]string{codes(`"a"`, `"a"`)}, "comes twice"},
		"the same key in another case (afas-connectors.md §10.2)": {[][]string{codes(`"FLOORA"`, `"floora"`)}, "comes twice"},
		"the same key with closing blanks":                        {[][]string{codes(`"a-b"`, `"a-b "`)}, "comes twice"},
		"the same number in another form":                         {[][]string{codes(`1`, `1.0`)}, "comes twice"},
		"the same key on two pages":                               {[][]string{codes(`"a"`, `"b-1"`), codes(`"b-1"`, `"c"`)}, "comes twice"},
		"texts that go back":                                      {[][]string{codes(`"b"`, `"a"`)}, "not in ascending order"},
		"texts that go back on the next page":                     {[][]string{codes(`"a"`, `"c"`), codes(`"b"`, `"d"`)}, "not in ascending order"},
		"numbers that go back":                                    {[][]string{codes(`10`, `9`)}, "not in ascending order"},
		"large numbers that go back":                              {[][]string{codes(`12345678901234567891`, `12345678901234567890`)}, "not in ascending order"},
		"numbers and texts":                                       {[][]string{codes(`1`, `"2"`)}, "not in ascending order"},
		"a lost column (§3.6)":                                    {[][]string{codes(`"(replaced)"`, `"(replaced)"`)}, "comes twice"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := readByCode(t, afas.Filter{}, scripted(c.pages...))
			require.ErrorContains(t, err, c.says)
			require.ErrorContains(t, err, `column "Code" cannot be the Key`)
			require.ErrorContains(t, err, "connectors/C")
			require.NotContains(t, err.Error(), "FLOORA")
		})
	}
}

// Nothing is known of how the database orders signs and accents, so keys with them need only differ.
func TestReadingByKeyTakesTheOrderOfSignsFromAFAS(t *testing.T) {
	t.Parallel()
	_, rows, err := readByCode(t, afas.Filter{}, scripted(codes(`"a_1"`, `"a-1"`), codes(`"Zoë"`, `"zoé"`), codes(`"é"`)))
	require.NoError(t, err)
	require.Len(t, rows, 5)
	_, rows, err = readByCode(t, afas.Filter{}, scripted(codes(`-1.5`, `-1`), codes(`0.5`, `9`), codes(`10`)))
	require.NoError(t, err)
	require.Len(t, rows, 5)
}

// A server that does not apply the filter, or that goes round in circles, is found out after few pages, whatever the keys look like.
func TestReadingByKeyNeverGoesOnForEver(t *testing.T) {
	t.Parallel()
	page := func(n int) []string { return codes(fmt.Sprintf(`"n-%d"`, 2*n), fmt.Sprintf(`"n-%d"`, 2*n+1)) }
	for name, c := range map[string]struct {
		answers func(int, url.Values) string
		most    int
	}{
		"always the first page":      {func(int, url.Values) string { return answer(page(0)...) }, 3},
		"three pages over and over":  {func(call int, _ url.Values) string { return answer(page(call % 3)...) }, 12},
		"a circle after a beginning": {func(call int, _ url.Values) string { return answer(page(min(call, 10+call%7))...) }, 64},
		"any rows in any order": {func(call int, _ url.Values) string {
			r := rand.New(rand.NewPCG(uint64(call), 0))
			a := r.IntN(20)
			return answer(codes(fmt.Sprintf(`"n-%d"`, a), fmt.Sprintf(`"n-%d"`, (a+1+r.IntN(19))%20))...)
		}, 200},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			asked, _, err := readByCode(t, afas.Filter{}, c.answers)
			require.ErrorContains(t, err, `column "Code" cannot be the Key`)
			require.LessOrEqual(t, asked.calls(), c.most)
		})
	}
}

// evenCodes gives 40 rows with the codes 0000, 0002 to 0078, without those that are gone and with those that were added.
func evenCodes(gone, added []string) (rows []map[string]any) {
	for i := range 40 {
		if code := fmt.Sprintf("%04d", 2*i); !slices.Contains(gone, code) {
			rows = append(rows, map[string]any{"Code": code})
		}
	}
	for _, code := range added {
		rows = append(rows, map[string]any{"Code": code})
	}
	return rows
}

// readWhileRowsChange reads the 40 codes, five at a time, and counts how often it sees each. Before the third page, two codes of the first one
// go and one comes; before the fifth page, the same happens further on.
func readWhileRowsChange(t *testing.T, opts afas.GetOptions) map[string]int {
	t.Helper()
	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: evenCodes(nil, nil)}}})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	calls := 0
	server.OnRequest(func(afastest.Request) {
		switch calls++; calls {
		case 3:
			_ = server.SetRows("C", evenCodes([]string{"0002", "0004"}, []string{"0005"}))
		case 5:
			_ = server.SetRows("C", evenCodes([]string{"0002", "0004", "0060"}, []string{"0005", "0063"}))
		}
	})
	client, err := afas.NewClient("", afas.Token(server.Token), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	opts.Take = 5
	seen := map[string]int{}
	for row, err := range afas.GetConnector[afas.Row](client, "C").All(t.Context(), &opts) {
		require.NoError(t, err)
		code, err := row.Text("Code")
		require.NoError(t, err)
		seen[code]++
	}
	return seen
}

// design.md call sites: key-set reading is safe while rows come and go.
func TestReadingByKeyLosesAndRepeatsNobodyWhileRowsComeAndGo(t *testing.T) {
	t.Parallel()
	seen := readWhileRowsChange(t, afas.GetOptions{Key: "Code"})
	want := map[string]int{"0063": 1} // one that was added further on is read
	for _, row := range evenCodes([]string{"0060"}, nil) {
		want[row["Code"].(string)] = 1 // all but the one that went before its page was read
	}
	require.Equal(t, want, seen)
}

// The drawback that key-set reading avoids (afas-profit-rest.md §3.2): with skip, whoever comes after a deleted row moves up and is not seen.
func TestReadingBySkipLosesSomebodyWhenRowsGo(t *testing.T) {
	t.Parallel()
	seen := readWhileRowsChange(t, afas.GetOptions{OrderBy: []string{"Code"}})
	require.NotContains(t, seen, "0020", "the first row of the third page has moved up to the second")
}

func TestReadingByKeyOverTheWire(t *testing.T) {
	t.Parallel()
	var rows []map[string]any
	for i := range 120 {
		moment := time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC).Format("2006-01-02T15:04:05")
		rows = append(rows, map[string]any{"Code": strings.Repeat("x", i%3) + "," + strconv.Itoa(1000+i) + ";", "Number": i - 60, "Decimal": json.Number(fmt.Sprintf("%d.5", i-60)), "Moment": moment})
	}
	rand.New(rand.NewPCG(1, 1)).Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
		Name: "C",
		Fields: []afastest.Field{
			{ID: "Code", DataType: "string"}, {ID: "Number", DataType: "int"}, {ID: "Decimal", DataType: "decimal"}, {ID: "Moment", DataType: "date"},
		},
		Rows: rows,
	}}})
	require.NoError(t, err)
	t.Cleanup(server.Close)
	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret), afas.WithBaseURL(server.URL))
	require.NoError(t, err)
	for _, key := range []string{"Code", "Number", "Decimal", "Moment"} {
		t.Run(key, func(t *testing.T) {
			t.Parallel()
			seen := map[string]int{}
			for row, err := range afas.GetConnector[afas.Row](client, "C").All(t.Context(), &afas.GetOptions{
				Key: key, Take: 7, Filter: afas.Or(afas.AtLeast("Number", -50), afas.Eq("Number", -55))}) {
				require.NoError(t, err)
				number, err := row.Text("Number")
				require.NoError(t, err)
				seen[number]++
			}
			require.Len(t, seen, 111)
			for number, times := range seen {
				require.Equal(t, 1, times, number)
			}
		})
	}
}
