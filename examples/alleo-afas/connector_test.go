package main

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// Issue 2, point 9: it sends only GETs and token requests.
func TestItOnlyReads(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(30))
	directory := t.TempDir()
	for range 2 {
		o := call(t, afas.env, "-json", "-today", day, "-apply", "-state", directory+"/state.json", "-csv", directory+"/alleo_employees_now.csv")
		require.Equal(t, 0, o.status, o.stderr)
	}
	requests := afas.Requests()
	require.NotEmpty(t, requests)
	for _, r := range requests {
		isToken := r.Method == http.MethodPost && r.Path == afastest.BasePath+"/oauth/token"
		require.True(t, r.Method == http.MethodGet || isToken, "%s %s", r.Method, r.Path)
	}
}

// design.md "Reading": paging without an order loses and repeats people.
func TestItReadsInOrder(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(3))
	require.Equal(t, 0, call(t, afas.env, "-today", day).status)
	orders := map[string]string{}
	for _, r := range afas.Requests() {
		if r.Connector() != "" {
			orders[r.Connector()] = r.Query
		}
	}
	require.Contains(t, orders[alleo.EmployeesConnector], "orderbyfieldids=EmployeeId%2CEmploymentStart%2CEmploymentEnd")
	require.Contains(t, orders[alleo.ContractsConnector], "orderbyfieldids=EmployeeId%2CContractStart%2CContractEnd")
}

// More people than fit on the first page, in an AFAS that orders as little as it may.
func TestItLosesNobodyBetweenPages(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(2500), func(e *afastest.Environment) { e.Quirks.Shuffle = true; e.Quirks.RowLocks = true })
	p := call(t, afas.env, "-json", "-today", day).preview(t)
	require.Equal(t, 2500, p.Counts.Create)
	require.Empty(t, p.Findings)
}

func TestConnectorsAndColumnsAreTheCustomersChoice(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, nil, func(e *afastest.Environment) {
		e.Connectors = []afastest.Connector{
			{Name: "Mensen", Rows: []row{
				{"Nr": "1", "Werk_mail": "anna@example.test", "FirstName": "Anna", "BirthName": "Jansen", "PrefixBirthName": nil, "Department": "Zorg", "DateOfBirth": nil, "EmploymentStart": nil, "EmploymentEnd": nil, "Toegang": true},
				{"Nr": "2", "Werk_mail": "bo@example.test", "FirstName": "Bo", "BirthName": "Dekker", "PrefixBirthName": nil, "Department": "Zorg", "DateOfBirth": nil, "EmploymentStart": nil, "EmploymentEnd": nil, "Toegang": false},
			}},
			{Name: "Contracten", Rows: []row{{"Nr": "1", "Begin": nil, "Einde": nil}}},
		}
	})
	names := []string{"-json", "-today", day, "-employees", "Mensen", "-contracts", "Contracten",
		"-columns", "employee_id=Nr,email=Werk_mail,contract.employee_id=Nr,contract.start=Begin,contract.end=Einde"}

	p := call(t, afas.env, append(names, "-access", "Toegang")...).preview(t)
	require.Equal(t, map[string]alleo.Action{"1": alleo.ActionCreate}, actions(p))
	require.Contains(t, codes(p), "2 "+alleo.CodeNoAccess)

	p = call(t, afas.env, append(names, "-access", "none")...).preview(t)
	require.Len(t, p.Changes, 2, "without the column, everyone has access")
}

// design.md "People at Alleo": a configured column that the connector lacks stops the run before anything else.
func TestAMissingColumnStopsBeforeAnythingIsRead(t *testing.T) {
	t.Parallel()
	for name, args := range map[string][]string{
		"the access column":     {"-access", "Toegang"},
		"an ordinary column":    {"-columns", "email=Toegang"},
		"an optional column":    {"-columns", "person_id=Toegang"},
		"a column of contracts": {"-columns", "contract.end=Toegang"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			afas := startProfit(t, people(3))
			o := call(t, afas.env, append(args, "-json", "-today", day)...)
			require.Equal(t, 2, o.status)
			require.Empty(t, o.stdout)
			require.Contains(t, o.stderr, "Toegang")
			require.Contains(t, o.stderr, "Profit_")
			for _, r := range afas.Requests() {
				require.Empty(t, r.Connector(), "no row has been read")
			}
		})
	}
}

func TestABudgetThatIsNamedForTheCSVMustExist(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(3))
	o := call(t, afas.env, "-today", day, "-csv", t.TempDir()+"/alleo_employees_now.csv", "-csv-columns", "alleo_monthly_sport_budget=Sport")
	require.Equal(t, 2, o.status)
	require.Contains(t, o.stderr, "alleo_monthly_sport_budget")
}

// afas-connectors.md §1.3: metainfo is refused now and then. The first row tells as well.
func TestAMissingColumnIsNoticedWithoutMetainfo(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(3))
	afas.Fault(afastest.Status(http.StatusUnauthorized, "").On("metainfo"))
	require.Equal(t, 0, call(t, afas.env, "-json", "-today", day).status)

	o := call(t, afas.env, "-json", "-today", day, "-access", "Toegang")
	require.Equal(t, 2, o.status)
	require.Empty(t, o.stdout)
	require.Contains(t, o.stderr, "Toegang")
}
