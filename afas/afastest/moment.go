package afastest

import (
	"strings"
	"time"
)

// A moment is kept as microseconds on the wall clock: AFAS has no zones (afas-profit-rest.md §3.6).
type moment int64

const second = moment(time.Second / time.Microsecond)

// parseMoment reads a day or a moment as rows hold them: with or without Z, with or without a fraction of a second.
func parseMoment(s string) (moment, bool) {
	return parseFilterMoment(strings.TrimSuffix(s, "Z"))
}

// parseFilterMoment reads a day or a moment as filters write them: never with a Z (afas-profit-rest.md §3.5).
func parseFilterMoment(s string) (moment, bool) {
	if len(s) < len(time.DateOnly) || s[4] != '-' {
		return 0, false
	}
	layout := time.DateOnly
	if len(s) > len(layout) {
		layout = "2006-01-02T15:04:05"
	}
	t, err := time.Parse(layout, s)
	if err != nil || strings.Contains(s, ",") { // time.Parse takes a comma before a fraction
		return 0, false
	}
	return moment(t.UnixMicro()), true
}

// shown gives the moment as answers show it, rounded to whole seconds and with the Z that AFAS adds although it is local time.
func (m moment) shown() string { return m.round().format() + "Z" }

// round drops the hidden fraction (afas-profit-rest.md §3.5).
func (m moment) round() moment {
	rest := ((m % second) + second) % second
	if rest >= second/2 {
		return m - rest + second
	}
	return m - rest
}

func (m moment) format() string {
	return time.UnixMicro(int64(m)).UTC().Format("2006-01-02T15:04:05")
}
