package alleo

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// Changed lists what differs between the record in Alleo and the record that should be there, for [plansync.Diff], always in the same
// order: id, email, first_name, prefix, last_name, department, birthday, start, onboarding, end, active ("true", "false"), access
// ("granted", "withdrawn"), then each budget under its column name, as 12.50. Days are written as 2026-03-01; no value is empty text.
//
// E-mail addresses are compared without case. The id counts only where Alleo had none yet. PersonID and OneOffs alone are not a change.
// For a create, old is the zero Employee: all fields that have a value are listed, "active" and "access" only when they are not the
// normal true and granted. Nothing is allocated for a record that did not change.
func Changed(old, new Employee) []plansync.Field {
	var f fields
	create := old.ID == "" && old.Email == ""
	if old.ID == "" && !create {
		f.text("id", "", new.ID)
	}
	if !strings.EqualFold(old.Email, new.Email) {
		f.text("email", old.Email, new.Email)
	}
	f.text("first_name", old.FirstName, new.FirstName)
	f.text("prefix", old.Prefix, new.Prefix)
	f.text("last_name", old.LastName, new.LastName)
	f.text("department", old.Department, new.Department)
	f.day("birthday", old.Birthday, new.Birthday)
	f.day("start", old.Start, new.Start)
	f.day("onboarding", old.Onboarding, new.Onboarding)
	f.day("end", old.End, new.End)
	if create {
		f.unusual(new)
	} else {
		f.state(old, new)
	}
	f.budgets(old.Budgets, new.Budgets)
	return f
}

type fields []plansync.Field

func (f *fields) text(name, old, new string) {
	if old != new {
		*f = append(*f, plansync.Field{Name: name, Old: old, New: new})
	}
}

func (f *fields) day(name string, old, new civil.Date) {
	if old != new {
		*f = append(*f, plansync.Field{Name: name, Old: old.String(), New: new.String()})
	}
}

func (f *fields) state(old, new Employee) {
	if old.Active != new.Active {
		f.text("active", strconv.FormatBool(old.Active), strconv.FormatBool(new.Active))
	}
	f.text("access", accessText(old.Withdrawn), accessText(new.Withdrawn))
}

func (f *fields) unusual(e Employee) {
	if !e.Active {
		f.text("active", "", strconv.FormatBool(e.Active))
	}
	if e.Withdrawn {
		f.text("access", "", accessText(e.Withdrawn))
	}
}

func (f *fields) budgets(old, new map[string]int64) {
	if maps.Equal(old, new) {
		return
	}
	names := slices.Collect(maps.Keys(old))
	names = slices.AppendSeq(names, maps.Keys(new))
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		f.text(name, amountText(old, name), amountText(new, name))
	}
}

func accessText(withdrawn bool) string {
	if withdrawn {
		return "withdrawn"
	}
	return "granted"
}
