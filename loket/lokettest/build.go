package lokettest

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// A draft collects the first error, so that making a record from many parts reads as a list of its parts.
type draft struct {
	data *data
	err  error
}

// load makes the records of an environment.
func (d *data) load(env Environment) error {
	b := &draft{data: d}
	d.root = b.add(kindProvider, nil, env.ProviderID, "provider", object{"name": env.ProviderName}, nil)
	d.user = b.user(kindUser, nil, env.User)
	for _, e := range env.Employers {
		b.employer(e)
	}
	return b.err
}

// add makes a record from a blank document with the members given, those of the caller last.
func (b *draft) add(k *kind, owner *record, id, name string, members object, extra map[string]any) *record {
	if b.err != nil {
		return nil
	}
	doc, err := k.schema.with(k.schema.blank(), members)
	if err == nil {
		doc, err = k.schema.with(doc, extra)
	}
	var r *record
	if err == nil {
		r, err = b.data.add(k, owner, id, name, doc)
	}
	if err != nil {
		b.err = fmt.Errorf("%s %q: %w", k.name, name, err)
	}
	return r
}

// day checks a day as the caller writes it. Empty is null. An error names what the day is of, by number, and not the day, which may be a birthday.
func (b *draft) day(owner *record, what, s string) any {
	if s == "" {
		return nil
	}
	if day, err := civil.ParseDate(s); (err != nil || day.String() != s) && b.err == nil {
		b.err = fmt.Errorf("%sthe %s is not a day like 2026-03-01", who(owner), what)
	}
	return s
}

// who names the employee that a record is of, for the front of an error.
func who(r *record) string {
	if employee := r.above(kindEmployee); employee != nil {
		return fmt.Sprintf("employee %v: ", employee.doc["employeeNumber"])
	}
	return ""
}

// orDefault gives the first value that is not zero.
func orDefault[T comparable](value, fallback T) T {
	var zero T
	if value == zero {
		return fallback
	}
	return value
}

// named finds a record of an employer by id or by description. When there is none it is made, unless the name is an id.
func (b *draft) named(k *kind, employer *record, name string) *record {
	if b.err != nil {
		return nil
	}
	id, isID := parseUUID(name)
	for _, r := range employer.children[k] {
		if r.id == id || text(r.doc, "description") == name {
			return r
		}
	}
	switch {
	case isID:
		b.err = fmt.Errorf("there is no %s %s", k.name, name)
		return nil
	case k == kindDepartment:
		return b.department(employer, Department{Description: name})
	}
	return b.add(k, employer, "", name, object{"description": name}, nil)
}

func (b *draft) department(employer *record, dep Department) *record {
	members := object{
		"code":        orDefault(dep.Code, len(employer.children[kindDepartment])+1),
		"description": dep.Description,
	}
	if dep.Parent != "" {
		if parent := b.named(kindDepartment, employer, dep.Parent); parent != nil {
			members["subDepartmentOf"] = object{"key": parent.id}
		}
	}
	return b.add(kindDepartment, employer, dep.ID, dep.Description, members, dep.Members)
}

// values adds the values of custom fields to an employee or employment, in the order of their names.
func (b *draft) values(k *kind, owner *record, values map[string]string) {
	for _, name := range slices.Sorted(maps.Keys(values)) {
		b.value(k, owner, name, values[name])
	}
}

func (b *draft) value(k *kind, owner *record, name, value string) {
	if field := b.named(kindCustomField, owner.above(kindEmployer), name); field != nil {
		b.add(k, owner, "", field.id, object{"customField": object{"id": field.id}, "value": value}, nil)
	}
}

// user makes a user: of an employer, or the one who logs in.
func (b *draft) user(k *kind, employer *record, u User) *record {
	first, last := orDefault(u.FirstName, "Sam"), orDefault(u.LastName, "Smit")
	r := b.add(k, employer, u.ID, strconv.Itoa(len(employer.childrenOf(k))+1), object{
		"contactInformation.emailAddress": orDefault(u.Email, "gebruiker@example.test"),
		"isDepartmentManager":             u.DepartmentManager,
		"personalDetails": object{
			"firstName": first, "initials": first[:1], "prefix": textOrNull(u.Prefix), "lastName": last,
		},
		"userName": orDefault(u.Email, "gebruiker@example.test"),
	}, u.Members)
	for _, name := range u.Departments {
		if department := b.named(kindDepartment, employer, name); department != nil {
			r.visible = append(r.visible, department.id)
		}
	}
	return r
}

// settings makes the document of filter settings.
func (b *draft) settings(employer *record, f FilterSettings) object {
	keys := func(k *kind, names []string) []any {
		list := []any{}
		for _, name := range names {
			if r := b.named(k, employer, name); r != nil {
				list = append(list, object{"key": r.id})
			}
		}
		return list
	}
	categories := []any{}
	for _, category := range f.Categories {
		categories = append(categories, object{"key": category})
	}
	doc, err := schemaSettings.with(schemaSettings.blank(), object{"employmentFilter": object{
		"filterOnAdministrations":        keys(kindAdministration, f.Administrations),
		"filterOnDepartments":            keys(kindDepartment, f.Departments),
		"filterOnEmployedStatus":         orDefault(f.Status, "AllEmployments"),
		"filterOnEmploymentCategoryType": categories,
		"filterOnOnCallEmployment":       f.OnCall,
	}})
	if status := f.Status; status != "" && !slices.Contains(employedStatuses, status) {
		err = errors.Join(err, fmt.Errorf("the status %q of the filter settings is none of %q", status, employedStatuses))
	}
	if b.err == nil {
		b.err = err
	}
	return doc
}
