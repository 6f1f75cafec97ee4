package afas

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// texts gives the rows of a page as text.
func (p page) texts() []string {
	var texts []string
	for _, row := range p.rows {
		texts = append(texts, string(row))
	}
	return texts
}

func TestSplitPageFindsTheRows(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		body string
		rows []string
	}{
		"the sheet's answer (afas-profit-rest.md §3.6)": {`{"skip":0,"take":2,"rows":[{"A":"000104","B":0.8},{"A":null,"B":false}]}`, []string{`{"A":"000104","B":0.8}`, `{"A":null,"B":false}`}},
		"past the end (§13.8)":                          {`{"skip":5000,"take":1000,"rows":[]}`, nil},
		"no rows at all":                                {`{"rows":null}`, nil},
		"rows first":                                    {`{"rows":[{"A":1}],"skip":0}`, []string{`{"A":1}`}},
		"a byte order mark (§3.6)":                      {"\ufeff" + `{"rows":[{"A":1}]}`, []string{`{"A":1}`}},
		"several lines, and no zero before the point, as Profit 6 writes (§3.6)": {"{\r\n \"skip\" : 0,\r\n \"rows\" : [\r\n  { \"A\" : -.5 } ,\r\n\t{ \"A\" : .5 }\r\n ]\r\n}\r\n", []string{`{ "A" : -.5 }`, `{ "A" : .5 }`}},
		"brackets and quotes inside texts":                                       {`{"x":"]}\"","rows":[{"A":"}],[{\"\\"},{"A":"\\\""}]}`, []string{`{"A":"}],[{\"\\"}`, `{"A":"\\\""}`}},
		"nested values":                                                          {`{"x":{"rows":[1]},"rows":[{"A":{"B":[1,{"C":[]}]}},{"A":[]}]}`, []string{`{"A":{"B":[1,{"C":[]}]}}`, `{"A":[]}`}},
		"an escaped name":                                                        {`{"\u0072ows":[{"A":1}]}`, []string{`{"A":1}`}},
		"rows that are no objects":                                               {`{"rows":[1,"a",null,[2]]}`, []string{`1`, `"a"`, `null`, `[2]`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, err := splitPage([]byte(c.body))
			require.NoError(t, err)
			require.Equal(t, c.rows, p.texts())
		})
	}
}

func TestSplitPageRefusesWhatIsNoPage(t *testing.T) {
	t.Parallel()
	for _, body := range []string{``, ` `, `[]`, `"rows"`, `{}`, `{"skip":0}`, `{"rows":1}`, `{"rows":"[]"}`, `{"rows":{}}`} {
		_, err := splitPage([]byte(body))
		require.ErrorIs(t, err, errShape, body)
	}
	for _, body := range []string{`{`, `{"rows"`, `{"rows":[`, `{"rows":[{"A":1}`, `{"rows":[{"A":1}]`, `{"rows":[{"A":1}}`, `{"rows":[{"A":"]}`,
		`{"rows":[1 2]}`, `{"rows":[,]}`, `{rows:[]}`, `{"rows" []}`, `{"rows":[]"skip":0}`, `{"skip":,"rows":[]}`, `{"rows":nullx}`, `{"rows`, `{"rows":[{"A":"x]}`, `{"a":"b]}`} {
		_, err := splitPage([]byte(body))
		require.ErrorIs(t, err, errBroken, body)
	}
}

func TestMemberFindsAColumnByItsExactName(t *testing.T) {
	t.Parallel()
	row := []byte(`{ "id" : 1 , "Naam & co":"a","Ge\u00efnd":null, "E-mail_werk":{"Id":2},"Id":[3], "A\"B" : -.5 }`)
	for column, want := range map[string]string{"id": "1", "Naam & co": `"a"`, "Geïnd": "null", "E-mail_werk": `{"Id":2}`, "Id": "[3]", `A"B`: "-.5"} {
		require.Equal(t, want, string(member(row, column)), column)
	}
	require.Nil(t, member(row, "ID"), "names are case-sensitive (afas-profit-rest.md §3.6)")
	require.Nil(t, member([]byte(`[1]`), "Id"))
	require.Equal(t, 6, page{rows: [][]byte{row}}.columns())
	require.Zero(t, page{}.columns())
	require.Zero(t, page{rows: [][]byte{[]byte("7")}}.columns())
}

// What encoding/json accepts is split in the same way; anything else is split or refused, without a panic.
func FuzzSplitPageAgreesWithEncodingJSON(f *testing.F) {
	for _, body := range []string{
		`{"skip":0,"take":2,"rows":[{"A":"000104","B":0.8},{"A":null,"B":false}]}`, `{"rows":null}`, `{"ROWS":[1],"rows":[2]}`, "\ufeff{\r\n\"rows\" : [ {\"A\":-1.5e3} ]}",
		`{"x":"]}\"","rows":[{"A":"}],[{\"\\"}]}`, `{"\u0072ow\u0073":[{"A\u0022":[[],{}]}]}`, `{"rows":[-.5,]}`, `{"rows":[{"A":1]}`, `{"rows":[]}{`, `[{"rows":[]}]`,
	} {
		f.Add([]byte(body), "A")
	}
	f.Fuzz(func(t *testing.T, body []byte, column string) {
		p, err := splitPage(body)
		for _, row := range p.rows {
			member(row, column)
		}
		_ = (&keySet{column: column}).advance(p)
		fixNumbers(body)
		var want struct{ Rows []json.RawMessage }
		trimmed := api.TrimJSON(body)
		if !json.Valid(trimmed) {
			return
		}
		if json.Unmarshal(trimmed, &want) != nil {
			require.Error(t, err, "rows are no array")
			return
		}
		if err != nil {
			require.ErrorIs(t, err, errShape)
			require.Empty(t, want.Rows)
			return
		}
		require.Len(t, p.rows, len(want.Rows))
		for i, row := range want.Rows {
			require.Equal(t, string(row), string(p.rows[i]))
			requireMembers(t, p.rows[i])
		}
		if len(p.rows) > 0 {
			requireSameColumns(t, p)
		}
	})
}

// requireMembers compares the columns of a row with what encoding/json finds.
func requireMembers(t *testing.T, row []byte) {
	t.Helper()
	var want map[string]json.RawMessage
	if !utf8.Valid(row) || json.Unmarshal(row, &want) != nil || len(want) != (page{rows: [][]byte{row}}).columns() {
		return // no text, no object, or one with a name that comes twice
	}
	for name, value := range want {
		require.Equal(t, string(value), string(member(row, name)))
	}
}

func requireSameColumns(t *testing.T, p page) {
	t.Helper()
	var names map[string]any
	if json.Unmarshal(p.rows[0], &names) == nil {
		require.GreaterOrEqual(t, p.columns(), len(names))
	}
}

// Environments up to Profit 6 leave the zero out of -.5 (afas-profit-rest.md §3.6).
func TestFixNumbersTouchesNumbersOnly(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"A":-.5,"B":.25,"C":-0.5,"D":10.25,"E":[.1,-.2]}`: `{"A":-0.5,"B":0.25,"C":-0.5,"D":10.25,"E":[0.1,-0.2]}`,
		`{"A":"-.5 and \".5\" .5","-.5":1}`:                 `{"A":"-.5 and \".5\" .5","-.5":1}`,
		`{"A":"\\","B":-.5}`:                                `{"A":"\\","B":-0.5}`,
		`{"A" : -.5e3}`:                                     `{"A" : -0.5e3}`,
	} {
		require.Equal(t, want, string(fixNumbers([]byte(text))))
	}
}

// A row without columns must not be divided by.
func TestTheNextPageOfRowsWithoutColumnsHasASize(t *testing.T) {
	t.Parallel()
	for _, row := range []string{`{}`, `1`, `null`} {
		rows := strings.Repeat(row+",", firstTake-1) + row
		p, err := splitPage(fmt.Appendf(nil, `{"rows":[%s]}`, rows))
		require.NoError(t, err)
		r := &reader{query: listQuery{Take: firstTake}}
		more, err := r.advance(p)
		require.NoError(t, err)
		require.True(t, more)
		require.Equal(t, mostRows, r.query.Take)
	}
}
