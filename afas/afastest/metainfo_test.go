package afastest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// afas-profit-rest.md §13 shape 1.
func TestMetainfoListsWhatTheAppConnectorMayUse(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{
		AppName: "Learning sync", Group: "LMS 101 (12345.LMSAPI)", ProfitVersion: "7.2.14",
		Connectors: []afastest.Connector{{Name: "Lms_Medewerkers"}, {Name: "Lms_Cursussen", Description: "Cursussen"}},
	})
	a := get(t, server, "/metainfo")
	require.Equal(t, http.StatusOK, a.status)
	require.Equal(t, `{"updateConnectors":[],`+
		`"getConnectors":[{"id":"Lms_Medewerkers","description":"Lms_Medewerkers"},{"id":"Lms_Cursussen","description":"Cursussen"}],`+
		`"customConnectors":[{"id":"AppConnectorVersion","description":"VersionConnector"}],`+
		`"info":{"envid":"T12345AA","appName":"Learning sync","group":"LMS 101 (12345.LMSAPI)","tokenExpiry":"0"}}`, a.body)
}

// afas-profit-rest.md §13 shape 2.
func TestMetainfoOfAnOldServerHasNoInfo(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{Quirks: afastest.Quirks{OldMetainfo: true}})
	require.Equal(t, `{"updateConnectors":[],"getConnectors":[{"id":"Lms_Medewerkers","description":"LMS medewerkers"}]}`,
		get(t, server, "/metainfo").body)
}

// afas-profit-rest.md §13 shape 3.
func TestMetainfoDescribesTheFieldsOfAGetConnector(t *testing.T) {
	t.Parallel()
	described := participants()
	described.Fields, described.Rows = described.Fields[:3], nil
	server := start(t, afastest.Environment{Connectors: []afastest.Connector{described, {Name: "Empty"}}})
	require.Equal(t, `{"name":"Lms_Medewerkers","description":"LMS medewerkers","fields":[`+
		`{"id":"Medewerker","fieldId":"U001","dataType":"string","label":"Medewerker","length":15,"controlType":1,"decimals":0,"decimalsFieldId":""},`+
		`{"id":"Parttime","fieldId":"U002","dataType":"decimal","label":"Parttime %","length":0,"controlType":5,"decimals":2,"decimalsFieldId":""},`+
		`{"id":"Geblokkeerd","fieldId":"U003","dataType":"boolean","label":"Geblokkeerd","length":0,"controlType":1,"decimals":0,"decimalsFieldId":""}]}`,
		get(t, server, "/metainfo/get/Lms_Medewerkers").body)
	require.Equal(t, `{"name":"Empty","description":"Empty","fields":[]}`, get(t, server, "/metainfo/get/Empty").body)
}

// afas-profit-rest.md §13 shape 5, §2.4.
func TestTheVersionNeedsItsConnector(t *testing.T) {
	t.Parallel()
	require.JSONEq(t, `{"version":"7.2.14"}`, get(t, start(t, afastest.Environment{ProfitVersion: "7.2.14"}), "/profitversion").body)
	requireEmpty(t, http.StatusUnauthorized, get(t, start(t, afastest.Environment{}), "/ProfitVersion"))
}
