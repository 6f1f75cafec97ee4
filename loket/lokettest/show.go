package lokettest

import "maps"

// show gives the document of a record as answers have it. What Loket looks up elsewhere, such as the name of a department, is looked up here.
func (d *data) show(r *record) object {
	switch r.kind {
	case kindDepartment:
		return d.showDepartment(r)
	case kindEmployment:
		return d.showEmployment(r)
	case kindEmployeeValue, kindEmploymentValue:
		return d.showValue(r)
	case kindEntity:
		return d.showEntity(r)
	case kindLeaveRequest:
		return overlay(r.doc, object{"submittedBy": showPerson(r.above(kindEmployee))})
	case kindPeriod:
		return showPeriod(r)
	}
	return r.doc
}

// overlay gives a document with other values for some members.
func overlay(doc, changes object) object {
	shown := maps.Clone(doc)
	maps.Copy(shown, changes)
	return shown
}

func (d *data) showDepartment(r *record) object {
	above, ok := r.doc["subDepartmentOf"].(object)
	if !ok {
		return r.doc
	}
	return overlay(r.doc, object{"subDepartmentOf": d.reference(kindDepartment, above["key"])})
}

// reference gives the short form of a department or function that other documents have. It is null for one that is gone.
func (d *data) reference(k *kind, key any) any {
	id, _ := key.(string)
	r := d.index[k][id]
	switch {
	case r == nil:
		return nil
	case k == kindDepartment:
		return object{"key": r.id, "code": r.doc["code"], "description": r.doc["description"]}
	}
	return object{"key": r.id, "description": r.doc["description"], "group": r.doc["group"]}
}

// distributionUnit is the only one of an employer: this fake does not tell them apart.
func distributionUnit(employer *record) object {
	return object{"key": UUID("distributionunit/" + employer.id), "code": number(1), "description": "Algemeen"}
}

// showPerson gives an employee as other records show them.
func showPerson(employee *record) object {
	details := employee.doc["personalDetails"].(object)
	person := object{"id": employee.id, "employeeNumber": employee.doc["employeeNumber"]}
	for _, m := range personSchema.members {
		if value, ok := details[m.name]; ok {
			person[m.name] = value
		}
	}
	return person
}

var personSchema = mustSchema("employee_in_employment")

func (d *data) showEmployment(r *record) object {
	shown := overlay(r.doc, object{"employee": showPerson(r.owner)})
	if r.administration == nil {
		return shown
	}
	administration := r.administration.doc
	if r.administration.nonPayroll {
		shown["nonPayrollAdministration"] = object{
			"id": r.administration.id, "name": administration["name"], "description": administration["description"],
		}
		return shown
	}
	shown["payrollAdministration"] = object{
		"id": r.administration.id, "name": administration["name"], "description": administration["description"], "clientNumber": administration["clientNumber"],
	}
	return shown
}

func (d *data) showEntity(r *record) object {
	key := func(name string) any { return at(r.doc, []string{name, "key"}) }
	return overlay(r.doc, object{
		"department":       d.reference(kindDepartment, key("department")),
		"function":         d.reference(kindFunction, key("function")),
		"distributionUnit": distributionUnit(r.above(kindEmployer)),
	})
}

func (d *data) showValue(r *record) object {
	shown := object{"id": text(r.doc, "customField.id")}
	if field := d.index[kindCustomField][text(r.doc, "customField.id")]; field != nil {
		shown["description"] = field.doc["description"]
	}
	return overlay(r.doc, object{"customField": shown})
}

// showPeriod adds the runs of a period.
func showPeriod(r *record) object {
	runs := []any{}
	for _, run := range r.owner.children[kindRun] {
		if whole(run.doc, "payrollPeriod.year") == whole(r.doc, "year") && whole(run.doc, "payrollPeriod.periodNumber") == whole(r.doc, "periodNumber") {
			runs = append(runs, object{
				"id": run.id, "payrollRunStatus": run.doc["payrollRunStatus"], "journalRuns": []any{},
				"sequenceNumber": run.doc["sequenceNumber"], "sequenceNumberApproved": run.doc["sequenceNumberApproved"],
			})
		}
	}
	return overlay(r.doc, object{"payrollRuns": runs})
}
