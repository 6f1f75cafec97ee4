package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// day is the day on which most tests play.
const day = "2026-03-14"

var employerID = lokettest.UUID("Bakkerij Aalbers BV")

// person is an employee with nothing special; the id follows from the number.
func person(number int, firstName, lastName string) lokettest.Employee {
	return lokettest.Employee{
		ID: key(number), Number: number, FirstName: firstName, LastName: lastName, Born: "1984-06-12",
		BusinessEmail: fmt.Sprintf("%s.%s@example.test", firstName, lastName),
		CustomFields:  map[string]string{"alleo_access": "ja"},
		Employments:   []lokettest.Employment{{ID: employment(number), Start: "2021-09-01"}},
	}
}

func key(number int) string { return lokettest.UUID(fmt.Sprint(number)) }

func employment(number int) string { return lokettest.UUID(fmt.Sprintf("employment of %d", number)) }

// people are n of them, with numbers from 100 on.
func people(n int) []lokettest.Employee {
	var all []lokettest.Employee
	for i := range n {
		all = append(all, person(100+i, "Anna", fmt.Sprintf("Achternaam%d", i)))
	}
	return all
}

// bakery is a Loket on loopback that the program finds through its settings.
type bakery struct {
	*lokettest.Server
	env map[string]string
}

// startBakery starts one with these employees, and a token file that is yet to be made.
func startBakery(t *testing.T, employees []lokettest.Employee, change ...func(*lokettest.Environment)) bakery {
	t.Helper()
	env := lokettest.Environment{Today: day, Employers: []lokettest.Employer{{
		ID: employerID, Name: "Bakkerij Aalbers BV", Number: 10321, Employees: employees,
		CustomFields: []lokettest.CustomField{
			{ID: lokettest.UUID("access"), Description: "alleo_access"}, {Description: "alleo_monthly_all_budget"}, {Description: "alleo_oneoff_all_budget"},
		},
	}}}
	for _, c := range change {
		c(&env)
	}
	server, err := lokettest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	return bakery{server, map[string]string{
		"LOKET_URL": server.URL, "LOKET_TOKEN_URL": server.TokenURL, "LOKET_CLIENT_ID": server.ClientID, "LOKET_CLIENT_SECRET": server.ClientSecret,
		"LOKET_REFRESH_TOKEN": server.RefreshToken, "LOKET_TOKEN_FILE": filepath.Join(t.TempDir(), "token.json"),
	}}
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

// applied makes a state file with what the given Loket has.
func applied(t *testing.T, b bakery) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "state.json")
	o := call(t, b.env, "-today", day, "-apply", "-state", file)
	require.Equal(t, 0, o.status, o.stderr)
	return file
}

func overwrite(t *testing.T, file, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
}
