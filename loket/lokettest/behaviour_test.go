package lokettest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// loket-rest.md §1 and §10.1 no. 1: the newest version on or before the date.
func TestVersions(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	for header, want := range map[string]string{
		"application/json;version=2018-12-31":                 "2018-12-31",
		"application/json;version=2021-03-28":                 "2018-12-31",
		"application/json;version=2021-03-29":                 "2021-03-29",
		"application/json; version=2030-01-01":                "2021-03-29",
		`application/json;charset=utf-8;Version="2020-01-01"`: "2018-12-31",
		"text/csv, application/json;version=2020-01-01":       "2018-12-31",
		"application/json":                                    "2021-03-29",
		"*/*":                                                 "2021-03-29",
		"":                                                    "2021-03-29",
	} {
		a := get(t, s, employees, "Accept", header)
		require.Equal(t, want, member(a.json(t), "version.resourceVersion"), header)
	}
	for _, header := range []string{"application/json;version=2018-12-30", "application/json;version=2", "application/json;version=2021-02-30"} {
		a := get(t, s, employees, "Accept", header)
		require.Equal(t, http.StatusBadRequest, a.StatusCode, header)
		require.Equal(t, "text/plain; charset=utf-8", a.Header.Get("Content-Type"))
	}
}

// loket-rest.md §10 shape 38.
func TestAVersionMayEnd(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.ObsoleteDates = map[string]string{"2018-12-31": "2026-12-31"}
	s := start(t, env)
	name, value := accept("2018-12-31")
	require.JSONEq(t, `{"obsoleteDate":"2026-12-31","resourceVersion":"2018-12-31"}`, text(t, get(t, s, employees, name, value).json(t)["version"]))
	require.Nil(t, member(get(t, s, employees).json(t), "version.obsoleteDate"))
}

// loket-rest.md §10.1 no. 2.
func TestPathsCountNoCase(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	want := get(t, s, employees).text
	for _, path := range []string{
		"/Providers/EMPLOYERS/" + e1 + "/Employees", "/providers/employers/" + strings.ToUpper(e1) + "/employees/",
		"/providers/employers/{" + e1 + "}/employees", "/providers/employers/" + strings.ReplaceAll(e1, "-", "") + "/employees", // §7
	} {
		require.Equal(t, want, get(t, s, path).text, path)
	}
}

// loket-rest.md §10 shape 34 and §10.1 no. 4.
func TestWithoutATokenThereIsA401(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	for _, authorization := range []string{"", "Bearer", "Bearer unknown", "Basic " + s.AccessToken(), s.AccessToken()} {
		a := send(t, http.MethodGet, s.URL+employers, "", "Authorization", authorization)
		require.Equal(t, http.StatusUnauthorized, a.StatusCode)
		require.JSONEq(t, `{"message":"Authorization has been denied for this request."}`, a.text)
	}
	require.Equal(t, http.StatusOK, send(t, http.MethodGet, s.URL+employers, "", "Authorization", "bearer "+s.AccessToken()).StatusCode)
}

// loket-rest.md §10 shapes 35 and 36, §10.1 no. 8.
func TestRecordsMayBeHiddenOrForbidden(t *testing.T) {
	t.Parallel()
	requireHidden := func(a answer) {
		t.Helper()
		require.Equal(t, http.StatusNotFound, a.StatusCode)
		require.Empty(t, a.text)
		require.Empty(t, a.Header.Get("Content-Type"))
	}
	requireForbidden := func(a answer) {
		t.Helper()
		require.Equal(t, http.StatusForbidden, a.StatusCode)
		require.JSONEq(t, `{"message":"Insufficient rights for this request, reason \"User doesn't have rechten to perform activity for the given Id.\""}`, a.text)
	}
	s := start(t, bakery())
	all := []string{ofEmployer, employees, employee, employment, employment + "/wages", "/user/filtersettings/" + e1}

	require.NoError(t, s.SetAccess(e1, lokettest.Hidden))
	for _, path := range all {
		requireHidden(get(t, s, path))
	}
	require.Empty(t, get(t, s, employers).rows(t))
	require.NoError(t, s.SetAccess(e1, lokettest.Forbidden))
	for _, path := range all {
		requireForbidden(get(t, s, path))
	}
	require.Len(t, get(t, s, employers).rows(t), 1, "the list has it")

	require.NoError(t, s.SetAccess(e1, lokettest.Allowed))
	require.NoError(t, s.SetAccess(p1, lokettest.Hidden))
	requireHidden(get(t, s, employee))
	requireHidden(get(t, s, employment))
	for _, list := range []string{employees, employments, employees + "/customfields", numbersOfEmployments, ofEmployer + "/actualwages"} {
		require.Empty(t, get(t, s, list).rows(t), list)
	}
	require.NoError(t, s.SetAccess(p1, lokettest.Forbidden))
	requireForbidden(get(t, s, employment))
	require.Len(t, get(t, s, employees).rows(t), 1)
}

func TestWhatDoesNotExist(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	for _, path := range []string{
		"/nothing", "/providers/employers/" + lokettest.UUID("nobody"), "/providers/employers/10321", employers + "/employees/" + e1, // §1: numbers are no ids
		employees + "/minimized", // §3.5
	} {
		a := get(t, s, path)
		require.Equal(t, http.StatusNotFound, a.StatusCode, path)
		require.Empty(t, a.text)
	}
	require.Equal(t, http.StatusNotFound, send(t, http.MethodGet, strings.TrimSuffix(s.URL, "/v2")+"/providers", "").StatusCode)
	require.Equal(t, http.StatusMethodNotAllowed, call(t, s, http.MethodDelete, employee, "").StatusCode)
}

// loket-rest.md §10 shape 37.
func TestAWarningComesWithASuccess(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	s.Fault(lokettest.Warning(501, "Let op"))
	const want = `[{"code":501,"id":null,"type":"Warning","description":"Let op","properties":[]}]`
	detail := get(t, s, employee)
	require.JSONEq(t, want, text(t, detail.json(t)["messages"]))
	require.Equal(t, p1, detail.content(t)["id"])
	list := get(t, s, employees)
	require.JSONEq(t, want, text(t, list.json(t)["messages"]))
	require.Len(t, list.rows(t), 1)
	created := call(t, s, http.MethodPost, ofEmployer+"/functions", `{"description":"Bakker"}`)
	require.Equal(t, http.StatusCreated, created.StatusCode)
	require.JSONEq(t, want, text(t, created.json(t)["messages"]))
}

// loket-rest.md §3.3: the vendor's one generic example has paging numbers together with content.
func TestDetailsMayHavePaging(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Quirks.PagingOnDetails = true
	body := get(t, start(t, env), employee).json(t)
	require.Contains(t, body, "totalPages")
	require.Contains(t, body, "content")
}

// loket-rest.md §3.3: one example of a 400 names the version differently; §6.2: the list form of a 400.
func TestErrorsOfAListMayNameTheVersionDifferently(t *testing.T) {
	t.Parallel()
	env := bakery()
	a := get(t, start(t, env), employees+"?pageSize=x")
	require.Equal(t, http.StatusBadRequest, a.StatusCode)
	require.JSONEq(t, `{"totalSize":0,"pageSize":250,"totalPages":0,"currentPage":1,"version":{"obsoleteDate":null,"resourceVersion":"2021-03-29"},
		"messages":`+text(t, a.json(t)["messages"])+`,"_embedded":[]}`, a.text)
	env.Quirks.VersionNumber = true
	a = get(t, start(t, env), employees+"?pageSize=x")
	require.JSONEq(t, `{"obsoleteDate":null,"versionNumber":"2021-03-29"}`, text(t, a.json(t)["version"]))
}

// loket-rest.md §10.1 no. 11 and §7: what a client must not mind.
func TestToleranceMode(t *testing.T) {
	t.Parallel()
	env := onLeave()
	env.Quirks.Tolerance = true
	s := start(t, env)
	row := get(t, s, employees).rows(t)[0]
	require.Equal(t, "1991-04-23T00:00:00", member(row, "personalDetails.dateOfBirth"))
	require.Equal(t, "2021-02-01T00:00:00", get(t, s, employment).content(t)["startDate"])
	require.Equal(t, "132.5", get(t, s, employment+"/leavebalances").rows(t)[0]["balance"])
	require.Equal(t, "24.0", get(t, s, ofEmployer+"/leavebalances").rows(t)[0]["leaveBalance"].([]any)[0].(map[string]any)["usageThroughReferenceDate"])
	for _, dotted := range []string{"addedLater", "personalDetails.addedLater", "address.country.addedLater"} {
		require.NotNil(t, member(row, dotted), dotted)
	}
	require.Contains(t, get(t, s, employers).json(t), "addedLater")
	require.Contains(t, get(t, s, "/user").content(t), "addedLater")
	require.Len(t, get(t, s, where(employees, "personalDetails.dateOfBirth eq '1991-04-23'")).rows(t), 1, "the filter sees the plain document")
}
