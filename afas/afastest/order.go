package afastest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
)

// An orderKey is one field of orderbyfieldids.
type orderKey struct {
	column     int
	descending bool
}

// parseOrder reads orderbyfieldids: names separated by commas, "-" in front of a descending one (afas-profit-rest.md §3.1).
func parseOrder(list string, t *table) ([]orderKey, error) {
	if list == "" {
		return nil, nil
	}
	var keys []orderKey
	for name := range strings.SplitSeq(list, ",") {
		column, ok := t.index[name]
		descending := false
		if rest, found := strings.CutPrefix(name, "-"); found && !ok {
			column, ok = t.index[rest]
			descending = true
		}
		if !ok || breaksIndex(name) {
			return nil, errInvalidIndexField
		}
		keys = append(keys, orderKey{column, descending})
	}
	return keys, nil
}

// breaksIndex reports names that AFAS can neither sort nor filter on: those with a period (afas-profit-rest.md §3.2).
func breaksIndex(name string) bool { return strings.Contains(name, ".") }

// ordered gives the numbers of the rows in the order asked for, rows with equal keys as they were loaded. It sorts once per ordering.
func (t *table) ordered(list string, keys []orderKey) []int32 {
	columns := t.keyColumns(keys) // before the lock, which column takes as well
	t.lock.Lock()
	defer t.lock.Unlock()
	if rows, ok := t.orders[list]; ok {
		return rows
	}
	rows := sequence(len(t.rows))
	slices.SortFunc(rows, func(a, b int32) int {
		return cmp.Or(compareRows(columns, keys, a, b), cmp.Compare(a, b))
	})
	t.orders[list] = rows
	return rows
}

// shuffled gives the rows in an order that differs per call, except as far as the keys tell: a database promises no more.
func (t *table) shuffled(keys []orderKey, random *rand.Rand) []int32 {
	rows := sequence(len(t.rows))
	random.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
	columns := t.keyColumns(keys)
	slices.SortStableFunc(rows, func(a, b int32) int { return compareRows(columns, keys, a, b) })
	return rows
}

func sequence(n int) []int32 {
	rows := make([]int32, n)
	for i := range rows {
		rows[i] = int32(i)
	}
	return rows
}

func (t *table) keyColumns(keys []orderKey) [][]value {
	columns := make([][]value, len(keys))
	for i, key := range keys {
		columns[i] = t.column(key.column)
	}
	return columns
}

func compareRows(columns [][]value, keys []orderKey, a, b int32) int {
	for i, key := range keys {
		if c := columns[i][a].compare(columns[i][b]); c != 0 {
			if key.descending {
				return -c
			}
			return c
		}
	}
	return 0
}

// firstMatch gives the place in rows, which are in the order of keys, before which the filter can match nothing. It makes reading by
// key (Key > last, ordered by Key) start where the last page ended instead of at the first row.
func (t *table) firstMatch(rows []int32, keys []orderKey, f filter) int {
	if len(keys) == 0 || len(f) == 0 {
		return 0
	}
	first := len(rows)
	for _, group := range f {
		at := 0
		for _, c := range group {
			at = max(at, t.lowerBound(rows, keys[0], c))
		}
		first = min(first, at)
	}
	return first
}

func (t *table) lowerBound(rows []int32, key orderKey, c condition) int {
	bounds := c.operator == opGreater || c.operator == opGreaterOrEqual
	if key.descending {
		bounds = c.operator == opLess || c.operator == opLessOrEqual
	}
	if c.column != key.column || !bounds {
		return 0
	}
	values := t.column(key.column)
	return sort.Search(len(rows), func(i int) bool {
		compared := values[rows[i]].compare(c.value)
		if key.descending {
			compared = -compared
		}
		return compared > 0 || compared == 0 && (c.operator == opGreaterOrEqual || c.operator == opLessOrEqual)
	})
}
