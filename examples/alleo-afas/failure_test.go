package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
)

const employeesPath = "connectors/" + alleo.EmployeesConnector

// requireNothingWritten runs the program with everything that writes, and checks that the state is as it was and the CSV is not there.
func requireNothingWritten(t *testing.T, afas profit, status int, says string) {
	t.Helper()
	directory := t.TempDir()
	file := filepath.Join(directory, "state.json")
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", file).status)
	before := content(t, directory)

	afas.goWrong(t)
	o := call(t, afas.env, "-json", "-today", day, "-apply", "-state", file, "-csv", filepath.Join(directory, "alleo_employees_now.csv"))
	require.Equal(t, status, o.status, o.stderr)
	require.Equal(t, before, content(t, directory))
	p := o.preview(t)
	require.Contains(t, p.Error+p.Stopped, says)
	if status == 1 {
		require.NotEmpty(t, o.stderr)
	}
}

// Issue 2 "Bad input": what AFAS may answer. design.md "Examples": exit status 1, and nothing is lost.
func TestWhatAFASMayAnswer(t *testing.T) {
	t.Parallel()
	html := "<html><body>Just a moment</body></html>"
	tests := map[string]struct {
		fault afastest.Fault
		says  string
	}{
		"a wrong secret":            {afastest.Status(http.StatusUnauthorized, `{"error":"invalid_client"}`).On("oauth/token"), "client id or secret is wrong"},
		"HTML":                      {afastest.Status(http.StatusOK, html).On(employeesPath), "HTML"},
		"HTML with an error status": {afastest.Status(http.StatusForbidden, html).On(employeesPath), "403"},
		"nothing":                   {afastest.Status(http.StatusOK, "").On(employeesPath), "empty"},
		"rows of the wrong type":    {afastest.Status(http.StatusOK, `{"skip":0,"take":1,"rows":[7]}`).On(employeesPath), alleo.EmployeesConnector},
		"JSON without rows":         {afastest.Status(http.StatusOK, `{"message":"fine"}`).On(employeesPath), alleo.EmployeesConnector},
		"JSON that is cut off":      {afastest.Truncated().On(employeesPath), alleo.EmployeesConnector},
		"a connection that is cut":  {afastest.CutOff().On(employeesPath), alleo.EmployeesConnector},
		"the same without a length": {afastest.CutOffChunked().On(employeesPath), alleo.EmployeesConnector},
		"a reset":                   {afastest.Reset().On(employeesPath), alleo.EmployeesConnector},
		"a business error":          {afastest.Failure(-2147180996, "Out of memory").On(employeesPath), "Out of memory"},
		"maintenance for two hours": {afastest.Maintenance(2*time.Hour, afastest.MaintenanceJSON), "2h0m0s"},
		"contracts that fail":       {afastest.Failure(1, "Command timeout expired.").On("connectors/" + alleo.ContractsConnector), "Command timeout expired."},
		"a page that fails":         {afastest.Status(http.StatusInternalServerError, "").On(employeesPath).After(1), "500"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			afas := startProfit(t, people(1100))
			afas.goWrong = func(*testing.T) { afas.RevokeTokens(); afas.Fault(test.fault) }
			requireNothingWritten(t, afas, 1, test.says)
		})
	}
}

// afas-profit-rest.md §8.1: a connector that is not in the app connector is a 401 or a 500.
func TestAConnectorThatIsNotInTheAppConnector(t *testing.T) {
	t.Parallel()
	for name, denied401 := range map[string]bool{"as a 401": true, "as a 500": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			afas := startProfit(t, people(3), func(e *afastest.Environment) { e.Quirks.Denied401 = denied401 })
			o := call(t, afas.env, "-json", "-today", day, "-employees", "Profit_Employees_Aleo")
			require.Equal(t, 1, o.status)
			require.Contains(t, o.preview(t).Error, "Profit_Employees_Aleo")
			require.Contains(t, o.preview(t).Error, "app connector")
		})
	}
}

// design.md "sync": an empty source with a non-empty current set stops by itself.
func TestAnEmptySourceStops(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(3))
	afas.goWrong = func(t *testing.T) { afas.employ(t) }
	requireNothingWritten(t, afas, 3, "no records at all")
}

func TestAnEmptySourceCannotBeAllowed(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(3))
	file := applied(t, afas)
	afas.employ(t)
	o := call(t, afas.env, "-today", day, "-state", file, "-max-offboard", "unlimited")
	require.Equal(t, 3, o.status)
	require.Contains(t, o.stdout, "A source without people is never applied")
}

func TestMoreLeaversThanTheLimitAllowsStop(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(50))
	afas.goWrong = func(t *testing.T) { afas.employ(t, people(39)...) }
	requireNothingWritten(t, afas, 3, "11 of 50 records would be lost")
}

// design.md "sync": a broken e-mail column shows up as people who are skipped, and counts as lost access.
func TestABrokenColumnStops(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(50))
	broken := people(50)
	for _, r := range broken {
		r["Mail"] = nil
	}
	afas.goWrong = func(t *testing.T) { afas.employ(t, broken...) }
	requireNothingWritten(t, afas, 3, "50 of 50 records would be lost")
}

func TestTheLimitCanBeRaised(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	afas := startProfit(t, people(50))
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", file).status)
	afas.employ(t, people(39)...)

	stopped := call(t, afas.env, "-today", day, "-state", file)
	require.Equal(t, 3, stopped.status, "in a preview as well")
	require.Contains(t, stopped.stdout, "Nothing was written. If this is what you want, allow it with -max-offboard.")
	for _, limit := range []string{"11", "30%"} {
		require.Equal(t, 0, call(t, afas.env, "-today", day, "-state", file, "-max-offboard", limit).status)
	}
	require.Equal(t, 3, call(t, afas.env, "-today", day, "-state", file, "-max-offboard", "10").status)
}

// design.md "Examples": a state file that is damaged (1) or belongs to another source (2). AFAS is not even asked.
func TestAStateFileThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		content string
		status  int
		says    string
	}{
		"damaged":        {`{"version":1,"source":{"system":"af`, 1, "Restore it from a backup"},
		"another source": {`{"version":1,"source":{"system":"afas","embedded":true},"people":[]}`, 2, "one state file per source"},
	}
	for name, test := range tests {
		for _, flags := range [][]string{{}, {"-apply"}} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				file := filepath.Join(t.TempDir(), "state.json")
				require.NoError(t, os.WriteFile(file, []byte(test.content), 0o600))
				afas := startProfit(t, people(3))
				o := call(t, afas.env, append(flags, "-json", "-today", day, "-state", file)...)
				require.Equal(t, test.status, o.status)
				require.Contains(t, o.stderr, test.says)
				require.Equal(t, map[string]string{"state.json": test.content}, content(t, filepath.Dir(file)))
				require.Empty(t, afas.Requests())
			})
		}
	}
}

// design.md "Examples": two runs on one state file exclude each other.
func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	lock, err := filelock.Acquire(file + ".lock")
	require.NoError(t, err)
	for _, flags := range [][]string{{}, {"-apply"}} {
		o := call(t, nil, append(flags, "-json", "-today", day, "-state", file)...)
		require.Equal(t, 1, o.status)
		require.Contains(t, o.preview(t).Error, "in use by another run")
	}
	require.NoError(t, lock.Release())
	require.Equal(t, 0, call(t, nil, "-json", "-today", day, "-apply", "-state", file).status)
}

func TestADirectoryThatDoesNotExist(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	o := call(t, nil, "-json", "-today", day, "-apply", "-state", filepath.Join(directory, "missing", "state.json"))
	require.Equal(t, 1, o.status)
	require.Contains(t, o.preview(t).Error, "correct -state")

	o = call(t, nil, "-json", "-today", day, "-apply", "-state", filepath.Join(directory, "state.json"), "-csv", filepath.Join(directory, "missing", "x.csv"))
	require.Equal(t, 1, o.status)
	require.Contains(t, o.preview(t).Error, "CSV")
	require.Empty(t, content(t, directory), "nothing is recorded that was not handed out")
}

// Nothing on standard output is lost without saying so.
func TestAnAnswerThatCannotBePrinted(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, read.Close())
	require.NoError(t, write.Close())
	for _, args := range [][]string{{"-json", "-today", day}, {"-today", day}} {
		var stderr bytes.Buffer
		require.Equal(t, 1, run(t.Context(), args, func(string) string { return "" }, write, &stderr))
		require.Contains(t, stderr.String(), "standard output")
	}
}
