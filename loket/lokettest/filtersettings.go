package lokettest

import (
	"encoding/json"
	"slices"
)

var employedStatuses = []string{"AllEmployments", "ActiveEmployments", "ActiveAndFutureEmployments", "ActiveAndHistoricEmployments"}

// passes reports whether the filter settings of the employer let an employment through (loket-rest.md §4.12).
func (d *data) passes(employment *record) bool {
	settings := employment.above(kindEmployer).settings["employmentFilter"].(object)
	return d.passesStatus(employment, text(settings, "filterOnEmployedStatus")) &&
		isAmong(settings["filterOnAdministrations"], administrationID(employment)) &&
		isAmong(settings["filterOnDepartments"], d.departmentOf(employment)) &&
		isAmong(settings["filterOnEmploymentCategoryType"], at(employment.doc, []string{"employmentCategoryType", "key"})) &&
		(settings["filterOnOnCallEmployment"] == nil || settings["filterOnOnCallEmployment"] == employment.doc["isOnCallEmployment"])
}

func (d *data) passesStatus(employment *record, status string) bool {
	today := d.today()
	start, end := text(employment.doc, "startDate"), text(employment.doc, "endDate")
	future, past := start > today, end != "" && end < today
	switch status {
	case "ActiveEmployments":
		return !future && !past
	case "ActiveAndFutureEmployments":
		return !past
	case "ActiveAndHistoricEmployments":
		return !future
	}
	return true
}

// isAmong reports whether a list of {key} has the key. An empty list has every key.
func isAmong(list, key any) bool {
	keys, _ := list.([]any)
	return len(keys) == 0 || slices.ContainsFunc(keys, func(entry any) bool {
		allowed, ok := entry.(object)
		return ok && sameKey(allowed["key"], key)
	})
}

func sameKey(a, b any) bool {
	if text, ok := a.(string); ok {
		id, _ := parseUUID(text)
		return id == b
	}
	n, isNumber := a.(json.Number)
	other, ok := b.(json.Number)
	return isNumber && ok && compareNumbers(n, other) == 0
}

func administrationID(employment *record) any {
	if employment.administration == nil {
		return nil
	}
	return employment.administration.id
}

// departmentOf gives the department where somebody works today, or will first, or did last.
func (d *data) departmentOf(employment *record) any {
	entities := employment.children[kindEntity]
	if len(entities) == 0 {
		return nil
	}
	current := entities[0]
	for _, entity := range entities {
		if text(entity.doc, "startDate") <= d.today() {
			current = entity
		}
	}
	return at(current.doc, []string{"department", "key"})
}
