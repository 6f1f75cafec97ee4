package afastest_test

import (
	"encoding/json"
	"iter"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

type contract struct {
	EmployeeID string         `json:"EmployeeId"`
	Start      civil.Date     `json:"ContractStart"`
	Changed    civil.DateTime `json:"Modified"`
	Hours      json.Number
	Open       bool
	Line       int
	End        *civil.Date `json:"ContractEnd"`
}

var contracts = []contract{
	{EmployeeID: "000104", Start: civil.Date{Year: 2021, Month: 9, Day: 1}, Hours: "36.00", Open: true, Line: 2},
	{EmployeeID: "000105", Start: civil.Date{Year: 2020, Month: 1, Day: 1}, Hours: "40", End: &civil.Date{Year: 2020, Month: 12, Day: 31}},
}

func TestRowsMayBeStructsMapsJSONOrASequence(t *testing.T) {
	t.Parallel()
	const want = `{"skip":0,"take":100,"rows":[` +
		`{"EmployeeId":"000104","ContractStart":"2021-09-01T00:00:00Z","Modified":null,"Hours":36.00,"Open":true,"Line":2,"ContractEnd":null},` +
		`{"EmployeeId":"000105","ContractStart":"2020-01-01T00:00:00Z","Modified":null,"Hours":40,"Open":false,"Line":0,"ContractEnd":"2020-12-31T00:00:00Z"}]}`
	const written = ` [ {"EmployeeId":"000104", "ContractStart":"2021-09-01T00:00:00Z", "Modified":null, "Hours":36.00, "Open":true, "Line":2},
		{"ContractStart":"2020-01-01", "EmployeeId":"000105", "Hours":40, "Line":0, "Open":false, "ContractEnd":"2020-12-31"} ] `
	sequence := func(yield func(any) bool) { _ = yield(contracts[0]) && yield(contracts[1]) }
	for name, rows := range map[string]any{
		"a slice of structs":  contracts,
		"a slice of pointers": []*contract{&contracts[0], &contracts[1]},
		"JSON":                json.RawMessage(written),
		"a sequence":          iter.Seq[any](sequence),
		"a sequence function": sequence,
	} {
		t.Run(name, func(t *testing.T) {
			server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: rows}}})
			require.Equal(t, want, get(t, server, "/connectors/C").body)
		})
	}
	t.Run("a slice of maps, whose columns are sorted by name", func(t *testing.T) {
		rows := []map[string]any{{"B": 1, "A": "x"}, {"C": civil.Date{}, "A": "é\"\\<&"}}
		server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: rows}}})
		require.JSONEq(t, `{"skip":0,"take":100,"rows":[{"A":"x","B":1,"C":null},{"A":"é\"\\<&","B":null,"C":null}]}`, get(t, server, "/connectors/C").body)
	})
}

// afas-profit-rest.md §4: the data types that GetConnectors know.
func TestTheDefinitionFollowsFromTheRows(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: json.RawMessage(`[
		{"Text":"x","Code":"000104","Int":1,"Dec":1,"Yes":true,"Day":"2026-03-01","Moment":"2026-03-01T13:05:09.5Z","Time":"09:00:00","Mixed":"2026-03-01","Lost":"(replaced)","Empty":null},
		{"Text":null,"Code":"000105","Int":-2,"Dec":1.5,"Yes":null,"Day":null,"Moment":"2026-03-01","Time":"10:00:00","Mixed":"x","Lost":3,"Empty":null,"E-mail_werk":"a@example.test"}]`)}}})
	var definition struct{ Fields []afastest.Field }
	require.NoError(t, json.Unmarshal([]byte(get(t, server, "/metainfo/get/C").body), &definition))
	types := map[string]string{}
	for _, f := range definition.Fields {
		types[f.ID] = f.DataType
	}
	require.Equal(t, map[string]string{
		"Text": "string", "Code": "string", "Int": "int", "Dec": "decimal", "Yes": "boolean", "Day": "date", "Moment": "date",
		"Time": "string", "Mixed": "string", "Lost": "int", "Empty": "string", "E-mail_werk": "string",
	}, types)
	require.Equal(t, "E-mail werk", definition.Fields[len(definition.Fields)-1].Label)
	require.Contains(t, get(t, server, "/connectors/C").body, `"Mixed":"2026-03-01"`, "text stays as it is")
}

func TestRowsAreReplaced(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{{Name: "C", Rows: contracts}}})
	require.NoError(t, server.SetRows("c", contracts[:1]))
	require.Len(t, get(t, server, "/connectors/C").page(t).Rows, 1)

	require.NoError(t, server.SetRows("C", nil))
	require.JSONEq(t, `{"skip":0,"take":100,"rows":[]}`, get(t, server, "/connectors/C?orderbyfieldids=EmployeeId").body)
	require.Contains(t, get(t, server, "/metainfo/get/C").body, "ContractStart", "the definition stays without rows")

	require.NoError(t, server.SetRows("C", []map[string]any{{"Other": 1}}))
	require.NotContains(t, get(t, server, "/metainfo/get/C").body, "ContractStart", "and follows new ones")

	require.ErrorContains(t, server.SetRows("Nobody", nil), "SetConnector")
	require.NoError(t, server.SetConnector(afastest.Connector{Name: "Nobody", Rows: contracts}))
	require.Len(t, get(t, server, "/connectors/nobody").page(t).Rows, 2)
	require.NoError(t, server.SetConnector(afastest.Connector{Name: "NOBODY", Blocked: true}))
	require.Equal(t, http.StatusInternalServerError, get(t, server, "/connectors/nobody").status)
}

func TestEnvironmentsThatContradictThemselvesAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		connector afastest.Connector
		message   string
	}{
		"rows of no use":                {afastest.Connector{Name: "C", Rows: 3}, "rows are a int"},
		"rows that are no objects":      {afastest.Connector{Name: "C", Rows: []int{1}}, "row 1 is not a struct"},
		"a row that has no JSON":        {afastest.Connector{Name: "C", Rows: []any{map[string]any{"A": func() {}}}}, "row 1"},
		"JSON that is cut off":          {afastest.Connector{Name: "C", Rows: json.RawMessage(`[{"A":1}`)}, "C"},
		"JSON that is no list":          {afastest.Connector{Name: "C", Rows: json.RawMessage(`{"A":1}`)}, "not a JSON array"},
		"JSON of something else":        {afastest.Connector{Name: "C", Rows: json.RawMessage(`[[1]]`)}, "row 1 is not a JSON object"},
		"a column of several types":     {afastest.Connector{Name: "C", Rows: json.RawMessage(`[{"A":1},{"A":"x"}]`)}, `row 2: column "A"`},
		"a value inside a value":        {afastest.Connector{Name: "C", Rows: json.RawMessage(`[{"A":{"B":1}}]`)}, "more than a single value"},
		"a column that is there twice":  {afastest.Connector{Name: "C", Rows: json.RawMessage(`[{"A":1,"A":2}]`)}, "twice"},
		"a column outside Fields":       {afastest.Connector{Name: "C", Fields: []afastest.Field{{ID: "A"}}, Rows: json.RawMessage(`[{"B":1}]`)}, `column "B" is not in the definition`},
		"a field without a name":        {afastest.Connector{Name: "C", Fields: []afastest.Field{{}}}, "name of its own"},
		"two fields with one name":      {afastest.Connector{Name: "C", Fields: []afastest.Field{{ID: "A"}, {ID: "A"}}}, "name of its own"},
		"a data type that is not one":   {afastest.Connector{Name: "C", Fields: []afastest.Field{{ID: "A", DataType: "datetime"}}}, `data type "datetime"`},
		"a replaced column that is not": {afastest.Connector{Name: "C", Replaced: []string{"A"}}, `replaced column "A"`},
		"a connector without a name":    {afastest.Connector{}, "needs a name"},
		"a name with a slash":           {afastest.Connector{Name: "A/B"}, "without a slash"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{c.connector}})
			require.ErrorContains(t, err, c.message)
		})
	}
	_, err := afastest.New(afastest.Environment{Connectors: []afastest.Connector{{Name: "C"}, {Name: "c"}}})
	require.ErrorContains(t, err, "twice")
	_, err = afastest.StartAt("no address", afastest.Environment{})
	require.Error(t, err)
}

func TestAnEnvironmentIsLoadedFromJSON(t *testing.T) {
	t.Parallel()
	env, err := afastest.Load(strings.NewReader(`{
		"id": "O54321BB", "client_id": "id", "client_secret": "secret", "token_seconds": 60, "quirks": {"old_metainfo": true},
		"connectors": [{"name": "C", "fields": [{"id": "Z", "dataType": "int"}, {"id": "A"}], "rows": [{"A": "x", "Z": 12345678901234567890.10}]}, {"name": "N", "rows": null}, {"name": "O"}]
	}`))
	require.NoError(t, err)
	server := start(t, env)
	require.Equal(t, "id", server.ClientID)
	require.Equal(t, `{"skip":0,"take":100,"rows":[{"Z":12345678901234567890.10,"A":"x"}]}`, get(t, server, "/connectors/C").body)

	for name, text := range map[string]string{
		"a name that does not exist":        `{"number": "12345"}`,
		"such a name in a connector":        `{"connectors": [{"name": "C", "row": []}]}`,
		"an environment that is cut off":    `{"id":`,
		"an environment of the wrong shape": `[]`,
	} {
		_, err := afastest.Load(strings.NewReader(text))
		require.ErrorContains(t, err, "afastest: environment", name)
	}
}
