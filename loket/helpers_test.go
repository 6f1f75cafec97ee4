package loket_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// The addresses have a path in front, so that a method which forgets about it fails.
const (
	base     = "https://loket.example.test/proxy"
	tokenURL = "https://login.example.test/oauth/token"
)

// The secrets of these tests carry a mark that must not turn up in an error or a log.
const (
	clientID      = "acme"
	clientSecret  = "marked-secret"
	accessToken   = "marked-access-1"
	refreshToken  = "marked-refresh-1"
	employerID    = "8f2c1a44-0b7e-4d0c-9a51-3d2f6e5b7c01"
	employeeID    = "1d6f0c2e-7a35-4b52-8c1e-90aa41d7e502"
	employmentID  = "c07b9e15-52d8-4f6a-b3c9-1f4e2a8d6b03"
	noVersionInfo = `"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[]`
)

// request is a request as it was sent.
type request struct {
	Method string
	URL    string
	Header http.Header
	Body   string
	At     time.Time
}

// wire answers requests as a mock is told to, and keeps them.
type wire struct {
	*httpmock.MockTransport

	mu       sync.Mutex
	requests []request
}

// newWire makes a wire on which a request that nobody expected fails the test. Inside a synctest bubble it has to be made there.
func newWire(t *testing.T) *wire {
	t.Helper()
	w := &wire{MockTransport: httpmock.NewMockTransport()}
	w.RegisterNoResponder(httpmock.NewNotFoundResponder(t.Error))
	return w
}

func (w *wire) RoundTrip(req *http.Request) (*http.Response, error) {
	var body []byte
	if req.Body != nil {
		body, _ = io.ReadAll(req.Body)
		req.Body = io.NopCloser(bytes.NewReader(body))
	}
	w.mu.Lock()
	w.requests = append(w.requests, request{req.Method, req.URL.String(), req.Header.Clone(), string(body), time.Now()})
	w.mu.Unlock()
	return w.MockTransport.RoundTrip(req)
}

// sent gives the requests so far.
func (w *wire) sent() []request {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]request(nil), w.requests...)
}

// only gives the request, when there has been one.
func (w *wire) only(t *testing.T) request {
	t.Helper()
	sent := w.sent()
	require.Len(t, sent, 1)
	return sent[0]
}

// answer answers every request to the path below /v2, with any query, in the same way.
func (w *wire) answer(method, path string, status int, body string) {
	w.RegisterResponder(method, base+"/v2"+path, httpmock.NewStringResponder(status, body))
}

// goodToken is a token that will be good for as long as a test lasts.
func goodToken() *oauth2.Token {
	return &oauth2.Token{AccessToken: accessToken, RefreshToken: refreshToken, TokenType: "Bearer", Expiry: time.Now().Add(24 * time.Hour)}
}

// oldToken is a token with which a client must refresh before its first call.
func oldToken() *oauth2.Token { return &oauth2.Token{RefreshToken: refreshToken} }

// newClient makes a client that has a good access token in its store, and the wire that answers its requests.
func newClient(t *testing.T, opts ...loket.Option) (*loket.Client, *wire) {
	t.Helper()
	return newClientWith(t, loket.MemoryStore(goodToken()), opts...)
}

// newClientWith is newClient with another store.
func newClientWith(t *testing.T, store loket.TokenStore, opts ...loket.Option) (*loket.Client, *wire) {
	t.Helper()
	w := newWire(t)
	opts = append([]loket.Option{
		loket.WithURL(base),
		loket.WithTokenURL(tokenURL),
		loket.WithHTTPClient(&http.Client{Transport: w}),
	}, opts...)
	client, err := loket.NewClient(loket.RefreshToken(clientID, clientSecret, store), opts...)
	require.NoError(t, err)
	return client, w
}

// list is the answer of a list: this page of so many pages (loket-rest.md §3.3).
func list(page, pages int, rows string) string {
	total := 3
	switch {
	case page > 1 && rows == "": // the list has become shorter
		total = 2 * (page - 1)
	case max(page, pages) > 1: // two entries on a page
		total = 2 * max(page, pages)
	}
	return fmt.Sprintf(`{"totalSize":%d,"pageSize":250,"totalPages":%d,"currentPage":%d,%s,"_embedded":[%s]}`, total, pages, page, noVersionInfo, rows)
}

// detail is the answer with one record.
func detail(content string) string {
	return fmt.Sprintf(`{%s,"content":%s}`, noVersionInfo, content)
}

// row is an entry of the lists of these tests.
type row struct {
	ID   string `json:"id"`
	Code int    `json:"code"`
}

// departments is the list that most of these tests read.
var departments = loket.Operation{Path: "/providers/employers/{employerId}/departments", IDs: []string{employerID}, Version: "2018-01-01"}

const departmentsPath = "/providers/employers/" + employerID + "/departments"

// requireClean checks that nothing that is secret or personal is in a text.
func requireClean(t *testing.T, text string) {
	t.Helper()
	require.NotContains(t, text, "marked")
	require.NotContains(t, text, "@")
}

// respond is an answer.
func respond(status int, body string) httpmock.Responder {
	return httpmock.NewStringResponder(status, body)
}
