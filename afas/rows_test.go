package afas_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// wide gives rows with an Id and so many columns in all.
func wide(rows, columns int) []string {
	var rest strings.Builder
	for n := 1; n < columns; n++ {
		fmt.Fprintf(&rest, `,"C%d":null`, n)
	}
	texts := make([]string, rows)
	for id := range texts {
		texts[id] = fmt.Sprintf(`{"Id":%d%s}`, id, rest.String())
	}
	return texts
}

func TestPageReadsOnePage(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(numbered(0, 250)))
	connector := afas.GetConnector[numberedRow](client, " C ")
	require.Equal(t, "C", connector.Name())

	rows, err := connector.Page(t.Context(), nil)
	require.NoError(t, err)
	require.Equal(t, upTo(100), ids(rows), "AFAS gives 100 rows when not told (afas-profit-rest.md §3.1)")
	rows, err = connector.Page(t.Context(), &afas.GetOptions{Skip: 240, Take: 20, OrderBy: []string{"Id"}})
	require.NoError(t, err)
	require.Equal(t, upTo(250)[240:], ids(rows))
	rows, err = connector.Page(t.Context(), &afas.GetOptions{Skip: 250, Take: 20})
	require.NoError(t, err)
	require.Empty(t, rows, "past the end (afas-profit-rest.md §3.2)")
	require.Equal(t, []string{"skip=0&take=100", "orderbyfieldids=Id&skip=240&take=20", "skip=250&take=20"}, c.asked())
}

// design.md "Reading": 1,000 rows for the first page, then what the rule of AFAS allows, fewer than 150,000 cells.
func TestAllSizesItsPagesByTheWidthOfTheRows(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(wide(8000, 23)))
	rows, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}}))
	require.NoError(t, err)
	require.Equal(t, upTo(8000), ids(rows))
	require.Equal(t, []string{
		"orderbyfieldids=Id&skip=0&take=1000",
		"orderbyfieldids=Id&skip=1000&take=6521",
		"orderbyfieldids=Id&skip=7521&take=6521",
	}, c.asked())
}

func TestAllAsksForFewerThan150000CellsAndAtMost10000Rows(t *testing.T) {
	t.Parallel()
	for columns, take := range map[int]int{1: 10_000, 14: 10_000, 15: 9_999, 23: 6_521, 100: 1_499, 150: 999, 500: 299} {
		client, mock := newClient(t)
		rows := wide(1001, columns)
		c := play(mock, "C", table(rows))
		_, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}}))
		require.NoError(t, err)
		require.Equal(t, fmt.Sprintf("orderbyfieldids=Id&skip=1000&take=%d", take), c.asked()[1], "%d columns", columns)
		require.Less(t, take*columns, 150_000)
	}
}

func TestAllKeepsThePageSizeAndTheOrderThatTheCallerChose(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(numbered(0, 12)))
	rows, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(),
		&afas.GetOptions{OrderBy: []string{"-Modified", "Id"}, Take: 5, Skip: 1, Filter: afas.NotEmpty("Mail")}))
	require.NoError(t, err)
	require.Equal(t, upTo(12)[1:], ids(rows))
	const filter = "filterfieldids=Mail&filtervalues=[is niet leeg]&operatortypes=9&orderbyfieldids=-Modified,Id"
	require.Equal(t, []string{filter + "&skip=1&take=5", filter + "&skip=6&take=5", filter + "&skip=11&take=5"}, c.asked())
}

// afas-profit-rest.md §3.2: stop at fewer rows than asked for, or none; never on the echo, which is wrong in all answers of these tests.
func TestAllStopsAtAShortPage(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ rows, requests int }{
		"an empty connector":     {0, 1},
		"fewer rows than a page": {4, 1},
		"a full page needs one more request to know it is over": {5, 2},
		"two full pages":      {10, 3},
		"two pages and a bit": {11, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, opts := range []*afas.GetOptions{{OrderBy: []string{"Id"}, Take: 5}, {Key: "Id", Take: 5}} {
				client, mock := newClient(t)
				asked := play(mock, "C", table(numbered(0, c.rows)))
				if opts.Key != "" {
					asked = play(mock, "C", keyed(numbered(0, c.rows)))
				}
				rows, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), opts))
				require.NoError(t, err)
				require.Len(t, rows, c.rows)
				require.Equal(t, c.requests, asked.calls())
			}
		})
	}
}

// Paging without an order loses and repeats people (afas-profit-rest.md §3.2; afas-connectors.md §10.3, 2023-05).
func TestAllNeedsAnOrderAndSaysSoBeforeTheFirstRequest(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(nil))
	for _, opts := range []*afas.GetOptions{nil, {}, {Filter: afas.Eq("A", 1), Take: 5}} {
		rows, err := afas.Collect(afas.GetConnector[numberedRow](client, "C").All(t.Context(), opts))
		require.ErrorContains(t, err, "set Key to a unique column, or OrderBy")
		require.Empty(t, rows)
	}
	require.Zero(t, c.calls())
}

func TestAllSendsNothingBeforeTheLoop(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(numbered(0, 3)))
	rows := afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}})
	require.Zero(t, c.calls())
	for range 2 { // ranging again reads again
		all, err := afas.Collect(rows)
		require.NoError(t, err)
		require.Equal(t, upTo(3), ids(all))
	}
	require.Equal(t, 2, c.calls())
}

func TestAllCopiesTheOptions(t *testing.T) {
	t.Parallel()
	client, mock := newClient(t)
	c := play(mock, "C", table(numbered(0, 3)))
	opts := &afas.GetOptions{OrderBy: []string{"Id"}, Take: 2}
	want := *opts
	rows := afas.GetConnector[numberedRow](client, "C").All(t.Context(), opts)
	opts.OrderBy[0], opts.Take, opts.Skip = "Name", 7, 9
	for range rows {
		opts.OrderBy[0], opts.Filter = "Mail", afas.Eq("Id", 1)
	}
	require.Equal(t, []string{"orderbyfieldids=Id&skip=0&take=2", "orderbyfieldids=Id&skip=2&take=2"}, c.asked())

	opts = &afas.GetOptions{OrderBy: want.OrderBy}
	_, err := afas.GetConnector[numberedRow](client, "C").Page(t.Context(), opts)
	require.NoError(t, err)
	require.Equal(t, &afas.GetOptions{OrderBy: want.OrderBy}, opts, "the caller's options stay as they are")
}

func TestAllGivesTheRowsBeforeAnErrorAndTheErrorOnce(t *testing.T) {
	t.Parallel()
	for name, broken := range map[string]string{
		"a server error":   "",
		"broken JSON":      `{"rows":[{"Id":4},{"Id":5]}`,
		"no rows member":   `{"skip":4,"take":2}`,
		"rows of one text": `{"rows":"none"}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, mock := newClient(t)
			var asked int
			mock.RegisterResponder(http.MethodGet, base+"/connectors/C", func(req *http.Request) (*http.Response, error) {
				if asked++; asked < 3 {
					return httpmock.NewStringResponse(http.StatusOK, table(numbered(0, 4))(0, req.URL.Query())), nil
				}
				if broken == "" {
					return httpmock.NewStringResponse(http.StatusInternalServerError, `{"externalMessage":"Out of memory","errorNumber":-1}`), nil
				}
				return httpmock.NewStringResponse(http.StatusOK, broken), nil
			})
			var got, errs []string
			for row, err := range afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}, Take: 2}) {
				if err != nil {
					require.Zero(t, row)
					errs = append(errs, err.Error())
					continue // one who goes on gets nothing more
				}
				got = append(got, fmt.Sprint(row.ID))
			}
			require.Equal(t, []string{"0", "1", "2", "3"}, got)
			require.Len(t, errs, 1)
			require.Contains(t, errs[0], "afas: GET connectors/C")
			require.Equal(t, 3, asked)
		})
	}
}

func TestCollectGivesTheRowsBeforeTheError(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	rows, err := afas.Collect(func(yield func(int, error) bool) {
		_ = yield(1, nil) && yield(2, nil) && yield(0, boom) && yield(3, nil)
	})
	require.ErrorIs(t, err, boom)
	require.Equal(t, []int{1, 2}, rows)
}

func TestLeavingTheLoopStopsTheFetching(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(rows func(func(numberedRow, error) bool)){
		"by break":  func(rows func(func(numberedRow, error) bool)) { rows(func(numberedRow, error) bool { return false }) },
		"by return": func(rows func(func(numberedRow, error) bool)) { _ = first(rows) },
		"by panic": func(rows func(func(numberedRow, error) bool)) {
			defer func() { _ = recover() }()
			for range rows {
				panic("in the loop")
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { // the bubble fails when a goroutine is left
				client, mock := newClient(t)
				c := play(mock, "C", table(numbered(0, 100)))
				c.delay = time.Minute
				started := time.Now()
				leave(afas.GetConnector[numberedRow](client, "C").All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}, Take: 5}))
				require.Equal(t, time.Minute, time.Since(started), "it does not wait for the answer of the page ahead")
				time.Sleep(time.Hour)
				require.LessOrEqual(t, c.calls(), 2)
				require.Equal(t, 1, c.given, "the request for the page ahead is cancelled")
			})
		})
	}
}

func first(rows func(func(numberedRow, error) bool)) numberedRow {
	for row := range rows {
		return row
	}
	return numberedRow{}
}

// design.md "Reading": the next page is fetched while the caller uses this one.
func TestAllFetchesTheNextPageWhileTheLoopWorksOnThisOne(t *testing.T) {
	t.Parallel()
	for _, opts := range []afas.GetOptions{{OrderBy: []string{"Id"}, Take: 2}, {Key: "Id", Take: 2}} {
		synctest.Test(t, func(t *testing.T) {
			client, mock := newClient(t)
			c := play(mock, "C", table(numbered(0, 9)))
			if opts.Key != "" {
				c = play(mock, "C", keyed(numbered(0, 9)))
			}
			c.delay = 10 * time.Second
			started := time.Now()
			for row, err := range afas.GetConnector[numberedRow](client, "C").All(t.Context(), &opts) {
				require.NoError(t, err)
				time.Sleep(10 * time.Second) // 20 for each page of two rows
				require.LessOrEqual(t, c.calls(), row.ID/2+2, "never more than one page ahead")
				require.Equal(t, 1, c.most)
			}
			require.Equal(t, 10*time.Second+9*10*time.Second, time.Since(started), "only the first answer is waited for")
		})
	}
}

// design.md "Reading": one GetConnector is never called twice at the same time (AFAS locks rows), and the lock is held per HTTP call,
// never while the caller's loop body runs: a loop can read the same connector again.
func TestALoopCanReadItsOwnConnectorAgain(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newClient(t)
		c := play(mock, "C", table(numbered(0, 7)))
		c.delay = time.Second
		outer, inner := 0, 0
		connector := afas.GetConnector[numberedRow](client, "C")
		opts := &afas.GetOptions{OrderBy: []string{"Id"}, Take: 2}
		for _, err := range connector.All(t.Context(), opts) {
			require.NoError(t, err)
			outer++
			for _, err := range connector.All(t.Context(), opts) {
				require.NoError(t, err)
				inner++
			}
		}
		require.Equal(t, 7, outer)
		require.Equal(t, 49, inner)
		require.Equal(t, 1, c.most)
	})
}

func TestLoopsSideBySideTakeTurnsOnOneConnector(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, mock := newClient(t)
		c := play(mock, "C", table(numbered(0, 20)))
		other := play(mock, "Other", table(numbered(0, 20)))
		c.listen(mock, "c", table(numbered(0, 20))) // paths are the same in any case (afas-profit-rest.md §1)
		c.delay, other.delay = time.Second, time.Second
		done := make(chan error)
		for _, name := range []string{"C", "c", "C", "Other"} {
			go func() {
				rows, err := afas.Collect(afas.GetConnector[numberedRow](client, name).All(t.Context(), &afas.GetOptions{OrderBy: []string{"Id"}, Take: 4}))
				if err == nil && len(rows) != 20 {
					err = fmt.Errorf("%d rows", len(rows))
				}
				done <- err
			}()
		}
		started := time.Now()
		for range 4 {
			require.NoError(t, <-done)
		}
		require.Equal(t, 1, c.most)
		require.Equal(t, 18*time.Second, time.Since(started), "three reads of six requests take turns, the other connector does not wait")
	})
}

func TestAllEndsWithTheContext(t *testing.T) {
	t.Parallel()
	opts := &afas.GetOptions{OrderBy: []string{"Id"}, Take: 2}
	synctest.Test(t, func(t *testing.T) {
		client, mock := newClient(t)
		c := play(mock, "C", table(numbered(0, 100)))
		c.delay = time.Second
		connector := afas.GetConnector[numberedRow](client, "C")

		ctx, cancel := context.WithCancel(t.Context())
		rows := 0
		var last error
		for _, err := range connector.All(ctx, opts) {
			if last = err; err == nil {
				rows++
				cancel()
			}
		}
		require.ErrorIs(t, last, context.Canceled)
		require.Equal(t, 2, rows, "the page that had come is given")

		calls := c.calls()
		got, err := afas.Collect(connector.All(ctx, opts))
		require.ErrorIs(t, err, context.Canceled)
		require.Empty(t, got)
		require.Equal(t, calls, c.calls(), "nothing is sent under a cancelled context")

		ctx, cancel = context.WithTimeout(t.Context(), 3500*time.Millisecond)
		defer cancel()
		got, err = afas.Collect(connector.All(ctx, opts))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, upTo(6), ids(got))
	})
}

// keyed answers like a GetConnector with these numbered rows, for reading by Id.
func keyed(rows []string) func(int, url.Values) string {
	return func(_ int, query url.Values) string {
		from := 0
		if query.Has("filtervalues") {
			from = number(query, "filtervalues") + 1
		}
		from = min(from, len(rows))
		return answer(rows[from:min(from+number(query, "take"), len(rows))]...)
	}
}
