package afastest

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const numberReference = -2147220469 // for a value that does not exist (afas-profit-rest.md §8.3)

// The texts of which the sheet has one language only are written after it in the other.
func errUnknownValue(label string) *failure {
	return &failure{
		number: numberReference,
		text:   fmt.Sprintf("The entered value for '%s' does not exist.", label),
		dutch:  fmt.Sprintf("De ingevoerde waarde bij '%s' bestaat niet.", label),
	}
}

func errTakenValue(label string) *failure {
	return &failure{
		number: numberGeneral,
		text:   fmt.Sprintf("The entered value for '%s' already exists.", label),
		dutch:  fmt.Sprintf("De ingevoerde waarde bij '%s' bestaat al.", label),
	}
}

func errInvalidValue(label string) *failure {
	return &failure{
		number: numberGeneral,
		text:   fmt.Sprintf("The entered value for '%s' is not valid.", label),
		dutch:  fmt.Sprintf("De ingevoerde waarde bij '%s' is niet geldig.", label),
	}
}

func errTooLong(label string, length int) *failure {
	return &failure{
		number: numberGeneral,
		text:   fmt.Sprintf("The entered value for '%s' is longer than %d characters.", label, length),
		dutch:  fmt.Sprintf("De ingevoerde waarde bij '%s' is langer dan %d tekens.", label, length),
	}
}

// keep turns a value as sent into the value as AFAS keeps it; nil for one that clears the field, which both "" and null do
// (afas-connectors.md §11). Values are taken in all notations of afas-profit-rest.md §6.4.
func (f *UpdateField) keep(value any) (any, *failure) {
	written := textOf(value)
	if written == "" {
		return nil, nil
	}
	if f.Values != nil && !slices.ContainsFunc(f.Values, func(c CodeValue) bool { return c.ID == written }) {
		return nil, errUnknownValue(f.Label)
	}
	switch f.DataType {
	case "": // a connector without a definition
		return value, nil
	case typeBoolean:
		yes, err := strconv.ParseBool(strings.ToLower(written))
		return yes, unless(err == nil, errInvalidValue(f.Label))
	case typeInt:
		n, err := strconv.ParseInt(written, 10, 64)
		return json.Number(strconv.FormatInt(n, 10)), unless(err == nil, errInvalidValue(f.Label))
	case typeDecimal:
		_, ok := numberValue(written)
		return json.Number(written), unless(ok, errInvalidValue(f.Label))
	case typeDate:
		kept, ok := keepMoment(written)
		return kept, unless(ok, errInvalidValue(f.Label))
	case typeBlob:
		return written, unless(!f.isFile() || isBase64(written), errInvalidValue(f.Label))
	}
	return written, unless(utf8.RuneCountInString(written) <= f.Length, errTooLong(f.Label, f.Length))
}

func unless(ok bool, refused *failure) *failure {
	if ok {
		return nil
	}
	return refused
}

// keepMoment takes a day, a moment without a zone, or a time of day, which metainfo calls a date as well (afas-profit-rest.md §6.4).
func keepMoment(written string) (string, bool) {
	if _, err := time.Parse(time.TimeOnly, written); err == nil {
		return written, true
	}
	m, ok := parseFilterMoment(written)
	return strings.TrimSuffix(m.round().format(), "T00:00:00"), ok
}

// isFile tells the content of a file from long text: metainfo calls both a blob (afas-profit-rest.md §6.4).
func (f *UpdateField) isFile() bool { return strings.HasSuffix(f.FieldID, "FileStream") }

func isBase64(s string) bool {
	_, err := base64.StdEncoding.DecodeString(s)
	return err == nil
}

// textOf gives a value as text: as answers give keys, and as keys are compared.
func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case bool:
		return strconv.FormatBool(v)
	case json.Number:
		return v.String()
	}
	return ""
}

// sameValue compares without case, as the database does.
func sameValue(a, b any) bool { return strings.EqualFold(textOf(a), textOf(b)) }
