package main

import (
	"testing"

	"github.com/stretchr/testify/require"
)

const token = "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"

// design.md "Examples": exit status 2, nothing on standard output, also with -json.
func TestWrongSettings(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		env  map[string]string
		says string
	}{
		"half the settings":                  {map[string]string{"AFAS_NUMBER": "12345"}, "AFAS_CLIENT_ID and AFAS_CLIENT_SECRET, or AFAS_TOKEN is missing"},
		"an id without a secret":             {map[string]string{"AFAS_NUMBER": "12345", "AFAS_CLIENT_ID": "id"}, "AFAS_CLIENT_SECRET is missing"},
		"two credentials":                    {map[string]string{"AFAS_NUMBER": "12345", "AFAS_CLIENT_ID": "id", "AFAS_CLIENT_SECRET": "s", "AFAS_TOKEN": token}, "unset one of the two"},
		"a number with letters":              {map[string]string{"AFAS_NUMBER": "12E45", "AFAS_TOKEN": token}, "five digits"},
		"a token that is cut off":            {map[string]string{"AFAS_NUMBER": "12345", "AFAS_TOKEN": token[:50]}, "token"},
		"http to another machine":            {map[string]string{"AFAS_URL": "http://192.0.2.1/ProfitRestServices", "AFAS_TOKEN": token}, "use https"},
		"an unknown environment":             {map[string]string{"AFAS_NUMBER": "12345", "AFAS_ENVIRONMENT": "live", "AFAS_TOKEN": token}, "production, test, accept or cursus"},
		"a real Alleo with an embedded AFAS": {map[string]string{"ALLEO_SCIM_URL": "https://scim.example.org"}, "made-up people"},
		"a real Alleo with a real AFAS":      {map[string]string{"AFAS_NUMBER": "12345", "AFAS_TOKEN": token, "ALLEO_SCIM_URL": "https://scim.example.org"}, "not part of this program yet"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, args := range [][]string{{"-json"}, {}} {
				o := call(t, test.env, args...)
				require.Equal(t, 2, o.status)
				require.Empty(t, o.stdout)
				require.Contains(t, o.stderr, test.says)
				require.NotContains(t, o.stderr, token[:50])
			}
		})
	}
}

func TestWrongFlags(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		args []string
		says string
	}{
		"an unknown flag":                      {[]string{"-aply"}, "-help"},
		"an argument":                          {[]string{"apply"}, `"apply" is not a flag`},
		"-apply without -state":                {[]string{"-apply"}, "-apply needs -state FILE"},
		"a day that is none":                   {[]string{"-today", "2026-02-30"}, "-today"},
		"an empty day":                         {[]string{"-today", ""}, "-today"},
		"a limit that is none":                 {[]string{"-max-offboard", "many"}, "20%"},
		"an unknown column key":                {[]string{"-columns", "mail=Mail"}, "-columns"},
		"a column without a name":              {[]string{"-columns", "email="}, "-columns"},
		"an empty access column":               {[]string{"-access", ""}, "-access none"},
		"CSV columns without a CSV":            {[]string{"-csv-columns", "department=Department"}, "-csv-columns needs -csv FILE"},
		"a CSV column without a header":        {[]string{"-csv", "x.csv", "-csv-columns", "department"}, "FIELD=HEADER"},
		"a CSV column that does not exist":     {[]string{"-csv", "x.csv", "-csv-columns", "salary=Salary"}, "salary"},
		"a header that Alleo uses already":     {[]string{"-csv", "x.csv", "-csv-columns", "department=Email"}, "Email"},
		"a CSV in the place of the state file": {[]string{"-csv", "x.csv", "-state", "./x.csv"}, "same file"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := call(t, nil, append(test.args, "-json")...)
			require.Equal(t, 2, o.status)
			require.Empty(t, o.stdout)
			require.Contains(t, o.stderr, test.says)
		})
	}
}

// design.md "Examples": every setting is listed by -help, and the documentation says why leavers have to stay in the source.
func TestHelp(t *testing.T) {
	t.Parallel()
	o := call(t, nil, "-help")
	require.Equal(t, 0, o.status)
	require.Empty(t, o.stderr)
	for _, want := range []string{
		"AFAS_NUMBER", "AFAS_ENVIRONMENT", "AFAS_URL", "AFAS_CLIENT_ID", "AFAS_CLIENT_SECRET", "AFAS_TOKEN",
		"-json", "-apply", "-state", "-employees", "-contracts", "-columns", "-access", "-csv", "-csv-columns", "-max-offboard", "-offboard-withdrawn", "-today", "-v",
		"employee_id=EmployeeId", "contract.end=ContractEnd", "at least 90 days", "Exit status:", "(default 20%)", "(default \"Alleo_Access\")",
	} {
		require.Contains(t, o.stdout, want)
	}
}

// An error names the setting that is wrong, and not the others that are set.
func TestAWrongSettingIsNamed(t *testing.T) {
	t.Parallel()
	for wrong, env := range map[string]map[string]string{
		"AFAS_NUMBER": {"AFAS_NUMBER": "12E45", "AFAS_TOKEN": token},
		"AFAS_TOKEN":  {"AFAS_NUMBER": "12345", "AFAS_TOKEN": token[:50]},
		"AFAS_URL":    {"AFAS_URL": "http://192.0.2.1/ProfitRestServices", "AFAS_TOKEN": token},
	} {
		o := call(t, env)
		require.Contains(t, o.stderr, "alleo-afas: "+wrong+": ")
		for other := range env {
			if other != wrong {
				require.NotContains(t, o.stderr, other)
			}
		}
	}
}
