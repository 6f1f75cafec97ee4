package civil_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

func moment(t *testing.T, text string) civil.DateTime {
	t.Helper()
	dt, err := civil.ParseDateTime(text)
	require.NoError(t, err)
	return dt
}

func TestDateTimeOfTakesTheClockOfTheLocation(t *testing.T) {
	t.Parallel()
	utc := time.Date(2026, time.June, 30, 22, 5, 9, 250_000_000, time.UTC)
	require.Equal(t, moment(t, "2026-06-30T22:05:09.25"), civil.DateTimeOf(utc))
	require.Equal(t, moment(t, "2026-07-01T00:05:09.25"), civil.DateTimeOf(utc.In(civil.Amsterdam())))
	require.Zero(t, civil.DateTimeOf(time.Time{}))
}

func TestDateTimeInAmsterdam(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ clock, want string }{
		"winter time": {"2026-02-11T08:31:07Z", "2026-02-11T08:31:07+01:00"}, // afas-profit-rest.md §3.6: not UTC
		"summer time": {"2026-08-11T08:31:07Z", "2026-08-11T08:31:07+02:00"},
		// §3.6: "Ambiguous hour in October cannot be resolved"
		"the hour that comes twice is the later one": {"2026-10-25T02:30:00", "2026-10-25T02:30:00+01:00"},
		"the hour before it":                         {"2026-10-25T01:59:59", "2026-10-25T01:59:59+02:00"},
		"the hour that is skipped moves on":          {"2026-03-29T02:30:00", "2026-03-29T03:30:00+02:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, test.want, moment(t, test.clock).In(civil.Amsterdam()).Format(time.RFC3339))
		})
	}
	require.True(t, civil.DateTime{}.In(civil.Amsterdam()).IsZero())
}

func TestAddMovesTheHandsOfTheClock(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from string
		add  time.Duration
		want string
	}{
		"a day over the start of summer time": {"2026-03-28T12:00:00", 24 * time.Hour, "2026-03-29T12:00:00"},
		"a day over the end of summer time":   {"2026-10-24T12:00:00", 24 * time.Hour, "2026-10-25T12:00:00"},
		// afas-profit-rest.md §3.5: read changes again with an overlap
		"a second back over midnight":   {"2026-03-01T00:00:00", -time.Second, "2026-02-28T23:59:59"},
		"to the first moment of year 1": {"0001-01-01T00:00:01", -time.Second, "0001-01-01T00:00:00"},
		"a fraction":                    {"2026-12-31T23:59:59.9", 100 * time.Millisecond, "2027-01-01T00:00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, moment(t, test.want), moment(t, test.from).Add(test.add))
			require.Equal(t, moment(t, test.from), moment(t, test.want).Add(-test.add))
		})
	}
	require.Zero(t, civil.DateTime{}.Add(time.Hour))
}

func TestDateTimeOrder(t *testing.T) {
	t.Parallel()
	inOrder := []civil.DateTime{
		{}, moment(t, "2026-02-28T23:59:59"), moment(t, "2026-03-01"), moment(t, "2026-03-01T00:00:00.1"),
		moment(t, "2026-03-01T00:00:01"), moment(t, "2026-03-01T00:01:00"), moment(t, "2026-03-01T01:00:00"),
	}
	for i, a := range inOrder {
		for j, b := range inOrder {
			require.Equal(t, i < j, a.Before(b))
			require.Equal(t, i > j, a.After(b))
			require.Equal(t, i == j, a.Compare(b) == 0)
		}
	}
}

func TestWhatIsAMoment(t *testing.T) {
	t.Parallel()
	require.True(t, civil.DateTime{}.IsZero())
	require.False(t, civil.DateTime{}.IsValid())
	require.Empty(t, civil.DateTime{}.String())
	require.True(t, civil.DateTime{Date: firstOfMarch}.IsValid())
	for _, impossible := range []civil.DateTime{
		{Hour: 12},
		{Date: firstOfMarch, Hour: 24},
		{Date: firstOfMarch, Minute: 60},
		{Date: firstOfMarch, Second: -1},
		{Date: firstOfMarch, Nanosecond: 1_000_000_000},
		{Date: civil.Date{Year: 2026, Month: time.April, Day: 31}},
	} {
		require.False(t, impossible.IsValid())
		require.False(t, impossible.IsZero())
	}
}
