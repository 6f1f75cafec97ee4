package lokettest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

const leaving = `{"endDate":"2026-03-31","endOfEmploymentDueToIllness":false,"endOfEmploymentReason":{"key":8},
	"endOfEmploymentReasonTaxAuthorities":{"key":1},"createMdvEntry":false}`

// loket-rest.md §10 shape 15.
func TestAnEmploymentIsTerminatedAndReinstated(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	ends := func() []any {
		return []any{
			get(t, s, employment).content(t)["endDate"],
			get(t, s, employments+"/minimized").rows(t)[0]["endDate"],
			get(t, s, employment+"/wages").rows(t)[0]["endDate"],
			get(t, s, employment+"/workinghours").rows(t)[0]["endDate"],
		}
	}
	name, value := accept("2019-12-16")
	a := call(t, s, http.MethodPatch, employment+"/terminate", leaving, name, value)
	require.Equal(t, "2026-03-31", a.content(t)["endDate"])
	require.Equal(t, []any{"2026-03-31", "2026-03-31", "2026-03-31", "2026-03-31"}, ends())
	doc := get(t, s, employment).content(t)
	require.Equal(t, "Overig", member(doc, "endOfEmploymentReason.value"))
	require.JSONEq(t, `1`, text(t, member(doc, "endOfEmploymentReasonTaxAuthorities.key")))

	revised := call(t, s, http.MethodPatch, employment+"/terminate", `{"endDate":"2026-04-30","endOfEmploymentReason":{"key":8},
		"endOfEmploymentReasonTaxAuthorities":{"key":1}}`)
	require.Equal(t, http.StatusOK, revised.StatusCode, revised.text)
	require.Equal(t, []any{"2026-04-30", "2026-04-30", "2026-04-30", "2026-04-30"}, ends())

	require.Equal(t, http.StatusOK, call(t, s, http.MethodPatch, employment+"/reinstate", "").StatusCode)
	require.Equal(t, []any{nil, nil, nil, nil}, ends())
	require.Nil(t, get(t, s, employment).content(t)["endOfEmploymentReason"])
	requireRule(t, call(t, s, http.MethodPatch, employment+"/reinstate", ""), 267)
}

// loket-rest.md §1: the older body lacks the reason for the tax authorities; §6.1: code 266.
func TestTerminateChecksItsBody(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	const old = `{"endDate":"2026-03-31","endOfEmploymentReason":{"key":8}}`
	name, value := accept("2018-01-01")
	requireRule(t, call(t, s, http.MethodPatch, employment+"/terminate", old), 82, "endOfEmploymentReasonTaxAuthorities")
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPatch, employment+"/terminate", old, name, value).StatusCode)
	requireRule(t, call(t, s, http.MethodPatch, employment+"/terminate", `{"endDate":"2021-01-31","endOfEmploymentReason":{"key":8},
		"endOfEmploymentReasonTaxAuthorities":{"key":1}}`), 266, "endDate")
	require.Equal(t, "2026-03-31", get(t, s, employment).content(t)["endDate"])
}

// loket-rest.md §4.4: endDate is read-only, so that a PUT does not end an employment.
func TestPutDoesNotEndAnEmployment(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := get(t, s, employment)
	doc := a.content(t)
	doc["endDate"], doc["startDate"], doc["historicalStartDate"] = "2026-03-31", "2022-01-01", "2017-01-01"
	got := call(t, s, http.MethodPut, employment, text(t, doc), "If-Match", a.Header.Get("ETag")).content(t)
	require.Nil(t, got["endDate"])
	require.Equal(t, "2021-02-01", got["startDate"])
	require.Equal(t, "2017-01-01", got["historicalStartDate"])
}

// loket-rest.md §5.3.
func TestStartDateAndCategoryAreCorrected(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPatch, employment+"/correctstartdate", `{"startDate":"2021-03-01"}`).StatusCode)
	require.Equal(t, "2021-03-01", get(t, s, employment).content(t)["startDate"])
	require.Equal(t, "2021-03-01", get(t, s, employment+"/organizationalentities").rows(t)[0]["startDate"])
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPatch, employment+"/terminate", leaving).StatusCode)
	requireRule(t, call(t, s, http.MethodPatch, employment+"/correctstartdate", `{"startDate":"2026-04-01"}`), 266)
	requireRule(t, call(t, s, http.MethodPatch, employment+"/correctstartdate", `{}`), 82)

	content := call(t, s, http.MethodPatch, employment, `{"employmentCategoryType":{"key":2}}`).content(t)
	require.JSONEq(t, `{"employmentCategoryType":{"key":2,"value":"Stagiair"},"linkedEmployment":null}`, text(t, content))
	require.JSONEq(t, `2`, text(t, member(get(t, s, employment).content(t), "employmentCategoryType.key")))
}

const newEmployment = `"employmentData":{"startDate":"2026-05-01","historicalStartDate":null,"employmentDurationType":{"key":2},
	"incomeRelationshipNumber":2,"typeOfEmployee":{"key":1},"payrollAdministration":{"id":"` + y1 + `"},"isOnCallEmployment":true},
	"organizationalEntityData":{"department":{"key":"` + d1 + `"},"function":{"key":"` + f1 + `"},"distributionUnit":{"key":"%s"}},
	"wageData":{"grossWage":2500.10,"grossWageType":{"key":1}},"fiscalData":{"applyPayrollTaxDeduction":true}`

// loket-rest.md §10 shape 39: the id is outside the envelope, and there is an ETag.
func TestAnEmploymentIsCreated(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	unit := member(get(t, s, employment+"/organizationalentities").rows(t)[0], "distributionUnit.key").(string)
	a := call(t, s, http.MethodPost, employee+"/employments", "{"+fmt.Sprintf(newEmployment, unit)+"}")
	require.Equal(t, http.StatusCreated, a.StatusCode, a.text)
	body := a.json(t)
	require.NotContains(t, body, "content")
	require.JSONEq(t, `{"totalSize":1,"pageSize":250,"totalPages":1,"currentPage":1,"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},
		"messages":[],"id":"`+body["id"].(string)+`"}`, a.text)

	one := employers + "/employees/employments/" + body["id"].(string)
	detail := get(t, s, one)
	require.Equal(t, detail.Header.Get("ETag"), a.Header.Get("ETag"))
	doc := detail.content(t)
	require.Equal(t, "2026-05-01", doc["startDate"])
	require.Equal(t, true, doc["isOnCallEmployment"])
	require.Equal(t, p1, member(doc, "employee.id"))
	require.Equal(t, "Winkel", member(get(t, s, one+"/organizationalentities").rows(t)[0], "department.description"))
	require.Equal(t, json.Number("2500.10"), get(t, s, one+"/wages").rows(t)[0]["grossWage"])
	require.Len(t, get(t, s, employments).rows(t), 2)

	requireRule(t, call(t, s, http.MethodPost, employee+"/employments", `{"employmentData":{}}`), 82, "employmentData.employmentDurationType")
	require.Len(t, get(t, s, employments).rows(t), 2)
}

// loket-rest.md §3.4: no envelope at all. §5.3: DELETE has no body and takes the person along with the last employment.
func TestAnEmployeeIsCreatedAndRemoved(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	unit := member(get(t, s, employment+"/organizationalentities").rows(t)[0], "distributionUnit.key").(string)
	person := text(t, get(t, s, employee).content(t))
	a := call(t, s, http.MethodPost, ofEmployer+"/employee", `{"employeeData":`+person+`,`+fmt.Sprintf(newEmployment, unit)+"}")
	require.Equal(t, http.StatusCreated, a.StatusCode, a.text)
	body := a.json(t)
	require.Len(t, body, 2)
	one := employers + "/employees/" + body["employeeId"].(string)
	require.Equal(t, body["employmentId"], get(t, s, one+"/employments").rows(t)[0]["id"])

	a = call(t, s, http.MethodDelete, employers+"/employees/employments/"+body["employmentId"].(string), "")
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Empty(t, a.text)
	require.Equal(t, http.StatusNotFound, get(t, s, one).StatusCode)
	require.Len(t, get(t, s, employees).rows(t), 1)
}

// loket-rest.md §5.3: 200 without a body.
func TestAnEmailAddressIsChanged(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	a := call(t, s, http.MethodPatch, employee, `{"emailAddress":"new@example.test"}`)
	require.Equal(t, http.StatusOK, a.StatusCode)
	require.Empty(t, a.text)
	require.Equal(t, "new@example.test", member(get(t, s, employee).content(t), "contactInformation.emailAddress"))
	requireRule(t, call(t, s, http.MethodPatch, employee, `{}`), 82)
}
