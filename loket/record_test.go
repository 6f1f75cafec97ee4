package loket_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"syscall"
	"testing"
	"testing/synctest"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

var employee = loket.Operation{Path: "/providers/employers/employees/{employeeId}", IDs: []string{employeeID}, Version: "2021-03-29"}

const employeePath = "/providers/employers/employees/" + employeeID

// etag is as loket-rest.md §10 shape 11 has it.
const etag = `"AAAAAAB3xY0="`

func withETag(value string, r httpmock.Responder) httpmock.Responder {
	return r.HeaderSet(http.Header{"Etag": {value}})
}

// loket-rest.md §5.1, §10 shapes 11 and 12: read, change, and send the whole record with the ETag exactly as it came.
func TestReadingARecordAndReplacingIt(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.RegisterResponder("GET", base+"/v2"+employeePath, withETag(etag, respond(http.StatusOK, detail(`{"id":"P1","code":17}`))))
	w.RegisterResponder("PUT", base+"/v2"+employeePath, withETag(`W/"2"`, respond(http.StatusOK, detail(`{"id":"P1","code":18}`))))

	record, err := loket.Get[row](t.Context(), client, employee)
	require.NoError(t, err)
	require.Equal(t, row{"P1", 17}, record.Value)
	require.Equal(t, etag, record.ETag)

	record.Value.Code = 18
	next, err := loket.Put[row](t.Context(), client, employee, record.Value, record.ETag)
	require.NoError(t, err)
	require.Equal(t, row{"P1", 18}, next.Value)
	require.Equal(t, `W/"2"`, next.ETag)

	sent := w.sent()
	require.Len(t, sent, 2)
	require.NotContains(t, sent[0].Header, "Content-Type")
	require.NotContains(t, sent[0].Header, "If-Match")
	put := sent[1]
	require.Equal(t, "PUT "+base+"/v2"+employeePath, put.Method+" "+put.URL)
	require.Equal(t, []string{etag}, put.Header["If-Match"])
	require.Equal(t, []string{"application/json"}, put.Header["Content-Type"], "without a version (loket-rest.md §1)")
	require.Equal(t, []string{"application/json;version=2021-03-29"}, put.Header["Accept"])
	require.JSONEq(t, `{"id":"P1","code":18}`, put.Body)
}

func TestReplacingWithoutAnETagComparesNothing(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("PUT", employeePath, http.StatusOK, detail(`{}`))
	_, err := loket.Put[row](t.Context(), client, employee, row{}, "")
	require.NoError(t, err)
	require.NotContains(t, w.only(t).Header, "If-Match")
}

// loket-rest.md §6.2, §10 shape 12.
func TestReplacingWhatSomeoneElseHasChanged(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusConflict, http.StatusPreconditionFailed} {
		client, w := newClient(t)
		w.answer("PUT", employeePath, status, `{"version":{},"messages":[{"code":1,"id":null,"type":"BrokenBusinessRule","description":"The record was changed in the meantime","properties":[]}],"content":{}}`)
		_, err := loket.Put[row](t.Context(), client, employee, row{}, etag)
		require.ErrorIs(t, err, loket.ErrConflict)
		require.NotErrorIs(t, err, loket.ErrBusinessRule)
		require.ErrorContains(t, err, "The record was changed in the meantime")
		require.ErrorContains(t, err, "read it again")
		w.only(t)
	}
}

// loket-rest.md §5.1: 201 with what Loket made of it.
func TestCreatingARecord(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.RegisterResponder("POST", base+"/v2"+departmentsPath, withETag(etag, respond(http.StatusCreated, detail(`{"id":"D1","code":40}`))))
	record, err := loket.Post[row](t.Context(), client, departments, map[string]any{"code": 40})
	require.NoError(t, err)
	require.Equal(t, row{"D1", 40}, record.Value)
	require.Equal(t, etag, record.ETag)
	post := w.only(t)
	require.JSONEq(t, `{"code":40}`, post.Body)
	require.Equal(t, "application/json", post.Header.Get("Content-Type"))
}

// loket-rest.md §5.3, §3.4, §10 shape 30: actions answer with a record, with nothing, or later.
func TestActions(t *testing.T) {
	t.Parallel()
	terminate := loket.Operation{Path: "/providers/employers/employees/employments/{employmentId}/terminate", IDs: []string{employmentID}, Version: "2019-12-16"}
	const path = "/providers/employers/employees/employments/" + employmentID + "/terminate"
	tests := []struct {
		what   string
		body   any
		sent   string
		status int
		answer string
		want   row
	}{
		{"with a body", map[string]any{"endDate": "2026-03-31", "endOfEmploymentReason": map[string]int{"key": 8}}, `{"endDate":"2026-03-31","endOfEmploymentReason":{"key":8}}`, 200, detail(`{"id":"M1"}`), row{ID: "M1"}},
		{"without a body, as reinstate has none", nil, "", 200, detail(`{"id":"M1"}`), row{ID: "M1"}},
		{"answered with nothing", []map[string]string{{"id": "R1", "action": "confirm"}}, `[{"id":"R1","action":"confirm"}]`, 200, "", row{}},
		{"answered with white space", nil, "", 200, "\r\n", row{}},
		{"answered with an empty list", nil, "", 200, list(1, 0, ""), row{}},
		{"answered with several records", nil, "", 200, list(1, 1, `{"id":"M1"},{"id":"M2"}`), row{}},
		{"accepted, with nothing", nil, "", 202, "", row{}},
		{"accepted, with an id", nil, "", 202, `{"content":{"id":"R1"}}`, row{ID: "R1"}},
		{"answered without content", nil, "", 204, "", row{}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("PATCH", path, tt.status, tt.answer)
			record, err := loket.Patch[row](t.Context(), client, terminate, tt.body)
			require.NoError(t, err)
			require.Equal(t, tt.want, record.Value)
			patch := w.only(t)
			require.Equal(t, "application/json;version=2019-12-16", patch.Header.Get("Accept"))
			if tt.sent == "" {
				require.Empty(t, patch.Body)
				require.NotContains(t, patch.Header, "Content-Type")
				return
			}
			require.JSONEq(t, tt.sent, patch.Body)
			require.Equal(t, "application/json", patch.Header.Get("Content-Type"))
		})
	}
}

// loket-rest.md §6.3, §10 shape 27: an action on several records may fail for some of them under either status; the messages tell of which.
func TestAnActionThatFailsForSomeRecords(t *testing.T) {
	t.Parallel()
	const body = `{"messages":[{"code":12,"id":"aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502","type":"BrokenBusinessRule","description":"Leave request is no longer open","properties":[]}],"content":{}}`
	for _, status := range []int{http.StatusOK, http.StatusBadRequest} {
		client, w := newClient(t)
		w.answer("PATCH", "/leaverequests", status, body)
		record, err := loket.Patch[row](t.Context(), client, loket.Operation{Path: "/leaverequests"}, []any{})
		var messages []loket.Message
		if status == http.StatusOK {
			require.NoError(t, err)
			messages = record.Messages
		} else {
			require.ErrorIs(t, err, loket.ErrBusinessRule)
			e, ok := errors.AsType[*loket.Error](err)
			require.True(t, ok)
			messages = e.Messages
		}
		require.Len(t, messages, 1)
		require.Equal(t, "aa0d7c52-6f1b-4e83-9c20-b4d8e7a6f502", messages[0].ID)
	}
}

// loket-rest.md §5.1: 200 with an empty content, never 204; anything goes that says success.
func TestRemovingARecord(t *testing.T) {
	t.Parallel()
	for _, body := range []string{detail("{}"), detail("null"), detail("[]"), "", detail(`{"id":7}`)} {
		client, w := newClient(t)
		w.answer("DELETE", employeePath, http.StatusOK, body)
		require.NoError(t, loket.Delete(t.Context(), client, employee), body)
		require.Empty(t, w.only(t).Body)
	}
}

// loket-rest.md §10 shape 29: files come in the media type that is asked for.
func TestDownloadingAFile(t *testing.T) {
	t.Parallel()
	for version, accept := range map[string]string{"": "application/pdf", "2018-01-01": "application/pdf;version=2018-01-01"} {
		client, w := newClient(t)
		w.RegisterResponder("GET", base+"/v2/payslips/R1", respond(http.StatusOK, "%PDF-1.7\n").HeaderSet(http.Header{"Content-Type": {"application/pdf"}}))
		var file bytes.Buffer
		mediaType, err := loket.Download(t.Context(), client, loket.Operation{Path: "/payslips/{payrollrunId}", IDs: []string{"R1"}, Version: version}, "application/pdf", &file)
		require.NoError(t, err)
		require.Equal(t, "application/pdf", mediaType)
		require.Equal(t, "%PDF-1.7\n", file.String())
		require.Equal(t, []string{accept}, w.only(t).Header["Accept"])
	}
}

func TestDownloadingAFileThatIsNotThere(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", "/payslips/R1", http.StatusNotFound, "")
	var file bytes.Buffer
	_, err := loket.Download(t.Context(), client, loket.Operation{Path: "/payslips/R1"}, "application/pdf", &file)
	require.ErrorIs(t, err, loket.ErrNotFound)
	require.Zero(t, file.Len())
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, syscall.ENOSPC }

func TestDownloadingToAPlaceThatIsFull(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", "/payslips/R1", http.StatusOK, "%PDF")
	_, err := loket.Download(t.Context(), client, loket.Operation{Path: "/payslips/R1"}, "application/pdf", full{})
	require.ErrorIs(t, err, syscall.ENOSPC)
}

func TestABodyThatCannotBeEncoded(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	_, err := loket.Post[row](t.Context(), client, departments, map[string]any{"marked": func() {}})
	require.ErrorContains(t, err, "the body cannot be encoded as JSON")
	requireClean(t, err.Error())
	require.Empty(t, w.sent())
}

// writeFaults are what may happen to a write, with how often it is sent and the kind of the error.
var writeFaults = []struct {
	what    string
	happens httpmock.Responder
	sent    int
	is      error
}{
	{"no connection", httpmock.NewErrorResponder(&net.OpError{Op: "dial", Net: "tcp", Err: syscall.ECONNREFUSED}), 4, loket.ErrUnavailable},
	{"429", respond(http.StatusTooManyRequests, ""), 4, loket.ErrRateLimited},
	{"500", respond(http.StatusInternalServerError, ""), 1, nil},
	{"502", respond(http.StatusBadGateway, "<html>"), 1, loket.ErrUnknownOutcome},
	{"503", respond(http.StatusServiceUnavailable, ""), 1, loket.ErrUnknownOutcome},
	{"504", respond(http.StatusGatewayTimeout, ""), 1, loket.ErrUnknownOutcome},
	{"503 of the API itself", respond(http.StatusServiceUnavailable, "").HeaderSet(http.Header{"Retry-After": {"1"}}), 1, loket.ErrUnavailable},
	{"a connection that breaks", httpmock.NewErrorResponder(&net.OpError{Op: "read", Net: "tcp", Err: syscall.ECONNRESET}), 1, loket.ErrUnknownOutcome},
	{"no answer", func(req *http.Request) (*http.Response, error) {
		<-req.Context().Done()
		return nil, req.Context().Err()
	}, 1, loket.ErrUnknownOutcome},
	{"a body that is cut off", func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(io.MultiReader(bytes.NewReader([]byte(`{"con`)), errorReader{io.ErrUnexpectedEOF}))}, nil
	}, 1, loket.ErrUnknownOutcome},
	{"success with half a document", respond(http.StatusOK, `{"content":{"id":`), 1, loket.ErrUnknownOutcome},
	{"success with a page of a proxy", respond(http.StatusOK, `<html>`), 1, loket.ErrUnknownOutcome},
	{"success with a record that does not fit", respond(http.StatusOK, detail(`{"id":7}`)), 1, loket.ErrUnknownOutcome},
	{"400", respond(http.StatusBadRequest, ""), 1, nil},
	{"409", respond(http.StatusConflict, ""), 1, loket.ErrConflict},
}

// design.md "Repeating a request": a write is sent again only where it provably was not carried out.
func TestHowOftenAWriteIsSent(t *testing.T) {
	t.Parallel()
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodPatch} {
		for _, tt := range writeFaults {
			t.Run(method+", "+tt.what, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					client, w := newClient(t)
					w.RegisterResponder(method, base+"/v2"+employeePath, tt.happens)
					_, err := write(t.Context(), client, method)
					require.Error(t, err)
					require.Len(t, w.sent(), tt.sent)
					requireKind(t, err, tt.is)
					for _, r := range w.sent() {
						require.JSONEq(t, `{"id":"P1","code":1}`, r.Body)
					}
				})
			})
		}
	}
}

// write changes the employee in the way of the method.
func write(ctx context.Context, client *loket.Client, method string) (*loket.Record[row], error) {
	body := row{"P1", 1}
	switch method {
	case http.MethodPost:
		return loket.Post[row](ctx, client, employee, body)
	case http.MethodPut:
		return loket.Put[row](ctx, client, employee, body, etag)
	case http.MethodPatch:
		return loket.Patch[row](ctx, client, employee, body)
	}
	return nil, fmt.Errorf("no such method: %s", method)
}

type errorReader struct{ err error }

func (r errorReader) Read([]byte) (int, error) { return 0, r.err }
