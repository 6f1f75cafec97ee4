package lokettest

// Custom fields: definitions, values at both levels, and the employer-wide lists (loket-rest.md §4.8).
var routesCustomFields = []route{
	{method: "GET", path: "providers/employers/{employer}/customfields", activity: "GetCustomFieldsByEmployerId", answer: list(kindCustomField)},
	{method: "POST", path: "providers/employers/{employer}/customfields", activity: "PostCustomFieldByEmployerId", answer: create(kindCustomField)},
	{method: "GET", path: "providers/employers/customfields/{customfield}", activity: "GetCustomFieldByCustomFieldId", answer: detailAsList},
	{method: "PUT", path: "providers/employers/customfields/{customfield}", activity: "PutCustomFieldByCustomFieldId", answer: put},
	{method: "DELETE", path: "providers/employers/customfields/{customfield}", activity: "DeleteCustomFieldByCustomFieldId", answer: remove},

	{method: "GET", path: "providers/employers/employees/{employee}/customfields", activity: "GetEmployeeCustomFieldssByEmployeeId",
		answer: list(kindEmployeeValue)},
	{method: "POST", path: "providers/employers/employees/{employee}/customfields", activity: "PostEmployeeCustomFieldByEmployeeId",
		answer: create(kindEmployeeValue)},
	{method: "GET", path: "providers/employers/employees/customfields/{employeevalue}", activity: "GetEmployeeCustomFieldByEmployeeCustomFieldId",
		answer: detailAsList},
	{method: "PUT", path: "providers/employers/employees/customfields/{employeevalue}", activity: "PutEmployeeCustomFieldByEmployeeCustomFieldId", answer: put},
	{method: "DELETE", path: "providers/employers/employees/customfields/{employeevalue}", activity: "DeleteEmployeeCustomFieldByEmployeeCustomFieldId",
		answer: remove},

	{method: "GET", path: "providers/employers/employees/employments/{employment}/customfields", activity: "GetEmploymentCustomFieldssByEmploymentId",
		answer: list(kindEmploymentValue)},
	{method: "POST", path: "providers/employers/employees/employments/{employment}/customfields", activity: "PostEmploymentCustomFieldByEmploymentId",
		answer: create(kindEmploymentValue)},
	{method: "GET", path: "providers/employers/employees/employments/customfields/{employmentvalue}",
		activity: "GetEmploymentCustomFieldByEmploymentCustomFieldId", answer: detailAsList},
	{method: "PUT", path: "providers/employers/employees/employments/customfields/{employmentvalue}",
		activity: "PutEmploymentCustomFieldByEmploymentCustomFieldId", answer: put},
	{method: "DELETE", path: "providers/employers/employees/employments/customfields/{employmentvalue}",
		activity: "DeleteEmploymentCustomFieldByEmploymentCustomFieldId", answer: remove},

	{method: "GET", path: "providers/employers/{employer}/employees/customfields", activity: "GetEmployeeCustomFieldsByEmployerId",
		answer: bulk(kindEmployeeValue, "employeeCustomFields")},
	{method: "GET", path: "providers/employers/{employer}/employees/employments/customfields", activity: "GetEmploymentCustomFieldsByEmployerId",
		answer: bulk(kindEmploymentValue, "employmentCustomFields")},
}

// changeOfValue is the document of a PUT: the definition cannot change, so that it need not be sent.
var changeOfValue = func() *schema {
	s := newSchema()
	for _, m := range kindEmployeeValue.schema.members {
		changed := *m
		changed.readOnly = m.name != "value"
		s.add(&changed)
	}
	return s
}()

// checkField wants the definition of a new value to be one of the employer's.
func (w *merge) checkField(owner *record, doc object) {
	id, _ := parseUUID(text(doc, "customField.id"))
	for _, field := range owner.above(kindEmployer).children[kindCustomField] {
		if field.id == id {
			return
		}
	}
	w.refuse(codeOption, "customField", "is not one of the options")
}

// removeValuesOf takes away the values of a definition that goes.
func (d *data) removeValuesOf(field *record) {
	for _, k := range []*kind{kindEmployeeValue, kindEmploymentValue} {
		for _, r := range field.owner.all(k) {
			if text(r.doc, "customField.id") == field.id {
				d.remove(r)
			}
		}
	}
}
