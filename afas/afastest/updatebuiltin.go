package afastest

import (
	_ "embed"
	"net/http"
	"slices"
	"strings"
	"sync"
)

//go:embed updateconnectors.txt
var builtInText string

// builtIn reads the table of UpdateConnectors once.
var builtIn = sync.OnceValue(func() map[string]UpdateConnector {
	connectors := map[string]UpdateConnector{}
	for line := range strings.Lines(builtInText) {
		columns := strings.Fields(line)
		if columns[0] == "#" {
			continue
		}
		c := UpdateConnector{
			Name: columns[0], Verbs: verbs(columns[1]), Root: columns[2], Keys: split(columns[3]),
			Results: split(columns[4]), SubObjects: split(columns[5]), Answer: map[string]AnswerShape{"bare": AnswerBare, "apart": AnswerApart}[columns[6]],
		}
		if columns[5] == "*" {
			c.SubObjects = nil
		}
		connectors[strings.ToLower(c.Name)] = c
	}
	for name, complete := range presets {
		c := connectors[strings.ToLower(name)]
		complete(&c)
		connectors[strings.ToLower(name)] = c
	}
	return connectors
})

// presets add the definition to what the table says.
var presets = map[string]func(*UpdateConnector){
	"KnContact":      knContact,
	"KnCourseMember": knCourseMember,
	"KnOrganisation": knOrganisation,
	"KnPerson":       knPerson,
	"KnSubject":      knSubject,
}

func verbs(letters string) []string {
	var verbs []string
	for _, letter := range letters {
		verbs = append(verbs, map[rune]string{'P': http.MethodPost, 'U': http.MethodPut, 'D': http.MethodDelete}[letter])
	}
	return verbs
}

// split gives a list that is never nil.
func split(column string) []string {
	if column == "-" {
		return []string{}
	}
	return strings.Split(column, ",")
}

// withBuiltIn fills what the caller left out with what is built in for the name.
func (c UpdateConnector) withBuiltIn() UpdateConnector {
	known, ok := builtIn()[strings.ToLower(c.Name)]
	if c.Fields != nil && ok { // a definition of the caller's own goes without the built-in fields and rules
		known = UpdateConnector{Root: known.Root, Verbs: known.Verbs, Keys: known.Keys, Results: known.Results, SubObjects: known.SubObjects, Answer: known.Answer}
	}
	setDefault(&c.Description, known.Description)
	setDefault(&c.Description, c.Name)
	setDefault(&c.Root, known.Root)
	setDefault(&c.Root, c.Name)
	setDefault(&c.Answer, known.Answer)
	setDefaultList(&c.Fields, known.Fields)
	for _, o := range known.Objects { // the caller's come besides
		if !slices.ContainsFunc(c.Objects, func(own UpdateObject) bool { return own.Name == o.Name }) {
			c.Objects = append(slices.Clip(c.Objects), o)
		}
	}
	setDefaultList(&c.Verbs, known.Verbs)
	setDefaultList(&c.SubObjects, known.SubObjects)
	setDefaultList(&c.Keys, known.Keys)
	setDefaultList(&c.Matches, known.Matches)
	setDefaultList(&c.Numbers, known.Numbers)
	setDefaultList(&c.Results, known.Results)
	c.OneElement = c.OneElement || known.OneElement
	c.Upserts = c.Upserts || known.Upserts
	return c
}

func setDefault[T comparable](value *T, fallback T) {
	var zero T
	if *value == zero {
		*value = fallback
	}
}

func setDefaultList[T any](value *[]T, fallback []T) {
	if *value == nil {
		*value = fallback
	}
}
