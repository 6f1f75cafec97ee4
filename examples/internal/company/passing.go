package company

import (
	"fmt"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Somebody starts every second Monday, stays for half a year, and leaves: so that on every day there are future starters, people who leave next month and recent
// leavers, and yet all dates are fixed.
const (
	cadence = 14  // days between two starts
	stay    = 182 // days
	shown   = 42  // days before the start on which HR enters somebody
	kept    = 90  // days for which the connector keeps a leaver: an integration has to see the end (design.md "People at Alleo")
)

var firstMonday = civil.Date{Year: 2001, Month: 1, Day: 1}

// temporary is one of those who come and go.
type temporary struct {
	n          int
	start, end civil.Date
}

// temporaries gives those whom AFAS shows on the day.
func temporaries(today civil.Date) []temporary {
	var people []temporary
	for n := max(0, (today.DaysSince(firstMonday)-stay-kept)/cadence-1); ; n++ {
		start := firstMonday.AddDays(n * cadence)
		if start.After(today.AddDays(shown)) {
			return people
		}
		end := start.AddDays(stay + n%5)
		if !end.Before(today.AddDays(-kept)) {
			people = append(people, temporary{n, start, end})
		}
	}
}

func (t temporary) id() string { return fmt.Sprintf("4%06d", t.n) }

// knownEnd is the end date that AFAS shows on the day, or nil. HR is not equally tidy about everybody.
func (t temporary) knownEnd(today civil.Date) any {
	announced := written(t.end)
	switch t.n % 4 {
	case 1: // announced six weeks ahead
		if today.Before(t.end.AddDays(-42)) {
			return nil
		}
	case 2: // entered when it has already passed
		if today.Before(t.end.AddDays(3)) {
			return nil
		}
	case 3: // announced, taken away again, and announced for later
		if today.Before(t.end.AddDays(-55)) {
			return written(t.end.AddDays(-45))
		}
		if today.Before(t.end.AddDays(-40)) {
			return nil
		}
	}
	return announced
}

func passingThrough(today civil.Date) []Row {
	var rows []Row
	for _, t := range temporaries(today) {
		name := familyNames[t.n*3%len(familyNames)]
		row := employee(t.id(), firstNames[(t.n*5+2)%len(firstNames)], name.prefix, name.name)
		mail := fmt.Sprintf("tijdelijk%d@example.test", t.n)
		rows = append(rows, with(row, Row{
			"Mail":            mail,
			"E-mail_werk":     mail,
			"Department":      departments[t.n%len(departments)],
			"DateOfBirth":     on(1970+t.n*7%35, 1+t.n%12, 1+t.n*3%28),
			"EmploymentStart": written(t.start),
			"EmploymentEnd":   t.knownEnd(today),
		}))
	}
	return rows
}

func passingContracts(today civil.Date) []Row {
	var rows []Row
	for _, t := range temporaries(today) {
		rows = append(rows, contract(t.id(), written(t.start), t.knownEnd(today)))
	}
	return rows
}
