package lokettest

import (
	"maps"
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// An employment is not changed by PUT alone: it is created together with its chains, ended, reopened and corrected by actions
// (loket-rest.md §5.3).

// bodyEmployment is the part of the vendor's body (schema S127) that this fake looks at; the rest is ignored.
var bodyEmployment = newSchema(
	&member{name: "employmentData", is: typeObject, members: mustSchema("employment_new"), initial: filled},
	&member{name: "organizationalEntityData", is: typeObject, nullable: true, members: kindEntity.schema.without("id", "startDate", "endDate")},
	&member{name: "wageData", is: typeObject, nullable: true, members: kindWage.schema.without("id", "startDate", "endDate")},
)

// createEmployment answers the id outside the usual envelope, with an ETag (loket-rest.md §10 shape 39).
func createEmployment(c *call) fake.Answer {
	w := &merge{call: c}
	body := w.object(bodyEmployment, bodyEmployment.blank(), c.object(), "")
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	b := &draft{data: c.d}
	r := b.employment(c.target, newEmployment(body))
	if b.err != nil {
		if r != nil {
			c.d.remove(r)
		}
		return c.refuse(broken(codeForm, b.err.Error()))
	}
	answer := c.envelope(c.warnings)
	answer["id"] = r.id
	addPaging(answer, 1, defaultPageSize, 1, 1)
	a := jsonAnswer(http.StatusCreated, answer)
	a.Header.Set("ETag", r.tag())
	return a
}

// newEmployment reads a body of bodyEmployment.
func newEmployment(body object) Employment {
	data := maps.Clone(body["employmentData"].(object))
	m := Employment{Start: text(data, "startDate"), Members: data}
	for _, name := range []string{"payrollAdministration", "nonPayrollAdministration"} {
		if id := text(data, name+".id"); id != "" {
			m.Administration = id
		}
		delete(data, name)
	}
	if entity, ok := body["organizationalEntityData"].(object); ok {
		m.Department, m.Function = text(entity, "department.key"), text(entity, "function.key")
	}
	if wage, ok := body["wageData"].(object); ok {
		m.Wages = []Wage{{Start: m.Start, Members: wage}}
	}
	return m
}

// removeEmployment takes the person along with the last employment, and answers without a body (loket-rest.md §5.3).
func removeEmployment(c *call) fake.Answer {
	employee := c.target.owner
	c.d.remove(c.target)
	if len(employee.children[kindEmployment]) == 0 {
		c.d.remove(employee)
	}
	return empty(http.StatusOK)
}

// bodyCategory holds the two members that PATCH changes; linkedEmployment is empty to unlink.
var bodyCategory = newSchema(
	&member{name: "employmentCategoryType", is: typeObject, coded: true, members: kindEmployment.schema.index["employmentcategorytype"].members},
	&member{name: "linkedEmployment", is: typeUUID, nullable: true},
)

func changeCategory(c *call) fake.Answer {
	w := &merge{call: c}
	doc := w.object(bodyCategory, bodyCategory.cut(c.target.doc), c.object(), "")
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	c.d.change(c.target, overlay(c.target.doc, doc))
	return c.content(http.StatusOK, doc)
}

var (
	bodyTerminate     = mustSchema("terminate")
	bodyTerminate2018 = bodyTerminate.without("endOfEmploymentReasonTaxAuthorities")
)

// terminate sets the last day, which is inclusive, and closes wages and working hours. Doing it again revises it.
func terminate(c *call) fake.Answer {
	s := bodyTerminate
	if c.version == oldestVersion {
		s = bodyTerminate2018
	}
	w := &merge{call: c}
	doc := w.object(s, s.blank(), c.object(), "")
	switch {
	case w.problems != nil:
		return c.refuse(w.problems...)
	case text(doc, "endDate") < text(c.target.doc, "startDate"):
		return c.refuse(broken(codeDateOrder, "endDate lies before startDate", "endDate"))
	}
	changes := maps.Clone(doc)
	delete(changes, "createMdvEntry")
	c.end(changes)
	return c.content(http.StatusOK, doc)
}

// reinstate undoes terminate.
func reinstate(c *call) fake.Answer {
	if c.target.doc["endDate"] == nil {
		return c.refuse(broken(codeState, "The employment has not been terminated"))
	}
	c.end(object{
		"endDate": nil, "endOfEmploymentDueToIllness": nil, "endOfEmploymentReason": nil, "endOfEmploymentReasonTaxAuthorities": nil,
	})
	return c.done(http.StatusOK)
}

// end changes the end of the employment, and of the last wage and working hours when they are open or ended together with it.
func (c *call) end(changes object) {
	before := c.target.doc["endDate"]
	for _, k := range []*kind{kindWage, kindHours} {
		chain := c.target.children[k]
		if len(chain) == 0 {
			continue
		}
		if last := chain[len(chain)-1]; last.doc["endDate"] == nil || last.doc["endDate"] == before {
			c.d.change(last, overlay(last.doc, object{"endDate": changes["endDate"]}))
		}
	}
	c.d.change(c.target, overlay(c.target.doc, changes))
}

var bodyStart = newSchema(&member{name: "startDate", is: typeDate})

// correctStart moves the first day, and that of the records that began with it.
func correctStart(c *call) fake.Answer {
	w := &merge{call: c}
	doc := w.object(bodyStart, object{}, c.object(), "")
	end := text(c.target.doc, "endDate")
	switch {
	case w.problems != nil:
		return c.refuse(w.problems...)
	case end != "" && end < text(doc, "startDate"):
		return c.refuse(broken(codeDateOrder, "startDate lies after endDate", "startDate"))
	}
	for _, k := range []*kind{kindEntity, kindWage, kindHours} {
		for _, r := range c.target.children[k] {
			if r.doc["startDate"] == c.target.doc["startDate"] {
				c.d.change(r, overlay(r.doc, doc))
			}
		}
	}
	c.d.change(c.target, overlay(c.target.doc, doc))
	return c.done(http.StatusOK)
}
