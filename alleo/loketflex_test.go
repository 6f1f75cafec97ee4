package alleo_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// flexible adds administrations, runs and leave.
func flexible(e *lokettest.Environment) {
	employer := &e.Employers[0]
	employer.Administrations = []lokettest.Administration{{
		ID: lokettest.UUID("administration"), Description: "Maandverloning", ClientNumber: 4711, Years: []int{2024, 2025, 2026},
		Runs: []lokettest.PayrollRun{
			{ID: lokettest.UUID("old"), Year: 2024, Period: 12, Status: 9}, {ID: lokettest.UUID("approved"), Year: 2025, Period: 12, Status: 9}, {ID: lokettest.UUID("queued"), Year: 2026, Period: 1},
		},
	}}
	for i, unit := range []string{"Uren", "Dagen", "", "Dagdelen"} {
		employer.Employees[i].Employments[1].LeaveBalances = []lokettest.LeaveBalance{
			{Year: 2025, LeaveType: "Wettelijk verlof", Unit: unit, Accrual: "10"},
			{Year: 2026, LeaveType: "Wettelijk verlof", Unit: unit, Accrual: "160.5", Used: "24"},
		}
		employer.Employees[i].Employments[0].LeaveBalances = []lokettest.LeaveBalance{{Year: 2026, LeaveType: "Wettelijk verlof", Accrual: "1"}}
	}
}

// alleo.md §2.2: leave balances, administrations, payroll runs. loket-rest.md §4.9, §4.11.
func TestFlexSalaryRecords(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 4, flexible)
	snapshot, _ := s.read(t, nil, day(today))
	flex, err := alleo.ReadLoketFlex(t.Context(), s.client, []alleo.LoketSnapshot{*snapshot}, day(today))
	require.NoError(t, err)
	s.requests(t)

	require.Len(t, flex.Administrations, 1)
	require.Equal(t, 4711, flex.Administrations[0].ClientNumber)
	require.Equal(t, s.employer, flex.Administrations[0].EmployerID)
	var runs []string
	for _, run := range flex.PayrollRuns {
		runs = append(runs, run.ID)
	}
	require.ElementsMatch(t, []string{lokettest.UUID("approved"), lokettest.UUID("queued")}, runs, "of this year and the last one")

	units := map[string]alleo.LeaveUnit{}
	for _, b := range flex.LeaveBalances {
		units[b.Key] = b.Unit
		require.Equal(t, 2026, b.Year)
		require.Equal(t, "136.5", b.Balance.String(), "of the employment that is running")
	}
	require.Equal(t, map[string]alleo.LeaveUnit{
		personID(0): alleo.LeaveInHours, personID(1): alleo.LeaveInDays, personID(2): alleo.LeaveUnitUnknown, personID(3): alleo.LeaveUnitUnknown,
	}, units)

	var text bytes.Buffer
	require.NoError(t, alleo.Preview{Flex: flex}.WriteText(&text))
	require.Contains(t, text.String(), "Maandverloning  4711")
	require.Contains(t, text.String(), "Wettelijk verlof  unknown  2")
}

func TestAnEmployerWithoutFlexSalaryRecords(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 1)
	s.Fault(lokettest.Status(http.StatusNotFound, "").On("providers/employers/employees/employments/{}/leavebalances")) // deleted meanwhile
	snapshot, _ := s.read(t, nil, day(today))
	flex, err := alleo.ReadLoketFlex(t.Context(), s.client, []alleo.LoketSnapshot{*snapshot}, day(today))
	require.NoError(t, err)
	data, err := json.Marshal(flex)
	require.NoError(t, err)
	require.Contains(t, string(data), `"leave_balances":[]`, "a list is never null")
}

func TestFlexSalaryRecordsThatCannotBeRead(t *testing.T) {
	t.Parallel()
	for _, path := range []string{
		"providers/employers/{}/payrolladministrations", "providers/employers/payrolladministrations/{}/payrollruns", "providers/employers/employees/employments/{}/leavebalances",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 4, flexible)
			s.Fault(lokettest.Denied().On(path))
			snapshot, _ := s.read(t, nil, day(today))
			_, err := alleo.ReadLoketFlex(t.Context(), s.client, []alleo.LoketSnapshot{*snapshot}, day(today))
			require.ErrorContains(t, err, "403")
		})
	}
}
