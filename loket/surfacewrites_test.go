package loket_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// loket-rest.md §5.1: a PUT replaces the whole, and nothing but the change may be seen afterwards.
func TestReplacingAnEmployeeChangesWhatWasChanged(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, server *lokettest.Server, c *loket.Client) {
		before, err := server.Document(employeeID)
		require.NoError(t, err)
		record, err := c.Employees.Get(t.Context(), employeeID)
		require.NoError(t, err)
		record.Value.ContactInformation.BusinessEmailAddress = "noor@example.test"
		record.Value.PersonalDetails.Prefix = ""
		record.Value.PersonalDetails.Gender.Key = 1

		replaced, err := c.Employees.Replace(t.Context(), employeeID, record)

		require.NoError(t, err)
		require.Equal(t, "noor@example.test", replaced.Value.ContactInformation.BusinessEmailAddress)
		require.Equal(t, "Man", replaced.Value.PersonalDetails.Gender.Value)
		require.NotEqual(t, record.ETag, replaced.ETag)
		after, err := server.Document(employeeID)
		require.NoError(t, err)
		inside(before, "contactInformation")["businessEmailAddress"] = "noor@example.test"
		details := inside(before, "personalDetails")
		details["prefix"], details["gender"] = nil, inside(after, "personalDetails")["gender"]
		details["formattedName"] = inside(after, "personalDetails")["formattedName"] // Loket makes it of the others
		require.Equal(t, before, after)
	})
}

func TestReplacingWhatSomebodyElseHasChanged(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, server *lokettest.Server, c *loket.Client) {
		record, err := c.Employees.Get(t.Context(), employeeID)
		require.NoError(t, err)
		require.NoError(t, server.Change(employeeID, map[string]any{"personalDetails.initials": "N"}))
		_, err = c.Employees.Replace(t.Context(), employeeID, record)
		require.ErrorIs(t, err, loket.ErrConflict)
	})
}

// loket-rest.md §5.2: every PUT that the fake has, with nothing changed.
func TestReplacingEverythingWithItself(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, server *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		unchanged := func(id string, rewrite func() error) {
			before, err := server.Document(id)
			require.NoError(t, err)
			require.NoError(t, rewrite())
			after, err := server.Document(id)
			require.NoError(t, err)
			require.Equal(t, before, after)
		}
		department := entriesOf(t, c.Departments.All(ctx, employerID, nil))[0].ID
		function := entriesOf(t, c.Functions.All(ctx, employerID, nil))[0].Key
		entity := entriesOf(t, c.OrganizationalEntities.All(ctx, employmentID, nil))[0].ID
		hours := entriesOf(t, c.WorkingHours.All(ctx, employmentID, nil))[0].ID
		wage := entriesOf(t, c.Wages.All(ctx, employmentID, nil))[0].ID
		field := entriesOf(t, c.CustomFields.All(ctx, employerID, nil))[0].ID
		value := entriesOf(t, c.EmployeeCustomFields.All(ctx, employeeID, nil))[0].ID
		kind := entriesOf(t, c.LeaveTypes.All(ctx, employerID, nil))[0].ID
		user := entriesOf(t, c.Users.All(ctx, employerID, nil))[0].ID
		unchanged(employerID, func() error { return rewriteIn(ctx, c.Employers, employerID) })
		unchanged(employmentID, func() error { return rewriteIn(ctx, c.Employments, employmentID) })
		unchanged(department, func() error { return rewriteIn(ctx, c.Departments, department) })
		unchanged(function, func() error { return rewriteIn(ctx, c.Functions, function) })
		unchanged(entity, func() error { return rewriteIn(ctx, c.OrganizationalEntities, entity) })
		unchanged(hours, func() error { return rewriteIn(ctx, c.WorkingHours, hours) })
		unchanged(wage, func() error { return rewriteIn(ctx, c.Wages, wage) })
		unchanged(field, func() error { return rewriteIn(ctx, c.CustomFields, field) })
		unchanged(value, func() error { return rewriteIn(ctx, c.EmployeeCustomFields, value) })
		unchanged(lokettest.UUID("request"), func() error { return rewriteIn(ctx, c.LeaveRequests, lokettest.UUID("request")) })
		unchanged(user, func() error { return rewriteIn(ctx, c.Users, user) })
		unchanged(kind, func() error {
			record, err := c.LeaveTypes.Get(ctx, employerID, kind)
			return rewrite(record, err, func(r *loket.Record[loket.LeaveType]) (*loket.Record[loket.LeaveType], error) {
				return c.LeaveTypes.Replace(ctx, employerID, kind, r)
			})
		})
	})
}

// loket-rest.md §5.3 and §10 shape 15.
func TestEndingAnEmploymentAndTakingItBack(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx, day := t.Context(), civil.Date{Year: 2026, Month: 3, Day: 31}
		_, err := c.Employments.Terminate(ctx, employmentID, loket.Termination{EndDate: day, Reason: loket.KV{Key: 8}, ReasonTaxAuthorities: loket.KV{Key: 1}})
		require.NoError(t, err)
		ended, err := c.Employments.Get(ctx, employmentID)
		require.NoError(t, err)
		require.Equal(t, day, ended.Value.EndDate)
		require.Equal(t, 8, ended.Value.EndOfEmploymentReason.Key)

		_, err = c.Employments.Reinstate(ctx, employmentID)
		require.NoError(t, err)
		_, err = c.Employments.CorrectStartDate(ctx, employmentID, civil.Date{Year: 2021, Month: 3, Day: 1})
		require.NoError(t, err)
		back, err := c.Employments.Get(ctx, employmentID)
		require.NoError(t, err)
		require.Zero(t, back.Value.EndDate)
		require.Nil(t, back.Value.EndOfEmploymentReason)
		require.Equal(t, civil.Date{Year: 2021, Month: 3, Day: 1}, back.Value.StartDate)
	})
}

// loket-rest.md §4.8: definition, value, another value, none.
func TestTheLifeOfACustomField(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		field, err := c.CustomFields.Create(ctx, employerID, loket.CustomField{Description: "fiets"})
		require.NoError(t, err)
		value, err := c.EmployeeCustomFields.Create(ctx, secondEmployee, loket.CustomFieldValue{CustomField: field.Value, Value: "ja"})
		require.NoError(t, err)
		changed, err := c.EmployeeCustomFields.SetValue(ctx, value.Value.ID, "nee")
		require.NoError(t, err)
		require.Equal(t, "nee", changed.Value.Value)
		read, err := c.EmployeeCustomFields.Get(ctx, value.Value.ID)
		require.NoError(t, err)
		require.Equal(t, loket.CustomFieldValue{ID: value.Value.ID, CustomField: field.Value, Value: "nee"}, read.Value)

		require.NoError(t, c.EmployeeCustomFields.Delete(ctx, value.Value.ID))
		values, err := loket.Collect(c.EmployeeCustomFields.All(ctx, secondEmployee, nil))
		require.NoError(t, err)
		require.Empty(t, values)
		require.NoError(t, c.CustomFields.Delete(ctx, field.Value.ID))
		_, err = c.CustomFields.Get(ctx, field.Value.ID)
		require.ErrorIs(t, err, loket.ErrNotFound)
	})
}

// loket-rest.md §8: the number is asked for before the full read, and a change to a person moves the number of each employment.
func TestChangesAfterAFullRead(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, server *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		since, err := c.Changes.Newest(ctx, employerID)
		require.NoError(t, err)
		changes, next, err := c.Changes.Since(ctx, since)
		require.NoError(t, err)
		require.Empty(t, changes)
		require.Equal(t, since, next)

		require.NoError(t, server.Change(employeeID, map[string]any{"personalDetails.initials": "N"}))
		changed, err := c.Changes.Employments(ctx, employerID, since)
		require.NoError(t, err)
		require.ElementsMatch(t, []string{employmentID, secondEmployment}, changed.IDs)
		require.Greater(t, changed.Number, since)
		changes, next, err = c.Changes.Since(ctx, since)
		require.NoError(t, err)
		require.Equal(t, employerID, changes[0].EmployerID)
		require.Equal(t, changed.Number, next)
	})
}

// loket-rest.md §4.12.
func TestOpeningFilterSettingsShowsWhomTheyHid(t *testing.T) {
	t.Parallel()
	env := companyWith(&lokettest.FilterSettings{Status: "ActiveEmployments"})
	_, c := startCompany(t, env)
	ctx := t.Context()
	seen := entriesOf(t, c.Employments.All(ctx, employerID, nil))
	require.Len(t, seen, 1)
	require.Len(t, entriesOf(t, c.Employees.All(ctx, employerID, nil)), 2, "employees are not filtered")

	settings, err := c.FilterSettings.Get(ctx, employerID)
	require.NoError(t, err)
	require.Len(t, settings.Value.Hides(), 2)
	settings.Value = loket.OpenFilterSettings()
	settings, err = c.FilterSettings.Replace(ctx, employerID, settings)
	require.NoError(t, err)
	require.Empty(t, settings.Value.Hides())
	require.Len(t, entriesOf(t, c.Employments.All(ctx, employerID, nil)), 3)
}

func companyWith(settings *lokettest.FilterSettings) lokettest.Environment {
	env := company()
	env.Employers[0].FilterSettings = settings
	return env
}

// loket-rest.md §6.3.
func TestDecidingOnRequestsForLeave(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx, request := t.Context(), lokettest.UUID("request")
		result, err := c.LeaveRequests.Reject(ctx, request)
		require.NoError(t, err)
		require.Empty(t, result.Failed)
		result, err = c.LeaveRequests.Reopen(ctx, request)
		require.NoError(t, err)
		require.Empty(t, result.Failed)
		_, err = c.LeaveRequests.Accept(ctx, request)
		require.NoError(t, err)
		result, _ = c.LeaveRequests.Accept(ctx, request) // a 200 or a 400: accepted is final
		require.Equal(t, []string{request}, result.Failed)
	})
}

func TestAPayrollRunFromStartToEnd(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		started, err := c.PayrollRuns.Initiate(ctx, lokettest.UUID("administration"), loket.PayrollRunStart{
			PayrollPeriod:        loket.PayrollPeriodRef{Year: 2026, PeriodNumber: 2},
			InitiationParameters: loket.InitiationParameters{TypeOfInitiation: loket.RegularRun},
		})
		require.NoError(t, err)
		run, err := c.PayrollRuns.Get(ctx, started.Value.ID)
		require.NoError(t, err)
		require.Equal(t, loket.PayrollPeriodRef{Year: 2026, PeriodNumber: 2}, run.Value.PayrollPeriod)
		require.Contains(t, []int{loket.PayrollRunQueued, loket.PayrollRunForApproval}, run.Value.PayrollRunStatus.Key)
		_, err = c.PayrollRuns.Undo(ctx, lokettest.UUID("no such run"))
		require.ErrorIs(t, err, loket.ErrNotFound)
	})
}

// loket-rest.md §5.1: a new one closes the last one, and deleting it opens that again.
func TestAChainOfOrganizationalEntities(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		department, err := c.Departments.Create(ctx, employerID, loket.Department{Code: 77, Description: "Kas"})
		require.NoError(t, err)
		function, err := c.Functions.Create(ctx, employerID, loket.Function{Description: "Chef"})
		require.NoError(t, err)
		last := entriesOf(t, c.OrganizationalEntities.All(ctx, employmentID, nil))[0]
		added, err := c.OrganizationalEntities.Create(ctx, employmentID, loket.OrganizationalEntity{
			StartDate: civil.Date{Year: 2026, Month: 4, Day: 1}, Department: loket.UnitRef{Key: department.Value.ID},
			Function: loket.FunctionRef{Key: function.Value.Key}, DistributionUnit: last.DistributionUnit,
		})
		require.NoError(t, err)
		require.Equal(t, "Kas", added.Value.Department.Description)
		closed, err := c.OrganizationalEntities.Get(ctx, last.ID)
		require.NoError(t, err)
		require.Equal(t, civil.Date{Year: 2026, Month: 3, Day: 31}, closed.Value.EndDate)
		require.NoError(t, c.OrganizationalEntities.Delete(ctx, added.Value.ID))
		opened, err := c.OrganizationalEntities.Get(ctx, last.ID)
		require.NoError(t, err)
		require.Zero(t, opened.Value.EndDate)
	})
}

func TestANewUser(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		user, err := c.Users.Create(ctx, employerID, loket.NewUser{PersonalDetails: loket.UserPersonalDetails{Initials: "J", LastName: "Jong"},
			ContactInformation: loket.UserContactInformation{EmailAddress: "j@example.test"}, LoginMethod: loket.KV{Key: 1}})
		require.NoError(t, err)
		record, err := c.Users.Get(ctx, user.Value.ID)
		require.NoError(t, err)
		record.Value.PersonalDetails.LastName = "Jongh"
		_, err = c.Users.Replace(ctx, user.Value.ID, record)
		require.NoError(t, err)
		require.NoError(t, c.Users.Delete(ctx, user.Value.ID))
		_, err = c.Users.Get(ctx, user.Value.ID)
		require.ErrorIs(t, err, loket.ErrNotFound)
	})
}

// loket-rest.md §3.6: defaults with and without an envelope, and the keys that may be chosen.
func TestANewEmploymentFromDefaults(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		ctx := t.Context()
		options, err := c.Employments.Metadata(ctx, secondEmployee)
		require.NoError(t, err)
		require.NotEmpty(t, options)
		_, err = c.Employments.Defaults(ctx, secondEmployee)
		require.NoError(t, err)
		fields, err := c.Departments.Metadata(ctx, employerID)
		require.NoError(t, err)
		require.NotEmpty(t, fields.Options("subDepartmentOf"))
	})
}

func TestDeletingTheLastEmploymentDeletesThePerson(t *testing.T) {
	t.Parallel()
	eachLoket(t, func(t *testing.T, _ *lokettest.Server, c *loket.Client) {
		require.NoError(t, c.Employments.Delete(t.Context(), lokettest.UUID("third")))
		_, err := c.Employees.Get(t.Context(), secondEmployee)
		require.ErrorIs(t, err, loket.ErrNotFound)
	})
}
