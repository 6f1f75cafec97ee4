package afastest

import (
	"cmp"
	"strconv"
	"strings"
)

// A value is a cell as the database sees it: filters and ordering compare numbers as numbers, moments as moments and text without
// case (afas-profit-rest.md §3.3). An empty cell is a value of its own kind.
type value struct {
	kind   kind
	whole  int64   // of a whole number, a moment, or 1 for yes
	number float64 // of any number
	text   string  // of text, in lower case
}

type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindInt
	kindDecimal
	kindMoment
	kindText
)

// newValue reads the JSON value of a cell in a column of the type. What does not fit the type, such as "(replaced)", is text.
func newValue(shown []byte, dataType string) value {
	s := text(shown)
	switch shown[0] {
	case 'n':
		return value{}
	case 't', 'f':
		return boolValue(shown[0] == 't')
	case '"':
		if m, ok := parseMoment(s); ok && dataType == typeDate {
			return momentValue(m)
		}
		return textValue(s)
	}
	v, _ := numberValue(s)
	return v
}

func boolValue(yes bool) value {
	if yes {
		return value{kind: kindBool, whole: 1}
	}
	return value{kind: kindBool}
}

func momentValue(m moment) value { return value{kind: kindMoment, whole: int64(m)} }

func textValue(s string) value { return value{kind: kindText, text: strings.ToLower(s)} }

func numberValue(s string) (value, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return value{kind: kindInt, whole: n, number: float64(n)}, true
	}
	if strings.Trim(s, "+-.0123456789eE") != "" {
		return value{}, false
	}
	f, err := strconv.ParseFloat(s, 64)
	return value{kind: kindDecimal, number: f}, err == nil
}

// asText gives what the text operators look at, in lower case.
func (v value) asText() string {
	switch v.kind {
	case kindBool:
		return strconv.FormatBool(v.whole == 1)
	case kindInt:
		return strconv.FormatInt(v.whole, 10)
	case kindDecimal:
		return strconv.FormatFloat(v.number, 'f', -1, 64)
	case kindMoment:
		return strings.ToLower(moment(v.whole).round().format())
	}
	return v.text
}

// isEmpty is what operators 8 and 9 ask: nothing at all, or a text without characters.
func (v value) isEmpty() bool { return v.kind == kindNull || v.kind == kindText && v.text == "" }

func (v value) isNumber() bool { return v.kind == kindInt || v.kind == kindDecimal }

// compare orders values: empty cells first, as SQL Server does, then by the values themselves.
func (v value) compare(w value) int {
	switch {
	case v.kind == kindText && w.kind == kindText:
		return strings.Compare(v.text, w.text)
	case v.kind == w.kind && v.kind != kindDecimal:
		return cmp.Compare(v.whole, w.whole)
	case v.isNumber() && w.isNumber():
		return cmp.Compare(v.number, w.number)
	}
	return cmp.Compare(v.kind, w.kind)
}

// operand reads a filter value for a column of the type. ok is false when the value is not one of that type: the database then
// refuses the whole call.
func operand(s, dataType string) (v value, ok bool) {
	switch dataType {
	case typeInt, typeDecimal:
		return numberValue(s)
	case typeDate:
		m, ok := parseFilterMoment(s)
		return momentValue(m), ok
	case typeBoolean:
		switch strings.ToLower(s) {
		case "true", "1":
			return boolValue(true), true
		case "false", "0":
			return boolValue(false), true
		}
		return value{}, false
	}
	return textValue(s), true
}
