package loket

import (
	"context"
	"fmt"
	"strings"
)

// ChangesService tells what was changed since a number. Every change to an employment, or to what hangs on it or on its employee, gets the next number of the whole database; an employer has the
// highest of its employments. Not covered are payroll period data; for custom fields it is not established. A change that was entered for a later day has its number from the day it was entered.
// Employments that were deleted are in no list (loket-rest.md §8).
//
// A program keeps one number for each employer, and stores it when the work is done, so that a crash repeats work and never skips any:
//
//	since, err := client.Changes.Newest(ctx, employerID) // before the first full read
//
//	changed, err := client.Changes.Employments(ctx, employerID, since)
//	for _, id := range changed.IDs { … }
//	since = changed.Number // store it now
//
// Numbers are given before they can be seen, so one may appear below a higher one that was read already: read everything from time to time.
type ChangesService struct {
	employers   RootLister[ChangeNumber]
	employments Lister[ChangeNumber]
}

func newChanges(c *Client) ChangesService {
	return ChangesService{
		RootLister[ChangeNumber]{at(c, "/providers/employers/lastmodifiedversionnumbers", firstVersion)},
		Lister[ChangeNumber]{at(c, "/providers/employers/{employerId}/employees/employments/lastmodifiedversionnumbers", firstVersion)},
	}
}

// ChangeNumber is the number of the last change to an employer or employment.
type ChangeNumber struct {
	ID                        string `json:"id"`
	LastModifiedVersionNumber int64  `json:"lastModifiedVersionNumber"`
}

const changeNumber = "lastModifiedVersionNumber"

// Changed lists what was changed since a number.
type Changed struct {
	IDs    []string // each once, in the order of the changes
	Number int64    // to go on from, once the work for all IDs is done
}

// Employers lists the employers in which anything was changed since the number, 0 for all.
func (s ChangesService) Employers(ctx context.Context, since int64) (*Changed, error) {
	return readChanges(since, func(opts *ListOptions) (*ListPage[ChangeNumber], error) {
		return s.employers.Page(ctx, opts)
	})
}

// Employments lists the employments of an employer that were changed since the number, 0 for all.
func (s ChangesService) Employments(ctx context.Context, employerID string, since int64) (*Changed, error) {
	return readChanges(since, func(opts *ListOptions) (*ListPage[ChangeNumber], error) {
		return s.employments.Page(ctx, employerID, opts)
	})
}

// EmployerChanges are the changes in one employer.
type EmployerChanges struct {
	EmployerID string
	Changed
}

// Since lists the changed employments of all employers that were changed since the number, and gives the number to go on from. It is the highest number of an employer as it was when this began:
// what is changed meanwhile comes again the next time.
func (s ChangesService) Since(ctx context.Context, since int64) ([]EmployerChanges, int64, error) {
	employers, err := s.Employers(ctx, since)
	if err != nil {
		return nil, since, err
	}
	changes := make([]EmployerChanges, len(employers.IDs))
	for i, id := range employers.IDs {
		changed, err := s.Employments(ctx, id, since)
		if err != nil {
			return nil, since, err
		}
		changes[i] = EmployerChanges{id, *changed}
	}
	return changes, employers.Number, nil
}

// Newest gives the number of the last change in an employer, 0 when it has no employments. Ask for it before a full read.
func (s ChangesService) Newest(ctx context.Context, employerID string) (int64, error) {
	page, err := s.employments.Page(ctx, employerID, &ListOptions{OrderBy: []string{"-" + changeNumber}, PageSize: 1})
	if err != nil {
		return 0, err
	}
	var newest int64
	for _, n := range page.Entries {
		newest = max(newest, n.LastModifiedVersionNumber)
	}
	return newest, nil
}

// readChanges reads a list in the order of the numbers. What is changed while it is read moves to its end and everything behind it one place to the front, so the next page is not asked for by its
// place but by the number that was reached. Several entries can have one number (all employments of a person): that number is read again, and a page that is full of it is passed by its place.
func readChanges(since int64, read func(*ListOptions) (*ListPage[ChangeNumber], error)) (*Changed, error) {
	changed := &Changed{Number: since}
	seen := map[string]bool{}
	opts := &ListOptions{Filter: GreaterThan(changeNumber, since), OrderBy: []string{changeNumber}, PageNumber: 1}
	for {
		page, err := read(opts)
		if err != nil {
			return nil, err
		}
		reached := changed.Number
		for _, n := range page.Entries {
			if n.LastModifiedVersionNumber < changed.Number {
				return nil, fmt.Errorf("loket: changes since a number: %w: the numbers are not chosen and sorted as they were asked for", errShape)
			}
			changed.Number = n.LastModifiedVersionNumber
			if id := strings.ToLower(n.ID); !seen[id] {
				seen[id] = true
				changed.IDs = append(changed.IDs, n.ID)
			}
		}
		if len(page.Entries) == 0 || opts.PageNumber >= page.TotalPages {
			return changed, nil
		}
		if changed.Number > reached {
			opts.Filter, opts.PageNumber = GreaterThan(changeNumber, changed.Number-1), 1
		} else {
			opts.PageNumber++
		}
	}
}
