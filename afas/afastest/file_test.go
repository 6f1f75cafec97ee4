package afastest_test

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

const certificateID, photoID = "5C055C034516ED67972E0A852E03C5B9", "7CEEE0F54965C99D90764BA09F7606A6"

// dossier is an environment with a dossier item's file, a photo and a report.
func dossier() afastest.Environment {
	return afastest.Environment{
		Files: []afastest.File{
			{SubjectID: 52011, FileID: certificateID, Name: "cert.pdf", Data: []byte("%PDF-1.4\n")},
			{FileID: photoID, Name: "my photo_1.png", Data: []byte{0x89, 'P', 'N', 'G', 0xff, 0xff}},
			{SubjectID: 52012, FileID: "A", Name: "README", Data: []byte("?")},
		},
		Reports: []afastest.Report{{ID: "CF761B2F7099455B8C5227639C447689", Data: []byte("%PDF-1.7\n")}},
	}
}

// afas-profit-rest.md §13 shape 46, §7: the path of the guide and the parameters of the specification, with slashes escaped.
func TestTheSubjectConnectorGivesAFile(t *testing.T) {
	t.Parallel()
	server := start(t, dossier())
	for _, path := range []string{
		"/subjectconnector/52011/" + certificateID, "/subjectconnector?SubjectId=52011&FileId=" + certificateID,
		"/SubjectConnector?subjectid=52011&fileid=5c055c034516ed67972e0a852e03c5b9",
	} {
		a := get(t, server, path)
		require.Equal(t, http.StatusOK, a.status)
		require.Equal(t, `{"filename":"cert.pdf","mimetype":"application\/pdf","filedata":"JVBERi0xLjQK"}`, a.body)
	}
	require.Contains(t, get(t, server, "/subjectconnector/52012/A").body, `"mimetype":"application\/octet-stream"`)
	for _, path := range []string{
		"/subjectconnector/52011/B", "/subjectconnector/52012/" + certificateID, "/subjectconnector/0/" + photoID, "/subjectconnector",
		"/subjectconnector/52011/" + certificateID + "/x", "/subjectconnector?fileid=%zz",
	} {
		requireEmpty(t, http.StatusNotFound, get(t, server, path))
	}
}

// afas-profit-rest.md §7: raw bytes on request.
func TestFilesMayComeAsTheyAre(t *testing.T) {
	t.Parallel()
	server := start(t, dossier())
	for path, want := range map[string][2]string{
		"/subjectconnector/52011/" + certificateID:          {"application/pdf", "%PDF-1.4\n"},
		"/imageconnector/" + photoID + "?format=0":          {"image/png", "\x89PNG\xff\xff"},
		"/reportconnector/CF761B2F7099455B8C5227639C447689": {"application/pdf", "%PDF-1.7\n"},
	} {
		a := call(t, server, http.MethodGet, path, http.Header{"Sendfileasbinary": {"1"}})
		require.Equal(t, want, [2]string{a.header.Get("Content-Type"), a.body})
	}
}

// afas-profit-rest.md §13 shape 47, §7: the exact name, also in the notation of one public client.
func TestTheFileConnectorWantsTheName(t *testing.T) {
	t.Parallel()
	server := start(t, dossier())
	for _, path := range []string{"/my%20photo_1.png", "/my%20photo%5F1.png", "/my%20photo_5f1.png", "?fileid=" + photoID + "&filename=my+photo_1.png"} {
		if path[0] == '/' {
			path = "/" + photoID + path
		}
		a := get(t, server, "/fileconnector"+path)
		require.Equal(t, http.StatusOK, a.status, path)
		var file struct{ FileName, MimeType, FileData string }
		require.NoError(t, json.Unmarshal([]byte(a.body), &file))
		require.Equal(t, "my photo_1.png", file.FileName)
		require.Equal(t, base64.StdEncoding.EncodeToString([]byte{0x89, 'P', 'N', 'G', 0xff, 0xff}), file.FileData)
	}
	requireEmpty(t, http.StatusNotFound, get(t, server, "/fileconnector/"+photoID+"/photo.png"))
	requireEmpty(t, http.StatusNotFound, get(t, server, "/fileconnector/"+photoID))
}

// afas-profit-rest.md §13 shape 47, §7: no name, and the format is required.
func TestTheImageConnectorWantsAFormat(t *testing.T) {
	t.Parallel()
	server := start(t, dossier())
	require.JSONEq(t, `{"mimetype":"image/png","filedata":"iVBOR///"}`, get(t, server, "/imageconnector/"+photoID+"?format=1").body)
	requireEmpty(t, http.StatusBadRequest, get(t, server, "/imageconnector/"+photoID))
	requireEmpty(t, http.StatusBadRequest, get(t, server, "/imageconnector/"+photoID+"?format=3"))
	requireEmpty(t, http.StatusNotFound, get(t, server, "/imageconnector/B?format=1"))
}

// afas-profit-rest.md §13 shape 48, §7.
func TestTheReportConnectorGivesAReport(t *testing.T) {
	t.Parallel()
	env := dossier()
	server := start(t, env)
	const path = "/reportconnector/CF761B2F7099455B8C5227639C447689"
	for _, filter := range []string{"?filterfieldids=Project&filtervalues=100&operatortypes=1", "/set/Project/100"} {
		a := get(t, server, path+filter)
		require.Equal(t, `{"mimetype":"application\/pdf","filedata":"JVBERi0xLjcK"}`, a.body)
	}
	require.Equal(t, "filterfieldids=Project&filtervalues=100&operatortypes=1", server.Requests()[0].Query)
	requireEmpty(t, http.StatusNotFound, get(t, server, "/reportconnector/A"))

	env.Quirks.ReportData = true
	require.Equal(t, `{"data":"JVBERi0xLjcK"}`, get(t, start(t, env), path).body)
}

// afas-profit-rest.md §7, §8.1: the doors must be in the app connector.
func TestFilesNeedTheirDoors(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	for _, path := range []string{"/subjectconnector/1/A", "/fileconnector/A/a", "/imageconnector/A?format=0", "/reportconnector/A"} {
		requireEmpty(t, http.StatusUnauthorized, get(t, server, path))
	}
}

// afas-profit-rest.md §13 shapes 27, 46 and 53: what is uploaded can be listed and fetched.
func TestAnAttachmentThatIsWrittenCanBeRead(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{
		Connectors: []afastest.Connector{{Name: "Profit_Subject_Attachments", Fields: []afastest.Field{
			{ID: "attachment_id", DataType: "int"}, {ID: "subject_id", DataType: "int"}, {ID: "file_id"}, {ID: "file_name"},
		}}},
		UpdateConnectors: []afastest.UpdateConnector{
			{Name: "KnSubject", Records: []map[string]any{{"SbId": 52011}}},
			{Name: "KnPerson", Records: []map[string]any{{"BcCo": "1"}}},
		},
		Files: []afastest.File{},
	})
	requireKeys(t, `{"results":{"KnSubject":{"SbId":"52011"}}}`, insert(t, server, "KnSubject/KnSubjectAttachment",
		`{"KnSubject":{"Element":{"@SbId":"52011","Objects":[{"KnSubjectAttachment":{"Element":[`+
			`{"Fields":{"FileName":"cert.pdf","FileStream":"JVBERi0xLjQK"}},{"Fields":{"FileName":"b.txt","FileStream":"Yg=="}}]}}]}}}`))
	require.Equal(t, http.StatusCreated, change(t, server, "KnSubject", `{"KnSubject":{"Element":{"@SbId":"52011","Fields":{"SbPa":"c.txt","FileStream":"Yw=="}}}}`).status)
	rows := get(t, server, "/connectors/Profit_Subject_Attachments?filterfieldids=subject_id&filtervalues=52011&operatortypes=1").page(t).Rows
	require.Len(t, rows, 3)
	require.Equal(t, []any{1.0, "cert.pdf"}, []any{rows[0]["attachment_id"], rows[0]["file_name"]})
	require.Contains(t, get(t, server, "/subjectconnector/52011/"+rows[0]["file_id"].(string)).body, `"filedata":"JVBERi0xLjQK"`)
	require.Contains(t, get(t, server, "/subjectconnector/52011/"+rows[2]["file_id"].(string)).body, `"filename":"c.txt"`)

	require.Equal(t, http.StatusCreated, change(t, server, "KnPerson", `{"KnPerson":{"Element":{"Fields":{"BcCo":"1","FileName":"a.png","FileStream":"iVBO"}}}}`).status)
	require.Equal(t, "a.png", server.Files()[3].Name)
	require.Contains(t, fields(t, server, "KnPerson", map[string]string{"BcCo": "1"}), "FileId")
	require.Equal(t, http.StatusCreated, change(t, server, "KnPerson", `{"KnPerson":{"Element":{"Fields":{"BcCo":"1","FileStream":""}}}}`).status)
	require.NotContains(t, fields(t, server, "KnPerson", map[string]string{"BcCo": "1"}), "FileId", "an empty picture removes it (afas-connectors.md §5.1)")
}

func TestWithoutADefinitionAFileMayLackItsName(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "HrEmpPaySlip"})
	for _, file := range []string{`"FileStream":"Yg=="`, `"FileName":"b.txt","FileStream":"?"`} {
		require.Equal(t, http.StatusCreated, insert(t, server, "HrEmpPaySlip", `{"HrEmpPaySlip":{"Element":{"Fields":{`+file+`}}}}`).status)
	}
	require.Empty(t, server.Files())
	require.Equal(t, "Yg==", server.Records("HrEmpPaySlip")[0].Fields["FileStream"])
}

// afas-connectors.md §8: the free fields of a type of dossier item are in an object of their own.
func TestADossierItemWithFreeFields(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnSubject", Objects: []afastest.UpdateObject{
		{Name: "KnS51", Single: true, Fields: []afastest.UpdateField{{FieldID: newsletter, DataType: "date", Label: "Valid until"}}},
	}})
	require.Equal(t, http.StatusCreated, insert(t, server, "KnSubject", `{"KnSubject":{"Element":{"Fields":{"StId":51,"Ds":"Certificate"},"Objects":[`+
		`{"KnSubjectLink":{"Element":{"Fields":{"ToEm":true,"SfTp":"2","SfId":"1004217"}}}},{"KnS51":{"Element":{"Fields":{"`+newsletter+`":"2027-06-30"}}}}]}}}`).status)
	require.Equal(t, "2027-06-30", server.Records("KnSubject")[0].Objects["KnS51"][0].Fields[newsletter])
}
