package alleo

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// persons makes one person of every employee.
func (o LoketOptions) persons(s LoketSnapshot, goneBudgets []string) []person {
	employments := make(map[string][]LoketEmployment)
	for _, e := range s.Employments {
		employments[fold(e.EmployeeID)] = append(employments[fold(e.EmployeeID)], e)
	}
	people := make([]person, 0, len(s.Employees))
	for _, e := range s.Employees {
		p := o.person(e, employments[fold(e.ID)])
		p.budgets.gone = goneBudgets
		people = append(people, p)
	}
	return people
}

func (o LoketOptions) person(e LoketEmployee, employments []LoketEmployment) person {
	p := person{
		name:     e.ID,
		label:    fmt.Sprintf("employee number %d", e.Number),
		id:       e.ID,
		ids:      []string{fold(e.ID)},
		profile:  o.profile(e),
		deceased: !e.DateOfDeath.IsZero() && !e.DateOfDeath.After(o.Today),
	}
	if len(employments) == 0 {
		p.unfit = &note{CodeNoEmployment, "Loket has the person without an employment: nothing to do, or add the employment at the source"}
		return p
	}
	var periods []period
	for _, m := range employments {
		periods = append(periods, period{span: span{start: m.Start, end: m.End}})
		p.hire(m)
	}
	p.employ(periods, nil)
	if p.deceased {
		p.doubts = append(p.doubts, deceased)
	}
	if o.strayAccess(employments) {
		p.remarks = append(p.remarks, note{CodeAccessOnEmployment, "the access field is filled in at an employment, where Alleo does not read it, and is not used: " +
			"fill it in at the employee, and clear it there"})
	}
	return p
}

// hire notes the historical start date of an employment.
func (p *person) hire(m LoketEmployment) {
	if m.HistoricalStart.IsZero() {
		return
	}
	if p.hired == nil {
		p.hired = make(map[civil.Date]civil.Date)
	}
	if known, ok := p.hired[m.Start]; !ok || m.HistoricalStart.Before(known) {
		p.hired[m.Start] = m.HistoricalStart
	}
}

// strayAccess reports whether an employment that has not ended has a value of the access field.
func (o LoketOptions) strayAccess(employments []LoketEmployment) bool {
	return o.Access != NoAccessColumn && slices.ContainsFunc(employments, func(m LoketEmployment) bool {
		running := m.End.IsZero() || !m.End.Before(o.Today)
		return running && len(valuesOf(m.Values, o.Access)) > 0
	})
}

func (o LoketOptions) profile(e LoketEmployee) profile {
	p := profile{
		email:     strings.TrimSpace(e.BusinessEmail),
		firstName: strings.TrimSpace(e.FirstName),
		prefix:    strings.TrimSpace(e.Prefix),
		birthday:  e.Birthday,
		access:    AccessGranted,
		budgets:   readLoketBudgets(e.Values),
	}
	p.lastName = withoutPrefix(strings.TrimSpace(e.LastName), p.prefix)
	if p.email == "" {
		general := strings.TrimSpace(e.Email)
		switch {
		case o.PrivateEmail:
			p.email = general
		case general != "":
			p.noEmail = "no business e-mail address, and the general one is not used, because it may be private: fill in the business address at the source, " +
				"or agree with Alleo on private ones"
		}
	}
	if o.Access != NoAccessColumn {
		p.access = readLoketAccess(valuesOf(e.Values, o.Access))
	}
	return p
}

// valuesOf gives the values of a field that differ. A field without a value has none.
func valuesOf(values []LoketValue, field string) []string {
	var found []string
	for _, v := range values {
		if text := strings.TrimSpace(v.Value); v.Field == fold(field) && text != "" && !slices.Contains(found, text) {
			found = append(found, text)
		}
	}
	return found
}

func readLoketAccess(values []string) Access {
	switch len(values) {
	case 0:
		return AccessEmpty
	case 1:
		return ParseAccess(values[0])
	}
	return AccessUnreadable
}

func readLoketBudgets(values []LoketValue) budgets {
	var b budgets
	for _, v := range values {
		if !isBudget(v.Field) || slices.Contains(b.unreadable, v.Field) {
			continue
		}
		amounts := valuesOf(values, v.Field)
		if len(amounts) == 0 {
			continue
		}
		cents, ok := parseCents(amounts[0])
		if !ok || len(amounts) > 1 {
			b.unreadable = append(b.unreadable, v.Field)
			continue
		}
		if b.amounts == nil {
			b.amounts = make(map[string]int64)
		}
		b.amounts[v.Field] = cents
	}
	return b
}

// parseCents reads an amount such as 12, 12.5 or 12.50. Custom fields are text that people type: a comma is refused, because 1,250 may mean
// either of two amounts.
func parseCents(text string) (int64, bool) {
	euros, fraction, point := strings.Cut(text, ".")
	if point && (fraction == "" || len(fraction) > 2) {
		return 0, false
	}
	digits := euros + (fraction + "00")[:2]
	if euros == "" || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	cents, err := strconv.ParseInt(digits, 10, 64)
	return cents, err == nil
}
