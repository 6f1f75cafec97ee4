package lokettest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// What matters is given; everything else has a value or is null.
func TestAnEmployeeInALine(t *testing.T) {
	t.Parallel()
	s := start(t, lokettest.Environment{Employers: []lokettest.Employer{{ID: e1, Employees: []lokettest.Employee{{
		Number: 17, BusinessEmail: "n.berg@example.test", CustomFields: map[string]string{"alleo_access": "ja"},
		Employments: []lokettest.Employment{{Start: "2021-01-01"}},
	}}}}})
	row := get(t, s, employees).rows(t)[0]
	require.Equal(t, "n.berg@example.test", member(row, "contactInformation.businessEmailAddress"))
	require.Equal(t, "Medewerker17", member(row, "personalDetails.lastName"))
	require.Equal(t, "2021-01-01", get(t, s, employments).rows(t)[0]["startDate"])
	require.Equal(t, []any{"alleo_access"}, column(get(t, s, ofEmployer+"/customfields").rows(t), "description"), "defined by being used")
	require.Equal(t, []any{"Algemeen"}, column(get(t, s, ofEmployer+"/departments").rows(t), "description"))
	require.Len(t, get(t, s, ofEmployer+"/payrolladministrations").rows(t), 1)
	require.Len(t, get(t, s, ofEmployer+"/actualwages").rows(t), 1)
}

// Ids that are not given are the same each time, and do not move when somebody is added.
func TestIDsAreStable(t *testing.T) {
	t.Parallel()
	ids := func(env lokettest.Environment) []any {
		return column(get(t, start(t, env), employments+"?orderBy=employee.employeeNumber").rows(t), "id")
	}
	env := comings()
	before := ids(env)
	require.Equal(t, before, ids(env))
	env.Employers[0].Employees = append([]lokettest.Employee{{Number: 5, Employments: []lokettest.Employment{{Start: "2020-01-01"}}}}, env.Employers[0].Employees...)
	require.Equal(t, before, ids(env)[:4])
	require.Equal(t, lokettest.UUID("a"), lokettest.UUID("a"))
	require.NotEqual(t, lokettest.UUID("a"), lokettest.UUID("b"))
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, lokettest.UUID("a"))
}

func TestMembersSetAnything(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Employees[0].Members = map[string]any{
		"deviatingPostalAddress.city": "Goes", "personalDetails.dateOfBirth": civil.Date{Year: 1970, Month: 1, Day: 2},
		"personalDetails.civilStatus": map[string]any{"key": 7}, "address": nil,
		"contactInformation.businessEmailAddress": 12345, // bad data are possible
	}
	row := get(t, start(t, env), employee).content(t)
	require.JSONEq(t, `{"city":"Goes"}`, text(t, row["deviatingPostalAddress"]))
	require.Equal(t, "1970-01-02", member(row, "personalDetails.dateOfBirth"))
	require.Nil(t, row["address"])
	require.Equal(t, json.Number("12345"), member(row, "contactInformation.businessEmailAddress"))
}

// contradictions and what is said about them.
var contradictions = map[string]func(*lokettest.Environment, *lokettest.Employer, *lokettest.Employee){
	`employee "17": there is no member personalDetails.nickName`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Members = map[string]any{"personalDetails.nickName": "x"}
	},
	`there is no member personaldetails.lastName`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Members = map[string]any{"personaldetails.lastName": "x"}
	},
	`the id "17" of the employee is not a UUID`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) { p.ID = "17" },
	`the id ` + e1 + ` of the employer is there twice`: func(env *lokettest.Environment, _ *lokettest.Employer, _ *lokettest.Employee) {
		env.Employers = append(env.Employers, lokettest.Employer{ID: strings.ToUpper(e1)})
	},
	`employee 17: the first day of an employment is not a day like 2026-03-01`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Employments[0].Start = "2021-2-1"
	},
	`employee 17: the last day of an employment is not a day like 2026-03-01`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Employments[0].End = "2021-02-30"
	},
	`employee 17: an employment has no first day`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Employments[0].Start = ""
	},
	`the day of birth of employee 17 is not a day like 2026-03-01`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Born = "23-04-1991"
	},
	`the employer has no administration "Weekverloning"`: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Employments[0].Administration = "Weekverloning"
	},
	`there is no department ` + e1: func(_ *lokettest.Environment, _ *lokettest.Employer, p *lokettest.Employee) {
		p.Employments[0].Department = e1
	},
	`the status "Nobody" of the filter settings is none of`: func(_ *lokettest.Environment, e *lokettest.Employer, _ *lokettest.Employee) {
		e.FilterSettings = &lokettest.FilterSettings{Status: "Nobody"}
	},
	`today, "tomorrow", is not a day like 2026-03-01`: func(env *lokettest.Environment, _ *lokettest.Employer, _ *lokettest.Employee) {
		env.Today = "tomorrow"
	},
	`refresh is "sometimes"`: func(env *lokettest.Environment, _ *lokettest.Employer, _ *lokettest.Employee) {
		env.Refresh = "sometimes"
	},
	`the resource user/x has more than one of rows, content and body`: func(env *lokettest.Environment, _ *lokettest.Employer, _ *lokettest.Employee) {
		env.Resources = []lokettest.Resource{{Path: "user/x", Body: "x", Content: map[string]any{}}}
	},
}

func TestAnEnvironmentMayContradictItself(t *testing.T) {
	t.Parallel()
	for want, change := range contradictions {
		env := bakery()
		change(&env, &env.Employers[0], &env.Employers[0].Employees[0])
		_, err := lokettest.New(env)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "lokettest: ")
	}
	_, err := lokettest.StartAt("nowhere", lokettest.Environment{})
	require.ErrorContains(t, err, "lokettest: ")
}

const asJSON = `{
	"client_id": "acme", "client_secret": "s3", "refresh_token": "r1", "refresh": "stays", "today": "2026-03-01",
	"employers": [{
		"id": "` + e1 + `", "name": "Bakkerij Aalbers BV", "filter_settings": {"status": "ActiveEmployments", "on_call": false},
		"departments": [{"code": 40, "description": "Winkel"}],
		"custom_fields": [{"id": "` + c1 + `", "description": "alleo_access"}],
		"administrations": [{"id": "` + y1 + `", "runs": [{"year": 2026, "period": 1, "status": 9}]}],
		"employees": [{
			"id": "` + p1 + `", "number": 17, "first_name": "Noor", "last_name": "Berg", "business_email": "n.berg@example.test",
			"custom_fields": {"alleo_access": "ja"}, "members": {"personalDetails.placeOfBirth": "Goes"},
			"employments": [{
				"id": "` + m1 + `", "start": "2021-02-01", "department": "Winkel", "wages": [{"start": "2021-02-01", "gross": 3100.50}],
				"leave_balances": [{"year": 2026, "leave_type": "Wettelijk verlof", "accrual": 160}]
			}]
		}]
	}],
	"quirks": {"one_page_when_empty": true}
}`

func TestAnEnvironmentIsLoadedFromJSON(t *testing.T) {
	t.Parallel()
	env, err := lokettest.Load(strings.NewReader(asJSON))
	require.NoError(t, err)
	s := start(t, env)
	require.Equal(t, "r1", refresh(t, s, "r1").json(t)["refresh_token"])
	require.Equal(t, "Goes", member(get(t, s, employee).content(t), "personalDetails.placeOfBirth"))
	require.Equal(t, json.Number("3100.50"), get(t, s, employment+"/wages").rows(t)[0]["grossWage"])
	require.Len(t, get(t, s, administration+"/payrollruns").rows(t), 1)
	require.Equal(t, false, member(get(t, s, "/user/filtersettings/"+e1).content(t), "employmentFilter.filterOnOnCallEmployment"))

	for _, wrong := range []string{`{"employer":[]}`, `{"employers":[{"employes":[]}]}`, `[]`, `{`} {
		_, err := lokettest.Load(strings.NewReader(wrong))
		require.ErrorContains(t, err, "lokettest: environment: ")
	}
}

func TestWhatThereIsMayChange(t *testing.T) {
	t.Parallel()
	s := start(t, lokettest.Environment{})
	employer, err := s.AddEmployer(lokettest.Employer{Name: "Nieuw BV"})
	require.NoError(t, err)
	person, err := s.AddEmployee(employer, lokettest.Employee{Number: 3, CustomFields: map[string]string{"alleo_access": "ja"}})
	require.NoError(t, err)
	job, err := s.AddEmployment(person, lokettest.Employment{Start: "2024-01-01"})
	require.NoError(t, err)
	require.Equal(t, []any{job}, column(get(t, s, employers+"/"+employer+"/employees/employments").rows(t), "id"))

	fields := employers + "/employees/" + person + "/customfields"
	require.NoError(t, s.SetCustomField(person, "alleo_access", "nee"))
	require.NoError(t, s.SetCustomField(person, "budget", "100"))
	require.NoError(t, s.SetCustomField(job, "alleo_access", "ja"))
	require.Equal(t, []any{"nee", "100"}, column(get(t, s, fields).rows(t), "value"))
	require.NoError(t, s.SetCustomField(person, "alleo_access", ""))
	require.NoError(t, s.SetCustomField(person, "alleo_access", ""))
	require.Equal(t, []any{"100"}, column(get(t, s, fields).rows(t), "value"))

	tag := get(t, s, employers+"/employees/"+person).Header.Get("ETag")
	require.NoError(t, s.Change(person, map[string]any{"personalDetails.lastName": "Post"}))
	doc, err := s.Document(strings.ToUpper(person))
	require.NoError(t, err)
	require.Equal(t, "Post", member(doc, "personalDetails.formattedName"))
	require.NotEqual(t, tag, get(t, s, employers+"/employees/"+person).Header.Get("ETag"))

	require.NoError(t, s.Remove(employer))
	require.Empty(t, get(t, s, employers).rows(t))
	require.Equal(t, http.StatusNotFound, get(t, s, fields).StatusCode)
}

func TestAChangeMayBeRefused(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	nobody := lokettest.UUID("nobody")
	for name, err := range map[string]error{
		"no such member":            s.Change(p1, map[string]any{"nothing": 1}),
		"no such record":            s.Change(nobody, nil),
		"no record to remove":       s.Remove(nobody),
		"no record to hide":         s.SetAccess(nobody, lokettest.Hidden),
		"no owner of a field":       s.SetCustomField(nobody, "x", "y"),
		"an employer has no fields": s.SetCustomField(e1, "x", "y"),
		"no such definition":        s.SetCustomField(p1, nobody, "y"),
		"the provider":              s.Remove("0b9d4e6a-3c21-4f58-b7a0-2e8c6d1f9a00"),
	} {
		require.ErrorContains(t, err, "lokettest: ", name)
	}
	_, err := s.AddEmployee(p1, lokettest.Employee{})
	require.ErrorContains(t, err, "is not an employer but an employee")
	_, err = s.AddEmployee(nobody, lokettest.Employee{})
	require.ErrorContains(t, err, "there is no record")
	_, err = s.AddEmployee(e1, lokettest.Employee{Number: 18, Employments: []lokettest.Employment{{Start: "soon"}}})
	require.ErrorContains(t, err, "is not a day")
	_, err = s.Document(nobody)
	require.Error(t, err)
	require.Len(t, get(t, s, employees).rows(t), 1, "what could not be added completely is not there")
}
