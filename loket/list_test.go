package loket_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// pages answers the list of departments: the page with the number is what is given for it.
func pages(w *wire, page func(number int) string) {
	w.RegisterResponder("GET", base+"/v2"+departmentsPath, func(req *http.Request) (*http.Response, error) {
		number, err := strconv.Atoi(req.URL.Query().Get("pageNumber"))
		if err != nil {
			return nil, err
		}
		return respond(http.StatusOK, page(number))(req)
	})
}

// numbers gives the pages that were asked for, in order.
func numbers(t *testing.T, w *wire) []int {
	t.Helper()
	asked := []int{}
	for _, r := range w.sent() {
		u, err := url.Parse(r.URL)
		require.NoError(t, err)
		number, err := strconv.Atoi(u.Query().Get("pageNumber"))
		require.NoError(t, err)
		asked = append(asked, number)
	}
	return asked
}

// twoOf gives two rows that no other page has.
func twoOf(page int) string {
	return fmt.Sprintf(`{"id":"X%d"},{"id":"Y%d"}`, page, page)
}

func ids(rows []row) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(r.ID + " ")
	}
	return strings.TrimSpace(b.String())
}

// loket-rest.md §3.1 and §11: a list ends wherever Loket may say so, and nothing is asked for that is not there.
func TestAListEnds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what  string
		page  func(number int) string
		asked []int
		want  string
	}{
		{"with the last page that is counted", func(n int) string { return list(n, 3, twoOf(n)) }, []int{1, 2, 3}, "X1 Y1 X2 Y2 X3 Y3"},
		{"with the only page", func(n int) string { return list(n, 1, twoOf(n)) }, []int{1}, "X1 Y1"},
		{"when it is empty and has no page", func(n int) string { return list(n, 0, "") }, []int{1}, ""},
		{"when it is empty and has one page", func(n int) string { return list(n, 1, "") }, []int{1}, ""},
		{"when it is empty although pages are counted", func(n int) string { return list(n, 9, "") }, []int{1}, ""},
		{"where pages are not counted", func(int) string { return `{` + noVersionInfo + `,"_embedded":[` + twoOf(1) + `]}` }, []int{1}, "X1 Y1"},
		{"where no page is counted", func(n int) string { return list(n, 0, twoOf(n)) }, []int{1}, "X1 Y1"},
		{"when it has become shorter, with the page that counts less", func(n int) string {
			if n == 1 {
				return list(1, 3, twoOf(1))
			}
			return list(n, 2, twoOf(n))
		}, []int{1, 2}, "X1 Y1 X2 Y2"},
		{"when it has become shorter, with an empty page", func(n int) string {
			if n == 1 {
				return list(1, 3, twoOf(1))
			}
			return list(n, 3, "")
		}, []int{1, 2}, "X1 Y1"},
		{"when it has become longer, with the page that is new", func(n int) string { return list(n, min(n+1, 4), twoOf(n)) }, []int{1, 2, 3, 4}, "X1 Y1 X2 Y2 X3 Y3 X4 Y4"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			pages(w, tt.page)
			rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
			require.NoError(t, err)
			require.Equal(t, tt.want, ids(rows))
			require.Equal(t, tt.asked, numbers(t, w))
		})
	}
}

// A server that is out of order makes an error, never an endless loop and never a list that looks complete.
func TestAListThatDoesNotEnd(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what string
		page func(number int) string
		says string
		rows int
	}{
		{"because the page number is not looked at", func(int) string { return list(1, 3, twoOf(1)) }, "page 2 is the same as the page before it", 2},
		{"because the last page comes again and again, and counts on", func(n int) string { return list(n, n+1, twoOf(min(n, 2))) }, "page 3 is the same as the page before it", 4},
		{"because there is always one page more", func(n int) string { return list(n, n+1, twoOf(n)) }, "the list has no end", 28},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			pages(w, tt.page)
			rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
			require.ErrorContains(t, err, tt.says)
			require.ErrorContains(t, err, "loket: GET v2"+departmentsPath)
			require.Len(t, rows, tt.rows)
		})
	}
}

// loket-rest.md §3.1: 250 is asked for explicitly, because Loket's default may change.
func TestTheQueryOfAList(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what  string
		opts  *loket.ListOptions
		query string
	}{
		{"without options", nil, "pageNumber=1&pageSize=250"},
		{"with empty options", &loket.ListOptions{}, "pageNumber=1&pageSize=250"},
		{"with a page size", &loket.ListOptions{PageSize: 99}, "pageNumber=1&pageSize=99"},
		{"from a page on", &loket.ListOptions{PageNumber: 4}, "pageNumber=4&pageSize=250"},
		{"in an order", &loket.ListOptions{OrderBy: []string{"-companyName", "address.houseNumber"}}, "orderBy=-companyName%2Caddress.houseNumber&pageNumber=1&pageSize=250"},
		{"with a filter", &loket.ListOptions{Filter: loket.Eq("address.city", "Den Haag")}, "filter=address.city%20eq%20%27Den%20Haag%27&pageNumber=1&pageSize=250"},
		{"on a day", &loket.ListOptions{ReferenceDate: civil.Date{Year: 2026, Month: time.January, Day: 1}}, "pageNumber=1&pageSize=250&referenceDate=2026-01-01"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("GET", departmentsPath, http.StatusOK, list(1, 1, twoOf(1)))
			_, err := loket.Page[row](t.Context(), client, departments, tt.opts)
			require.NoError(t, err)
			_, err = loket.Collect(loket.All[row](t.Context(), client, departments, tt.opts))
			require.NoError(t, err)
			sent := w.sent()
			require.Len(t, sent, 2)
			for _, r := range sent {
				require.Equal(t, "GET", r.Method)
				require.Equal(t, base+"/v2"+departmentsPath+"?"+tt.query, r.URL)
				require.Equal(t, "application/json;version=2018-01-01", r.Header.Get("Accept"))
				require.Equal(t, "Bearer "+accessToken, r.Header.Get("Authorization"))
			}
		})
	}
}

func TestListOptionsThatMakeNoSense(t *testing.T) {
	t.Parallel()
	tests := []struct {
		what string
		opts loket.ListOptions
		says string
	}{
		{"a negative page number", loket.ListOptions{PageNumber: -1}, "must not be negative"},
		{"a negative page size", loket.ListOptions{PageSize: -1}, "must not be negative"},
		{"an order by nothing", loket.ListOptions{OrderBy: []string{"id", ""}}, "OrderBy has an empty name"},
		{"a filter that cannot be said", loket.ListOptions{Filter: loket.Eq("city", "'s-Hertogenbosch")}, "single quote"},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			_, err := loket.Page[row](t.Context(), client, departments, &tt.opts)
			require.ErrorContains(t, err, tt.says)
			rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, &tt.opts))
			require.ErrorContains(t, err, tt.says)
			require.Empty(t, rows)
			require.Empty(t, w.sent())
		})
	}
}

func TestAPage(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	pages(w, func(n int) string { return list(n, 7, twoOf(n)) })
	page, err := loket.Page[row](t.Context(), client, departments, &loket.ListOptions{PageNumber: 3})
	require.NoError(t, err)
	require.Equal(t, "X3 Y3", ids(page.Entries))
	require.Equal(t, 14, page.TotalSize)
	require.Equal(t, 7, page.TotalPages)
	require.Equal(t, []int{3}, numbers(t, w), "one request, and none ahead")
}

// loket-rest.md leaves the order of members free: a page that comes again need not be the same to the letter, and shows in the number of entries only.
func TestAListIsReadAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	counted := func(total, page, entries int) string {
		rows := make([]string, entries)
		for i := range rows {
			rows[i] = fmt.Sprintf(`{"answer":%d,"id":"X%d"}`, page, i)
		}
		return fmt.Sprintf(`{"totalSize":%d,"totalPages":3,"currentPage":%d,%s,"_embedded":[%s]}`, total, page, noVersionInfo, strings.Join(rows, ","))
	}
	for name, tt := range map[string]struct {
		page func(n int) string
		says string
	}{
		"a page that comes again, written differently": {func(n int) string { return counted(5, n, 2) }, "6 entries came of a list of 5"},
		"pages that are shorter than they were asked":  {func(n int) string { return counted(9, n, 2) }, "6 entries came of a list of 9"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			pages(w, tt.page)
			_, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
			require.ErrorContains(t, err, tt.says)
			require.Equal(t, []int{1, 2, 3}, numbers(t, w))
		})
	}
}

// The caller's own query and options are copied, never changed, and every range starts again.
func TestAListCanBeReadAgain(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	pages(w, func(n int) string { return list(n, 2, twoOf(n)) })
	op := departments
	op.Query = url.Values{"referenceDate": {"2026-01-01"}}
	opts := &loket.ListOptions{OrderBy: []string{"code"}}
	all := loket.All[row](t.Context(), client, op, opts)
	for range 2 {
		rows, err := loket.Collect(all)
		require.NoError(t, err)
		require.Equal(t, "X1 Y1 X2 Y2", ids(rows))
	}
	require.Equal(t, []int{1, 2, 1, 2}, numbers(t, w))
	require.Contains(t, w.sent()[3].URL, "referenceDate=2026-01-01")
	require.Equal(t, url.Values{"referenceDate": {"2026-01-01"}}, op.Query)
	require.Equal(t, &loket.ListOptions{OrderBy: []string{"code"}}, opts)
}

// design.md "Reading": the next page is fetched while the caller uses this one, and only that one.
func TestOnePageIsReadAhead(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		pages(w, func(n int) string { return list(n, 4, twoOf(n)) })
		seen := 0
		for r, err := range loket.All[row](t.Context(), client, departments, nil) {
			require.NoError(t, err)
			seen++
			page := (seen + 1) / 2
			require.Contains(t, []string{fmt.Sprint("X", page), fmt.Sprint("Y", page)}, r.ID)
			synctest.Wait()
			require.Len(t, w.sent(), min(page+1, 4))
		}
		require.Equal(t, 8, seen)
	})
}

// The next request needs no time of its own when the caller is the slower of the two.
func TestTheWaitForAPageIsSpentOnTheOneBefore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		pages(w, func(n int) string {
			time.Sleep(time.Second)
			return list(n, 5, twoOf(n))
		})
		started := time.Now()
		for _, err := range loket.All[row](t.Context(), client, departments, nil) {
			require.NoError(t, err)
			time.Sleep(time.Second)
		}
		require.Equal(t, 11*time.Second, time.Since(started), "one for the first page and ten for the rows")
	})
}

// Leaving the loop stops the fetching: synctest fails when a goroutine is left behind.
func TestLeavingTheLoopStopsTheFetching(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		w.RegisterResponder("GET", base+"/v2"+departmentsPath, func(req *http.Request) (*http.Response, error) {
			if strings.Contains(req.URL.RawQuery, "pageNumber=1&") {
				return respond(http.StatusOK, list(1, 9, twoOf(1)))(req)
			}
			<-req.Context().Done()
			return nil, req.Context().Err()
		})
		started := time.Now()
		for _, err := range loket.All[row](t.Context(), client, departments, nil) {
			require.NoError(t, err)
			synctest.Wait() // the second page is on its way, and hangs
			break
		}
		require.Zero(t, time.Since(started))
		synctest.Wait()
		require.Len(t, w.sent(), 2)
	})
}

// An error comes once, after the entries before it, and ends the sequence.
func TestAPageThatFails(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	pages(w, func(n int) string {
		if n == 3 {
			return list(3, 4, `{"id":"X3","code":"marked"}`)
		}
		return list(n, 4, twoOf(n))
	})
	var rows []row
	var failures []error
	for r, err := range loket.All[row](t.Context(), client, departments, nil) {
		if err != nil {
			failures = append(failures, err)
			require.Zero(t, r)
			continue
		}
		rows = append(rows, r)
	}
	require.Equal(t, "X1 Y1 X2 Y2", ids(rows))
	require.Len(t, failures, 1)
	require.ErrorContains(t, failures[0], `"code" is not a int`)
	requireClean(t, failures[0].Error())
	require.Equal(t, []int{1, 2, 3}, numbers(t, w))
}

func TestCollectGivesWhatCameBeforeAnError(t *testing.T) {
	t.Parallel()
	failed := errors.New("half-way")
	rows, err := loket.Collect(func(yield func(row, error) bool) {
		_ = yield(row{ID: "X1"}, nil) && yield(row{}, failed) && yield(row{ID: "X2"}, nil)
	})
	require.ErrorIs(t, err, failed)
	require.Equal(t, "X1", ids(rows))
}

func TestAListEndsWithTheCallersContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		pages(w, func(n int) string { return list(n, 9, twoOf(n)) })
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var last error
		for _, err := range loket.All[row](ctx, client, departments, nil) {
			last = err
			cancel()
		}
		require.ErrorIs(t, last, context.Canceled)
		require.NotErrorIs(t, last, loket.ErrUnavailable)
		require.LessOrEqual(t, len(w.sent()), 3)
	})
}

// design.md "Repeating a request": a page that fails for a moment is asked for again, and nothing is lost or given twice.
func TestAPageThatFailsForAMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, w := newClient(t)
		w.RegisterResponder("GET", base+"/v2"+departmentsPath,
			respond(http.StatusOK, list(1, 3, twoOf(1))).
				Then(respond(http.StatusServiceUnavailable, "<html>")).
				Then(respond(http.StatusOK, list(2, 3, twoOf(2)))).
				Then(respond(http.StatusTooManyRequests, "").HeaderSet(http.Header{"Retry-After": {"7"}})).
				Then(respond(http.StatusOK, list(3, 3, twoOf(3)))))
		rows, err := loket.Collect(loket.All[row](t.Context(), client, departments, nil))
		require.NoError(t, err)
		require.Equal(t, "X1 Y1 X2 Y2 X3 Y3", ids(rows))
		require.Equal(t, []int{1, 2, 2, 3, 3}, numbers(t, w))
		sent := w.sent()
		require.Equal(t, 7*time.Second, sent[4].At.Sub(sent[3].At), "as Loket asks")
	})
}
