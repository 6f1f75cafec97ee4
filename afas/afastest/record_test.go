package afastest_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

func TestRequestsAreRemembered(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	began := time.Now()
	call(t, server, http.MethodGet, "/Connectors/Lms_Medewerkers?take=1&filtervalues=a;b", http.Header{"IntegrationId": {"12345_678900"}})
	form(t, server, credentials(server), nil)

	requests := server.Requests()
	require.Len(t, requests, 2)
	require.Equal(t, http.MethodGet, requests[0].Method)
	require.Equal(t, "/ProfitRestServices/Connectors/Lms_Medewerkers", requests[0].Path)
	require.Equal(t, "Lms_Medewerkers", requests[0].Connector())
	require.Equal(t, "take=1&filtervalues=a;b", requests[0].Query)
	require.Equal(t, "12345_678900", requests[0].Header.Get("IntegrationId"))
	require.Equal(t, http.StatusInternalServerError, requests[0].Status)
	require.WithinRange(t, requests[0].Time, began, time.Now())
	require.Equal(t, http.MethodPost, requests[1].Method)
	require.Empty(t, requests[1].Connector())
	require.Equal(t, http.StatusOK, requests[1].Status)

	server.ResetRequests()
	require.Empty(t, server.Requests())
}

// design.md "Fakes": the record shows that a program only reads; it must not give away what the program authenticates with.
func TestTheRecordHasNoSecrets(t *testing.T) {
	t.Parallel()
	server := start(t, afastest.Environment{})
	header := bearer(t, server)
	call(t, server, http.MethodGet, "/metainfo", header)
	get(t, server, "/metainfo")
	call(t, server, http.MethodGet, "/metainfo", http.Header{"Authorization": {server.Token}})
	var schemes []string
	for _, r := range server.Requests() {
		schemes = append(schemes, strings.Join(r.Header.Values("Authorization"), "|"))
	}
	require.Equal(t, []string{"", "Bearer", "AfasToken", "(no scheme)"}, schemes)
}

// design.md "Fakes": rows that change between pages.
func TestRowsMayChangeBetweenPages(t *testing.T) {
	t.Parallel()
	server := numbers(t, 6, afastest.Quirks{})
	calls := 0
	server.OnRequest(func(afastest.Request) {
		if calls++; calls == 2 {
			_ = server.SetRows("Numbers", []map[string]any{{"N": 2}, {"N": 3}, {"N": 4}, {"N": 5}, {"N": 6}})
		}
	})
	const page = "/connectors/Numbers?orderbyfieldids=N&take=2&skip="
	require.Equal(t, []int{1, 2}, counted(t, get(t, server, page+"0")))
	require.Equal(t, []int{4, 5}, counted(t, get(t, server, page+"2")), "3 was lost, as it is with the real AFAS")
	server.OnRequest(nil)
	require.Equal(t, []int{6}, counted(t, get(t, server, page+"4")))
	require.Equal(t, 2, calls)
}
