package alleo

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// fullReadEvery is after how many days everything is read again, whatever the change numbers say: a number may appear below one that was
// read already, and nobody knows of every table whether it has numbers (loket-rest.md §8).
const fullReadEvery = 7

// ReadLoket reads what Alleo needs of one employer. With the snapshot of an earlier run, only employments that changed since are read, and
// their employees; everything is read when there is none, when that takes fewer requests, every seventh day, and when the number of
// employments tells that one was deleted. Custom fields are read in full every time, because nobody knows whether they move the change
// number. The previous snapshot is not changed; of the options Today and Access count, and they should be those of [FromLoket].
//
// Store the snapshot once the work that follows from it is done, and not before: a run that was cut off is repeated then, never skipped.
//
// Errors: a [*HiddenPeopleError] when filter settings hide people, a [*SameFieldError] when a custom field that matters is there twice, a
// [*MissingFieldError] when the only employer has no access field, and
// those of the client. It makes one request after the other (the client reads a page ahead), and only ever reads.
func ReadLoket(ctx context.Context, client *loket.Client, employerID string, previous *LoketSnapshot, o LoketOptions) (*LoketSnapshot, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, err
	}
	r := loketReader{LoketOptions: o, client: client, employerID: employerID}
	if err := r.checkFilterSettings(ctx); err != nil {
		return nil, err
	}
	if err := r.readFields(ctx); err != nil {
		return nil, err
	}
	newest, err := r.newest(ctx) // before anything else: what changes from now on comes again in the next run
	if err != nil {
		return nil, err
	}
	if previous != nil && fold(previous.EmployerID) == fold(employerID) {
		if next, err := r.update(ctx, *previous, newest); next != nil || err != nil {
			return next, err
		}
		newest.number = max(newest.number, previous.Number) // numbers never go back
	}
	next, err := r.readAll(ctx, newest)
	if err != nil {
		return nil, err
	}
	if _, err = r.readValues(ctx, next); err != nil {
		return nil, err
	}
	return next, nil
}

// loketReader reads one employer.
type loketReader struct {
	LoketOptions
	client     *loket.Client
	employerID string
	fields     []LoketField
}

func (r *loketReader) checkFilterSettings(ctx context.Context) error {
	settings, err := r.client.FilterSettings.Get(ctx, r.employerID)
	if err != nil {
		return err
	}
	if hides := settings.Value.Hides(); len(hides) > 0 {
		return &HiddenPeopleError{EmployerID: r.employerID, Hides: hides}
	}
	return nil
}

// newest is how far the change numbers of an employer have come.
type newest struct {
	number int64
	total  int // employments that have one
}

// newest asks for one entry, the last: with it comes how many there are.
func (r *loketReader) newest(ctx context.Context) (newest, error) {
	page, err := loket.Page[loket.ChangeNumber](ctx, r.client, loket.Operation{
		Path:    "/providers/employers/{employerId}/employees/employments/lastmodifiedversionnumbers",
		IDs:     []string{r.employerID},
		Version: "2018-01-01",
	}, &loket.ListOptions{OrderBy: []string{"-lastModifiedVersionNumber"}, PageSize: 1})
	if err != nil {
		return newest{}, err
	}
	n := newest{total: page.TotalSize}
	for _, entry := range page.Entries {
		n.number = max(n.number, entry.LastModifiedVersionNumber)
	}
	return n, nil
}

// readAll reads all employees and employments. Employees come first: of somebody who is added meanwhile there is then an employment without
// an employee, which counts for nothing until the next run, and not an employee without an employment.
func (r *loketReader) readAll(ctx context.Context, n newest) (*LoketSnapshot, error) {
	s := &LoketSnapshot{EmployerID: r.employerID, Number: n.number, Total: n.total, ReadInFull: r.Today, Fields: r.fields}
	seen := make(map[string]bool)
	for e, err := range r.client.Employees.All(ctx, r.employerID, &loket.ListOptions{OrderBy: []string{"employeeNumber"}}) {
		if err != nil {
			return nil, err
		}
		if id := fold(e.ID); !seen[id] {
			seen[id] = true
			s.Employees = append(s.Employees, newLoketEmployee(e))
		}
	}
	for range 2 {
		var err error
		if s.Employments, err = r.readEmployments(ctx); err != nil {
			return nil, err
		}
		if len(s.Employments) == n.total {
			break
		} // else employments were added or deleted between two pages, and one may have been passed over
	}
	s.sort()
	return s, nil
}

func (r *loketReader) readEmployments(ctx context.Context) ([]LoketEmployment, error) {
	var employments []LoketEmployment
	seen := make(map[string]bool)
	for e, err := range r.client.Employments.All(ctx, r.employerID, &loket.ListOptions{OrderBy: []string{"payrollId", "startDate"}}) {
		if err != nil {
			return nil, err
		}
		if id := fold(e.ID); !seen[id] {
			seen[id] = true
			employments = append(employments, newLoketEmployment(e))
		}
	}
	return employments, nil
}

// isGone reports whether a record is not there, or not for this user. Loket answers 404 without saying which.
func isGone(err error) bool { return errors.Is(err, loket.ErrNotFound) }

// isRefusedFilter reports whether Loket did not understand the request.
func isRefusedFilter(err error) bool {
	e, ok := errors.AsType[*loket.Error](err)
	return ok && e.StatusCode == http.StatusBadRequest
}

// readFields reads which custom fields the employer has, and keeps those that matter.
func (r *loketReader) readFields(ctx context.Context) error {
	byName := make(map[string][]string)
	for f, err := range r.client.CustomFields.All(ctx, r.employerID, nil) {
		if err != nil {
			return err
		}
		if !r.looksAt(f.Description) {
			continue
		}
		r.fields = append(r.fields, LoketField{ID: f.ID, Description: f.Description})
		name := fold(f.Description)
		if byName[name] = append(byName[name], f.ID); len(byName[name]) > 1 {
			slices.Sort(byName[name])
			return &SameFieldError{EmployerID: r.employerID, Description: name, IDs: byName[name]}
		}
	}
	if r.OnlyEmployer && r.Access != NoAccessColumn && byName[fold(r.Access)] == nil {
		return &MissingFieldError{Description: r.Access}
	}
	return nil
}
