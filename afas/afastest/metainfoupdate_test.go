package afastest_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// subject is the UpdateConnector of the sheet's sample.
func subject() afastest.UpdateConnector {
	return afastest.UpdateConnector{
		Name: "KnSubject", Description: "Dossieritem",
		Fields: []afastest.UpdateField{
			{FieldID: "SbId", PrimaryKey: true, DataType: "int", Label: "Dossieritem", Length: 10},
			{FieldID: "ViPr", Label: "Prioriteit", Length: 20, Values: []afastest.CodeValue{{ID: "H", Description: "Hoog"}, {ID: "L", Description: "Laag"}}},
		},
		Free:    []afastest.UpdateField{{FieldID: "U0A1B2C3D4E5F60718293A4B5C6D7E8F9", Label: "LMS code", Length: 50}},
		Objects: []afastest.UpdateObject{{Name: "KnSubjectAttachment", Fields: []afastest.UpdateField{{FieldID: "FileStream", DataType: "blob", Label: "Bestand"}}}},
	}
}

// afas-profit-rest.md §13 shape 4; afas-connectors.md §1.3.
func TestMetainfoDescribesTheFieldsOfAnUpdateConnector(t *testing.T) {
	t.Parallel()
	server := writing(t, subject())
	require.Equal(t, `{"id":"KnSubject","description":"Dossieritem","name":"KnSubject","fields":[`+
		`{"fieldId":"SbId","primaryKey":true,"dataType":"int","label":"Dossieritem","mandatory":false,"length":10,"decimals":0,"decimalFieldId":"","notzero":false,"controlType":5,"values":null},`+
		`{"fieldId":"ViPr","primaryKey":false,"dataType":"string","label":"Prioriteit","mandatory":false,"length":20,"decimals":0,"decimalFieldId":"","notzero":false,"controlType":1,"values":[{"id":"H","description":"Hoog"},{"id":"L","description":"Laag"}]},`+
		`{"fieldId":"U0A1B2C3D4E5F60718293A4B5C6D7E8F9","primaryKey":false,"dataType":"string","label":"LMS code","mandatory":false,"length":50,"decimals":0,"decimalFieldId":"","notzero":false,"controlType":1,"values":null}],`+
		`"objects":[{"name":"KnSubjectAttachment","fields":[{"fieldId":"FileStream","primaryKey":false,"dataType":"blob","label":"Bestand","mandatory":false,"length":0,"decimals":0,"decimalFieldId":"","notzero":false,"controlType":23,"values":null}],"objects":[]}]}`,
		get(t, server, "/metainfo/update/KnSubject").body)
}

// afas-profit-rest.md §4: a public client reads the key as text; fields and objects may be null on leaf objects.
func TestMetainfoMayBeLoose(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{
		UpdateConnectors: []afastest.UpdateConnector{subject(), {Name: "KnUser"}}, Quirks: afastest.Quirks{LooseMetainfo: true},
	})
	a := get(t, server, "/Metainfo/Update/knsubject")
	require.Contains(t, a.body, `"fieldId":"SbId","primaryKey":"true"`)
	require.Contains(t, a.body, `"values":null}],"objects":null}]}`)
	require.Contains(t, get(t, server, "/metainfo/update/KnUser").body, `"name":"KnUser","fields":null,"objects":null}`)
}

// afas-profit-rest.md §13 shape 1 and §7.
func TestMetainfoListsUpdateConnectorsAndDoors(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{
		Connectors:       []afastest.Connector{{Name: "Lms_Medewerkers"}},
		UpdateConnectors: []afastest.UpdateConnector{{Name: "KnCourseMember"}, {Name: "KnCustomK01", Description: "Vrije tabel"}},
		Files:            []afastest.File{}, Reports: []afastest.Report{},
	})
	require.Contains(t, get(t, server, "/metainfo").body,
		`{"updateConnectors":[{"id":"KnCourseMember","description":"Cursusdeelnemer"},{"id":"KnCustomK01","description":"Vrije tabel"}],`+
			`"getConnectors":[{"id":"Lms_Medewerkers","description":"Lms_Medewerkers"}],`+
			`"customConnectors":[{"id":"AppConnectorSubject","description":"SubjectConnector"},{"id":"AppConnectorReport","description":"ReportConnector"}],`)
}

// afas-connectors.md §4.2: the name in metainfo is the root of the body.
func TestMetainfoNamesTheRoot(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnSubjectReaction"}, afastest.UpdateConnector{Name: "KnEmployee"})
	require.Contains(t, get(t, server, "/metainfo/update/KnSubjectReaction").body, `"name":"KnReaction"`)
	require.Contains(t, get(t, server, "/metainfo/update/KnEmployee").body, `"name":"AfasEmployee"`)
}

type described struct {
	Name   string
	Fields []struct {
		FieldID, DataType string
		Length            int
		PrimaryKey        bool
	}
	Objects []described
}

func (d described) fields() map[string]int {
	lengths := map[string]int{}
	for _, f := range d.Fields {
		lengths[f.FieldID] = f.Length
	}
	return lengths
}

func (d described) object(t *testing.T, name string) described {
	t.Helper()
	for _, o := range d.Objects {
		if o.Name == name {
			return o
		}
	}
	require.Fail(t, "no object "+name)
	return described{}
}

// afas-connectors.md §5, §6.1 and §8: the definitions that are built in, with the free fields of the environment also where a record is nested.
func TestDefinitionsThatAreBuiltIn(t *testing.T) {
	t.Parallel()
	connectors := append(crm(), enrolment(), afastest.UpdateConnector{Name: "KnSubject", Objects: []afastest.UpdateObject{
		{Name: "KnS51", Single: true, Fields: []afastest.UpdateField{{FieldID: newsletter, DataType: "date", Label: "Valid until"}}},
	}})
	server := writing(t, connectors...)
	read := func(name string) (d described) {
		require.NoError(t, json.Unmarshal([]byte(get(t, server, "/metainfo/update/"+name).body), &d))
		return d
	}
	person := read("KnPerson")
	require.Equal(t, 80, person.fields()["LaNm"])
	require.Contains(t, person.fields(), newsletter)
	require.Contains(t, person.object(t, "KnContact").fields(), newsletter)
	require.Equal(t, 60, person.object(t, "KnBasicAddressAdr").fields()["Ad"])
	require.Equal(t, 255, read("KnOrganisation").fields()["Nm"])
	require.Contains(t, read("KnOrganisation").object(t, "KnContact").object(t, "KnPerson").fields(), newsletter)
	require.Equal(t, 255, read("KnContact").fields()["ExAd"])
	require.Equal(t, 100, read("KnCourseMember").fields()["RfCs"])
	require.Equal(t, 50, read("KnSubject").object(t, "KnSubjectLink").fields()["SfId"])
	require.Contains(t, read("KnSubject").object(t, "KnS51").fields(), newsletter)

	keys := []string{}
	for _, f := range read("KnCourseMember").Fields {
		if f.PrimaryKey {
			keys = append(keys, f.FieldID)
		}
	}
	require.Equal(t, []string{"CrId", "CdId"}, keys, "they go on the element as attributes (afas-connectors.md §4.3)")
}

func TestAConnectorThatHoldsItself(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{
		Name: "KnOrgUnit", Fields: []afastest.UpdateField{{FieldID: "OuId", PrimaryKey: true}},
		Objects: []afastest.UpdateObject{{Name: "KnOrgunit", Stores: "KnOrgUnit"}},
	})
	require.Contains(t, get(t, server, "/metainfo/update/KnOrgUnit").body, `"name":"KnOrgunit"`)
	requireKeys(t, `{"results":{"KnOrgUnit":{"OuId":"A"}}}`,
		insert(t, server, "KnOrgUnit", `{"KnOrgunit":{"Element":{"@OuId":"A","Objects":{"KnOrgunit":{"Element":{"@OuId":"B"}}}}}}`))
	require.Len(t, server.Records("KnOrgUnit"), 2)
}
