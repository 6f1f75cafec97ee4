package lokettest_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func onLeave() lokettest.Environment {
	env := bakery()
	env.Employers[0].LeaveTypes = []lokettest.LeaveType{{ID: lokettest.UUID("statutory"), Key: 1, Name: "Wettelijk verlof"}}
	m := &env.Employers[0].Employees[0].Employments[0]
	m.LeaveBalances = []lokettest.LeaveBalance{
		{Year: 2026, LeaveType: "Wettelijk verlof", Unit: "Uren", Previous: "12.5", Accrual: "160.0", Used: "24.0", UsedLater: "16.0", Expires: "0.0"},
		{Year: 2025, LeaveType: "Bovenwettelijk verlof", Accrual: "40"},
	}
	m.LeaveRequests = []lokettest.LeaveRequest{
		{ID: "aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501", LeaveType: "Wettelijk verlof", Start: "2026-05-01", End: "2026-05-02", Units: "16"},
		{ID: "aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502", LeaveType: "Wettelijk verlof", Start: "2026-06-01", End: "2026-06-01", Status: 9},
	}
	return env
}

// loket-rest.md §10 shape 26.
func TestLeaveBalances(t *testing.T) {
	t.Parallel()
	s := start(t, onLeave())
	rows := get(t, s, employment+"/leavebalances").rows(t)
	require.JSONEq(t, `{"year":2026,"leaveType":{"key":1,"value":"Wettelijk verlof","balanceExceedsYear":false},"unitType":{"key":1,"value":"Uren"},
		"balancePreviousYear":12.5,"accrual":160.0,"usageTotal":40.0,"usageThroughToday":24.0,"usageAfterToday":16.0,"expires":0.0,"balance":132.5}`,
		text(t, rows[0]))
	require.Equal(t, json.Number("132.5"), rows[0]["balance"])
	require.Nil(t, rows[1]["unitType"], "§4.9: null without a policy")
	require.JSONEq(t, `2`, text(t, member(rows[1], "leaveType.key")), "a leave type that was not listed")
}

// loket-rest.md §4.9: one row for an employment, for the year of the reference date.
func TestLeaveBalancesOfAnEmployer(t *testing.T) {
	t.Parallel()
	s := start(t, onLeave())
	row := get(t, s, ofEmployer+"/leavebalances").rows(t)[0]
	require.Len(t, row, 10)
	require.Equal(t, m1, row["id"])
	require.Equal(t, "Winkel", member(row, "organizationalEntity.department.description"))
	require.Equal(t, p1, member(row, "employee.id"))
	balances := row["leaveBalance"].([]any)
	require.Len(t, balances, 1)
	require.Equal(t, json.Number("24.0"), balances[0].(map[string]any)["usageThroughReferenceDate"])
	require.NotContains(t, balances[0], "unitType")

	for query, want := range map[string]int{"?referenceDate=2025-07-01": 1, "?leaveType=1": 1, "?leaveType=2": 0, "?referenceDate=2024-01-01": 0} {
		row := get(t, s, ofEmployer+"/leavebalances"+query).rows(t)[0]
		require.Len(t, row["leaveBalance"], want, query)
	}
}

// loket-rest.md §4.9: deviations replace the default.
func TestLeaveTypes(t *testing.T) {
	t.Parallel()
	s := start(t, onLeave())
	path := ofEmployer + "/leavetypes/" + lokettest.UUID("statutory")
	a := get(t, s, path)
	require.Equal(t, a.content(t), get(t, s, ofEmployer+"/leavetypes").rows(t)[0])
	require.JSONEq(t, `{"id":"`+lokettest.UUID("statutory")+`","deviations":null,
		"leaveType":{"balanceExceedsYear":false,"employeeCanRequestIncrease":false,"enabled":true,"key":1,"value":"Wettelijk verlof"}}`, text(t, a.content(t)))
	got := call(t, s, http.MethodPut, path, `{"deviations":{"balanceExceedsYear":true,"enabled":true,"value":"Vakantie"}}`, "If-Match", a.Header.Get("ETag"))
	require.Equal(t, "Vakantie", member(got.content(t), "deviations.value"))
	elsewhere := employers + "/" + lokettest.UUID("elsewhere") + "/leavetypes/" + lokettest.UUID("statutory")
	require.Equal(t, http.StatusNotFound, get(t, s, elsewhere).StatusCode)
}

// loket-rest.md §4.9: leave that is taken or added.
func TestLeave(t *testing.T) {
	t.Parallel()
	env := onLeave()
	env.Employers[0].Employees[0].Employments[0].Leave = []lokettest.Leave{
		{ID: lokettest.UUID("taken"), LeaveType: "Wettelijk verlof", Start: "2026-02-02", End: "2026-02-02", Units: "8"},
	}
	s := start(t, env)
	row := get(t, s, employment+"/leave").rows(t)[0]
	require.JSONEq(t, `{"id":"`+lokettest.UUID("taken")+`","comment":null,"startDate":"2026-02-02","endDate":"2026-02-02","isAccrual":false,"numberOfUnits":8,
		"leaveType":{"key":1,"value":"Wettelijk verlof","balanceExceedsYear":false},"unitType":{"key":1,"value":"Uren"},"relatedLeave":null,
		"relatedLeaveRequest":null,"origin":{"leavePolicy":null,"meansOfCreation":{"key":1,"value":"Handmatig"}}}`, text(t, row))
	created := call(t, s, http.MethodPost, employment+"/leave", changed(t, row, "leaveType", map[string]any{"key": 2}))
	require.Equal(t, http.StatusCreated, created.StatusCode, created.text)
	require.Equal(t, "Bovenwettelijk verlof", member(created.content(t), "leaveType.value"))
	one := employers + "/employees/employments/leave/" + created.content(t)["id"].(string)
	require.Equal(t, "Dokter", call(t, s, http.MethodPut, one, changed(t, get(t, s, one).content(t), "comment", "Dokter")).content(t)["comment"])
	require.Equal(t, http.StatusOK, call(t, s, http.MethodDelete, one, "").StatusCode)
	require.Contains(t, get(t, s, employment+"/leave/defaults").content(t), "numberOfUnits")
	require.Contains(t, optionsOf(t, get(t, s, employment+"/leave/metadata"), "leaveType"), "Bovenwettelijk verlof")
}

// loket-rest.md §4.9 and §3.3: content together with paging members.
func TestLeaveBalancesByGroup(t *testing.T) {
	t.Parallel()
	env := onLeave()
	env.Employers[0].Employees = append(env.Employers[0].Employees, lokettest.Employee{Employments: []lokettest.Employment{
		{Start: "2020-01-01", Department: "Directie", LeaveBalances: []lokettest.LeaveBalance{{Year: 2026, LeaveType: "Wettelijk verlof", Accrual: "100"}}},
		{Start: "2020-01-01", Department: "Winkel", LeaveBalances: []lokettest.LeaveBalance{{Year: 2026, LeaveType: "Wettelijk verlof", Accrual: "0.5"}}},
	}})
	s := start(t, env)
	a := get(t, s, ofEmployer+"/leavebalances/grouped?groupBy=Department")
	require.Contains(t, a.json(t), "totalPages")
	groups, totals := a.content(t)["groups"].([]any), a.content(t)["totals"].([]any)
	require.Len(t, groups, 2)
	require.JSONEq(t, `{"group":{"id":"`+d1+`","description":"Winkel"},"leaveType":{"key":1,"value":"Wettelijk verlof","balanceExceedsYear":false},"year":2026,
		"accrual":160.5,"balance":133,"balancePreviousYear":12.5,"usageAfterReferenceDate":16,"usageThroughReferenceDate":24,"usageTotal":40}`, text(t, groups[0]))
	require.Len(t, totals, 1)
	require.Equal(t, json.Number("260.5"), totals[0].(map[string]any)["accrual"])
	require.NotContains(t, totals[0], "group")
	require.Len(t, get(t, s, ofEmployer+"/leavebalances/grouped?groupBy=Function").content(t)["groups"], 2)
	require.Equal(t, http.StatusBadRequest, get(t, s, ofEmployer+"/leavebalances/grouped").StatusCode)
}

func TestLeaveRequests(t *testing.T) {
	t.Parallel()
	s := start(t, onLeave())
	rows := get(t, s, employment+"/leaverequests").rows(t)
	require.Equal(t, rows, get(t, s, employments+"/leaverequests").rows(t))
	require.Len(t, rows[0], 15)
	require.Equal(t, p1, member(rows[0], "submittedBy.id"))
	one := employers + "/employees/employments/leaverequests/" + rows[0]["id"].(string)
	a := get(t, s, one)
	require.Equal(t, rows[0], a.content(t))
	got := call(t, s, http.MethodPut, one, changed(t, a.content(t), "commentHandler", "Prima"), "If-Match", a.Header.Get("ETag"))
	require.Equal(t, "Prima", got.content(t)["commentHandler"])
}

const bothRequests = `[{"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501","action":"accept"},{"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502","action":"accept"}]`

// loket-rest.md §10 shape 27 and §6.3: what can be done is done, with either status.
func TestLeaveRequestsAreHandledOneByOne(t *testing.T) {
	t.Parallel()
	for _, asError := range []bool{false, true} {
		env := onLeave()
		env.Quirks.PartialFailure400 = asError
		s := start(t, env)
		a := call(t, s, http.MethodPatch, employers+"/employees/employments/leaverequests", bothRequests)
		require.Equal(t, map[bool]int{false: 200, true: 400}[asError], a.StatusCode)
		require.JSONEq(t, `{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[{"code":12,
			"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502","type":"BrokenBusinessRule","description":"Leave request is no longer open","properties":[]}],
			"content":{}}`, a.text)
		accepted := get(t, s, employment+"/leaverequests").rows(t)[0]
		require.JSONEq(t, `{"key":9,"value":"Geaccordeerd"}`, text(t, accepted["leaveRequestStatus"]))
		require.NotNil(t, accepted["handledTime"])
	}
}

func TestLeaveRequestsThatAllFail(t *testing.T) {
	t.Parallel()
	s := start(t, onLeave())
	patch := func(body string) answer {
		return call(t, s, http.MethodPatch, employers+"/employees/employments/leaverequests", body)
	}
	unknown := patch(`[{"id":"` + lokettest.UUID("nothing") + `","action":"accept"}]`)
	require.Equal(t, http.StatusBadRequest, unknown.StatusCode)
	require.Contains(t, unknown.text, `"type":"NotFound"`)
	requireRule(t, patch(`[{"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501","action":"forget"}]`), 84)
	requireRule(t, patch(`{}`), 84)
	require.Equal(t, http.StatusOK, patch(`[{"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501","action":"reject"}]`).StatusCode)
	require.Equal(t, http.StatusOK, patch(`[{"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f501","action":"reopen"}]`).StatusCode)
	require.Nil(t, get(t, s, employment+"/leaverequests").rows(t)[0]["handledBy"])
}
