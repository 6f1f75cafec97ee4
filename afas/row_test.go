package afas_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// rowOf decodes a row as AFAS writes it.
func rowOf(t *testing.T, text string) afas.Row {
	t.Helper()
	var row afas.Row
	require.NoError(t, json.Unmarshal([]byte(text), &row))
	return row
}

// The row of the sheet (afas-profit-rest.md §3.6).
const sheetRow = `{"EmployeeCode":"000104","PersonNr":1000204,"Fte":0.8,"Blocked":false,"PhoneExt":null,
	"EmploymentStart":"2021-09-01T00:00:00Z","Modified":"2026-02-11T08:31:07Z"}`

func TestRowGivesEachKindOfColumn(t *testing.T) {
	t.Parallel()
	row := rowOf(t, sheetRow)

	code, err := row.Text("EmployeeCode")
	require.NoError(t, err)
	require.Equal(t, "000104", code, "codes keep their leading zeros")
	fte, err := row.Text("Fte")
	require.NoError(t, err)
	require.Equal(t, "0.8", fte)
	blocked, err := row.Text("Blocked")
	require.NoError(t, err)
	require.Equal(t, "false", blocked)
	start, err := row.Date("EmploymentStart")
	require.NoError(t, err)
	require.Equal(t, civil.Date{Year: 2021, Month: 9, Day: 1}, start, "afas-profit-rest.md §3.6: the Z is false")
	modified, err := row.DateTime("Modified")
	require.NoError(t, err)
	require.Equal(t, "2026-02-11T08:31:07", modified.String())

	require.Equal(t, []string{"Blocked", "EmployeeCode", "EmploymentStart", "Fte", "Modified", "PersonNr", "PhoneExt"}, row.Columns())
	require.True(t, row.Has("PhoneExt"), "an empty field is there")
	require.False(t, row.Has("phoneext"), "names are case-sensitive")
}

// design.md "Reading": numbers stay exact.
func TestRowKeepsNumbersExact(t *testing.T) {
	t.Parallel()
	for _, number := range []string{"9007199254740993", "12345678901234567890123456789", "0.1", "80.0", "-0.50", "1E3"} {
		row := rowOf(t, `{"N":`+number+`}`)
		require.Equal(t, json.Number(number), row["N"])
		text, err := row.Text("N")
		require.NoError(t, err)
		require.Equal(t, number, text)
	}
}

// accessors calls every accessor, without its value.
var accessors = map[string]func(afas.Row, string) (any, error){
	"text":   func(r afas.Row, c string) (any, error) { return r.Text(c) },
	"day":    func(r afas.Row, c string) (any, error) { return r.Date(c) },
	"moment": func(r afas.Row, c string) (any, error) { return r.DateTime(c) },
	"yes/no": func(r afas.Row, c string) (any, error) { return r.Bool(c) },
	"amount": func(r afas.Row, c string) (any, error) { return r.Cents(c) },
}

// Every selected field is present in every row, and empty is null (afas-profit-rest.md §3.6).
func TestRowAccessorsGiveTheZeroValueForAnEmptyField(t *testing.T) {
	t.Parallel()
	row := rowOf(t, `{"Null":null,"Text":"","Blanks":"  "}`)
	zero := map[string]any{"text": "", "day": civil.Date{}, "moment": civil.DateTime{}, "yes/no": false, "amount": int64(0)}
	for want, access := range accessors {
		for _, column := range []string{"Null", "Text", "Blanks"} {
			if want == "text" && column == "Blanks" {
				continue // a text of blanks is a text
			}
			value, err := access(row, column)
			require.NoError(t, err, "%s of %s", want, column)
			require.Equal(t, zero[want], value, "%s of %s", want, column)
			require.True(t, row.Empty(column))
		}
	}
	require.True(t, row.Empty("Missing"))
	require.False(t, rowOf(t, `{"N":0}`).Empty("N"), "nought is not empty")
	require.False(t, rowOf(t, `{"B":false}`).Empty("B"))
}

func TestRowAccessorsNameAColumnThatTheConnectorLacks(t *testing.T) {
	t.Parallel()
	for want, access := range accessors {
		_, err := access(rowOf(t, sheetRow), "Mail")
		var fault *afas.ColumnError
		require.ErrorAs(t, err, &fault)
		require.Equal(t, "Mail", fault.Column)
		require.Equal(t, want, fault.Want)
		require.ErrorContains(t, err, "no such column")
	}
}

// Unlinked fields yield the text "(replaced)" whatever their type (afas-profit-rest.md §3.6).
func TestRowAccessorsReportALostColumn(t *testing.T) {
	t.Parallel()
	row := rowOf(t, `{"Lost":"(replaced)","Kept":"replaced"}`)
	require.True(t, row.Lost("Lost"))
	require.False(t, row.Lost("Kept"))
	require.False(t, row.Lost("Missing"))
	for want, access := range accessors {
		_, err := access(row, "Lost")
		var fault *afas.ColumnError
		require.ErrorAs(t, err, &fault, want)
		require.Equal(t, want, fault.Want)
		require.ErrorContains(t, err, "link it again")
	}
}

// design.md "Errors": personal data stays out of error texts.
func TestRowErrorsNeverContainTheValue(t *testing.T) {
	t.Parallel()
	row := rowOf(t, `{"V":"secret-value","Nested":{"V":"secret-value"},"List":["secret-value"]}`)
	for want, access := range accessors {
		for _, column := range []string{"V", "Nested", "List"} {
			if want == "text" && column == "V" {
				continue
			}
			_, err := access(row, column)
			require.Error(t, err, "%s of %s", want, column)
			require.NotContains(t, err.Error(), "secret-value")
			require.ErrorContains(t, err, want)
		}
	}
}

// Blocked is a boolean in most connectors and an int in Profit_Employees_basic: lenient bool decoding (afas-connectors.md §11).
func TestRowBoolUnderstandsYesAndNoInEveryForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{`true`: true, `1`: true, `"1"`: true, `"true"`: true, `"True"`: true, `" 1 "`: true,
		`false`: false, `0`: false, `"0"`: false, `"FALSE"`: false} {
		got, err := rowOf(t, `{"B":`+text+`}`).Bool("B")
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{`2`, `-1`, `1.0`, `"ja"`, `"x"`, `"10"`} {
		_, err := rowOf(t, `{"B":`+text+`}`).Bool("B")
		require.ErrorContains(t, err, "neither true nor false", text)
	}
}

func TestRowCentsAreExact(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]int64{
		`0`: 0, `-0.0`: 0, `1`: 100, `12.3`: 1230, `12.34`: 1234, `-12.34`: -1234, `0.5`: 50, `-0.5`: -50,
		`1.100`: 110, `1.230000`: 123, `0.29`: 29, `1.15`: 115, `4.35`: 435, // amounts that float64 gets wrong
		`92233720368547758.07`: math.MaxInt64, `-92233720368547758.07`: -math.MaxInt64,
		`"12.34"`: 1234, `" 7 "`: 700, // a field format set in Profit turns a number into text (afas-profit-rest.md §3.6)
		`"-.5"`: -50, `".5"`: 50, // as Profit 6 writes them (afas-profit-rest.md §3.6)
	} {
		got, err := rowOf(t, `{"A":`+text+`}`).Cents("A")
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
}

func TestRowCentsRefusesWhatIsNoAmountInCents(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`0.001`, `1.005`, `-0.009`, `1e3`, `92233720368547758.08`, `1000000000000000000000`, `"1,50"`, `"1.2.3"`,
		`"1.2."`, `"-"`, `"."`, `"-."`, `"--1"`, `"+1"`, `"EUR 5"`, `"1 000"`, `"0x10"`, `true`} {
		_, err := rowOf(t, `{"A":`+text+`}`).Cents("A")
		require.ErrorContains(t, err, "at most two decimals", text)
	}
}

// Dates are parsed as wall clock, with or without Z, with or without a fraction (afas-profit-rest.md §3.6).
func TestRowDatesAreReadInEveryFormThatAFASWrites(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2026-03-01T00:00:00Z", "2026-03-01T00:00:00", "2026-03-01", "2026-03-01T23:59:59.999Z", " 2026-03-01 "} {
		day, err := rowOf(t, `{"D":"`+text+`"}`).Date("D")
		require.NoError(t, err, text)
		require.Equal(t, "2026-03-01", day.String(), text)
	}
	moment, err := rowOf(t, `{"D":"2026-03-01T13:05:09.25"}`).DateTime("D")
	require.NoError(t, err)
	require.Equal(t, "2026-03-01T13:05:09.25", moment.String())
	for _, text := range []string{`"01-03-2026"`, `"2026-02-30"`, `"2026-03-01T00:00:00+01:00"`, `20260301`, `true`} {
		_, err := rowOf(t, `{"D":`+text+`}`).Date("D")
		require.ErrorContains(t, err, "not in the form", text)
		_, err = rowOf(t, `{"D":`+text+`}`).DateTime("D")
		require.ErrorContains(t, err, "not in the form", text)
	}
}
