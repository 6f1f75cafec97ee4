package loket_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// deleting is one way in which the typed surface removes a record.
type deleting struct {
	what, path, version string
	remove              func(context.Context, *loket.Client) error
}

var deletions = []deleting{
	{"an employment", employmentPath, vEmployments, func(ctx context.Context, c *loket.Client) error { return c.Employments.Delete(ctx, employmentID) }},
	{"an organizational entity", employmentsPath + "/organizationalentities/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.OrganizationalEntities.Delete(ctx, "X1") }},
	{"working hours", employmentsPath + "/workinghours/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.WorkingHours.Delete(ctx, "X1") }},
	{"a wage", employmentsPath + "/wages/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.Wages.Delete(ctx, "X1") }},
	{"a custom field", employersPath + "/customfields/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.CustomFields.Delete(ctx, "X1") }},
	{"a custom field value of an employee", employeesPath + "/customfields/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.EmployeeCustomFields.Delete(ctx, "X1") }},
	{"a custom field value of an employment", employmentsPath + "/customfields/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.EmploymentCustomFields.Delete(ctx, "X1") }},
	{"leave", employmentsPath + "/leave/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.LeaveEntries.Delete(ctx, "X1") }},
	{"a user", employersPath + "/users/X1", v2018, func(ctx context.Context, c *loket.Client) error { return c.Users.Delete(ctx, "X1") }},
}

// loket-rest.md §5.1: DELETE answers 200 with an empty record.
func TestEveryDeleteNamesItsRecord(t *testing.T) {
	t.Parallel()
	for _, tt := range deletions {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("DELETE", tt.path, http.StatusOK, detail("{}"))
			require.NoError(t, tt.remove(t.Context(), client))
			sent := w.only(t)
			require.Equal(t, base+"/v2"+tt.path, sent.URL)
			require.Equal(t, "application/json;version="+tt.version, sent.Header.Get("Accept"))
			require.Empty(t, sent.Body)
		})
	}
}

// acting is one way in which the typed surface carries out an action.
type acting struct {
	what    string
	method  string
	path    string // below /v2
	version string
	act     func(context.Context, *loket.Client) error
	body    string // empty for none
}

// alone drops what comes beside an error.
func alone[T any](_ T, err error) error { return err }

// actions names every action of the typed surface (loket-rest.md §5.3).
var actions = []acting{
	{"terminating an employment", "PATCH", employmentPath + "/terminate", vEmployments, func(ctx context.Context, c lk) error { // §10 shape 15
		return alone(c.Employments.Terminate(ctx, employmentID, loket.Termination{EndDate: march, Reason: loket.KV{Key: 8, Value: "anders"}, ReasonTaxAuthorities: loket.KV{Key: 1}}))
	}, `{"endDate":"2026-03-01","endOfEmploymentDueToIllness":false,"endOfEmploymentReason":{"key":8},"endOfEmploymentReasonTaxAuthorities":{"key":1},"createMdvEntry":false}`},
	{"reinstating one", "PATCH", employmentPath + "/reinstate", v2018, func(ctx context.Context, c lk) error { return alone(c.Employments.Reinstate(ctx, employmentID)) }, ""},
	{"correcting its start", "PATCH", employmentPath + "/correctstartdate", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Employments.CorrectStartDate(ctx, employmentID, march))
	}, `{"startDate":"2026-03-01"}`},
	{"changing its category", "PATCH", employmentPath, vEmployments, func(ctx context.Context, c lk) error {
		return alone(c.Employments.ChangeCategory(ctx, employmentID, loket.EmploymentCategory{EmploymentCategoryType: loket.KV{Key: 2, Value: "Stagiair"}}))
	}, `{"employmentCategoryType":{"key":2}}`},
	{"applying a profile", "PATCH", employmentPath + "/employeeprofile", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Employments.ApplyProfile(ctx, employmentID, 3, march))
	}, `{"activationDate":"2026-03-01","employeeProfileId":3}`},
	{"linking leave policies", "PATCH", employmentPath + "/leavepolicies", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Employments.LinkLeavePolicies(ctx, employmentID, "X1", "X2"))
	}, `[{"id":"X1","action":"link"},{"id":"X2","action":"link"}]`},
	{"unlinking leave policies", "PATCH", employmentPath + "/leavepolicies", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Employments.UnlinkLeavePolicies(ctx, employmentID, "X1"))
	}, `[{"id":"X1","action":"unlink"}]`},

	{"accepting requests for leave", "PATCH", employmentsPath + "/leaverequests", v2018, func(ctx context.Context, c lk) error { return alone(c.LeaveRequests.Accept(ctx, "X1", "X2")) },
		`[{"id":"X1","action":"accept"},{"id":"X2","action":"accept"}]`},
	{"rejecting one", "PATCH", employmentsPath + "/leaverequests", v2018, func(ctx context.Context, c lk) error { return alone(c.LeaveRequests.Reject(ctx, "X1")) }, `[{"id":"X1","action":"reject"}]`},
	{"reopening one", "PATCH", employmentsPath + "/leaverequests", v2018, func(ctx context.Context, c lk) error { return alone(c.LeaveRequests.Reopen(ctx, "X1")) }, `[{"id":"X1","action":"reopen"}]`},

	{"confirming a payroll run", "PATCH", payrollPath + "/payrollruns", v2018, func(ctx context.Context, c lk) error { return alone(c.PayrollRuns.Confirm(ctx, "X1")) }, `[{"id":"X1","action":"confirm"}]`},
	{"cancelling one", "PATCH", payrollPath + "/payrollruns", v2018, func(ctx context.Context, c lk) error { return alone(c.PayrollRuns.Cancel(ctx, "X1")) }, `[{"id":"X1","action":"cancel"}]`},
	{"undoing one", "POST", payrollPath + "/payrollruns/X1/undo", v2018, func(ctx context.Context, c lk) error { return alone(c.PayrollRuns.Undo(ctx, "X1")) }, ""},

	{"changing a custom field value of an employee", "PUT", employeesPath + "/customfields/X1", v2018, func(ctx context.Context, c lk) error { // §10 shape 22
		return alone(c.EmployeeCustomFields.SetValue(ctx, "X1", "nee"))
	}, `{"value":"nee"}`},
	{"changing a custom field value of an employment", "PUT", employmentsPath + "/customfields/X1", v2018, func(ctx context.Context, c lk) error {
		return alone(c.EmploymentCustomFields.SetValue(ctx, "X1", "nee"))
	}, `{"value":"nee"}`},

	{"sending an invitation again", "PATCH", employersPath + "/users/X1", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Users.ResendInvite(ctx, "X1", loket.Resend{}))
	}, `{"action":"Resend","resendInformation":null}`},
	{"sending an invitation somewhere else", "PATCH", employersPath + "/users/X1", v2018, func(ctx context.Context, c lk) error {
		return alone(c.Users.ResendInvite(ctx, "X1", loket.Resend{EmployerID: employerID, EmailAddress: "s@example.test", DestinationForSecret: "0612345678"}))
	}, `{"action":"Resend","resendInformation":{"employerId":"` + employerID + `","emailAddress":"s@example.test","destinationForSecret":"0612345678","twoFactorAuthenticationRequired":false}}`},
	{"taking an invitation back", "PATCH", employersPath + "/users/X1", v2018, func(ctx context.Context, c lk) error { return alone(c.Users.RevokeInvite(ctx, "X1")) },
		`{"action":"Revoke","resendInformation":null}`},
}

func TestEveryActionSendsItsBody(t *testing.T) {
	t.Parallel()
	for _, a := range actions {
		t.Run(a.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer(a.method, a.path, http.StatusOK, detail("{}"))

			require.NoError(t, a.act(t.Context(), client))

			sent := w.only(t)
			require.Equal(t, base+"/v2"+a.path, sent.URL)
			require.Equal(t, "application/json;version="+a.version, sent.Header.Get("Accept"))
			require.Empty(t, sent.Header.Get("If-Match")) // loket-rest.md §4.8: no ETag is documented for custom fields
			if a.body == "" {
				require.Empty(t, sent.Body)
				return
			}
			require.JSONEq(t, a.body, sent.Body)
		})
	}
}

// loket-rest.md §3.4: some actions answer with nothing, and what is in the answer of others is not documented.
func TestAnActionDoesNotMindWhatIsInTheAnswer(t *testing.T) {
	t.Parallel()
	for _, answer := range []string{"", detail("{}"), detail("null"), `{"id":"X1"}`, withWarning} {
		for _, a := range actions {
			client, w := newClient(t)
			w.answer(a.method, a.path, http.StatusOK, answer)
			require.NoError(t, a.act(t.Context(), client), a.what)
		}
	}
}

// withWarning is a good answer with a warning (loket-rest.md §10 shape 37).
const withWarning = `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[{"code":501,"id":null,"type":"Warning","description":"let op","properties":[]}],"content":{}}`

func TestAnActionGivesWarnings(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("PATCH", employmentPath+"/reinstate", http.StatusOK, withWarning)
	w.answer("POST", payrollPath+"/payrollruns/X1/undo", http.StatusCreated, withWarning)
	warnings, err := client.Employments.Reinstate(t.Context(), employmentID)
	require.NoError(t, err)
	require.Equal(t, "let op", warnings[0].Description)
	warnings, err = client.PayrollRuns.Undo(t.Context(), "X1")
	require.NoError(t, err)
	require.Equal(t, "let op", warnings[0].Description)
}

func TestAnActionWithoutADayIsRefusedBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	_, err := client.Employments.Terminate(t.Context(), employmentID, loket.Termination{})
	require.ErrorContains(t, err, "needs an end date")
	_, err = client.Employments.CorrectStartDate(t.Context(), employmentID, civil.Date{})
	require.ErrorContains(t, err, "needs a day")
	_, err = client.Employments.ApplyProfile(t.Context(), employmentID, 3, civil.Date{})
	require.ErrorContains(t, err, "needs an activation day")
	require.Empty(t, w.sent())
}

// loket-rest.md §5.3: a profile gives the ids of what it made.
func TestAProfileGivesWhatItMade(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("PATCH", employmentPath+"/employeeprofile", http.StatusOK, detail(`{"employmentFunds":["X1"],"employmentFundsABP":[],"basesForCalculation":["X2"],"benefitsAndDeductions":null}`))
	made, err := client.Employments.ApplyProfile(t.Context(), employmentID, 0, civil.Date{Year: 2026, Month: 3, Day: 1})
	require.NoError(t, err)
	require.Equal(t, loket.ProfileResult{EmploymentFunds: []string{"X1"}, EmploymentFundsABP: []string{}, BasesForCalculation: []string{"X2"}}, made.Value)
	require.JSONEq(t, `{"activationDate":"2026-03-01"}`, w.only(t).Body)
}

// loket-rest.md §6.3 and §10 shape 27: the vendor's texts contradict each other about the status when some records fail.
func TestAnActionOnSeveralRecordsOfWhichSomeFail(t *testing.T) {
	t.Parallel()
	const body = `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[
		{"code":12,"id":"AA0D7C52-6F1B-4E83-9C20-B4D8E7A6F502","type":"BrokenBusinessRule","description":"no longer open","properties":[]},
		{"code":13,"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501","type":"Warning","description":"let op","properties":[]},
		{"code":14,"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f503","type":"AKindYetUnknown","description":"nee","properties":[]}],"content":{}}`
	ids := []string{"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501", "aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502", "aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f503"}
	for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
		client, w := newClient(t)
		w.answer("PATCH", employmentsPath+"/leaverequests", status, body)
		result, err := client.LeaveRequests.Accept(t.Context(), ids...)
		require.Equal(t, status == http.StatusBadRequest, err != nil)
		if err != nil {
			require.ErrorIs(t, err, loket.ErrBusinessRule)
		}
		require.Equal(t, ids[1:], result.Failed)
		require.Len(t, result.Messages, 3)
	}
}

func TestAnActionOnNoRecordsSendsNothing(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	result, err := client.PayrollRuns.Confirm(t.Context())
	require.NoError(t, err)
	require.Empty(t, result.Failed)
	require.Empty(t, w.sent())
}
