package alleo

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// person is one person as a source has it, whichever source that is: what the rules of [settle] are about.
type person struct {
	name     string   // for findings while Alleo has no record: the id as written, or the row
	label    string   // what people at the source know the person by, where the id tells them nothing
	id       string   // the ID that a new record gets
	ids      []string // folded ids of the kind that is the identity
	personID string
	profile
	work     timeline
	hired    map[civil.Date]civil.Date // day of hire by the start of the employment, where the source knows one
	deceased bool
	unfit    *note  // why nothing can be decided about this person
	doubts   []note // what deserves a look when the person has an account
	remarks  []note // what deserves a look, whatever is decided
}

// hireDay gives the day from which the work anniversary counts: the earliest day of hire of an employment in the chain, or its start.
func (p *person) hireDay(work span) civil.Date {
	var first civil.Date
	for start, day := range p.hired {
		if work.covers(start) && (first.IsZero() || day.Before(first)) {
			first = day
		}
	}
	if first.IsZero() {
		return work.start
	}
	return first
}

// note is a finding that does not know yet whom it is about.
type note struct{ code, message string }

// Names of fields, as [Changed] and the JSON form of [Employee] have them.
const (
	fieldPersonID   = "person_id"
	fieldEmail      = "email"
	fieldFirstName  = "first_name"
	fieldPrefix     = "prefix"
	fieldLastName   = "last_name"
	fieldDepartment = "department"
	fieldBirthday   = "birthday"
)

// profile is what a source says about a person, apart from when they work.
type profile struct {
	email, firstName, prefix, lastName, department string

	noEmail string // what to say when there is no address; empty: the usual

	birthday           civil.Date
	birthdayUnreadable bool

	access  Access
	budgets budgets
	lost    []string // fields whose column the source has lost: their values mean nothing
}

// flaw gives the reason why nobody can have an account with this profile, or nil.
func (p profile) flaw() *note {
	for _, field := range [...]string{fieldEmail, fieldFirstName, fieldPrefix, fieldLastName} {
		if slices.Contains(p.lost, field) {
			return &note{CodeLostColumn, "the column of " + field + " has lost its link in AFAS and reads (replaced): link it again in the connector"}
		}
	}
	switch {
	case p.email == "":
		return &note{CodeMissingEmail, cmp.Or(p.noEmail, "no e-mail address, which Alleo needs: fill it in at the source")}
	case !isAddress(p.email):
		return &note{CodeInvalidEmail, "the e-mail field is not one address: correct it at the source"}
	case p.firstName == "" || p.lastName == "":
		return &note{CodeMissingName, "first or last name is empty, and Alleo needs both: fill it in at the source"}
	}
	return nil
}

// onto gives the record with what the profile says. A field that cannot be read keeps the value that the record has.
func (p profile) onto(record Employee) (Employee, []note) {
	var notes []note
	record.Email, record.FirstName, record.Prefix, record.LastName = p.email, p.firstName, p.prefix, p.lastName
	lostDepartment, lostBirthday := slices.Contains(p.lost, fieldDepartment), slices.Contains(p.lost, fieldBirthday)
	if !lostDepartment {
		record.Department = p.department
	}
	if !lostBirthday && !p.birthdayUnreadable {
		record.Birthday = p.birthday
	}
	switch {
	case lostDepartment || lostBirthday:
		notes = append(notes, note{CodeLostColumn, "the column of " + strings.Join(p.lost, " and ") +
			" has lost its link in AFAS and reads (replaced), the value stays as it is: link it again in the connector"})
	case p.birthdayUnreadable:
		notes = append(notes, note{CodeBirthdayUnreadable, "the birthday is not a day and stays as it is: correct it at the source"})
	}
	var again []string
	record.Budgets, record.OneOffs, again = p.budgets.settle(record)
	if len(p.budgets.unreadable) > 0 {
		notes = append(notes, note{CodeBudgetUnreadable, strings.Join(p.budgets.unreadable, ", ") +
			" is negative, no amount or not in whole cents, and stays as it is: correct it at the source"})
	}
	if len(again) > 0 {
		notes = append(notes, note{CodeOneOffAgain, strings.Join(again, ", ") +
			" is an amount that was handed out before and is not handed out again: use another amount if a second one is meant"})
	}
	return record, notes
}
