package lokettest

import (
	"fmt"
	"slices"
)

// A record is a document in its place in the tree. Documents are replaced, never changed, so that an answer may hold one.
type record struct {
	kind     *kind
	id       string
	owner    *record
	children map[*kind][]*record
	doc      object
	access   Access
	revision int64 // change counter at the last change of the document itself: its ETag
	number   int64 // of an employer or employment: lastModifiedVersionNumber

	settings       object   // of an employer: the filter settings
	authorizations []string // of an employer: the activities of the user; nil is all
	visible        []string // of an employer user: ids of departments
	nonPayroll     bool     // of an administration
	administration *record  // of an employment
}

// data is everything there is. It is not safe for concurrent use: Server locks it.
type data struct {
	root    *record // the provider
	user    *record // who logs in
	index   map[*kind]map[string]*record
	counter int64
	today   func() string
	quiet   bool                // custom fields leave the change numbers alone
	generic map[string][]object // options of coded members that are the same everywhere
}

// firstNumber is as large as the numbers in the vendor's examples (loket-rest.md §7).
const firstNumber = 70429274999000

func newData(env Environment) (*data, error) {
	d := &data{index: map[*kind]map[string]*record{}, counter: firstNumber, today: env.today, quiet: env.Quirks.QuietCustomFields}
	for _, k := range kinds {
		d.index[k] = map[string]*record{}
	}
	var err error
	d.generic, err = readOptions(env)
	if err != nil {
		return nil, fmt.Errorf("metadata: %w", err)
	}
	return d, d.load(env)
}

// add makes a record. An id that is empty follows from the owner and the name, which tells the record from its siblings.
func (d *data) add(k *kind, owner *record, id, name string, doc object) (*record, error) {
	id, err := d.newID(k, owner, id, name)
	if err != nil {
		return nil, err
	}
	if m := k.schema.index[k.idMember()]; m != nil && m.is == typeUUID {
		doc[m.name] = id
	}
	d.counter++
	r := &record{kind: k, id: id, owner: owner, doc: doc, children: map[*kind][]*record{}, revision: d.counter, number: d.counter}
	d.index[k][id] = r
	if owner != nil {
		owner.children[k] = append(owner.children[k], r)
	}
	d.reach(r)
	return r, nil
}

func (d *data) newID(k *kind, owner *record, id, name string) (string, error) {
	if id != "" {
		parsed, ok := parseUUID(id)
		switch {
		case !ok:
			return "", fmt.Errorf("the id %q of the %s is not a UUID", id, k.name)
		case d.index[k][parsed] != nil:
			return "", fmt.Errorf("the id %s of the %s is there twice", parsed, k.name)
		}
		return parsed, nil
	}
	above := ""
	if owner != nil {
		above = owner.id
	}
	for n := 1; ; n++ {
		id = UUID(fmt.Sprintf("%s/%s/%s/%d", k.name, above, name, n))
		if d.index[k][id] == nil {
			return id, nil
		}
	}
}

// remove takes away a record and everything in it.
func (d *data) remove(r *record) {
	d.counter++
	d.reach(r)
	d.forget(r)
	if r.owner != nil {
		siblings := r.owner.children[r.kind]
		r.owner.children[r.kind] = slices.DeleteFunc(siblings, func(other *record) bool { return other == r })
	}
}

func (d *data) forget(r *record) {
	delete(d.index[r.kind], r.id)
	for _, children := range r.children {
		for _, child := range children {
			d.forget(child)
		}
	}
}

// change gives a record another document.
func (d *data) change(r *record, doc object) {
	d.counter++
	r.doc, r.revision = doc, d.counter
	d.reach(r)
}

// reach sets the change number of the employments that a change of the record is about, and of their employer. Changes that are about no
// employment, such as the name of a department, are not in the vendor's description of the numbers (loket-rest.md §8).
func (d *data) reach(r *record) {
	if d.quiet && r.kind.isCustomValue() {
		return
	}
	touched := []*record{r.above(kindEmployment)}
	if touched[0] == nil {
		if employee := r.above(kindEmployee); employee != nil {
			touched = employee.children[kindEmployment]
		}
	}
	for _, employment := range touched {
		if employment != nil {
			employment.number = d.counter
			employment.above(kindEmployer).number = d.counter
		}
	}
}

// above gives the record itself or the one that it is in, of the kind given; nil when there is none.
func (r *record) above(k *kind) *record {
	for r != nil && r.kind != k {
		r = r.owner
	}
	return r
}

// all gives the records of a kind in this record that the user may see, at whatever depth.
func (r *record) all(k *kind) []*record {
	owners := []*record{r}
	if k.owner != r.kind {
		owners = r.all(k.owner)
	}
	var found []*record
	for _, owner := range owners {
		for _, child := range owner.children[k] {
			if child.access != Hidden {
				found = append(found, child)
			}
		}
	}
	return found
}

// accessTo gives the access to a record: the narrowest on the way to it.
func (r *record) accessTo() Access {
	narrowest := Allowed
	for ; r != nil; r = r.owner {
		switch r.access {
		case Hidden:
			return Hidden
		case Forbidden:
			narrowest = Forbidden
		}
	}
	return narrowest
}

// find gives the record with the id, of whatever kind.
func (d *data) find(id string) (*record, error) {
	parsed, _ := parseUUID(id)
	for _, k := range kinds {
		if r := d.index[k][parsed]; r != nil {
			return r, nil
		}
	}
	return nil, fmt.Errorf("lokettest: there is no record %s", id)
}
