package afastest

import "strings"

// operator is a number of operatortypes (afas-profit-rest.md §3.3).
type operator int

const (
	opEqual operator = iota + 1
	opGreaterOrEqual
	opLessOrEqual
	opGreater
	opLess
	opContains
	opNotEqual
	opEmpty
	opNotEmpty
	opStartsWith
	opNotContains
	opNotStartsWith
	opEndsWith
	opNotEndsWith
	opQuick
)

// A condition compares one column with one value.
type condition struct {
	column   int
	operator operator
	value    value  // of operators 1–5 and 7
	text     string // of the text operators, in lower case
}

// read takes the value as the operator needs it, and reports whether it can.
func (c *condition) read(s, dataType string) bool {
	trimmed := strings.Trim(s, "%")
	switch c.operator {
	case opEmpty, opNotEmpty: // the value is ignored, only its position counts
		return true
	case opContains, opStartsWith, opNotContains, opNotStartsWith, opEndsWith, opNotEndsWith:
		c.text = strings.ToLower(trimmed)
		return true
	case opQuick:
		c.text = strings.ToLower(s)
		return true
	case opNotEqual:
		if len(s) > 1 && strings.HasPrefix(s, "%") && strings.HasSuffix(s, "%") {
			c.operator, c.text = opNotContains, strings.ToLower(trimmed)
			return true
		}
	}
	var ok bool
	c.value, ok = operand(s, dataType)
	return ok
}

// matches follows SQL's three-valued logic: whatever is asked about an empty cell, other than whether it is empty, is not true
// (afas-profit-rest.md §3.3).
func (c *condition) matches(v value) bool {
	switch {
	case c.operator == opEmpty:
		return v.isEmpty()
	case c.operator == opNotEmpty:
		return !v.isEmpty()
	case v.kind == kindNull:
		return false
	}
	switch c.operator {
	case opEqual:
		return v.compare(c.value) == 0
	case opNotEqual:
		return v.compare(c.value) != 0
	case opGreater:
		return v.compare(c.value) > 0
	case opGreaterOrEqual:
		return v.compare(c.value) >= 0
	case opLess:
		return v.compare(c.value) < 0
	case opLessOrEqual:
		return v.compare(c.value) <= 0
	}
	return c.matchesText(v.asText())
}

func (c *condition) matchesText(s string) bool {
	switch c.operator {
	case opContains, opQuick:
		return strings.Contains(s, c.text)
	case opNotContains:
		return !strings.Contains(s, c.text)
	case opStartsWith:
		return strings.HasPrefix(s, c.text)
	case opNotStartsWith:
		return !strings.HasPrefix(s, c.text)
	case opEndsWith:
		return strings.HasSuffix(s, c.text)
	}
	return !strings.HasSuffix(s, c.text)
}
