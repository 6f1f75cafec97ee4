package afas_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// member is a row of the GetConnector Members.
type member struct {
	ID    int         `json:"Id"`
	Name  string      `json:"Name"`
	Fte   json.Number `json:"Fte"`
	Since civil.Date  `json:"Since"`
}

// members starts a server with 50 members and gives a client that does not wait long between tries.
func members(t *testing.T, env afastest.Environment, replaced ...string) (*afastest.Server, *afas.Rows[member]) {
	t.Helper()
	var rows []map[string]any
	for i := range 50 {
		rows = append(rows, map[string]any{"Id": i, "Name": fmt.Sprintf("Member %d", i), "Fte": json.Number("-0.5"), "Since": "2021-09-01"})
	}
	env.Connectors = []afastest.Connector{{
		Name:     "Members",
		Rows:     rows,
		Fields:   []afastest.Field{{ID: "Id", DataType: "int"}, {ID: "Name", DataType: "string"}, {ID: "Fte", DataType: "decimal"}, {ID: "Since", DataType: "date"}},
		Replaced: replaced,
	}}
	server, err := afastest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	client, err := afas.NewClient("", afas.Token(server.Token), afas.WithBaseURL(server.URL), afas.WithRetries(3, time.Millisecond))
	require.NoError(t, err)
	return server, afas.GetConnector[member](client, "Members")
}

func wantMembers() []member {
	var all []member
	for i := range 50 {
		all = append(all, member{i, fmt.Sprintf("Member %d", i), "-0.5", civil.Date{Year: 2021, Month: 9, Day: 1}})
	}
	return all
}

// bothWays are the two ways of reading all rows, in pages of seven.
var bothWays = []*afas.GetOptions{{OrderBy: []string{"Id"}, Take: 7}, {Key: "Id", Take: 7}}

func TestEveryKindOfServerIsReadTheSame(t *testing.T) {
	t.Parallel()
	for name, quirks := range map[string]afastest.Quirks{
		"Profit 7":                                     {},
		"Profit 6 (afas-profit-rest.md §3.6)":          {Profit6: true},
		"one without gzip":                             {NoGzip: true},
		"one that orders equal rows anew at each call": {Shuffle: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, rows := members(t, afastest.Environment{Quirks: quirks})
			require.NoError(t, rows.Verify(t.Context()))
			for _, opts := range bothWays {
				all, err := afas.Collect(rows.All(t.Context(), opts))
				require.NoError(t, err)
				require.Equal(t, wantMembers(), all)
			}
		})
	}
}

// A second simultaneous call of one GetConnector fails because of row locks (afas-profit-rest.md §8.4): reading ahead, a loop in a loop and
// loops side by side never make one.
func TestRowLocksAreNeverMet(t *testing.T) {
	t.Parallel()
	server, rows := members(t, afastest.Environment{Quirks: afastest.Quirks{RowLocks: true}})
	var all sync.WaitGroup
	for _, opts := range bothWays {
		all.Go(func() {
			for _, err := range rows.All(t.Context(), opts) {
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := rows.Page(t.Context(), &afas.GetOptions{Take: 1}); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	for _, request := range server.Requests() {
		require.Equal(t, 200, request.Status)
	}
}

// A lost column answers "(replaced)" in every row; the caller may do without it (afas-profit-rest.md §3.6).
func TestRowsAreReadWithoutTheirLostColumns(t *testing.T) {
	t.Parallel()
	_, rows := members(t, afastest.Environment{}, "Since", "Name")
	for _, opts := range bothWays {
		lost := map[string]int{}
		o := *opts
		o.OnRowError = func(e *afas.RowError) error {
			if !e.Lost {
				return e
			}
			lost[e.Column]++
			return nil
		}
		all, err := afas.Collect(rows.All(t.Context(), &o))
		require.NoError(t, err)
		require.Equal(t, map[string]int{"Since": 50, "Name": 50}, lost)
		require.Len(t, all, 50)
		require.Equal(t, member{ID: 49, Fte: "-0.5"}, all[49])

		all, err = afas.Collect(rows.All(t.Context(), opts))
		require.ErrorContains(t, err, `connector "Members", row 0, column "`)
		require.Empty(t, all)
	}
}

// A page that is fetched again after a broken answer is given once: nobody is lost or repeated (design.md "Repeating a request").
func TestRowsAreGivenOnceWhenAPageIsFetchedAgain(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]afastest.Fault{
		"the connection is reset":             afastest.Reset(),
		"the answer is cut off":               afastest.CutOff(),
		"an answer without length is cut off": afastest.CutOffChunked(),
		"AFAS is busy":                        afastest.Throttled(0),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, opts := range bothWays {
				server, rows := members(t, afastest.Environment{})
				server.Fault(fault.On("connectors/Members").After(2).Times(1))
				all, err := afas.Collect(rows.All(t.Context(), opts))
				require.NoError(t, err)
				require.Equal(t, wantMembers(), all)
				require.Len(t, server.Requests(), 9)
			}
		})
	}
}

func TestRowsBeforeABrokenPageAreGiven(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]afastest.Fault{
		"half of the JSON":  afastest.Truncated(),
		"a log-in page":     afastest.Status(200, "<html>log in</html>"),
		"nothing":           afastest.Status(200, ""),
		"another document":  afastest.Status(200, `{"version":"7.2.14"}`),
		"a list":            afastest.Status(200, `[]`),
		"maintenance":       afastest.Maintenance(2*time.Hour, afastest.MaintenanceJSON),
		"too much data":     afastest.Failure(-2147180999, "Out of memory"),
		"a connector gone":  afastest.Failure(-2147180996, "GetConnector not supported for this app or the user is not authorized"),
		"a token withdrawn": afastest.Status(401, ""),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, opts := range bothWays {
				server, rows := members(t, afastest.Environment{})
				server.Fault(fault.On("connectors/Members").After(2))
				all, err := afas.Collect(rows.All(t.Context(), opts))
				require.ErrorContains(t, err, "afas: GET connectors/Members")
				require.Equal(t, wantMembers()[:14], all)
				require.False(t, strings.Contains(err.Error(), "Member 1"))
			}
		})
	}
}
