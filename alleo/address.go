package alleo

import (
	"net/mail"
	"strings"
)

// isAddress reports whether the text is one e-mail address and nothing else.
func isAddress(text string) bool {
	a, err := mail.ParseAddress(text)
	if err != nil || a.Address != text {
		return false
	}
	_, domain, _ := strings.Cut(text, "@")
	return strings.Contains(strings.Trim(domain, "."), ".")
}

// withholdDoubleAddresses leaves out everyone who is to be in Alleo with the same address as somebody else.
func withholdDoubleAddresses(decisions []*decision) {
	byAddress := make(map[string][]*decision)
	for _, d := range decisions {
		if d.written {
			address := fold(d.record.Email)
			byAddress[address] = append(byAddress[address], d)
		}
	}
	for _, same := range byAddress {
		if len(same) < 2 {
			continue
		}
		for _, d := range same {
			d.skip(note{CodeDuplicateEmail, "another person in the source has the same e-mail address, neither is written: correct it at the source"})
		}
	}
}

// withholdTakenAddresses leaves out everyone whose new address belongs to another record that does not give it up in this run. Whoever
// is left out keeps the present address, which may be the one that somebody else waits for; people who swap addresses both go on.
func withholdTakenAddresses(decisions []*decision, m *matches, current []Employee) {
	wanted := make(map[string]*decision)
	for _, d := range decisions {
		if d.written && (d.account == nil || fold(d.account.Email) != fold(d.record.Email)) {
			wanted[fold(d.record.Email)] = d
		}
	}
	var occupied []string
	for c, e := range current {
		p := m.owner[c]
		if p == none || m.account[p] != c || !decisions[p].written {
			occupied = append(occupied, fold(e.Email))
		}
	}
	for len(occupied) > 0 {
		address := occupied[len(occupied)-1]
		occupied = occupied[:len(occupied)-1]
		d := wanted[address]
		if d == nil || !d.written {
			continue
		}
		d.skip(note{CodeEmailTaken, "another account in Alleo has this e-mail address: " +
			"give one of the two another address, or add the person id if both are one person with a new employee id"})
		if d.account != nil {
			occupied = append(occupied, fold(d.account.Email))
		}
	}
}

// withholdChangedAddresses leaves out everyone who would get an account while an account without an external id, whose owner would be
// missing, has the same name and no other birthday: Alleo would make a second account for a changed address (alleo.md §4).
func withholdChangedAddresses(decisions []*decision, m *matches, current []Employee) {
	byName := make(map[string][]int)
	for c, e := range current {
		if e.ID == "" && e.Active && m.owner[c] == none && !m.held[c] {
			name := fold(e.DisplayName())
			byName[name] = append(byName[name], c)
		}
	}
	if len(byName) == 0 {
		return
	}
	for _, d := range decisions {
		if !d.written || d.account != nil {
			continue
		}
		for _, c := range byName[fold(d.record.DisplayName())] {
			born, birthday := current[c].Birthday, d.record.Birthday
			if born == birthday || born.IsZero() || birthday.IsZero() {
				m.held[c] = true
				d.held = append(d.held, c)
			}
		}
		if d.held != nil {
			d.skip(note{CodeEmailChanged, "an account without external id has the same name and birthday but another e-mail address, " +
				"a second account would be made: set the external id of that account at Alleo"})
		}
	}
}
