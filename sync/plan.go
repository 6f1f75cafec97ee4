package sync

// Op says what a change does.
type Op string

// The operations of a plan.
const (
	OpCreate  Op = "create"  // desired, not in current
	OpUpdate  Op = "update"  // in both, with fields that differ
	OpMissing Op = "missing" // in current, not desired: reported, nothing to carry out
	OpDelete  Op = "delete"  // a missing record that [DeleteMissing] turned into something to carry out
)

// Field is one changed field of a record, as text.
type Field struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Change is one line of a plan. Its JSON has the operation, the key and the fields, not the records themselves.
type Change[T any] struct {
	Op     Op      `json:"op"`
	Key    string  `json:"key"`
	Fields []Field `json:"fields,omitempty"` // of an update and a create; Old is empty for a create
	Old    T       `json:"-"`                // the current record; the zero value for a create
	New    T       `json:"-"`                // the desired record; the zero value for a missing or a delete
}

// Plan is what would change, as plain data. [Diff] makes one.
type Plan[T any] struct {
	Changes   []Change[T] `json:"changes"`   // sorted by key in byte order, one per key
	Unchanged int         `json:"unchanged"` // records that are the same on both sides
	Current   int         `json:"current"`   // size of the current set
	Desired   int         `json:"desired"`   // size of the desired set
}

// Counts is the number of changes of each operation, and of records that stay as they are.
type Counts struct {
	Create    int `json:"create"`
	Update    int `json:"update"`
	Missing   int `json:"missing"`
	Delete    int `json:"delete"`
	Unchanged int `json:"unchanged"`
}

// Counts counts the changes that are in the plan now; the ones that a policy left out are not counted anywhere.
func (p *Plan[T]) Counts() Counts {
	counts := Counts{Unchanged: p.Unchanged}
	for i := range p.Changes {
		switch p.Changes[i].Op {
		case OpCreate:
			counts.Create++
		case OpUpdate:
			counts.Update++
		case OpMissing:
			counts.Missing++
		case OpDelete:
			counts.Delete++
		}
	}
	return counts
}
