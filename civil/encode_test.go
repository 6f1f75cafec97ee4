package civil_test

import (
	"encoding/json"
	"net/url"
	"testing"
	"time"

	"github.com/google/go-querystring/query"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

type row struct {
	Birthday civil.Date     `json:"DateOfBirth" url:"birthday,omitempty"`
	Modified civil.DateTime `json:"Modified" url:"modified,omitempty"`
	End      civil.Date     `json:"EmploymentEnd,omitzero" url:"end"`
}

// afas-profit-rest.md §3.6: the false Z; empty is null. afas-connectors.md §3.1: be ready for "" as well.
func TestReadingARowOfAFAS(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		json string
		want row
	}{
		"days and moments with the false Z": {
			`{"DateOfBirth":"2026-03-01T00:00:00Z","Modified":"2026-03-01T13:05:09Z","EmploymentEnd":"2026-03-01"}`,
			row{Birthday: firstOfMarch, Modified: afternoon(0), End: firstOfMarch},
		},
		"null":               {`{"DateOfBirth":null,"Modified":null,"EmploymentEnd":null}`, row{}},
		"empty text":         {`{"DateOfBirth":"","Modified":"","EmploymentEnd":""}`, row{}},
		"escapes in a value": {`{"DateOfBirth":"2026\u002d03-01","Modified":"\ufeff2026-03-01T13:05:09"}`, row{Birthday: firstOfMarch, Modified: afternoon(0)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := row{Birthday: civil.Date{Year: 1, Month: 1, Day: 1}, Modified: afternoon(1)}
			require.NoError(t, json.Unmarshal([]byte(test.json), &got))
			require.Equal(t, test.want, got)
		})
	}
}

func TestReadingJSONRefusesOtherTypes(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`0`, `true`, `{}`, `[]`, `"(replaced)"`, `" "`, `"2026-03-01T00:00:00+01:00"`, `"\ud800"`} {
		got := row{Birthday: firstOfMarch}
		require.Error(t, json.Unmarshal([]byte(`{"DateOfBirth":`+value+`}`), &got))
		require.Equal(t, firstOfMarch, got.Birthday, "a value that cannot be read changes nothing")
		require.Error(t, json.Unmarshal([]byte(`{"Modified":`+value+`}`), &got))
	}
}

// afas-profit-rest.md §3.5: no Z and no offset is ever written.
func TestWritingJSON(t *testing.T) {
	t.Parallel()
	full, err := json.Marshal(row{Birthday: firstOfMarch, Modified: afternoon(120_000_000), End: firstOfMarch})
	require.NoError(t, err)
	require.JSONEq(t, `{"DateOfBirth":"2026-03-01","Modified":"2026-03-01T13:05:09.12","EmploymentEnd":"2026-03-01"}`, string(full))

	empty, err := json.Marshal(row{})
	require.NoError(t, err)
	require.JSONEq(t, `{"DateOfBirth":null,"Modified":null}`, string(empty))
}

func TestDaysAsKeysOfAMap(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal(map[civil.Date]int{firstOfMarch: 3})
	require.NoError(t, err)
	require.JSONEq(t, `{"2026-03-01":3}`, string(data))

	var got map[civil.Date]int
	require.NoError(t, json.Unmarshal(data, &got))
	require.Equal(t, map[civil.Date]int{firstOfMarch: 3}, got)
}

func TestTextForm(t *testing.T) {
	t.Parallel()
	text, err := afternoon(0).MarshalText()
	require.NoError(t, err)
	require.Equal(t, "2026-03-01T13:05:09", string(text))

	got := firstOfMarch
	require.NoError(t, got.UnmarshalText(nil))
	require.Zero(t, got)
	require.NoError(t, got.UnmarshalText([]byte("\ufeff")))
	require.Zero(t, got)
	require.NoError(t, got.UnmarshalText([]byte("2026-03-01T00:00:00Z")))
	require.Equal(t, firstOfMarch, got)
}

func TestQueryForm(t *testing.T) {
	t.Parallel()
	full, err := query.Values(row{Birthday: firstOfMarch, Modified: afternoon(0), End: firstOfMarch})
	require.NoError(t, err)
	require.Equal(t, url.Values{"birthday": {"2026-03-01"}, "modified": {"2026-03-01T13:05:09"}, "end": {"2026-03-01"}}, full)

	empty, err := query.Values(row{})
	require.NoError(t, err)
	require.Equal(t, url.Values{"end": {""}}, empty, "omitempty leaves out what is not there")
}

func TestWritingADayThatDoesNotExistIsAnError(t *testing.T) {
	t.Parallel()
	noDay := civil.Date{Year: 2026, Month: time.February, Day: 30}
	noMoment := civil.DateTime{Date: firstOfMarch, Hour: 25}

	_, err := json.Marshal(noDay)
	require.ErrorContains(t, err, "IsValid")
	_, err = json.Marshal(noMoment)
	require.ErrorContains(t, err, "IsValid")
	_, err = noDay.MarshalText()
	require.Error(t, err)
	_, err = noMoment.MarshalText()
	require.Error(t, err)

	values := url.Values{}
	require.Error(t, noDay.EncodeValues("day", &values))
	require.Error(t, noMoment.EncodeValues("moment", &values))
	require.Empty(t, values)
}

func BenchmarkUnmarshalDate(b *testing.B) {
	var d civil.Date
	data := []byte(`"2026-03-01T00:00:00Z"`)
	b.ReportAllocs()
	for b.Loop() {
		if err := d.UnmarshalJSON(data); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDateString(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		_ = firstOfMarch.String()
	}
}
