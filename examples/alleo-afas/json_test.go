package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// design.md "Examples": the shape of the JSON document.
func TestTheShapeOfTheDocument(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	piet, eva, kim, ada, jan := person("000090", "Piet", "Smit"), person("000091", "Eva", "Bakker"), person("000092", "Kim", "Vos"), person("000093", "Ada", "Maas"), person("000094", "Jan", "Post")
	afas := startProfit(t, []row{piet, eva, kim, ada, jan})
	require.Equal(t, 0, call(t, afas.env, "-today", "2026-03-13", "-apply", "-state", file).status)

	afas.employ(t,
		but(piet, row{"EmploymentEnd": "2026-12-31T00:00:00Z"}),
		but(eva, row{"Department": "Keuken", "alleo_monthly_all_budget": 25.0}),
		but(kim, row{"Alleo_Access": false}),
		jan,
		person("000104", "Anna", "Jansen"),
		but(person("000007", "Bo", "Dekker"), row{"Mail": nil}),
	)
	o := call(t, afas.env, "-json", "-today", day, "-state", file)
	require.Equal(t, 0, o.status, o.stderr)
	want, err := os.ReadFile(filepath.Join("testdata", "preview.json"))
	require.NoError(t, err)
	require.Equal(t, string(want), o.stdout)
	require.Empty(t, o.stderr)
	require.Equal(t, o.stdout, call(t, afas.env, "-json", "-today", day, "-state", file).stdout, "the same input gives the same bytes")
}

// design.md "Examples": the document is printed on every status but 2, with an "error" on 1.
func TestTheDocumentOfAFailure(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(1))
	afas.env["AFAS_CLIENT_SECRET"] = "another"
	o := call(t, afas.env, "-json", "-today", day)
	require.Equal(t, 1, o.status)
	require.JSONEq(t, `{"source":"afas","counts":{"create":0,"update":0,"offboard":0,"withdrawn":0,"missing":0,"unchanged":0,"skipped":0},
		"changes":[],"findings":[],"stopped":"","error":`+quotedJSON(t, o.preview(t).Error)+`}`, o.stdout)
	require.NotEmpty(t, o.preview(t).Error)
	require.NotEmpty(t, o.stderr)
}
