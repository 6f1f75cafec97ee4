package alleo

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// persons makes one person of all lines that share an id, in the order of their first line.
func (r *profitReader) persons(lines []line, contracts map[string][]period) []person {
	groups := groupLines(lines)
	people := make([]person, 0, len(groups))
	for _, group := range groups {
		people = append(people, r.person(group, contracts))
	}
	return people
}

// groupLines puts lines with the same employee id or the same person id together.
func groupLines(lines []line) [][]line {
	groupOf := newUnion(len(lines))
	byEmployee, byPerson := make(map[string]int), make(map[string]int)
	for i, l := range lines {
		groupOf.joinSame(byEmployee, fold(l.id), i)
		groupOf.joinSame(byPerson, fold(l.personID), i)
	}
	var groups [][]line
	index := make(map[int]int)
	for i, l := range lines {
		root := groupOf.root(i)
		at, ok := index[root]
		if !ok {
			at = len(groups)
			index[root] = at
			groups = append(groups, nil)
		}
		groups[at] = append(groups[at], l)
	}
	return groups
}

// union is a disjoint-set: each entry points towards the root of its set.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(i int) int {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

// joinSame joins i with the first entry that had the same id. No id joins nothing.
func (u union) joinSame(first map[string]int, id string, i int) {
	if id == "" {
		return
	}
	if j, ok := first[id]; ok {
		u[u.root(i)] = u.root(j)
		return
	}
	first[id] = i
}

func (r *profitReader) person(lines []line, contracts map[string][]period) person {
	lines = byRelevance(lines, r.Today)
	employeeIDs := distinct(lines, func(l line) string { return l.id })
	personIDs := distinct(lines, func(l line) string { return l.personID })
	p := person{profile: leading(lines, r.Today), name: fmt.Sprintf("row %d", lines[0].row)}
	if len(personIDs) > 0 {
		p.personID = personIDs[0]
	}
	ids := employeeIDs
	if r.Identity == ByPersonID {
		ids = personIDs
	}
	if len(ids) == 0 {
		p.unfit = &note{CodeMissingID, "the row has no id in the column that is the identity: fill it in at the source"}
		return p
	}
	p.id, p.name = ids[0], ids[0]
	for _, id := range ids {
		p.ids = append(p.ids, fold(id))
	}
	var periods []period
	for _, id := range employeeIDs {
		periods = append(periods, contracts[fold(id)]...)
	}
	p.employ(periodsOf(lines), periods)
	if len(employeeIDs) > 1 {
		slices.Sort(employeeIDs)
		p.doubts = append(p.doubts, note{CodeTwoEmployeeIDs, "employee ids " + strings.Join(employeeIDs, ", ") +
			" have the same person id and count as one person: correct the person id if they are not"})
	}
	return p
}

func periodsOf(lines []line) []period {
	var periods []period
	for _, l := range lines {
		periods = append(periods, l.work)
	}
	return periods
}

// byRelevance puts the leading line first: those that cover today, then those to start, then those that ended. Earliest start first,
// among the ended ones the last end; equal ones by id and row.
func byRelevance(lines []line, today civil.Date) []line {
	return slices.SortedFunc(slices.Values(lines), func(a, b line) int {
		rank := a.work.rank(today)
		order := cmp.Compare(rank, b.work.rank(today))
		if rank == rankEnded {
			order = cmp.Or(order, b.work.end.Compare(a.work.end))
		}
		return cmp.Or(order, a.work.start.Compare(b.work.start), cmp.Compare(fold(a.id), fold(b.id)), cmp.Compare(a.row, b.row))
	})
}

// leading gives the profile of the first line. Without an address there, it takes that of the next line that covers today.
func leading(lines []line, today civil.Date) profile {
	p := lines[0].profile
	for _, l := range lines[1:] {
		if p.email == "" && l.work.rank(today) == rankNow {
			p.email = l.profile.email
		}
	}
	return p
}

// distinct gives the ids of the lines that differ by more than case, in order, without empty ones.
func distinct(lines []line, id func(line) string) []string {
	var ids []string
	seen := make(map[string]bool)
	for _, l := range lines {
		key := fold(id(l))
		if key != "" && !seen[key] {
			ids = append(ids, id(l))
		}
		seen[key] = true
	}
	return ids
}
