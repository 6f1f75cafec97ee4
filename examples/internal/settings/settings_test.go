package settings_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
)

const secretHex = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

func env(variables map[string]string) settings.Env {
	return func(name string) string { return variables[name] }
}

func TestAFASClientGoesWhereTheSettingsSay(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variables map[string]string
		url       string
	}{
		"a number alone is production":       {map[string]string{"AFAS_NUMBER": "12345"}, "https://12345.rest.afas.online/ProfitRestServices"},
		"an environment has its own server":  {map[string]string{"AFAS_NUMBER": "12345", "AFAS_ENVIRONMENT": "test"}, "https://12345.resttest.afas.online/ProfitRestServices"},
		"the letter of a pasted name counts": {map[string]string{"AFAS_NUMBER": "A12345BC"}, "https://12345.restaccept.afas.online/ProfitRestServices"},
		"an address replaces both":           {map[string]string{"AFAS_URL": "http://127.0.0.1:8080/ProfitRestServices"}, "http://127.0.0.1:8080/ProfitRestServices"},
		"blanks of pasting do no harm":       {map[string]string{"AFAS_NUMBER": " 12345\n"}, "https://12345.rest.afas.online/ProfitRestServices"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test.variables["AFAS_TOKEN"] = secretHex
			client, err := settings.AFASClient(env(test.variables))
			require.NoError(t, err)
			require.Equal(t, test.url, client.URL())
		})
	}
}

func TestAFASClientTakesEitherCredential(t *testing.T) {
	t.Parallel()
	for name, variables := range map[string]map[string]string{
		"an OAuth client": {"AFAS_NUMBER": "12345", "AFAS_CLIENT_ID": "id", "AFAS_CLIENT_SECRET": "secret"},
		"a classic token": {"AFAS_NUMBER": "12345", "AFAS_TOKEN": "<token><version>1</version><data>" + secretHex + "</data></token>\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := settings.AFASClient(env(variables))
			require.NoError(t, err)
		})
	}
}

// design.md "Examples": half the settings are a settings error. Every one says what to do, and none shows a secret.
func TestAFASClientRefusesWrongSettings(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		variables map[string]string
		says      []string
	}{
		"no credential":                   {map[string]string{"AFAS_NUMBER": "12345"}, []string{"AFAS_NUMBER is set", "AFAS_CLIENT_ID", "AFAS_TOKEN", "missing"}},
		"an id without its secret":        {map[string]string{"AFAS_NUMBER": "12345", "AFAS_CLIENT_ID": "id"}, []string{"AFAS_CLIENT_SECRET is missing"}},
		"a secret without its id":         {map[string]string{"AFAS_NUMBER": "12345", "AFAS_CLIENT_SECRET": secretHex}, []string{"AFAS_CLIENT_ID is missing"}},
		"a credential without a place":    {map[string]string{"AFAS_TOKEN": secretHex}, []string{"AFAS_NUMBER or AFAS_URL is missing"}},
		"an environment without number":   {map[string]string{"AFAS_ENVIRONMENT": "test", "AFAS_TOKEN": secretHex}, []string{"AFAS_NUMBER or AFAS_URL is missing"}},
		"two credentials":                 {map[string]string{"AFAS_NUMBER": "12345", "AFAS_TOKEN": secretHex, "AFAS_CLIENT_ID": "id"}, []string{"AFAS_TOKEN", "AFAS_CLIENT_ID", "unset one"}},
		"two places":                      {map[string]string{"AFAS_NUMBER": "12345", "AFAS_URL": "http://127.0.0.1/", "AFAS_TOKEN": secretHex}, []string{"AFAS_URL", "unset"}},
		"an unknown environment":          {map[string]string{"AFAS_NUMBER": "12345", "AFAS_ENVIRONMENT": "live", "AFAS_TOKEN": secretHex}, []string{"AFAS_ENVIRONMENT", "production"}},
		"an environment that contradicts": {map[string]string{"AFAS_NUMBER": "T12345AA", "AFAS_ENVIRONMENT": "accept", "AFAS_TOKEN": secretHex}, []string{"AFAS_NUMBER, AFAS_ENVIRONMENT", "accept", "test"}},
		"a number with letters":           {map[string]string{"AFAS_NUMBER": "12E45", "AFAS_TOKEN": secretHex}, []string{"AFAS_NUMBER", "five digits"}},
		"a token that is cut off":         {map[string]string{"AFAS_NUMBER": "12345", "AFAS_TOKEN": secretHex[:40]}, []string{"AFAS_TOKEN", "token"}},
		"http to another machine":         {map[string]string{"AFAS_URL": "http://afas.example.org/ProfitRestServices", "AFAS_TOKEN": secretHex}, []string{"https", "afas.example.org"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := settings.AFASClient(env(test.variables))
			require.Error(t, err)
			status, _ := cli.Outcome(t.Context(), err)
			require.Equal(t, cli.StatusMisused, status)
			for _, text := range test.says {
				require.ErrorContains(t, err, text)
			}
			require.NotContains(t, err.Error(), secretHex[:40])
		})
	}
}

// design.md "Examples": either every system is embedded or none.
func TestAllOrNone(t *testing.T) {
	t.Parallel()
	afas, alleo := map[string]string{"AFAS_NUMBER": "12345"}, map[string]string{"ALLEO_TOKEN": "secret"}
	both := map[string]string{"AFAS_NUMBER": "12345", "ALLEO_TOKEN": "secret"}

	real, err := settings.AllOrNone(env(both), settings.AFAS, settings.Alleo)
	require.NoError(t, err)
	require.True(t, real)

	real, err = settings.AllOrNone(env(nil), settings.AFAS, settings.Alleo)
	require.NoError(t, err)
	require.False(t, real)

	for _, mixture := range []map[string]string{afas, alleo} {
		_, err = settings.AllOrNone(env(mixture), settings.AFAS, settings.Alleo)
		status, _ := cli.Outcome(t.Context(), err)
		require.Equal(t, cli.StatusMisused, status)
		require.ErrorContains(t, err, "made-up people")
	}
}

// design.md "Examples": every setting is listed by -help.
func TestWriteHelpListsEverySetting(t *testing.T) {
	t.Parallel()
	var help bytes.Buffer
	require.NoError(t, settings.WriteHelp(&help, settings.AFAS, settings.Alleo))
	for _, system := range []settings.System{settings.AFAS, settings.Alleo} {
		for _, v := range system.Variables {
			require.Contains(t, help.String(), v.Name)
			require.True(t, strings.HasPrefix(v.Name, strings.ToUpper(system.Name)+"_"))
		}
	}
}
