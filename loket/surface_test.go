package loket_test

import (
	"context"
	"iter"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// company is a made-up employer with an entry in every list.
func company() lokettest.Environment {
	return lokettest.Environment{
		Today: "2026-03-10",
		User:  lokettest.User{FirstName: "Sam", LastName: "Smit", Email: "sam@example.test"},
		Employers: []lokettest.Employer{{
			ID: employerID, Name: "Bakkerij Aalbers",
			LeaveTypes: []lokettest.LeaveType{{Key: 16, Name: "Verlof"}},
			Administrations: []lokettest.Administration{{ID: lokettest.UUID("administration"), Description: "Maandverloning", Years: []int{2026},
				Runs: []lokettest.PayrollRun{{ID: lokettest.UUID("run"), Year: 2026, Period: 1, Status: loket.PayrollRunApproved}}}},
			Users: []lokettest.User{{FirstName: "Bo", LastName: "Baas", Email: "bo@example.test", DepartmentManager: true, Departments: []string{"Winkel"}}},
			Employees: []lokettest.Employee{{
				ID: employeeID, Number: 17, FirstName: "Noor", Prefix: "van den", LastName: "Berg", Born: "1991-04-23", BusinessEmail: "n.berg@example.test",
				CustomFields: map[string]string{"alleo_access": "ja"},
				Employments: []lokettest.Employment{{
					ID: employmentID, Start: "2021-02-01", HistoricalStart: "2018-09-01", Department: "Winkel", Function: "Verkoper",
					CustomFields:  map[string]string{"team": "oost"},
					LeaveBalances: []lokettest.LeaveBalance{{Year: 2026, LeaveType: "Verlof", Unit: "Uren", Accrual: "160.0", Used: "24.0"}},
					LeaveRequests: []lokettest.LeaveRequest{{ID: lokettest.UUID("request"), LeaveType: "Verlof", Start: "2026-05-01", End: "2026-05-01"}},
				}, {
					ID: secondEmployment, Start: "2018-09-01", End: "2021-01-31",
				}},
			}, {
				ID: secondEmployee, Number: 18, FirstName: "Kim", LastName: "Vos", BusinessEmail: "k.vos@example.test",
				Employments: []lokettest.Employment{{ID: lokettest.UUID("third"), Start: "2026-04-01"}},
			}},
		}},
	}
}

// startCompany serves the environment, and makes a client of it that sends its ETags.
func startCompany(t *testing.T, env lokettest.Environment) (*lokettest.Server, *loket.Client) {
	t.Helper()
	server, err := lokettest.Start(env)
	require.NoError(t, err)
	t.Cleanup(func() { server.Close() })
	store := loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken})
	client, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, store),
		loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL), loket.WithHTTPClient(&http.Client{}))
	require.NoError(t, err)
	return server, client
}

// eachLoket tests with two Lokets: one that answers as documented, and one that answers in every other way that the sheet names (loket-rest.md §10.1 no. 11, §3.4, §5.1).
func eachLoket(t *testing.T, test func(t *testing.T, server *lokettest.Server, client *loket.Client)) {
	t.Helper()
	quirks := map[string]lokettest.Quirks{
		"as documented": {},
		"otherwise": {Tolerance: true, RequireIfMatch: true, PlainContentType: true, CustomFieldAsContent: true, PagingOnDetails: true, OnePageWhenEmpty: true,
			BareDefaults: true, BulkArrays: true, BulkEmployeeIDs: true, PartialFailure400: true, MaxPageSize: 1},
	}
	for name, q := range quirks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			env := company()
			env.Quirks = q
			server, client := startCompany(t, env)
			test(t, server, client)
		})
	}
}

// entriesOf reads a list that must have entries.
func entriesOf[T any](t *testing.T, entries iter.Seq2[T, error]) []T {
	t.Helper()
	list, err := loket.Collect(entries)
	require.NoError(t, err)
	require.NotEmpty(t, list)
	return list
}

// sameAsDetail reads the record of the first entry of a list, and checks that they are the same.
func sameAsDetail[T any](t *testing.T, list []T, id func(T) string, get func(context.Context, string) (*loket.Record[T], error)) {
	t.Helper()
	record, err := get(t.Context(), id(list[0]))
	require.NoError(t, err)
	require.Equal(t, list[0], record.Value)
}

func TestReadingOrganisationAndPeople(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		provider := entriesOf(t, c.Providers.All(ctx, nil))[0]
		sameAsDetail(t, entriesOf(t, c.Employers.All(ctx, nil)), func(e loket.Employer) string { return e.ID }, c.Employers.Get)
		require.Equal(t, "Bakkerij Aalbers", entriesOf(t, c.Employers.Minimized.All(ctx, nil))[0].CompanyName)
		require.Equal(t, employerID, entriesOf(t, c.Employers.MinimizedOfProvider.All(ctx, provider.ID, nil))[0].ID)

		employees := entriesOf(t, c.Employees.All(ctx, employerID, nil))
		require.Len(t, employees, 2)
		sameAsDetail(t, employees, func(e loket.Employee) string { return e.ID }, c.Employees.Get)
		require.Equal(t, "n.berg@example.test", employees[0].ContactInformation.BusinessEmailAddress)
		require.Equal(t, civil.Date{Year: 1991, Month: 4, Day: 23}, employees[0].PersonalDetails.DateOfBirth)

		employments := entriesOf(t, c.Employments.All(ctx, employerID, nil))
		require.Len(t, employments, 3)
		sameAsDetail(t, employments, func(e loket.Employment) string { return e.ID }, c.Employments.Get)
		require.Equal(t, civil.Date{Year: 2018, Month: 9, Day: 1}, employments[0].HireDate())
		require.Len(t, entriesOf(t, c.Employments.OfEmployee.All(ctx, employeeID, nil)), 2)
		require.Len(t, entriesOf(t, c.Employments.Minimized.All(ctx, employerID, nil)), 3)

		departments := entriesOf(t, c.Departments.All(ctx, employerID, nil))
		sameAsDetail(t, departments, func(d loket.Department) string { return d.ID }, c.Departments.Get)
		entriesOf(t, c.Departments.UserAccessible.All(ctx, employerID, nil))
		sameAsDetail(t, entriesOf(t, c.Functions.All(ctx, employerID, nil)), func(f loket.Function) string { return f.Key }, c.Functions.Get)

		entities := entriesOf(t, c.OrganizationalEntities.All(ctx, employmentID, nil))
		sameAsDetail(t, entities, func(e loket.OrganizationalEntity) string { return e.ID }, c.OrganizationalEntities.Get)
		require.Equal(t, "Winkel", entities[0].Department.Description)
		sameAsDetail(t, entriesOf(t, c.WorkingHours.All(ctx, employmentID, nil)), func(h loket.WorkingHours) string { return h.ID }, c.WorkingHours.Get)
		sameAsDetail(t, entriesOf(t, c.Wages.All(ctx, employmentID, nil)), func(w loket.Wage) string { return w.ID }, c.Wages.Get)
		then := &loket.ListOptions{ReferenceDate: civil.Date{Year: 2020, Month: 1, Day: 1}}
		require.Equal(t, secondEmployment, entriesOf(t, c.OrganizationalEntities.Actual.All(ctx, employerID, then))[0].EmploymentID)
		require.Equal(t, employmentID, entriesOf(t, c.WorkingHours.Actual.All(ctx, employerID, nil))[0].EmploymentID)
		require.Equal(t, employmentID, entriesOf(t, c.Wages.Actual.All(ctx, employerID, nil))[0].EmploymentID)
	})
}

func TestReadingLeavePayrollAndUsers(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		kinds := entriesOf(t, c.LeaveTypes.All(ctx, employerID, nil))
		kind, err := c.LeaveTypes.Get(ctx, employerID, kinds[0].ID)
		require.NoError(t, err)
		require.Equal(t, kinds[0], kind.Value)
		balance := entriesOf(t, c.LeaveBalances.All(ctx, employmentID, nil))[0]
		require.Equal(t, "Uren", balance.UnitType.Value)
		require.Equal(t, loket.Decimal("160.0"), balance.Accrual)
		ofEmployer := entriesOf(t, c.LeaveBalances.OfEmployer(ctx, employerID, nil, nil))
		require.Equal(t, employeeID, ofEmployer[0].Employee.ID)
		sameAsDetail(t, entriesOf(t, c.LeaveRequests.All(ctx, employmentID, nil)), func(r loket.LeaveRequest) string { return r.ID }, c.LeaveRequests.Get)
		entriesOf(t, c.LeaveRequests.OfEmployer.All(ctx, employerID, nil))

		require.True(t, entriesOf(t, c.Administrations.All(ctx, employerID, nil))[0].IsPayrollAdministration)
		administration := entriesOf(t, c.PayrollAdministrations.All(ctx, employerID, nil))[0]
		periods := entriesOf(t, c.PayrollPeriods.All(ctx, administration.ID, nil))
		require.Equal(t, 202601, periods[0].ID)
		require.Equal(t, loket.PayrollRunApproved, periods[0].PayrollRuns[0].PayrollRunStatus.Key)
		require.True(t, entriesOf(t, c.PayrollPeriods.Minimized.All(ctx, administration.ID, nil))[0].HasApprovedPayrollRun)
		runs := entriesOf(t, c.PayrollRuns.All(ctx, administration.ID, nil))
		run, err := c.PayrollRuns.Get(ctx, runs[0].ID)
		require.NoError(t, err)
		require.True(t, runs[0].RequestTime.Equal(run.Value.RequestTime.Time))
		require.NotEmpty(t, run.ETag)

		current, err := c.Users.Current(ctx)
		require.NoError(t, err)
		require.Equal(t, "Smit", current.Value.PersonalDetails.LastName)
		user := entriesOf(t, c.Users.All(ctx, employerID, nil))[0]
		got, err := c.Users.Get(ctx, user.ID)
		require.NoError(t, err)
		require.Equal(t, "bo@example.test", got.Value.ContactInformation.EmailAddress)
		names, err := c.Users.Names(ctx, user.ID)
		require.NoError(t, err)
		require.Equal(t, "Baas", names.Value.PersonalDetails.LastName)
		require.Equal(t, "Winkel", entriesOf(t, c.Users.Departments.All(ctx, employerID, nil))[0].Departments[0].Description)
		missing, err := c.Authorizations.Missing(ctx, employerID, "GetEmployeesByEmployerId", "SomethingElse")
		require.NoError(t, err)
		require.Equal(t, []string{"SomethingElse"}, missing)
	})
}

func TestCustomFieldsInBulkAndOneByOne(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, server *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		employeeOf := map[string]string{}
		for e, err := range c.Employments.All(ctx, employerID, nil) {
			require.NoError(t, err)
			employeeOf[e.ID] = e.Employee.ID
		}
		for _, oneByOne := range []bool{false, true} {
			if oneByOne {
				server.Fault(lokettest.Denied().On("providers/employers/{}/employees/customfields"))
				server.Fault(lokettest.Denied().On("providers/employers/{}/employees/employments/customfields"))
			}
			fields, err := c.EmployeeCustomFields.ByEmployee(ctx, employerID, employeeOf, civil.Date{})
			require.NoError(t, err)
			require.Equal(t, oneByOne, fields.OneByOne)
			require.Equal(t, "ja", fields.Of(employeeID).Named("ALLEO_ACCESS")[0].Value)
			require.Len(t, fields.Of(employeeID), 1)
			require.Empty(t, fields.Of(secondEmployee))
			require.Empty(t, fields.Unknown)
			ofEmployments, err := c.EmploymentCustomFields.ByEmployment(ctx, employerID, []string{employmentID, secondEmployment}, civil.Date{})
			require.NoError(t, err)
			require.Equal(t, "oost", ofEmployments.Of(employmentID).Named("team")[0].Value)
		}
	})
}
