package lokettest

import (
	"net/http"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Leave types, leave, balances and requests (loket-rest.md §4.9).
var routesLeave = []route{
	{method: "GET", path: "providers/employers/{employer}/leavetypes", activity: "GetLeaveTypesByEmployerId", answer: list(kindLeaveType)},
	{method: "GET", path: "providers/employers/{employer}/leavetypes/{leavetype}", activity: "GetLeaveTypeByEmployerIdAndLeaveTypeId", answer: detail},
	{method: "PUT", path: "providers/employers/{employer}/leavetypes/{leavetype}", activity: "PutLeaveTypeByEmployerIdAndLeaveTypeId",
		body: kindLeaveType.schema, answer: put},
	{method: "GET", path: "providers/employers/{employer}/leavebalances", activity: "GetLeaveBalancesByEmployerId", answer: balancesOfEmployer},
	{method: "GET", path: "providers/employers/{employer}/leavebalances/grouped", activity: "GetLeaveBalancesGroupedByEmployerId", answer: groupedBalances},
	{method: "GET", path: "providers/employers/employees/employments/{employment}/leavebalances", activity: "GetLeaveBalancesByEmploymentId",
		answer: list(kindLeaveBalance)},
	{method: "GET", path: "providers/employers/employees/employments/{employment}/leave", activity: "GetLeaveByEmploymentId", answer: list(kindLeave)},
	{method: "POST", path: "providers/employers/employees/employments/{employment}/leave", activity: "PostLeaveByEmploymentId", body: kindLeave.schema,
		answer: create(kindLeave)},
	{method: "GET", path: "providers/employers/employees/employments/leave/{leave}", activity: "GetLeaveByLeaveId", answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/leave/{leave}", activity: "PutLeaveByLeaveId", body: kindLeave.schema, answer: put},
	{method: "DELETE", path: "providers/employers/employees/employments/leave/{leave}", activity: "DeleteLeaveByLeaveId", answer: remove},
	{method: "GET", path: "providers/employers/{employer}/employees/employments/leaverequests", activity: "GetLeaveRequestsForEmployer",
		answer: list(kindLeaveRequest)},
	{method: "GET", path: "providers/employers/employees/employments/{employment}/leaverequests", activity: "GetLeaveRequestsByEmploymentId",
		answer: list(kindLeaveRequest)},
	{method: "GET", path: "providers/employers/employees/employments/leaverequests/{leaverequest}", activity: "GetLeaveRequestByLeaveRequestId",
		answer: detail},
	{method: "PUT", path: "providers/employers/employees/employments/leaverequests/{leaverequest}", activity: "PutLeaveRequestByLeaveRequestId",
		body: kindLeaveRequest.schema, answer: put},
	{method: "PATCH", path: "providers/employers/employees/employments/leaverequests", activity: "PatchLeaveRequestsByLeaveRequestIds",
		answer: handleRequests},
}

var schemaEmployerBalance = mustSchema("employer_leave_balance")

// balancesOfEmployer gives one row for an employment, with its balances in the year of the reference date.
func balancesOfEmployer(c *call) fake.Answer {
	v := view{schemaEmployerBalance, func(e entry) object {
		row := schemaEmployerBalance.cut(c.d.show(e.record))
		if entity := c.entityOn(e.record); entity != nil {
			row["organizationalEntity"] = schemaEmployerBalance.index["organizationalentity"].members.cut(c.d.show(entity))
		}
		row["leaveBalance"] = c.balances(e.record)
		return row
	}}
	return c.list(v, entriesOf(c.target.all(kindEmployment)))
}

func (c *call) entityOn(employment *record) *record {
	for _, r := range employment.children[kindEntity] {
		if inForce(r.doc, c.referenceDate()) {
			return r
		}
	}
	return nil
}

func (c *call) balances(employment *record) []any {
	balances := []any{}
	for _, r := range employment.children[kindLeaveBalance] {
		year, leaveType := r.doc["year"], at(r.doc, []string{"leaveType", "key"})
		if asked := c.query.Get("leavetype"); c.referenceDate()[:4] != asText(year) || asked != "" && asked != asText(leaveType) {
			continue
		}
		balance := schemaEmployerBalance.index["leavebalance"].members.cut(r.doc)
		balance["usageThroughReferenceDate"], balance["usageAfterReferenceDate"] = r.doc["usageThroughToday"], r.doc["usageAfterToday"]
		balances = append(balances, balance)
	}
	return balances
}

// leaveActions are the statuses from and to (loket-rest.md §4.9).
var leaveActions = map[string]struct{ from, to int }{"accept": {1, 9}, "reject": {1, 5}, "reopen": {5, 1}}

// handleRequests accepts, rejects or reopens leave requests one by one (loket-rest.md §10 shape 27).
func handleRequests(c *call) fake.Answer {
	return c.actOnMany(kindLeaveRequest, func(r *record, action string) (message, bool) {
		do, ok := leaveActions[action]
		switch {
		case !ok:
			return broken(codeForm, "The action is unknown", "action"), false
		case whole(r.doc, "leaveRequestStatus.key") != do.from:
			return broken(codeNotOpen, "Leave request is no longer open"), false
		}
		changes := object{"leaveRequestStatus": status(leaveStatuses, do.to), "handledBy": c.d.person(), "handledTime": now()}
		if action == "reopen" {
			changes["handledBy"], changes["handledTime"] = nil, nil
		}
		c.d.change(r, overlay(r.doc, changes))
		return message{}, true
	})
}

func status(names map[int]string, key int) object {
	return object{"key": number(key), "value": names[key]}
}

func now() string { return time.Now().In(civil.Amsterdam()).Format(time.RFC3339) }

// actOnMany performs [{id, action}]: what can be done is done, and each record that failed has a message with its id. The status when some failed
// is contradicted by the vendor's own text, so that a quirk decides (loket-rest.md §6.3).
func (c *call) actOnMany(k *kind, act func(r *record, action string) (message, bool)) fake.Answer {
	items, ok := c.body.([]any)
	if !ok || len(items) == 0 {
		return c.refuse(broken(codeForm, "The body must be a list of id and action"))
	}
	var problems []message
	for _, item := range items {
		asked, _ := item.(object)
		id, _ := parseUUID(text(asked, "id"))
		r := c.d.index[k][id]
		if r == nil || r.accessTo() != Allowed {
			problems = append(problems, message{Type: "NotFound", Description: "The record was not found", Properties: []string{}}.about(id))
			continue
		}
		if problem, done := act(r, text(asked, "action")); !done {
			problems = append(problems, problem.about(r.id))
		}
	}
	if len(problems) == len(items) || len(problems) > 0 && c.s.env.Quirks.PartialFailure400 {
		return c.refuse(problems...)
	}
	c.warnings = append(c.warnings, problems...)
	return c.done(http.StatusOK)
}
