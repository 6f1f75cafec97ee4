package lokettest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// comings has somebody for each way to be employed on 2026-03-01.
func comings() lokettest.Environment {
	env := bakery()
	env.Employers[0].Administrations = append(env.Employers[0].Administrations, lokettest.Administration{Description: "Weekverloning"})
	env.Employers[0].Employees = []lokettest.Employee{
		{Number: 1, Employments: []lokettest.Employment{{Start: "2020-01-01", Department: "Winkel"}}},
		{Number: 2, Employments: []lokettest.Employment{{Start: "2026-03-01", End: "2026-03-01", OnCall: true, Category: 2}}},
		{Number: 3, Employments: []lokettest.Employment{{Start: "2026-03-02", Administration: "Weekverloning"}}},
		{Number: 4, Employments: []lokettest.Employment{{Start: "2020-01-01", End: "2026-02-28", Department: "Directie"}}},
	}
	return env
}

func employedNumbers(rows []map[string]any) []int {
	numbers := []int{}
	for _, n := range column(rows, "employee.employeeNumber") {
		i, _ := n.(json.Number).Int64()
		numbers = append(numbers, int(i))
	}
	return numbers
}

// loket-rest.md §10 shape 16 and §4.12: the settings hide employments, and nobody says so.
func TestFilterSettingsHideEmployments(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings lokettest.FilterSettings
		want     []int
	}{
		"everybody by default":            {lokettest.FilterSettings{}, []int{1, 2, 3, 4}},
		"all employments":                 {lokettest.FilterSettings{Status: "AllEmployments"}, []int{1, 2, 3, 4}},
		"those of today":                  {lokettest.FilterSettings{Status: "ActiveEmployments"}, []int{1, 2}},
		"those of today and later":        {lokettest.FilterSettings{Status: "ActiveAndFutureEmployments"}, []int{1, 2, 3}},
		"those of today and earlier":      {lokettest.FilterSettings{Status: "ActiveAndHistoricEmployments"}, []int{1, 2, 4}},
		"a department":                    {lokettest.FilterSettings{Departments: []string{"Winkel"}}, []int{1}},
		"two departments":                 {lokettest.FilterSettings{Departments: []string{"Winkel", "Directie"}}, []int{1, 4}},
		"an administration":               {lokettest.FilterSettings{Administrations: []string{"Weekverloning"}}, []int{3}},
		"a category":                      {lokettest.FilterSettings{Categories: []int{2, 3}}, []int{2}},
		"on call":                         {lokettest.FilterSettings{OnCall: new(true)}, []int{2}},
		"not on call and not in the past": {lokettest.FilterSettings{OnCall: new(false), Status: "ActiveAndFutureEmployments"}, []int{1, 3}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := comings()
			env.Employers[0].FilterSettings = &c.settings
			s := start(t, env)
			require.Equal(t, c.want, employedNumbers(get(t, s, employments).rows(t)))
			require.Equal(t, c.want, employedNumbers(get(t, s, employments+"/minimized").rows(t)))
			require.Len(t, get(t, s, employees).rows(t), 4, "the list of employees is not filtered")
			require.Len(t, get(t, s, employments+"/lastmodifiedversionnumbers").rows(t), 4, "nor is the list of change numbers")
		})
	}
}

// loket-rest.md §10 shape 16.
func TestFilterSettingsAreReadAndReplaced(t *testing.T) {
	t.Parallel()
	s := start(t, comings())
	const path = "/user/filtersettings/" + e1
	const open = `{"employmentFilter":{"filterOnEmployedStatus":"AllEmployments","filterOnAdministrations":[],"filterOnDepartments":[],
		"filterOnEmploymentCategoryType":[],"filterOnOnCallEmployment":null}}`
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],"content":`+open+`}`, get(t, s, path).text)

	const narrow = `{"employmentFilter":{"filterOnEmployedStatus":"ActiveEmployments","filterOnAdministrations":[],
		"filterOnDepartments":[{"key":"` + d1 + `"}],"filterOnEmploymentCategoryType":[{"key":1}],"filterOnOnCallEmployment":null}}`
	require.JSONEq(t, narrow, text(t, call(t, s, http.MethodPut, path, narrow).content(t)))
	require.JSONEq(t, narrow, text(t, get(t, s, path).content(t)))
	require.Equal(t, []int{1}, employedNumbers(get(t, s, employments).rows(t)))
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPut, path, open).StatusCode)
	require.Len(t, get(t, s, employments).rows(t), 4)
	requireRule(t, call(t, s, http.MethodPut, path, strings.Replace(open, "AllEmployments", "Nobody", 1)), 84)
}

// loket-rest.md §8 does not say whether the change numbers are filtered.
func TestChangeNumbersMayBeFiltered(t *testing.T) {
	t.Parallel()
	env := comings()
	env.Quirks.FilteredNumbers = true
	env.Employers[0].FilterSettings = &lokettest.FilterSettings{Status: "ActiveEmployments"}
	require.Len(t, get(t, start(t, env), employments+"/lastmodifiedversionnumbers").rows(t), 2)
}
