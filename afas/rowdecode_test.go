package afas_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// employee has a field of each kind that rows are read into.
type employee struct {
	contact
	ID       string         `json:"EmployeeId"`
	Number   int            `json:"PersonNr"`
	Fte      json.Number    `json:"Fte"`
	Blocked  bool           `json:"Blocked"`
	Start    civil.Date     `json:"EmploymentStart"`
	Modified civil.DateTime `json:"Modified"`
	End      *civil.Date    `json:"EmploymentEnd"`
	Grade    level          `json:"Grade"`
	Ignored  string         `json:"-"`
}

// contact is embedded, as columns that several structs share are.
type contact struct {
	Mail  string  `json:"Mail"`
	Phone *string `json:"Phone"`
}

// level decodes itself; its error quotes the value, as errors of other packages may.
type level int

func (l *level) UnmarshalJSON(data []byte) error {
	for n, name := range []string{"null", `"junior"`, `"senior"`} {
		if string(data) == name {
			*l = level(n)
			return nil
		}
	}
	return fmt.Errorf("no level %s", data)
}

// read reads rows of employees; faults are kept with keep, and stop the reading without it.
func read(t *testing.T, keep bool, rows ...string) (people []employee, faults []*afas.RowError, err error) {
	t.Helper()
	client, mock := newClient(t)
	play(mock, "Staff", func(int, url.Values) string { return answer(rows...) })
	opts := &afas.GetOptions{}
	if keep {
		opts.OnRowError = func(fault *afas.RowError) error {
			faults = append(faults, fault)
			return nil
		}
	}
	people, err = afas.GetConnector[employee](client, "Staff").Page(t.Context(), opts)
	return people, faults, err
}

const (
	anna = `{"EmployeeId":"000104","PersonNr":7,"Fte":0.80,"Blocked":true,"EmploymentStart":"2021-09-01T00:00:00Z","Modified":"2026-02-11T08:31:07Z",
		"EmploymentEnd":"2026-12-31T00:00:00Z","Grade":"senior","Mail":"a@example.test","Phone":"06-1234567","Unknown":{"Deep":[1]},"Ignored":"x"}`
	nobody = `{"EmployeeId":"000105","PersonNr":null,"Fte":null,"Blocked":null,"EmploymentStart":null,"Modified":null,"EmploymentEnd":null,"Grade":null,"Mail":null,"Phone":null}`
)

func wantAnna() employee {
	start, end := civil.Date{Year: 2021, Month: 9, Day: 1}, civil.Date{Year: 2026, Month: 12, Day: 31}
	modified := civil.DateTime{Date: civil.Date{Year: 2026, Month: 2, Day: 11}, Hour: 8, Minute: 31, Second: 7}
	return employee{contact{"a@example.test", new("06-1234567")}, "000104", 7, "0.80", true, start, modified, &end, 2, ""}
}

// design.md "Reading": each row into a fresh zero value; a reused one would keep the previous person's value where this row has null.
func TestARowHasNothingOfTheRowBefore(t *testing.T) {
	t.Parallel()
	people, _, err := read(t, false, anna, nobody, anna, nobody)
	require.NoError(t, err)
	require.Equal(t, []employee{wantAnna(), {ID: "000105"}, wantAnna(), {ID: "000105"}}, people)
	require.NotSame(t, people[0].End, people[2].End)

	people, faults, err := read(t, true, anna, `{"EmployeeId":"x","PersonNr":"(replaced)"}`, nobody)
	require.NoError(t, err)
	require.Len(t, faults, 1)
	require.Equal(t, []employee{wantAnna(), {ID: "x"}, {ID: "000105"}}, people, "also when it goes row by row")
}

// lostIn is anna with some columns lost (afas-profit-rest.md §3.6).
func lostIn(columns ...string) string {
	var row map[string]json.RawMessage
	if err := json.Unmarshal([]byte(anna), &row); err != nil {
		panic(err)
	}
	for _, column := range columns {
		row[column] = json.RawMessage(`"(replaced)"`)
	}
	text, err := json.Marshal(row)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// AFAS answers the text (replaced) in any column that it lost: only that column is empty, and the error names it
// (afas-profit-rest.md §3.6, design.md "Reading").
func TestALostColumnEmptiesItselfOnly(t *testing.T) {
	t.Parallel()
	for column, c := range map[string]struct {
		goType string
		empty  func(*employee)
	}{
		"PersonNr":        {"int", func(e *employee) { e.Number = 0 }},
		"Fte":             {"json.Number", func(e *employee) { e.Fte = "" }},
		"Blocked":         {"bool", func(e *employee) { e.Blocked = false }},
		"EmploymentStart": {"civil.Date", func(e *employee) { e.Start = civil.Date{} }},
		"Modified":        {"civil.DateTime", func(e *employee) { e.Modified = civil.DateTime{} }},
		"EmploymentEnd":   {"*civil.Date", func(e *employee) { e.End = nil }},
		"Grade":           {"afas_test.level", func(e *employee) { e.Grade = 0 }},
		"Mail":            {"string", func(e *employee) { e.Mail = "" }}, // it would pass for an address
		"Phone":           {"*string", func(e *employee) { e.Phone = nil }},
	} {
		t.Run(column, func(t *testing.T) {
			t.Parallel()
			people, faults, err := read(t, true, nobody, lostIn(column), anna)
			require.NoError(t, err)
			require.Equal(t, []*afas.RowError{{Connector: "Staff", Row: 1, Column: column, Type: c.goType, Lost: true}}, faults)
			want := wantAnna()
			c.empty(&want)
			require.Equal(t, []employee{{ID: "000105"}, want, wantAnna()}, people)

			people, _, err = read(t, false, nobody, lostIn(column), anna)
			require.Equal(t, faults[0], err, "without a handler, reading stops")
			require.EqualError(t, err, fmt.Sprintf(`afas: connector "Staff", row 1, column %q: cannot be read as %s: `+
				`AFAS answers "(replaced)" because the definition has lost this column; link it again in the GetConnector`, column, c.goType))
			require.Len(t, people, 1, "the rows before are given")
		})
	}
}

func TestSeveralLostColumnsAreReportedOneByOne(t *testing.T) {
	t.Parallel()
	_, faults, err := read(t, true, lostIn("PersonNr", "Mail"), lostIn("EmploymentEnd"), lostIn("Unknown", "Ignored"))
	require.NoError(t, err)
	var texts []string
	for _, f := range faults {
		texts = append(texts, fmt.Sprint(f.Row, " ", f.Column))
	}
	require.ElementsMatch(t, []string{"0 PersonNr", "0 Mail", "1 EmploymentEnd"}, texts, "columns that the struct does not take are ignored")
}

// design.md "Reading": a caller's handler may keep the row and go on.
func TestAHandlerMayStopTheReadingWithAnErrorOfItsOwn(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	play(mock, "Staff", func(int, url.Values) string { return answer(anna, lostIn("Fte"), lostIn("Fte", "Blocked"), anna) })
	enough := errors.New("enough")
	faults := 0
	rows, err := afas.Collect(afas.GetConnector[employee](client, "Staff").All(t.Context(), &afas.GetOptions{
		OrderBy: []string{"EmployeeId"},
		OnRowError: func(*afas.RowError) error {
			if faults++; faults == 2 {
				return enough
			}
			return nil
		},
	}))
	require.Same(t, enough, err)
	require.Equal(t, 2, faults, "it is not asked again after it said stop")
	require.Len(t, rows, 2)
}

// design.md "Errors": personal data stays out of error texts; the error of a decoder that quotes the value does not get through.
func TestARowErrorNeverContainsTheValue(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]string{
		"int":       `{"PersonNr":"marked-value"}`,
		"number":    `{"Fte":"marked-value"}`,
		"bool":      `{"Blocked":"marked-value"}`,
		"day":       `{"EmploymentStart":"marked-value"}`,
		"moment":    `{"Modified":"marked-value"}`,
		"pointer":   `{"EmploymentEnd":"marked-value"}`,
		"its own":   `{"Grade":"marked-value"}`,
		"text":      `{"Mail":{"x":"marked-value"}}`,
		"no object": `["marked-value"]`,
		"broken":    `{"Mail":"marked-value","PersonNr":tru}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, err := read(t, false, row)
			require.ErrorContains(t, err, `connector "Staff", row 0`)
			for e := err; e != nil; e = errors.Unwrap(e) {
				require.NotContains(t, fmt.Sprintf("%v %+v %#v", e, e, e), "marked-value")
			}
		})
	}
}

func TestARowThatIsNoRowCanBeKeptAsAnEmptyOne(t *testing.T) {
	t.Parallel()
	people, faults, err := read(t, true, anna, `["x"]`, `{"EmployeeId":"000106","PersonNr":nul}`, `7`, anna)
	require.NoError(t, err)
	require.Len(t, faults, 3)
	for i, fault := range faults {
		require.Equal(t, &afas.RowError{Connector: "Staff", Row: i + 1, Type: "afas_test.employee"}, fault)
	}
	require.Equal(t, []employee{wantAnna(), {}, {}, {}, wantAnna()}, people)
}

// Rows are counted over all pages, those that were skipped included.
func TestARowErrorCountsRowsOverAllPages(t *testing.T) {
	t.Parallel()
	rows := numbered(0, 12)
	rows[9] = `{"Id":"(replaced)"}`
	for _, opts := range []*afas.GetOptions{{OrderBy: []string{"Id"}, Take: 4}, {OrderBy: []string{"Id"}, Take: 3, Skip: 2}} {
		client, mock := newClient(t)
		play(mock, "C", table(rows))
		got, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), opts))
		var fault *afas.RowError
		require.ErrorAs(t, err, &fault)
		require.Equal(t, 9, fault.Row)
		require.Len(t, got, 9-opts.Skip)
	}
}

// ≤ Profit 6: JSON over several lines, and decimals such as -.5, which is no JSON (afas-profit-rest.md §3.6).
func TestNumbersOfProfit6AreRead(t *testing.T) {
	t.Parallel()
	people, faults, err := read(t, true, "{\n  \"EmployeeId\": \"-.5\",\n  \"Fte\": -.5\n}\n", `{"Fte":.25,"PersonNr":"(replaced)"}`)
	require.NoError(t, err)
	require.Equal(t, []employee{{ID: "-.5", Fte: "-0.5"}, {Fte: "0.25"}}, people)
	require.Len(t, faults, 1)

	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"A":-.5,"B":"-.5"}`) })
	rows, err := afas.GetConnector[afas.Row](client, "C").Page(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, []afas.Row{{"A": json.Number("-0.5"), "B": "-.5"}}, rows)
}

// selfMade decodes the whole row itself.
type selfMade struct{ text string }

func (s *selfMade) UnmarshalJSON(data []byte) error {
	if strings.Contains(string(data), "bad") {
		return fmt.Errorf("quotes %s", data)
	}
	s.text = string(data)
	return nil
}

func TestATypeThatDecodesItselfIsGivenWholeRows(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"A":1}`, `{"A":"bad"}`, `{"A":"(replaced)"}`) })
	var faults []*afas.RowError
	rows, err := afas.GetConnector[*selfMade](client, "C").Page(t.Context(), &afas.GetOptions{OnRowError: func(e *afas.RowError) error {
		faults = append(faults, e)
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, []*selfMade{{`{"A":1}`}, {}, {`{"A":"(replaced)"}`}}, rows)
	require.Equal(t, []*afas.RowError{{Connector: "C", Row: 1, Type: "*afas_test.selfMade"}}, faults)

}

func TestRowsDecodeIntoMaps(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"A":"a","B":"b"}`, `{"A":1,"B":"b"}`) })
	var faults []*afas.RowError
	rows, err := afas.GetConnector[map[string]string](client, "C").Page(t.Context(), &afas.GetOptions{OnRowError: func(e *afas.RowError) error {
		faults = append(faults, e)
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, []map[string]string{{"A": "a", "B": "b"}, {"B": "b"}}, rows)
	require.Equal(t, []*afas.RowError{{Connector: "C", Row: 1, Column: "A", Type: "string"}}, faults)
}

func TestRowsDecodeIntoPointersToStructs(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"Id":1}`, `{"Id":"x"}`, `{"Id":3}`) })
	var faults []*afas.RowError
	rows, err := afas.GetConnector[*numberedRow](client, "C").Page(t.Context(), &afas.GetOptions{OnRowError: func(e *afas.RowError) error {
		faults = append(faults, e)
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, []*numberedRow{{1}, {0}, {3}}, rows)
	require.Equal(t, []*afas.RowError{{Connector: "C", Row: 1, Column: "Id", Type: "int"}}, faults)
}

// A column that does not fit leaves nothing of itself behind, also where its row has begun to be filled.
func TestAColumnThatDoesNotFitIsEmptyAltogether(t *testing.T) {
	t.Parallel()
	type Part struct {
		Code string
		Pair struct{ X, Y int }
	}
	type whole struct{ *Part }
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"Code":"K","Pair":{"X":1,"Y":"x"}}`) })
	rows, err := afas.GetConnector[whole](client, "C").Page(t.Context(), &afas.GetOptions{OnRowError: func(*afas.RowError) error { return nil }})
	require.NoError(t, err)
	require.Equal(t, []whole{{&Part{Code: "K"}}}, rows)
}

// encoding/json finds a field for a column of another case; its type is then known to the decoder alone.
func TestARowErrorNamesWhatItCanWhenTheTagHasAnotherCase(t *testing.T) {
	t.Parallel()
	type lower struct {
		Number int   `json:"number"`
		Grade  level `json:"grade"`
	}
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"Number":"x","Grade":"x"}`) })
	var types []string
	_, err := afas.GetConnector[lower](client, "C").Page(t.Context(), &afas.GetOptions{OnRowError: func(e *afas.RowError) error {
		types = append(types, e.Column+" "+e.Type)
		return nil
	}})
	require.NoError(t, err)
	require.Equal(t, []string{"Number int", "Grade afas_test.lower"}, types)
}

func TestAnUntypedRowMustBeAnObject(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	play(mock, "C", func(int, url.Values) string { return answer(`{"A":1}`, `[1]`) })
	rows, err := afas.GetConnector[afas.Row](client, "C").Page(t.Context(), nil)
	require.EqualError(t, err, `afas: connector "C", row 1: cannot be read as afas.Row`)
	require.Equal(t, []afas.Row{{"A": json.Number("1")}}, rows)
}

// The bytes of a page are used again for a later one: what was decoded must not change with them.
func TestRowsStayAsTheyWereWhenLaterPagesCome(t *testing.T) {
	t.Parallel()
	type raw struct {
		Text string          `json:"T"`
		Raw  json.RawMessage `json:"R"`
	}
	client, mock := newClient(t)
	play(mock, "C", func(call int, _ url.Values) string {
		if call == 6 {
			return answer()
		}
		return answer(fmt.Sprintf(`{"T":"text %d","R":{"n":%d}}`, call, call))
	})
	rows, err := afas.Collect(afas.GetConnector[raw](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"T"}, Take: 1}))
	require.NoError(t, err)
	require.Len(t, rows, 6)
	for i, row := range rows {
		require.Equal(t, raw{fmt.Sprintf("text %d", i), fmt.Appendf(nil, `{"n":%d}`, i)}, row)
	}
}
