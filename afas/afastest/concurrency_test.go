package afastest_test

import (
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// Every method may be called at any time: this test is for the race detector.
func TestEverythingAtOnce(t *testing.T) {
	t.Parallel()
	server := numbers(t, 200, afastest.Quirks{Shuffle: true})
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for round := range 10 {
				recorder := serve(server, "/connectors/Numbers?take=20&orderbyfieldids=N&"+simple("Parity,N", "1,5", "1,4"))
				if recorder.Code != http.StatusOK {
					t.Errorf("status %d", recorder.Code)
				}
				switch worker {
				case 0:
					_ = server.SetRows("Numbers", []map[string]any{{"N": round, "Parity": 1}})
				case 1:
					server.Fault(afastest.Delay(time.Microsecond).Times(1))
					server.ClearFaults()
				case 2:
					server.RevokeTokens()
					_ = server.Requests()
				case 3:
					server.OnRequest(func(r afastest.Request) { _ = r.Connector() })
					_ = server.SetConnector(afastest.Connector{Name: "Another"})
				case 4:
					_ = serve(server, "/metainfo")
					server.ResetRequests()
				}
			}
		})
	}
	all.Wait()
	server.Close()
	require.Panics(t, func() { serve(server, "/metainfo") })
}
