package afastest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// spotler is an environment in which contacts are read through one GetConnector and written through three UpdateConnectors.
func spotler() afastest.Environment {
	free := []afastest.UpdateField{{FieldID: newsletter, DataType: "boolean", Label: "Newsletter"}}
	return afastest.Environment{
		Connectors: []afastest.Connector{{
			Name: "Spotler_Contacts",
			Fields: []afastest.Field{
				{ID: "ContactId", DataType: "int"}, {ID: "PersonNo"}, {ID: "OrganisationId"}, {ID: "Email"}, {ID: "Blocked", DataType: "boolean"},
				{ID: "Newsletter", DataType: "boolean"}, {ID: "Person_newsletter"}, {ID: "Gewijzigd_op", DataType: "date"}, {ID: "Lost"},
			},
			Replaced: []string{"Lost"},
			Rows: json.RawMessage(`[
				{"ContactId":81,"PersonNo":"2000903","OrganisationId":"2000417","Email":"a@example.org","Blocked":false,"Gewijzigd_op":"2026-01-12T16:40:05.6"},
				{"ContactId":82,"PersonNo":"2000904","OrganisationId":"2000417","Email":"b@example.org","Blocked":false,"Newsletter":true,"Gewijzigd_op":"2026-01-12T16:40:05.6"},
				{"ContactId":84,"PersonNo":"2000903","OrganisationId":"2000418","Email":null,"Blocked":true,"Gewijzigd_op":"2026-01-12T16:40:05"},
				{"ContactId":null,"PersonNo":null,"OrganisationId":"2000419"}
			]`),
		}},
		UpdateConnectors: []afastest.UpdateConnector{
			{Name: "KnContact", Free: free, Shows: []afastest.View{{
				Connector: "Spotler_Contacts", Values: map[string]any{"ViKc": "PRS"}, Modified: "Gewijzigd_op",
				Columns: map[string]string{"CdId": "ContactId", "BcCoOga": "OrganisationId", "BcCoPer": "PersonNo", "Bl": "Blocked", newsletter: "Newsletter", "HoPa": "Lost"},
			}}},
			{Name: "KnPerson", Free: free, Shows: []afastest.View{{
				Connector: "Spotler_Contacts", Columns: map[string]string{"BcCo": "PersonNo", newsletter: "Person_newsletter"},
			}}},
		},
	}
}

func TestRecordsFollowFromTheRowsOfAGetConnector(t *testing.T) {
	t.Parallel()
	server := start(t, spotler())
	require.Equal(t, map[string]any{"CdId": number("82"), "BcCoOga": "2000417", "BcCoPer": "2000904", "Bl": false, newsletter: true, "ViKc": "PRS"},
		fields(t, server, "KnContact", map[string]string{"CdId": "82"}))
	require.Len(t, server.Records("KnContact"), 3, "a row without a key is no record")
	require.Len(t, server.Records("KnPerson"), 2, "a person with two contacts is one record")
}

// afas-connectors.md §5.4 and §9.2: what is written shows when it is read again, and moves the contact's date of change.
func TestWhatIsWrittenShowsInTheRows(t *testing.T) {
	t.Parallel()
	server := start(t, spotler())
	require.Equal(t, []string{"2026-01-12T16:40:06Z", "2026-01-12T16:40:06Z"},
		get(t, server, "/connectors/Spotler_Contacts?take=2&orderbyfieldids=ContactId&filterfieldids=ContactId&filtervalues=81&operatortypes=2").column(t, "Gewijzigd_op"))
	began := civil.DateTimeOf(time.Now().In(civil.Amsterdam()).Truncate(time.Second)).String()

	requireEmpty(t, http.StatusCreated, change(t, server, "KnContact",
		`{"KnContact":{"Element":{"Fields":{"BcCoOga":"2000417","BcCoPer":"2000903","`+newsletter+`":true,"Bl":"1","HoPa":"x"}}}}`))
	row := get(t, server, "/connectors/Spotler_Contacts?filterfieldids=Newsletter,ContactId&filtervalues=true,81&operatortypes=1,1").page(t).Rows[0]
	require.Equal(t, true, row["Blocked"])
	require.Equal(t, "a@example.org", row["Email"], "what was not written stays")
	require.Equal(t, "(replaced)", row["Lost"])
	require.GreaterOrEqual(t, row["Gewijzigd_op"], began+"Z")
	require.Len(t, get(t, server, "/connectors/Spotler_Contacts?filterfieldids=Gewijzigd_op&filtervalues="+began+"&operatortypes=2").page(t).Rows, 1)

	require.Equal(t, http.StatusCreated, change(t, server, "KnPerson",
		`{"KnPerson":{"Element":{"Fields":{"MatchPer":"0","BcCo":"2000903","`+newsletter+`":true}}}}`).status)
	require.Equal(t, []string{"true", "true"},
		get(t, server, "/connectors/Spotler_Contacts?filterfieldids=PersonNo&filtervalues=2000903&operatortypes=1").column(t, "Person_newsletter"))

	requireEmpty(t, http.StatusCreated, change(t, server, "KnContact", `{"KnContact":{"Element":{"Fields":{"CdId":82,"ViKc":"PRS","`+newsletter+`":""}}}}`))
	require.Nil(t, get(t, server, "/connectors/Spotler_Contacts?filterfieldids=ContactId&filtervalues=82&operatortypes=1").page(t).Rows[0]["Newsletter"])
}

// course is an environment in which participants are read, enrolled and taken off.
func course() afastest.Environment {
	return afastest.Environment{
		Connectors: []afastest.Connector{{
			Name: "Deelnemer_per_cursusevenement",
			Fields: []afastest.Field{
				{ID: "CursusevenementId", DataType: "int"}, {ID: "ContactId"}, {ID: "Hours", DataType: "decimal"}, {ID: "Completed", DataType: "date"}, {ID: "Changed", DataType: "date"},
			},
			Rows: json.RawMessage(`[
				{"CursusevenementId":333,"ContactId":"80","Hours":1.5,"Changed":"2026-01-12T16:40:05.6"},
				{"CursusevenementId":333,"ContactId":"81","Hours":2,"Changed":"2026-01-12T16:40:05.7"}]`),
		}},
		UpdateConnectors: []afastest.UpdateConnector{{
			Name: "KnCourseMember", Free: []afastest.UpdateField{{FieldID: newsletter, DataType: "date", Label: "Completed on"}},
			Shows: []afastest.View{{
				Connector: "Deelnemer_per_cursusevenement", Rows: true,
				Columns: map[string]string{"CrId": "CursusevenementId", "CdId": "ContactId", "DfPr": "Hours", newsletter: "Completed"},
			}},
		}},
	}
}

func TestInsertsAndDeletesShowInTheRows(t *testing.T) {
	t.Parallel()
	server := start(t, course())
	requireEmpty(t, http.StatusCreated, insert(t, server, "KnCourseMember",
		`{"KnCourseMember":{"Element":{"@CrId":333,"@CdId":82,"Fields":{"DfPr":"2.50","`+newsletter+`":"2026-04-18"}}}}`))
	requireEmpty(t, http.StatusOK, remove(t, server, "KnCourseMember/KnCourseMember/@CrId,@CdId/333,80"))
	require.Equal(t, `{"skip":0,"take":100,"rows":[`+
		`{"CursusevenementId":333,"ContactId":"81","Hours":2,"Completed":null,"Changed":"2026-01-12T16:40:06Z"},`+
		`{"CursusevenementId":333,"ContactId":"82","Hours":2.50,"Completed":"2026-04-18T00:00:00Z","Changed":null}]}`,
		get(t, server, "/connectors/Deelnemer_per_cursusevenement").body)
	require.Empty(t, get(t, server, "/connectors/Deelnemer_per_cursusevenement?filterfieldids=Changed&filtervalues=2026-01-12T16:40:06&operatortypes=2").page(t).Rows,
		"the hidden fraction of a second stays with its row (afas-profit-rest.md §3.5)")
}

func TestAViewThatDoesNotFit(t *testing.T) {
	t.Parallel()
	view := func(v afastest.View) afastest.UpdateConnector {
		return afastest.UpdateConnector{Name: "KnCourseMember", Shows: []afastest.View{v}}
	}
	all := map[string]string{"CrId": "CursusevenementId", "CdId": "ContactId"}
	for name, c := range map[string]struct {
		connector afastest.UpdateConnector
		message   string
	}{
		"a GetConnector that is not there":  {view(afastest.View{Connector: "X", Columns: all}), "no such GetConnector"},
		"a column that is not there":        {view(afastest.View{Connector: "Deelnemer_per_cursusevenement", Columns: map[string]string{"CrId": "X", "CdId": "ContactId"}}), `column "X"`},
		"a field that is not there":         {view(afastest.View{Connector: "Deelnemer_per_cursusevenement", Columns: map[string]string{"X": "ContactId"}}), `shows field "X"`},
		"a key without a column":            {view(afastest.View{Connector: "Deelnemer_per_cursusevenement", Columns: map[string]string{"CdId": "ContactId"}}), "no column for the key CrId"},
		"a value of a field that is not":    {view(afastest.View{Connector: "Deelnemer_per_cursusevenement", Columns: all, Values: map[string]any{"X": 1}}), `field "X"`},
		"a record with such a field":        {afastest.UpdateConnector{Name: "KnContact", Records: []map[string]any{{"X": 1}}}, `record 1: field "X"`},
		"a record that has no JSON":         {afastest.UpdateConnector{Name: "KnContact", Records: []map[string]any{{"CdId": func() {}}}}, `record 1: field "CdId"`},
		"no name":                           {afastest.UpdateConnector{}, "needs a name"},
		"a name with a slash":               {afastest.UpdateConnector{Name: "A/B"}, "without a slash"},
		"a field without an id":             {afastest.UpdateConnector{Name: "A", Fields: []afastest.UpdateField{{}}}, "id of its own"},
		"two fields with one id":            {afastest.UpdateConnector{Name: "KnContact", Free: []afastest.UpdateField{{FieldID: "CdId"}}}, "id of its own"},
		"such a field in an object":         {afastest.UpdateConnector{Name: "A", Objects: []afastest.UpdateObject{{Name: "B", Fields: []afastest.UpdateField{{}}}}}, "B: field 1"},
		"a data type that is not one":       {afastest.UpdateConnector{Name: "A", Fields: []afastest.UpdateField{{FieldID: "F", DataType: "text"}}}, `data type "text"`},
		"a key that is no field":            {afastest.UpdateConnector{Name: "A", Fields: []afastest.UpdateField{{FieldID: "F"}}, Keys: []string{"K"}}, `key "K"`},
		"a match that is by no field":       {afastest.UpdateConnector{Name: "A", Fields: []afastest.UpdateField{{FieldID: "F"}}, Matches: []afastest.Match{{By: []string{"M"}}}}, `field "M"`},
		"a number that is in no field":      {afastest.UpdateConnector{Name: "A", Fields: []afastest.UpdateField{{FieldID: "F"}}, Numbers: []afastest.Number{{Field: "N"}}}, `field "N"`},
		"a verb that UpdateConnectors lack": {afastest.UpdateConnector{Name: "A", Verbs: []string{"PATCH"}}, `verb "PATCH"`},
	} {
		t.Run(name, func(t *testing.T) {
			env := course()
			env.UpdateConnectors = []afastest.UpdateConnector{c.connector}
			_, err := afastest.New(env)
			require.ErrorContains(t, err, c.message)
		})
	}
	_, err := afastest.New(afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{{Name: "KnUser"}, {Name: "knuser"}}})
	require.ErrorContains(t, err, "twice")
}

func TestAnUpdateConnectorMayBeReplaced(t *testing.T) {
	t.Parallel()
	server := start(t, course())
	require.NoError(t, server.SetUpdateConnector(afastest.UpdateConnector{Name: "kncoursemember"}))
	require.Empty(t, server.Records("KnCourseMember"))
}

func TestAHookSeesEveryWriteBeforeItsAnswer(t *testing.T) {
	t.Parallel()
	server := start(t, course())
	seen := []string{}
	server.OnWrite(func(w afastest.Write) {
		seen = append(seen, w.Action+" "+w.Key["CdId"])
		_ = server.SetRows("Deelnemer_per_cursusevenement", nil)
	})
	change(t, server, "KnCourseMember", `{"KnCourseMember":{"Element":[{"@CrId":333,"@CdId":80},{"@CrId":333,"@CdId":81,"@Action":"delete"}]}}`)
	change(t, server, "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":333,"@CdId":99}}}`)
	require.Equal(t, []string{"update 80", "delete 81"}, seen)
	require.Empty(t, get(t, server, "/connectors/Deelnemer_per_cursusevenement").page(t).Rows)
	server.OnWrite(nil)
	change(t, server, "KnCourseMember", `{"KnCourseMember":{"Element":{"@CrId":333,"@CdId":80}}}`)
	require.Len(t, seen, 2)
	require.Len(t, server.Writes(), 3)
}

func TestAnEnvironmentWithUpdateConnectorsIsLoadedFromJSON(t *testing.T) {
	t.Parallel()
	env, err := afastest.Load(strings.NewReader(`{
		"connectors": [{"name": "C", "rows": [{"Event": 333, "Contact": 80, "Done": null}]}],
		"update_connectors": [{"name": "KnCourseMember", "free": [{"fieldId": "` + newsletter + `", "dataType": "date", "label": "Completed on"}],
			"shows": [{"connector": "C", "columns": {"CrId": "Event", "CdId": "Contact", "` + newsletter + `": "Done"}}]}],
		"files": [{"subject_id": 1, "name": "a.pdf", "data": "JVBERi0xLjQK"}], "max_body": 1000
	}`))
	require.NoError(t, err)
	server := start(t, env)
	requireEmpty(t, http.StatusCreated, change(t, server, "KnCourseMember",
		`{"KnCourseMember":{"Element":{"@CrId":"333","@CdId":"80","Fields":{"`+newsletter+`":"2026-04-18"}}}}`))
	require.Equal(t, []string{"2026-04-18"}, get(t, server, "/connectors/C").column(t, "Done"), "a column without a value is text")
	require.Equal(t, "%PDF-1.4\n", string(server.Files()[0].Data))

	_, err = afastest.Load(strings.NewReader(`{"update_connectors": [{"name": "A", "column": 1}]}`))
	require.Error(t, err)
}

func TestWritesAtTheSameTime(t *testing.T) {
	t.Parallel()
	server := start(t, course())
	var group sync.WaitGroup
	for i := range 20 {
		group.Go(func() {
			body := fmt.Sprintf(`{"KnCourseMember":{"Element":{"@CrId":333,"@CdId":%d}}}`, 100+i)
			_, err := try(t, server, http.MethodPost, "/connectors/KnCourseMember", utf8, strings.NewReader(body))
			if err != nil {
				t.Error(err)
			}
			server.Record("KnCourseMember", map[string]string{"CdId": "80"})
			server.Writes()
		})
	}
	group.Wait()
	require.Len(t, server.Writes(), 20)
	require.Len(t, get(t, server, "/connectors/Deelnemer_per_cursusevenement").page(t).Rows, 22)
}
