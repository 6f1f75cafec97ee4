package afastest_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// afas-connectors.md §5.4: the write-back over three entities, each with its own identification.
func TestTheMarketingWriteBack(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()...)
	requireEmpty(t, http.StatusCreated, change(t, server, "KnContact",
		`{"KnContact":{"Element":{"Fields":{"BcCoOga":"2000417","BcCoPer":"2000903","`+newsletter+`":true}}}}`))
	requireKeys(t, `{"results":{"KnPerson":{"BcCo":"2000903","BcId":"1"}}}`, change(t, server, "KnPerson",
		`{"KnPerson":{"Element":{"Fields":{"MatchPer":"0","BcCo":"2000903","`+newsletter+`":true}}}}`))
	requireKeys(t, `{"results":{"KnOrganisation":{"BcCo":"2000417","BcId":"1"}}}`, change(t, server, "KnOrganisation",
		`{"KnOrganisation":{"Element":{"Fields":{"MatchOga":"0","BcCo":"2000417","`+newsletter+`":false}}}}`))
	require.Equal(t, true, fields(t, server, "KnContact", map[string]string{"CdId": "81"})[newsletter])
	require.NotContains(t, fields(t, server, "KnContact", map[string]string{"CdId": "82"}), newsletter)
	require.Equal(t, []afastest.Write{
		{Connector: "KnContact", Action: "update", Key: map[string]string{"BcCoOga": "2000417", "BcCoPer": "2000903"}, Fields: map[string]any{newsletter: true}, Objects: []afastest.Write{}},
		{Connector: "KnPerson", Action: "update", Key: map[string]string{"BcCo": "2000903"}, Fields: map[string]any{"MatchPer": "0", newsletter: true}, Objects: []afastest.Write{}},
		{Connector: "KnOrganisation", Action: "update", Key: map[string]string{"BcCo": "2000417"}, Fields: map[string]any{"MatchOga": "0", newsletter: false}, Objects: []afastest.Write{}},
	}, server.Writes())
}

// afas-connectors.md §5.3.
func TestAContactIsNamedInThreeWays(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()...)
	for id, key := range map[string]string{
		"81": `"BcCoOga":"2000417","BcCoPer":"2000903"`,
		"82": `"CdId":82,"ViKc":"PRS"`,
		"83": `"BcCoOga":"2000417","ExAd":"sales"`,
	} {
		requireEmpty(t, http.StatusCreated, change(t, server, "KnContact", `{"KnContact":{"Element":{"Fields":{`+key+`,"FuDs":"Buyer"}}}}`))
		require.Equal(t, "Buyer", fields(t, server, "KnContact", map[string]string{"CdId": id})["FuDs"])
	}
}

// afas-connectors.md §5.3: the same person twice at one organisation is ambiguous by its numbers.
func TestAPersonTwiceAtOneOrganisation(t *testing.T) {
	t.Parallel()
	connectors := crm()
	connectors[2].Records = append(connectors[2].Records, map[string]any{"CdId": 84, "BcCoOga": "2000417", "BcCoPer": "2000903"})
	server := writing(t, connectors...)
	requireRefused(t, "Er is meer dan één organisatie/persoon gevonden die voldoet aan de zoekcriteria.",
		change(t, server, "KnContact", `{"KnContact":{"Element":{"Fields":{"BcCoOga":"2000417","BcCoPer":"2000903","Bl":true}}}}`))
	requireEmpty(t, http.StatusCreated, change(t, server, "KnContact", `{"KnContact":{"Element":{"Fields":{"CdId":84,"ViKc":"PRS","Bl":true}}}}`))
	require.Equal(t, true, fields(t, server, "KnContact", map[string]string{"CdId": "84"})["Bl"], "its type is not known, so every type will do")
}

// afas-connectors.md §4.4 and §5: a contact comes into being under its organisation; the answer has the organisation's numbers only.
func TestAContactIsInsertedUnderItsOrganisation(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()...)
	requireEmpty(t, http.StatusMethodNotAllowed, insert(t, server, "KnContact", `{"KnContact":{"Element":{"Fields":{"BcCoOga":"2000417","BcCoPer":"2000903"}}}}`))
	requireKeys(t, `{"results":{"KnOrganisation":{"BcCo":"2000417","BcId":"1"}}}`, insert(t, server, "KnOrganisation/KnContact",
		`{"KnOrganisation":{"Element":{"Fields":{"MatchOga":"0","BcCo":"2000417"},"Objects":{"KnContact":{"Element":{"Fields":{"ViKc":"PRS","FuDs":"Buyer","`+newsletter+`":true},`+
			`"Objects":{"KnPerson":{"Element":{"Fields":{"MatchPer":"7","AutoNum":true,"LaNm":"Nieuw"}}}}}}}}}}`))
	require.Equal(t, map[string]any{
		"CdId": number("84"), "ViKc": "PRS", "FuDs": "Buyer", "BcCoOga": "2000417", "BcCoPer": "2000905", newsletter: true,
	}, fields(t, server, "KnContact", map[string]string{"CdId": "84"}))
	require.Equal(t, "Nieuw", fields(t, server, "KnPerson", map[string]string{"BcCo": "2000905"})["LaNm"])

	writes := server.Writes()
	require.Len(t, writes, 1)
	contact := writes[0].Objects[0]
	require.Equal(t, []string{"KnContact", "insert", "84"}, []string{contact.Connector, contact.Action, contact.Key["CdId"]})
	person := contact.Objects[0]
	require.Equal(t, []string{"KnPerson", "insert", "2000905"}, []string{person.Connector, person.Action, person.Key["BcCo"]})
}

// afas-profit-rest.md §6.3; afas-connectors.md §5.1 and §5.2: the match decides about update or insert, whatever the method.
func TestMatchingDecidesAboutUpdateAndInsert(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ method, connector, fields, action, number string }{
		"0 finds by number":                  {"PUT", "KnPerson", `"MatchPer":"0","BcCo":"2000903"`, "update", "2000903"},
		"nothing is 0":                       {"PUT", "KnPerson", `"BcCo":"2000903"`, "update", "2000903"},
		"0 updates with POST as well":        {"POST", "KnPerson", `"MatchPer":0,"BcCo":"2000903"`, "update", "2000903"},
		"0 inserts with POST what is new":    {"POST", "KnPerson", `"MatchPer":"0","BcCo":"2000999"`, "insert", "2000999"},
		"1 finds by BSN":                     {"PUT", "KnPerson", `"MatchPer":"1","SoSe":"111222333"`, "update", "2000903"},
		"2 finds by name":                    {"PUT", "KnPerson", `"MatchPer":"2","LaNm":"voorbeeld","Is":"van","In":"A.","ViGe":"V"`, "update", "2000903"},
		"3 finds by name and e-mail":         {"PUT", "KnPerson", `"MatchPer":"3","LaNm":"Voorbeeld","Is":"van","In":"A.","ViGe":"V","EmAd":"a@example.org"`, "update", "2000903"},
		"6 finds by name and birth date":     {"PUT", "KnPerson", `"MatchPer":"6","LaNm":"Proef","DaBi":"1990-05-04"`, "update", "2000904"},
		"7 always inserts":                   {"PUT", "KnPerson", `"MatchPer":"7","AutoNum":true,"LaNm":"Voorbeeld"`, "insert", "2000905"},
		"organisations have 0 as well":       {"PUT", "KnOrganisation", `"MatchOga":"0","BcCo":"2000417"`, "update", "2000417"},
		"1 finds them by COC number":         {"PUT", "KnOrganisation", `"MatchOga":"1","CcNr":"12345678"`, "update", "2000417"},
		"3 finds them by name":               {"PUT", "KnOrganisation", `"MatchOga":"3","Nm":"bakery"`, "update", "2000417"},
		"6 always inserts them":              {"POST", "KnOrganisation", `"MatchOga":"6","AutoNum":1,"Nm":"Bakery"`, "insert", "2000418"},
		"a kind that AFAS has and no key to": {"POST", "KnOrganisation", `"MatchOga":"4","AutoNum":1,"Nm":"Bakery"`, "insert", "2000418"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := writing(t, crm()...)
			a := send(t, server, c.method, c.connector, `{"`+c.connector+`":{"Element":{"Fields":{`+c.fields+`}}}}`)
			require.Equal(t, http.StatusCreated, a.status, a.body)
			require.Contains(t, a.body, `"BcCo":"`+c.number+`"`)
			require.Equal(t, c.action, server.Writes()[0].Action)
		})
	}
}

func TestWithoutKnPersonAPersonStaysWithTheContact(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()[0], crm()[2])
	require.Equal(t, http.StatusCreated, insert(t, server, "KnOrganisation/KnContact",
		`{"KnOrganisation":{"Element":{"Fields":{"MatchOga":"0","BcCo":"2000417"},"Objects":{"KnContact":{"Element":{"Fields":{"ViKc":"PRS"},`+
			`"Objects":{"KnPerson":{"Element":{"Fields":{"MatchPer":"0","BcCo":"2000999"}}}}}}}}}}`).status)
	contact, _ := server.Record("KnContact", map[string]string{"CdId": "84"})
	require.Equal(t, "2000999", contact.Fields["BcCoPer"])
	require.Equal(t, "2000999", contact.Objects["KnPerson"][0].Fields["BcCo"])
}

func TestDeletesThatNameNothing(t *testing.T) {
	t.Parallel()
	server := writing(t,
		afastest.UpdateConnector{Name: "KnX", Fields: []afastest.UpdateField{{FieldID: "Ds"}}, Objects: []afastest.UpdateObject{{Name: "KnY", Fields: []afastest.UpdateField{{FieldID: "Ds"}}}}},
		afastest.UpdateConnector{Name: "KnUser"}, afastest.UpdateConnector{Name: "KnCustomZ99"})
	for connector, element := range map[string]string{
		"KnX":         `{"@Action":"delete","Fields":{"Ds":"x"}}`,
		"KnCustomZ99": `{"@Action":"delete","Fields":{"Ds":"x"}}`,
	} {
		requireFailure(t, change(t, server, connector, `{"`+connector+`":{"Element":`+element+`}}`), -2147180999, "An unexpected error has occurred.")
	}
	require.Equal(t, http.StatusCreated, change(t, server, "KnX", `{"KnX":{"Element":{"Fields":{"Ds":"x"},"Objects":{"KnY":{"Element":{"Fields":{"Ds":"y"}}}}}}}`).status)
	requireFailure(t, change(t, server, "KnX", `{"KnX":{"Element":{"Fields":{"Ds":"x"},"Objects":{"KnY":{"Element":{"@Action":"delete"}}}}}}`), -2147180999,
		"An unexpected error has occurred.")
	require.Len(t, server.Records("KnX"), 1, "the message with the delete was taken back")
	requireFailure(t, remove(t, server, "KnCustomZ99/KnCustomZ99/@Id/1"), referenceNumber, "The entered value for 'Id' does not exist.")
}

// afas-connectors.md §0: codes of persons and organisations are compared without case; what names a record does not change it.
func TestAKeyInAnotherCaseIsTheSameKey(t *testing.T) {
	t.Parallel()
	server := writing(t, afastest.UpdateConnector{Name: "KnPerson", Records: []map[string]any{{"BcCo": "FLOORA"}}})
	requireKeys(t, `{"results":{"KnPerson":{"BcCo":"FLOORA","BcId":"1"}}}`, change(t, server, "KnPerson", `{"KnPerson":{"Element":{"Fields":{"BcCo":"floora","CaNm":"X"}}}}`))
}

// afas-connectors.md §5.1: an address is there once; bank accounts are inserted.
func TestAddressesAndBankAccounts(t *testing.T) {
	t.Parallel()
	server := writing(t, crm()...)
	for _, city := range []string{"Utrecht", "Leusden"} {
		require.Equal(t, http.StatusCreated, insert(t, server, "KnPerson/KnBasicAddressAdr",
			`{"KnPerson":{"Element":{"Fields":{"MatchPer":"0","BcCo":"2000904"},"Objects":[`+
				`{"KnBasicAddressAdr":{"Element":{"Fields":{"CoId":"NL","Rs":"`+city+`","BeginDate":"2026-01-01","ResZip":false}}}},`+
				`{"KnBankAccount":{"Element":{"Fields":{"CoId":"NL","Iban":"NL00BANK0123456789"}}}}]}}}`).status)
	}
	person, _ := server.Record("KnPerson", map[string]string{"BcCo": "2000904"})
	require.Equal(t, []afastest.Record{{Fields: map[string]any{"CoId": "NL", "Rs": "Leusden"}, Objects: map[string][]afastest.Record{}}}, person.Objects["KnBasicAddressAdr"])
	require.Len(t, person.Objects["KnBankAccount"], 2)
	require.Equal(t, "update", server.Writes()[1].Objects[0].Action)
}
