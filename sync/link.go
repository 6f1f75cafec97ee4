package sync

import "fmt"

// Links is what [Link] found.
type Links[T any] struct {
	Desired   []T         // the desired records in their own order, the linked ones as adopt gave them
	Linked    []Pair      // in the order in which they were found
	Ambiguous []Ambiguity // hits that are left to a person
}

// Pair is a desired record that was linked to a current one, with the keys they had before.
type Pair struct {
	By      int // index of the further key that they share
	Current Record
	Desired Record
}

// Ambiguity is a value of a further key that several records of a side share, so that it does not tell who is who. It lists all of
// them, also those that found each other by key. The value itself is left out: it may be an e-mail address.
type Ambiguity struct {
	By      int // index of the further key
	Current []Record
	Desired []Record
}

// Link runs before [Diff] and gives desired records a second chance whose key is not in current, or who have none: without it, a
// person who got another key looks like one that is missing and one to create, and ends up with a second account.
//
// The further keys are tried in the order of by, such as external id, then e-mail. A desired record is linked to a current one whose
// key is not in desired when they have the same value, not empty, and nobody else on either side has it, those with a shared key
// included. adopt then gives the desired record the key of the current one; other values of it do not matter. A current record is
// linked at most once. Values are compared exactly: let the functions trim and fold case.
//
// When others share the value, nobody is linked by it: the hit is in Ambiguous, and the records take no further part. [Diff] will show
// them as missing and create; leave those out with [Keep] until a person has decided.
//
// The inputs are not changed, and the same input always gives the same result. The error says that adopt did not give the current
// record's key. Records without a key on the current side, and keys that are there twice, are left for [Diff] to report.
func Link[T any](current, desired []T, key func(T) string, adopt func(desired, current T) T, by ...func(T) string) (*Links[T], error) {
	l := newLinker(current, desired, key)
	for n, value := range by {
		for _, g := range l.groups(value) {
			if !g.hit {
				continue
			}
			if len(g.current) > 1 || len(g.desired) > 1 {
				l.leave(n, g)
				continue
			}
			if err := l.link(n, g.current[0], g.desired[0], adopt); err != nil {
				return nil, err
			}
		}
	}
	return &l.links, nil
}

type linker[T any] struct {
	key                      func(T) string
	current, desired         []T
	currentKeys, desiredKeys []string
	currentFree, desiredFree []bool // still looking for a partner
	links                    Links[T]
}

// group is everybody with one value of a further key, by index.
type group struct {
	current, desired []int
	hit              bool // somebody on either side still looks for a partner
}

func newLinker[T any](current, desired []T, key func(T) string) *linker[T] {
	l := &linker[T]{
		key:     key,
		current: current, currentKeys: keysOf(current, key),
		desired: desired, desiredKeys: keysOf(desired, key),
		links: Links[T]{Desired: append([]T{}, desired...)},
	}
	l.currentFree = notIn(l.currentKeys, l.desiredKeys)
	l.desiredFree = notIn(l.desiredKeys, l.currentKeys)
	for i, k := range l.currentKeys {
		l.currentFree[i] = l.currentFree[i] && k != "" // it has no key to adopt
	}
	for i, k := range l.desiredKeys {
		l.desiredFree[i] = l.desiredFree[i] || k == ""
	}
	return l
}

// groups gathers the records by the values of the desired records that look for a partner, in the order of those.
func (l *linker[T]) groups(value func(T) string) []*group {
	byValue := map[string]*group{}
	var inOrder []*group
	for i, record := range l.desired {
		if v := value(record); l.desiredFree[i] && v != "" && byValue[v] == nil {
			byValue[v] = &group{}
			inOrder = append(inOrder, byValue[v])
		}
	}
	if len(inOrder) == 0 {
		return nil
	}
	for i, record := range l.desired {
		if g := byValue[value(record)]; g != nil {
			g.desired = append(g.desired, i)
		}
	}
	for i, record := range l.current {
		if g := byValue[value(record)]; g != nil {
			g.current = append(g.current, i)
			g.hit = g.hit || l.currentFree[i]
		}
	}
	return inOrder
}

func (l *linker[T]) link(by, from, to int, adopt func(desired, current T) T) error {
	pair := Pair{by, l.record(SideCurrent, from), l.record(SideDesired, to)}
	adopted := adopt(l.desired[to], l.current[from])
	if got := l.key(adopted); got != pair.Current.Key {
		return fmt.Errorf("sync: adopt must give desired record %d the key %q of the current record, its key is %q", to, pair.Current.Key, got)
	}
	l.currentFree[from], l.desiredFree[to] = false, false
	l.links.Desired[to] = adopted
	l.links.Linked = append(l.links.Linked, pair)
	return nil
}

func (l *linker[T]) leave(by int, g *group) {
	a := Ambiguity{By: by}
	for _, i := range g.current {
		l.currentFree[i] = false
		a.Current = append(a.Current, l.record(SideCurrent, i))
	}
	for _, i := range g.desired {
		l.desiredFree[i] = false
		a.Desired = append(a.Desired, l.record(SideDesired, i))
	}
	l.links.Ambiguous = append(l.links.Ambiguous, a)
}

func (l *linker[T]) record(side Side, index int) Record {
	if side == SideCurrent {
		return Record{side, index, l.currentKeys[index]}
	}
	return Record{side, index, l.desiredKeys[index]}
}

func keysOf[T any](records []T, key func(T) string) []string {
	keys := make([]string, len(records))
	for i, record := range records {
		keys[i] = key(record)
	}
	return keys
}

// notIn says of every key whether others lacks it.
func notIn(keys, others []string) []bool {
	set := make(map[string]struct{}, len(others))
	for _, k := range others {
		set[k] = struct{}{}
	}
	result := make([]bool, len(keys))
	for i, k := range keys {
		_, found := set[k]
		result[i] = !found
	}
	return result
}
