package company

import "fmt"

// staffSize is how many people simply work here. Nothing about them depends on the day.
const staffSize = 180

// staff are the people with nothing special. Their ids have leading zeros, as in afas-connectors.md §10.2 "ids".
func staff() []Row {
	rows := make([]Row, 0, staffSize)
	for n := range staffSize {
		name := familyNames[n*7%len(familyNames)]
		row := employee(staffID(n), firstNames[n%len(firstNames)], name.prefix, name.name)
		rows = append(rows, with(row, Row{
			"Department":                 departments[n*5%len(departments)],
			"DateOfBirth":                on(1961+n*11%43, 1+n*7%12, 1+n*13%28),
			"EmploymentStart":            staffStart(n),
			"EmploymentType":             oneIn(n, 3, "P", "V"),
			"Alleo_Access":               n%24 != 23,
			"alleo_monthly_all_budget":   oneIn(n, 9, 25.0, nil),
			"alleo_monthly_sport_budget": oneIn(n, 17, 12.5, nil),
			"alleo_oneoff_all_budget":    oneIn(n, 31, 150.0, nil),
		}))
	}
	return rows
}

// staffContracts are one contract for most, and for some a first year and then an indefinite one (§10.2 "several contracts").
func staffContracts() []Row {
	var rows []Row
	for n := range staffSize {
		if n%6 != 5 {
			rows = append(rows, contract(staffID(n), staffStart(n), nil))
			continue
		}
		year, month := staffMonth(n)
		rows = append(rows,
			contract(staffID(n), staffStart(n), written(date(year+1, month, 1).AddDays(-1))),
			contract(staffID(n), on(year+1, month, 1), nil))
	}
	return rows
}

func staffID(n int) string { return fmt.Sprintf("%09d", 1100+n) }

func staffMonth(n int) (year, month int) { return 1999 + n*17%26, 1 + n*5%12 }

func staffStart(n int) string {
	year, month := staffMonth(n)
	return on(year, month, 1)
}

// oneIn gives one of every so many people something that the others do not have.
func oneIn(n, every int, something, others any) any {
	if n%every == every-1 {
		return something
	}
	return others
}
