package loket_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §10 shape 25: both resource versions.
func TestAuthorizationsInBothVersions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		row  string
		want loket.Authorization
	}{
		{`{"id":"3f6a9c1d-8e02-4b75-9d14-c0b7e5f2a812","description":"GetEmployeesByEmployerId"}`, loket.Authorization{ID: "3f6a9c1d-8e02-4b75-9d14-c0b7e5f2a812", Activity: "GetEmployeesByEmployerId"}},
		{`{"name":"GetEmployeesByEmployerId"}`, loket.Authorization{Activity: "GetEmployeesByEmployerId"}},
	}
	for _, tt := range tests {
		client, w := newClient(t)
		w.answer("GET", employerPath+"/authorizations", http.StatusOK, `{`+noVersionInfo+`,"_embedded":[`+tt.row+`]}`) // a list without pages (§3.1)
		authorizations, err := loket.Collect(client.Authorizations.All(t.Context(), employerID, nil))
		require.NoError(t, err)
		require.Equal(t, []loket.Authorization{tt.want}, authorizations)
		require.Equal(t, "application/json;version=2019-02-11", w.only(t).Header.Get("Accept"))
	}
}

// loket-rest.md §2: check it at start-up to report missing rights.
func TestWhatTheUserMayNotDo(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerPath+"/authorizations", http.StatusOK, list(1, 1, `{"id":"1","description":"getemployeesbyemployerid"},{"id":"2","description":"GetEmploymentsByEmployerId"}`))
	missing, err := client.Authorizations.Missing(t.Context(), employerID, "GetEmployeesByEmployerId", "GetCustomFieldsByEmployerId", "GetEmploymentsByEmployerId", "GetDepartmentsByEmployerId")
	require.NoError(t, err)
	require.Equal(t, []string{"GetCustomFieldsByEmployerId", "GetDepartmentsByEmployerId"}, missing)

	w.answer("GET", employerPath+"/authorizations", http.StatusNotFound, "")
	_, err = client.Authorizations.Missing(t.Context(), employerID, "GetEmployeesByEmployerId")
	require.ErrorIs(t, err, loket.ErrNotFound)
}

func TestAnAuthorizationOfAnotherShapeIsAnError(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerPath+"/authorizations", http.StatusOK, list(1, 1, `7`))
	_, err := loket.Collect(client.Authorizations.All(t.Context(), employerID, nil))
	require.ErrorContains(t, err, "another shape")
}
