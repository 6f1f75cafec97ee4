package api_test

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// A log is an allow-list: operation, status, duration, try. Never a query, a header or a body (go-sdk-style.md "Errors people can act on").
func TestTheLogShowsWhatHappenedAndNothingElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log strings.Builder
		server := answers(withHeader(status(503, "marked-body"), "X-Header", "marked-header"), status(200, `{"Name":"marked-row"}`))
		c := newClient(t, base, server, func(c *api.Config) {
			c.Log = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug - 8}))
			c.Header = http.Header{"Authorization": {"marked-token"}}
		})
		r := write()
		r.Write, r.Query, r.Body = false, "filtervalues=marked-filter", []byte("marked-sent")
		_, err := c.Do(t.Context(), r)
		require.NoError(t, err)
		require.NotContains(t, log.String(), "marked")
		require.NotContains(t, log.String(), "filtervalues")
		lines := strings.Split(strings.TrimSpace(log.String()), "\n")
		require.Len(t, lines, 3)
		for i, says := range []string{`"msg":"test: exchange","op":"POST things","status":503`, `"msg":"test: repeating","op":"POST things","status":503,"try":2`, `"msg":"test: exchange","op":"POST things","status":200`} {
			require.Contains(t, lines[i], says)
		}
		require.Contains(t, lines[1], `"level":"WARN"`)
	})
}

// A buffer of the caller's is filled again for each request, and a failed try leaves nothing in it.
func TestTheAnswerGoesIntoTheCallersBuffer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		r := read()
		r.Into = bytes.NewBufferString("left over")
		answer, err := newClient(t, base, answers(cutBody(`{"half":`, io.ErrUnexpectedEOF), status(200, `{"whole":1}`))).Do(t.Context(), r)
		require.NoError(t, err)
		require.Equal(t, `{"whole":1}`, string(answer.Body))
		require.Equal(t, `{"whole":1}`, r.Into.String())
	})
}
