package lokettest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

const (
	administration = employers + "/payrolladministrations/" + y1
	run1           = "4d8b1e70-c3f5-4a92-b6d7-0e9f2c5a8b13"
)

func paid() lokettest.Environment {
	env := bakery()
	env.User = lokettest.User{ID: "6e1c0d83-b92f-4a57-8e34-1d5f7c9a2b15", FirstName: "Sanne", LastName: "Smit"}
	env.Employers[0].Administrations[0].Members = map[string]any{"payrollTaxesNumber": "123456789L01"}
	env.Employers[0].Administrations[0].Runs = []lokettest.PayrollRun{{
		ID: run1, Year: 2026, Period: 4, Status: 9, Members: map[string]any{"availableForEmployeeDate": "2026-04-24", "errorsAndWarnings.hasWarnings": true},
	}}
	return env
}

// loket-rest.md §10 shape 28.
func TestPayrollAdministrations(t *testing.T) {
	t.Parallel()
	row := get(t, start(t, paid()), ofEmployer+"/payrolladministrations").rows(t)[0]
	require.Len(t, row, 18, "every member of §4.11")
	for member, want := range map[string]string{
		"id": `"` + y1 + `"`, "name": `"Bakkerij Aalbers"`, "clientNumber": `4711`, "description": `"Maandverloning"`, "startDate": `"2015-01-01"`,
		"endDate": `null`, "groupCode": `1`, "payrollTaxesNumber": `"123456789L01"`, "payrollPeriodType": `{"key":1,"value":"Maand"}`,
		"cao": `{"key":0,"value":"Geen"}`,
	} {
		require.JSONEq(t, want, text(t, row[member]), member)
	}
}

// loket-rest.md §10 shape 28: periods come without paging members.
func TestPayrollPeriods(t *testing.T) {
	t.Parallel()
	s := start(t, paid())
	a := get(t, s, where(administration+"/payrollperiods", "id eq 202604"))
	require.NotContains(t, a.json(t), "totalPages")
	require.JSONEq(t, `{"id":202604,"year":2026,"periodNumber":4,"startDate":"2026-04-01","endDate":"2026-04-30",
		"payrollPeriodType":{"key":1,"value":"Maand"},"testYear":false,"automaticProcessing":null,
		"payrollRuns":[{"id":"`+run1+`","payrollRunStatus":{"key":9,"value":"Goedgekeurd"},"sequenceNumber":1,"sequenceNumberApproved":1,"journalRuns":[]}]}`,
		text(t, a.rows(t)[0]))
	require.Len(t, get(t, s, administration+"/payrollperiods").rows(t), 24, "this year and the last")
	minimized := get(t, s, administration+"/payrollperiods/minimized?orderBy=-hasApprovedPayrollRun").rows(t)
	require.JSONEq(t, `{"id":202604,"year":2026,"periodNumber":4,"startDate":"2026-04-01","endDate":"2026-04-30",
		"payrollPeriodType":{"key":1,"value":"Maand"},"testYear":false,"hasApprovedPayrollRun":true}`, text(t, minimized[0]))
}

// loket-rest.md §10 shape 28.
func TestPayrollRuns(t *testing.T) {
	t.Parallel()
	s := start(t, paid())
	one := get(t, s, employers+"/payrolladministrations/payrollruns/"+run1)
	require.NotEmpty(t, one.Header.Get("ETag"))
	require.JSONEq(t, `{"id":"`+run1+`","payrollPeriod":{"year":2026,"periodNumber":4},"payrollRunStatus":{"key":9,"value":"Goedgekeurd"},
		"sequenceNumber":1,"sequenceNumberApproved":1,"requestTime":"2026-04-20T09:12:44+02:00",
		"requestedBy":{"id":"6e1c0d83-b92f-4a57-8e34-1d5f7c9a2b15","formattedName":"S. Smit","initials":"S","prefix":null,"lastName":"Smit"},
		"processingFinishedTime":"2026-04-20T09:13:10+02:00","approvalTime":"2026-04-21T08:00:01+02:00","approvedBy":null,"removeTime":null,"removedBy":null,
		"errorsAndWarnings":{"hasErrors":false,"hasWarnings":true},"methodOfCreation":{"key":1,"value":"Handmatig"},
		"availableForEmployeeDate":"2026-04-24","sendEmailToEmployee":true,"textPaySlip":null,"textPayment":null,"textTariffPaySlip":null}`,
		text(t, one.content(t)))
	rows := get(t, s, where(administration+"/payrollruns", "approvalTime ge '2026-04-21T06:00:01Z'")).rows(t)
	require.Equal(t, one.content(t), rows[0], "moments are compared as moments")
}

// loket-rest.md §10 shape 39 and §5.3.
func TestPayrollRunsAreStartedConfirmedAndUndone(t *testing.T) {
	t.Parallel()
	s := start(t, paid())
	const body = `{"payrollPeriod":{"year":2026,"periodNumber":5},"initiationParameters":{"typeOfInitiation":"regular"}}`
	a := call(t, s, http.MethodPost, administration+"/payrollruns/initiate", body)
	require.Equal(t, http.StatusAccepted, a.StatusCode)
	id := a.content(t)["id"].(string)
	require.JSONEq(t, `{"content":{"id":"`+id+`"}}`, a.text, "§3.4: neither version nor messages")
	requireRule(t, call(t, s, http.MethodPost, administration+"/payrollruns/initiate", body), 267)
	requireRule(t, call(t, s, http.MethodPost, administration+"/payrollruns/initiate", `{}`), 82)

	const review = employers + "/payrolladministrations/payrollruns"
	one := review + "/" + id
	confirm := `[{"id":"` + id + `","action":"confirm"}]`
	requireRule(t, call(t, s, http.MethodPatch, review, confirm), 12)
	require.NoError(t, s.Change(id, map[string]any{"payrollRunStatus": map[string]any{"key": 1, "value": "Wacht op goedkeuring"}}))
	require.Equal(t, http.StatusOK, call(t, s, http.MethodPatch, review, confirm).StatusCode)
	require.Equal(t, json.Number("9"), member(get(t, s, one).content(t), "payrollRunStatus.key"))

	undone := call(t, s, http.MethodPost, one+"/undo", "")
	require.Equal(t, http.StatusCreated, undone.StatusCode)
	require.Empty(t, undone.text)
	require.Equal(t, json.Number("5"), member(get(t, s, one).content(t), "payrollRunStatus.key"))
	requireRule(t, call(t, s, http.MethodPost, one+"/undo", ""), 267)
}
