package afas

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// keySet is where a read by key has come to: the next page begins after the last key. The filter's grammar allows this, and it is right while rows come and go
// (afas-profit-rest.md §3.2).
type keySet struct {
	column string
	last   any // string or json.Number; nil before the first page

	// Keys of text cannot be put in order here as AFAS orders them, so a server that goes round in circles is caught by meeting
	// a page's last key again: mark is moved to the newest one after 1, 2, 4, 8, … pages.
	mark     string
	pages    int
	nextMark int
}

// after gives the filter for the next page.
func (k *keySet) after(f Filter) Filter {
	switch last := k.last.(type) {
	case json.Number:
		return And(f, GreaterThan(k.column, last))
	case string:
		return And(f, GreaterThan(k.column, withoutFalseZ(last)))
	}
	return f
}

// withoutFalseZ takes the Z off a moment: AFAS writes it in answers and refuses it in filters (afas-profit-rest.md §3.5).
func withoutFalseZ(key string) string {
	if strings.HasSuffix(key, "Z") {
		if moment, err := civil.ParseDateTime(key); err == nil {
			return moment.String()
		}
	}
	return key
}

// advance goes through the keys of a page. A key that is empty, comes twice or goes back is an error: the column is then not the unique key that reading on needs.
func (k *keySet) advance(p page) error {
	for _, row := range p.rows {
		key, err := parseKey(member(row, k.column))
		if err != nil {
			return fmt.Errorf("column %q cannot be the Key: %w; use a column that is unique and filled in every row, or OrderBy", k.column, err)
		}
		if k.last != nil && !follows(k.last, key) {
			return fmt.Errorf("column %q cannot be the Key: a key comes twice, or the keys are not in ascending order; use a unique column, or OrderBy", k.column)
		}
		k.last = key
	}
	if len(p.rows) == 0 {
		return nil
	}
	newest := fmt.Sprint(k.last)
	if k.pages > 0 && newest == k.mark {
		return fmt.Errorf("the same page came again: AFAS did not apply the filter on column %q", k.column)
	}
	if k.pages++; k.pages >= k.nextMark {
		k.mark, k.nextMark = newest, 2*k.pages
	}
	return nil
}

func parseKey(raw []byte) (any, error) {
	switch {
	case raw == nil:
		return nil, fmt.Errorf("the connector has no such column")
	case string(raw) == "null", string(raw) == `""`:
		return nil, fmt.Errorf("a row has no value in it")
	case raw[0] == '"':
		return unquote(raw), nil
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return json.Number(raw), nil
	}
	return nil, fmt.Errorf("it holds neither text nor numbers")
}

// follows reports whether b comes after a, as far as that can be told: numbers by their value; texts of letters and digits without case, as the database compares them;
// of other texts only that they differ, since nothing is known about the database's order of signs and accents.
func follows(a, b any) bool {
	if a, ok := a.(json.Number); ok {
		b, ok := b.(json.Number)
		x, okX := new(big.Rat).SetString(string(a))
		y, okY := new(big.Rat).SetString(string(b))
		return ok && okX && okY && x.Cmp(y) < 0
	}
	b, ok := b.(string)
	if !ok {
		return false
	}
	x, y := strings.ToLower(a.(string)), strings.ToLower(b.(string))
	if isPlain(x) && isPlain(y) {
		return x < y
	}
	return x != y
}

func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'z') })
}
