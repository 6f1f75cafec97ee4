package lokettest

import "encoding/json"

// output gives a document as it leaves. In tolerance mode it has unknown members, decimals as text and dates as moments (loket-rest.md §10.1
// no. 11): a client must not mind.
func (c *call) output(s *schema, doc object) any {
	if !c.s.env.Quirks.Tolerance {
		return doc
	}
	return loosen(s, doc)
}

func loosen(s *schema, doc object) object {
	loose := make(object, len(doc)+1)
	for name, value := range doc {
		loose[name] = value
	}
	for _, m := range s.members {
		if value := loose[m.name]; value != nil {
			loose[m.name] = m.loosen(value)
		}
	}
	addUnknown(loose)
	return loose
}

func (m *member) loosen(value any) any {
	switch v := value.(type) {
	case json.Number:
		if m.is == typeDecimal {
			return v.String()
		}
	case string:
		if m.is == typeDate {
			return v + "T00:00:00"
		}
	case object:
		if m.members != nil {
			return loosen(m.members, v)
		}
	case []any:
		list := make([]any, len(v))
		for i, element := range v {
			list[i] = m.loosen(element)
		}
		return list
	}
	return value
}

// addUnknown adds a member that no documentation has.
func addUnknown(doc object) {
	doc["addedLater"] = object{"reason": "new optional members may appear at any time", "numbers": []int{1, 2}}
}
