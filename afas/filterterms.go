package afas

import (
	"errors"
	"fmt"
	"slices"
)

// maxTerms bounds the multiplying out of a filter. Each term takes more than twenty characters of the query, so that more terms never fit.
const maxTerms = maxQuery / 20

// errFilterTooLong is the answer to a filter whose multiplied form cannot fit in a query.
var errFilterTooLong = fmt.Errorf("%w: multiplied out to OR of ANDs, the filter does not fit in the %d characters that AFAS takes; split the read", ErrQueryTooLong, maxQuery)

// terms multiplies the filter out to OR of ANDs, the only form that AFAS knows (afas-profit-rest.md §3.4). No terms at all means every row.
func (f Filter) terms() ([][]condition, error) { return f.multiply(false) }

// multiply does it for the filter, or for its opposite, in which AND and OR change places.
func (f Filter) multiply(negated bool) ([][]condition, error) {
	switch {
	case f.choosesAll() && negated:
		return nil, errors.New("afas: filter: Not of an empty filter would choose no row at all")
	case f.choosesAll():
		return nil, nil
	case f.join == single:
		c, err := f.condition.negatedIf(negated)
		return [][]condition{{c}}, err
	case f.join == not:
		return f.parts[0].multiply(!negated)
	case f.join == and:
		parts := slices.DeleteFunc(slices.Clone(f.parts), Filter.choosesAll)
		if negated {
			return anyOf(parts, negated)
		}
		return allOf(parts, negated)
	case len(f.parts) == 0:
		return nil, errors.New("afas: filter: Or needs at least one filter")
	case slices.ContainsFunc(f.parts, Filter.choosesAll):
		return nil, errors.New("afas: filter: an empty filter inside Or would choose every row")
	case negated:
		return allOf(f.parts, negated)
	}
	return anyOf(f.parts, negated)
}

// choosesAll reports whether the filter is empty: the zero Filter, or nothing but such ones joined with And.
func (f Filter) choosesAll() bool {
	return f.join == everything || f.join == and && !slices.ContainsFunc(f.parts, func(p Filter) bool { return !p.choosesAll() })
}

// allOf joins parts with AND: every term of one goes with every term of the others.
func allOf(parts []Filter, negated bool) ([][]condition, error) {
	product := [][]condition{nil}
	for _, part := range parts {
		terms, err := part.multiply(negated)
		if err != nil {
			return nil, err
		}
		if len(product)*len(terms) > maxTerms {
			return nil, errFilterTooLong
		}
		var next [][]condition
		for _, left := range product {
			for _, right := range terms {
				next = append(next, append(left[:len(left):len(left)], right...))
			}
		}
		product = next
	}
	return product, nil
}

// anyOf joins parts with OR.
func anyOf(parts []Filter, negated bool) ([][]condition, error) {
	var sum [][]condition
	for _, part := range parts {
		terms, err := part.multiply(negated)
		if err != nil {
			return nil, err
		}
		if sum = append(sum, terms...); len(sum) > maxTerms {
			return nil, errFilterTooLong
		}
	}
	return sum, nil
}

func (c condition) negatedIf(negated bool) (condition, error) {
	if c.fault != "" {
		return c, errors.New("afas: filter: " + c.fault)
	}
	if !negated {
		return c, nil
	}
	opposite, ok := counterpart[c.operator]
	if !ok {
		return c, fmt.Errorf("afas: filter: the quick filter on %q has no opposite: Not cannot be used on it", c.field)
	}
	c.operator = opposite
	if value, ok := emptyValue[opposite]; ok {
		c.value = value
	}
	return c, nil
}

// emptyValue holds what stands in the place of the value where the operator needs none: the position must be there,
// and these are the words of the vendor's own tool (afas-profit-rest.md §3.3).
var emptyValue = map[operator]string{empty: "[is leeg]", notEmpty: "[is niet leeg]"}
