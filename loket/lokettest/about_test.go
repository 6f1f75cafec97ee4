package lokettest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// optionsOf gives the options of a field in a list of metadata.
func optionsOf(t *testing.T, a answer, field string) string {
	t.Helper()
	for _, row := range a.rows(t) {
		if row["field"] == field {
			return text(t, row["options"])
		}
	}
	require.Fail(t, "no such field", field)
	return ""
}

// loket-rest.md §10 shape 32 and §3.6: of everything that can be written, generic and of the employer.
func TestMetadata(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Metadata = map[string][]map[string]any{"title": {{"key": 3, "value": "dr."}}}
	s := start(t, env)
	a := get(t, s, employee+"/metadata")
	require.Contains(t, a.json(t), "totalPages")
	require.JSONEq(t, `[{"key":1,"value":"Man"},{"key":2,"value":"Vrouw"}]`, optionsOf(t, a, "gender"))
	require.JSONEq(t, `[{"key":530,"isoCode":"NL","value":"Nederland"},{"key":540,"isoCode":"BE","value":"België"}]`, optionsOf(t, a, "country"))
	require.JSONEq(t, `[{"key":3,"value":"dr."}]`, optionsOf(t, a, "title"))
	require.JSONEq(t, `[{"key":"`+f1+`","description":"Verkoper","group":null}]`,
		optionsOf(t, get(t, s, employment+"/organizationalentities/metadata"), "function"))
	require.Contains(t, optionsOf(t, get(t, s, employment+"/terminate/metadata"), "endOfEmploymentReason"), `"key":8`)
	require.Contains(t, optionsOf(t, get(t, s, employment+"/wages/METADATA"), "grossWageType"), "Uurloon")

	require.Equal(t, http.StatusNotFound, get(t, s, employers+"/metadata").StatusCode, "nothing is written there")
	require.Equal(t, http.StatusNotFound, get(t, s, employers+"/employees/"+lokettest.UUID("nobody")+"/metadata").StatusCode)
	require.Equal(t, "metadata", s.Requests()[0].Activity())
}

// loket-rest.md §3.6: null even where the document itself is never null; with an envelope or without.
func TestDefaults(t *testing.T) {
	t.Parallel()
	env := bakery()
	s := start(t, env)
	content := get(t, s, employment+"/wages/defaults").content(t)
	require.Contains(t, content, "grossWageType")
	require.NotContains(t, content, "id")
	for name, value := range content {
		require.Nil(t, value, name)
	}
	require.Equal(t, http.StatusNotFound, get(t, s, employee+"/defaults").StatusCode, "an employee is not created there")
	env.Quirks.BareDefaults = true
	require.Equal(t, content, get(t, start(t, env), employment+"/wages/defaults").json(t))
}

// Every operation of Loket can be tried: loket-rest.md §10 shapes 29, 30, 31 and 40, for instance.
func TestFurtherResources(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Resources = []lokettest.Resource{
		{Path: "providers/employers/employees/" + p1 + "/citizenservicenumber", Content: map[string]any{"citizenServiceNumber": "042168588"}},
		{Path: "providers/employers/employees/employments/" + m1 + "/payslips", Rows: []map[string]any{
			{"payrollrunId": "b", "numberOfPayslips": 2, "payrollPeriod": map[string]any{"year": 2026}, "testYear": nil},
			{"payrollrunId": "a", "numberOfPayslips": 1, "payrollPeriod": map[string]any{"year": 2025}, "testYear": true},
		}},
		{Path: "/providers/employers/employees/employments/" + m1 + "/payrollperioddata/"},
		{Path: "providers/employers/absences", Versions: []string{"2018-01-01", "2020-03-16"}, Rows: []map[string]any{}},
		{Path: "person/photo", Body: "…", Type: "image/png"},
	}
	s := start(t, env)
	bsn := get(t, s, employee+"/citizenservicenumber")
	require.Equal(t, "042168588", bsn.content(t)["citizenServiceNumber"])
	require.NotEmpty(t, bsn.Header.Get("ETag"))
	s.Fault(lokettest.Denied().On("providers/employers/employees/{employeeId}/citizenservicenumber"))
	require.Equal(t, http.StatusForbidden, get(t, s, employee+"/citizenservicenumber").StatusCode)
	require.Equal(t, http.StatusOK, get(t, s, employee).StatusCode)

	payslips := employment + "/payslips"
	require.Equal(t, []any{"a", "b"}, column(get(t, s, payslips+"?orderBy=payrollPeriod.year").rows(t), "payrollrunId"))
	require.Equal(t, []any{"a"}, column(get(t, s, where(payslips, "payrollperiod.year lt 2026 and testYear eq true")).rows(t), "payrollrunId"))
	require.Equal(t, http.StatusBadRequest, get(t, s, where(payslips, "nothing eq 1")).StatusCode)

	data := call(t, s, http.MethodPatch, employment+"/payrollperioddata", `{}`)
	require.Equal(t, http.StatusOK, data.StatusCode)
	require.Empty(t, data.text)
	require.Equal(t, http.StatusCreated, call(t, s, http.MethodPost, payslips, `{}`).StatusCode)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodDelete, payslips, "").StatusCode)
	require.Equal(t, "2020-03-16", member(get(t, s, employers+"/absences").json(t), "version.resourceVersion"))
	require.Equal(t, "image/png", get(t, s, "/person/photo").Header.Get("Content-Type"))
	env.Quirks.Tolerance = true
	require.Contains(t, get(t, start(t, env), payslips).rows(t)[0], "addedLater")
}
