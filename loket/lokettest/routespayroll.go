package lokettest

import (
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Administrations, payroll periods and payroll runs (loket-rest.md §4.11).
var routesPayroll = []route{
	{method: "GET", path: "providers/employers/{employer}/administrations", activity: "GetAdministrationsByEmployerId", answer: administrations},
	{method: "GET", path: "providers/employers/{employer}/payrolladministrations", activity: "GetPayrollAdministrationsByEmployerId",
		answer: payrollAdministrations},
	{method: "GET", path: "providers/employers/payrolladministrations/{administration}/payrollperiods",
		activity: "GetPayrollPeriodsByPayrollAdministrationId", answer: periods},
	{method: "GET", path: "providers/employers/payrolladministrations/{administration}/payrollperiods/minimized",
		activity: "GetPayrollPeriodsMinimizedByPayrollAdministrationId", answer: periodsMinimized},
	{method: "GET", path: "providers/employers/payrolladministrations/{administration}/payrollruns",
		activity: "GetPayrollRunsByPayrollAdministrationId", answer: list(kindRun)},
	{method: "POST", path: "providers/employers/payrolladministrations/{administration}/payrollruns/initiate",
		activity: "PostInitiatePayrollRunByPayrollAdministrationId", answer: initiate},
	{method: "GET", path: "providers/employers/payrolladministrations/payrollruns/{run}", activity: "GetPayrollRunByPayrollRunId", answer: detail},
	{method: "PATCH", path: "providers/employers/payrolladministrations/payrollruns", activity: "PatchPayrollrunsByPayrollRunIds", answer: reviewRuns},
	{method: "POST", path: "providers/employers/payrolladministrations/payrollruns/{run}/undo", activity: "UndoPayrollRunByPayrollRunId", answer: undoRun},
}

var schemaAdministration = mustSchema("administration")

func administrations(c *call) fake.Answer {
	v := view{schemaAdministration, func(e entry) object {
		row := schemaAdministration.cut(e.record.doc)
		row["isPayrollAdministration"] = !e.record.nonPayroll
		return row
	}}
	return c.list(v, entriesOf(c.target.all(kindAdministration)))
}

func payrollAdministrations(c *call) fake.Answer {
	var entries []entry
	for _, r := range c.target.all(kindAdministration) {
		if !r.nonPayroll {
			entries = append(entries, entry{record: r})
		}
	}
	return c.list(c.view(kindAdministration), entries)
}

func periods(c *call) fake.Answer {
	return c.listAll(c.view(kindPeriod), entriesOf(c.target.all(kindPeriod)))
}

var schemaPeriodMinimized = mustSchema("payroll_period_minimized")

func periodsMinimized(c *call) fake.Answer {
	v := view{schemaPeriodMinimized, func(e entry) object {
		row := schemaPeriodMinimized.cut(e.record.doc)
		row["hasApprovedPayrollRun"] = false
		for _, run := range showPeriod(e.record)["payrollRuns"].([]any) {
			if whole(run.(object), "payrollRunStatus.key") == runApproved {
				row["hasApprovedPayrollRun"] = true
			}
		}
		return row
	}}
	return c.listAll(v, entriesOf(c.target.all(kindPeriod)))
}

// Statuses of a payroll run that this fake moves between (loket-rest.md §4.11).
const (
	runQueued    = 0
	runWaiting   = 1
	runRemoved   = 5
	runCancelled = 6
	runApproved  = 9
)

// initiate puts a run in the queue, and answers its id without version and messages (loket-rest.md §3.4). It stays in the queue:
// [Server.Change] moves it on.
func initiate(c *call) fake.Answer {
	year, period := whole(c.object(), "payrollPeriod.year"), whole(c.object(), "payrollPeriod.periodNumber")
	if year == 0 || period == 0 {
		return c.refuse(broken(codeRequired, "payrollPeriod is required", "payrollPeriod"))
	}
	for _, run := range c.target.children[kindRun] {
		if s := whole(run.doc, "payrollRunStatus.key"); s == runQueued || s == runWaiting {
			return c.refuse(broken(codeState, "There is a payroll run that is not finished"))
		}
	}
	b := &draft{data: c.d}
	run := b.run(c.target, PayrollRun{Year: year, Period: period, Members: map[string]any{"requestTime": now()}})
	if run == nil {
		return c.refuse(broken(codeForm, b.err.Error()))
	}
	return jsonAnswer(http.StatusAccepted, object{"content": object{"id": run.id}})
}

// reviewRuns confirms or cancels runs that wait for approval.
func reviewRuns(c *call) fake.Answer {
	return c.actOnMany(kindRun, func(r *record, action string) (message, bool) {
		changes := object{"payrollRunStatus": status(runStatuses, runApproved), "approvalTime": now(), "approvedBy": c.d.person()}
		switch {
		case action != "confirm" && action != "cancel":
			return broken(codeForm, "The action is unknown", "action"), false
		case whole(r.doc, "payrollRunStatus.key") != runWaiting:
			return broken(codeNotOpen, "The payroll run does not wait for approval"), false
		case action == "cancel":
			changes = object{"payrollRunStatus": status(runStatuses, runCancelled)}
		}
		c.d.change(r, overlay(r.doc, changes))
		return message{}, true
	})
}

func undoRun(c *call) fake.Answer {
	if whole(c.target.doc, "payrollRunStatus.key") != runApproved {
		return c.refuse(broken(codeState, "The payroll run has not been approved"))
	}
	changes := object{"payrollRunStatus": status(runStatuses, runRemoved), "removeTime": now(), "removedBy": c.d.person()}
	c.d.change(c.target, overlay(c.target.doc, changes))
	return empty(http.StatusCreated)
}
