package loket_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §3.3 and §3.4: where a record is, in every shape that the documentation shows.
func TestTheRecordInAnAnswer(t *testing.T) {
	t.Parallel()
	want := row{ID: "X1", Code: 40}
	tests := []struct {
		what, body string
	}{
		{"content, as details have it", detail(`{"id":"X1","code":40}`)},
		{"content without version and messages, as an initiated payroll run has it", `{"content":{"id":"X1","code":40}}`},
		{"content with paging numbers, as the vendor's general example has it", `{"totalSize":1,"pageSize":250,"totalPages":1,"currentPage":1,` + noVersionInfo + `,"content":{"id":"X1","code":40}}`},
		{"a list of one, as a custom field has it", list(1, 1, `{"id":"X1","code":40}`)},
		{"an object where the list should be, as integrations have it", `{` + noVersionInfo + `,"_embedded":{"id":"X1","code":40}}`},
		{"members beside the paging numbers, as a new employment has it", `{"totalSize":1,"pageSize":250,"totalPages":1,"currentPage":1,` + noVersionInfo + `,"id":"X1","code":40}`},
		{"no envelope at all, as a new employee has it", `{"id":"X1","code":40}`},
		{"content beside an empty list", `{` + noVersionInfo + `,"_embedded":null,"content":{"id":"X1","code":40}}`},
		{"members that nobody knows yet, at every level", `{"_links":{"self":"x"},` + noVersionInfo + `,"content":{"id":"X1","code":40,"new":{"deep":[1]}}}`},
		{"members of the envelope that are null", `{"totalSize":null,"totalPages":null,"version":null,"messages":null,"content":{"id":"X1","code":40}}`},
		{"members of its own that an envelope has with other types", `{"id":"X1","code":40,"version":"3","messages":"none","totalPages":"many"}`},
		{"an array of one", `[{"id":"X1","code":40}]`},
		{"a byte order mark in front", "\ufeff" + detail(`{"id":"X1","code":40}`)},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			anything := loket.Operation{Path: "/things/{id}", IDs: []string{"X1"}}
			w.answer("GET", "/things/X1", http.StatusOK, tt.body)
			w.answer("POST", "/things/X1", http.StatusCreated, tt.body)

			read, err := loket.Get[row](t.Context(), client, anything)
			require.NoError(t, err)
			require.Equal(t, want, read.Value)
			created, err := loket.Post[row](t.Context(), client, anything, row{})
			require.NoError(t, err)
			require.Equal(t, want, created.Value)
		})
	}
}

// loket-rest.md §10 shape 39: the created ids stand where they stand.
func TestIrregularCreates(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("POST", "/providers/employers/"+employerID+"/employee", http.StatusCreated, `{"employeeId":"`+employeeID+`","employmentId":"`+employmentID+`"}`)
	type ids struct{ EmployeeID, EmploymentID string }
	created, err := loket.Post[ids](t.Context(), client, loket.Operation{Path: "/providers/employers/{employerId}/employee", IDs: []string{employerID}}, row{})
	require.NoError(t, err)
	require.Equal(t, ids{employeeID, employmentID}, created.Value)
}

// Where Loket says that there is nothing, the members of the envelope are not taken for those of the record.
func TestAnAnswerWithoutARecord(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		`{"version":null,"messages":[],"content":null,"id":"of the envelope"}`,
		`{"messages":[],"_embedded":null,"id":"of the envelope"}`,
		detail("{}"),
	} {
		client, w := newClient(t)
		w.answer("GET", "/things", http.StatusOK, body)
		record, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
		require.NoError(t, err)
		require.Zero(t, record.Value)
	}
}

func TestAnAnswerOfAnotherShape(t *testing.T) {
	t.Parallel()
	tests := []struct{ what, body, says string }{
		{"two records where one is asked for", list(1, 1, `{"id":"X1"},{"id":"X2"}`), "another shape"},
		{"no record in the list", list(1, 1, ``), "another shape"},
		{"a text for a number", detail(`{"id":"X1","code":"marked"}`), `"code" is not a int`},
		{"a text for a record", detail(`"marked"`), "another shape"},
		{"an array of something else", `["marked"]`, "another shape"},
		{"half an array", `["marked",]`, "another shape"},
		{"no JSON inside braces", `{marked}`, "another shape"},
		{"HTML", `<!DOCTYPE html><p>marked`, "HTML"},
		{"nothing", ``, "empty"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("GET", "/things", http.StatusOK, tt.body)
			record, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
			require.Nil(t, record)
			require.ErrorContains(t, err, tt.says)
			require.ErrorContains(t, err, "loket: GET v2/things")
			requireClean(t, err.Error())
			w.only(t)
		})
	}
}

// loket-rest.md §3.3, §10 shapes 9 and 28: what a list may look like.
func TestTheEntriesInAnAnswer(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what, body string
		want       []row
	}{
		{"a list", list(1, 1, `{"id":"X1","code":1},{"id":"X2","code":2}`), []row{{"X1", 1}, {"X2", 2}}},
		{"a list without paging numbers", `{` + noVersionInfo + `,"_embedded":[{"id":"X1","code":1}]}`, []row{{"X1", 1}}},
		{"an object where the list should be", `{` + noVersionInfo + `,"_embedded":{"id":"X1","code":1}}`, []row{{"X1", 1}}},
		{"an empty list", list(1, 0, ``), []row{}},
		{"an empty list on a page that counts", list(1, 1, ``), []row{}},
		{"an array without an envelope", `[{"id":"X1","code":1}]`, []row{{"X1", 1}}},
		{"null for a list", `{` + noVersionInfo + `,"_embedded":null}`, []row{}},
		{"no list", `{` + noVersionInfo + `}`, []row{}},
		{"entries with members that nobody knows yet", list(1, 1, `{"id":"X1","code":1,"new":{}}`), []row{{"X1", 1}}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("GET", departmentsPath, http.StatusOK, tt.body)
			page, err := loket.Page[row](t.Context(), client, departments, nil)
			require.NoError(t, err)
			require.Equal(t, tt.want, page.Entries)
		})
	}
}

// A number of pages that is not understood must not make a list look complete.
func TestPagingNumbersOfAnotherShape(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", departmentsPath, http.StatusOK, `{"totalPages":"3","_embedded":[{"id":"X1"}]}`)
	rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
	require.ErrorContains(t, err, "another shape")
	require.Empty(t, rows)
}

// Each entry is decoded into a fresh value: what one leaves out must not come from the one before.
func TestAnEntryTakesNothingFromTheOneBefore(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", departmentsPath, http.StatusOK, list(1, 1, `{"id":"X1","code":1},{"id":"X2","code":null},{"id":"X3"}`))
	rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
	require.NoError(t, err)
	require.Equal(t, []row{{"X1", 1}, {"X2", 0}, {"X3", 0}}, rows)
}

// loket-rest.md §6.1, §10 shape 37: warnings in a good answer.
func TestWarningsInAGoodAnswer(t *testing.T) {
	t.Parallel()
	const warning = `{"code":501,"id":null,"type":"Warning","description":"The function is not in the list","properties":["function"]}`
	want := []loket.Message{{Code: 501, Type: "Warning", Description: "The function is not in the list", Properties: []string{"function"}}}
	client, w := newClient(t)
	w.answer("GET", "/things", http.StatusOK, `{"messages":[`+warning+`],"content":{"id":"X1"}}`)
	w.answer("PUT", "/things", http.StatusOK, `{"messages":[`+warning+`],"content":{"id":"X1"}}`)
	w.answer("GET", departmentsPath, http.StatusOK, `{"messages":[`+warning+`],"_embedded":[{"id":"X1"}]}`)

	record, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.NoError(t, err)
	require.Equal(t, want, record.Messages)
	record, err = loket.Put[row](t.Context(), client, loket.Operation{Path: "/things"}, row{}, "")
	require.NoError(t, err)
	require.Equal(t, want, record.Messages)
	page, err := loket.Page[row](t.Context(), client, departments, nil)
	require.NoError(t, err)
	require.Equal(t, want, page.Messages)
}

// loket-rest.md §3.4: the type of a message may be a key and a value. A message that nobody understands does not cost the answer.
func TestMessagesOfOtherShapes(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", "/things", http.StatusOK, `{"messages":[
		{"code":266,"type":{"key":0,"value":"BrokenBusinessRule"},"description":"Startdate is greater than Enddate."},
		{"code":"new","type":7,"description":"From the future","properties":null},
		"a text"],"content":{"id":"X1"}}`)
	record, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things"})
	require.NoError(t, err)
	require.Equal(t, "X1", record.Value.ID)
	require.Equal(t, []loket.Message{
		{Code: 266, Type: "BrokenBusinessRule", Description: "Startdate is greater than Enddate."},
		{Description: "From the future"},
		{},
	}, record.Messages)
}

// loket-rest.md §1, §10 shape 38: a version that will end is said once for each operation, whatever the ids, also in lists and after writes.
func TestAVersionThatWillEnd(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	client, w := newClient(t, loket.WithLogger(slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelWarn}))))
	const ends = `"version":{"obsoleteDate":"2026-12-31","resourceVersion":"2018-12-31"},"messages":[]`
	w.RegisterResponder("GET", `=~/things/`, respond(http.StatusOK, `{`+ends+`,"content":{"id":"X1"}}`))
	w.RegisterResponder("PUT", `=~/others/`, respond(http.StatusOK, `{`+ends+`,"content":{"id":"X1"}}`))
	w.answer("GET", departmentsPath, http.StatusOK, `{"totalPages":1,`+ends+`,"_embedded":[{"id":"X1"}]}`)
	w.answer("GET", "/quiet", http.StatusOK, detail(`{"id":"X1"}`))

	for _, id := range []string{"marked-1", "marked-2"} {
		_, err := loket.Get[row](t.Context(), client, loket.Operation{Path: "/things/{id}", IDs: []string{id}})
		require.NoError(t, err)
		_, err = loket.Put[row](t.Context(), client, loket.Operation{Path: "/others/{id}", IDs: []string{id}}, row{}, "")
		require.NoError(t, err)
		_, err = loket.Collect(loket.All[row](t.Context(), client, departments, nil))
		require.NoError(t, err)
		_, err = loket.Get[row](t.Context(), client, loket.Operation{Path: "/quiet"})
		require.NoError(t, err)
	}
	text := log.String()
	require.Equal(t, 3, bytes.Count(log.Bytes(), []byte("\n")), text)
	for _, path := range []string{"/things/{id}", "/others/{id}", departments.Path} {
		require.Contains(t, text, "operation="+path)
	}
	require.Contains(t, text, "ends=2026-12-31")
	require.Contains(t, text, "version=2018-12-31")
	requireClean(t, text)
}
