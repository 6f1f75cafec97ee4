package lokettest

import "github.com/seed-dd546a8a/afas-loket/civil"

// A linked chain has no gaps and no overlap: a new record comes at the end and closes the one before on the day before it starts; taking away
// the last record opens the one before again (loket-rest.md §5.1).

// siblings gives the chain that a record is part of, and its place there.
func (r *record) siblings() (chain []*record, place int) {
	chain = r.owner.children[r.kind]
	for i, other := range chain {
		if other == r {
			place = i
		}
	}
	return chain, place
}

// closePrevious lets the record before this one end on the day before this one starts.
func (d *data) closePrevious(r *record) {
	chain, place := r.siblings()
	if place == 0 {
		return
	}
	previous := chain[place-1]
	if start, err := civil.ParseDate(text(r.doc, "startDate")); err == nil {
		d.change(previous, set(previous.doc, []string{"endDate"}, start.AddDays(-1).String()))
	}
}

// openPrevious undoes closePrevious, before the record is taken away.
func (d *data) openPrevious(r *record) {
	if chain, place := r.siblings(); place > 0 {
		d.change(chain[place-1], set(chain[place-1].doc, []string{"endDate"}, r.doc["endDate"]))
	}
}

// fits checks the first day of a record against the one before and the one after it. previous and next may be nil.
func fits(start string, previous, next *record) bool {
	return (previous == nil || text(previous.doc, "startDate") < start) && (next == nil || start < text(next.doc, "startDate"))
}

// inForce reports whether a document's first and last day, which is inclusive, hold a day between them.
func inForce(doc object, day string) bool {
	end := text(doc, "endDate")
	return text(doc, "startDate") <= day && (end == "" || day <= end)
}
