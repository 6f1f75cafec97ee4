package alleo_test

import (
	"fmt"
	"iter"
	"os"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// employeesOfAFAS and contractsOfAFAS stand for afas.GetConnector[afas.Row](client, "Profit_Employees_Alleo").All(ctx, options) and the
// same for "Profit_Contract".
func employeesOfAFAS() iter.Seq2[afas.Row, error] {
	return rows([]afas.Row{
		{"EmployeeId": "000104", "Mail": "s.vandermeer@example.test", "FirstName": "Sanne", "PrefixBirthName": "van der", "BirthName": "Meer", "Department": "Care",
			"DateOfBirth": "1991-05-17T00:00:00Z", "EmploymentStart": "2026-03-01T00:00:00Z", "EmploymentEnd": nil, "Alleo_Access": true},
		{"EmployeeId": "000090", "Mail": "p.smit@example.test", "FirstName": "Piet", "PrefixBirthName": nil, "BirthName": "Smit", "Department": "Care",
			"DateOfBirth": nil, "EmploymentStart": "2019-01-01T00:00:00Z", "EmploymentEnd": "2026-12-31T00:00:00Z", "Alleo_Access": true},
		{"EmployeeId": "000007", "Mail": nil, "FirstName": "Anna", "PrefixBirthName": nil, "BirthName": "Jansen", "Department": "Care",
			"DateOfBirth": nil, "EmploymentStart": "2019-01-01T00:00:00Z", "EmploymentEnd": nil, "Alleo_Access": true},
	})
}

func contractsOfAFAS() iter.Seq2[afas.Row, error] {
	return rows([]afas.Row{{"EmployeeId": "000090", "ContractStart": "2019-01-01T00:00:00Z", "ContractEnd": nil}})
}

func Example() {
	current := []alleo.Employee{{
		ID: "000090", Email: "p.smit@example.test", FirstName: "Piet", LastName: "Smit", Department: "Care",
		Start: civil.Date{Year: 2019, Month: 1, Day: 1}, Onboarding: civil.Date{Year: 2024, Month: 1, Day: 1}, Active: true,
	}}
	people, findings, err := alleo.FromProfit(employeesOfAFAS(), contractsOfAFAS(), alleo.ProfitOptions{
		Today: civil.Date{Year: 2026, Month: 3, Day: 10}, Current: current,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := plansync.Diff(current, people, alleo.Key, alleo.Changed)
	if err != nil {
		fmt.Println(err)
		return
	}
	preview := alleo.NewPreview("afas", plan, findings, current, plansync.Limits{})
	fmt.Println(preview.Counts)
	for _, line := range preview.Changes {
		fmt.Println(line.Action, line.Key, line.Name)
	}
	for _, f := range preview.Findings {
		fmt.Println(f.Code, f.Key+":", f.Message)
	}
	// Output:
	// 1 create, 0 update, 1 offboard, 0 withdrawn, 0 missing, 0 unchanged, 1 skipped
	// offboard 000090 Piet Smit
	// create 000104 Sanne van der Meer
	// missing_email 000007: no e-mail address, which Alleo needs: fill it in at the source
}

func ExampleParseColumns() {
	columns, err := alleo.ParseColumns("email=E-mail_werk,contract.start=Begindatum_contract")
	fmt.Println(columns.Email, columns.LastName, columns.Contract.Start, err)
	_, err = alleo.ParseColumns("start=")
	fmt.Println(err)
	// Output:
	// E-mail_werk BirthName Begindatum_contract <nil>
	// alleo: columns: key "start" has no column; write start=COLUMN
}

func ExampleProfitOptions_CheckColumns() {
	options := alleo.ProfitOptions{Access: "Toegang"}
	fmt.Println(options.CheckColumns([]string{ // as the metainfo of the connector has them
		"EmployeeId", "Mail", "FirstName", "BirthName", "PrefixBirthName", "Department", "DateOfBirth", "EmploymentStart", "EmploymentEnd",
	}, nil))
	// Output:
	// alleo: connector Profit_Employees_Alleo has no column Toegang: add it to the connector, or name the right column
}

func ExampleWriteCSV() {
	today := civil.Date{Year: 2026, Month: 3, Day: 10}
	people, _, err := alleo.FromProfit(employeesOfAFAS(), nil, alleo.ProfitOptions{Today: today, InAdvance: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = alleo.WriteCSV(os.Stdout, people, alleo.CSVOptions{Today: today, Extra: []alleo.CSVColumn{{Field: "department", Header: "Department"}}})
	fmt.Println(err)
	// Output:
	// Email,First name,Last name,Prefix,Onboarding date,Offboarding date,Birthday,Work anniversary,external_id,Department
	// p.smit@example.test,Piet,Smit,,2026-03-10,2026-12-31,,2019-01-01,000090,Care
	// s.vandermeer@example.test,Sanne,Meer,van der,2026-03-10,,1991-05-17,2026-03-01,000104,Care
	// <nil>
}

func ExampleNewOneOffs() {
	old := alleo.Employee{ID: "000104", Budgets: map[string]int64{"alleo_oneoff_health_budget": 10000}, OneOffs: []alleo.OneOff{{Field: "alleo_oneoff_health_budget", Amount: 10000}}}
	record := old
	record.OneOffs = append(record.OneOffs, alleo.OneOff{Field: "alleo_oneoff_health_budget", Amount: 2500})
	fmt.Println(alleo.NewOneOffs(plansync.Change[alleo.Employee]{Op: plansync.OpUpdate, Old: old, New: record}))
	// Output:
	// [{alleo_oneoff_health_budget 2500}]
}
