package lokettest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// people is an employer with n employees, numbered from 1.
func people(n int, quirks lokettest.Quirks) lokettest.Environment {
	env := lokettest.Environment{Employers: []lokettest.Employer{{ID: e1}}, Quirks: quirks}
	for i := range n {
		env.Employers[0].Employees = append(env.Employers[0].Employees, lokettest.Employee{
			ID: lokettest.UUID(fmt.Sprint("person ", i+1)), Employments: []lokettest.Employment{{Start: "2020-01-01"}},
		})
	}
	return env
}

func numbers(rows []map[string]any) []int {
	numbers := []int{}
	for _, row := range rows {
		n, _ := row["employeeNumber"].(json.Number).Int64()
		numbers = append(numbers, int(n))
	}
	return numbers
}

// loket-rest.md §3.1 and §10.1 no. 3.
func TestPages(t *testing.T) {
	t.Parallel()
	s := start(t, people(7, lokettest.Quirks{}))
	for query, want := range map[string][]int{
		"":                          {1, 2, 3, 4, 5, 6, 7},
		"?pageSize=3":               {1, 2, 3},
		"?pageSize=3&pageNumber=2":  {4, 5, 6},
		"?PAGESIZE=3&pagenumber=3":  {7},
		"?pageSize=3&pageNumber=4":  {},
		"?pageSize=3&pageNumber=99": {},
		"?unknown=1&pageSize=2147483647&pageNumber=2147483647": {},
	} {
		require.Equal(t, want, numbers(get(t, s, employees+query).rows(t)), query)
	}
	body := get(t, s, employees+"?pageSize=3&pageNumber=2").json(t)
	for member, want := range map[string]json.Number{"totalSize": "7", "pageSize": "3", "totalPages": "3", "currentPage": "2"} {
		require.Equal(t, want, body[member], member)
	}
	for _, query := range []string{"?pageSize=0", "?pageSize=x", "?pageNumber=0", "?pageNumber=-1", "?pageSize=99999999999"} {
		require.Equal(t, http.StatusBadRequest, get(t, s, employees+query).StatusCode, query)
	}
}

func TestALargePageMayBeCut(t *testing.T) {
	t.Parallel()
	s := start(t, people(7, lokettest.Quirks{MaxPageSize: 5}))
	body := get(t, s, employees+"?pageSize=250").json(t)
	require.Equal(t, json.Number("5"), body["pageSize"])
	require.Equal(t, json.Number("2"), body["totalPages"])
	require.Len(t, body["_embedded"], 5)
}

// loket-rest.md §3.1: pages are stable only when the caller orders them.
func TestWithoutOrderPagesMayShuffle(t *testing.T) {
	t.Parallel()
	s := start(t, people(50, lokettest.Quirks{Shuffle: true}))
	first := numbers(get(t, s, employees).rows(t))
	require.NotEqual(t, first, numbers(get(t, s, employees).rows(t)))
	ordered := numbers(get(t, s, employees+"?orderBy=employeeNumber").rows(t))
	require.Equal(t, ordered, numbers(get(t, s, employees+"?orderBy=employeeNumber").rows(t)))
	require.ElementsMatch(t, first, ordered)
}

// A list that shrinks between two pages: somebody is lost, and the page after the last one is empty.
func TestAListMayShrinkBetweenPages(t *testing.T) {
	t.Parallel()
	s := start(t, people(4, lokettest.Quirks{}))
	require.Equal(t, []int{1, 2}, numbers(get(t, s, employees+"?pageSize=2").rows(t)))
	for _, n := range []int{1, 2, 3} {
		require.NoError(t, s.Remove(lokettest.UUID(fmt.Sprint("person ", n))))
	}
	body := get(t, s, employees+"?pageSize=2&pageNumber=2").json(t)
	require.Equal(t, json.Number("1"), body["totalPages"])
	require.Equal(t, json.Number("2"), body["currentPage"])
	require.Empty(t, body["_embedded"])
}

// A server that repeats a page and never says that it was the last one.
func TestAPageMayRepeat(t *testing.T) {
	t.Parallel()
	s := start(t, people(4, lokettest.Quirks{}))
	s.Fault(lokettest.RepeatedPage().On("GetEmployeesByEmployerId"))
	for page := 1; page < 6; page++ {
		a := get(t, s, fmt.Sprint(employees, "?pageSize=2&pageNumber=", page))
		require.Equal(t, []int{1, 2}, numbers(a.rows(t)))
		require.Equal(t, json.Number(fmt.Sprint(page)), a.json(t)["currentPage"])
		require.Equal(t, json.Number(fmt.Sprint(page+1)), a.json(t)["totalPages"])
	}
}

// An employer that disappears half-way.
func TestAnEmployerMayDisappearBetweenPages(t *testing.T) {
	t.Parallel()
	s := start(t, people(4, lokettest.Quirks{}))
	asked := 0
	s.OnRequest(func(r lokettest.Request) {
		if asked++; asked == 2 && r.Activity() == "GetEmployeesByEmployerId" {
			_ = s.SetAccess(e1, lokettest.Hidden)
		}
	})
	require.Equal(t, http.StatusOK, get(t, s, employees+"?pageSize=2").StatusCode)
	a := get(t, s, employees+"?pageSize=2&pageNumber=2")
	require.Equal(t, http.StatusNotFound, a.StatusCode)
	require.Empty(t, a.text)
	s.OnRequest(nil)
	require.NoError(t, s.SetAccess(e1, lokettest.Allowed))
	require.Equal(t, http.StatusOK, get(t, s, employees).StatusCode)
	require.Equal(t, 2, asked)
}
