package loket

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// CustomFieldValuesService is what [EmployeeCustomFieldsService] and [EmploymentCustomFieldsService] have in common.
type CustomFieldValuesService struct {
	Lister[CustomFieldValue] // of one employee or employment
	Getter[CustomFieldValue]
	Creator[CustomFieldValue]
	Replacer[CustomFieldValue] // only the value can change
	Deleter                    // empties the field

	OfEmployer Lister[CustomFieldRow] // all in one list; newer than the rest, and not every employer's Loket has it

	order []string // of that list
}

func newCustomFieldValues(c *Client, owner, value, ofEmployer, member string) CustomFieldValuesService {
	list, one := at(c, owner, firstVersion), at(c, value, firstVersion)
	return CustomFieldValuesService{
		Lister:   Lister[CustomFieldValue]{list},
		Getter:   Getter[CustomFieldValue]{one},
		Creator:  Creator[CustomFieldValue]{list},
		Replacer: Replacer[CustomFieldValue]{one},
		Deleter:  Deleter{one},

		OfEmployer: Lister[CustomFieldRow]{at(c, ofEmployer, firstVersion)},

		order: []string{"employmentId", member + ".id"},
	}
}

// SetValue changes a value, which has the id; what it belongs to cannot change.
func (s CustomFieldValuesService) SetValue(ctx context.Context, id, value string) (*Record[CustomFieldValue], error) {
	return Put[CustomFieldValue](ctx, s.Getter.client, s.Getter.op.with(id), map[string]string{"value": value}, "")
}

// EmployeeCustomFieldsService reads and changes the values that employees have (loket-rest.md §4.8).
type EmployeeCustomFieldsService struct{ CustomFieldValuesService }

func newEmployeeCustomFields(c *Client) EmployeeCustomFieldsService {
	return EmployeeCustomFieldsService{newCustomFieldValues(c,
		"/providers/employers/employees/{employeeId}/customfields",
		"/providers/employers/employees/customfields/{employeeCustomFieldId}",
		"/providers/employers/{employerId}/employees/customfields", "employeeCustomFields")}
}

// ByEmployee reads the values of the employees of an employer. The list for the whole employer names employments where it means their employees, so the employments have to be given:
// the id of each with the id of its employee, as [Employment] has them. Where Loket does not have that list, or the user may not read it, there is one call for each employee, several at a time.
//
// The day is the one on which the list looks, today when it is zero. Whether values of employments that are not in force on that day are in the list is not established.
func (s EmployeeCustomFieldsService) ByEmployee(ctx context.Context, employerID string, employeeOf map[string]string, day civil.Date) (*CustomFieldsByOwner, error) {
	owners := make(map[string]string, 2*len(employeeOf))
	for employment, employee := range employeeOf {
		owners[strings.ToLower(employment)] = employee
		owners[strings.ToLower(employee)] = employee
	}
	return s.byOwner(ctx, employerID, owners, day)
}

// EmploymentCustomFieldsService reads and changes the values that employments have (loket-rest.md §4.8).
type EmploymentCustomFieldsService struct{ CustomFieldValuesService }

func newEmploymentCustomFields(c *Client) EmploymentCustomFieldsService {
	return EmploymentCustomFieldsService{newCustomFieldValues(c,
		"/providers/employers/employees/employments/{employmentId}/customfields",
		"/providers/employers/employees/employments/customfields/{employmentCustomFieldId}",
		"/providers/employers/{employerId}/employees/employments/customfields", "employmentCustomFields")}
}

// ByEmployment reads the values of the employments of an employer, in the way of [EmployeeCustomFieldsService.ByEmployee].
func (s EmploymentCustomFieldsService) ByEmployment(ctx context.Context, employerID string, employmentIDs []string, day civil.Date) (*CustomFieldsByOwner, error) {
	owners := make(map[string]string, len(employmentIDs))
	for _, id := range employmentIDs {
		owners[strings.ToLower(id)] = id
	}
	return s.byOwner(ctx, employerID, owners, day)
}

// CustomFieldsByOwner holds the values of the employees or employments of an employer.
type CustomFieldsByOwner struct {
	Unknown  []string // employments in the list that were not among the given ones, in alphabetical order
	OneByOne bool     // there was no list for the whole employer

	values map[string]CustomFieldValues
}

// Of gives the values of the employee or employment with the id, none if it has none. Ids are compared without case.
func (f *CustomFieldsByOwner) Of(id string) CustomFieldValues { return f.values[strings.ToLower(id)] }

// byOwner reads the list for the whole employer, or one list for each owner. Owners gives the owner for every id that a row may have, which is in lower case.
func (s CustomFieldValuesService) byOwner(ctx context.Context, employerID string, owners map[string]string, day civil.Date) (*CustomFieldsByOwner, error) {
	found := &CustomFieldsByOwner{values: map[string]CustomFieldValues{}}
	unknown := map[string]bool{}
	rows := 0
	for row, err := range s.rows(ctx, employerID, day) {
		if rows == 0 && isMissing(err) {
			return s.oneByOne(ctx, slices.CompactFunc(slices.SortedFunc(maps.Values(owners), withoutCase), strings.EqualFold))
		}
		if err != nil {
			return nil, err
		}
		rows++
		owner, known := owners[row.owner()]
		switch {
		case row.owner() == "":
			return nil, fmt.Errorf("loket: custom fields of an employer: %w: a row says neither employment nor employee", errShape)
		case known:
			found.add(owner, row.Values)
		default:
			unknown[row.owner()] = true
		}
	}
	found.Unknown = slices.Sorted(maps.Keys(unknown))
	return found, nil
}

// rows gives the list for the whole employer in an order, because a value that slips between two pages would look like one that was emptied. That the list can be put in order is not documented
// for it: where Loket refuses, it is read as it comes.
func (s CustomFieldValuesService) rows(ctx context.Context, employerID string, day civil.Date) iter.Seq2[CustomFieldRow, error] {
	return func(yield func(CustomFieldRow, error) bool) {
		options := &ListOptions{ReferenceDate: day, OrderBy: s.order}
		begun := false
		for row, err := range s.OfEmployer.All(ctx, employerID, options) {
			if !begun && isBadRequest(err) {
				options.OrderBy = nil
				s.OfEmployer.All(ctx, employerID, options)(yield)
				return
			}
			begun = true
			if !yield(row, err) {
				return
			}
		}
	}
}

func isBadRequest(err error) bool {
	e, ok := errors.AsType[*Error](err)
	return ok && e.StatusCode == http.StatusBadRequest
}

func (s CustomFieldValuesService) oneByOne(ctx context.Context, owners []string) (*CustomFieldsByOwner, error) {
	values := make([]CustomFieldValues, len(owners))
	err := each(ctx, s.Lister.client.api.Slots, len(owners), func(ctx context.Context, i int) (err error) {
		values[i], err = Collect(s.Lister.All(ctx, owners[i], nil))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("loket: custom fields one by one, because the list of the employer cannot be read: %w", err)
	}
	found := &CustomFieldsByOwner{OneByOne: true, values: map[string]CustomFieldValues{}}
	for i, owner := range owners {
		found.values[strings.ToLower(owner)] = values[i]
	}
	return found, nil
}

func withoutCase(a, b string) int { return strings.Compare(strings.ToLower(a), strings.ToLower(b)) }

// add leaves out values that are there already: an employee with two employments is in the list twice.
func (f *CustomFieldsByOwner) add(owner string, values CustomFieldValues) {
	owner = strings.ToLower(owner)
	for _, v := range values {
		if v.ID == "" || !slices.ContainsFunc(f.values[owner], func(have CustomFieldValue) bool { return strings.EqualFold(have.ID, v.ID) }) {
			f.values[owner] = append(f.values[owner], v)
		}
	}
}
