package lokettest

import (
	"fmt"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// firstEmployerNumber is the vendor's example.
const firstEmployerNumber = 10321

func (b *draft) employer(e Employer) *record {
	count := len(b.data.root.childrenOf(kindEmployer))
	name := orDefault(e.Name, fmt.Sprintf("Werkgever %d", count+1))
	r := b.add(kindEmployer, b.data.root, e.ID, name, object{
		"companyName": name, "employerNumber": orDefault(e.Number, firstEmployerNumber+count),
		"contact":            object{"name": nil, "function": nil, "phoneNumber": nil},
		"contactInformation": object{"phoneNumber": "0301234567", "faxNumber": nil, "emailAddress": "info@example.test", "website": nil},
	}, e.Members)
	if b.err != nil {
		return nil
	}
	r.access, r.authorizations = e.Access, e.Authorizations
	for _, dep := range e.Departments {
		b.department(r, dep)
	}
	for _, f := range e.Functions {
		b.add(kindFunction, r, f.ID, f.Description, object{"description": f.Description, "group": textOrNull(f.Group)}, f.Members)
	}
	for _, f := range e.CustomFields {
		b.add(kindCustomField, r, f.ID, f.Description, object{"description": f.Description}, nil)
	}
	for _, t := range e.LeaveTypes {
		b.leaveType(r, t)
	}
	if e.Administrations == nil {
		e.Administrations = []Administration{{}}
	}
	for _, a := range e.Administrations {
		b.administration(r, a)
	}
	for _, u := range e.Users {
		b.user(kindEmployerUser, r, u)
	}
	for _, person := range e.Employees {
		b.employee(r, person)
	}
	settings := FilterSettings{}
	if e.FilterSettings != nil {
		settings = *e.FilterSettings
	}
	r.settings = b.settings(r, settings)
	return r
}

// childrenOf may be called on a provider that could not be made.
func (r *record) childrenOf(k *kind) []*record {
	if r == nil {
		return nil
	}
	return r.children[k]
}

func (b *draft) leaveType(employer *record, t LeaveType) *record {
	key := orDefault(t.Key, len(employer.childrenOf(kindLeaveType))+1)
	return b.add(kindLeaveType, employer, t.ID, t.Name, object{"leaveType.key": key, "leaveType.value": t.Name}, t.Members)
}

// leaveTypeNamed gives the short form that balances and requests show.
func (b *draft) leaveTypeNamed(employer *record, name string) object {
	var found *record
	for _, r := range employer.children[kindLeaveType] {
		if text(r.doc, "leaveType.value") == name {
			found = r
		}
	}
	if found == nil {
		found = b.leaveType(employer, LeaveType{Name: name})
	}
	if found == nil {
		return nil
	}
	return mustSchema("leave_type_in_balance").cut(found.doc["leaveType"].(object))
}

func (b *draft) administration(employer *record, a Administration) {
	count := len(employer.children[kindAdministration])
	description := orDefault(a.Description, "Maandverloning")
	r := b.add(kindAdministration, employer, a.ID, description, object{
		"name":         orDefault(a.Name, text(employer.doc, "companyName")),
		"clientNumber": orDefault(a.ClientNumber, 4711+count),
		"description":  description,
		"startDate":    b.day(employer, "first day of an administration", orDefault(a.Start, "2015-01-01")),
		"endDate":      b.day(employer, "last day of an administration", a.End),
	}, a.Members)
	if r == nil {
		return
	}
	r.nonPayroll = a.NonPayroll
	if a.NonPayroll {
		return
	}
	years := a.Years
	if years == nil {
		now, _ := strconv.Atoi(b.data.today()[:4])
		years = []int{now - 1, now}
	}
	for _, year := range years {
		b.periods(r, year)
	}
	for _, run := range a.Runs {
		b.run(r, run)
	}
}

// periods adds the twelve months of a year. Their ids are numbers: 202604 (loket-rest.md §4.11).
func (b *draft) periods(administration *record, year int) {
	for month := 1; month <= 12; month++ {
		first, _ := civil.ParseDate(fmt.Sprintf("%04d-%02d-01", year, month))
		b.add(kindPeriod, administration, "", strconv.Itoa(year*100+month), object{
			"id": year*100 + month, "year": year, "periodNumber": month,
			"startDate": first, "endDate": first.AddMonths(1).AddDays(-1),
			"payrollPeriodType": administration.doc["payrollPeriodType"],
		}, nil)
	}
}

// runStatuses are the keys of loket-rest.md §4.11.
var runStatuses = map[int]string{
	0: "In wachtrij", 1: "Wacht op goedkeuring", 2: "Proforma gereed", 5: "Verwijderd", 6: "Geannuleerd", 7: "Fout", 8: "Geen resultaten", 9: "Goedgekeurd",
}

func (b *draft) run(administration *record, run PayrollRun) *record {
	members := object{
		"payrollPeriod":    object{"year": run.Year, "periodNumber": run.Period},
		"payrollRunStatus": object{"key": run.Status, "value": runStatuses[run.Status]},
		"requestedBy":      b.data.person(),
		"sequenceNumber":   len(administration.childrenOf(kindRun)) + 1,
	}
	if run.Status == 9 {
		members["sequenceNumberApproved"] = members["sequenceNumber"]
		members["processingFinishedTime"] = "2026-04-20T09:13:10+02:00"
		members["approvalTime"] = "2026-04-21T08:00:01+02:00"
	}
	return b.add(kindRun, administration, run.ID, fmt.Sprintf("%d-%d", run.Year, run.Period), members, run.Members)
}

// person gives the user who logs in as other records show somebody.
func (d *data) person() object {
	details := d.user.doc["personalDetails"].(object)
	return object{
		"id": d.user.id, "formattedName": formattedName(details), "initials": details["initials"], "prefix": details["prefix"], "lastName": details["lastName"],
	}
}
