package alleo

import (
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// rules is what a run is told besides the people of the source.
type rules struct {
	today             civil.Date
	current           []Employee
	inAdvance         bool
	offboardWithdrawn bool
}

// settle makes one decision for every person and gives the records that Alleo should have, sorted by key, and the findings. The error
// is that of [match].
func settle(people []person, r rules) ([]Employee, []Finding, error) {
	m, err := match(people, r.current)
	if err != nil {
		return nil, nil, err
	}
	decisions := make([]*decision, len(people))
	for p := range people {
		var account *Employee
		if c := m.account[p]; c != none {
			account = &r.current[c]
		}
		if held := m.unsure[p]; held != nil {
			decisions[p] = &decision{who: &people[p], held: held}
			decisions[p].skip(note{CodeAmbiguous, "the e-mail address fits more than one person or account, " +
				"and an account has no external id: set it at Alleo"})
			continue
		}
		decisions[p] = r.decide(&people[p], account)
	}
	withholdDoubleAddresses(decisions)
	withholdTakenAddresses(decisions, m, r.current)
	withholdChangedAddresses(decisions, m, r.current)
	records, findings := r.assemble(decisions, m)
	return records, findings, nil
}

// decision is what happens to one person.
type decision struct {
	who     *person
	account *Employee // the record in Alleo; nil: none
	record  *Employee // the record that Alleo should have; nil: none
	written bool      // the record has its name and address from the source
	skipped *note     // why the person is left out
	notes   []note
	held    []int // records without id that are left alone for this person's sake
}

// skip leaves the person out: a record in Alleo stays exactly as it is. The first reason stands.
func (d *decision) skip(reason note) {
	if d.skipped == nil {
		d.skipped = &reason
	}
	d.record, d.written, d.notes = d.account, false, nil
}

// assemble puts together the records: those of the people, further ones of theirs, and those of people who are no longer in the source
// but were off-boarded before. Records of active people who are no longer in the source are left out: they are missing.
func (r rules) assemble(decisions []*decision, m *matches) ([]Employee, []Finding) {
	var records []Employee
	var findings []Finding
	for p, d := range decisions {
		if d.record != nil {
			records = append(records, *d.record)
		}
		for _, c := range m.others[p] {
			records = append(records, r.alike(r.current[c], d))
		}
		findings = append(findings, d.findings(r.current, len(m.others[p]) > 0)...)
	}
	for c, e := range r.current {
		if m.owner[c] == none && (!e.Active || m.held[c]) {
			records = append(records, e)
		}
	}
	slices.SortFunc(records, func(a, b Employee) int { return strings.Compare(Key(a), Key(b)) })
	sortFindings(findings)
	return records, findings
}

// alike gives a further record of the same person: it stays as it is, unless the person's account is closed.
func (r rules) alike(other Employee, d *decision) Employee {
	if !other.Active || !d.account.Active || d.record.Active {
		return other
	}
	return r.closed(other, d.record.End)
}

// findings gives what has to be told about the decision: for those who are left out the reason, and nothing about a record.
func (d *decision) findings(current []Employee, severalAccounts bool) []Finding {
	f := Finding{Key: d.who.name}
	if d.account != nil && d.account.ID != "" {
		f.Key = d.account.ID
	}
	if d.account != nil && d.account.ID == "" {
		f.accounts = []string{Key(*d.account)}
	}
	for _, c := range d.held {
		f.accounts = append(f.accounts, Key(current[c]))
	}
	slices.Sort(f.accounts)
	var findings []Finding
	for _, n := range d.who.remarks {
		findings = append(findings, Finding{Key: f.Key, Code: n.code, Message: d.who.told(n)})
	}
	if d.skipped != nil {
		f.Code, f.Skip, f.Message = d.skipped.code, true, d.who.told(*d.skipped)
		return append(findings, f)
	}
	notes := d.notes
	if d.record.Active {
		notes = append(notes, d.who.doubts...)
	}
	if d.record.Active && severalAccounts {
		notes = append(notes, note{CodeTwoAccounts, "Alleo has more than one account for this person, only one is kept up to date: off-board the other one at Alleo"})
	}
	for _, n := range notes {
		f.Code, f.Message = n.code, d.who.told(n)
		findings = append(findings, f)
	}
	return findings
}

// told gives the words of a note, with what people at the source know the person by.
func (p *person) told(n note) string {
	if p.label == "" {
		return n.message
	}
	return p.label + ": " + n.message
}
