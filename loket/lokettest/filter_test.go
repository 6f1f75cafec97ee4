package lokettest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// crowd has people that differ in every type of member.
func crowd() lokettest.Environment {
	env := bakery()
	env.Employers[0].Employees = []lokettest.Employee{
		{Number: 1, FirstName: "Anna", LastName: "Jansen", Born: "1980-05-01", Members: map[string]any{
			"address.city": "Tilburg", "address.houseNumber": 9, "travel.travelDistanceToWork": 500,
		}, Employments: []lokettest.Employment{{Start: "2015-01-01", End: "2016-12-31", Wages: []lokettest.Wage{{Start: "2015-01-01", Gross: "2000.5"}}}}},
		{Number: 2, FirstName: "Bea", LastName: "d'Hondt", Born: "1990-05-01", Members: map[string]any{"address": nil},
			Employments: []lokettest.Employment{{Start: "2016-01-01", End: "2017-01-01", Wages: []lokettest.Wage{{Start: "2016-01-01", Gross: "10000.50"}}}}},
		{Number: 10, FirstName: "Cor", LastName: "Jansen-Smit", Born: "2000-05-01", Members: map[string]any{
			"address.city": "TILBURG", "address.houseNumber": 10, "exclusionFromAbsenceStatus": true,
		}, Employments: []lokettest.Employment{{Start: "2017-01-01", Wages: []lokettest.Wage{{Start: "2017-01-01", Gross: "2000.50"}}}}},
	}
	return env
}

// filters and the numbers of the people that they find; nil for a refusal.
var filters = map[string][]int{
	"employeeNumber ge 1 and employeeNumber le 5": {1, 2}, // the vendor's own
	"address.city eq 'Tilburg'":                   {1, 10},
	"employeeNumber eq 10":                        {10},
	"employeeNumber ne 10":                        {1, 2},
	"employeeNumber gt 1":                         {2, 10},
	"employeeNumber lt 2":                         {1},
	"employeeNumber gt 1.5":                       {2, 10},
	"employeeNumber gt -1":                        {1, 2, 10},

	"EMPLOYEENUMBER EQ 10":                            {10},
	"PersonalDetails.LastName lk 'JANSEN'":            {1, 10},
	"personalDetails.lastName lk '-'":                 {10},
	"personalDetails.lastName eq 'jansen'":            {1},
	"personalDetails.lastName ne 'jansen'":            {2, 10},
	"personalDetails.lastName eq 'd''hondt'":          {2},
	"personalDetails.lastName gt 'Jansen'":            {10},
	"personalDetails.lastName le 'jansen'":            {1, 2},
	"personalDetails.lastName eq ' and or ( ) null '": {},

	"personalDetails.dateOfBirth ge '1990-05-01'":                                   {2, 10},
	"personalDetails.dateOfBirth lt '1990-05-01'":                                   {1},
	"personalDetails.dateOfBirth eq '1990-05-01T00:00:00'":                          {2},
	"exclusionFromAbsenceStatus eq true":                                            {10},
	"exclusionFromAbsenceStatus ne TRUE":                                            {1, 2},
	"id eq '" + lokettest.UUID("nobody") + "'":                                      {},
	"personalDetails.gender.key eq 2":                                               {1, 2, 10},
	"personalDetails.gender.value eq 'vrouw'":                                       {1, 2, 10},
	"travel.travelDistanceToWork eq null":                                           {2, 10},
	"travel.travelDistanceToWork ne null":                                           {1},
	"travel.travelDistanceToWork ne 1":                                              {1, 2, 10},
	"travel.travelDistanceToWork lt 1000":                                           {1},
	"address eq null":                                                               {2},
	"address.city eq null":                                                          {2},
	"address.city lk 'tilb' and not1 eq 1":                                          nil,
	"employeeNumber eq 1 or employeeNumber eq 2":                                    {1, 2},
	"employeeNumber eq 1 or employeeNumber eq 2 and address ne null":                {1},
	"(employeeNumber eq 1 or employeeNumber eq 2) and address ne null":              {1},
	"(EmployeeNumber eq 10) and ((Address.City eq 'tilburg') or (address eq null))": {10}, // as a generated client writes it
	"employeeNumber eq 1 AND employeeNumber eq 2":                                   {},
	"  employeeNumber   eq   1  ":                                                   {1},
}

// loket-rest.md §3.2: every operator on every type.
func TestFilters(t *testing.T) {
	t.Parallel()
	s := start(t, crowd())
	for filter, want := range filters {
		a := get(t, s, where(employees, filter))
		if want == nil {
			require.Equal(t, http.StatusBadRequest, a.StatusCode, filter)
			continue
		}
		require.Equal(t, want, numbers(a.rows(t)), filter)
	}
}

// loket-rest.md §3.2: works on any list, on read-only members and members of what is joined.
func TestFiltersOnOtherLists(t *testing.T) {
	t.Parallel()
	s := start(t, crowd())
	require.Equal(t, []int{10}, employedNumbers(get(t, s, where(employments, "enddate eq null")).rows(t)))
	require.Equal(t, []int{1, 2}, employedNumbers(get(t, s, where(employments, "enddate le '2017-01-01'")).rows(t)))
	require.Equal(t, []int{2}, employedNumbers(get(t, s, where(employments+"/minimized", "employee.firstName eq 'bea'")).rows(t)))
	wages := ofEmployer + "/actualwages"
	for filter, want := range map[string]int{"wage.grossWage eq 2000.5": 1, "wage.grossWage gt 2000.49": 1, "wage.grossWage lt 999.99": 0} {
		require.Len(t, get(t, s, where(wages, filter)).rows(t), want, filter)
	}
	require.Len(t, get(t, s, where(ofEmployer+"/departments", "subDepartmentOf.description eq 'directie'")).rows(t), 1)
	name, value := accept("2018-12-31")
	require.Equal(t, http.StatusBadRequest,
		get(t, s, where(employees, "contactInformation.businessEmailAddress eq null"), name, value).StatusCode, "not in this version")
	body := get(t, s, where(employees, "employeeNumber gt 1")+"&pageSize=1&pageNumber=2").json(t)
	require.JSONEq(t, `[2,2,2]`, text(t, []any{body["totalSize"], body["totalPages"], body["currentPage"]}), "pages count after the filter")
}

// loket-rest.md §10.1 no. 2 and §11: what is not understood is refused, never ignored.
func TestFiltersThatAreRefused(t *testing.T) {
	t.Parallel()
	s := start(t, crowd())
	for _, filter := range []string{
		"nothing eq 1", "address.nothing eq 1", "employeeNumber.value eq 1", "address eq 'x'", "employeeNumber eq '1'", "personalDetails.lastName eq 1",
		"personalDetails.dateOfBirth eq 'yesterday'", "personalDetails.dateOfBirth eq 19900501", "exclusionFromAbsenceStatus eq 'true'",
		"exclusionFromAbsenceStatus gt false", "employeeNumber gt null", "employeeNumber lk 1", "personalDetails.dateOfBirth lk '1990'",
		"employeeNumber", "employeeNumber eq", "eq 1", "employeeNumber is 1", "employeeNumber eq 1 and", "and employeeNumber eq 1",
		"employeeNumber eq 1 employeeNumber eq 2", "(employeeNumber eq 1", "employeeNumber eq 1)", "()", "employeeNumber = 1",
		"personalDetails.lastName eq 'x", `personalDetails.lastName eq "x"`, "personalDetails.lastName eq jansen", "employeeNumber eq 1and employeeNumber eq 2",
		"employeeNumber eq 1e5", "not employeeNumber eq 1", "1 eq employeeNumber", " ",
	} {
		a := get(t, s, where(employees, filter))
		require.Equal(t, http.StatusBadRequest, a.StatusCode, filter)
		require.NotEmpty(t, a.json(t)["messages"], filter)
	}
	require.Len(t, get(t, s, employees+"?filter=").rows(t), 3, "an empty filter is none")
}

// loket-rest.md §3.1.
func TestOrder(t *testing.T) {
	t.Parallel()
	s := start(t, crowd())
	for order, want := range map[string][]int{
		"employeeNumber":                                       {1, 2, 10},
		"-employeeNumber":                                      {10, 2, 1},
		"-EMPLOYEENUMBER":                                      {10, 2, 1},
		"personalDetails.lastName":                             {2, 1, 10},
		"-personalDetails.dateOfBirth":                         {10, 2, 1},
		"address.city":                                         {2, 1, 10}, // null first, then without case
		"-address.city,-address.houseNumber":                   {10, 1, 2},
		"exclusionFromAbsenceStatus,-employeeNumber":           {2, 1, 10},
		"travel.travelDistanceToWork,-employeeNumber":          {10, 2, 1},
		"personalDetails.gender.key,-personalDetails.initials": {10, 2, 1},
	} {
		require.Equal(t, want, numbers(get(t, s, employees+"?orderBy="+order).rows(t)), order)
	}
	for _, order := range []string{"nothing", "address", "employeeNumber%20desc", "employeeNumber,", "--employeeNumber", "address..city"} {
		require.Equal(t, http.StatusBadRequest, get(t, s, employees+"?orderBy="+order).StatusCode, order)
	}
}
