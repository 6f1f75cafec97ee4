package lokettest

import (
	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Employments and what an employment has a chain of (loket-rest.md §4.4, §4.6, §4.7, §8).
var routesEmployments = []route{
	{method: "GET", path: "providers/employers/{employer}/employees/employments", activity: "GetEmploymentsByEmployerId", versions: versionsEmployment,
		answer: employmentsOfEmployer},
	{method: "GET", path: "providers/employers/{employer}/employees/employments/minimized", activity: "GetEmploymentsMinimizedByEmployerId",
		versions: versionsEmployment, answer: employmentsMinimized},
	{method: "GET", path: "providers/employers/{employer}/employees/employments/comprehensive", activity: "GetEmploymentsComprehensiveByEmployerId",
		versions: versionsEmployment, answer: ownApplicationOnly},
	{method: "GET", path: "providers/employers/{employer}/employees/employments/lastmodifiedversionnumbers",
		activity: "GetEmploymentLastModifiedVersionNumbersByUser", answer: employmentNumbers},
	{method: "GET", path: "providers/employers/employees/{employee}/employments", activity: "GetEmploymentsByEmployeeId", versions: versionsEmployment,
		answer: list(kindEmployment)},
	{method: "POST", path: "providers/employers/employees/{employee}/employments", activity: "PostEmploymentByEmployeeId", body: bodyEmployment,
		answer: createEmployment},
	{method: "GET", path: "providers/employers/employees/employments/{employment}", activity: "GetEmploymentByEmploymentId", versions: versionsEmployment,
		answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/{employment}", activity: "PutEmploymentByEmploymentId", versions: versionsEmployment,
		body: kindEmployment.schema, answer: put},
	{method: "PATCH", path: "providers/employers/employees/employments/{employment}", activity: "PatchTypeOfEmploymentCategoryTypeFieldsByEmploymentId",
		versions: versionsEmployment, body: bodyCategory, answer: changeCategory},
	{method: "DELETE", path: "providers/employers/employees/employments/{employment}", activity: "DeleteEmploymentByEmploymentId", answer: removeEmployment},
	{method: "PATCH", path: "providers/employers/employees/employments/{employment}/terminate", activity: "PatchTerminateByEmploymentId",
		versions: versionsTerminate, body: bodyTerminate, answer: terminate},
	{method: "PATCH", path: "providers/employers/employees/employments/{employment}/reinstate", activity: "PatchReinstateByEmploymentId", answer: reinstate},
	{method: "PATCH", path: "providers/employers/employees/employments/{employment}/correctstartdate", activity: "PatchCorrectStartDateByEmploymentId",
		answer: correctStart},

	{method: "GET", path: "providers/employers/{employer}/actualorganizationalentities", activity: "GetActualOrganizationalEntitiesByEmployerId",
		answer: actual(kindEntity, "organizationalEntity")},
	{method: "GET", path: "providers/employers/{employer}/actualwages", activity: "GetActualWagesByEmployerId", answer: actual(kindWage, "wage")},
	{method: "GET", path: "providers/employers/{employer}/actualworkinghours", activity: "GetActualWorkingHoursByEmployerId",
		answer: actual(kindHours, "workingHours")},

	{method: "GET", path: "providers/employers/employees/employments/{employment}/organizationalentities",
		activity: "GetOrganizationalEntitiesByEmploymentId", answer: list(kindEntity)},
	{method: "POST", path: "providers/employers/employees/employments/{employment}/organizationalentities",
		activity: "PostOrganizationalEntityByEmploymentId", body: kindEntity.schema, answer: create(kindEntity)},
	{method: "GET", path: "providers/employers/employees/employments/organizationalentities/{entity}",
		activity: "GetOrganizationalEntityByOrganizationalEntityId", answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/organizationalentities/{entity}",
		activity: "PutOrganizationalEntityByOrganizationalEntityId", body: kindEntity.schema, answer: put},
	{method: "DELETE", path: "providers/employers/employees/employments/organizationalentities/{entity}",
		activity: "DeleteOrganizationalEntityByOrganizationalEntityId", answer: remove},

	{method: "GET", path: "providers/employers/employees/employments/{employment}/wages", activity: "GetWagesByEmploymentId", answer: list(kindWage)},
	{method: "POST", path: "providers/employers/employees/employments/{employment}/wages", activity: "PostWageByEmploymentId", body: kindWage.schema,
		answer: create(kindWage)},
	{method: "GET", path: "providers/employers/employees/employments/wages/{wage}", activity: "GetWageByWageId", answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/wages/{wage}", activity: "PutWageByWageId", body: kindWage.schema, answer: put},
	{method: "DELETE", path: "providers/employers/employees/employments/wages/{wage}", activity: "DeleteWageByWageId", answer: remove},

	{method: "GET", path: "providers/employers/employees/employments/{employment}/workinghours", activity: "GetWorkingHoursByEmploymentId",
		answer: list(kindHours)},
	{method: "POST", path: "providers/employers/employees/employments/{employment}/workinghours", activity: "PostWorkingHoursByEmploymentId",
		body: kindHours.schema, answer: create(kindHours)},
	{method: "GET", path: "providers/employers/employees/employments/workinghours/{hours}", activity: "GetWorkingHoursByWorkingHoursId", answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/workinghours/{hours}", activity: "PutWorkingHoursByWorkingHoursId",
		body: kindHours.schema, answer: put},
	{method: "DELETE", path: "providers/employers/employees/employments/workinghours/{hours}", activity: "DeleteWorkingHoursByWorkingHoursId",
		answer: remove},
}

// filtered gives the employments of the employer that pass the user's filter settings (loket-rest.md §4.12).
func (c *call) filtered() []*record {
	var passing []*record
	for _, r := range c.target.all(kindEmployment) {
		if c.d.passes(r) {
			passing = append(passing, r)
		}
	}
	return passing
}

func employmentsOfEmployer(c *call) fake.Answer {
	return c.list(c.view(kindEmployment), entriesOf(c.filtered()))
}

var schemaEmploymentMinimized = mustSchema("employment_minimized")

func employmentsMinimized(c *call) fake.Answer {
	v := view{schemaEmploymentMinimized, func(e entry) object { return schemaEmploymentMinimized.cut(c.d.show(e.record)) }}
	return c.list(v, entriesOf(c.filtered()))
}

// ownApplicationOnly refuses what is not for partners (loket-rest.md §3.5).
func ownApplicationOnly(*call) fake.Answer { return forbidden() }

func employmentNumbers(c *call) fake.Answer {
	if c.s.env.Quirks.FilteredNumbers {
		return c.list(changeNumber, entriesOf(c.filtered()))
	}
	return c.list(changeNumber, entriesOf(c.target.all(kindEmployment)))
}

// actual lists what is in force on a day for every employment of an employer (loket-rest.md §3.5). Filter settings are not said to matter.
func actual(k *kind, name string) handler {
	schema := newSchema(&member{name: "employmentId", is: typeUUID}, &member{name: name, is: typeObject, members: k.schema})
	return func(c *call) fake.Answer {
		var entries []entry
		for _, employment := range c.target.all(kindEmployment) {
			for _, r := range employment.children[k] {
				if inForce(employment.doc, c.referenceDate()) && inForce(r.doc, c.referenceDate()) {
					entries = append(entries, entry{owner: employment, record: r})
				}
			}
		}
		return c.list(view{schema, func(e entry) object { return object{"employmentId": e.owner.id, name: c.d.show(e.record)} }}, entries)
	}
}
