package afas

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// keySet is where a read by key has come to: the next page begins after the last key. The filter's grammar allows this, and it is right while rows come and go
// (afas-profit-rest.md §3.2).
type keySet struct {
	column string
	last   key

	// Keys of text cannot be put in order here as AFAS orders them, so a server that goes round in circles is caught by meeting
	// a key again: mark is moved to the newest one after 1, 2, 4, 8, … pages.
	mark     key
	pages    int
	nextMark int
}

// key is the value of a row's key column. The zero value is the one before the first.
type key struct {
	text   string
	number bool
}

// after gives the filter for the next page.
func (k *keySet) after(f Filter) Filter {
	if k.last == (key{}) {
		return f
	}
	return And(f, GreaterThan(k.column, withoutFalseZ(k.last.text)))
}

// withoutFalseZ takes the Z off a moment: AFAS writes it in answers and refuses it in filters (afas-profit-rest.md §3.5).
func withoutFalseZ(text string) string {
	if strings.HasSuffix(text, "Z") {
		if moment, err := civil.ParseDateTime(text); err == nil {
			return moment.String()
		}
	}
	return text
}

// advance goes through the keys of a page. A key that is empty, comes twice or goes back is an error: the column is then not the unique key that reading on needs.
func (k *keySet) advance(p page) error {
	for _, row := range p.rows {
		next, err := parseKey(member(row, k.column))
		switch {
		case err != nil:
			return fmt.Errorf("column %q cannot be the Key: %w; use a column that is unique and filled in every row, or OrderBy", k.column, err)
		case k.last != (key{}) && !follows(k.last, next):
			return fmt.Errorf("column %q cannot be the Key: a key comes twice, or the keys are not in ascending order; use a unique column, or OrderBy", k.column)
		case next == k.mark:
			return fmt.Errorf("column %q cannot be the Key: rows that were read come again, so AFAS does not apply the filter on it; use OrderBy", k.column)
		}
		k.last = next
	}
	if k.pages++; k.pages >= k.nextMark {
		k.mark, k.nextMark = k.last, 2*k.pages
	}
	return nil
}

func parseKey(raw []byte) (key, error) {
	switch {
	case raw == nil:
		return key{}, errors.New("the connector has no such column")
	case string(raw) == "null", string(raw) == `""`:
		return key{}, errors.New("a row has no value in it")
	case raw[0] == '"':
		return key{text: unquote(raw)}, nil
	case raw[0] == '-' || raw[0] >= '0' && raw[0] <= '9':
		return key{text: string(raw), number: true}, nil
	}
	return key{}, errors.New("it holds neither text nor numbers")
}

// follows reports whether b comes after a, as far as that can be told: numbers by their value; texts of letters and digits without case, as the database compares them;
// of other texts only that they differ, since nothing is known about the database's order of signs and accents.
func follows(a, b key) bool {
	switch {
	case a.number != b.number:
		return false
	case a.number:
		return lessNumber(a.text, b.text)
	}
	x, y := folded(a.text), folded(b.text)
	if isPlain(x) && isPlain(y) {
		return x < y
	}
	return x != y
}

func lessNumber(a, b string) bool {
	if x, err := strconv.ParseInt(a, 10, 64); err == nil {
		if y, err := strconv.ParseInt(b, 10, 64); err == nil {
			return x < y
		}
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) < 0
}

// folded gives a text as the database compares it: case and closing blanks make no difference.
func folded(text string) string { return strings.ToLower(strings.TrimRight(text, " ")) }

func isPlain(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'z') })
}
