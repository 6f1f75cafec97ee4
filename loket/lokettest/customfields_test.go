package lokettest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// loket-rest.md §10 shape 21.
func TestCustomFieldDefinitions(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	const row = `{"id":"` + c1 + `","description":"alleo_access"}`
	require.JSONEq(t, envelope("2018-01-01", row), get(t, s, ofEmployer+"/customfields").text)
	a := call(t, s, http.MethodPost, ofEmployer+"/customfields", `{"description":"alleo_access"}`)
	require.Equal(t, http.StatusCreated, a.StatusCode)
	id := a.content(t)["id"].(string)
	require.NotEqual(t, c1, id, "two may have the same description")
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],
		"content":{"id":"`+id+`","description":"alleo_access"}}`, a.text)
	require.Equal(t, "budget", call(t, s, http.MethodPut, employers+"/customfields/"+id, `{"description":"budget"}`).content(t)["description"])
	requireRule(t, call(t, s, http.MethodPut, employers+"/customfields/"+id, `{"description":"`+strings.Repeat("x", 51)+`"}`), 83, "description")

	require.JSONEq(t, envelope("2018-01-01", row), get(t, s, employers+"/customfields/"+c1).text, "§3.4: a list with one row")
	require.Equal(t, http.StatusOK, call(t, s, http.MethodDelete, employers+"/customfields/"+c1, "").StatusCode)
	require.Empty(t, get(t, s, employee+"/customfields").rows(t), "its values are gone too")
}

// loket-rest.md §10 shape 22.
func TestCustomFieldsOfAnEmployee(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	list := get(t, s, employee+"/customfields")
	v1 := list.rows(t)[0]["id"].(string)
	one := employers + "/employees/customfields/" + v1
	row := func(value string) string {
		return `{"id":"` + v1 + `","customField":{"id":"` + c1 + `","description":"alleo_access"},"value":"` + value + `"}`
	}
	require.JSONEq(t, envelope("2018-01-01", row("ja")), list.text)
	require.JSONEq(t, envelope("2018-01-01", row("ja")), get(t, s, one).text, "a list with one row")
	require.Empty(t, get(t, s, one).Header.Get("ETag"), "§4.8: no ETag")
	require.JSONEq(t, row("nee"), text(t, call(t, s, http.MethodPut, one, `{"value":"nee"}`).content(t)))
	other := `{"customField":{"id":"` + lokettest.UUID("other") + `"},"value":" nee "}`
	require.JSONEq(t, row(" nee "), text(t, call(t, s, http.MethodPut, one, other).content(t)), "the definition cannot change, spaces stay")
	requireRule(t, call(t, s, http.MethodPut, one, `{"value":null}`), 82, "value")
	requireRule(t, call(t, s, http.MethodPut, one, `{"value":"`+strings.Repeat("é", 256)+`"}`), 83, "value")
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, one, `{"value":"`+strings.Repeat("é", 255)+`"}`).StatusCode)

	a := call(t, s, http.MethodDelete, one, "")
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],"content":{}}`, a.text)
	require.Empty(t, get(t, s, employee+"/customfields").rows(t), "an empty field has no record")
	require.Equal(t, http.StatusNotFound, get(t, s, one).StatusCode)

	a = call(t, s, http.MethodPost, employee+"/customfields", `{"customField":{"id":"`+strings.ToUpper(c1)+`"},"value":"ja"}`)
	require.Equal(t, http.StatusCreated, a.StatusCode)
	require.Equal(t, "alleo_access", member(a.content(t), "customField.description"))
	requireRule(t, call(t, s, http.MethodPost, employee+"/customfields", other), 86, "customField")
}

// loket-rest.md §3.4: the documented list may be a slip.
func TestOneCustomFieldMayComeAsContent(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Quirks.CustomFieldAsContent = true
	require.Equal(t, "alleo_access", get(t, start(t, env), employers+"/customfields/"+c1).content(t)["description"])
}

func TestCustomFieldsOfAnEmployment(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := call(t, s, http.MethodPost, employment+"/customfields", `{"customField":{"id":"`+c1+`"},"value":"nee"}`)
	require.Equal(t, http.StatusCreated, a.StatusCode)
	one := employers + "/employees/employments/customfields/" + a.content(t)["id"].(string)
	require.Equal(t, "misschien", call(t, s, http.MethodPut, one, `{"value":"misschien"}`).content(t)["value"])
	require.Equal(t, []any{"misschien"}, column(get(t, s, one).rows(t), "value"))
	require.Equal(t, []any{"misschien"}, column(get(t, s, employment+"/customfields").rows(t), "value"))
	require.Equal(t, []any{"ja"}, column(get(t, s, employee+"/customfields").rows(t), "value"), "the levels are apart")
	rows := get(t, s, employments+"/customfields").rows(t)
	require.Equal(t, []any{"misschien"}, column(rows, "employmentCustomFields.value"))
	require.Equal(t, m1, rows[0]["employmentId"])
	require.Equal(t, http.StatusOK, call(t, s, http.MethodDelete, one, "").StatusCode)
}

// twice is somebody with two employments, of which one has ended.
func twice() lokettest.Environment {
	env := bakery()
	person := &env.Employers[0].Employees[0]
	person.CustomFields["budget"] = "100"
	person.Employments = append(person.Employments, lokettest.Employment{Start: "2018-09-01", End: "2020-12-31"})
	return env
}

// loket-rest.md §10 shape 23: by employment, one row for each value.
func TestBulkCustomFields(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	v1 := get(t, s, employee+"/customfields").rows(t)[0]["id"].(string)
	require.JSONEq(t, envelope("2018-01-01", `{"employmentId":"`+m1+`","employeeCustomFields":{"id":"`+v1+`",
		"customField":{"id":"`+c1+`","description":"alleo_access"},"value":"ja"}}`), get(t, s, employees+"/customfields?referenceDate=2026-01-01").text)

	s = start(t, twice())
	require.Len(t, get(t, s, employees+"/customfields").rows(t), 4, "two values for each of two employments")
	filtered := get(t, s, where(employees+"/customfields", "EmployeeCustomFields.customField.description eq 'ALLEO_ACCESS'")).rows(t)
	require.Equal(t, []any{"ja", "ja"}, column(filtered, "employeeCustomFields.value"))
	require.Len(t, get(t, s, employees+"/customfields?pageSize=3&pageNumber=2").rows(t), 1, "the list is paged")
}

// loket-rest.md §4.8 and §11: what is not known of the bulk list.
func TestBulkCustomFieldsVary(t *testing.T) {
	t.Parallel()
	list := func(quirks lokettest.Quirks, query string) []map[string]any {
		env := twice()
		env.Employers[0].FilterSettings = &lokettest.FilterSettings{Status: "ActiveEmployments"}
		env.Quirks = quirks
		return get(t, start(t, env), employees+"/customfields"+query).rows(t)
	}
	require.Len(t, list(lokettest.Quirks{}, ""), 4)
	require.Len(t, list(lokettest.Quirks{BulkFiltered: true}, ""), 2)
	require.Len(t, list(lokettest.Quirks{BulkInForce: true}, ""), 2)
	require.NotEqual(t, m1, list(lokettest.Quirks{BulkInForce: true}, "?referenceDate=2019-01-01")[0]["employmentId"])
	require.Empty(t, list(lokettest.Quirks{BulkInForce: true}, "?referenceDate=2021-01-15"))

	arrays := list(lokettest.Quirks{BulkArrays: true}, "")
	require.Len(t, arrays, 2)
	require.Len(t, arrays[0]["employeeCustomFields"], 2)
	byEmployee := list(lokettest.Quirks{BulkEmployeeIDs: true}, "")
	require.Equal(t, []any{p1, p1}, column(byEmployee, "employeeId"))
	require.NotContains(t, byEmployee[0], "employmentId")
}
