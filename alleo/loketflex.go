package alleo

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"text/tabwriter"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// ReadLoketFlex reads the administrations of the employers, their payroll runs of this year and the last one, and the leave balances of this
// year of every employment that is running. Loket tells the unit of a balance in the list of one employment only (loket-rest.md §4.9), so
// that takes a request for each; they are made side by side, within the concurrency of the client. Errors are those of the client.
func ReadLoketFlex(ctx context.Context, client *loket.Client, snapshots []LoketSnapshot, today civil.Date) (*Flex, error) {
	f := &Flex{Administrations: []FlexAdministration{}, PayrollRuns: []FlexPayrollRun{}, LeaveBalances: []FlexLeaveBalance{}}
	var running []LoketEmployment
	for _, s := range snapshots {
		if err := f.readAdministrations(ctx, client, s.EmployerID, today); err != nil {
			return nil, err
		}
		for _, e := range s.Employments {
			if (span{e.Start, e.End}).covers(today) {
				running = append(running, e)
			}
		}
	}
	balances := make([][]FlexLeaveBalance, len(running))
	err := sideBySide(ctx, len(running), func(ctx context.Context, i int) (err error) {
		balances[i], err = readLeave(ctx, client, running[i], today.Year)
		return err
	})
	if err != nil {
		return nil, err
	}
	f.LeaveBalances = append(f.LeaveBalances, slices.Concat(balances...)...)
	slices.SortStableFunc(f.LeaveBalances, func(a, b FlexLeaveBalance) int {
		return cmp.Or(cmp.Compare(fold(a.Key), fold(b.Key)), cmp.Compare(a.EmploymentID, b.EmploymentID), cmp.Compare(a.LeaveTypeKey, b.LeaveTypeKey))
	})
	return f, nil
}

func (f *Flex) readAdministrations(ctx context.Context, client *loket.Client, employerID string, today civil.Date) error {
	for a, err := range client.PayrollAdministrations.All(ctx, employerID, nil) {
		if err != nil {
			return err
		}
		f.Administrations = append(f.Administrations, FlexAdministration{
			ID: a.ID, EmployerID: employerID, Name: a.Name, Description: a.Description, ClientNumber: a.ClientNumber,
			PeriodType: a.PayrollPeriodType.Value, Start: a.StartDate, End: a.EndDate,
		})
		if err := f.readRuns(ctx, client, a.ID, today.Year-1); err != nil {
			return err
		}
	}
	return nil
}

func (f *Flex) readRuns(ctx context.Context, client *loket.Client, administrationID string, since int) error {
	for run, err := range client.PayrollRuns.All(ctx, administrationID, &loket.ListOptions{Filter: loket.AtLeast("payrollPeriod.year", since)}) {
		if err != nil {
			return err
		}
		if run.PayrollPeriod.Year < since {
			continue
		}
		f.PayrollRuns = append(f.PayrollRuns, FlexPayrollRun{
			ID: run.ID, AdministrationID: administrationID, Year: run.PayrollPeriod.Year, Period: run.PayrollPeriod.PeriodNumber,
			StatusKey: run.PayrollRunStatus.Key, Status: run.PayrollRunStatus.Value, ApprovedAt: run.ApprovalTime,
		})
	}
	return nil
}

func readLeave(ctx context.Context, client *loket.Client, e LoketEmployment, year int) ([]FlexLeaveBalance, error) {
	var balances []FlexLeaveBalance
	for b, err := range client.LeaveBalances.All(ctx, e.ID, &loket.ListOptions{Filter: loket.Eq("year", year)}) {
		if isGone(err) {
			return nil, nil // the employment was deleted meanwhile
		}
		if err != nil {
			return nil, err
		}
		if b.Year != year {
			continue
		}
		balances = append(balances, FlexLeaveBalance{
			Key: e.EmployeeID, EmploymentID: e.ID, Year: b.Year, LeaveTypeKey: b.LeaveType.Key, LeaveType: b.LeaveType.Value,
			Unit: leaveUnit(b.UnitType), Accrual: b.Accrual, Used: b.UsageTotal, Balance: b.Balance,
		})
	}
	return balances, nil
}

// sideBySide calls do for every number below n, several at a time, and stops at the first error. How many requests are under way is for the
// client to limit.
func sideBySide(ctx context.Context, n int, do func(context.Context, int) error) error {
	const width = 8
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var next atomic.Int64
	var running sync.WaitGroup
	for range min(width, n) {
		running.Go(func() {
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := do(ctx, i); err != nil {
					cancel(err)
				}
			}
		})
	}
	running.Wait()
	return context.Cause(ctx)
}

// WriteText writes the records for a person to read: the administrations with their runs, and the leave by kind and unit. The error is the writer's.
func (f Flex) WriteText(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ADMINISTRATION\tCLIENT\tPERIODS\tRUNS SINCE LAST YEAR\tAPPROVED")
	for _, a := range f.Administrations {
		runs, approved := 0, 0
		for _, run := range f.PayrollRuns {
			if run.AdministrationID == a.ID {
				runs++
				if run.StatusKey == loket.PayrollRunApproved {
					approved++
				}
			}
		}
		fmt.Fprintf(table, "%s\t%d\t%s\t%d\t%d\n", printable(a.Description), a.ClientNumber, printable(a.PeriodType), runs, approved)
	}
	kinds := make(map[string]int)
	for _, b := range f.LeaveBalances {
		kinds[printable(b.LeaveType)+"\t"+string(b.Unit)]++
	}
	fmt.Fprintln(table, "\nLEAVE\tUNIT\tBALANCES")
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		fmt.Fprintf(table, "%s\t%d\n", kind, kinds[kind])
	}
	return table.Flush()
}
