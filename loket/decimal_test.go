package loket_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §7: some of the vendor's examples quote numbers; a number is sent.
func TestADecimalIsReadInBothFormsAndWrittenAsANumber(t *testing.T) {
	t.Parallel()
	tests := []struct{ what, read, written string }{
		{"a number", `12.50`, `12.50`},
		{"a number in quotes", `"1789.00"`, `1789.00`},
		{"a negative number", `-0.5`, `-0.5`},
		{"nought, which is a number", `0`, `0`},
		{"a number with more digits than a float64 holds", `12345678901234567.89`, `12345678901234567.89`},
		{"an exponent", `1e2`, `1e2`},
		{"spaces inside the quotes", `" 8 "`, `8`},
		{"no number", `null`, `null`},
		{"empty quotes", `""`, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			d := loket.Decimal("7")
			require.NoError(t, json.Unmarshal([]byte(tt.read), &d))
			written, err := json.Marshal(d)
			require.NoError(t, err)
			require.Equal(t, tt.written, string(written))
			require.Equal(t, tt.written == "null", d.IsZero())
		})
	}
}

func TestADecimalIsNothingElse(t *testing.T) {
	t.Parallel()
	for _, text := range []string{`"12,50"`, `"1.789,00"`, `true`, `{}`, `[1]`, `"12.5 uur"`, `"0x10"`, `"1/3"`, `"NaN"`, `"01"`, `".5"`, `"1e999999999"`, `"` + strings.Repeat("1", 41) + `"`, `"1\u0030"`} {
		var d loket.Decimal
		err := json.Unmarshal([]byte(text), &d)
		require.ErrorContains(t, err, "not a decimal number", text)
		require.NotContains(t, err.Error(), text)
	}
	for _, text := range []loket.Decimal{"12,50", "1/3", " 1", "1 ", "-", "1e999999999", "Infinity"} {
		_, err := json.Marshal(text)
		require.Error(t, err, text)
		_, err = text.Rat()
		require.Error(t, err, text)
		_, err = text.Float64()
		require.Error(t, err, text)
	}
}

func TestADecimalIsCalculatedWithExactly(t *testing.T) {
	t.Parallel()
	a, err := loket.Decimal("0.1").Rat()
	require.NoError(t, err)
	b, err := loket.Decimal("0.20").Rat()
	require.NoError(t, err)
	require.Equal(t, "0.3", a.Add(a, b).FloatString(1))

	f, err := loket.Decimal("132.5").Float64()
	require.NoError(t, err)
	require.InDelta(t, 132.5, f, 0)
	for _, d := range []loket.Decimal{"", "0"} {
		nothing, err := d.Rat()
		require.NoError(t, err)
		require.Zero(t, nothing.Sign())
		f, err := d.Float64()
		require.NoError(t, err)
		require.Zero(t, f)
	}
	require.Equal(t, "160.0", loket.Decimal("160.0").String())
}

func FuzzDecimal(f *testing.F) {
	for _, seed := range []string{`1`, `"1.50"`, `-2e-3`, `null`, `""`, `"`, `"\u0031"`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var d loket.Decimal
		if json.Unmarshal(data, &d) != nil {
			return
		}
		_, err := d.Rat()
		require.NoError(t, err)
		written, err := json.Marshal(d)
		require.NoError(t, err)
		var again loket.Decimal
		require.NoError(t, json.Unmarshal(written, &again))
		require.Equal(t, d, again)
	})
}
