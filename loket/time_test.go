package loket_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §7: date-times have an offset, or Z, or neither, which is the clock in Amsterdam; with and without a fraction; once only a date.
func TestATimeIsReadInEveryFormThatTheSheetNames(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want time.Time
	}{
		{`"2018-05-08T15:16:49+02:00"`, time.Date(2018, 5, 8, 13, 16, 49, 0, time.UTC)},
		{`"2018-05-08T15:16:49.123+02:00"`, time.Date(2018, 5, 8, 13, 16, 49, 123e6, time.UTC)},
		{`"2018-05-08T15:16:49Z"`, time.Date(2018, 5, 8, 15, 16, 49, 0, time.UTC)},
		{`"2018-05-08T15:16:49"`, time.Date(2018, 5, 8, 13, 16, 49, 0, time.UTC)},
		{`"2018-01-08T15:16:49.5"`, time.Date(2018, 1, 8, 14, 16, 49, 5e8, time.UTC)},
		{`"2018-05-08"`, time.Date(2018, 5, 7, 22, 0, 0, 0, time.UTC)},
		{`""`, time.Time{}},
		{`null`, time.Time{}},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			got := loket.Time{Time: time.Now()}
			require.NoError(t, json.Unmarshal([]byte(tt.text), &got))
			require.True(t, tt.want.Equal(got.Time), got.Time)
			require.Equal(t, tt.want.IsZero(), got.IsZero())
		})
	}
}

func TestATimeIsNothingElse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"8 mei"`, `"2018-05-32"`, `"2018-05-08T25:00:00"`, `20180508`, `{}`, `true`} {
		var got loket.Time
		require.ErrorContains(t, json.Unmarshal([]byte(text), &got), "not a moment", text)
	}
}

func TestATimeIsWrittenWithItsOffset(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"2018-05-08T15:16:49+02:00"`, `"2018-05-08T15:16:49.5Z"`, `null`} {
		var got loket.Time
		require.NoError(t, json.Unmarshal([]byte(text), &got))
		written, err := json.Marshal(got)
		require.NoError(t, err)
		require.Equal(t, text, string(written))
	}
}
