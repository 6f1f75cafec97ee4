package afastest_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

const newsletter = "U1F00AA2B3C4D5E6F708192A3B4C5D6E7"

var utf8 = http.Header{"Content-Type": {"application/json;charset=utf-8"}}

// writing serves an environment with the UpdateConnectors.
func writing(t *testing.T, connectors ...afastest.UpdateConnector) *afastest.Server {
	t.Helper()
	return start(t, afastest.Environment{UpdateConnectors: connectors})
}

// send writes a body, in UTF-8 and saying so.
func send(t *testing.T, server *afastest.Server, method, path, body string) answer {
	t.Helper()
	a, err := try(t, server, method, "/connectors/"+path, utf8, strings.NewReader(body))
	require.NoError(t, err)
	return a
}

func insert(t *testing.T, server *afastest.Server, path, body string) answer {
	t.Helper()
	return send(t, server, http.MethodPost, path, body)
}

func change(t *testing.T, server *afastest.Server, path, body string) answer {
	t.Helper()
	return send(t, server, http.MethodPut, path, body)
}

func remove(t *testing.T, server *afastest.Server, path string) answer {
	t.Helper()
	return send(t, server, http.MethodDelete, path, "")
}

// requireKeys checks the answer to a write of a connector that reports keys (afas-profit-rest.md §6.5).
func requireKeys(t *testing.T, want string, a answer) {
	t.Helper()
	require.Equal(t, http.StatusCreated, a.status, a.body)
	require.Equal(t, want, a.body)
	require.Equal(t, "application/json; charset=utf-8", a.header.Get("Content-Type"))
}

// requireRefused checks for a business error with a text; the number is the general one.
func requireRefused(t *testing.T, message string, a answer) {
	t.Helper()
	requireFailure(t, a, -2147180996, message)
}

// fields gives the fields of a record, which must be there.
func fields(t *testing.T, server *afastest.Server, connector string, key map[string]string) map[string]any {
	t.Helper()
	r, ok := server.Record(connector, key)
	require.True(t, ok, "%s %v", connector, key)
	return r.Fields
}

// enrolment is KnCourseMember with one participant.
func enrolment() afastest.UpdateConnector {
	return afastest.UpdateConnector{
		Name:    "KnCourseMember",
		Free:    []afastest.UpdateField{{FieldID: newsletter, DataType: "date", Label: "Completed on"}},
		Records: []map[string]any{{"CrId": 333, "CdId": 80, "BcCo": "1000204", "Rm": "via LMS"}},
	}
}

// crm is an organisation with two contacts.
func crm() []afastest.UpdateConnector {
	free := []afastest.UpdateField{{FieldID: newsletter, DataType: "boolean", Label: "Newsletter"}}
	return []afastest.UpdateConnector{
		{Name: "KnOrganisation", Free: free, Records: []map[string]any{{"BcCo": "2000417", "Nm": "Bakery", "CcNr": "12345678"}}},
		{Name: "KnPerson", Free: free, Records: []map[string]any{
			{"BcCo": "2000903", "LaNm": "Voorbeeld", "Is": "van", "In": "A.", "ViGe": "V", "EmAd": "a@example.org", "SoSe": "111222333"},
			{"BcCo": "2000904", "LaNm": "Proef", "DaBi": "1990-05-04"},
		}},
		{Name: "KnContact", Free: free, Records: []map[string]any{
			{"CdId": 81, "ViKc": "PRS", "BcCoOga": "2000417", "BcCoPer": "2000903"},
			{"CdId": 82, "ViKc": "PRS", "BcCoOga": "2000417", "BcCoPer": "2000904"},
			{"CdId": 83, "ViKc": "AFD", "BcCoOga": "2000417", "ExAd": "Sales"},
		}},
	}
}

func number(digits string) json.Number { return json.Number(digits) }
