package afastest

import (
	"math"
	"math/rand/v2"
	"strconv"
)

// A pageCall is one call of a GetConnector, read from its query.
type pageCall struct {
	window window
	filter filter
	keys   []orderKey
	order  string // orderbyfieldids as written, by which a table remembers the ordering
}

func parsePageCall(raw string, t *table) (pageCall, error) {
	q, err := parseQuery(raw)
	if err != nil {
		return pageCall{}, err
	}
	call := pageCall{order: q.get("orderbyfieldids")}
	if call.window, err = parseWindow(q); err != nil {
		return pageCall{}, err
	}
	if call.keys, err = parseOrder(call.order, t); err != nil {
		return pageCall{}, err
	}
	call.filter, err = parseFilter(q, t)
	return call, err
}

// rows gives the rows that the call asks for. With a random it takes any order that the call leaves open.
func (c pageCall) rows(t *table, random *rand.Rand) [][]byte {
	var order []int32
	if random != nil {
		order = t.shuffled(c.keys, random)
	} else {
		order = t.ordered(c.order, c.keys)
	}
	skip, take := c.window.skip, max(c.window.take, 1) // a take of 0 was seen to answer one row (afas-profit-rest.md §3.2)
	if c.window.everything {
		skip, take = 0, math.MaxInt
	}
	order = order[t.firstMatch(order, c.keys, c.filter):]
	if c.filter == nil {
		order, skip = order[min(skip, len(order)):], 0
	}
	matches := t.matcher(c.filter)
	var rows [][]byte
	for _, n := range order {
		if len(rows) == take {
			break
		}
		if !matches(n) {
			continue
		}
		if skip > 0 {
			skip--
			continue
		}
		rows = append(rows, t.rows[n])
	}
	return rows
}

// appendPage writes the answer of a call in one line, as Profit 7 does.
func appendPage(w window, rows [][]byte) []byte {
	size := 64
	for _, row := range rows {
		size += len(row) + 1
	}
	b := make([]byte, 0, size)
	b = strconv.AppendInt(append(b, `{"skip":`...), int64(w.skip), 10)
	b = strconv.AppendInt(append(b, `,"take":`...), int64(w.take), 10)
	b = append(b, `,"rows":[`...)
	for i, row := range rows {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, row...)
	}
	return append(b, "]}"...)
}
