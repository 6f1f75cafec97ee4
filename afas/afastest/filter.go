package afastest

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
)

// A filter is an OR of groups, a group an AND of conditions: the normal form of filterjson (afas-profit-rest.md §3.4).
// Without groups it lets every row through.
type filter [][]condition

// parseFilter reads the filter of a call, in whichever of the two forms it comes. Both at once is refused: filterjson comes
// "instead of" the three lists (afas-profit-rest.md §3.1).
func parseFilter(q query, t *table) (filter, error) {
	fields, values, operators := q.get("filterfieldids"), q.get("filtervalues"), q.get("operatortypes")
	document := q.get("filterjson")
	lists := fields+values+operators != ""
	switch {
	case lists && document != "":
		return nil, errUnexpected
	case document != "":
		return parseFilterJSON(document, t)
	case lists:
		return parseFilterLists(fields, values, operators, t)
	}
	return nil, nil
}

// parseFilterLists reads the three lists, which must have the same separators at the same places (afas-profit-rest.md §3.1).
// A semicolon separates groups, a comma the conditions of one group: the reading that fits the vendor's sample answer (§3.4).
func parseFilterLists(fields, values, operators string, t *table) (filter, error) {
	var f filter
	fieldGroups, valueGroups, operatorGroups := strings.Split(fields, ";"), strings.Split(values, ";"), strings.Split(operators, ";")
	if len(fieldGroups) != len(valueGroups) || len(fieldGroups) != len(operatorGroups) {
		return nil, errUnexpected
	}
	for g := range fieldGroups {
		names, texts, numbers := strings.Split(fieldGroups[g], ","), strings.Split(valueGroups[g], ","), strings.Split(operatorGroups[g], ",")
		if len(names) != len(texts) || len(names) != len(numbers) {
			return nil, errUnexpected
		}
		var group []condition
		for i := range names {
			c, err := newCondition(t, names[i], numbers[i], texts[i])
			if err != nil {
				return nil, err
			}
			group = append(group, c)
		}
		f = append(f, group)
	}
	return f, nil
}

type filterDocument struct {
	Filters struct {
		Filter oneOrMore[struct {
			Field oneOrMore[struct {
				ID       string `json:"@FieldId"`
				Operator loose  `json:"@OperatorType"`
				Value    loose  `json:"#text"`
			}]
		}]
	}
}

func parseFilterJSON(document string, t *table) (filter, error) {
	var d filterDocument
	if err := json.Unmarshal([]byte(document), &d); err != nil || len(d.Filters.Filter) == 0 {
		return nil, errUnexpected
	}
	var f filter
	for _, g := range d.Filters.Filter {
		if len(g.Field) == 0 {
			return nil, errUnexpected
		}
		var group []condition
		for _, field := range g.Field {
			c, err := newCondition(t, field.ID, string(field.Operator), string(field.Value))
			if err != nil {
				return nil, err
			}
			group = append(group, c)
		}
		f = append(f, group)
	}
	return f, nil
}

func newCondition(t *table, name, number, text string) (condition, error) {
	column, ok := t.index[name]
	switch {
	case breaksIndex(name):
		return condition{}, errInvalidIndexField
	case !ok:
		return condition{}, errFieldNotFound(name)
	}
	n, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || operator(n) < opEqual || operator(n) > opQuick {
		return condition{}, errUnexpected
	}
	c := condition{column: column, operator: operator(n)}
	if !c.read(text, t.fields[column].DataType) {
		return condition{}, errUnexpected
	}
	return c, nil
}

// matcher gives a function that tells whether the filter lets a row through.
func (t *table) matcher(f filter) func(row int32) bool {
	if f == nil {
		return func(int32) bool { return true }
	}
	columns := make([][]value, len(t.fields))
	for _, group := range f {
		for _, c := range group {
			columns[c.column] = t.column(c.column)
		}
	}
	return func(row int32) bool {
		return slices.ContainsFunc(f, func(group []condition) bool {
			return !slices.ContainsFunc(group, func(c condition) bool { return !c.matches(columns[c.column][row]) })
		})
	}
}

// oneOrMore is a list that may come as its only element.
type oneOrMore[T any] []T

func (l *oneOrMore[T]) UnmarshalJSON(data []byte) error {
	if data[0] == '[' {
		return json.Unmarshal(data, (*[]T)(l))
	}
	var only T
	if err := json.Unmarshal(data, &only); err != nil {
		return err
	}
	*l = oneOrMore[T]{only}
	return nil
}

// loose is a text that may come as a number or as true and false.
type loose string

func (l *loose) UnmarshalJSON(data []byte) error {
	switch data[0] {
	case '{', '[':
		return errUnexpected
	case 'n':
		return nil
	}
	*l = loose(text(data))
	return nil
}
