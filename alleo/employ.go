package alleo

import "github.com/seed-dd546a8a/afas-loket/civil"

// period is an employment or a contract as the source gives it.
type period struct {
	span
	unreadable bool
}

// employ fills in when the person works.
func (p *person) employ(employments, contracts []period) {
	var spans, terms []span
	var noStart, corrected, unreadable bool
	for _, e := range employments {
		unreadable = unreadable || e.unreadable
		if e.reversed() {
			corrected = true
			continue
		}
		noStart = noStart || e.start.IsZero()
		spans = append(spans, e.span)
	}
	for _, c := range contracts {
		unreadable = unreadable || c.unreadable
		if c.reversed() {
			corrected = true
			continue
		}
		terms = append(terms, c.span)
	}
	switch {
	case unreadable:
		p.unfit = &note{CodeUnreadableDate, "a start or end day of an employment or contract cannot be read, nothing changes: correct it at the source"}
		return
	case len(spans) == 0:
		p.unfit = &note{CodeEndBeforeStart, "the employment ends before it starts, nothing changes: correct the days, or delete it at the source"}
		return
	}
	p.work = newTimeline(spans, terms)
	if noStart {
		p.doubts = append(p.doubts, note{CodeMissingStart, "no start day, counts as always employed: fill it in at the source"})
	}
	if corrected {
		p.doubts = append(p.doubts, note{CodeEndBeforeStart, "an employment or contract ends before it starts and counts as never there: correct or delete it at the source"})
	}
}

const (
	rankNow = iota
	rankLater
	rankEnded
	rankNever
)

func (p period) rank(today civil.Date) int {
	switch {
	case p.reversed():
		return rankNever
	case p.covers(today):
		return rankNow
	case p.startsAfter(today):
		return rankLater
	}
	return rankEnded
}
