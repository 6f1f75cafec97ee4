package loket_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// creating is one way in which the typed surface adds a record.
type creating struct {
	what   string
	path   string // below /v2
	create func(context.Context, *loket.Client) error
	body   string
}

// ignore drops what Loket made of the record.
func ignore[T any](_ *loket.Record[T], err error) error { return err }

// creations names every create of the typed surface. The bodies have no read-only member that was not filled in, no empty member that may be empty, and only the key of coded values
// (loket-rest.md §5.1).
var creations = []creating{
	{"an employer under a provider", "/providers/X1/employers", func(ctx context.Context, c lk) error {
		return ignore(c.Employers.Create(ctx, "X1", loket.Employer{CompanyName: "Aalbers", LegalForm: &loket.KV{Key: 21, Value: "BV"},
			Address:          loket.Address{Street: "Molenweg", HouseNumber: 12, PostalCode: "1234 AB", City: "Utrecht", Country: loket.Country{Key: 530, ISOCode: "NL"}},
			ProviderSettings: loket.ProviderSettings{GroupCode: new(0)}}))
	}, `{"companyName":"Aalbers","legalForm":{"key":21},"address":{"street":"Molenweg","houseNumber":12,"postalCode":"1234 AB","city":"Utrecht","country":{"key":530}},
			"providerSettings":{"groupCode":0,"sendEmailWhenSalarySlipIsAvailable":false}}`},
	{"a department", employerPath + "/departments", func(ctx context.Context, c lk) error {
		return ignore(c.Departments.Create(ctx, employerID, loket.Department{Code: 41, Description: "Kas", SubDepartmentOf: &loket.UnitRef{Key: "X2", Code: 1, Description: "Directie"}}))
	}, `{"code":41,"description":"Kas","subDepartmentOf":{"key":"X2"}}`},
	{"a function", employerPath + "/functions", func(ctx context.Context, c lk) error {
		return ignore(c.Functions.Create(ctx, employerID, loket.Function{Key: "X3", Description: "Chef"}))
	}, `{"key":"X3","description":"Chef"}`},
	{"an organizational entity", employmentPath + "/organizationalentities", func(ctx context.Context, c lk) error {
		return ignore(c.OrganizationalEntities.Create(ctx, employmentID, loket.OrganizationalEntity{StartDate: march,
			Department: loket.UnitRef{Key: "X4"}, Function: loket.FunctionRef{Key: "X5", Description: "Chef"}, DistributionUnit: loket.UnitRef{Key: "X6"}}))
	}, `{"startDate":"2026-03-01","department":{"key":"X4"},"function":{"key":"X5"},"distributionUnit":{"key":"X6"}}`},
	{"working hours", employmentPath + "/workinghours", func(ctx context.Context, c lk) error {
		return ignore(c.WorkingHours.Create(ctx, employmentID, loket.WorkingHours{StartDate: march, Shift: loket.Shift{ShiftNumber: 1}, ShiftRateSickLeave: loket.Shift{ShiftNumber: 1},
			AverageHoursPerWeek: "0"}))
	}, `{"startDate":"2026-03-01","shift":{"shiftNumber":1},"shiftRateSickLeave":{"shiftNumber":1},"regularWorkPattern":false,"averageHoursPerWeek":0,
			"calculateUsingWorkPattern":{"daysDailyRate":false,"deviatingDaysAndHours":false,"hoursBrokenPeriod":false,"hoursRegularPeriod":false,"leaveHours":false}}`},
	{"a wage", employmentPath + "/wages", func(ctx context.Context, c lk) error {
		return ignore(c.Wages.Create(ctx, employmentID, loket.Wage{StartDate: march, GrossWage: "2500.50", GrossWageType: &loket.KV{Key: 1, Value: "per periode"}, ApplyPayGrade: new(false)}))
	}, `{"startDate":"2026-03-01","grossWage":2500.50,"grossWageType":{"key":1},"applyPayGrade":false}`},
	{"a custom field", employerPath + "/customfields", func(ctx context.Context, c lk) error {
		return ignore(c.CustomFields.Create(ctx, employerID, loket.CustomField{Description: "alleo_access"}))
	}, `{"description":"alleo_access"}`},
	{"a custom field value of an employee", employeesPath + "/" + employeeID + "/customfields", func(ctx context.Context, c lk) error {
		return ignore(c.EmployeeCustomFields.Create(ctx, employeeID, loket.CustomFieldValue{CustomField: loket.CustomField{ID: "X7"}, Value: " ja"}))
	}, `{"customField":{"id":"X7"},"value":" ja"}`},
	{"a custom field value of an employment", employmentPath + "/customfields", func(ctx context.Context, c lk) error {
		return ignore(c.EmploymentCustomFields.Create(ctx, employmentID, loket.CustomFieldValue{CustomField: loket.CustomField{ID: "X7"}, Value: "ja"}))
	}, `{"customField":{"id":"X7"},"value":"ja"}`},
	{"leave", employmentPath + "/leave", func(ctx context.Context, c lk) error {
		return ignore(c.LeaveEntries.Create(ctx, employmentID, loket.LeaveEntry{StartDate: march, EndDate: march, LeaveType: loket.LeaveTypeRef{Key: 1, Value: "Verlof"}, NumberOfUnits: "8"}))
	}, `{"startDate":"2026-03-01","endDate":"2026-03-01","leaveType":{"key":1},"isAccrual":false,"numberOfUnits":8}`},
	{"a user", employerPath + "/users", func(ctx context.Context, c lk) error {
		return ignore(c.Users.Create(ctx, employerID, loket.NewUser{PersonalDetails: loket.UserPersonalDetails{Initials: "S", LastName: "Smit"},
			ContactInformation: loket.UserContactInformation{EmailAddress: "s@example.test"}, LoginMethod: loket.KV{Key: 1, Value: "SSO"}}))
	}, `{"personalDetails":{"initials":"S","lastName":"Smit"},"contactInformation":{"emailAddress":"s@example.test"},"loginMethod":{"key":1},"hasAccessToPayrollingTestData":false}`},
	{"an invitation", employerPath + "/users/invite", func(ctx context.Context, c lk) error {
		return ignore(c.Users.Invite(ctx, employerID, loket.Invitation{PersonalDetails: loket.UserPersonalDetails{Initials: "S", LastName: "Smit"},
			ContactInformation: loket.UserContactInformation{EmailAddress: "s@example.test"}, DestinationForSecret: "0612345678", TwoFactorAuthenticationRequired: true}))
	}, `{"personalDetails":{"initials":"S","lastName":"Smit"},"contactInformation":{"emailAddress":"s@example.test"},"destinationForSecret":"0612345678",
			"twoFactorAuthenticationRequired":true,"hasAccessToPayrollingTestData":false}`},
	{"an existing user at another employer", employerPath + "/users/link", func(ctx context.Context, c lk) error {
		return c.Users.Link(ctx, employerID, "X8", "X4")
	}, `{"userId":"X8","departments":["X4"]}`},
	{"a payroll run", payrollPath + "/X1/payrollruns/initiate", func(ctx context.Context, c lk) error {
		return ignore(c.PayrollRuns.Initiate(ctx, "X1", loket.PayrollRunStart{PayrollPeriod: loket.PayrollPeriodRef{Year: 2026, PeriodNumber: 4},
			InitiationParameters: loket.InitiationParameters{TypeOfInitiation: loket.RunWithoutEmploymentData}}))
	}, `{"payrollPeriod":{"year":2026,"periodNumber":4},"initiationParameters":{"typeOfInitiation":"withoutEmploymentData"}}`},
}

func TestEveryCreatePostsWhatWasFilledIn(t *testing.T) {
	t.Parallel()
	for _, c := range creations {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("POST", c.path, http.StatusCreated, detail(`{"id":"X1"}`))

			require.NoError(t, c.create(t.Context(), client))

			sent := w.only(t)
			require.Equal(t, base+"/v2"+c.path, sent.URL)
			require.Equal(t, "application/json;version=2018-01-01", sent.Header.Get("Accept"))
			require.Equal(t, "application/json", sent.Header.Get("Content-Type"))
			require.JSONEq(t, c.body, sent.Body)
		})
	}
}

func TestACreateGivesWhatLoketMadeOfIt(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("POST", employerPath+"/departments", http.StatusCreated,
		`{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[{"code":501,"id":null,"type":"Warning","description":"let op","properties":[]}],"content":{"id":"X1","code":41,"description":"Kas"}}`)
	department, err := client.Departments.Create(t.Context(), employerID, loket.Department{Code: 41, Description: "Kas"})
	require.NoError(t, err)
	require.Equal(t, "X1", department.Value.ID)
	require.Equal(t, "let op", department.Messages[0].Description) // loket-rest.md §10 shape 37
}

// loket-rest.md §10 shape 33, and §4.8 for the length.
func TestACreateThatLoketRefuses(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("POST", employeesPath+"/"+employeeID+"/customfields", http.StatusBadRequest,
		`{`+noVersionInfo[:len(noVersionInfo)-1]+`{"code":83,"id":null,"type":"BrokenBusinessRule","description":"value has an invalid length","properties":["value"]}],"content":{}}`)
	_, err := client.EmployeeCustomFields.Create(t.Context(), employeeID, loket.CustomFieldValue{})
	require.ErrorIs(t, err, loket.ErrBusinessRule)
	require.ErrorContains(t, err, "value has an invalid length")
}

// The fixtures below have every member of the vendor's description.
func TestABodyKeepsEveryMember(t *testing.T) {
	t.Parallel()
	bodies := map[string]any{
		"new_employment":    new(loket.NewEmployment),
		"new_user":          new(loket.NewUser),
		"invitation":        new(loket.Invitation),
		"payroll_run_start": new(loket.PayrollRunStart),
	}
	for name, body := range bodies {
		require.NoError(t, json.Unmarshal([]byte(fixture(t, name)), body))
		kept, err := json.Marshal(body)
		require.NoError(t, err)
		require.JSONEq(t, fixture(t, name), string(kept), name)
	}
}

// loket-rest.md §10 shape 39: the id of a new employment is not where other ids are.
func TestANewEmploymentGivesItsID(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	path := employeesPath + "/" + employeeID + "/employments"
	w.answer("POST", path, http.StatusCreated, `{"totalSize":1,"pageSize":250,"totalPages":1,"currentPage":1,`+noVersionInfo+`,"id":"`+employmentID+`"}`)
	w.answer("GET", path+"/defaults", http.StatusOK, detail(fixture(t, "new_employment")))

	proposed, err := client.Employments.Defaults(t.Context(), employeeID)
	require.NoError(t, err)
	proposed.Value.EmploymentData.StartDate = civil.Date{Year: 2026, Month: 4, Day: 1}
	created, err := client.Employments.Create(t.Context(), employeeID, proposed.Value)
	require.NoError(t, err)

	require.Equal(t, employmentID, created.Value.ID)
	post := w.sent()[1]
	require.Equal(t, "application/json;version=2018-01-01", post.Header.Get("Accept"))
	var body struct {
		EmploymentData struct {
			StartDate      string         `json:"startDate"`
			TypeOfEmployee map[string]any `json:"typeOfEmployee"`
		} `json:"employmentData"`
	}
	require.NoError(t, json.Unmarshal([]byte(post.Body), &body))
	require.Equal(t, "2026-04-01", body.EmploymentData.StartDate)
	require.Len(t, body.EmploymentData.TypeOfEmployee, 1, "the key alone")
}

// loket-rest.md §10 shape 39: 202 without version and messages.
func TestAStartedPayrollRunGivesItsID(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("POST", payrollPath+"/X1/payrollruns/initiate", http.StatusAccepted, `{"content":{"id":"X2"}}`)
	run, err := client.PayrollRuns.Initiate(t.Context(), "X1", loket.PayrollRunStart{})
	require.NoError(t, err)
	require.Equal(t, "X2", run.Value.ID)
}

func TestAValueThatCannotBeSentIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	_, err := client.Wages.Create(t.Context(), employmentID, loket.Wage{GrossWage: "2.500,50"})
	require.ErrorContains(t, err, "cannot be encoded")
	require.NotContains(t, err.Error(), "500")
	_, err = client.Employments.Terminate(t.Context(), employmentID, loket.Termination{EndDate: civil.Date{Year: 2026, Month: 2, Day: 30}})
	require.ErrorContains(t, err, "cannot be encoded")
	_, err = loket.DownloadPost(t.Context(), client, loket.Operation{Path: "/preview"}, func() {}, "application/pdf", nil)
	require.ErrorContains(t, err, "cannot be encoded")
	require.Empty(t, w.sent())
}
