package afas_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jarcoal/httpmock"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// connector plays one GetConnector and remembers what it was asked.
type connector struct {
	mu      sync.Mutex
	queries []string
	busy    int
	most    int           // calls at the same time
	delay   time.Duration // of each answer
	given   int           // answers that were waited for
}

// play lets the mock answer the requests for a GetConnector: call counts them from 0.
func play(mock *httpmock.MockTransport, name string, answer func(call int, query url.Values) string) *connector {
	c := &connector{}
	c.listen(mock, name, answer)
	return c
}

// listen lets the mock answer for the connector under one more name.
func (c *connector) listen(mock *httpmock.MockTransport, name string, answer func(call int, query url.Values) string) {
	mock.RegisterResponder(http.MethodGet, base+"/connectors/"+name, func(req *http.Request) (*http.Response, error) {
		call := c.enter(req.URL.RawQuery)
		defer c.leave()
		if err := c.wait(req.Context()); err != nil {
			return nil, err
		}
		return httpmock.NewStringResponse(http.StatusOK, answer(call, req.URL.Query())), nil
	})
}

func (c *connector) enter(query string) (call int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.queries = append(c.queries, query)
	c.busy++
	c.most = max(c.most, c.busy)
	return len(c.queries) - 1
}

func (c *connector) leave() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.busy--
}

func (c *connector) wait(ctx context.Context) error {
	select {
	case <-time.After(c.delay):
		c.mu.Lock()
		defer c.mu.Unlock()
		c.given++
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// asked gives the queries so far, readable: decoded, parameters in alphabetical order.
func (c *connector) asked() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var readable []string
	for _, query := range c.queries {
		text, err := url.QueryUnescape(query)
		if err != nil {
			text = err.Error()
		}
		readable = append(readable, text)
	}
	return readable
}

func (c *connector) calls() int { return len(c.asked()) }

// answer gives an answer with these rows. Its echo of skip and take is wrong, as in samples of the vendor (afas-profit-rest.md §3.2).
func answer(rows ...string) string {
	return `{"skip":7,"take":2,"rows":[` + strings.Join(rows, ",") + `]}`
}

// numbered gives rows with an Id from first to before end.
func numbered(first, end int) []string {
	var rows []string
	for id := first; id < end; id++ {
		rows = append(rows, fmt.Sprintf(`{"Id":%d}`, id))
	}
	return rows
}

// table answers like a GetConnector with these rows: by skip and take alone.
func table(rows []string) func(int, url.Values) string {
	return func(_ int, query url.Values) string {
		skip, take := number(query, "skip"), number(query, "take")
		skip = min(skip, len(rows))
		return answer(rows[skip:min(skip+take, len(rows))]...)
	}
}

func number(query url.Values, name string) int {
	n := 0
	_, _ = fmt.Sscan(query.Get(name), &n)
	return n
}

// numberedRow is what numbered rows are read into.
type numberedRow struct {
	ID int `json:"Id"`
}

func ids(rows []numberedRow) []int {
	var ids []int
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	return ids
}

// upTo gives the numbers from 0 to before n.
func upTo(n int) []int {
	numbers := make([]int, n)
	for i := range numbers {
		numbers[i] = i
	}
	return numbers
}

// queryOf gives the encoded query with which a page is read under these options, or the error. No error comes after a request.
func queryOf(t *testing.T, opts *afas.GetOptions) (string, error) {
	t.Helper()
	client, mock := newClient(t)
	c := play(mock, "C", func(int, url.Values) string { return answer() })
	_, err := afas.GetConnector[afas.Row](client, "C").Page(t.Context(), opts)
	if err != nil {
		if c.calls() != 0 {
			t.Error("a request was sent")
		}
		return "", err
	}
	return c.queries[0], nil
}
