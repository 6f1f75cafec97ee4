package loket_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// anything makes the wire answer every request.
func anything(w *wire) {
	w.RegisterNoResponder(httpmock.NewStringResponder(http.StatusOK, detail("{}")))
}

// loket-rest.md §1: everything is below /v2, except the operations of a person; ids take the places of the names in braces.
func TestTheAddressOfAnOperation(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what string
		op   loket.Operation
		url  string // below the base address
	}{
		{"without ids", loket.Operation{Path: "/providers/employers"}, "/v2/providers/employers"},
		{"with an id at the end", loket.Operation{Path: "/providers/employers/{employerId}", IDs: []string{"E1"}}, "/v2/providers/employers/E1"},
		{"with an id in the middle", loket.Operation{Path: "/providers/employers/{employerId}/departments", IDs: []string{"E1"}}, "/v2/providers/employers/E1/departments"},
		{"with ids in their order", loket.Operation{Path: "/a/{first}/b/{second}", IDs: []string{"1", "2"}}, "/v2/a/1/b/2"},
		{"of a person", loket.Operation{Path: "/person/account/person/employees/{employeeId}/information", IDs: []string{"P1"}}, "/person/account/person/employees/P1/information"},
		{"of a word that only begins so", loket.Operation{Path: "/personnel"}, "/v2/personnel"},
		{"as the newer documentation writes it, with the version", loket.Operation{Path: "/v2/providers/employers"}, "/v2/providers/employers"},
		{"without a slash in front", loket.Operation{Path: "providers/employers"}, "/v2/providers/employers"},
		{"with a slash in the id", loket.Operation{Path: "/a/{id}", IDs: []string{"x/../y"}}, "/v2/a/x%2F..%2Fy"},
		{"with a question mark in the id", loket.Operation{Path: "/a/{id}", IDs: []string{"x?y=z"}}, "/v2/a/x%3Fy=z"},
		{"with a percent sign in the id", loket.Operation{Path: "/a/{id}", IDs: []string{"50%"}}, "/v2/a/50%25"},
		{"with braces in the id", loket.Operation{Path: "/a/{id}/{next}", IDs: []string{"{next}", "2"}}, "/v2/a/%7Bnext%7D/2"},
		{"with a query", loket.Operation{Path: "/a", Query: url.Values{"referenceDate": {"2026-01-01"}}}, "/v2/a?referenceDate=2026-01-01"},
		{"with spaces and a plus in the query", loket.Operation{Path: "/a", Query: url.Values{"q": {"a b+c"}}}, "/v2/a?q=a%20b%2Bc"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			anything(w)
			_, err := loket.Get[row](t.Context(), client, tt.op)
			require.NoError(t, err)
			require.Equal(t, base+tt.url, w.only(t).URL)
		})
	}
}

// loket-rest.md §1: the resource version goes into Accept. Without one Loket takes the newest.
func TestTheVersionOfAnOperation(t *testing.T) {
	t.Parallel()
	for version, accept := range map[string]string{"2021-03-29": "application/json;version=2021-03-29", "": "application/json"} {
		t.Run("is "+accept, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			anything(w)
			op := loket.Operation{Path: "/providers/employers/employees/{employeeId}", IDs: []string{employeeID}, Version: version}
			_, err := loket.Get[row](t.Context(), client, op)
			require.NoError(t, err)
			_, err = loket.Post[row](t.Context(), client, op, row{})
			require.NoError(t, err)
			for _, r := range w.sent() {
				require.Equal(t, []string{accept}, r.Header["Accept"])
			}
		})
	}
}

// wrongOperations cannot be sent, for the reason that the error gives.
var wrongOperations = []struct {
	what string
	op   loket.Operation
	says string
}{
	{"no id", loket.Operation{Path: "/a/{employerId}"}, "an id is missing for {employerId}"},
	{"fewer ids than names", loket.Operation{Path: "/a/{first}/{second}", IDs: []string{"1"}}, "an id is missing for {second}"},
	{"more ids than names", loket.Operation{Path: "/a/{first}", IDs: []string{"1", "2"}}, "more ids than places"},
	{"an id without a place", loket.Operation{Path: "/a", IDs: []string{"1"}}, "more ids than places"},
	{"an empty id", loket.Operation{Path: "/a/{id}", IDs: []string{""}}, "is empty"},
	{"a dot for an id", loket.Operation{Path: "/a/{id}", IDs: []string{"."}}, "made of dots"},
	{"two dots for an id", loket.Operation{Path: "/a/{id}", IDs: []string{".."}}, "made of dots"},
	{"two dots in the path", loket.Operation{Path: "/a/../b"}, "made of dots"},
	{"no path", loket.Operation{}, "is empty"},
	{"a version that is no date", loket.Operation{Path: "/a", Version: "v2"}, "a version is a date such as 2018-01-01"},
	{"a version with more in it", loket.Operation{Path: "/a", Version: "2018-01-01;q=1"}, "a version is a date"},
}

// everyCall is every function that takes an operation.
var everyCall = map[string]func(*testing.T, *loket.Client, loket.Operation) error{
	"Get": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Get[row](t.Context(), c, op)
		return err
	},
	"Post": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Post[row](t.Context(), c, op, row{})
		return err
	},
	"Put": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Put[row](t.Context(), c, op, row{}, `"1"`)
		return err
	},
	"Patch": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Patch[row](t.Context(), c, op, nil)
		return err
	},
	"Delete": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		return loket.Delete(t.Context(), c, op)
	},
	"Download": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Download(t.Context(), c, op, "application/pdf", io.Discard)
		return err
	},
	"Page": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		_, err := loket.Page[row](t.Context(), c, op, nil)
		return err
	},
	"All": func(t *testing.T, c *loket.Client, op loket.Operation) error {
		rows, err := loket.Collect(loket.All[row](t.Context(), c, op, nil))
		require.Empty(t, rows)
		return err
	},
}

// Every function that takes an operation says what is wrong with it, and sends nothing.
func TestAnOperationThatCannotBeSent(t *testing.T) {
	t.Parallel()
	for _, tt := range wrongOperations {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			for name, call := range everyCall {
				client, w := newClient(t)
				err := call(t, client, tt.op)
				require.ErrorContains(t, err, tt.says, name)
				require.True(t, strings.HasPrefix(err.Error(), "loket: operation "+tt.op.Path), "%s: %v", name, err)
				require.Empty(t, w.sent(), name)
			}
		})
	}
}

// An id that is wrong may be anything that was in the wrong place: it is not repeated.
func TestAnOperationThatCannotBeSentDoesNotTellItsIDs(t *testing.T) {
	t.Parallel()
	client, _ := newClient(t)
	_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/a/{id}", IDs: []string{"marked", "marked@example.test"}})
	require.Error(t, err)
	requireClean(t, err.Error())
}
