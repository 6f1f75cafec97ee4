package lokettest

import "github.com/seed-dd546a8a/afas-loket/internal/fake"

// bulk lists the custom fields of a whole employer: a row for every employment and value, by employment at employee level too. What
// referenceDate, filter settings and ended employments do to it is unknown, and so is the form of a row: quirks decide (loket-rest.md §4.8, §11).
func bulk(k *kind, name string) handler {
	return func(c *call) fake.Answer {
		id, owners := "employmentId", c.bulkEmployments()
		if c.s.env.Quirks.BulkEmployeeIDs && k == kindEmployeeValue {
			id, owners = "employeeId", c.target.all(kindEmployee)
		}
		var entries []entry
		for _, owner := range owners {
			values := valuesOf(owner, k)
			if c.s.env.Quirks.BulkArrays && len(values) > 0 {
				entries = append(entries, entry{owner: owner})
				continue
			}
			for _, value := range values {
				entries = append(entries, entry{owner: owner, record: value})
			}
		}
		return c.list(c.bulkView(k, id, name), entries)
	}
}

// bulkView shows a value as an object, or all values of an owner as an array.
func (c *call) bulkView(k *kind, id, name string) view {
	if c.s.env.Quirks.BulkArrays {
		s := newSchema(&member{name: id, is: typeUUID}, &member{name: name, is: typeList, members: k.schema})
		return view{s, func(e entry) object {
			values := []any{}
			for _, value := range valuesOf(e.owner, k) {
				values = append(values, c.d.show(value))
			}
			return object{id: e.owner.id, name: values}
		}}
	}
	s := newSchema(&member{name: id, is: typeUUID}, &member{name: name, is: typeObject, members: k.schema})
	return view{s, func(e entry) object { return object{id: e.owner.id, name: c.d.show(e.record)} }}
}

// valuesOf gives the values of an employment, or of the employee who has it.
func valuesOf(owner *record, k *kind) []*record { return owner.above(k.owner).children[k] }

func (c *call) bulkEmployments() []*record {
	var listed []*record
	for _, employment := range c.target.all(kindEmployment) {
		switch {
		case c.s.env.Quirks.BulkInForce && !inForce(employment.doc, c.referenceDate()):
		case c.s.env.Quirks.BulkFiltered && !c.d.passes(employment):
		default:
			listed = append(listed, employment)
		}
	}
	return listed
}
