package loket_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// Whatever Loket answers, reading it gives records or an error, comes to an end, and makes no error that shows what the answer holds.
func FuzzAnswer(f *testing.F) {
	for _, seed := range []string{
		detail(`{"id":"marked","code":40}`),
		list(1, 2, `{"id":"marked","code":40}`),
		list(1, 0, ``),
		`{"content":{"id":"marked"}}`,
		`{"_embedded":{"id":"marked"}}`,
		`{"_embedded":[],"content":null}`,
		`{"messages":[{"code":1,"type":{"key":0,"value":"BrokenBusinessRule"}}]}`,
		`{"version":{"obsoleteDate":"2026-12-31T00:00:00Z"},"totalPages":1e9,"_embedded":[{"code":"marked"}]}`,
		`[{"id":"marked"}]`,
		`{"totalPages":"marked"}`,
		`"marked"`,
		`<html>`,
		``,
		"\ufeff{}",
	} {
		f.Add([]byte(seed), 200)
		f.Add([]byte(seed), 400)
	}
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		if status < 200 || status > 599 || status == http.StatusTooManyRequests || status >= 502 && status <= 504 {
			return // repeated, after a wait
		}
		client, w := newClient(t, loket.WithRetries(1, 0))
		w.RegisterNoResponder(respond(status, string(body)))
		op := loket.Operation{Path: "/things"}
		record, err := loket.Get[row](t.Context(), client, op)
		require.Equal(t, err == nil, record != nil)
		for _, call := range []error{err, loket.Delete(t.Context(), client, op)} {
			if call != nil && status < 300 {
				require.NotContains(t, call.Error(), "marked")
			}
		}
		rows, err := loket.Collect(loket.All[row](t.Context(), client, op, nil))
		if err != nil && status < 300 {
			require.NotContains(t, err.Error(), "marked")
		}
		require.LessOrEqual(t, len(w.sent()), 2+2+len(rows), "no page is asked for without an end")
	})
}
