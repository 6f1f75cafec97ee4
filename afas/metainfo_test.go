package afas_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// afas-profit-rest.md §13, shape 1.
func TestMetainfo(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	registerMetainfo(mock, responds(200, `{"updateConnectors":[{"id":"KnCourseMember","description":"Cursusdeelnemer"}],
		"getConnectors":[{"id":"Lms_Medewerkers","description":"Lms_Medewerkers"},{"id":"Lms_Events","description":""}],
		"customConnectors":[{"id":"AppConnectorSubject","description":"SubjectConnector"}],
		"info":{"envid":"T12345AA","appName":"Learning sync","group":"LMS 101 (12345.LMSAPI)","tokenExpiry":"0"}}`))
	info, err := client.Metainfo(t.Context())
	require.NoError(t, err)
	require.Equal(t, &afas.Metainfo{
		GetConnectors:    []afas.Connector{{ID: "Lms_Medewerkers", Description: "Lms_Medewerkers"}, {ID: "Lms_Events"}},
		UpdateConnectors: []afas.Connector{{ID: "KnCourseMember", Description: "Cursusdeelnemer"}},
		CustomConnectors: []afas.Connector{{ID: "AppConnectorSubject", Description: "SubjectConnector"}},
		Info:             afas.EnvironmentInfo{EnvironmentID: "T12345AA", AppName: "Learning sync", Group: "LMS 101 (12345.LMSAPI)", TokenExpiry: "0"},
	}, info)
}

// afas-profit-rest.md §4 and §13, shape 2: an old server has no customConnectors and no info; missing arrays are empty.
func TestMetainfoOfAnOldServer(t *testing.T) {
	t.Parallel()
	for name, body := range map[string]string{
		"without them":   `{"updateConnectors":[{"id":"KnSubject","description":"Dossieritem"}],"getConnectors":[]}`,
		"with nulls":     `{"updateConnectors":[{"id":"KnSubject","description":"Dossieritem"}],"getConnectors":null,"customConnectors":null,"info":null}`,
		"over new lines": "{\r\n  \"updateConnectors\": [\r\n    {\"id\": \"KnSubject\", \"description\": \"Dossieritem\"}\r\n  ]\r\n}\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newClient(t)
			registerMetainfo(mock, responds(200, body))
			info, err := client.Metainfo(t.Context())
			require.NoError(t, err)
			require.Equal(t, []afas.Connector{{ID: "KnSubject", Description: "Dossieritem"}}, info.UpdateConnectors)
			require.Empty(t, info.GetConnectors)
			require.Empty(t, info.CustomConnectors)
			require.Zero(t, info.Info)
		})
	}
}

// afas-profit-rest.md §2.1: "0" means that there is no end. The form of an end is not established (§14), so only a day or a moment is read.
func TestTheEndOfAToken(t *testing.T) {
	t.Parallel()
	end := civil.Date{Year: 2027, Month: 2, Day: 15}
	for text, want := range map[string]civil.Date{
		"2027-02-15": end, "2027-02-15T00:00:00Z": end, "0": {}, "": {}, "1802649600": {}, "15-02-2027": {},
	} {
		day, ok := afas.EnvironmentInfo{TokenExpiry: text}.TokenEnd()
		require.Equal(t, want, day, "%q", text)
		require.Equal(t, want == end, ok, "%q", text)
	}
}

// afas-profit-rest.md §13, shape 5.
func TestVersion(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	mock.RegisterResponder(http.MethodGet, base+"/profitversion", responds(200, `{"version":"7.2.14"}`).Then(responds(401, "")))
	version, err := client.Version(t.Context())
	require.NoError(t, err)
	require.Equal(t, "7.2.14", version)
	_, err = client.Version(t.Context())
	require.ErrorIs(t, err, afas.ErrUnauthorized, "AppConnectorVersion is not in the app connector")
	require.ErrorContains(t, err, "GET profitversion")
}

// afas-profit-rest.md §4 and §13, shape 3.
func TestInfoOfAGetConnector(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t, afas.WithLanguage("nl-nl"))
	mock.RegisterResponder(http.MethodGet, base+"/metainfo/get/Lms_Medewerkers", responds(200, `{"name":"Lms_Medewerkers","description":"LMS medewerkers","fields":[
		{"id":"Medewerker","fieldId":"U001","dataType":"string","label":"Medewerker","length":15,"controlType":1,"decimals":0,"decimalsFieldId":""},
		{"id":"Parttime","fieldId":"U002","dataType":"decimal","label":"Parttime %","length":0,"controlType":5,"decimals":2,"decimalsFieldId":""},
		{"id":"Soort","fieldId":"U003","dataType":"string","label":"Soort","length":20,"controlType":5,"decimals":0,"decimalsFieldId":"","values":[{"id":"V","description":"Vast"},{"id":"T","description":"Tijdelijk"}]},
		{"id":"Later","fieldId":"U004","dataType":"geometry","label":"Later","length":0,"controlType":99,"decimals":0,"decimalsFieldId":"","values":null}]}`))
	info, err := afas.GetConnector[afas.Row](client, "Lms_Medewerkers").Info(t.Context())
	require.NoError(t, err)
	require.Equal(t, "LMS medewerkers", info.Description)
	require.Equal(t, []afas.Field{
		{ID: "Medewerker", FieldID: "U001", DataType: "string", Label: "Medewerker", Length: 15, ControlType: 1},
		{ID: "Parttime", FieldID: "U002", DataType: "decimal", Label: "Parttime %", ControlType: 5, Decimals: 2},
		{ID: "Soort", FieldID: "U003", DataType: "string", Label: "Soort", Length: 20, ControlType: 5, Values: []afas.CodeValue{{ID: "V", Description: "Vast"}, {ID: "T", Description: "Tijdelijk"}}},
		{ID: "Later", FieldID: "U004", DataType: "geometry", Label: "Later", ControlType: 99},
	}, info.Fields)

	field, ok := info.Column("Parttime")
	require.True(t, ok)
	require.Equal(t, 2, field.Decimals)
	_, ok = info.Column("parttime")
	require.False(t, ok, "names are case-sensitive (afas-profit-rest.md §3.6)")
}

// afas-profit-rest.md §4: metainfo of a connector outside the app connector fails as the connector itself does, in either of its two ways (§8.1).
func TestInfoOfAConnectorOutsideTheAppConnector(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	mock.RegisterResponder(http.MethodGet, base+"/metainfo/get/Lms_Medewerkers",
		responds(401, "").Then(responds(500, functional("GetConnector not supported for this app or the user is not authorized", -2147180996))))
	for range 2 {
		_, err := afas.GetConnector[afas.Row](client, "Lms_Medewerkers").Info(t.Context())
		require.ErrorIs(t, err, afas.ErrUnauthorized)
		require.ErrorContains(t, err, "GET metainfo/get/Lms_Medewerkers")
		require.ErrorContains(t, err, "or the connector is not in the app connector")
	}
}
