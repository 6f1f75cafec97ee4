package lokettest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

const (
	numbersOfEmployers   = employers + "/lastmodifiedversionnumbers"
	numbersOfEmployments = employments + "/lastmodifiedversionnumbers"
)

// numberOf gives the change number of a record in a list.
func numberOf(t *testing.T, s *lokettest.Server, list, id string) int64 {
	t.Helper()
	for _, row := range get(t, s, list).rows(t) {
		if row["id"] == id {
			n, err := row["lastModifiedVersionNumber"].(json.Number).Int64()
			require.NoError(t, err)
			return n
		}
	}
	require.Fail(t, "not in the list", id)
	return 0
}

// loket-rest.md §10 shape 24.
func TestChangeNumbers(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	n := numberOf(t, s, numbersOfEmployers, e1)
	require.Greater(t, n, int64(70_000_000_000_000))
	require.Equal(t, n, numberOf(t, s, numbersOfEmployments, m1), "the employer's is the highest of its employments")
	require.JSONEq(t, envelope("2018-01-01", fmt.Sprintf(`{"id":%q,"lastModifiedVersionNumber":%d}`, e1, n)),
		get(t, s, where(numbersOfEmployers, fmt.Sprint("lastModifiedVersionNumber gt ", n-1))+"&orderBy=-lastModifiedVersionNumber").text)
	require.Empty(t, get(t, s, where(numbersOfEmployers, fmt.Sprint("lastModifiedVersionNumber gt ", n))).rows(t))
}

// loket-rest.md §8: what raises the number of an employment and its employer.
func TestEveryWriteAboutAnEmploymentRaisesItsNumber(t *testing.T) {
	t.Parallel()
	doc := func(path string) func(*testing.T, *lokettest.Server) string {
		return func(t *testing.T, s *lokettest.Server) string { return text(t, get(t, s, path).content(t)) }
	}
	body := func(s string) func(*testing.T, *lokettest.Server) string {
		return func(*testing.T, *lokettest.Server) string { return s }
	}
	for name, write := range map[string]struct {
		method, path string
		body         func(*testing.T, *lokettest.Server) string
	}{
		"the employee":                     {http.MethodPut, employee, doc(employee)},
		"the employment":                   {http.MethodPut, employment, doc(employment)},
		"its end":                          {http.MethodPatch, employment + "/terminate", body(leaving)},
		"a custom field of the employee":   {http.MethodPost, employee + "/customfields", body(`{"customField":{"id":"` + c1 + `"},"value":"x"}`)},
		"a custom field of the employment": {http.MethodPost, employment + "/customfields", body(`{"customField":{"id":"` + c1 + `"},"value":"x"}`)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := bakery()
			env.Employers[0].Employees = append(env.Employers[0].Employees, lokettest.Employee{
				ID: lokettest.UUID("other"), Employments: []lokettest.Employment{{ID: lokettest.UUID("another"), Start: "2020-01-01"}},
			})
			s := start(t, env)
			employer, before := numberOf(t, s, numbersOfEmployers, e1), numberOf(t, s, numbersOfEmployments, m1)
			other := numberOf(t, s, numbersOfEmployments, lokettest.UUID("another"))
			require.Less(t, call(t, s, write.method, write.path, write.body(t, s)).StatusCode, 300)
			require.Greater(t, numberOf(t, s, numbersOfEmployments, m1), before)
			require.Greater(t, numberOf(t, s, numbersOfEmployers, e1), employer)
			require.Equal(t, numberOf(t, s, numbersOfEmployments, m1), numberOf(t, s, numbersOfEmployers, e1))
			require.Equal(t, other, numberOf(t, s, numbersOfEmployments, lokettest.UUID("another")))
		})
	}
}

// loket-rest.md §8: the numbers are about employments; the name of a department or a filter setting is not.
func TestOtherWritesLeaveTheNumbersAlone(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	before := numberOf(t, s, numbersOfEmployers, e1)
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, employers+"/departments/"+d1, `{"code":40,"description":"Filiaal"}`).StatusCode)
	require.Equal(t, http.StatusCreated, call(t, s, http.MethodPost, ofEmployer+"/customfields", `{"description":"budget"}`).StatusCode)
	require.Equal(t, before, numberOf(t, s, numbersOfEmployers, e1))
}

// loket-rest.md §8: whether custom fields count is not known.
func TestCustomFieldsMayLeaveTheNumbersAlone(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Quirks.QuietCustomFields = true
	s := start(t, env)
	before := numberOf(t, s, numbersOfEmployments, m1)
	require.NoError(t, s.SetCustomField(p1, "alleo_access", "nee"))
	require.Equal(t, before, numberOf(t, s, numbersOfEmployments, m1))
	require.NoError(t, s.Change(p1, map[string]any{"employeeNumber": 18}))
	require.Greater(t, numberOf(t, s, numbersOfEmployments, m1), before)
}

// loket-rest.md §8: a deleted employment simply disappears.
func TestARemovedEmploymentDisappears(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	before := numberOf(t, s, numbersOfEmployers, e1)
	require.NoError(t, s.Remove(m1))
	require.Empty(t, get(t, s, numbersOfEmployments).rows(t))
	require.Greater(t, numberOf(t, s, numbersOfEmployers, e1), before)
}
