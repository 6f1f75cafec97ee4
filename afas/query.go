package afas

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/go-querystring/query"
)

// maxQuery is how long a query may be, encoded and counted with its question mark; AFAS answers a longer one with 404 (afas-profit-rest.md §1).
const maxQuery = 2049

// listQuery is the query of a GetConnector (afas-profit-rest.md §3.1). Either the three lists or FilterJSON is filled.
type listQuery struct {
	Skip       int      `url:"skip"`
	Take       int      `url:"take"`
	OrderBy    []string `url:"orderbyfieldids,omitempty,comma"`
	Fields     []string `url:"filterfieldids,omitempty,comma"`
	Values     []string `url:"filtervalues,omitempty,comma"`
	Operators  []string `url:"operatortypes,omitempty,comma"`
	FilterJSON string   `url:"filterjson,omitempty"`
}

// setFilter renders the filter: in the simple form where it is a pure AND, as JSON as soon as there is an OR or a separator,
// because the simple form has no escape and its mix of AND and OR is understood in two ways (afas-profit-rest.md §3.4).
func (q *listQuery) setFilter(f Filter) error {
	terms, err := f.terms()
	switch {
	case err != nil || terms == nil:
		return err
	case len(terms) == 1 && isSimple(terms[0]):
		for _, c := range terms[0] {
			q.Fields = append(q.Fields, c.field)
			q.Values = append(q.Values, c.value)
			q.Operators = append(q.Operators, strconv.Itoa(int(c.operator)))
		}
		return nil
	}
	q.FilterJSON, err = filterJSON(terms)
	return err
}

func isSimple(term []condition) bool {
	for _, c := range term {
		if strings.ContainsAny(c.field+c.value, ",;") {
			return false
		}
	}
	return true
}

func filterJSON(terms [][]condition) (string, error) {
	type field struct {
		ID       string `json:"@FieldId"`
		Operator string `json:"@OperatorType"`
		Value    string `json:"#text"`
	}
	type group struct {
		ID     string  `json:"@FilterId"`
		Fields []field `json:"Field"`
	}
	var body struct {
		Filters struct {
			Filter []group `json:"Filter"`
		} `json:"Filters"`
	}
	for i, term := range terms {
		g := group{ID: fmt.Sprintf("Filter %d", i+1)}
		for _, c := range term {
			g.Fields = append(g.Fields, field{c.field, strconv.Itoa(int(c.operator)), c.value})
		}
		body.Filters.Filter = append(body.Filters.Filter, g)
	}
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // six characters for each < and & would be taken from the few there are
	err := e.Encode(body)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// encode gives the query, or an error when AFAS would not take it for its length.
func (q listQuery) encode() (string, error) {
	values, err := query.Values(q)
	if err != nil {
		return "", fmt.Errorf("afas: query: %w", err)
	}
	encoded := strings.ReplaceAll(values.Encode(), "+", "%20")
	if n := len(encoded) + 1; n > maxQuery {
		return "", fmt.Errorf("%w: it has %d characters and AFAS takes %d; shorten the filter or split the read", ErrQueryTooLong, n, maxQuery)
	}
	return encoded, nil
}

// ErrQueryTooLong says that a filter does not fit in a query. Nothing was sent: AFAS would have answered 404.
var ErrQueryTooLong = errors.New("afas: the query is too long")
