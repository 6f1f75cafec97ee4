package lokettest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func requireRule(t *testing.T, a answer, code int, properties ...any) {
	t.Helper()
	require.Equal(t, http.StatusBadRequest, a.StatusCode, a.text)
	body := a.json(t)
	require.Equal(t, map[string]any{}, body["content"])
	first := body["messages"].([]any)[0].(map[string]any)
	require.Equal(t, "BrokenBusinessRule", first["type"])
	require.JSONEq(t, text(t, code), text(t, first["code"]), a.text)
	if properties != nil {
		require.Equal(t, properties, first["properties"], a.text)
	}
}

// changed gives a document with one member changed, as a client writes it back.
func changed(t *testing.T, doc map[string]any, dotted string, value any) string {
	t.Helper()
	object, name := doc, dotted
	for {
		first, rest, nested := strings.Cut(name, ".")
		if !nested {
			break
		}
		object, name = object[first].(map[string]any), rest
	}
	object[name] = value
	return text(t, doc)
}

// loket-rest.md §10 shapes 11 and 12.
func TestAnEmployeeIsReadAndReplaced(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := get(t, s, employee)
	require.Regexp(t, `^"[A-Za-z0-9+/]{11}="$`, a.Header.Get("ETag"))
	require.JSONEq(t, `{"obsoleteDate":null,"resourceVersion":"2021-03-29"}`, text(t, a.json(t)["version"]))
	require.Len(t, a.json(t), 3, "version, messages and content, no paging")
	doc := a.content(t)
	require.Equal(t, get(t, s, employees).rows(t)[0], doc)

	body := changed(t, doc, "personalDetails.civilStatus", map[string]any{"key": 2})
	replaced := call(t, s, http.MethodPut, employee, body, "If-Match", a.Header.Get("ETag"))
	require.Equal(t, "Gehuwd", member(replaced.content(t), "personalDetails.civilStatus.value"), "the text follows from the key, §3.6")
	require.NotEqual(t, a.Header.Get("ETag"), replaced.Header.Get("ETag"))
	require.Equal(t, replaced.content(t), get(t, s, employee).content(t))

	stale := call(t, s, http.MethodPut, employee, body, "If-Match", a.Header.Get("ETag"))
	require.Equal(t, http.StatusConflict, stale.StatusCode)
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2021-03-29"},"messages":[{"code":1,"id":null,"type":"BrokenBusinessRule",
		"description":"The record was changed in the meantime","properties":[]}],"content":{}}`, stale.text)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, employee, body).StatusCode, "without If-Match")
}

// loket-rest.md §10.1 no. 6.
func TestAStrictServerWantsIfMatch(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Quirks.RequireIfMatch = true
	s := start(t, env)
	a := get(t, s, employee)
	requireRule(t, call(t, s, http.MethodPut, employee, text(t, a.content(t))), 82)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, employee, text(t, a.content(t)), "If-Match", a.Header.Get("ETag")).StatusCode)
	value := get(t, s, employee+"/customfields").rows(t)[0]["id"].(string)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, employers+"/employees/customfields/"+value, `{"value":"nee"}`).StatusCode,
		"custom fields have no ETag, §4.8")
}

// loket-rest.md §5.1: a full replace, in which read-only and unknown members are ignored and texts are not trimmed.
func TestPutReplacesEverything(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	doc := get(t, s, employee).content(t)
	doc["employeeNumber"] = json.Number("18")
	doc["unknownMember"] = "ignored"
	details := doc["personalDetails"].(map[string]any)
	details["aowDate"], details["formattedName"] = "1999-01-01", "Somebody Else"
	details["firstName"] = " Noor "
	delete(details, "prefix")
	delete(doc, "exclusionFromAbsenceStatus")
	got := call(t, s, http.MethodPut, employee, text(t, doc)).content(t)
	require.Equal(t, json.Number("18"), got["employeeNumber"])
	require.NotContains(t, got, "unknownMember")
	require.Equal(t, "2058-07-23", member(got, "personalDetails.aowDate"))
	require.Equal(t, "N.J. Berg", member(got, "personalDetails.formattedName"))
	require.Equal(t, " Noor ", member(got, "personalDetails.firstName"))
	require.Equal(t, false, got["exclusionFromAbsenceStatus"])
}

// An old version does not wipe what it does not know.
func TestPutInAnOldVersionKeepsNewMembers(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	name, value := accept("2018-12-31")
	doc := get(t, s, employee, name, value).content(t)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, employee, text(t, doc), name, value).StatusCode)
	require.Equal(t, "n.vandenberg@example.test", member(get(t, s, employee).content(t), "contactInformation.businessEmailAddress"))
}

// loket-rest.md §10 shape 33: broken rules name the members.
func TestWritesAreChecked(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	for name, broken := range map[string]struct {
		member string
		value  any
		code   int
	}{
		"a text that is too long":         {"personalDetails.initials", "ABCDEFG", 83},
		"a required text that is null":    {"personalDetails.lastName", nil, 82},
		"a number as text":                {"employeeNumber", "17", 84},
		"a number below its range":        {"employeeNumber", 0, 85},
		"a number with an exponent":       {"employeeNumber", json.Number("1e99"), 84},
		"a day that does not exist":       {"personalDetails.dateOfBirth", "1991-02-30", 84},
		"a moment where a day is meant":   {"personalDetails.dateOfBirth", "1991-02-03T00:00:00", 84},
		"a code that is not an option":    {"personalDetails.gender", map[string]any{"key": 99}, 86},
		"a code that is no object":        {"personalDetails.gender", 1, 84},
		"an object that is a text":        {"address", "Kade 8", 84},
		"a country that is not an option": {"address.country", map[string]any{"key": 99}, 86},
	} {
		t.Run(name, func(t *testing.T) {
			doc := get(t, s, employee).content(t)
			requireRule(t, call(t, s, http.MethodPut, employee, changed(t, doc, broken.member, broken.value)), broken.code, any(broken.member))
		})
	}
	require.Equal(t, get(t, s, employee).content(t)["employeeNumber"], json.Number("17"))
}

// loket-rest.md §6.2: API-level errors may be plain text.
func TestABodyThatIsNotJSON(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	for _, body := range []string{`{`, `{"a":1} {`, `<xml/>`} {
		a := call(t, s, http.MethodPut, employee, body)
		require.Equal(t, http.StatusBadRequest, a.StatusCode, body)
		require.Equal(t, "text/plain; charset=utf-8", a.Header.Get("Content-Type"))
	}
	for _, body := range []string{``, `null`, `[]`, `7`} {
		require.Equal(t, http.StatusBadRequest, call(t, s, http.MethodPut, employee, body).StatusCode, body)
	}
}

// loket-rest.md §10.1 no. 9.
func TestAStrictServerRefusesAVersionInContentType(t *testing.T) {
	t.Parallel()
	env := bakery()
	s := start(t, env)
	const body = `{"description":"budget"}`
	header := []string{"Content-Type", "application/json;version=2018-01-01"}
	require.Equal(t, http.StatusCreated, call(t, s, http.MethodPost, ofEmployer+"/customfields", body, header...).StatusCode)
	env.Quirks.PlainContentType = true
	s = start(t, env)
	require.Equal(t, http.StatusUnsupportedMediaType, call(t, s, http.MethodPost, ofEmployer+"/customfields", body, header...).StatusCode)
	require.Equal(t, http.StatusCreated, call(t, s, http.MethodPost, ofEmployer+"/customfields", body).StatusCode)
}

func TestDepartmentsFunctionsAndEmployersAreWritten(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := call(t, s, http.MethodPost, ofEmployer+"/departments", `{"code":50,"description":"Magazijn","subDepartmentOf":{"key":"`+strings.ToUpper(d1)+`"}}`)
	require.Equal(t, http.StatusCreated, a.StatusCode)
	require.NotEmpty(t, a.Header.Get("ETag"))
	created := a.content(t)
	require.JSONEq(t, `{"key":"`+d1+`","code":40,"description":"Winkel"}`, text(t, created["subDepartmentOf"]))
	path := employers + "/departments/" + created["id"].(string)
	require.Equal(t, "Opslag", call(t, s, http.MethodPut, path, changed(t, created, "description", "Opslag")).content(t)["description"])
	require.Equal(t, http.StatusMethodNotAllowed, call(t, s, http.MethodDelete, path, "").StatusCode, "§4.5: no DELETE")

	function := call(t, s, http.MethodPost, ofEmployer+"/functions", `{"description":"Bakker","group":"A","key":"ignored"}`).content(t)
	path = employers + "/functions/" + function["key"].(string)
	require.Nil(t, call(t, s, http.MethodPut, path, `{"description":"Meesterbakker"}`).content(t)["group"])

	employer := get(t, s, ofEmployer)
	require.Equal(t, "Bakkerij Noord BV", call(t, s, http.MethodPut, ofEmployer, changed(t, employer.content(t), "companyName", "Bakkerij Noord BV"),
		"If-Match", employer.Header.Get("ETag")).content(t)["companyName"])
}

// loket-rest.md §4.2: a new employer is not visible until it is put in a team.
func TestANewEmployerIsNotVisibleAtFirst(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	body := changed(t, get(t, s, ofEmployer).content(t), "companyName", "Nieuw BV")
	created := call(t, s, http.MethodPost, "/providers/0b9d4e6a-3c21-4f58-b7a0-2e8c6d1f9a00/employers", body)
	require.Equal(t, http.StatusCreated, created.StatusCode, created.text)
	id := created.content(t)["id"].(string)
	require.Equal(t, json.Number("10322"), created.content(t)["employerNumber"])
	require.Equal(t, http.StatusNotFound, get(t, s, employers+"/"+id).StatusCode)
	require.Len(t, get(t, s, employers).rows(t), 1)
	require.NoError(t, s.SetAccess(id, lokettest.Allowed))
	require.Len(t, get(t, s, employers).rows(t), 2)
	require.Equal(t, http.StatusOK, get(t, s, "/user/filtersettings/"+id).StatusCode)
}

// loket-rest.md §5.1: a linked chain has no gaps and no overlap, and grows at its end.
func TestChains(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	hours := employment + "/workinghours"
	doc := get(t, s, hours).rows(t)[0]
	doc["startDate"], doc["averageHoursPerWeek"] = "2026-01-01", 32
	second := call(t, s, http.MethodPost, hours, text(t, doc))
	require.Equal(t, http.StatusCreated, second.StatusCode, second.text)
	require.Equal(t, []any{"2025-12-31", nil}, column(get(t, s, hours).rows(t), "endDate"))
	requireRule(t, call(t, s, http.MethodPost, hours, text(t, doc)), 265, "startDate")

	one := func(i int) string {
		return employers + "/employees/employments/workinghours/" + get(t, s, hours).rows(t)[i]["id"].(string)
	}
	doc["startDate"] = "2026-02-01"
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, one(1), text(t, doc)).StatusCode)
	require.Equal(t, []any{"2026-01-31", nil}, column(get(t, s, hours).rows(t), "endDate"))
	doc["startDate"] = "2021-02-01"
	requireRule(t, call(t, s, http.MethodPut, one(1), text(t, doc)), 265)

	requireRule(t, call(t, s, http.MethodDelete, one(0), ""), 265)
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],"content":{}}`,
		call(t, s, http.MethodDelete, one(1), "").text)
	require.Equal(t, []any{nil}, column(get(t, s, hours).rows(t), "endDate"), "the one before is open again")
}

func TestAnOrganizationalEntityNamesDepartmentsOfItsEmployer(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	entities := employment + "/organizationalentities"
	unit := text(t, get(t, s, entities).rows(t)[0]["distributionUnit"])
	body := func(department string) string {
		return `{"startDate":"2026-01-01","department":{"key":"` + department + `"},"function":{"key":"` + f1 + `"},"distributionUnit":` + unit + `}`
	}
	requireRule(t, call(t, s, http.MethodPost, entities, body(lokettest.UUID("elsewhere"))), 86, "department")
	created := call(t, s, http.MethodPost, entities, body("7c4e9b02-d15f-4a68-b0e3-5f8d2c6a1911")).content(t)
	require.Equal(t, "Directie", member(created, "department.description"))
	require.Equal(t, []any{"2025-12-31", nil}, column(get(t, s, entities).rows(t), "endDate"))
}
