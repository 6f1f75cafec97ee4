package lokettest

import (
	"fmt"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

func (b *draft) employee(employer *record, e Employee) *record {
	num := orDefault(e.Number, len(employer.children[kindEmployee])+1)
	initials := e.Initials
	if initials == "" && e.FirstName != "" {
		initials = string([]rune(e.FirstName)[:1])
	}
	born := b.day(nil, fmt.Sprintf("day of birth of employee %d", num), orDefault(e.Born, "1990-01-01"))
	r := b.add(kindEmployee, employer, e.ID, fmt.Sprint(num), object{
		"employeeNumber": num,
		"contactInformation.businessEmailAddress": textOrNull(e.BusinessEmail),
		"contactInformation.emailAddress":         textOrNull(e.Email),
		"personalDetails.dateOfBirth":             born,
		"personalDetails.firstName":               textOrNull(e.FirstName),
		"personalDetails.initials":                initials,
		"personalDetails.lastName":                orDefault(e.LastName, fmt.Sprintf("Medewerker%d", num)),
		"personalDetails.prefix":                  textOrNull(e.Prefix),
	}, e.Members)
	if r == nil {
		return nil
	}
	r.access = e.Access
	r.doc = completeEmployee(r.doc)
	b.values(kindEmployeeValue, r, e.CustomFields)
	for _, m := range e.Employments {
		b.employment(r, m)
	}
	return r
}

// completeEmployee fills in what Loket works out by itself (loket-rest.md §4.3).
func completeEmployee(doc object) object {
	details, _ := doc["personalDetails"].(object)
	doc = set(doc, []string{"personalDetails", "formattedName"}, formattedName(details))
	if born, err := civil.ParseDate(text(details, "dateOfBirth")); err == nil {
		doc = set(doc, []string{"personalDetails", "aowDate"}, born.AddMonths(67*12+3).String())
	}
	return doc
}

// formattedName is "N.J. van den Berg", at most 82 characters.
func formattedName(details object) string {
	var name strings.Builder
	for _, initial := range text(details, "initials") {
		name.WriteString(string(initial) + ".")
	}
	for _, part := range []string{text(details, "prefix"), text(details, "lastName")} {
		if part != "" {
			name.WriteString(" " + part)
		}
	}
	return strings.TrimSpace(name.String())
}

func (b *draft) employment(employee *record, m Employment) *record {
	employer := employee.above(kindEmployer)
	administration := b.administrationOf(employer, m.Administration)
	start, end := b.day(employee, "first day of an employment", m.Start), b.day(employee, "last day of an employment", m.End)
	switch {
	case b.err != nil:
		return nil
	case m.Start == "" && m.Members["startDate"] == nil:
		b.err = fmt.Errorf("%san employment has no first day", who(employee))
		return nil
	}
	r := b.add(kindEmployment, employee, m.ID, m.Start, object{
		"startDate": start, "endDate": end, "historicalStartDate": b.day(employee, "historical first day", m.HistoricalStart),
		"isOnCallEmployment":     m.OnCall,
		"payrollId":              orDefault(m.PayrollID, len(b.data.index[kindEmployment])+1),
		"employmentCategoryType": b.data.option("employmentCategoryType", orDefault(m.Category, 1)),
	}, m.Members)
	if r == nil {
		return nil
	}
	r.access, r.administration = m.Access, administration
	b.chains(r, m)
	b.values(kindEmploymentValue, r, m.CustomFields)
	for _, leave := range m.Leave {
		b.leave(r, leave)
	}
	for _, balance := range m.LeaveBalances {
		b.leaveBalance(r, balance)
	}
	for _, request := range m.LeaveRequests {
		b.leaveRequest(r, request)
	}
	return r
}

func (b *draft) administrationOf(employer *record, name string) *record {
	id, _ := parseUUID(name)
	for _, r := range employer.children[kindAdministration] {
		if name == "" || r.id == id || text(r.doc, "description") == name {
			return r
		}
	}
	if b.err == nil {
		b.err = fmt.Errorf("the employer has no administration %q", name)
	}
	return nil
}

// chains adds where somebody works, for what wage and for how many hours.
func (b *draft) chains(employment *record, m Employment) {
	if m.OrganizationalEntities == nil {
		m.OrganizationalEntities = []OrganizationalEntity{{Start: m.Start, Department: m.Department, Function: m.Function}}
	}
	for _, e := range m.OrganizationalEntities {
		b.entity(employment, e)
	}
	if m.Wages == nil {
		m.Wages = []Wage{{Start: m.Start}}
	}
	for _, w := range m.Wages {
		members := object{"startDate": b.day(employment, "first day of a wage", w.Start)}
		if w.Gross != "" {
			members["grossWage"] = w.Gross
		}
		b.link(b.add(kindWage, employment, w.ID, w.Start, members, w.Members))
	}
	if m.WorkingHours == nil {
		m.WorkingHours = []WorkingHours{{Start: m.Start, HoursPerWeek: "40"}}
	}
	for _, h := range m.WorkingHours {
		members := object{"startDate": b.day(employment, "first day of working hours", h.Start)}
		if h.HoursPerWeek != "" {
			members["averageHoursPerWeek"], members["aggregatedHoursPerWeek"] = h.HoursPerWeek, h.HoursPerWeek
		}
		b.link(b.add(kindHours, employment, h.ID, h.Start, members, h.Members))
	}
}

func (b *draft) entity(employment *record, e OrganizationalEntity) {
	employer := employment.above(kindEmployer)
	department := b.named(kindDepartment, employer, orDefault(e.Department, "Algemeen"))
	function := b.named(kindFunction, employer, orDefault(e.Function, "Medewerker"))
	if department == nil || function == nil {
		return
	}
	b.link(b.add(kindEntity, employment, e.ID, e.Start, object{
		"department":       object{"key": department.id},
		"function":         object{"key": function.id},
		"distributionUnit": object{"key": distributionUnit(employer)["key"]},
		"startDate":        b.day(employment, "first day of an organizational entity", e.Start),
	}, e.Members))
}

// link closes the one before a new last record of a chain.
func (b *draft) link(r *record) {
	if r != nil {
		b.data.closePrevious(r)
	}
}
