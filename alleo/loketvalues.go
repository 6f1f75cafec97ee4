package alleo

import (
	"context"
	"errors"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// readValues fills in the values of the custom fields that matter. It reports false when Loket has values of employments that are not in the
// snapshot.
func (r *loketReader) readValues(ctx context.Context, s *LoketSnapshot) (known bool, err error) {
	for i := range s.Employees {
		s.Employees[i].Values = nil
	}
	for i := range s.Employments {
		s.Employments[i].Values = nil
	}
	if len(r.fields) == 0 {
		return true, nil // nothing to look at
	}
	employeeOf := make(map[string]string, len(s.Employments))
	for _, e := range s.Employments {
		employeeOf[e.ID] = e.EmployeeID
	}
	values, err := r.client.EmployeeCustomFields.ByEmployee(ctx, r.employerID, employeeOf, r.Today)
	if err != nil {
		return false, err
	}
	for i, e := range s.Employees {
		s.Employees[i].Values = r.keep(values.Of(e.ID))
	}
	if !values.OneByOne {
		if err := r.readStarters(ctx, s); err != nil {
			return false, err
		}
	}
	return len(values.Unknown) == 0, r.readStrayAccess(ctx, s)
}

// readStarters reads the values of people who are yet to start and have none in the list of the employer, one by one. Nobody knows whether
// that list leaves out employments that are not in force (loket-rest.md §4.8); it does not when it has values of anybody who left or is yet
// to start, and then there is nothing to read.
func (r *loketReader) readStarters(ctx context.Context, s *LoketSnapshot) error {
	working, starting := make(map[string]bool), make(map[string]bool)
	for _, e := range s.Employments {
		work := span{e.Start, e.End}
		working[fold(e.EmployeeID)] = working[fold(e.EmployeeID)] || work.covers(r.Today)
		starting[fold(e.EmployeeID)] = starting[fold(e.EmployeeID)] || work.startsAfter(r.Today)
	}
	var starters []int
	for i, e := range s.Employees {
		switch id := fold(e.ID); {
		case working[id]:
		case len(e.Values) > 0:
			return nil
		case starting[id]:
			starters = append(starters, i)
		}
	}
	for _, i := range starters {
		values, err := loket.Collect(r.client.EmployeeCustomFields.All(ctx, s.Employees[i].ID, nil))
		if err != nil && !isGone(err) {
			return err
		}
		s.Employees[i].Values = r.keep(values)
	}
	return nil
}

// keep gives the values of fields that matter.
func (r *loketReader) keep(values loket.CustomFieldValues) []LoketValue {
	var kept []LoketValue
	for _, v := range values {
		if r.looksAt(v.CustomField.Description) {
			kept = append(kept, LoketValue{Field: fold(v.CustomField.Description), Value: v.Value})
		}
	}
	return kept
}

// readStrayAccess looks for values of the access field at employments, where it does not belong. One definition may be used at both levels
// (loket-rest.md §4.8), so people take the wrong one. Usually there are none, and a filter makes that one short page.
func (r *loketReader) readStrayAccess(ctx context.Context, s *LoketSnapshot) error {
	if r.Access == NoAccessColumn || !s.has(r.Access) {
		return nil
	}
	place := make(map[string]int, len(s.Employments))
	ids := make([]string, len(s.Employments))
	for i, e := range s.Employments {
		place[fold(e.ID)], ids[i] = i, e.ID
	}
	options := &loket.ListOptions{
		Filter:        loket.Like("employmentCustomFields.customField.description", fold(r.Access)),
		ReferenceDate: r.Today,
	}
	if strings.Contains(r.Access, "'") {
		return r.readStrayAccessInFull(ctx, s, ids) // no filter can say that
	}
	for row, err := range r.client.EmploymentCustomFields.OfEmployer.All(ctx, r.employerID, options) {
		if isGone(err) || errors.Is(err, loket.ErrForbidden) || isRefusedFilter(err) {
			return r.readStrayAccessInFull(ctx, s, ids)
		}
		if err != nil {
			return err
		}
		if i, ok := place[fold(row.EmploymentID)]; ok {
			s.Employments[i].Values = append(s.Employments[i].Values, r.keep(row.Values.Named(r.Access))...)
		}
	}
	return nil
}

// readStrayAccessInFull does without the filter, and where there is no such list without that.
func (r *loketReader) readStrayAccessInFull(ctx context.Context, s *LoketSnapshot, ids []string) error {
	values, err := r.client.EmploymentCustomFields.ByEmployment(ctx, r.employerID, ids, r.Today)
	if err != nil {
		return err
	}
	for i, e := range s.Employments {
		s.Employments[i].Values = r.keep(values.Of(e.ID).Named(r.Access))
	}
	return nil
}
