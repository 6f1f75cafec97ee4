package alleo_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

// design.md "Examples", -columns.
func TestParseColumns(t *testing.T) {
	t.Parallel()
	columns, err := alleo.ParseColumns(" email = E-mail_werk ,contract.start=Begindatum_contract,person_id=Persoonsnummer")
	require.NoError(t, err)
	want := alleo.DefaultColumns()
	want.Email, want.Contract.Start, want.PersonID = "E-mail_werk", "Begindatum_contract", "Persoonsnummer"
	require.Equal(t, want, columns)

	columns, err = alleo.ParseColumns("")
	require.NoError(t, err)
	require.Equal(t, alleo.DefaultColumns(), columns)
	require.Equal(t, "employee_id=EmployeeId,person_id=PersonId,email=Mail,first_name=FirstName,last_name=BirthName,prefix=PrefixBirthName,"+
		"department=Department,birthday=DateOfBirth,start=EmploymentStart,end=EmploymentEnd,"+
		"contract.employee_id=EmployeeId,contract.start=ContractStart,contract.end=ContractEnd", columns.String())

	again, err := alleo.ParseColumns(want.String())
	require.NoError(t, err)
	require.Equal(t, want, again)
}

func TestParseColumnsRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"e_mail=Mail":          `no key "e_mail"; the keys are employee_id, person_id, email`,
		"email":                `key "email" has no column; write email=COLUMN`,
		"email= ":              `key "email" has no column`,
		"email=A,email=B":      `key "email" appears twice`,
		"email=A,":             `no key ""`,
		"contract_start=Begin": `no key "contract_start"`,
	} {
		_, err := alleo.ParseColumns(text)
		require.ErrorContains(t, err, want, text)
	}
	_, err := alleo.ParseColumns("x=1,email=")
	require.ErrorContains(t, err, `"x"`)
	require.ErrorContains(t, err, `"email"`, "all mistakes at once")
}

func TestOwnColumns(t *testing.T) {
	t.Parallel()
	row := employee("001", with{"E-mail_werk": "own@example.test", "Medewerker": "777"})
	got := company{employees: []afas.Row{row}, options: alleo.ProfitOptions{
		Columns: alleo.Columns{EmployeeID: "Medewerker", Email: "E-mail_werk"}, // the others keep their defaults
	}}.run(t)
	require.Equal(t, "own@example.test", got.record("777").Email)
}

// design.md "Access": a configured column that the connector lacks stops the run before anything else. afas-profit-rest.md §3.6: every
// column is in every row, so the first row tells.
func TestMissingColumns(t *testing.T) {
	t.Parallel()
	for _, column := range []string{"EmployeeId", "Mail", "FirstName", "BirthName", "PrefixBirthName", "Department", "DateOfBirth", "EmploymentStart", "EmploymentEnd", "Alleo_Access"} {
		row := employee("001")
		delete(row, column)
		_, _, err := alleo.FromProfit(rows([]afas.Row{row}), nil, alleo.ProfitOptions{Today: day(today)})
		missing, ok := errors.AsType[*alleo.MissingColumnsError](err)
		require.True(t, ok, column)
		require.Equal(t, &alleo.MissingColumnsError{Connector: "Profit_Employees_Alleo", Columns: []string{column}}, missing)
		require.ErrorContains(t, err, "add it to the connector")
	}
	for _, column := range []string{"EmployeeId", "ContractStart", "ContractEnd"} {
		row := contract("001", "2020-01-01", "")
		delete(row, column)
		_, _, err := alleo.FromProfit(rows([]afas.Row{employee("001")}), rows([]afas.Row{row}), alleo.ProfitOptions{Today: day(today), Contracts: "Own_Contracts"})
		missing, ok := errors.AsType[*alleo.MissingColumnsError](err)
		require.True(t, ok, column)
		require.Equal(t, &alleo.MissingColumnsError{Connector: "Own_Contracts", Columns: []string{column}}, missing)
	}
	row := employee("001")
	delete(row, "PersonId")
	_, _, err := alleo.FromProfit(rows([]afas.Row{row}), nil, alleo.ProfitOptions{Today: day(today), Identity: alleo.ByPersonID})
	require.ErrorContains(t, err, "PersonId")
}

func TestCheckColumns(t *testing.T) {
	t.Parallel()
	o := alleo.ProfitOptions{Identity: alleo.ByPersonID, Columns: alleo.Columns{Start: "In_dienst"}}
	employees, contracts := o.RequiredColumns()
	require.Equal(t, []string{"EmployeeId", "Mail", "FirstName", "BirthName", "PrefixBirthName", "Department", "DateOfBirth", "In_dienst", "EmploymentEnd", "PersonId", "Alleo_Access"}, employees)
	require.Equal(t, []string{"EmployeeId", "ContractStart", "ContractEnd"}, contracts)
	require.NoError(t, o.CheckColumns(append(employees, "More"), contracts))
	require.NoError(t, o.CheckColumns(employees, nil), "no contract connector")

	have := slices.Collect(maps.Keys(map[string]any(employee("001"))))
	require.Equal(t, &alleo.MissingColumnsError{Connector: alleo.EmployeesConnector, Columns: []string{"In_dienst"}}, o.CheckColumns(have, contracts))
	require.Equal(t, &alleo.MissingColumnsError{Connector: alleo.ContractsConnector, Columns: contracts}, o.CheckColumns(employees, []string{"Other"}))

	o = alleo.ProfitOptions{Access: alleo.NoAccessColumn}
	employees, _ = o.RequiredColumns()
	require.NotContains(t, employees, "PersonId")
	require.NotContains(t, employees, "Alleo_Access")
}

// afas-profit-rest.md §3.6, afas-connectors.md §3.1: an id that reads "(replaced)" is a lost column, not an id.
func TestLostIDColumns(t *testing.T) {
	t.Parallel()
	lost := func(employees, contracts []afas.Row) error {
		people, findings, err := alleo.FromProfit(rows(employees), rows(contracts), alleo.ProfitOptions{Today: day(today)})
		require.Nil(t, people)
		require.Nil(t, findings)
		return err
	}
	err := lost([]afas.Row{employee("001"), employee("(replaced)")}, nil)
	require.Equal(t, &alleo.LostColumnError{Connector: "Profit_Employees_Alleo", Column: "EmployeeId"}, err)
	require.ErrorContains(t, err, "link it again")
	err = lost([]afas.Row{employee("001", with{"PersonId": "(replaced)"})}, nil)
	require.Equal(t, &alleo.LostColumnError{Connector: "Profit_Employees_Alleo", Column: "PersonId"}, err)
	err = lost([]afas.Row{employee("001")}, []afas.Row{contract("(replaced)", today, "")})
	require.Equal(t, &alleo.LostColumnError{Connector: "Profit_Contract", Column: "EmployeeId"}, err)
}

func TestErrorsOfTheSourceComeAsTheyAre(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	o := alleo.ProfitOptions{Today: day(today)}
	_, _, err := alleo.FromProfit(failing(broken), nil, o)
	require.Equal(t, broken, err)
	people, _, err := alleo.FromProfit(rows([]afas.Row{employee("001")}), failing(broken), o)
	require.Equal(t, broken, err)
	require.Nil(t, people, "half a source gives nobody")

	people, findings, err := alleo.FromProfit(rows([]afas.Row{employee("001")}), nil, o)
	require.NoError(t, err, "there may be no contract connector at all")
	require.Len(t, people, 1)
	require.Empty(t, findings)

	_, _, err = alleo.FromProfit(rows(nil), nil, alleo.ProfitOptions{})
	require.ErrorContains(t, err, "Today is not set")
}

func TestContractsOfSomebodyElseChangeNothing(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("001", employed("2020-01-01", yesterday))},
		contracts: []afas.Row{contract("002", today, ""), contract("", today, "")},
		current:   []alleo.Employee{account("001", ending(yesterday))},
	}.run(t)
	require.Equal(t, "offboard", got.action("001"))
	require.Empty(t, got.findings)
}
