package lokettest

import (
	"errors"
	"regexp"
	"strings"
)

// A token of a filter: a word, a quoted text, a number or a parenthesis.
type token struct {
	kind rune // 'w', 't', 'n', '(' or ')'
	text string
}

var errFilter = errors.New("the filter has an invalid form")

var (
	numberToken = regexp.MustCompile(`^-?\d+(\.\d+)?`)
	wordToken   = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*`)
)

// scanFilter splits a filter into tokens (loket-rest.md §3.2). A quote in a text is doubled, as in OData; the sheet has nothing better.
func scanFilter(s string) ([]token, error) {
	var tokens []token
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, " \t") {
		var t token
		switch {
		case s[0] == '(' || s[0] == ')':
			t, s = token{rune(s[0]), s[:1]}, s[1:]
		case s[0] == '\'':
			text, rest, ok := cutQuoted(s[1:])
			if !ok {
				return nil, errFilter
			}
			t, s = token{'t', text}, rest
		default:
			kind, found := 'n', numberToken.FindString(s)
			if found == "" {
				kind, found = 'w', wordToken.FindString(s)
			}
			if found == "" {
				return nil, errFilter
			}
			t, s = token{kind, found}, s[len(found):]
			if s != "" && !strings.ContainsRune(" \t()", rune(s[0])) {
				return nil, errFilter
			}
		}
		tokens = append(tokens, t)
	}
	return tokens, nil
}

// cutQuoted reads up to the closing quote. ok is false when there is none.
func cutQuoted(s string) (text, rest string, ok bool) {
	for at := 0; ; {
		quote := strings.IndexByte(s[at:], '\'')
		if quote < 0 {
			return "", "", false
		}
		at += quote + 1
		if !strings.HasPrefix(s[at:], "'") {
			return strings.ReplaceAll(s[:at-1], "''", "'"), s[at:], true
		}
		at++
	}
}
