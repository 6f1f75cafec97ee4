package lokettest

import (
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Providers, employers, and what belongs to an employer (loket-rest.md §4.1, §4.2, §4.5, §8).
var routesEmployers = []route{
	{method: "GET", path: "providers", activity: "GetProvidersByUser", answer: providers},
	{method: "GET", path: "providers/employers", activity: "GetEmployersByUserId", answer: list(kindEmployer)},
	{method: "GET", path: "providers/employers/minimized", activity: "GetEmployersMinimizedByUser", versions: versionsMinimized, answer: employersMinimized},
	{method: "GET", path: "providers/{provider}/employers/minimized", activity: "GetEmployersMinimizedByProviderId", versions: versionsMinimized,
		answer: employersMinimized},
	{method: "POST", path: "providers/{provider}/employers", activity: "PostEmployerByProviderId", body: kindEmployer.schema, answer: createEmployer},
	{method: "GET", path: "providers/employers/lastmodifiedversionnumbers", activity: "GetEmployerLastModifiedVersionNumbersByUser", answer: employerNumbers},
	{method: "GET", path: "providers/employers/{employer}", activity: "GetEmployerByEmployerId", answer: detail},
	{method: "PUT", path: "providers/employers/{employer}", activity: "PutEmployerByEmployerId", body: kindEmployer.schema, answer: put},
	{method: "GET", path: "providers/employers/{employer}/authorizations", activity: "GetAuthorizationsByEmployerId", versions: versionsAuthorizations,
		answer: authorizations},

	{method: "GET", path: "providers/employers/{employer}/departments", activity: "GetDepartmentsByEmployerId", answer: list(kindDepartment)},
	{method: "POST", path: "providers/employers/{employer}/departments", activity: "PostDepartmentByEmployerId", body: kindDepartment.schema,
		answer: create(kindDepartment)},
	{method: "GET", path: "providers/employers/{employer}/useraccessibledepartments", activity: "GetUserAccessibleDepartmentsByEmployerId",
		answer: list(kindDepartment)},
	{method: "GET", path: "providers/employers/departments/{department}", activity: "GetDepartmentByDepartmentId", answer: detail},
	{method: "PUT", path: "providers/employers/departments/{department}", activity: "PutDepartmentByDepartmentId", body: kindDepartment.schema, answer: put},

	{method: "GET", path: "providers/employers/{employer}/functions", activity: "GetFunctionsByEmployerId", answer: list(kindFunction)},
	{method: "POST", path: "providers/employers/{employer}/functions", activity: "PostFunctionByEmployerId", body: kindFunction.schema,
		answer: create(kindFunction)},
	{method: "GET", path: "providers/employers/functions/{function}", activity: "GetFunctionByFunctionId", answer: detail},
	{method: "PUT", path: "providers/employers/functions/{function}", activity: "PutFunctionByFunctionId", body: kindFunction.schema, answer: put},
}

func providers(c *call) fake.Answer {
	return c.list(c.view(kindProvider), []entry{{record: c.d.root}})
}

var schemaMinimized = mustSchema("employer_minimized")

func employersMinimized(c *call) fake.Answer {
	v := view{schemaMinimized, func(e entry) object { return schemaMinimized.cut(e.record.doc) }}
	return c.list(v, entriesOf(c.target.all(kindEmployer)))
}

// createEmployer makes an employer that nobody sees yet: it has to be put in a team first (loket-rest.md §4.2). [Server.SetAccess] does that.
func createEmployer(c *call) fake.Answer {
	a := create(kindEmployer)(c)
	if a.Status == http.StatusCreated {
		created := c.d.root.children[kindEmployer]
		last := created[len(created)-1]
		last.access = Hidden
		last.settings = schemaSettings.blank()
	}
	return a
}

var schemaNumber = mustSchema("change_number")

// changeNumber is one row of the change feed (loket-rest.md §10 shape 24).
var changeNumber = view{schemaNumber, func(e entry) object {
	return object{"id": e.record.id, "lastModifiedVersionNumber": number(e.record.number)}
}}

func employerNumbers(c *call) fake.Answer {
	return c.list(changeNumber, entriesOf(c.target.all(kindEmployer)))
}

var (
	schemaAuthorization     = mustSchema("authorization")
	schemaAuthorization2018 = mustSchema("authorization_2018")
)

// authorizations lists the activities of the user for an employer, which say nothing about the client (loket-rest.md §2).
func authorizations(c *call) fake.Answer {
	activities := c.target.authorizations
	if activities == nil {
		activities = c.s.activities
	}
	v := view{schemaAuthorization, func(e entry) object {
		return object{"id": UUID("activity/" + activities[e.place]), "description": activities[e.place]}
	}}
	if c.version == oldestVersion {
		v = view{schemaAuthorization2018, func(e entry) object { return object{"name": activities[e.place]} }}
	}
	return c.listAll(v, places(len(activities)))
}

// places are entries for a list of something else than records.
func places(n int) []entry {
	entries := make([]entry, n)
	for i := range entries {
		entries[i].place = i
	}
	return entries
}
