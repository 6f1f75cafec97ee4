package lokettest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// loket-rest.md §4.12: the current user has no id.
func TestTheCurrentUser(t *testing.T) {
	t.Parallel()
	s := start(t, paid())
	require.JSONEq(t, `{"photo":null,"personalDetails":{"firstName":"Sanne","initials":"S","lastName":"Smit","prefix":null},
		"contactInformation":{"emailAddress":"gebruiker@example.test","phoneNumber":null,"placeOfEmployment":null},
		"user":{"userSpecifiedRole":null,"userCustomSpecifiedRole":null}}`, text(t, get(t, s, "/user").content(t)))
	require.JSONEq(t, `{"personalDetails":{"firstName":"Sanne","initials":"S","lastName":"Smit","prefix":null,"formattedName":"S. Smit"}}`,
		text(t, get(t, s, "/user/6e1c0d83-b92f-4a57-8e34-1d5f7c9a2b15").content(t)))
	require.Equal(t, http.StatusMethodNotAllowed, call(t, s, http.MethodDelete, "/user", "").StatusCode)
}

func TestUsersOfAnEmployer(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Users = []lokettest.User{{
		ID: lokettest.UUID("manager"), FirstName: "Mo", LastName: "Post", Email: "mo@example.test", DepartmentManager: true, Departments: []string{"Winkel"},
	}}
	s := start(t, env)
	one := employers + "/users/" + lokettest.UUID("manager")
	rows := get(t, s, ofEmployer+"/users").rows(t)
	require.Len(t, rows[0], 17, "every member of §4.12")
	require.Equal(t, true, rows[0]["isDepartmentManager"])
	a := get(t, s, one)
	require.Equal(t, rows[0], a.content(t))
	require.JSONEq(t, `{"userId":"`+lokettest.UUID("manager")+`","personalDetails":{"firstName":"Mo","initials":"M","lastName":"Post","prefix":null},
		"departments":[{"id":"`+d1+`","code":40,"description":"Winkel","hasAccessToSubDepartments":false}]}`,
		text(t, get(t, s, ofEmployer+"/users/departments").rows(t)[0]))

	body := changed(t, a.content(t), "userCustomSpecifiedRole", "Chef")
	accepted := call(t, s, http.MethodPut, one, body, "If-Match", a.Header.Get("ETag"))
	require.Equal(t, http.StatusAccepted, accepted.StatusCode, "§5.1: done later")
	require.Equal(t, "Chef", get(t, s, one).content(t)["userCustomSpecifiedRole"])
	require.Equal(t, http.StatusConflict, call(t, s, http.MethodPut, one, body, "If-Match", a.Header.Get("ETag")).StatusCode)
	require.Equal(t, http.StatusCreated, call(t, s, http.MethodPost, ofEmployer+"/users", body).StatusCode)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodDelete, one, "").StatusCode)
	require.Equal(t, http.StatusNotFound, get(t, s, one).StatusCode)
}

func TestUsersAreInvitedAndLinked(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	created := call(t, s, http.MethodPost, ofEmployer+"/users/invite", `{"contactInformation":{"emailAddress":"bo@example.test"},
		"personalDetails":{"initials":"B","lastName":"Baas"},"destinationForSecret":"0612345678"}`)
	require.Equal(t, http.StatusCreated, created.StatusCode, created.text)
	user := created.content(t)
	require.Len(t, user, 17)
	require.Contains(t, user["personalDetails"], "firstName")
	requireRule(t, call(t, s, http.MethodPost, ofEmployer+"/users/invite", `{}`), 82)

	linked := call(t, s, http.MethodPost, ofEmployer+"/users/link", `{"userId":"`+user["id"].(string)+`","departments":["`+d1+`"]}`)
	require.Equal(t, http.StatusAccepted, linked.StatusCode)
	require.Empty(t, linked.text)
	require.Len(t, get(t, s, ofEmployer+"/users/departments").rows(t)[0]["departments"], 1)
	requireRule(t, call(t, s, http.MethodPost, ofEmployer+"/users/link", `{}`), 86)
}

// A user who sees no employer.
func TestAUserMaySeeNoEmployer(t *testing.T) {
	t.Parallel()
	s := start(t, lokettest.Environment{})
	require.Empty(t, get(t, s, employers).rows(t))
	require.Empty(t, get(t, s, numbersOfEmployers).rows(t))
	require.Len(t, get(t, s, "/providers").rows(t), 1)
}
