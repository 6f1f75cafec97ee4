package afas_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// defined gives a client for an app connector with the GetConnector C that has these columns: name and dataType (afas-profit-rest.md §4).
func defined(t *testing.T, columns ...[2]string) *afas.Client {
	t.Helper()
	client, mock := newClient(t)
	var fields []string
	for i, c := range columns {
		fields = append(fields, fmt.Sprintf(`{"id":%q,"fieldId":"U%03d","dataType":%q,"label":"x","length":0,"controlType":1,"decimals":0,"decimalsFieldId":""}`, c[0], i, c[1]))
	}
	mock.RegisterResponder(http.MethodGet, base+"/metainfo/get/C",
		httpmock.NewStringResponder(http.StatusOK, `{"name":"C","description":"C","fields":[`+strings.Join(fields, ",")+`]}`))
	return client
}

// holder has one column, of a type to try.
type holder[T any] struct {
	F T
}

func verifyAs[T any](client *afas.Client) func(*testing.T) error {
	return func(t *testing.T) error { return afas.GetConnector[holder[T]](client, "C").Verify(t.Context()) }
}

// The six values of dataType that are known (afas-profit-rest.md §4) against what rows can be read into (§3.6). There is no type for
// moments: they are dates too. A type that is not known fits everything.
func TestVerifyTellsWhichTypesCannotFit(t *testing.T) {
	t.Parallel()
	for dataType, fits := range map[string]string{
		"string":   "string code netip.Addr *string civil.Date *civil.Date civil.DateTime time.Time json.RawMessage level any",
		"int":      "int *int int8 uint64 float32 float64 json.Number level json.RawMessage time.Time any",
		"decimal":  "float32 float64 json.Number level json.RawMessage time.Time any",
		"date":     "string code netip.Addr *string civil.Date *civil.Date civil.DateTime time.Time json.RawMessage level any",
		"boolean":  "bool choice level json.RawMessage time.Time any",
		"blob":     "string code netip.Addr *string []byte time.Time json.RawMessage level any",
		"datetime": "string code netip.Addr *string []byte []string map int *int int8 uint64 float32 float64 json.Number bool choice civil.Date *civil.Date civil.DateTime time.Time json.RawMessage level any",
	} {
		client := defined(t, [2]string{"F", dataType})
		for goType, verify := range map[string]func(*testing.T) error{
			"string": verifyAs[string](client), "code": verifyAs[code](client), "*string": verifyAs[*string](client), "netip.Addr": verifyAs[netip.Addr](client),
			"[]byte": verifyAs[[]byte](client), "[]string": verifyAs[[]string](client), "map": verifyAs[map[string]any](client),
			"int": verifyAs[int](client), "*int": verifyAs[*int](client), "int8": verifyAs[int8](client), "uint64": verifyAs[uint64](client),
			"float32": verifyAs[float32](client), "float64": verifyAs[float64](client), "json.Number": verifyAs[json.Number](client),
			"bool": verifyAs[bool](client), "choice": verifyAs[choice](client),
			"civil.Date": verifyAs[civil.Date](client), "*civil.Date": verifyAs[*civil.Date](client), "civil.DateTime": verifyAs[civil.DateTime](client),
			"time.Time": verifyAs[time.Time](client), "json.RawMessage": verifyAs[json.RawMessage](client), "level": verifyAs[level](client), "any": verifyAs[any](client),
		} {
			err := verify(t)
			if strings.Contains(" "+fits+" ", " "+goType+" ") {
				require.NoError(t, err, "%s as %s", dataType, goType)
				continue
			}
			var fault *afas.VerifyError
			require.ErrorAs(t, err, &fault, "%s as %s", dataType, goType)
			require.Len(t, fault.Misfits, 1)
			require.Equal(t, "F", fault.Misfits[0].Column)
			require.Equal(t, dataType, fault.Misfits[0].DataType)
		}
	}
}

func TestVerifyNamesEveryDifference(t *testing.T) {
	t.Parallel()
	client := defined(t, [2]string{"EmployeeId", "string"}, [2]string{"PersonNr", "string"}, [2]string{"Fte", "decimal"}, [2]string{"blocked", "boolean"},
		[2]string{"EmploymentStart", "int"}, [2]string{"EmploymentEnd", "date"}, [2]string{"Grade", "string"}, [2]string{"Phone", "string"}, [2]string{"More", "blob"})
	err := afas.GetConnector[employee](client, "C").Verify(t.Context(), "Budget", "More", "EmployeeId")
	var fault *afas.VerifyError
	require.ErrorAs(t, err, &fault)
	require.Equal(t, "C", fault.Connector)
	require.Equal(t, []string{"Blocked", "Budget", "Mail", "Modified"}, fault.Missing)
	require.Len(t, fault.Misfits, 2)
	require.EqualError(t, err, `afas: connector "C": no column "Blocked" (there is "blocked"); no column "Budget"; no column "Mail"; no column "Modified"; `+
		`column "EmploymentStart" is of type int, which does not fit civil.Date; column "PersonNr" is of type string, which does not fit int`)
}

func TestVerifySaysWhatAFieldShouldBe(t *testing.T) {
	t.Parallel()
	err := verifyAs[int](defined(t, [2]string{"F", "date"}))(t)
	require.ErrorContains(t, err, "which does not fit int (use civil.Date for a day, civil.DateTime for a moment)")
	err = verifyAs[int](defined(t, [2]string{"F", "decimal"}))(t)
	require.ErrorContains(t, err, "(use json.Number or float64)")
}

// What encoding/json fills is what Verify asks for: tags, embedded structs, pointers, and of two fields of one name the outer one.
func TestVerifyAsksForTheColumnsThatJSONFills(t *testing.T) {
	t.Parallel()
	type Inner struct {
		Code    int
		Deep    string `json:"deep-er,omitempty"`
		private string
	}
	type Own struct{ Part string }
	type row struct {
		*Inner
		Own     `json:"Own"`
		Skipped string `json:"-"`
		Outer   string `json:"Code"`
		Plain   *bool
		private int
	}
	_ = row{Inner: &Inner{private: ""}, private: 0}
	err := afas.GetConnector[*row](defined(t), "C").Verify(t.Context())
	var fault *afas.VerifyError
	require.ErrorAs(t, err, &fault)
	require.Equal(t, []string{"Code", "Own", "Plain", "deep-er"}, fault.Missing)

	err = afas.GetConnector[*row](defined(t, [2]string{"Code", "string"}, [2]string{"Own", "other"}, [2]string{"Plain", "boolean"}, [2]string{"deep-er", "string"}), "C").Verify(t.Context())
	require.NoError(t, err, "Code is the outer one, a text")
}

func TestVerifyOfARowLooksAtTheGivenColumnsOnly(t *testing.T) {
	t.Parallel()
	client := defined(t, [2]string{"Mail", "string"}, [2]string{"DateOfBirth", "date"})
	require.NoError(t, afas.GetConnector[afas.Row](client, "C").Verify(t.Context()))
	require.NoError(t, afas.GetConnector[afas.Row](client, "C").Verify(t.Context(), "Mail", "DateOfBirth"))
	require.NoError(t, afas.GetConnector[selfMade](client, "C").Verify(t.Context(), "Mail"))
	err := afas.GetConnector[afas.Row](client, "C").Verify(t.Context(), "mail", "Alleo_Access")
	require.EqualError(t, err, `afas: connector "C": no column "Alleo_Access"; no column "mail" (there is "Mail")`)
}

func TestVerifyGivesTheErrorOfTheCall(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	mock.RegisterResponder(http.MethodGet, base+"/metainfo/get/C", httpmock.NewStringResponder(http.StatusUnauthorized, ""))
	require.ErrorIs(t, afas.GetConnector[employee](client, "C").Verify(t.Context()), afas.ErrUnauthorized)
}

// What Verify lets through can be read, and what it refuses cannot: checked with the fake's own values for each type.
func TestVerifyAgreesWithReading(t *testing.T) {
	t.Parallel()
	values := map[string]string{"string": `"x"`, "int": `7`, "decimal": `0.5`, "date": `"2026-02-11T08:31:07Z"`, "boolean": `true`, "blob": `"eA=="`}
	for dataType, value := range values {
		client := defined(t, [2]string{"F", dataType})
		for name, c := range map[string]struct {
			verify func(*testing.T) error
			into   any
		}{
			"string": {verifyAs[string](client), new(holder[string])}, "int": {verifyAs[int](client), new(holder[int])}, "float64": {verifyAs[float64](client), new(holder[float64])},
			"number": {verifyAs[json.Number](client), new(holder[json.Number])}, "bool": {verifyAs[bool](client), new(holder[bool])},
			"bytes": {verifyAs[[]byte](client), new(holder[[]byte])}, "pointer": {verifyAs[*string](client), new(holder[*string])},
		} {
			readable := json.Unmarshal([]byte(`{"F":`+value+`}`), c.into) == nil
			require.Equal(t, readable, c.verify(t) == nil, "%s as %s", dataType, name)
		}
	}
}
