package lokettest_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// envelope is a list of one row in the form of loket-rest.md §3.3.
func envelope(version, row string) string {
	return fmt.Sprintf(`{"totalSize":1,"pageSize":250,"totalPages":1,"currentPage":1,
		"version":{"obsoleteDate":null,"resourceVersion":%q},"messages":[],"_embedded":[%s]}`, version, row)
}

// loket-rest.md §10 shape 6.
func TestProviders(t *testing.T) {
	t.Parallel()
	a := get(t, start(t, bakery()), "/providers")
	require.Equal(t, "application/json; charset=utf-8", a.Header.Get("Content-Type"))
	require.NotEmpty(t, a.Header.Get("Expires")) // §1: on every response
	require.JSONEq(t, envelope("2018-01-01", `{"id":"0b9d4e6a-3c21-4f58-b7a0-2e8c6d1f9a00","name":"Kantoor De Linde"}`), a.text)
}

// loket-rest.md §10 shape 7.
func TestEmployers(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Members = map[string]any{
		"chamberOfCommerceNumber": "12345678", "contact.name": "T. Aalbers", "providerSettings.administrationNumber": "D-0077",
		"providerSettings.sendEmailWhenSalarySlipIsAvailable": true,
	}
	a := get(t, start(t, env), employers+"?pageNumber=1&pageSize=250")
	require.JSONEq(t, envelope("2018-01-01", `{"id":"8f2c1a44-0b7e-4d0c-9a51-3d2f6e5b7c01","employerNumber":10321,"companyName":"Bakkerij Aalbers BV",
		"address":{"street":"Molenweg","houseNumber":12,"houseNumberAddition":null,"postalCode":"1234 AB","city":"Utrecht","location":null,
			"furtherIndication":null,"province":{"key":9,"value":"Utrecht"},"country":{"key":530,"isoCode":"NL","value":"Nederland"}},
		"deviatingPostalAddress":null,"branch":null,"legalForm":{"key":21,"value":"BV"},"sbi":null,"chamberOfCommerceNumber":"12345678",
		"contact":{"name":"T. Aalbers","function":null,"phoneNumber":null},
		"contactInformation":{"phoneNumber":"0301234567","faxNumber":null,"emailAddress":"info@example.test","website":null},
		"employerLogo":null,"providerLogo":null,
		"providerSettings":{"administrationNumber":"D-0077","groupCode":1,"parentEmployerForConsolidatedOverviews":null,
			"sendEmailWhenSalarySlipIsAvailable":true}}`), a.text)
}

// loket-rest.md §10 shape 8.
func TestEmployersMinimizedOnTheSecondPage(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers = append(env.Employers, lokettest.Employer{
		ID: "a6d90b3f-71c2-4e58-8b0d-f4c3e7a19516", Name: "Zadelmakerij Vos",
		Members: map[string]any{
			"address.street": "Dijk", "address.houseNumber": 3, "address.postalCode": "4321AB", "address.city": "Goes",
			"contactInformation.phoneNumber": nil, "providerSettings.groupCode": nil,
		},
	})
	s := start(t, env)
	const want = `{"totalSize":2,"pageSize":1,"totalPages":2,"currentPage":2,"version":{"obsoleteDate":null,"resourceVersion":"2025-11-03"},"messages":[],
		"_embedded":[{"id":"a6d90b3f-71c2-4e58-8b0d-f4c3e7a19516","companyName":"Zadelmakerij Vos","branch":null,
		"address":{"street":"Dijk","houseNumber":3,"postalCode":"4321AB","city":"Goes"},
		"contact":{"name":null,"phoneNumber":null},"contactInformation":{"phoneNumber":null},
		"employerLogo":null,"providerLogo":null,"providerSettings":{"administrationNumber":null,"groupCode":null}}]}`
	const query = "?pageNumber=2&pageSize=1&orderBy=companyName"
	require.JSONEq(t, want, get(t, s, employers+"/minimized"+query).text)
	require.JSONEq(t, want, get(t, s, "/providers/0b9d4e6a-3c21-4f58-b7a0-2e8c6d1f9a00/employers/minimized"+query).text)
}

// loket-rest.md §10 shape 9: what a client sees of an empty list is unknown, both are possible.
func TestAnEmptyListHasNoPageOrOne(t *testing.T) {
	t.Parallel()
	for _, onePage := range []bool{false, true} {
		env := lokettest.Environment{Quirks: lokettest.Quirks{OnePageWhenEmpty: onePage}}
		pages := map[bool]int{false: 0, true: 1}[onePage]
		require.JSONEq(t, fmt.Sprintf(`{"totalSize":0,"pageSize":250,"totalPages":%d,"currentPage":1,
			"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],"_embedded":[]}`, pages), get(t, start(t, env), employers).text)
	}
}

const noor = `{"id":"1d6f0c2e-7a35-4b52-8c1e-90aa41d7e502","employeeNumber":17,"exclusionFromAbsenceStatus":false,
	"personalDetails":{"lastName":"Berg","prefix":"van den","firstName":"Noor","initials":"NJ","lastNamePartner":null,"prefixPartner":null,
		"formattedName":"N.J. van den Berg","dateOfBirth":"1991-04-23","dateOfDeath":null,"placeOfBirth":null,"aowDate":"2058-07-23","photo":null,
		"nationality":{"key":1,"value":"Nederlandse"},"gender":{"key":2,"value":"Vrouw"},"title":null,"civilStatus":null,
		"howToFormatLastName":{"key":1,"value":"Eigen naam"}},
	"address":{"street":"Kade","houseNumber":8,"houseNumberAddition":null,"postalCode":"3511 XY","city":"Utrecht","location":null,
		"furtherIndication":null,"country":{"key":530,"isoCode":"NL","value":"Nederland"}},
	"deviatingPostalAddress":null,
	"contactInformation":{"phoneNumber":null,"mobilePhoneNumber":null,"faxNumber":null,"emailAddress":"noor@example.test"%s},
	"identityDocument":null,"travel":{"travelDistanceToWork":null},"statusEmployeeSelfService":null,"revokeEmployeeSelfServiceAccessOn":null}`

const business = `,"businessEmailAddress":"n.vandenberg@example.test","businessPhoneNumber":null,"businessMobilePhoneNumber":null`

// loket-rest.md §10 shape 10.
func TestEmployees(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	name, value := accept("2021-03-29")
	require.JSONEq(t, envelope("2021-03-29", fmt.Sprintf(noor, business)), get(t, s, employees, name, value).text)
	name, value = accept("2018-12-31")
	require.JSONEq(t, envelope("2018-12-31", fmt.Sprintf(noor, "")), get(t, s, employees, name, value).text)
}

// loket-rest.md §10 shape 13.
func TestEmploymentsOfAnEmployer(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	name, value := accept("2019-12-16")
	a := get(t, s, where(employments, "enddate eq null"), name, value)
	row := a.rows(t)[0]
	require.Equal(t, "2019-12-16", member(a.json(t), "version.resourceVersion"))
	for member, want := range map[string]string{
		"id": `"` + m1 + `"`,
		"employee": `{"id":"` + p1 + `","employeeNumber":17,"firstName":"Noor","initials":"NJ","prefix":"van den","lastName":"Berg","prefixPartner":null,
			"lastNamePartner":null,"formattedName":"N.J. van den Berg","dateOfBirth":"1991-04-23","photo":null}`,
		"payrollAdministration":    `{"id":"` + y1 + `","name":"Bakkerij Aalbers","clientNumber":4711,"description":"Maandverloning"}`,
		"nonPayrollAdministration": `null`, "payrollId": `23`, "incomeRelationshipNumber": `1`,
		"startDate": `"2021-02-01"`, "historicalStartDate": `"2018-09-01"`, "endDate": `null`, "commissionUntilDate": `null`,
		"employmentDurationType": `{"key":1,"value":"Onbepaalde tijd"}`, "employmentContractType": `null`,
		"isOnCallEmployment": `false`, "isAnonymousEmployee": `false`, "writtenEmploymentContract": `true`, "linkedEmployment": `null`,
		"endOfEmploymentReason": `null`, "endOfEmploymentDueToIllness": `null`, "endOfEmploymentReasonTaxAuthorities": `null`,
	} {
		require.Contains(t, row, member)
		require.JSONEq(t, want, text(t, row[member]), member)
	}
	require.Len(t, row, 61, "every member of §4.4")
	require.Equal(t, a.rows(t), get(t, s, employee+"/employments").rows(t), "the list of one employee is the same")
	require.Equal(t, row, get(t, s, employment).content(t))
}

// loket-rest.md §10 shape 14.
func TestEmploymentsMinimized(t *testing.T) {
	t.Parallel()
	a := get(t, start(t, bakery()), employments+"/minimized")
	require.JSONEq(t, envelope("2019-12-16", `{"id":"`+m1+`",
		"employee":{"id":"`+p1+`","employeeNumber":17,"firstName":"Noor","formattedName":"N.J. van den Berg","dateOfBirth":"1991-04-23","photo":null},
		"payrollId":23,"incomeRelationshipNumber":1,"startDate":"2021-02-01","endDate":null,"commissionUntilDate":null,
		"employmentDurationType":{"key":1,"value":"Onbepaalde tijd"},
		"payrollAdministration":{"id":"`+y1+`","name":"Bakkerij Aalbers","clientNumber":4711,"description":"Maandverloning"},
		"nonPayrollAdministration":null}`), a.text)
}

// loket-rest.md §3.5: reserved for Loket's own application.
func TestEmploymentsComprehensiveIsNotForPartners(t *testing.T) {
	t.Parallel()
	require.Equal(t, http.StatusForbidden, get(t, start(t, bakery()), employments+"/comprehensive").StatusCode)
}

// loket-rest.md §4.4: exactly one of the two administrations is set.
func TestAnEmploymentOutsidePayroll(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Administrations = append(env.Employers[0].Administrations, lokettest.Administration{Description: "Vrijwilligers", NonPayroll: true})
	env.Employers[0].Employees[0].Employments[0].Administration = "Vrijwilligers"
	s := start(t, env)
	row := get(t, s, employment).content(t)
	require.Nil(t, row["payrollAdministration"])
	require.Equal(t, "Vrijwilligers", member(row, "nonPayrollAdministration.description"))
	require.NotContains(t, row["nonPayrollAdministration"], "clientNumber")
	require.Len(t, get(t, s, ofEmployer+"/payrolladministrations").rows(t), 1)
	rows := get(t, s, ofEmployer+"/administrations").rows(t)
	require.Equal(t, []any{true, false}, column(rows, "isPayrollAdministration"))
}

const shop = `"department":{"key":"` + d1 + `","code":40,"description":"Winkel"},
	"function":{"key":"` + f1 + `","group":null,"description":"Verkoper"},`

// loket-rest.md §10 shapes 17 and 18.
func TestOrganizationalEntities(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	row := get(t, s, employment+"/organizationalentities").rows(t)[0]
	want := `{"id":"` + row["id"].(string) + `","startDate":"2021-02-01","endDate":null,` + shop + `
		"distributionUnit":` + text(t, row["distributionUnit"]) + `,
		"standardFunction":null,"deviatingFunctionGroup":null,"deviatingFunctionDescription":null,"placeOfEmployment":null,
		"internalTelephoneExtensionNumber":null}`
	require.JSONEq(t, want, text(t, row))
	require.Equal(t, "Algemeen", member(row, "distributionUnit.description"))
	require.JSONEq(t, envelope("2018-01-01", `{"employmentId":"`+m1+`","organizationalEntity":`+want+`}`),
		get(t, s, ofEmployer+"/actualorganizationalentities?referenceDate=2026-01-01").text)
	require.Empty(t, get(t, s, ofEmployer+"/actualorganizationalentities?referenceDate=2021-01-31").rows(t))
}

// loket-rest.md §4.7.
func TestWagesAndWorkingHours(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Employees[0].Employments[0].Wages = []lokettest.Wage{
		{Start: "2021-02-01", Gross: "2900.00"}, {Start: "2025-01-01", Gross: "3100.50"}, {Start: "2026-07-01", Gross: "3200"},
	}
	s := start(t, env)
	wages := get(t, s, employment+"/wages").rows(t)
	require.Equal(t, []any{"2024-12-31", "2026-06-30", nil}, column(wages, "endDate"), "a linked chain, §5.1")
	require.Len(t, wages[0], 14)
	require.Contains(t, get(t, s, employment+"/wages").text, `"grossWage":3100.50`, "decimals keep their digits")
	actual := get(t, s, ofEmployer+"/actualwages").rows(t)
	require.Len(t, actual, 1)
	require.Equal(t, m1, actual[0]["employmentId"])
	require.Equal(t, "2025-01-01", member(actual[0], "wage.startDate"), "today is 2026-03-01")

	hours := get(t, s, ofEmployer+"/actualworkinghours").rows(t)
	require.JSONEq(t, `40`, text(t, member(hours[0], "workingHours.averageHoursPerWeek")))
	require.Len(t, hours[0]["workingHours"], 15)
	require.Equal(t, hours[0]["workingHours"], get(t, s, employment+"/workinghours").rows(t)[0])
}

// loket-rest.md §10 shapes 19 and 20.
func TestDepartmentsAndFunctions(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	const winkel = `{"id":"` + d1 + `","code":40,"description":"Winkel","emailLeaveRequest":null,
		"subDepartmentOf":{"key":"7c4e9b02-d15f-4a68-b0e3-5f8d2c6a1911","code":1,"description":"Directie"}}`
	for _, path := range []string{"/departments", "/useraccessibledepartments"} {
		rows := get(t, s, ofEmployer+path).rows(t)
		require.Len(t, rows, 2)
		require.Nil(t, rows[0]["subDepartmentOf"])
		require.JSONEq(t, winkel, text(t, rows[1]))
	}
	require.JSONEq(t, winkel, text(t, get(t, s, employers+"/departments/"+d1).content(t)))
	const verkoper = `{"key":"` + f1 + `","description":"Verkoper","group":null}`
	require.JSONEq(t, envelope("2018-01-01", verkoper), get(t, s, ofEmployer+"/functions").text)
	require.JSONEq(t, verkoper, text(t, get(t, s, employers+"/functions/"+f1).content(t)))
}

// loket-rest.md §10 shape 25.
func TestAuthorizations(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.Employers[0].Authorizations = []string{"GetAuthorizationsByEmployerId", "GetEmployeesByEmployerId"}
	s := start(t, env)
	a := get(t, s, ofEmployer+"/authorizations")
	require.Equal(t, []any{"GetAuthorizationsByEmployerId", "GetEmployeesByEmployerId"}, column(a.rows(t), "description"))
	require.Len(t, a.rows(t)[0], 2)
	require.NotContains(t, a.json(t), "totalPages", "§3.1: lists without paging parameters")
	name, value := accept("2018-06-01")
	require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[],
		"_embedded":[{"name":"GetAuthorizationsByEmployerId"},{"name":"GetEmployeesByEmployerId"}]}`, get(t, s, ofEmployer+"/authorizations", name, value).text)

	require.Equal(t, http.StatusOK, get(t, s, employees).StatusCode)
	require.Equal(t, http.StatusForbidden, get(t, s, employments).StatusCode, "an activity that the user lacks, §2")
}

// loket-rest.md §2: the authorizations of the user say nothing about those of the client.
func TestAClientMayLackWhatItsUserHas(t *testing.T) {
	t.Parallel()
	env := bakery()
	env.DeniedActivities = []string{"GetEmployeesByEmployerId"}
	s := start(t, env)
	require.Contains(t, column(get(t, s, ofEmployer+"/authorizations").rows(t), "description"), "GetEmployeesByEmployerId")
	require.Equal(t, http.StatusForbidden, get(t, s, employees).StatusCode)
	require.Equal(t, http.StatusOK, get(t, s, employee).StatusCode)
}
