package alleo

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// matches says which records in Alleo belong to which person. Records and people are given by their place; none is -1.
type matches struct {
	owner   []int         // record to person
	account []int         // person to the record that is kept up to date
	others  map[int][]int // person to further records of the same person
	unsure  map[int][]int // person whose address does not tell which record it is, to the records that it may be
	held    map[int]bool  // records without a sure owner, which stay as they are
}

const none = -1

// match finds the records of each person: by id, then by person id among the records that nobody has by id, then by address, name and birthday together, for those who came back
// under another id; for records that have no id, the address alone is enough. The error is that of [plansync.Link].
//
// An id is compared with ids of its own kind only: an employee id and somebody else's person id can be the same number.
func match(people []person, current []Employee) (*matches, error) {
	m := &matches{
		owner:   filled(len(current)),
		account: filled(len(people)),
		others:  make(map[int][]int),
		unsure:  make(map[int][]int),
		held:    make(map[int]bool),
	}
	byID, byPersonID := make(map[string][]int), make(map[string][]int)
	for c, e := range current {
		if id := fold(e.ID); id != "" {
			byID[id] = append(byID[id], c)
			byPersonID[fold(e.PersonID)] = append(byPersonID[fold(e.PersonID)], c)
		}
	}
	for p := range people {
		for _, id := range people[p].ids {
			m.give(p, byID[id])
		}
	}
	for p := range people {
		if id := fold(people[p].personID); id != "" && m.account[p] == none && people[p].id != "" {
			m.give(p, byPersonID[id])
		}
	}
	m.byProfile(people, current)
	for p := range people {
		m.choose(p, people[p], current)
	}
	return m, m.byAddress(people, current)
}

// byProfile gives people without a record those of their old id. An address alone would not do: it may have been given to somebody else since.
func (m *matches) byProfile(people []person, current []Employee) {
	wanted, have := make(map[string][]int), make(map[string][]int)
	for p, who := range people {
		if m.account[p] == none && who.id != "" {
			sign := profileSign(who.email, who.lastName, who.birthday)
			wanted[sign] = append(wanted[sign], p)
		}
	}
	for c, e := range current {
		if m.owner[c] == none && fold(e.ID) != "" {
			sign := profileSign(e.Email, e.LastName, e.Birthday)
			have[sign] = append(have[sign], c)
		}
	}
	for sign, who := range wanted {
		records := have[sign]
		if sign == "" || len(who) != 1 || len(records) != 1 || differ(people[who[0]].personID, current[records[0]].PersonID) {
			continue
		}
		m.give(who[0], records)
		people[who[0]].doubts = append(people[who[0]].doubts, note{CodeNewID, "has id " + people[who[0]].id +
			" in the source now, and is the same person by e-mail address, name and birthday: the account keeps its id, nothing to do"})
	}
}

// profileSign is the same for records of the same person, and empty when not enough is known.
func profileSign(email, lastName string, birthday civil.Date) string {
	if fold(email) == "" || fold(lastName) == "" || birthday.IsZero() {
		return ""
	}
	return strings.Join([]string{fold(email), fold(lastName), birthday.String()}, "\n")
}

// differ reports whether two person ids are known and not the same.
func differ(a, b string) bool { return fold(a) != "" && fold(b) != "" && fold(a) != fold(b) }

func filled(n int) []int { return slices.Repeat([]int{none}, n) }

// give makes the person the owner of those records that have none yet.
func (m *matches) give(p int, records []int) {
	for _, c := range records {
		if m.owner[c] != none {
			continue
		}
		m.owner[c] = p
		if m.account[p] == none {
			m.account[p] = c
		} else {
			m.others[p] = append(m.others[p], c)
		}
	}
}

// choose makes the active record of a person with several the one that is kept up to date, rather the one with the leading id.
func (m *matches) choose(p int, who person, current []Employee) {
	if len(m.others[p]) == 0 {
		return
	}
	records := append([]int{m.account[p]}, m.others[p]...)
	rank := func(c int) int {
		switch {
		case current[c].Active && fold(current[c].ID) == fold(who.id):
			return 0
		case current[c].Active:
			return 1
		case fold(current[c].ID) == fold(who.id):
			return 2
		}
		return 3
	}
	slices.SortFunc(records, func(a, b int) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(Key(current[a]), Key(current[b])))
	})
	m.account[p], m.others[p] = records[0], records[1:]
}

// byAddress finds the records without an id through the second chance of [plansync.Link].
func (m *matches) byAddress(people []person, current []Employee) error {
	if !slices.ContainsFunc(current, func(e Employee) bool { return fold(e.ID) == "" }) {
		return nil
	}
	records := make([]Employee, len(current))
	for c, e := range current {
		records[c] = Employee{account: Key(e)}
		if fold(e.ID) == "" {
			records[c].Email = e.Email // a record with an id is nobody else's, whatever its address
		}
	}
	var wanted []Employee
	var who []int // wanted to person
	for p := range people {
		if people[p].id == "" {
			continue
		}
		e := Employee{ID: people[p].id, Email: people[p].email}
		if c := m.account[p]; c != none {
			e.account = Key(current[c])
		}
		wanted, who = append(wanted, e), append(who, p)
	}
	links, err := plansync.Link(records, wanted, Key,
		func(desired, current Employee) Employee { desired.account = current.account; return desired },
		func(e Employee) string { return fold(e.Email) })
	if err != nil {
		return err
	}
	for _, pair := range links.Linked {
		m.give(who[pair.Desired.Index], []int{pair.Current.Index})
	}
	for _, a := range links.Ambiguous {
		var held []int
		for _, c := range a.Current {
			held = append(held, c.Index)
			m.held[c.Index] = true
		}
		for _, d := range a.Desired {
			if p := who[d.Index]; m.account[p] == none {
				m.unsure[p] = held
			}
		}
	}
	return nil
}
