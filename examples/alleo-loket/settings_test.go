package main

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// design.md "Examples": exit status 2, nothing on standard output, also with -json.
func TestWrongSettings(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "token.json")
	const secret = "geheim-van-loket"
	tests := map[string]struct {
		env  map[string]string
		says string
	}{
		"half the settings":                   {map[string]string{"LOKET_CLIENT_ID": "id"}, "LOKET_TOKEN_FILE or LOKET_REFRESH_TOKEN is missing"},
		"no client id":                        {map[string]string{"LOKET_TOKEN_FILE": file}, "LOKET_CLIENT_ID is missing"},
		"a token endpoint without an API":     {map[string]string{"LOKET_TOKEN_URL": "https://oauth.example.test/token", "LOKET_CLIENT_ID": "id", "LOKET_TOKEN_FILE": file}, "LOKET_URL is missing"},
		"an API without a token endpoint":     {map[string]string{"LOKET_URL": "https://loket.example.test", "LOKET_CLIENT_ID": "id", "LOKET_TOKEN_FILE": file}, "LOKET_TOKEN_URL is missing"},
		"http to another machine":             {map[string]string{"LOKET_URL": "http://192.0.2.1/v2", "LOKET_TOKEN_URL": "http://192.0.2.1/token", "LOKET_CLIENT_ID": "id", "LOKET_REFRESH_TOKEN": secret}, "use https"},
		"a real Alleo with an embedded Loket": {map[string]string{"ALLEO_SCIM_URL": "https://scim.example.org"}, "made-up people"},
		"a real Alleo with a real Loket":      {map[string]string{"LOKET_CLIENT_ID": "id", "LOKET_REFRESH_TOKEN": secret, "ALLEO_SCIM_URL": "https://scim.example.org"}, "not part of this program yet"},
		"only the secret":                     {map[string]string{"LOKET_CLIENT_SECRET": secret}, "LOKET_CLIENT_ID is missing"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, args := range [][]string{{"-json"}, {}} {
				o := call(t, test.env, args...)
				require.Equal(t, 2, o.status, o.stderr)
				require.Empty(t, o.stdout)
				require.Contains(t, o.stderr, test.says)
				require.NotContains(t, o.stderr, secret)
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
		"an unknown flag":                       {[]string{"-aply"}, "-help"},
		"an argument":                           {[]string{"apply"}, `"apply" is not a flag`},
		"-apply without -state":                 {[]string{"-apply"}, "-apply needs -state FILE"},
		"a day that is none":                    {[]string{"-today", "2026-02-30"}, "-today"},
		"a limit that is none":                  {[]string{"-max-offboard", "many"}, "20%"},
		"an empty access field":                 {[]string{"-access", ""}, "-access none"},
		"an empty employer":                     {[]string{"-employer", " "}, "-employer"},
		"CSV columns without a CSV":             {[]string{"-csv-columns", "alleo_monthly_all_budget=Monthly"}, "-csv-columns needs -csv FILE"},
		"a CSV column that Loket does not give": {[]string{"-csv", "x.csv", "-csv-columns", "department=Department"}, "not read from Loket"},
		"a CSV in the place of the state file":  {[]string{"-csv", "x.csv", "-state", "./x.csv"}, "same file"},
		"a log-in and something else":           {[]string{"-login"}, "-login does nothing else"},
		"a log-in that others could reach":      {[]string{"-login-address", "0.0.0.0:8765"}, "on this machine"},
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

// design.md "Examples": every setting is listed by -help.
func TestHelp(t *testing.T) {
	t.Parallel()
	o := call(t, nil, "-help")
	require.Equal(t, 0, o.status)
	require.Empty(t, o.stderr)
	for _, want := range []string{
		"LOKET_URL", "LOKET_TOKEN_URL", "LOKET_CLIENT_ID", "LOKET_CLIENT_SECRET", "LOKET_REFRESH_TOKEN", "LOKET_TOKEN_FILE",
		"-json", "-apply", "-state", "-employer", "-access", "-private-email", "-flex", "-login", "-login-address", "-csv", "-csv-columns", "-max-offboard", "-offboard-withdrawn", "-today", "-v",
		"filter settings", "Exit status:", "(default 20%)", "(default \"alleo_access\")",
	} {
		require.Contains(t, o.stdout, want)
	}
}
