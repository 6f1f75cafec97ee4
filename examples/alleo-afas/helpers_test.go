package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// day is the day on which most tests play.
const day = "2026-03-14"

type row = map[string]any

// person is a row of Profit_Employees_Alleo of somebody with nothing special.
func person(id, firstName, lastName string) row {
	return row{
		"EmployeeId": id, "PersonId": "P" + id, "Mail": firstName + "." + lastName + "@example.test",
		"FirstName": firstName, "BirthName": lastName, "PrefixBirthName": nil, "Department": "Zorg",
		"DateOfBirth": "1984-06-12T00:00:00Z", "EmploymentStart": "2021-09-01T00:00:00Z", "EmploymentEnd": nil,
		"Alleo_Access": true, "alleo_monthly_all_budget": nil, "alleo_oneoff_all_budget": nil,
	}
}

// but is the row with some fields changed.
func but(r row, changes row) row {
	changed := maps.Clone(r)
	maps.Copy(changed, changes)
	return changed
}

// contract is a row of Profit_Contract.
func contract(id string) row {
	return row{"EmployeeId": id, "ContractStart": "2021-09-01T00:00:00Z", "ContractEnd": nil}
}

// people are n of them, with ids from 000100 on.
func people(n int) []row {
	var rows []row
	for i := range n {
		rows = append(rows, person(fmt.Sprintf("%06d", 100+i), "Anna", fmt.Sprintf("Achternaam%d", i)))
	}
	return rows
}

// profit is an AFAS on loopback that the program finds through its settings.
type profit struct {
	*afastest.Server
	env     map[string]string
	goWrong func(*testing.T) // what happens between two runs
}

// startProfit starts one with these employees; its secrets are those of the OAuth client.
func startProfit(t *testing.T, employees []row, change ...func(*afastest.Environment)) profit {
	t.Helper()
	environment := afastest.Environment{Connectors: []afastest.Connector{
		{Name: alleo.EmployeesConnector, Rows: employees},
		{Name: alleo.ContractsConnector, Rows: []row{contract("000100")}},
	}}
	for _, c := range change {
		c(&environment)
	}
	server, err := afastest.Start(environment)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	env := map[string]string{"AFAS_URL": server.URL, "AFAS_CLIENT_ID": server.ClientID, "AFAS_CLIENT_SECRET": server.ClientSecret}
	return profit{Server: server, env: env}
}

// employ replaces the employees.
func (p profit) employ(t *testing.T, employees ...row) {
	t.Helper()
	require.NoError(t, p.SetRows(alleo.EmployeesConnector, employees))
}

// outcome is what one run of the program gave.
type outcome struct {
	status         int
	stdout, stderr string
}

// call runs the program.
func call(t *testing.T, env map[string]string, args ...string) outcome {
	t.Helper()
	return callUntil(t.Context(), env, args...)
}

func callUntil(ctx context.Context, env map[string]string, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	status := run(ctx, args, func(name string) string { return env[name] }, &stdout, &stderr)
	return outcome{status, stdout.String(), stderr.String()}
}

// preview is the document of -json, which must be the only thing on standard output.
func (o outcome) preview(t *testing.T) alleo.Preview {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewBufferString(o.stdout))
	decoder.DisallowUnknownFields()
	var p alleo.Preview
	require.NoError(t, decoder.Decode(&p), o.stdout)
	require.False(t, decoder.More(), "there is more than one document")
	return p
}

// actions gives the action of each person who changes.
func actions(p alleo.Preview) map[string]alleo.Action {
	all := map[string]alleo.Action{}
	for _, l := range p.Changes {
		all[l.Key] = l.Action
	}
	return all
}

// codes gives the findings, as key and code.
func codes(p alleo.Preview) []string {
	var all []string
	for _, f := range p.Findings {
		all = append(all, f.Key+" "+f.Code)
	}
	return all
}

// content gives the files of a directory.
func content(t *testing.T, directory string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	files := map[string]string{}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(directory, e.Name()))
		require.NoError(t, err)
		files[e.Name()] = string(data)
	}
	return files
}

func quotedJSON(t *testing.T, text string) string {
	t.Helper()
	quoted, err := json.Marshal(text)
	require.NoError(t, err)
	return string(quoted)
}

func overwrite(t *testing.T, file, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}
