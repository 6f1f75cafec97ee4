package company

import (
	"slices"
	"strconv"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// awkwardEmployees are the cases of afas-connectors.md §10.2, named after its table. What the table says about managers, phones, postcodes, contacts and organisational
// units is not in this connector.
func awkwardEmployees(today civil.Date) []Row {
	return slices.Concat(awkwardIDs(), awkwardNames(), awkwardAddresses(today), awkwardSpans(today), awkwardRest(today))
}

func awkwardIDs() []Row {
	return []Row{
		// "ids": leading zeros, plain numbers, letters.
		employee("000001005", "Tess", "", "Groen"),
		employee("4125040", "Milan", "", "Blauw"),
		employee("200010", "Julia", "", "Geel"),
		employee("BERTILK", "Bertil", "", "Kramer"),
		employee("annetk", "Annet", "", "Koning"),
		// "case of ids" and "re-hire": the first employment is written FLOORA, the second, DvSn 2, floora.
		with(employee("FLOORA", "Floor", "", "Aerts"), Row{"EmploymentStart": on(2016, 1, 1), "EmploymentEnd": on(2018, 6, 30)}),
		with(employee("floora", "Floor", "", "Aerts"), Row{"DvSn": 2, "EmploymentStart": on(2021, 4, 1)}),
		// "dummy employee 99999".
		with(employee("99999", "Dummy", "", "Medewerker"), Row{"Mail": nil, "E-mail_werk": nil, "DateOfBirth": nil, "Alleo_Access": nil}),
		// "same person, two employee ids": both employments go on.
		with(employee("300021", "Karim", "", "Bos"), Row{"PersonId": "P300021", "EmploymentStart": on(2014, 3, 1)}),
		with(employee("300022", "Karim", "", "Bos"), Row{"PersonId": "P300021", "EmploymentStart": on(2020, 10, 1), "Department": "Keuken"}),
	}
}

func awkwardNames() []Row {
	return []Row{
		// "prefixes": an empty text instead of null, and a prefix typed in the last name as well.
		with(employee("310001", "Linde", "", "Prins"), Row{"PrefixBirthName": ""}),
		with(employee("310002", "Puck", "van der", "Zee"), Row{"BirthName": "van der Zee"}),
		// "partner names": the name in use is not the birth name, and a partner's name without a prefix of its own. Alleo reads the birth name (alleo.md §2.1).
		with(employee("310003", "Saar", "van", "Beek"), Row{"NameUse": "1", "BirthNamePartner": "Post", "PrefixPartner": nil}),
		with(employee("310004", "Dirk", "", "Molenaar"), Row{"NameUse": "2", "BirthNamePartner": "Haan", "PrefixPartner": "de"}),
		with(employee("310005", "Eva", "", "Kuiper"), Row{"NameUse": "3", "BirthNamePartner": "Loon", "PrefixPartner": "van"}),
		// Somebody whose first name HR has not filled in yet.
		with(employee("310006", "Nog", "", "Naamloos"), Row{"FirstName": nil}),
	}
}

func awkwardAddresses(today civil.Date) []Row {
	mail := func(id, firstName, lastName string, mail any) Row {
		return with(employee(id, firstName, "", lastName), Row{"Mail": mail, "E-mail_werk": mail})
	}
	return []Row{
		mail("320001", "Joke", "Evers", nil), // "e-mail": null, or in a column for private addresses only
		mail("320002", "Bo", "Hermans", "Bo.HERMANS@Example.TEST"),
		mail("320003", "Ties", "Lammers", "ties.lammers@mail.example.org"), // a private address in the work field
		mail("320004", "Nina", "Scholten", "receptie@example.test"),        // the same address on two employees
		mail("320005", "Rik", "Timmer", "receptie@example.test"),
		mail("320006", "Cato", "Wouters", "cato.wouters@example.test "),                                             // a trailing space
		mail("320007", "Vera", "Zomer", inOddMonths(today, "vera.zomer@example.test", "vera.winter@example.test")),  // the address changes
		mail("320008", "Guus", "Haverkamp", "guus.haverkamp"),                                                       // not an address
		mail("320009", "Lieke", "Overbeek", inOddMonths(today, "planning1@example.test", "planning2@example.test")), // two people swap
		mail("320010", "Hugo", "Terpstra", inOddMonths(today, "planning2@example.test", "planning1@example.test")),  // their addresses
	}
}

func awkwardSpans(today civil.Date) []Row {
	span := func(id, firstName, lastName string, start, end any) Row {
		return with(employee(id, firstName, "", lastName), Row{"EmploymentStart": start, "EmploymentEnd": end})
	}
	rows := []Row{
		// "end date": past. This one is always of yesterday.
		span("330001", "Abel", "Gisteren", on(2020, 2, 1), written(today.AddDays(-1))),
		// "end date": before the start, a correction; alone, and next to the row that is right.
		span("330002", "Lena", "Vergissing", on(2024, 5, 1), on(2024, 4, 30)),
		span("330003", "Otto", "Herstel", on(2023, 2, 1), on(2023, 1, 31)),
		with(span("330003", "Otto", "Herstel", on(2023, 2, 15), nil), Row{"DvSn": 2}),
		// "end date": on the contract but not on the employment, in a chain of fixed terms.
		span("330004", "Mees", "Ketting", on(2023, 9, 1), nil),
		// "several contracts": a contract that starts the day after the employment's end; the end has not been taken away yet.
		span("330005", "Jula", "Verlenging", on(2022, 1, 1), written(today.AddDays(20))),
		// "several contracts": overlapping at another employer, and two units with a share each.
		span("330006", "Hedy", "Tweebanen", on(2017, 8, 1), nil),
		span("330007", "Stan", "Verdeeld", on(2018, 3, 1), nil),
		// "employee without contract rows".
		span("330008", "Zoë", "Losbladig", on(2015, 11, 1), nil),
	}
	// "end date": today, and later. People hired in by the week, extended by a week on the evening of their last day: one of them has it today.
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		row := span("34000"+strconv.Itoa(int(weekday)), firstNames[weekday], "Uitzend", on(2025, 1, 6), written(next(today, weekday)))
		rows = append(rows, with(row, Row{"EmploymentType": "I"}))
	}
	return rows
}

func awkwardRest(today civil.Date) []Row {
	return []Row{
		// "employee type": paid after leaving (N), and a trainee.
		with(employee("350001", "Ada", "", "Nabetaald"), Row{"EmploymentType": "N", "EmploymentEnd": on(2024, 12, 31)}),
		with(employee("350002", "Finn", "", "Stage"), Row{"EmploymentType": "S"}),
		// "deceased": the day is known, and the employment has been ended.
		with(employee("350003", "Wim", "", "Stil"), Row{"DateDeceased": on(2025, 11, 3), "EmploymentEnd": on(2025, 11, 3)}),
		// "birth date": null and 1900-01-01.
		with(employee("350004", "Lux", "", "Jarig"), Row{"DateOfBirth": nil}),
		with(employee("350005", "Nel", "", "Eeuwig"), Row{"DateOfBirth": on(1900, 1, 1)}),
		// The tick box for Alleo (alleo.md §3): empty, and one that changes.
		with(employee("350006", "Tijn", "", "Leeg"), Row{"Alleo_Access": nil}),
		with(employee("350007", "Elin", "", "Wissel"), Row{"Alleo_Access": inOddMonths(today, true, false)}),
		// Budgets (alleo.md §2.8): one that is emptied and filled again, and one that cannot be.
		with(employee("350008", "Pim", "", "Cadeau"), Row{"alleo_oneoff_all_budget": inOddMonths(today, 75.0, nil)}),
		with(employee("350009", "Isa", "", "Minnen"), Row{"alleo_monthly_all_budget": -25.0}),
	}
}

// awkwardContracts belong to the people above. Who is not special here has one contract without an end.
func awkwardContracts(today civil.Date) []Row {
	var rows []Row
	for _, id := range []string{
		"000001005", "4125040", "200010", "BERTILK", "annetk", "99999", "300021", "300022", "310001", "310002", "310003", "310004", "310005", "310006", "320001", "320002",
		"320003", "320004", "320005", "320006", "320007", "320008", "320009", "320010", "350002", "350004", "350005", "350006", "350007", "350008", "350009",
	} {
		rows = append(rows, contract(id, on(2019, 9, 2), nil))
	}
	rows = append(rows,
		contract("floora", on(2016, 1, 1), on(2018, 6, 30)),
		contract("FLOORA", on(2021, 4, 1), nil), // "case of ids": written the other way round here
		contract("330001", on(2020, 2, 1), nil), // nobody closed the contract when the employment ended
		contract("330003", on(2023, 2, 15), nil),
		contract("330004", on(2023, 9, 1), on(2024, 8, 31)),
		contract("330004", on(2024, 9, 1), written(today.AddDays(30))),
		contract("330005", on(2022, 1, 1), written(today.AddDays(20))),
		contract("330005", written(today.AddDays(21)), nil),
		contract("330006", on(2017, 8, 1), nil),
		with(contract("330006", on(2021, 1, 1), nil), Row{"EmployerId": "0002", "HourPerWeek": 8.0}),
		with(contract("330007", on(2018, 3, 1), nil), Row{"OrgUnitShare": 60.0}),
		with(contract("330007", on(2018, 3, 1), nil), Row{"OrgUnit": "ZORG2", "OrgUnitShare": 40.0}),
		contract("350001", on(2019, 9, 2), on(2024, 12, 31)),
		contract("350003", on(2019, 9, 2), on(2025, 11, 3)),
	)
	for weekday := time.Sunday; weekday <= time.Saturday; weekday++ {
		rows = append(rows, contract("34000"+strconv.Itoa(int(weekday)), on(2025, 1, 6), written(next(today, weekday))))
	}
	return rows
}
