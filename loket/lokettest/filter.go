package lokettest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A filter tells whether a list has a document (loket-rest.md §3.2).
type filter func(doc object) bool

// maxDepth is more parentheses than anybody writes.
const maxDepth = 100

// parseFilter reads a filter on documents of a schema. "and" binds more closely than "or"; parentheses group.
func parseFilter(s string, on *schema) (filter, error) {
	tokens, err := scanFilter(s)
	if err != nil {
		return nil, err
	}
	p := &filterParser{tokens: tokens, schema: on}
	f, err := p.either(0)
	if err == nil && len(p.tokens) > 0 {
		err = errFilter
	}
	return f, err
}

type filterParser struct {
	tokens []token
	schema *schema
}

// next takes the next token; its kind is 0 at the end.
func (p *filterParser) next() token {
	if len(p.tokens) == 0 {
		return token{}
	}
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

// takes the word if it comes next.
func (p *filterParser) takes(word string) bool {
	if len(p.tokens) == 0 || p.tokens[0].kind != 'w' || !strings.EqualFold(p.tokens[0].text, word) {
		return false
	}
	p.next()
	return true
}

func (p *filterParser) either(depth int) (filter, error) {
	f, err := p.both(depth)
	for err == nil && p.takes("or") {
		var right filter
		left := f
		right, err = p.both(depth)
		f = func(doc object) bool { return left(doc) || right(doc) }
	}
	return f, err
}

func (p *filterParser) both(depth int) (filter, error) {
	f, err := p.one(depth)
	for err == nil && p.takes("and") {
		var right filter
		left := f
		right, err = p.one(depth)
		f = func(doc object) bool { return left(doc) && right(doc) }
	}
	return f, err
}

func (p *filterParser) one(depth int) (filter, error) {
	t := p.next()
	if t.kind != '(' {
		return p.comparison(t)
	}
	if depth == maxDepth {
		return nil, errFilter
	}
	f, err := p.either(depth + 1)
	if err == nil && p.next().kind != ')' {
		err = errFilter
	}
	return f, err
}

var filterOperators = []string{"eq", "ne", "lk", "gt", "ge", "lt", "le"}

func (p *filterParser) comparison(name token) (filter, error) {
	operator, operand := p.next(), p.next()
	if name.kind != 'w' || operator.kind != 'w' || operand.kind == 0 {
		return nil, errFilter
	}
	op := strings.ToLower(operator.text)
	if !slices.Contains(filterOperators, op) {
		return nil, errFilter
	}
	path, on := p.schema.lookUp(name.text)
	if on == nil || on.is == typeList {
		return nil, fmt.Errorf("the filter names the unknown field %s", name.text)
	}
	value, err := on.operand(operand)
	if err != nil {
		return nil, err
	}
	if !on.allows(op, value) {
		return nil, errFilter
	}
	return func(doc object) bool { return on.matches(op, at(doc, path), value) }, nil
}

// operand reads the value that a member is compared with, in the form that the member's type wants.
func (m *member) operand(t token) (any, error) {
	switch {
	case t.kind == 'w' && strings.EqualFold(t.text, "null"):
		return nil, nil
	case t.kind == 'w' && m.is == typeBool && (strings.EqualFold(t.text, "true") || strings.EqualFold(t.text, "false")):
		return strings.EqualFold(t.text, "true"), nil
	case t.kind == 'n' && (m.is == typeInt || m.is == typeDecimal):
		return json.Number(t.text), nil
	case t.kind == 't' && (m.is == typeText || m.is == typeUUID):
		return t.text, nil
	case t.kind == 't' && (m.is == typeDate || m.is == typeMoment):
		moment, ok := parseMoment(t.text)
		if !ok {
			return nil, errFilter
		}
		if m.is == typeDate {
			return moment.Format("2006-01-02"), nil
		}
		return t.text, nil
	case m.is == typeUnknown:
		return t.text, nil
	}
	return nil, errFilter
}

// allows reports whether an operator makes sense on a member.
func (m *member) allows(op string, value any) bool {
	switch {
	case value == nil || m.is == typeBool:
		return op == "eq" || op == "ne"
	case op == "lk":
		return m.is == typeText || m.is == typeUUID || m.is == typeUnknown
	}
	return m.is != typeObject
}

// matches compares as .NET does: null is equal to null only, and neither larger nor smaller than anything.
func (m *member) matches(op string, value, operand any) bool {
	switch op {
	case "eq":
		return m.compareValues(value, operand) == 0
	case "ne":
		return m.compareValues(value, operand) != 0
	}
	if value == nil {
		return false
	}
	switch op {
	case "lk":
		text, ok := value.(string)
		return ok && strings.Contains(strings.ToLower(text), strings.ToLower(operand.(string)))
	case "gt":
		return m.compareValues(value, operand) > 0
	case "ge":
		return m.compareValues(value, operand) >= 0
	case "lt":
		return m.compareValues(value, operand) < 0
	}
	return m.compareValues(value, operand) <= 0
}
