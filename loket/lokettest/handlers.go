package lokettest

import (
	"net/http"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// These are the handlers that most routes use.

// list answers the records of a kind in the record that the path names.
func list(k *kind) handler {
	return func(c *call) fake.Answer { return c.list(c.view(k), entriesOf(c.target.all(k))) }
}

// detail answers the record that the path names.
func detail(c *call) fake.Answer { return c.show(http.StatusOK, c.target) }

// detailAsList answers a single record in the envelope of a list, which is what the vendor documents for some (loket-rest.md §3.4).
func detailAsList(c *call) fake.Answer {
	if c.s.env.Quirks.CustomFieldAsContent {
		return detail(c)
	}
	return c.list(c.view(c.target.kind), []entry{{record: c.target}})
}

// put replaces the record that the path names (loket-rest.md §5.1).
func put(c *call) fake.Answer {
	r := c.target
	if refused, ok := c.checkTag(r); !ok {
		return refused
	}
	w := &merge{call: c}
	s := c.view(r.kind).schema
	if r.kind.isCustomValue() {
		s = changeOfValue
	}
	doc := w.object(s, r.doc, c.object(), "")
	doc = w.settle(r.kind, r, r.owner, doc)
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	c.d.change(r, doc)
	if r.kind.isChain() {
		c.d.closePrevious(r)
	}
	return c.show(http.StatusOK, r)
}

// create adds a record of the kind to the record that the path names.
func create(k *kind) handler {
	return func(c *call) fake.Answer {
		w := &merge{call: c}
		doc := w.object(k.schema, k.schema.blank(), c.object(), "")
		doc = w.settle(k, nil, c.target, doc)
		if w.problems != nil {
			return c.refuse(w.problems...)
		}
		r, err := c.d.add(k, c.target, "", c.d.nextName(), doc)
		if err != nil {
			return c.refuse(broken(codeForm, err.Error()))
		}
		if k.isChain() {
			c.d.closePrevious(r)
		}
		return c.show(http.StatusCreated, r)
	}
}

// nextName tells a record made by a write from all others.
func (d *data) nextName() string { return "created/" + strconv.FormatInt(d.counter, 10) }

// remove takes away the record that the path names. The answer has a body (loket-rest.md §3.4).
func remove(c *call) fake.Answer {
	if c.target.kind.isChain() {
		if chain, place := c.target.siblings(); place < len(chain)-1 {
			return c.refuse(broken(codeChain, "Only the last record of a chain can be removed"))
		}
		c.d.openPrevious(c.target)
	}
	if c.target.kind == kindCustomField {
		c.d.removeValuesOf(c.target)
	}
	c.d.remove(c.target)
	return c.done(http.StatusOK)
}

// checkTag compares If-Match with the ETag of a record that has one (loket-rest.md §5.1).
func (c *call) checkTag(r *record) (refused fake.Answer, ok bool) {
	sent := c.r.Header.Get("If-Match")
	switch {
	case !r.kind.hasTag || sent == r.tag() || sent == "*":
		return fake.Answer{}, true
	case sent != "":
		return c.conflict(), false
	case c.s.env.Quirks.RequireIfMatch:
		return c.refuse(broken(codeRequired, "If-Match is required")), false
	}
	return fake.Answer{}, true
}

// settle checks what concerns more than one member, and fills in what Loket works out. r is nil for a new record.
func (w *merge) settle(k *kind, r, owner *record, doc object) object {
	switch {
	case k == kindEmployee:
		return completeEmployee(doc)
	case k == kindEmployer && r == nil:
		return overlay(doc, object{"employerNumber": number(firstEmployerNumber + len(owner.children[k]))})
	case k.isCustomValue() && r == nil:
		w.checkField(owner, doc)
	case k.isChain():
		w.checkChain(k, r, owner, doc)
	}
	return doc
}

// checkChain keeps a chain without overlap: new records come at the end.
func (w *merge) checkChain(k *kind, r, owner *record, doc object) {
	chain := owner.children[k]
	place := len(chain)
	if r != nil {
		_, place = r.siblings()
	}
	var previous, next *record
	if place > 0 {
		previous = chain[place-1]
	}
	if place+1 < len(chain) {
		next = chain[place+1]
	}
	if !fits(text(doc, "startDate"), previous, next) {
		w.problems = append(w.problems, broken(codeChain, "startDate must come after the start of the record before it", "startDate"))
	}
}
