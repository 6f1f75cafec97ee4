package lokettest

import (
	"fmt"
	"strconv"
	"strings"
)

// filled marks an object or list that a new document holds with its own members' initial values.
var filled any = "filled"

// mustSchema reads a file of schema. The files are part of the package, so that a fault in one is a fault of the program.
func mustSchema(name string) *schema {
	text, err := schemaFiles.ReadFile("schema/" + name + ".txt")
	if err != nil {
		panic(err)
	}
	p := &schemaParser{file: name, lines: strings.Split(strings.TrimSpace(string(text)), "\n")}
	return p.block()
}

type schemaParser struct {
	file  string
	lines []string
}

// block reads members up to the brace that closes the block, or the end of the file.
func (p *schemaParser) block() *schema {
	s := newSchema()
	for len(p.lines) > 0 {
		line := strings.TrimSpace(p.lines[0])
		p.lines = p.lines[1:]
		if strings.HasPrefix(line, "}") {
			return s
		}
		s.add(p.member(line))
	}
	return s
}

func (p *schemaParser) member(line string) *member {
	name, rest, ok := strings.Cut(line, ": ")
	if !ok {
		panic(fmt.Sprintf("schema %s: %q", p.file, line))
	}
	m := &member{name: strings.TrimSuffix(name, "?"), nullable: strings.HasSuffix(name, "?")}
	rest, initial, hasInitial := strings.Cut(rest, " = ")
	words := strings.Fields(rest)
	p.readType(m, words[0])
	for _, word := range words[1:] {
		p.readLimit(m, word)
	}
	switch {
	case hasInitial:
		value, err := decode(initial)
		if err != nil {
			panic(fmt.Sprintf("schema %s: %q: %v", p.file, line, err))
		}
		m.initial = value
	case m.initial == nil && !m.nullable:
		m.initial = initialOf(m)
	}
	return m
}

var plainTypes = map[string]memberType{
	"string": typeText, "uuid": typeUUID, "date": typeDate, "datetime": typeMoment, "int": typeInt, "decimal": typeDecimal, "bool": typeBool,
}

func (p *schemaParser) readType(m *member, word string) {
	switch plain, ok := plainTypes[word]; {
	case ok:
		m.is = plain
	case word == "KV":
		m.is, m.coded = typeObject, true
		m.members = newSchema(&member{name: "key", is: typeInt}, &member{name: "value", is: typeText, readOnly: true})
	case word == "{":
		m.is, m.members = typeObject, p.block()
	case word == "[{":
		m.is, m.members = typeList, p.block()
	case strings.HasPrefix(word, "@"):
		m.is, m.members = typeObject, mustSchema(word[1:])
	default:
		panic(fmt.Sprintf("schema %s: %s has the unknown type %q", p.file, m.name, word))
	}
}

func (p *schemaParser) readLimit(m *member, word string) {
	from, to, isRange := strings.Cut(word, "..")
	switch {
	case word == "ro":
		m.readOnly = true
	case word == "filled":
		m.initial = filled
	case strings.HasPrefix(word, "≤"):
		m.maxLength, _ = strconv.Atoi(strings.TrimPrefix(word, "≤"))
	case isRange:
		m.min, m.max = from, to
	case strings.Contains(word, "|"):
		m.oneOf = strings.Split(word, "|")
	}
}

// initialOf gives what a member that may not be null holds when nothing else is said.
func initialOf(m *member) any {
	switch {
	case m.coded:
		return object{"key": number(0), "value": ""}
	case m.is == typeObject, m.is == typeList:
		return filled
	case m.is == typeBool:
		return false
	case m.is == typeInt, m.is == typeDecimal:
		return number(0)
	case m.is == typeText:
		return ""
	}
	return nil // ids and dates are given when a record is made
}
