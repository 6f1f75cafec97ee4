package sync

// Keep gives a plan with only the changes that keep accepts. The records it leaves out are counted nowhere; the sizes of both sets
// and the number of unchanged records stay as they were. The given plan is not changed.
func Keep[T any](p *Plan[T], keep func(Change[T]) bool) *Plan[T] {
	result := *p
	result.Changes = []Change[T]{}
	for _, c := range p.Changes {
		if keep(c) {
			result.Changes = append(result.Changes, c)
		}
	}
	return &result
}

// NoCreates gives a plan that creates nobody, for a target whose members are invited by hand.
func NoCreates[T any](p *Plan[T]) *Plan[T] {
	return Keep(p, func(c Change[T]) bool { return c.Op != OpCreate })
}

// NoUpdates gives a plan that changes nothing about those who are there already.
func NoUpdates[T any](p *Plan[T]) *Plan[T] {
	return Keep(p, func(c Change[T]) bool { return c.Op != OpUpdate })
}

// OnlyCreates gives a plan that does nothing but create.
func OnlyCreates[T any](p *Plan[T]) *Plan[T] {
	return Keep(p, func(c Change[T]) bool { return c.Op == OpCreate })
}

// DeleteMissing gives a plan in which everyone who is missing is deleted. Think twice: a person who is absent from the source may
// have left, but may as well be hidden by a filter or an authorisation that somebody changed. [Plan.Check] counts both alike.
func DeleteMissing[T any](p *Plan[T]) *Plan[T] {
	result := Keep(p, func(Change[T]) bool { return true })
	for i := range result.Changes {
		if result.Changes[i].Op == OpMissing {
			result.Changes[i].Op = OpDelete
		}
	}
	return result
}
