package lokettest

import (
	"errors"
	"fmt"
)

// AddEmployer adds an employer and gives its id.
func (s *Server) AddEmployer(e Employer) (id string, err error) {
	return s.insert("", kindProvider, func(b *draft, _ *record) *record { return b.employer(e) })
}

// AddEmployee adds an employee to an employer and gives the employee's id.
func (s *Server) AddEmployee(employerID string, e Employee) (id string, err error) {
	return s.insert(employerID, kindEmployer, func(b *draft, owner *record) *record { return b.employee(owner, e) })
}

// AddEmployment adds an employment to an employee and gives the employment's id.
func (s *Server) AddEmployment(employeeID string, m Employment) (id string, err error) {
	return s.insert(employeeID, kindEmployee, func(b *draft, owner *record) *record { return b.employment(owner, m) })
}

// insert adds a record with what belongs to it, or nothing when one part is wrong.
func (s *Server) insert(ownerID string, k *kind, add func(*draft, *record) *record) (id string, err error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	owner := s.data.root
	if ownerID != "" {
		if owner, err = s.data.find(ownerID); err != nil {
			return "", err
		}
	}
	if owner.kind != k {
		return "", fmt.Errorf("lokettest: %s is not an %s but an %s", owner.id, k.name, owner.kind.name)
	}
	b := &draft{data: s.data}
	r := add(b, owner)
	if b.err == nil {
		return r.id, nil
	}
	if r != nil {
		s.data.remove(r)
	}
	return "", fmt.Errorf("lokettest: %w", b.err)
}

// SetCustomField sets the value of a custom field, by description or id, of an employee or an employment. An empty value removes it.
func (s *Server) SetCustomField(ownerID, field, value string) error {
	return s.with(ownerID, func(owner *record) error {
		k := kindEmployeeValue
		switch owner.kind {
		case kindEmployment:
			k = kindEmploymentValue
		case kindEmployee:
		default:
			return errors.New("lokettest: only employees and employments have custom fields")
		}
		b := &draft{data: s.data}
		definition := b.named(kindCustomField, owner.above(kindEmployer), field)
		if definition == nil {
			return fmt.Errorf("lokettest: %w", b.err)
		}
		for _, r := range owner.children[k] {
			if text(r.doc, "customField.id") != definition.id {
				continue
			}
			if value == "" {
				s.data.remove(r)
			} else {
				s.data.change(r, set(r.doc, []string{"value"}, value))
			}
			return nil
		}
		if value != "" {
			b.value(k, owner, definition.id, value)
		}
		return b.err
	})
}

// Change sets members of a record, of whatever kind, by dotted name, as a write would: with a new ETag and change number. Read-only members can
// be set too; values are not checked.
func (s *Server) Change(id string, members map[string]any) error {
	return s.with(id, func(r *record) error {
		doc, err := r.kind.schema.with(r.doc, members)
		if err != nil {
			return fmt.Errorf("lokettest: %s: %w", r.kind.name, err)
		}
		if r.kind == kindEmployee {
			doc = completeEmployee(doc)
		}
		s.data.change(r, doc)
		return nil
	})
}

// Remove takes away a record of whatever kind with everything in it.
func (s *Server) Remove(id string) error {
	return s.with(id, func(r *record) error {
		if r.owner == nil {
			return errors.New("lokettest: the provider and the user stay")
		}
		s.data.remove(r)
		return nil
	})
}

// SetAccess says how the user may see a record of whatever kind from now on.
func (s *Server) SetAccess(id string, a Access) error {
	return s.with(id, func(r *record) error {
		r.access = a
		return nil
	})
}

// Document gives a record of whatever kind as its details show it. Numbers are json.Number. It must not be changed.
func (s *Server) Document(id string) (map[string]any, error) {
	s.lock.RLock()
	defer s.lock.RUnlock()
	r, err := s.data.find(id)
	if err != nil {
		return nil, err
	}
	return s.data.show(r), nil
}

func (s *Server) with(id string, do func(*record) error) error {
	s.lock.Lock()
	defer s.lock.Unlock()
	r, err := s.data.find(id)
	if err != nil {
		return err
	}
	return do(r)
}
