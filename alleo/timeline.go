package alleo

import (
	"slices"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// span is a period of days, both ends included. No start is "always been there", no end is open.
type span struct{ start, end civil.Date }

func (s span) open() bool { return s.end.IsZero() }

func (s span) covers(day civil.Date) bool {
	return !s.start.After(day) && (s.open() || !s.end.Before(day))
}

func (s span) startsAfter(day civil.Date) bool { return s.start.After(day) }

func (s span) endedBefore(day civil.Date) bool { return !s.open() && s.end.Before(day) }

// reversed reports whether the span ends before it starts: a correction in the source, the span never existed.
func (s span) reversed() bool { return s.endedBefore(s.start) }

// outlasts reports whether s goes on after the given end.
func (s span) outlasts(end civil.Date) bool { return s.open() || s.end.After(end) }

// timeline is when somebody works: chains of employments and contracts without a gap between them, in order of time.
type timeline []span

// newTimeline joins employments that overlap or follow each other by the next day, and lets a contract that starts by the day after
// an employment's last day carry it on (design.md "Days"). The arguments are not changed; reversed spans must not be among them.
func newTimeline(employments, contracts []span) timeline {
	var t timeline
	c := chain{employments: sortedByStart(employments), contracts: sortedByStart(contracts)}
	for len(c.employments) > 0 {
		t = append(t, c.next())
	}
	return t
}

// chain builds one chain after the other from what is left.
type chain struct {
	span
	ended                  civil.Date // last day of the latest employment in the chain; contracts do not move it
	employments, contracts []span
}

func (c *chain) next() span {
	c.span = c.employments[0]
	c.ended = c.end
	for c.joinEmployments() || c.joinContracts() {
	}
	return c.span
}

// joinEmployments takes the employments that start by the day after the chain's end, and reports whether the chain goes on longer.
func (c *chain) joinEmployments() (grown bool) {
	for len(c.employments) > 0 && (c.open() || !c.employments[0].startsAfter(c.end.AddDays(1))) {
		if next := c.employments[0]; !c.open() && next.outlasts(c.end) {
			c.end, c.ended, grown = next.end, next.end, true
		}
		c.employments = c.employments[1:]
	}
	return grown
}

// joinContracts lets contracts cancel the end of the chain. One that started while the employment still ran does not, even when it is
// open: an indefinite contract's end stays empty when somebody leaves, and that person must still be off-boarded.
func (c *chain) joinContracts() (grown bool) {
	for _, next := range c.contracts {
		if c.open() {
			break
		}
		if next.outlasts(c.end) && !next.start.Before(c.ended) && !next.startsAfter(c.end.AddDays(1)) {
			c.end, grown = next.end, true
		}
	}
	return grown
}

func sortedByStart(spans []span) []span {
	return slices.SortedStableFunc(slices.Values(spans), func(a, b span) int { return a.start.Compare(b.start) })
}

// on gives the chain that covers the day.
func (t timeline) on(day civil.Date) (span, bool) {
	return t.find(func(s span) bool { return s.covers(day) })
}

// after gives the first chain that starts after the day.
func (t timeline) after(day civil.Date) (span, bool) {
	return t.find(func(s span) bool { return s.startsAfter(day) })
}

// before gives the last chain that ended before the day.
func (t timeline) before(day civil.Date) (span, bool) {
	for _, s := range slices.Backward(t) {
		if s.endedBefore(day) {
			return s, true
		}
	}
	return span{}, false
}

func (t timeline) find(match func(span) bool) (span, bool) {
	i := slices.IndexFunc(t, match)
	if i < 0 {
		return span{}, false
	}
	return t[i], true
}
