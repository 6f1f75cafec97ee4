package lokettest

import (
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Users and what they have set (loket-rest.md §4.12).
var routesUsers = []route{
	{method: "GET", path: "user", activity: "GetUserByToken", answer: currentUser},
	{method: "GET", path: "user/{user}", activity: "GetUserByUserId", answer: nameOfUser},
	{method: "GET", path: "user/filtersettings/{employer}", activity: "GetUserFilterSettingsByEmployerId", answer: filterSettings},
	{method: "PUT", path: "user/filtersettings/{employer}", activity: "PutUserFilterSettingsByEmployerId", answer: changeFilterSettings},

	{method: "GET", path: "providers/employers/{employer}/users", activity: "GetEmployerUsersByEmployerId", answer: list(kindEmployerUser)},
	{method: "POST", path: "providers/employers/{employer}/users", activity: "PostEmployerUserByEmployerId", body: kindEmployerUser.schema,
		answer: create(kindEmployerUser)},
	{method: "POST", path: "providers/employers/{employer}/users/invite", activity: "PostInviteEmployerUserByEmployerId", body: bodyInvitation,
		answer: inviteUser},
	{method: "POST", path: "providers/employers/{employer}/users/link", activity: "PostLinkExistingEmployerUserByEmployerId", answer: linkUser},
	{method: "GET", path: "providers/employers/{employer}/users/departments", activity: "GetEmployerUsersLinkedDepartmentsByEmployerId",
		answer: departmentsOfUsers},
	{method: "GET", path: "providers/employers/users/{user}", activity: "GetEmployerUserByUserId", answer: detail},
	{method: "PUT", path: "providers/employers/users/{user}", activity: "PutEmployerUserByUserId", body: kindEmployerUser.schema, answer: changeUser},
	{method: "DELETE", path: "providers/employers/users/{user}", activity: "DeleteEmployerUserByUserId", answer: removeUser},
}

var (
	schemaCurrentUser     = mustSchema("current_user")
	schemaUserName        = mustSchema("user_name")
	schemaUserDepartments = mustSchema("user_departments")
	schemaSettings        = mustSchema("filter_settings")
)

// currentUser has no id in it.
func currentUser(c *call) fake.Answer {
	user := c.d.user.doc
	doc := schemaCurrentUser.cut(user)
	doc["user"] = object{"userSpecifiedRole": user["userSpecifiedRole"], "userCustomSpecifiedRole": user["userCustomSpecifiedRole"]}
	return c.content(http.StatusOK, c.output(schemaCurrentUser, doc))
}

func nameOfUser(c *call) fake.Answer {
	details := c.target.doc["personalDetails"].(object)
	name := overlay(details, object{"formattedName": formattedName(details)})
	return c.content(http.StatusOK, c.output(schemaUserName, schemaUserName.cut(object{"personalDetails": name})))
}

func departmentsOfUsers(c *call) fake.Answer {
	v := view{schemaUserDepartments, func(e entry) object {
		departments := []any{}
		for _, id := range e.record.visible {
			if r := c.d.index[kindDepartment][id]; r != nil {
				departments = append(departments, object{
					"id": r.id, "code": r.doc["code"], "description": r.doc["description"], "hasAccessToSubDepartments": false,
				})
			}
		}
		return object{"userId": e.record.id, "personalDetails": e.record.doc["personalDetails"], "departments": departments}
	}}
	return c.list(v, entriesOf(c.target.all(kindEmployerUser)))
}

// bodyInvitation is the vendor's schema S243.
var bodyInvitation = mustSchema("user_invitation")

// inviteUser makes the user at once: nobody has to accept the invitation here.
func inviteUser(c *call) fake.Answer {
	w := &merge{call: c}
	body := w.object(bodyInvitation, bodyInvitation.blank(), c.object(), "")
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	delete(body, "destinationForSecret")
	details := kindEmployerUser.schema.index["personaldetails"].members.blank()
	body["personalDetails"] = overlay(details, body["personalDetails"].(object))
	b := &draft{data: c.d}
	r := b.add(kindEmployerUser, c.target, "", c.d.nextName(), body, nil)
	if r == nil {
		return c.refuse(broken(codeForm, b.err.Error()))
	}
	return c.show(http.StatusCreated, r)
}

// linkUser gives a user the departments named. It answers without a body (loket-endpoints.tsv).
func linkUser(c *call) fake.Answer {
	id, _ := parseUUID(text(c.object(), "userId"))
	user := c.d.index[kindEmployerUser][id]
	if user == nil {
		return c.refuse(broken(codeOption, "userId is not a known user", "userId"))
	}
	departments, _ := c.object()["departments"].([]any)
	for _, department := range departments {
		key, _ := department.(string)
		if id, ok := parseUUID(key); ok {
			user.visible = append(user.visible, id)
		}
	}
	return empty(http.StatusAccepted)
}

// changeUser is accepted and done later, so that the answer has nothing to show (loket-rest.md §5.1).
func changeUser(c *call) fake.Answer {
	if a := put(c); a.Status != http.StatusOK {
		return a
	}
	return c.done(http.StatusAccepted)
}

func removeUser(c *call) fake.Answer {
	if c.target == c.d.user {
		return c.refuse(broken(codeState, "The current user cannot be removed"))
	}
	return remove(c)
}

func filterSettings(c *call) fake.Answer {
	return c.content(http.StatusOK, c.output(schemaSettings, c.target.settings))
}

// changeFilterSettings replaces the settings of the user for the employer. They are no part of anybody's employment, so that no number changes.
func changeFilterSettings(c *call) fake.Answer {
	w := &merge{call: c}
	settings := w.object(schemaSettings, schemaSettings.blank(), c.object(), "")
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	c.target.settings = settings
	return filterSettings(c)
}
