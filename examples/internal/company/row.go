package company

import (
	"maps"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// lost is what AFAS answers in a column whose link is gone (afas-profit-rest.md §3.6).
const lost = "(replaced)"

// on writes a day as AFAS does: with a time, and with a Z that is not true (afas-profit-rest.md §3.6).
func on(year, month, day int) string { return written(date(year, month, day)) }

func written(d civil.Date) string { return d.String() + "T00:00:00Z" }

// employee is a row of Profit_Employees_Alleo for somebody with nothing special.
func employee(id, firstName, prefix, lastName string) Row {
	mail := address(firstName, prefix, lastName)
	return Row{
		"EmployeeId":                 id,
		"PersonId":                   "P" + strings.ToUpper(id),
		"DvSn":                       1, // sequence number of the employment
		"EmploymentType":             "V",
		"Mail":                       mail,
		"E-mail_werk":                mail, // a column id that is no identifier (§10.2 "special column ids")
		"FirstName":                  firstName,
		"BirthName":                  lastName,
		"PrefixBirthName":            orEmpty(prefix),
		"BirthNamePartner":           nil,
		"PrefixPartner":              nil,
		"NameUse":                    "0",
		"Department":                 "Zorg Noord",
		"CostCentre":                 lost, // §10.2 "lost column": one that nobody needs
		"DateOfBirth":                on(1984, 6, 12),
		"DateDeceased":               nil,
		"EmploymentStart":            on(2019, 9, 2),
		"EmploymentEnd":              nil,
		"Alleo_Access":               true,
		"alleo_monthly_all_budget":   nil,
		"alleo_monthly_sport_budget": nil,
		"alleo_oneoff_all_budget":    nil,
	}
}

// contract is a row of Profit_Contract; a nil end is an indefinite contract (§10.1).
func contract(employeeID string, start, end any) Row {
	return Row{
		"EmployeeId":    employeeID,
		"EmployerId":    "0001",
		"ContractStart": start,
		"ContractEnd":   end,
		"OrgUnit":       "ZORG1",
		"OrgUnitShare":  100.0,
		"HourPerWeek":   32.0,
	}
}

// with is the row with some fields changed.
func with(row Row, changes Row) Row {
	changed := maps.Clone(row)
	maps.Copy(changed, changes)
	return changed
}

func orEmpty(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// address is the work address of somebody with that name.
func address(firstName, prefix, lastName string) string {
	local := strings.ToLower(firstName + "." + prefix + lastName)
	return strings.NewReplacer(" ", "", "'", "", "/", "", "ë", "e", "é", "e", "ı", "i").Replace(local) + "@example.test"
}
