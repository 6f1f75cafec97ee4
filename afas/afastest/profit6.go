package afastest

import (
	"bytes"
	"fmt"
)

// profit6Page writes the answer of a call as Profit 6 and earlier do: over several lines, and with numbers that lack the zero before
// the point, which is not valid JSON (afas-profit-rest.md §3.6).
func profit6Page(w window, rows [][]byte) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "{\r\n  \"skip\": %d,\r\n  \"take\": %d,\r\n  \"rows\": [", w.skip, w.take)
	for i, row := range rows {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\r\n    {")
		separator := ""
		for key, value := range members(row) {
			fmt.Fprintf(&b, "%s\r\n      %s: %s", separator, key, profit6Number(value))
			separator = ","
		}
		b.WriteString("\r\n    }")
	}
	b.WriteString("\r\n  ]\r\n}")
	return b.Bytes()
}

func profit6Number(value []byte) []byte {
	if rest, ok := bytes.CutPrefix(value, []byte("0.")); ok {
		return append([]byte("."), rest...)
	}
	if rest, ok := bytes.CutPrefix(value, []byte("-0.")); ok {
		return append([]byte("-."), rest...)
	}
	return value
}
