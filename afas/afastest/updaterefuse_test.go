package afastest_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

const generalNumber, referenceNumber = -2147180996, -2147220469

// afas-profit-rest.md §13 shape 41, §8.3, §6.4; afas-connectors.md §5.1.
func TestWhatAFASRefuses(t *testing.T) {
	t.Parallel()
	server := writing(t, append(crm(), enrolment(), afastest.UpdateConnector{
		Name:    "KnUser",
		Fields:  []afastest.UpdateField{{FieldID: "UsId", PrimaryKey: true}, {FieldID: "Upn", Label: "UPN", Unique: true}},
		Records: []map[string]any{{"UsId": "12345.jdoe", "Upn": "j@example.org"}, {"UsId": "12345.adoe"}},
	})...)
	member := func(rest string) string {
		return `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{` + rest + `}}}}`
	}
	person := func(rest string) string { return `{"KnPerson":{"Element":{"Fields":{` + rest + `}}}}` }
	long := strings.Repeat("é", 101)
	for name, c := range map[string]struct {
		method, connector, body string
		number                  int
		message                 string
	}{
		"a reference to nobody": {"PUT", "KnCourseMember", member(`"BcCo":"1"`), referenceNumber, "The entered value for 'Organisation/person' does not exist."},
		"a participant that is no contact": {"POST", "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"9","Fields":{}}}}`,
			referenceNumber, "The entered value for 'Participant' does not exist."},
		"an enrolment that is there": {"POST", "KnCourseMember", member(``), generalNumber, "The entered value for 'Course event' already exists."},
		"an enrolment that is not there": {"PUT", "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":"334","@CdId":"80","Fields":{"Bl":true}}}}`,
			referenceNumber, "The entered value for 'Course event' does not exist."},
		"an enrolment without its participant": {"PUT", "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":"333","Fields":{"Bl":true}}}}`,
			generalNumber, "Vul een waarde in bij 'Participant'."},
		"a text that is too long":           {"PUT", "KnCourseMember", member(`"RfCs":"` + long + `"`), generalNumber, "The entered value for 'Order number/reference' is longer than 100 characters."},
		"a value outside its code table":    {"PUT", "KnPerson", person(`"BcCo":"2000903","ViGe":"F"`), referenceNumber, "The entered value for 'Gender' does not exist."},
		"a date that is none":               {"PUT", "KnCourseMember", member(`"` + newsletter + `":"18-04-2026"`), generalNumber, "The entered value for 'Completed on' is not valid."},
		"a moment with a zone":              {"PUT", "KnCourseMember", member(`"SuDa":"2026-04-18T00:00:00Z"`), generalNumber, "The entered value for 'Registration date' is not valid."},
		"a number that is none":             {"PUT", "KnCourseMember", member(`"DfPr":"1,50"`), generalNumber, "The entered value for 'Deviating price in basic currency' is not valid."},
		"an id that is no number":           {"PUT", "KnContact", `{"KnContact":{"Element":{"Fields":{"CdId":"x","ViKc":"PRS"}}}}`, generalNumber, "The entered value for 'Contact' is not valid."},
		"a yes or no that is neither":       {"PUT", "KnCourseMember", member(`"Bl":"ja"`), generalNumber, "The entered value for 'Blocked' is not valid."},
		"a picture that is no base64":       {"PUT", "KnPerson", person(`"BcCo":"2000903","FileName":"a.png","FileStream":"?"`), generalNumber, "The entered value for 'Picture' is not valid."},
		"a picture without a name":          {"PUT", "KnPerson", person(`"BcCo":"2000903","FileStream":"iVBO"`), generalNumber, "Het veld 'FileName' is verplicht bij het toevoegen van een afbeelding."},
		"a field that does not exist":       {"PUT", "KnCourseMember", member(`"Xxxx":"1"`), generalNumber, "General message: 'Xxxx' is not a field of 'KnCourseMember'"},
		"an object that does not exist":     {"PUT", "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Objects":{"KnX":{"Element":{}}}}}}`, generalNumber, "General message: 'KnX' is not an object of 'KnCourseMember'"},
		"the address that is there already": {"PUT", "KnPerson", person(`"BcCo":"2000903","EmAd":"A@example.org"`), generalNumber, "The entered value for 'Work e-mail' already exists."},
		"a UPN that is there already":       {"PUT", "KnUser", `{"KnUser":{"Element":{"@UsId":"12345.jdoe","Fields":{"Upn":"j@example.org"}}}}`, generalNumber, "The entered value for 'UPN' already exists."},
		"the UPN of another user":           {"PUT", "KnUser", `{"KnUser":{"Element":{"@UsId":"12345.adoe","Fields":{"Upn":"J@example.org"}}}}`, generalNumber, "The entered value for 'UPN' already exists."},
		"a person who is not found":         {"PUT", "KnPerson", person(`"MatchPer":"0","BcCo":"1"`), generalNumber, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."},
		"a person who is not named":         {"PUT", "KnPerson", person(`"CaNm":"A"`), generalNumber, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."},
		"two contacts in a call":            {"PUT", "KnContact", `{"KnContact":{"Element":[{"Fields":{}},{"Fields":{}}]}}`, generalNumber, "General message: 'KnContact' takes one Element in a call"},
		"a contact id without its type":     {"PUT", "KnContact", `{"KnContact":{"Element":{"Fields":{"CdId":81,"Bl":true}}}}`, generalNumber, "Vul een waarde in bij 'Contact type'."},
		"a contact without any key":         {"PUT", "KnContact", `{"KnContact":{"Element":{"Fields":{"Bl":true}}}}`, generalNumber, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."},
		"a contact of another organisation": {"PUT", "KnContact", `{"KnContact":{"Element":{"Fields":{"BcCoOga":"1","BcCoPer":"2000903","Bl":true}}}}`, generalNumber, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."},
		"a contact of another type":         {"PUT", "KnContact", `{"KnContact":{"Element":{"Fields":{"CdId":83,"ViKc":"PRS","Bl":true}}}}`, generalNumber, "Er is geen organisatie/persoon gevonden die voldoet aan de zoekcriteria."},
		"another root":                      {"PUT", "KnPerson", `{"KnOrganisation":{"Element":{}}}`, generalNumber, "General message: the root element is 'KnPerson', not 'KnOrganisation'"},
		"two roots":                         {"PUT", "KnPerson", `{"KnPerson":{"Element":{}},"KnContact":{"Element":{}}}`, generalNumber, "General message: a message has one root element, not 2"},
		"no root":                           {"PUT", "KnPerson", `[]`, generalNumber, "General message: a message has one root element, not 0"},
		"a body that is a word":             {"PUT", "KnPerson", `"KnPerson"`, generalNumber, "General message: an element is a JSON object"},
		"no element":                        {"PUT", "KnPerson", `{"KnPerson":{}}`, generalNumber, "General message: 'KnPerson' has no Element"},
		"an empty list of elements":         {"PUT", "KnPerson", `{"KnPerson":{"Element":[]}}`, generalNumber, "General message: 'KnPerson' has no Element"},
		"a root that is a list":             {"PUT", "KnPerson", `{"KnPerson":[]}`, generalNumber, "General message: 'KnPerson' has no Element"},
		"fields without an element":         {"PUT", "KnPerson", `{"KnPerson":{"Fields":{}}}`, generalNumber, `General message: 'KnPerson' holds "Fields" instead of Element`},
		"an element that is a word":         {"PUT", "KnPerson", `{"KnPerson":{"Element":"x"}}`, generalNumber, "General message: an Element of 'KnPerson' is a JSON object"},
		"fields that are a word":            {"PUT", "KnPerson", `{"KnPerson":{"Element":{"Fields":"x"}}}`, generalNumber, "General message: Fields of 'KnPerson' is a JSON object"},
		"a field outside Fields":            {"PUT", "KnPerson", `{"KnPerson":{"Element":{"BcCo":"2000903"}}}`, generalNumber, "General message: an Element of 'KnPerson' holds 'BcCo' outside Fields"},
		"a field that is an object":         {"PUT", "KnPerson", person(`"BcCo":{}`), generalNumber, "General message: field 'BcCo' holds more than a single value"},
		"an attribute that is a list":       {"PUT", "KnPerson", `{"KnPerson":{"Element":{"@BcCo":[]}}}`, generalNumber, "General message: field 'BcCo' holds more than a single value"},
	} {
		t.Run(name, func(t *testing.T) {
			requireFailure(t, send(t, server, c.method, c.connector, c.body), c.number, c.message)
		})
	}
	require.Empty(t, server.Writes())
}

// afas-profit-rest.md §13 shape 41: texts follow Accept-Language; with an old server they are in a header, too.
func TestRefusalsFollowTheLanguageOfTheCall(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{enrolment()}, Quirks: afastest.Quirks{Profit6: true}})
	for body, want := range map[string]string{
		`"CrId":1,"CdId":1`:                                            "De ingevoerde waarde bij 'Course event' bestaat niet.",
		`"CrId":333,"CdId":80,"Bl":"x"`:                                "De ingevoerde waarde bij 'Blocked' is niet geldig.",
		`"CrId":333,"CdId":80,"CuId":"EURO"`:                           "De ingevoerde waarde bij 'Currency' is langer dan 3 tekens.",
		`"@Action":"insert","CrId":333,"CdId":80`:                      "De ingevoerde waarde bij 'Course event' bestaat al.",
		`"CrId":333,"CdId":80,"U00000000000000000000000000000000":"x"`: "General message: 'U00000000000000000000000000000000' is not a field of 'KnCourseMember'",
	} {
		header := utf8.Clone()
		header.Set("Accept-Language", "nl-nl")
		a, err := try(t, server, http.MethodPut, "/connectors/KnCourseMember", header, strings.NewReader(`{"KnCourseMember":{"Element":{"Fields":{`+body+`}}}}`))
		require.NoError(t, err)
		require.Contains(t, a.body, `"`+want+`"`)
		require.NotEmpty(t, a.header.Get("X-PROFIT-ERROR"))
	}
}

// afas-profit-rest.md §13 shape 43.
func TestABodyThatIsNoJSON(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	for _, body := range []string{``, `{"KnCourseMember":`, `KnCourseMember`, `{}{}`} {
		a := change(t, server, "KnCourseMember", body)
		require.Equal(t, http.StatusBadRequest, a.status)
		require.Equal(t, `{"message":"Invalid json"}`, a.body)
	}
}

// afas-profit-rest.md §13 shape 44, §6.4: the limit is 75 MB, and here what the test says.
func TestABodyThatIsTooLarge(t *testing.T) {
	t.Parallel()
	body := `{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"Rm":"` + strings.Repeat("x", 1000) + `"}}}}`
	server := start(t, afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{enrolment()}, MaxBody: int64(len(body))})
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember", body))
	requireEmpty(t, http.StatusRequestEntityTooLarge, change(t, server, "KnCourseMember", body+" "))
	requireEmpty(t, http.StatusRequestEntityTooLarge, change(t, server, "KnCourseMember", strings.Repeat(" ", 10_000_000)))
}

// afas-profit-rest.md §13 shape 45, §6.4.
func TestWithoutACharsetWhatIsNotASCIIIsLost(t *testing.T) {
	t.Parallel()
	server := writing(t, enrolment())
	for contentType, want := range map[string]string{
		"application/json;charset=utf-8":   "Zoë €",
		"application/json; charset=UTF-8":  "Zoë €",
		"application/json":                 "Zo? ?",
		"application/json;charset=latin-1": "Zo? ?",
		"":                                 "Zo? ?",
	} {
		_, err := try(t, server, http.MethodPut, "/connectors/KnCourseMember", http.Header{"Content-Type": {contentType}},
			strings.NewReader(`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"Rm":"Zoë €"}}}}`))
		require.NoError(t, err)
		require.Equal(t, want, fields(t, server, "KnCourseMember", map[string]string{"CrId": "333"})["Rm"], contentType)
	}
}

// afas-profit-rest.md §6.4; afas-connectors.md §4.1.
func TestValuesAreTakenInAllTheirNotations(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnX", Fields: []afastest.UpdateField{
		{FieldID: "Id", PrimaryKey: true, DataType: "int"}, {FieldID: "Yes", DataType: "boolean"}, {FieldID: "Int", DataType: "int"},
		{FieldID: "Dec", DataType: "decimal"}, {FieldID: "Day", DataType: "date"}, {FieldID: "Text"}, {FieldID: "Memo", DataType: "blob"},
	}, Records: []map[string]any{{"Id": 1}}})
	for written, want := range map[string]any{
		`"Yes":true`: true, `"Yes":"true"`: true, `"Yes":"TRUE"`: true, `"Yes":"1"`: true, `"Yes":1`: true, `"Yes":0`: false, `"Yes":"false"`: false,
		`"Int":"007"`: number("7"), `"Int":7`: number("7"), `"Dec":1.50`: number("1.50"), `"Dec":"1.50"`: number("1.50"),
		`"Day":"2026-03-01"`: "2026-03-01", `"Day":"2026-03-01T00:00:00"`: "2026-03-01", `"Day":"2026-03-01T09:30:00"`: "2026-03-01T09:30:00",
		`"Day":"09:30:00"`: "09:30:00", `"Text":7`: "7", `"Text":true`: "true", `"Text":"007"`: "007", `"Memo":"not base64"`: "not base64",
		`"Text":"é\u00e9"`: "éé",
	} {
		require.Equal(t, http.StatusCreated, change(t, server, "KnX", `{"KnX":{"Element":{"@Id":1,"Fields":{`+written+`}}}}`).status, written)
		id, _, _ := strings.Cut(strings.Trim(written, `"`), `"`)
		require.Equal(t, want, fields(t, server, "KnX", map[string]string{"Id": "1"})[id], written)
	}
}
