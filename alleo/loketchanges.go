package alleo

import "context"

// update brings an earlier snapshot up to date. It gives nil when everything has to be read.
func (r *loketReader) update(ctx context.Context, previous LoketSnapshot, n newest) (*LoketSnapshot, error) {
	age := r.Today.DaysSince(previous.ReadInFull)
	if previous.ReadInFull.IsZero() || age < 0 || age >= fullReadEvery {
		return nil, nil
	}
	next := previous.clone()
	next.Fields = r.fields
	if n.number > previous.Number {
		changed, err := r.client.Changes.Employments(ctx, r.employerID, previous.Number)
		if err != nil {
			return nil, err
		}
		if !worthReading(previous, changed.IDs) {
			return nil, nil
		}
		next.Number = changed.Number
		if there, err := r.readChanged(ctx, next, changed.IDs); !there || err != nil {
			return nil, err
		}
	}
	if next.Total != n.total {
		return nil, nil // an employment was deleted: it is in no list of changes
	}
	next.sort()
	known, err := r.readValues(ctx, next)
	if !known || err != nil {
		return nil, err
	}
	return next, nil
}

// worthReading reports whether reading the changed employments and their employees one by one takes fewer requests than reading all.
func worthReading(s LoketSnapshot, changed []string) bool {
	const perPage = 250
	owner := make(map[string]string, len(s.Employments))
	for _, e := range s.Employments {
		owner[fold(e.ID)] = fold(e.EmployeeID)
	}
	employees := make(map[string]bool)
	for _, id := range changed {
		employee, known := owner[fold(id)]
		if !known {
			employee = fold(id) // somebody new
		}
		employees[employee] = true
	}
	pages := func(n int) int { return max(1, (n+perPage-1)/perPage) }
	return len(changed)+len(employees) <= pages(len(s.Employees))+pages(len(s.Employments))
}

// readChanged reads the employments and their employees. It reports false when one is no longer there.
func (r *loketReader) readChanged(ctx context.Context, s *LoketSnapshot, ids []string) (bool, error) {
	read := make(map[string]bool)
	for _, id := range ids {
		employment, err := r.client.Employments.Get(ctx, id)
		if isGone(err) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if put(&s.Employments, newLoketEmployment(employment.Value), LoketEmployment.id) {
			s.Total++
		}
		employeeID := employment.Value.Employee.ID
		if read[fold(employeeID)] {
			continue
		}
		read[fold(employeeID)] = true
		employee, err := r.client.Employees.Get(ctx, employeeID)
		if isGone(err) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		put(&s.Employees, newLoketEmployee(employee.Value), LoketEmployee.id)
	}
	return true, nil
}
