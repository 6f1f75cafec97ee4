package lokettest

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Codes of messages. Only 83 and 266 are the vendor's (loket-rest.md §6.1); they may change without notice.
const (
	codeChanged   = 1
	codeNotOpen   = 12
	codeRequired  = 82
	codeLength    = 83
	codeForm      = 84
	codeRange     = 85
	codeOption    = 86
	codeChain     = 265
	codeDateOrder = 266
	codeState     = 267
)

// A merge makes a new document from the old one and the body of a write: a full replace in which read-only members stay as they were and
// unknown ones are ignored (loket-rest.md §5.1).
type merge struct {
	call     *call
	problems []message
}

func (w *merge) object(s *schema, old, body object, prefix string) object {
	doc := maps.Clone(old) // with what the version of the call does not know
	for _, m := range s.members {
		if !m.readOnly {
			doc[m.name] = w.member(m, old[m.name], body[m.name], prefix+m.name)
		}
	}
	return doc
}

func (w *merge) member(m *member, old, value any, name string) any {
	switch {
	case value == nil && m.is == typeBool && !m.nullable:
		return false
	case value == nil:
		if !m.nullable {
			w.refuse(codeRequired, name, "is required")
		}
		return nil
	case m.isReference():
		return w.reference(m, old, value, name)
	case m.is == typeObject:
		body, ok := value.(object)
		if !ok {
			return w.refuse(codeForm, name, "has an invalid form")
		}
		before, _ := old.(object)
		if before == nil {
			before = m.members.blank()
		}
		return w.object(m.members, before, body, name+".")
	case m.is == typeList:
		return w.list(m, value, name)
	}
	return w.plain(m, value, name)
}

func (w *merge) reference(m *member, old, value any, name string) any {
	body, ok := value.(object)
	if !ok {
		return w.refuse(codeForm, name, "has an invalid form")
	}
	if resolved, ok := w.call.resolve(m, body["key"], old); ok {
		return resolved
	}
	return w.refuse(codeOption, name, "is not one of the options")
}

func (w *merge) list(m *member, value any, name string) any {
	elements, ok := value.([]any)
	if !ok {
		return w.refuse(codeForm, name, "has an invalid form")
	}
	list := make([]any, 0, len(elements))
	for _, element := range elements {
		body, ok := element.(object)
		if !ok {
			return w.refuse(codeForm, name, "has an invalid form")
		}
		list = append(list, w.object(m.members, m.members.blank(), body, name+"."))
	}
	return list
}

// plain checks a value that is no object. Texts are not trimmed (loket-rest.md §5.1).
func (w *merge) plain(m *member, value any, name string) any {
	switch problem := m.check(value); problem {
	case 0:
		if id, ok := value.(string); ok && m.is == typeUUID {
			value, _ = parseUUID(id)
		}
		return value
	case codeLength:
		return w.refuse(problem, name, "has an invalid length")
	case codeRange:
		return w.refuse(problem, name, "is out of range")
	default:
		return w.refuse(problem, name, "has an invalid form")
	}
}

var (
	wholeNumber   = regexp.MustCompile(`^-?\d+$`)
	decimalNumber = regexp.MustCompile(`^-?\d+(\.\d+)?$`)
)

// check gives the code of what is wrong with a value, or 0.
func (m *member) check(value any) int {
	ok := false
	switch v := value.(type) {
	case bool:
		ok = m.is == typeBool
	case json.Number:
		ok = m.is == typeDecimal && decimalNumber.MatchString(v.String()) || m.is == typeInt && wholeNumber.MatchString(v.String())
		if ok && !m.inRange(v) {
			return codeRange
		}
	case string:
		ok = m.accepts(v)
		if ok && m.maxLength > 0 && utf8.RuneCountInString(v) > m.maxLength {
			return codeLength
		}
	}
	if !ok {
		return codeForm
	}
	return 0
}

func (m *member) accepts(s string) bool {
	switch m.is {
	case typeText:
		return m.oneOf == nil || slices.Contains(m.oneOf, s)
	case typeUUID:
		_, ok := parseUUID(s)
		return ok
	case typeDate:
		day, err := civil.ParseDate(s)
		return err == nil && day.String() == s
	case typeMoment:
		_, ok := parseMoment(s)
		return ok
	}
	return false
}

func (m *member) inRange(n json.Number) bool {
	return (m.min == "" || compareNumbers(n, json.Number(m.min)) >= 0) && (m.max == "" || compareNumbers(n, json.Number(m.max)) <= 0)
}

// refuse notes a problem, named after the member that has it, and gives nil.
func (w *merge) refuse(code int, name, what string) any {
	last := name[strings.LastIndex(name, ".")+1:]
	w.problems = append(w.problems, broken(code, fmt.Sprintf("%s %s", last, what), name))
	return nil
}
