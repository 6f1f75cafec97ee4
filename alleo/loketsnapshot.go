package alleo

import (
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// LoketSnapshot is what Alleo needs to know of one employer at Loket, as [ReadLoket] found it. It is plain data: stored as JSON it lets the
// next run read only what has changed, while [FromLoket] judges all dates anew. It holds personal data.
type LoketSnapshot struct {
	EmployerID string `json:"employer_id"`

	Number     int64      `json:"number"`       // everything up to this change number is in it (loket-rest.md §8)
	Total      int        `json:"total"`        // how many employments the change numbers are of
	ReadInFull civil.Date `json:"read_in_full"` // day of the last reading of everything

	Fields      []LoketField      `json:"fields"` // the custom fields that are looked at
	Employees   []LoketEmployee   `json:"employees"`
	Employments []LoketEmployment `json:"employments"`
}

// LoketField is the definition of a custom field at an employer.
type LoketField struct {
	ID          string `json:"id"`
	Description string `json:"description"` // as Loket has it
}

// LoketEmployee is a person at one employer (loket-rest.md §4.3).
type LoketEmployee struct {
	ID            string       `json:"id"`
	Number        int          `json:"number"` // the one that people see; unique within the employer
	FirstName     string       `json:"first_name,omitzero"`
	Prefix        string       `json:"prefix,omitzero"`
	LastName      string       `json:"last_name"` // the person's own, not a partner's
	BusinessEmail string       `json:"business_email,omitzero"`
	Email         string       `json:"email,omitzero"` // the general one
	Birthday      civil.Date   `json:"birthday,omitzero"`
	DateOfDeath   civil.Date   `json:"date_of_death,omitzero"`
	Values        []LoketValue `json:"values,omitempty"`
}

// LoketEmployment is a period for which a person works (loket-rest.md §4.4).
type LoketEmployment struct {
	ID              string       `json:"id"`
	EmployeeID      string       `json:"employee_id"`
	Start           civil.Date   `json:"start"`
	End             civil.Date   `json:"end,omitzero"` // last day, inclusive
	HistoricalStart civil.Date   `json:"historical_start,omitzero"`
	Values          []LoketValue `json:"values,omitempty"`
}

// LoketValue is the value of a custom field.
type LoketValue struct {
	Field string `json:"field"` // description of the definition, without blanks around it and in lower case
	Value string `json:"value"`
}

func newLoketEmployee(e loket.Employee) LoketEmployee {
	return LoketEmployee{
		ID:            e.ID,
		Number:        e.EmployeeNumber,
		FirstName:     e.PersonalDetails.FirstName,
		Prefix:        e.PersonalDetails.Prefix,
		LastName:      e.PersonalDetails.LastName,
		BusinessEmail: e.ContactInformation.BusinessEmailAddress,
		Email:         e.ContactInformation.EmailAddress,
		Birthday:      e.PersonalDetails.DateOfBirth,
		DateOfDeath:   e.PersonalDetails.DateOfDeath,
	}
}

func newLoketEmployment(e loket.Employment) LoketEmployment {
	return LoketEmployment{ID: e.ID, EmployeeID: e.Employee.ID, Start: e.StartDate, End: e.EndDate, HistoricalStart: e.HistoricalStartDate}
}

// clone gives a snapshot that can be changed without changing this one.
func (s LoketSnapshot) clone() *LoketSnapshot {
	s.Fields, s.Employees, s.Employments = slices.Clone(s.Fields), slices.Clone(s.Employees), slices.Clone(s.Employments)
	return &s
}

// has reports whether the employer has the custom field.
func (s LoketSnapshot) has(description string) bool {
	return slices.ContainsFunc(s.Fields, func(f LoketField) bool { return fold(f.Description) == fold(description) })
}

// sort brings the records into an order that is always the same.
func (s *LoketSnapshot) sort() {
	slices.SortFunc(s.Employees, func(a, b LoketEmployee) int { return strings.Compare(fold(a.ID), fold(b.ID)) })
	slices.SortFunc(s.Employments, func(a, b LoketEmployment) int { return strings.Compare(fold(a.ID), fold(b.ID)) })
}

// put replaces the entry with the same id, or adds it, and reports whether it is new. Ids are compared without case (loket-rest.md §7).
func put[T any](list *[]T, entry T, id func(T) string) (added bool) {
	i := slices.IndexFunc(*list, func(have T) bool { return fold(id(have)) == fold(id(entry)) })
	if i < 0 {
		*list = append(*list, entry)
		return true
	}
	(*list)[i] = entry
	return false
}

func (e LoketEmployee) id() string   { return e.ID }
func (e LoketEmployment) id() string { return e.ID }
