package company

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// How many of the people with nothing special work at the employer in Loket, which is a smaller one.
const loketStaffSize = 80

// LoketAt gives another part of the company, which does its payroll with Loket: one employer with about 110 people, as Loket shows them on the day.
func LoketAt(today civil.Date) lokettest.Employer {
	employer := lokettest.Employer{
		ID:           lokettest.UUID("Bakkerij Aalbers BV"),
		Name:         "Bakkerij Aalbers BV",
		CustomFields: []lokettest.CustomField{{Description: "alleo_access"}, {Description: "alleo_monthly_all_budget"}, {Description: "alleo_oneoff_all_budget"}, {Description: "schoenmaat"}},
		LeaveTypes:   []lokettest.LeaveType{{Key: 1, Name: "Bovenwettelijk verlof"}, {Key: 15, Name: "Wettelijk verlof"}},
		Administrations: []lokettest.Administration{{
			Description: "Maandverloning",
			Years:       []int{today.Year - 1, today.Year},
			Runs:        loketRuns(today),
		}},
	}
	employer.Employees = append(loketStaff(today), loketPassing(today)...)
	employer.Employees = append(employer.Employees, loketAwkward(today)...)
	return employer
}

// loketRuns are an approved run for every month of the last year.
func loketRuns(today civil.Date) []lokettest.PayrollRun {
	var runs []lokettest.PayrollRun
	for period := 1; period <= 12; period++ {
		runs = append(runs, lokettest.PayrollRun{Year: today.Year - 1, Period: period, Status: 9})
	}
	return runs
}

// loketPerson is somebody with nothing special.
func loketPerson(number int, firstName, prefix, lastName string) lokettest.Employee {
	return lokettest.Employee{
		ID:            lokettest.UUID(strconv.Itoa(number)),
		Number:        number,
		FirstName:     firstName,
		Prefix:        prefix,
		LastName:      lastName,
		Born:          "1984-06-12",
		BusinessEmail: strings.Replace(address(firstName, prefix, lastName), "@", strconv.Itoa(number)+"@", 1),
		CustomFields:  map[string]string{"alleo_access": "ja"},
		Employments:   []lokettest.Employment{{Start: "2019-09-02", Department: "Winkel"}},
	}
}

func loketStaff(today civil.Date) []lokettest.Employee {
	var people []lokettest.Employee
	for n := range loketStaffSize {
		name := familyNames[n*3%len(familyNames)]
		p := loketPerson(100+n, firstNames[(n*7+1)%len(firstNames)], name.prefix, name.name)
		year, month := staffMonth(n)
		p.Born = date(1961+n*11%43, 1+n*7%12, 1+n*13%28).String()
		p.Employments = []lokettest.Employment{{Start: date(year, month, 1).String(), Department: "Bakkerij", LeaveBalances: loketLeave(n, today)}}
		if n%24 == 23 {
			p.CustomFields["alleo_access"] = "nee"
		}
		if n%9 == 8 {
			p.CustomFields["alleo_monthly_all_budget"] = "25.00"
		}
		if n%4 == 3 { // taken over with another bakery, and employed here since this year only
			p.Employments[0].HistoricalStart, p.Employments[0].Start = p.Employments[0].Start, "2026-01-01"
		}
		people = append(people, p)
	}
	return people
}

// loketLeave is counted in hours for most, and in days for some; for a few the unit is not known.
func loketLeave(n int, today civil.Date) []lokettest.LeaveBalance {
	unit := []string{"Uren", "Uren", "Uren", "Dagen", ""}[n%5]
	return []lokettest.LeaveBalance{
		{Year: today.Year, LeaveType: "Wettelijk verlof", Unit: unit, Accrual: "160", Used: "24"},
		{Year: today.Year, LeaveType: "Bovenwettelijk verlof", Unit: unit, Accrual: "40"},
	}
}

// loketPassing are those who come and go, see passing.go.
func loketPassing(today civil.Date) []lokettest.Employee {
	var people []lokettest.Employee
	for _, t := range temporaries(today) {
		name := familyNames[t.n*3%len(familyNames)]
		p := loketPerson(4000+t.n, firstNames[(t.n*5+2)%len(firstNames)], name.prefix, name.name)
		p.Employments = []lokettest.Employment{{Start: t.start.String(), End: loketDay(t.knownEnd(today))}}
		people = append(people, p)
	}
	return people
}

func loketDay(written any) string {
	text, _ := written.(string)
	return strings.TrimSuffix(text, "T00:00:00Z")
}

// loketAwkward are the cases of issue 3 "Bad input", and some more.
func loketAwkward(today civil.Date) []lokettest.Employee {
	with := func(number int, lastName string, change func(*lokettest.Employee)) lokettest.Employee {
		p := loketPerson(number, "Noor", "", lastName)
		change(&p)
		return p
	}
	employed := func(spans ...string) []lokettest.Employment {
		var all []lokettest.Employment
		for _, s := range spans {
			start, end, _ := strings.Cut(s, " ")
			all = append(all, lokettest.Employment{Start: start, End: end})
		}
		return all
	}
	yesterday, tomorrow := today.AddDays(-1), today.AddDays(1)
	return []lokettest.Employee{
		with(9001, "Losbladig", func(p *lokettest.Employee) { p.Employments = nil }),
		with(9002, "Gisteren", func(p *lokettest.Employee) { p.Employments = employed("2020-01-01 " + yesterday.String()) }),
		with(9003, "Morgen", func(p *lokettest.Employee) { p.Employments = employed(tomorrow.String()) }),
		with(9004, "Tussendoor", func(p *lokettest.Employee) {
			p.Employments = employed("2020-01-01 "+yesterday.String(), tomorrow.String())
		}),
		with(9005, "Aaneen", func(p *lokettest.Employee) {
			p.Employments = employed("2020-01-01 "+yesterday.String(), today.String())
		}),
		with(9006, "Misschien", func(p *lokettest.Employee) { p.CustomFields["alleo_access"] = "misschien" }),
		with(9007, "Leeg", func(p *lokettest.Employee) { p.CustomFields = nil }),
		with(9008, "Verkeerd", func(p *lokettest.Employee) {
			p.CustomFields = nil
			p.Employments[0].CustomFields = map[string]string{"alleo_access": "ja"}
		}),
		with(9009, "Thuis", func(p *lokettest.Employee) { p.Email, p.BusinessEmail = "noor.thuis@mail.example.org", "" }),
		with(9010, "Receptie", func(p *lokettest.Employee) { p.BusinessEmail = "receptie@example.test" }),
		with(9011, "Balie", func(p *lokettest.Employee) { p.BusinessEmail = "receptie@example.test" }),
		with(9012, "Stil", func(p *lokettest.Employee) {
			p.Members = map[string]any{"personalDetails.dateOfDeath": yesterday.AddDays(-30).String()}
		}),
		with(9013, "Komma", func(p *lokettest.Employee) { p.CustomFields["alleo_monthly_all_budget"] = "25,00" }),
		with(9014, "Spatie", func(p *lokettest.Employee) { p.CustomFields["alleo_access"] = " TRUE " }),
		with(9015, "Bepaald", func(p *lokettest.Employee) {
			p.Employments[0].Members = map[string]any{"commissionUntilDate": yesterday.String()} // nothing by itself: the employment goes on
		}),
	}
}

// LoketKey gives the id at Loket of somebody by the employee number.
func LoketKey(number int) string { return lokettest.UUID(fmt.Sprint(number)) }
