package alleo

import "github.com/seed-dd546a8a/afas-loket/civil"

var (
	unreadableAccess = note{CodeAccessUnreadable, "the access field is neither yes nor no, nothing changes: correct it at the source"}
	emptyAccess      = note{CodeAccessEmpty, "the access field is not filled in, which counts as no: fill it in at the source"}
	deceased         = note{CodeDeceased, "a date of death is filled in and the employment goes on, nothing changes: end the employment at the source"}
)

// decide applies the rules of design.md "People at Alleo" to one person, apart from those that need the other people.
func (r rules) decide(who *person, account *Employee) *decision {
	d := &decision{who: who, account: account, record: account}
	switch {
	case who.unfit != nil:
		d.skip(*who.unfit)
	case account == nil:
		r.join(d)
	case !account.Active:
		r.comeBack(d)
	default:
		r.stay(d)
	}
	return d
}

// join decides about someone who has no account.
func (r rules) join(d *decision) {
	work, employed := d.who.work.on(r.today)
	future := false
	if !employed {
		if work, future = d.who.work.after(r.today); !future {
			d.skip(note{CodeLeftAlready, "left before having an account: nothing to do"})
			return
		}
	}
	if d.who.deceased {
		d.skip(deceased)
		return
	}
	switch d.who.access {
	case AccessDenied:
		d.skip(note{CodeNoAccess, "the access field says no: nothing to do, or say yes at the source"})
	case AccessEmpty:
		d.skip(emptyAccess)
	case AccessUnreadable:
		d.skip(unreadableAccess)
	default:
		if future && !r.inAdvance {
			d.skip(note{CodeStartsLater, "starts on " + work.start.String() + " and gets an account on that day: nothing to do"})
			return
		}
		d.write(work, Employee{ID: d.who.id, Onboarding: later(work.start, r.today)})
	}
}

// comeBack decides about someone whose account was closed.
func (r rules) comeBack(d *decision) {
	work, employed := d.who.work.on(r.today)
	if !employed {
		if work, ok := d.who.work.after(r.today); ok {
			d.skip(note{CodeStartsLater, "comes back on " + work.start.String() + ", the account is opened again on that day: nothing to do"})
		}
		return
	}
	if d.who.deceased {
		d.skip(deceased)
		return
	}
	switch d.who.access {
	case AccessUnreadable:
		d.skip(unreadableAccess)
	case AccessEmpty:
		d.notes = append(d.notes, emptyAccess)
	case AccessGranted:
		d.write(work, *d.account)
	}
}

// stay decides about someone with an open account.
func (r rules) stay(d *decision) {
	work, employed := r.workOf(d)
	if !employed {
		r.offboard(d)
		return
	}
	switch d.who.access {
	case AccessUnreadable:
		d.skip(unreadableAccess)
	case AccessGranted:
		d.write(work, *d.account)
	default:
		r.withdraw(d, work)
	}
}

// workOf gives the employment for which someone has an open account: the one that covers today, or one to start, when the account was
// opened in advance. An employment that ended before the one in the record started is not what the account is for.
func (r rules) workOf(d *decision) (span, bool) {
	if work, ok := d.who.work.on(r.today); ok {
		return work, true
	}
	work, ok := d.who.work.after(r.today)
	if past, left := d.who.work.before(r.today); left && !past.endedBefore(d.accountFrom()) {
		return span{}, false
	}
	return work, ok
}

// accountFrom is the day from which the account is for. Where the source has a day of hire of its own, Start may lie before employments
// that the account has nothing to do with.
func (d *decision) accountFrom() civil.Date {
	if len(d.who.hired) > 0 {
		return d.account.Onboarding
	}
	return d.account.Start
}

// offboard closes the account of someone who has left. Nothing else changes, so that no other field can prevent it.
func (r rules) offboard(d *decision) {
	past, _ := d.who.work.before(r.today)
	record := r.closed(*d.account, past.end)
	if record.End != past.end {
		d.notes = append(d.notes, note{CodeEndPassed, "the last working day, " + past.end.String() +
			", has passed already: off-boarded today, check whether it should have been known earlier"})
	}
	d.record = &record
}

// closed gives the record of someone whose last working day was end. On the first day after an end that was announced nothing is left to tell. Alleo knows no
// off-boarding in the past (alleo.md §5), so an end that was not announced, or whose day was missed, becomes today.
func (r rules) closed(record Employee, end civil.Date) Employee {
	record.Active = false
	if record.End != end || end.AddDays(1).Before(r.today) {
		record.End = r.today
	}
	return record
}

// withdraw records that access was taken away. The end of the employment still counts, nothing else changes.
func (r rules) withdraw(d *decision, work span) {
	record := *d.account
	record.Withdrawn, record.End = true, work.end
	if r.offboardWithdrawn {
		record.Active, record.End = false, r.today
	}
	if d.who.access == AccessEmpty {
		d.notes = append(d.notes, emptyAccess)
	}
	d.record = &record
}

// write gives the record what the source says, unless that is not enough for an account.
func (d *decision) write(work span, record Employee) {
	if flaw := d.who.flaw(); flaw != nil {
		d.skip(*flaw)
		return
	}
	if record.ID == "" {
		record.account, record.ID = Key(record), d.who.id
	}
	if d.who.personID != "" {
		record.PersonID = d.who.personID
	}
	record.Start, record.End = d.who.hireDay(work), work.end
	record.Active, record.Withdrawn = true, false
	var notes []note
	record, notes = d.who.onto(record)
	d.record, d.written, d.notes = &record, true, append(d.notes, notes...)
}

func later(a, b civil.Date) civil.Date {
	if a.After(b) {
		return a
	}
	return b
}
