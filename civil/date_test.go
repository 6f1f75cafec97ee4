package civil_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

func day(t *testing.T, text string) civil.Date {
	t.Helper()
	d, err := civil.ParseDate(text)
	require.NoError(t, err)
	return d
}

func TestDateOfTakesTheCalendarOfTheLocation(t *testing.T) {
	t.Parallel()
	late := time.Date(2026, time.February, 28, 23, 30, 0, 0, time.UTC)
	require.Equal(t, day(t, "2026-02-28"), civil.DateOf(late))
	require.Equal(t, day(t, "2026-03-01"), civil.DateOf(late.In(civil.Amsterdam())))
	require.Zero(t, civil.DateOf(time.Time{}))
}

func TestDateInIsTheBeginningOfTheDay(t *testing.T) {
	t.Parallel()
	require.Equal(t, "2026-07-01T00:00:00+02:00", day(t, "2026-07-01").In(civil.Amsterdam()).Format(time.RFC3339))
	require.Equal(t, "2026-01-01T00:00:00+01:00", day(t, "2026-01-01").In(civil.Amsterdam()).Format(time.RFC3339))
	require.True(t, civil.Date{}.In(civil.Amsterdam()).IsZero())
}

func TestDateOrder(t *testing.T) {
	t.Parallel()
	inOrder := []civil.Date{{}, day(t, "0001-01-01"), day(t, "2025-12-31"), day(t, "2026-01-31"), day(t, "2026-02-01"), day(t, "2026-02-02")}
	for i, a := range inOrder {
		for j, b := range inOrder {
			require.Equal(t, i < j, a.Before(b))
			require.Equal(t, i > j, a.After(b))
			require.Equal(t, i == j, a.Compare(b) == 0)
		}
	}
	shuffled := slices.Clone(inOrder)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	slices.SortFunc(shuffled, civil.Date.Compare)
	require.Equal(t, inOrder, shuffled)
}

func TestAddDays(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from string
		days int
		want string
	}{
		"nothing added":              {"2026-03-01", 0, "2026-03-01"},
		"over the end of a month":    {"2026-01-31", 1, "2026-02-01"},
		"over a leap day":            {"2024-02-28", 2, "2024-03-01"},
		"over the end of a year":     {"2026-12-31", 1, "2027-01-01"},
		"backwards":                  {"2026-03-01", -1, "2026-02-28"},
		"over the start of summer":   {"2026-03-28", 2, "2026-03-30"},
		"to the first day of year 1": {"0001-01-02", -1, "0001-01-01"},
		"ninety days back from now":  {"2026-03-01", -90, "2025-12-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, day(t, test.want), day(t, test.from).AddDays(test.days))
			require.Equal(t, test.days, day(t, test.want).DaysSince(day(t, test.from)))
		})
	}
}

func TestAddMonthsStaysWithinTheMonth(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		from   string
		months int
		want   string
	}{
		"the same day":                 {"2026-03-15", 1, "2026-04-15"},
		"31 January plus one":          {"2026-01-31", 1, "2026-02-28"},
		"31 January of a leap year":    {"2024-01-31", 1, "2024-02-29"},
		"31 March minus one":           {"2026-03-31", -1, "2026-02-28"},
		"31 May plus one":              {"2026-05-31", 1, "2026-06-30"},
		"over the end of a year":       {"2026-11-30", 3, "2027-02-28"},
		"over the beginning of a year": {"2026-01-31", -2, "2025-11-30"},
		"29 February plus a year":      {"2024-02-29", 12, "2025-02-28"},
		"nothing added":                {"2026-08-31", 0, "2026-08-31"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, day(t, test.want), day(t, test.from).AddMonths(test.months))
		})
	}
}

func TestNoDayStaysNoDay(t *testing.T) {
	t.Parallel()
	var none civil.Date
	require.True(t, none.IsZero())
	require.False(t, none.IsValid())
	require.Empty(t, none.String())
	require.Zero(t, none.AddDays(3))
	require.Zero(t, none.AddMonths(3))
}

func TestDaysBeyondTheCalendarAreNotValid(t *testing.T) {
	t.Parallel()
	require.False(t, day(t, "9999-12-31").AddDays(1).IsValid())
	require.False(t, day(t, "0001-01-01").AddDays(-1).IsValid())
	require.False(t, civil.Date{Year: 2026, Month: time.February, Day: 30}.IsValid())
	require.False(t, civil.Date{Year: 2026, Month: 13, Day: 1}.IsValid())
	require.False(t, civil.Date{Year: 2026, Month: time.May}.IsValid())
}

func TestTheCalendarAgreesWithTheStandardLibrary(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		from := civil.Date{Year: 1 + random.IntN(9000), Month: time.Month(1 + random.IntN(12)), Day: 1 + random.IntN(28)}
		days := random.IntN(300_000) - 100_000
		to := from.AddDays(days)
		require.Equal(t, from.In(time.UTC).AddDate(0, 0, days), time.Date(to.Year, to.Month, to.Day, 0, 0, 0, 0, time.UTC))
		require.Equal(t, days, to.DaysSince(from))
		require.Equal(t, from.In(time.UTC).Weekday(), from.Weekday())
		require.Equal(t, from, to.AddDays(-days))
	}
}
