package civil_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

var firstOfMarch = civil.Date{Year: 2026, Month: time.March, Day: 1}

func afternoon(nanosecond int) civil.DateTime {
	return civil.DateTime{Date: firstOfMarch, Hour: 13, Minute: 5, Second: 9, Nanosecond: nanosecond}
}

func TestParseDateReads(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a day":                                "2026-03-01",
		"midnight with the false Z of AFAS":    "2026-03-01T00:00:00Z", // afas-profit-rest.md §3.6, afas-connectors.md §3.1
		"midnight without a Z":                 "2026-03-01T00:00:00",  // afas-profit-rest.md §3.5
		"a moment, dropping its time of day":   "2026-03-01T23:59:59Z", // §3.6: take the first 10 characters, never convert
		"a moment with a fraction":             "2026-03-01T13:05:09.123Z",
		"a byte order mark in front":           "\ufeff2026-03-01", // §3.6: strip defensively
		"a byte order mark in front of moment": "\ufeff2026-03-01T00:00:00Z",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			day, err := civil.ParseDate(text)
			require.NoError(t, err)
			require.Equal(t, firstOfMarch, day)
		})
	}
}

func TestParseDateTimeReads(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		text string
		want civil.DateTime
	}{
		"the false Z of AFAS, without converting": {"2026-03-01T13:05:09Z", afternoon(0)}, // afas-profit-rest.md §3.6
		"no Z":                                     {"2026-03-01T13:05:09", afternoon(0)}, // §3.5
		"one digit of a second":                    {"2026-03-01T13:05:09.1", afternoon(100_000_000)},
		"three digits of a second and a Z":         {"2026-03-01T13:05:09.123Z", afternoon(123_000_000)},
		"seven digits, as SQL Server keeps them":   {"2026-03-01T13:05:09.1234567", afternoon(123_456_700)},
		"nine digits of a second":                  {"2026-03-01T13:05:09.123456789", afternoon(123_456_789)},
		"a fraction of zero":                       {"2026-03-01T13:05:09.000", afternoon(0)},
		"a day as its midnight":                    {"2026-03-01", civil.DateTime{Date: firstOfMarch}},
		"a byte order mark in front":               {"\ufeff2026-03-01T13:05:09Z", afternoon(0)},
		"the last second of a day":                 {"2026-03-01T23:59:59", civil.DateTime{Date: firstOfMarch, Hour: 23, Minute: 59, Second: 59}},
		"an hour that Amsterdam skips in spring":   {"2026-03-29T02:30:00Z", civil.DateTime{Date: civil.Date{Year: 2026, Month: time.March, Day: 29}, Hour: 2, Minute: 30}},
		"an hour that Amsterdam has twice in fall": {"2026-10-25T02:30:00Z", civil.DateTime{Date: civil.Date{Year: 2026, Month: time.October, Day: 25}, Hour: 2, Minute: 30}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			moment, err := civil.ParseDateTime(test.text)
			require.NoError(t, err)
			require.Equal(t, test.want, moment)
		})
	}
}

// Tolerance ends where afas-profit-rest.md §3.5 and §3.6 end.
func TestParsingRefuses(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"nothing":                             "",
		"only a byte order mark":              "\ufeff",
		"blanks":                              "          ",
		"a blank in front":                    " 2026-03-01",
		"a blank behind":                      "2026-03-01 ",
		"the placeholder of a lost column":    "(replaced)", // afas-profit-rest.md §3.6
		"a day in Dutch order":                "01-03-2026",
		"slashes":                             "2026/03/01",
		"no separators":                       "20260301",
		"a day without leading zeros":         "2026-3-1",
		"a two-digit year":                    "26-03-01",
		"a sign":                              "+026-03-01",
		"a five-digit year":                   "12026-03-01",
		"a Z behind a day":                    "2026-03-01Z",
		"month zero":                          "2026-00-01",
		"month thirteen":                      "2026-13-01",
		"day zero":                            "2026-03-00",
		"the thirty-first of April":           "2026-04-31",
		"29 February of a common year":        "2026-02-29",
		"29 February of a common century":     "1900-02-29",
		"year zero":                           "0000-01-01",
		"an offset":                           "2026-03-01T13:05:09+02:00", // §3.5: no offset
		"an offset of zero":                   "2026-03-01T13:05:09+00:00",
		"a blank instead of the T":            "2026-03-01 13:05:09",
		"a small t":                           "2026-03-01t13:05:09",
		"a small z":                           "2026-03-01T13:05:09z",
		"two Zs":                              "2026-03-01T13:05:09ZZ",
		"a T without a time":                  "2026-03-01T",
		"no seconds":                          "2026-03-01T13:05",
		"no separators in the time":           "2026-03-01T130509",
		"hour twenty-four":                    "2026-03-01T24:00:00",
		"minute sixty":                        "2026-03-01T13:60:00",
		"a leap second":                       "2026-03-01T23:59:60",
		"a point without digits":              "2026-03-01T13:05:09.",
		"a point without digits before the Z": "2026-03-01T13:05:09.Z",
		"ten digits of a second":              "2026-03-01T13:05:09.1234567890",
		"a comma before the fraction":         "2026-03-01T13:05:09,5",
		"letters in the fraction":             "2026-03-01T13:05:09.5x",
		"text behind the value":               "2026-03-01T13:05:09 and more",
		"a time of day alone":                 "09:00:00", // §3.6: times-only come like this
		"digits of another script":            "٢٠٢٦-03-01",
		"a second byte order mark":            "\ufeff\ufeff2026-03-01",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			day, dayErr := civil.ParseDate(text)
			require.Error(t, dayErr)
			require.Zero(t, day)

			moment, momentErr := civil.ParseDateTime(text)
			require.Error(t, momentErr)
			require.Zero(t, moment)
		})
	}
}

func TestErrorsDescribeTheFormAndKeepTheValueOut(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"31-12-1987", "1987-12-32", "1987-12-31T19:87:31", "1987-12-31T11:12:13+01:00"} {
		_, dayErr := civil.ParseDate(secret)
		_, momentErr := civil.ParseDateTime(secret)
		var day civil.Date
		var moment civil.DateTime
		for _, err := range []error{
			dayErr, momentErr,
			day.UnmarshalText([]byte(secret)), moment.UnmarshalText([]byte(secret)),
			day.UnmarshalJSON([]byte(`"` + secret + `"`)), moment.UnmarshalJSON([]byte(secret)),
		} {
			require.ErrorContains(t, err, "expected")
			require.NotContains(t, err.Error(), "87")
			require.NotContains(t, err.Error(), "31")
		}
	}
}

func TestTheEarliestAndTheLatestDay(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0001-01-01", "9999-12-31", "1900-01-01"} { // afas-connectors.md §10.2: 1900-01-01 as birth date
		day, err := civil.ParseDate(text)
		require.NoError(t, err)
		require.True(t, day.IsValid())
		require.Equal(t, text, day.String())
	}
}

func FuzzParseDate(f *testing.F) {
	for _, seed := range []string{"2026-03-01", "2024-02-29T00:00:00Z", "\ufeff0001-01-01", "2026-03-01T13:05:09+02:00", "9999-12-31T23:59:59.9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, err := civil.ParseDate(text)
		moment, momentErr := civil.ParseDateTime(text)
		require.Equal(t, err == nil, momentErr == nil, "both read the same texts")
		if err != nil {
			require.Zero(t, day)
			return
		}
		require.True(t, day.IsValid())
		require.Equal(t, moment.Date, day)
		require.Equal(t, strings.TrimPrefix(text, "\ufeff")[:10], day.String())

		again, err := civil.ParseDate(day.String())
		require.NoError(t, err)
		require.Equal(t, day, again)
	})
}

func FuzzParseDateTime(f *testing.F) {
	for _, seed := range []string{"2026-03-01T13:05:09Z", "2026-03-01T13:05:09.120", "\ufeff2026-03-01", "0001-01-01T00:00:00.000000001Z", "0001-01-01T00:00:00.000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		moment, err := civil.ParseDateTime(text)
		if err != nil {
			require.Zero(t, moment)
			return
		}
		require.True(t, moment.IsValid())
		require.NotContains(t, moment.String(), "Z")

		again, err := civil.ParseDateTime(moment.String())
		require.NoError(t, err)
		require.Equal(t, moment, again)
		if clock := moment.In(time.UTC); !clock.IsZero() { // the first moment of year 1 is time.Time's "no time"
			require.Equal(t, moment, civil.DateTimeOf(clock))
		}
	})
}
