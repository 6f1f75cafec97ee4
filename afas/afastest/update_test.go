package afastest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// afas-profit-rest.md §13 shape 27.
func TestAnInsertAnswersWithTheKeyThatAFASGave(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnSubject", Numbers: []afastest.Number{{Field: "SbId", Next: 52011}}})
	requireKeys(t, `{"results":{"KnSubject":{"SbId":"52011"}}}`, insert(t, server, "KnSubject",
		`{"KnSubject":{"Element":{"Fields":{"StId":15,"Ds":"Certificate","Da":"2026-03-04T10:00:00"},"Objects":[`+
			`{"KnSubjectLink":{"Element":{"Fields":{"ToEm":true,"SfTp":2,"SfId":"000104"}}}},`+
			`{"KnSubjectAttachment":{"Element":{"Fields":{"FileName":"cert.pdf","FileStream":"JVBERi0xLjQK"}}}}]}}}`))
	subject, ok := server.Record("KnSubject", map[string]string{"SbId": "52011"})
	require.True(t, ok)
	require.Equal(t, map[string]any{"SbId": number("52011"), "StId": number("15"), "Ds": "Certificate", "Da": "2026-03-04T10:00:00"}, subject.Fields)
	require.Equal(t, map[string]any{"ToEm": true, "SfTp": "2", "SfId": "000104"}, subject.Objects["KnSubjectLink"][0].Fields)
	require.Equal(t, "cert.pdf", subject.Objects["KnSubjectAttachment"][0].Fields["FileName"])
	require.NotContains(t, subject.Objects["KnSubjectAttachment"][0].Fields, "FileStream", "the content is a file of its own")
}

// afas-profit-rest.md §13 shape 28, §6.5.
func TestAnInsertWithoutKeysToReportHasNoBody(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	requireEmpty(t, http.StatusCreated, insert(t, server, "KnCourseMember",
		`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"81","Fields":{"BcCo":"1000204","SuDa":"2026-03-01","Invo":"0","Rm":"via LMS"}}}}`))
	require.Equal(t, map[string]any{
		"CrId": number("333"), "CdId": number("81"), "BcCo": "1000204", "SuDa": "2026-03-01", "Invo": false, "Rm": "via LMS",
	}, fields(t, server, "KnCourseMember", map[string]string{"CrId": "333", "CdId": "81"}))
}

// afas-profit-rest.md §13 shapes 29 and 40, §6.3: keys and changed fields are enough.
func TestAnUpdateChangesWhatItSendsAndNothingElse(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	key := map[string]string{"CrId": "333", "CdId": "80"}
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember",
		`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"`+newsletter+`":"2026-04-18"}}}}`))
	require.Equal(t, map[string]any{"CrId": number("333"), "CdId": number("80"), "BcCo": "1000204", "Rm": "via LMS", newsletter: "2026-04-18"},
		fields(t, server, "KnCourseMember", key))

	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember",
		`{"KnCourseMember":{"Element":{"Fields":{"CrId":333,"CdId":80,"Rm":"","BcCo":null}}}}`))
	require.Equal(t, map[string]any{"CrId": number("333"), "CdId": number("80"), newsletter: "2026-04-18"},
		fields(t, server, "KnCourseMember", key), `"" clears, and so does null (afas-connectors.md §11)`)
}

// afas-connectors.md §4.1: the vendor's samples have empty text where an element has no fields or objects.
func TestFieldsAndObjectsMayBeEmpty(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	for _, nothing := range []string{`""`, `null`, `{}`, `[]`} {
		requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember",
			`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":`+nothing+`,"Objects":`+nothing+`}}}`))
	}
}

// afas-profit-rest.md §6.5: the older status of an update.
func TestAnUpdateMayAnswer200(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{
		UpdateConnectors: []afastest.UpdateConnector{enrolment()}, Quirks: afastest.Quirks{UpdatedIs200: true},
	})
	requireEmpty(t, http.StatusOK, change(t, server, "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"Bl":true}}}}`))
}

// afas-profit-rest.md §13 shape 30: presence is updated, also where there is nothing yet.
func TestPresenceIsOnlyUpdated(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnCourseSessionMember"})
	const body = `{"KnCourseSessionMember":{"Element":{"@CrId":"333","@SeId":"1","@MeId":"1000204","@CdId":"80","Fields":{"Pres":"1"}}}}`
	requireEmpty(t, http.StatusMethodNotAllowed, insert(t, server, "KnCourseSessionMember", body))
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseSessionMember", body))
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseSessionMember", body))
	require.Len(t, server.Records("KnCourseSessionMember"), 1)
	require.Equal(t, []string{"insert", "update"}, []string{server.Writes()[0].Action, server.Writes()[1].Action})
}

// afas-profit-rest.md §13 shape 31.
func TestAnObjectIsInsertedByAPathOfItsOwn(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnCourseEvent", Numbers: []afastest.Number{{Field: "Id", Next: 5120}}})
	requireKeys(t, `{"results":{"KnCourseEvent":{"Id":"5120"}}}`, insert(t, server, "KnCourseEvent",
		`{"KnCourseEvent":{"Element":{"Fields":{"ItCd":"104","AuId":"1","CrDs":"Safety","UnFi":"1","CuId":"EUR"},"Objects":`+
			`{"KnSession":{"Element":[{"Fields":{"SeId":"1","SeDa":"2026-05-04","StTi":"09:30:00","EnTi":"12:00:00"}}]}}}}}`))
	const second = `{"KnCourseEvent":{"Element":{"Fields":{"Id":"5120"},"Objects":{"KnSession":{"Element":{"Fields":{"SeId":"2","SeDa":"2026-05-05"}}}}}}}`
	requireKeys(t, `{"results":{"KnCourseEvent":{"Id":"5120"}}}`, insert(t, server, "KnCourseEvent/KnSession", second))
	event, _ := server.Record("KnCourseEvent", map[string]string{"Id": "5120"})
	require.Len(t, event.Objects["KnSession"], 2)
	last := server.Writes()[1]
	require.Equal(t, []string{"update", "insert"}, []string{last.Action, last.Objects[0].Action})

	requireEmpty(t, http.StatusNotFound, insert(t, server, "KnCourseEvent/KnCourseMember", second))
	requireEmpty(t, http.StatusMethodNotAllowed, change(t, server, "KnCourseEvent/KnSession", second))
	requireRefused(t, "General message: the message has no 'KnSession'",
		insert(t, server, "KnCourseEvent/KnSession", `{"KnCourseEvent":{"Element":{"Fields":{"Id":"5120"}}}}`))
}

// afas-profit-rest.md §13 shape 32, §6.2.
func TestSeveralElementsAreOneTransaction(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{
		Name: "KnCustomK01", Numbers: []afastest.Number{{Field: "SqNo", Next: 4}},
		Fields: []afastest.UpdateField{{FieldID: "SqNo", DataType: "int"}, {FieldID: "Ds", Length: 5, Label: "Description"}},
	})
	requireRefused(t, "The entered value for 'Description' is longer than 5 characters.",
		insert(t, server, "KnCustomK01", `{"KnCustomK01":{"Element":[{"Fields":{"Ds":"first"}},{"Fields":{"Ds":"second"}}]}}`))
	require.Empty(t, server.Records("KnCustomK01"))
	require.Empty(t, server.Writes())

	require.NoError(t, server.SetUpdateConnector(afastest.UpdateConnector{Name: "KnCustomK01", Numbers: []afastest.Number{{Field: "SqNo", Next: 4}}}))
	requireKeys(t, `{"results":{"KnCustomK01":[{"SqNo":"4"},{"SqNo":"5"}]}}`,
		insert(t, server, "KnCustomK01", `{"KnCustomK01":{"Element":[{"Fields":{"Ds":"one"}},{"Fields":{"Ds":"two"}}]}}`))
}

// afas-profit-rest.md §6.2: also what was changed before the element that fails is taken back, deletes and nested records included.
func TestATransactionThatFailsLeavesNoTrace(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()...)
	before := map[string][]afastest.Record{}
	for _, name := range []string{"KnOrganisation", "KnPerson", "KnContact"} {
		before[name] = server.Records(name)
	}
	requireRefused(t, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria.", change(t, server, "KnPerson",
		`{"KnPerson":{"Element":[
			{"Fields":{"MatchPer":"0","BcCo":"2000903","`+newsletter+`":true},"Objects":{"KnBasicAddressAdr":{"Element":{"Fields":{"CoId":"NL"}}}}},
			{"Fields":{"MatchPer":"7","AutoNum":true,"LaNm":"Nieuw"},"Objects":{"KnContact":{"Element":{"Fields":{"ViKc":"PRS","BcCoOga":"2000417"}}}}},
			{"Fields":{"MatchPer":"0","BcCo":"9"}}]}}`))
	for name, records := range before {
		require.Equal(t, records, server.Records(name))
	}
	require.Empty(t, server.Writes())
}

// afas-profit-rest.md §13 shape 33.
func TestAPersonIsNumbered(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{
		Name: "KnPerson", Numbers: []afastest.Number{{Field: "BcCo", Next: 1000777, When: "AutoNum"}, {Field: "BcId", Next: 91234}},
	})
	requireKeys(t, `{"results":{"KnPerson":{"BcCo":"1000777","BcId":"91234"}}}`,
		insert(t, server, "KnPerson", `{"KnPerson":{"Element":{"Fields":{"MatchPer":"7","AutoNum":true,"LaNm":"Proef"}}}}`))
	requireRefused(t, "Vul een waarde in bij 'Number'.",
		insert(t, server, "KnPerson", `{"KnPerson":{"Element":{"Fields":{"MatchPer":"7","LaNm":"Proef"}}}}`))
	require.Equal(t, map[string]any{"BcCo": "1000777", "BcId": number("91234"), "LaNm": "Proef"},
		fields(t, server, "KnPerson", map[string]string{"BcCo": "1000777"}), "instructions are not kept")
}

// afas-profit-rest.md §13 shape 34, §6.4: the same address again is refused.
func TestAPersonInAnEmployeeIsAPerson(t *testing.T) {
	t.Parallel()
	employee := afastest.UpdateConnector{Name: "KnEmployee", Fields: []afastest.UpdateField{{FieldID: "EmId", PrimaryKey: true, Length: 15}}, Objects: []afastest.UpdateObject{
		{Name: "KnPerson", Stores: "KnPerson", ToParent: map[string]string{"BcCo": "BcCo"}},
	}, Free: []afastest.UpdateField{{FieldID: "BcCo"}}, Records: []map[string]any{{"EmId": "000104"}}}
	server := writing(t, append(crm(), employee)...)
	const body = `{"AfasEmployee":{"Element":{"@EmId":"000104","Objects":[{"KnPerson":{"Element":{"Fields":{"MatchPer":0,"BcCo":"2000903","EmAd":"new@example.org"}}}}]}}}`
	requireKeys(t, `{"results":{"KnEmployee":{"EmId":"000104"}}}`, change(t, server, "KnEmployee", body))
	require.Equal(t, "new@example.org", fields(t, server, "KnPerson", map[string]string{"BcCo": "2000903"})["EmAd"])
	require.Equal(t, "2000903", fields(t, server, "KnEmployee", map[string]string{"EmId": "000104"})["BcCo"])

	requireRefused(t, "The entered value for 'Work e-mail' already exists.", change(t, server, "KnEmployee", body))
}

// afas-profit-rest.md §13 shape 35, §6.2; afas-connectors.md §4.1: all places and cases of the action.
func TestTheActionMayStandInTheFieldsOrTheElement(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnEmployee"})
	for _, element := range []string{
		`{"@EmId":"000104","Fields":{"@Action":"update","Bl":false},"Objects":[{"AfasBankInfo":{"Element":{"@AcId":"NL00BANK0123456789","Fields":{"@Action":"insert"}}}}]}`,
		`{"@EmId":"000104","@Action":"update","Fields":{},"Objects":{"AfasBankInfo":{"Element":{"@AcId":"NL00BANK0123456780","@action":"Insert"}}}}`,
		`{"@EmId":"000104","Action":"update","Objects":{"AfasBankInfo":{"Element":{"@AcId":"NL00BANK0123456789","Fields":[{"@action":"delete"}]}}}}`,
	} {
		require.Equal(t, http.StatusCreated, insert(t, server, "KnEmployee", `{"AfasEmployee":{"Element":`+element+`}}`).status)
	}
	employee, _ := server.Record("KnEmployee", map[string]string{"EmId": "000104"})
	require.Equal(t, []afastest.Record{{Fields: map[string]any{"AcId": "NL00BANK0123456780"}, Objects: map[string][]afastest.Record{}}},
		employee.Objects["AfasBankInfo"])
	require.Equal(t, "delete", server.Writes()[2].Objects[0].Action)
	requireRefused(t, "General message: the action is insert, update or delete",
		insert(t, server, "KnEmployee", `{"AfasEmployee":{"Element":{"@Action":"upsert"}}}`))
}

// afas-profit-rest.md §13 shape 36; afas-connectors.md §7.3.
func TestAUserIsWrittenWithoutAnAnswer(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnUser"})
	requireEmpty(t, http.StatusCreated, insert(t, server, "KnUser", `{"KnUser":{"Element":{"@UsId":"12345.jdoe","Fields":{"MtCd":1,"Nm":"J. Doe","EmAd":"j@example.org"}}}}`))
	require.Equal(t, []afastest.Write{{
		Connector: "KnUser", Action: "insert", Key: map[string]string{"UsId": "12345.jdoe"},
		Fields: map[string]any{"MtCd": number("1"), "Nm": "J. Doe", "EmAd": "j@example.org"}, Objects: []afastest.Write{},
	}}, server.Writes())
	server.ResetWrites()
	require.Empty(t, server.Writes())
	require.Len(t, server.Records("KnUser"), 1)
}

// afas-profit-rest.md §13 shapes 37 and 38, §6.5: the root may have another name than the connector, and answers differ.
func TestTheFormsOfAnswers(t *testing.T) {
	t.Parallel()
	entries := func(shape afastest.AnswerShape, results ...string) afastest.UpdateConnector {
		return afastest.UpdateConnector{
			Name: "FiEntries", Answer: shape, Results: results,
			Numbers: []afastest.Number{{Field: "UnId"}, {Field: "EnNo", Next: 54605}, {Field: "InId", GUID: true}},
		}
	}
	for name, c := range map[string]struct {
		connector  afastest.UpdateConnector
		root, want string
	}{
		"a root of another name, without keys": {afastest.UpdateConnector{Name: "KnSubjectReaction"}, "KnReaction", ``},
		"by the name of the connector":         {entries(afastest.AnswerByName, "UnId", "EnNo"), "FiEntryPar", `{"results":{"FiEntries":{"UnId":"1","EnNo":"54605"}}}`},
		"by the root":                          {entries(afastest.AnswerByRoot, "UnId", "EnNo"), "FiEntryPar", `{"results":{"FiEntryPar":{"UnId":"1","EnNo":"54605"}}}`},
		"not wrapped":                          {entries(afastest.AnswerBare, "UnId", "EnNo"), "FiEntryPar", `{"FiEntryPar":{"UnId":"1","EnNo":"54605"}}`},
		"not wrapped in the specification":     {afastest.UpdateConnector{Name: "KnCSRLine"}, "KnCSRLine", `{"KnCSRLine":{"SqNo":"1"}}`},
		"not wrapped, by the root":             {afastest.UpdateConnector{Name: "HrIllnessProgressInSite"}, "HrAbsIllnessProgress", `{"HrAbsIllnessProgress":{"ApSn":"1"}}`},
		"every key in an object":               {afastest.UpdateConnector{Name: "PtOptionListLine"}, "PtOptionListLine", `{"PtOptionListLine":[{"OlNu":"1"},{"Code":"1"}]}`},
		"keys in the case of the connector":    {afastest.UpdateConnector{Name: "HrCareerBreak"}, "HrCareerBreak", `{"results":{"HrCareerBreak":{"id":"1"}}}`},
		"a root that differs in case":          {afastest.UpdateConnector{Name: "KnOrgUnit"}, "KnOrgunit", `{"results":{"KnOrgUnit":{"OuId":"1"}}}`},
		"a connector nobody knows":             {afastest.UpdateConnector{Name: "KnCustomZ99", Results: []string{"No"}}, "KnCustomZ99", `{"results":{"KnCustomZ99":{"No":"1"}}}`},
	} {
		t.Run(name, func(t *testing.T) {
			server := writing(t, c.connector)
			a := insert(t, server, c.connector.Name, `{"`+c.root+`":{"Element":{"Fields":{"SbTx":"ok"}}}}`)
			if c.want == "" {
				requireEmpty(t, http.StatusCreated, a)
				return
			}
			requireKeys(t, c.want, a)
		})
	}
	server := writing(t, afastest.UpdateConnector{Name: "HrIllness"})
	require.Regexp(t, `^\{"results":\{"HrIllness":\{"AbId":"1","GUID":"\{[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}\}"\}\}\}$`,
		insert(t, server, "HrIllness", `{"HrIllness":{"Element":{"Fields":{"EmId":"000104","ViIt":"Z"}}}}`).body)
}

// afas-profit-rest.md §13 shape 39, §6.1; afas-connectors.md §4.5: with and without @, keys in any order.
func TestARecordIsDeletedByItsPath(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{
		"with @":             "KnCourseMember/KnCourseMember/@CrId,@CdId/333,80",
		"without @":          "KnCourseMember/KnCourseMember/CrId,CdId/333,80",
		"in another order":   "KnCourseMember/KnCourseMember/@CdId,CrId/80,333",
		"in another case":    "kncoursemember/KNCOURSEMEMBER/@CrId,@CdId/333,80/",
		"all of it encoded":  "KnCourseMember/KnCourseMember/%40CrId%2C%40CdId/333%2C80",
		"with needless zero": "KnCourseMember/KnCourseMember/@CrId,@CdId/0333,80",
	} {
		t.Run(name, func(t *testing.T) {
			server := writing(t, enrolment())
			requireEmpty(t, http.StatusOK, remove(t, server, path))
			require.Empty(t, server.Records("KnCourseMember"))
			require.Equal(t, []afastest.Write{{
				Connector: "KnCourseMember", Action: "delete", Key: map[string]string{"CrId": "333", "CdId": "80"}, Fields: map[string]any{}, Objects: []afastest.Write{},
			}}, server.Writes())
			requireFailure(t, remove(t, server, path), -2147220469, "The entered value for 'Course event' does not exist.")
		})
	}
}

// afas-profit-rest.md §6.1: values are percent-encoded; what is nested is named behind its record.
func TestWhatIsNestedIsDeletedByALongerPath(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "FiEntries"})
	require.Equal(t, http.StatusCreated, insert(t, server, "FiEntries",
		`{"FiEntryPar":{"Element":{"@UnId":1,"@JoCo":"7/3","Objects":{"FiEntries":{"Element":[{"@EnNo":70001},{"@EnNo":70002},{"@InId":"IH 1"}]}}}}}`).status)
	requireEmpty(t, http.StatusOK, remove(t, server, "FiEntries/FiEntryPar/UnId,JoCo/1,7%2F3/FiEntries/@EnNo/70001"))
	requireEmpty(t, http.StatusOK, remove(t, server, "FiEntries/FiEntryPar/UnId,JoCo/1,7%2F3/FiEntries/InId/IH%201"))
	left := server.Records("FiEntries")[0].Objects["FiEntries"]
	require.Len(t, left, 1)
	require.Equal(t, number("70002"), left[0].Fields["EnNo"])
	require.Equal(t, http.StatusInternalServerError, remove(t, server, "FiEntries/FiEntryPar/UnId,JoCo/1,7%2F3/FiEntries/@EnNo/9").status)
}

func TestDeletePathsThatAreOfNoUse(t *testing.T) {
	t.Parallel()
	server := writing(t, append(crm(), enrolment())...)
	for _, path := range []string{
		"KnCourseMember", "KnCourseMember/KnCourseMember", "KnCourseMember/KnCourseMember/@CrId,@CdId", "KnCourseMember/KnCourse/@CrId,@CdId/333,80",
		"KnCourseMember/KnCourseMember/@CrId,@CdId/333,80/KnSession",
	} {
		requireEmpty(t, http.StatusNotFound, remove(t, server, path))
	}
	requireEmpty(t, http.StatusNotFound, insert(t, server, "KnCourseMember/A/B", `{}`))
	requireRefused(t, "Vul een waarde in bij 'Participant'.", remove(t, server, "KnCourseMember/KnCourseMember/@CrId,@CdId/333"))
	requireRefused(t, "General message: 'Xx' is not a field of 'KnCourseMember'", remove(t, server, "KnCourseMember/KnCourseMember/@Xx/1"))
	for _, name := range []string{"KnPerson", "KnOrganisation", "KnContact"} { // afas-connectors.md §4.5
		requireEmpty(t, http.StatusMethodNotAllowed, remove(t, server, name+"/"+name+"/@BcCo/2000903"))
		requireRefused(t, "General message: '"+name+"' does not delete",
			change(t, server, name, `{"`+name+`":{"Element":{"@Action":"delete","Fields":{"BcCo":"2000903"}}}}`))
	}
	require.Len(t, server.Records("KnCourseMember"), 1)
}

// afas-profit-rest.md §1: paths in any case; §13 shape 42.
func TestTheConnectorMayBeInAnyCase(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	requireEmpty(t, http.StatusCreated, change(t, server, "KNCOURSEMEMBER", `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"Bl":"TRUE"}}}}`))
	require.Equal(t, true, server.Records("kncoursemember")[0].Fields["Bl"])
	require.Equal(t, "KNCOURSEMEMBER", server.Requests()[0].Connector())
	_, ok := server.Record("KnNobody", nil)
	require.False(t, ok)
	require.Empty(t, server.Records("KnNobody"))
	requireRefused(t, "General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd.",
		change(t, server, strings.Repeat("X", 10), `{}`))
}
