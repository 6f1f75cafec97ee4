package lokettest

import (
	"net/http"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Employees (loket-rest.md §4.3).
var routesEmployees = []route{
	{method: "GET", path: "providers/employers/{employer}/employees", activity: "GetEmployeesByEmployerId", versions: versionsEmployee,
		answer: list(kindEmployee)},
	{method: "POST", path: "providers/employers/{employer}/employee", activity: "PostEmployeeByEmployerId", body: bodyEmployee, answer: createEmployee},
	{method: "GET", path: "providers/employers/employees/{employee}", activity: "GetEmployeeByEmployeeId", versions: versionsEmployee, answer: detail},
	{method: "PUT", path: "providers/employers/employees/{employee}", activity: "PutEmployeeByEmployeeId", versions: versionsEmployee,
		body: kindEmployee.schema, answer: put},
	{method: "PATCH", path: "providers/employers/employees/{employee}", activity: "PatchEmailByEmployeeId", versions: versionsEmployee[:1], answer: changeEmail},
}

// The body of a new employee: the sheet names the operation and its answer only, so that the body is that of a new employment with the employee in
// front (loket-rest.md §4.14).
var bodyEmployee = newSchema(append(
	[]*member{{name: "employeeData", is: typeObject, members: kindEmployee.schema.without("id"), initial: filled}}, bodyEmployment.members...,
)...)

// createEmployee answers ids without an envelope (loket-rest.md §3.4).
func createEmployee(c *call) fake.Answer {
	w := &merge{call: c}
	body := w.object(bodyEmployee, bodyEmployee.blank(), c.object(), "")
	if w.problems != nil {
		return c.refuse(w.problems...)
	}
	b := &draft{data: c.d}
	employee := b.add(kindEmployee, c.target, "", c.d.nextName(), body["employeeData"].(object), nil)
	if employee == nil {
		return c.refuse(broken(codeForm, b.err.Error()))
	}
	employee.doc = completeEmployee(employee.doc)
	employment := b.employment(employee, newEmployment(body))
	if employment == nil {
		c.d.remove(employee)
		return c.refuse(broken(codeForm, b.err.Error()))
	}
	return jsonAnswer(http.StatusCreated, object{"employeeId": employee.id, "employmentId": employment.id})
}

// changeEmail answers without a body (loket-rest.md §5.3). The sheet does not name the member.
func changeEmail(c *call) fake.Answer {
	email, ok := c.object()["emailAddress"].(string)
	if !ok {
		return c.refuse(broken(codeRequired, "emailAddress is required", "emailAddress"))
	}
	c.d.change(c.target, set(c.target.doc, []string{"contactInformation", "emailAddress"}, email))
	return empty(http.StatusOK)
}
