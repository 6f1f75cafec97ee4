package afastest_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// BenchmarkReading reads 100,000 rows of 23 columns in pages of 5,000, by skip and take and by key, and throws the answers away:
// what is left is the server and the network.
func BenchmarkReading(b *testing.B) {
	const rows, page = 100_000, 5_000
	for _, gzip := range []bool{false, true} {
		server, err := afastest.Start(afastest.Environment{
			Connectors: []afastest.Connector{{Name: "Wide", Rows: wide(rows)}},
			Quirks:     afastest.Quirks{NoGzip: !gzip},
		})
		require.NoError(b, err)
		b.Cleanup(server.Close)
		for way, query := range map[string]func(n int) string{
			"skip and take": func(n int) string { return fmt.Sprintf("skip=%d", n) },
			"by key":        func(n int) string { return simple("Key", fmt.Sprintf("%06d", n-1), "4") },
		} {
			b.Run(fmt.Sprintf("%s, gzip %t", way, gzip), func(b *testing.B) {
				for b.Loop() {
					for n := 0; n < rows; n += page {
						fetch(b, server, fmt.Sprintf("/connectors/Wide?take=%d&orderbyfieldids=Key&%s", page, query(n)))
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
			})
		}
	}
}

func wide(n int) func(func(any) bool) {
	return func(yield func(any) bool) {
		for i := range n {
			row := map[string]any{"Key": fmt.Sprintf("%06d", i), "Start": "2021-09-01", "Active": i%2 == 0}
			for column := range 20 {
				row[fmt.Sprintf("Column%02d", column)] = fmt.Sprintf("value %d", i*column)
			}
			if !yield(row) {
				return
			}
		}
	}
}

func fetch(b *testing.B, server *afastest.Server, path string) {
	request, err := http.NewRequestWithContext(b.Context(), http.MethodGet, server.URL+path, nil)
	require.NoError(b, err)
	request.Header.Set("Authorization", classic(server.Token))
	response, err := http.DefaultClient.Do(request)
	require.NoError(b, err)
	defer response.Body.Close()
	require.Equal(b, http.StatusOK, response.StatusCode)
	_, err = io.Copy(io.Discard, response.Body)
	require.NoError(b, err)
}
