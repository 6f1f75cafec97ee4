package loket_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

const (
	employerNumbersPath   = employersPath + "/lastmodifiedversionnumbers"
	employmentNumbersPath = employerPath + "/employees/employments/lastmodifiedversionnumbers"
)

// numbered is a row of a list of change numbers.
func numbered(id string, number int64) string {
	return fmt.Sprintf(`{"id":%q,"lastModifiedVersionNumber":%d}`, id, number)
}

// loket-rest.md §8 and §10 shape 24: the field is lastModifiedVersionNumber, sorted upwards.
func TestChangedEmployersAndEmploymentsSinceANumber(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerNumbersPath, http.StatusOK, list(1, 1, numbered(employerID, 70429274999853)))
	w.answer("GET", employmentNumbersPath, http.StatusOK, list(1, 1, numbered("M1", 70429274999851)+","+numbered("M2", 70429274999860)))

	changes, next, err := client.Changes.Since(t.Context(), 70429274999000)

	require.NoError(t, err)
	require.Equal(t, []loket.EmployerChanges{{EmployerID: employerID, Changed: loket.Changed{IDs: []string{"M1", "M2"}, Number: 70429274999860}}}, changes)
	require.EqualValues(t, 70429274999853, next, "as it was when this began: M2 was changed meanwhile, and so may have been another employer")
	sent := w.sent()
	const query = "filter=lastModifiedVersionNumber+gt+70429274999000&orderBy=lastModifiedVersionNumber"
	requireAddress(t, employerNumbersPath, query, sent[0].URL)
	requireAddress(t, employmentNumbersPath, query, sent[1].URL)
	require.Equal(t, "application/json;version=2018-01-01", sent[1].Header.Get("Accept"))
}

// issue 3, "How fast": a day without changes costs one request for all employers.
func TestNothingWasChanged(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerNumbersPath, http.StatusOK, list(1, 0, ""))
	changes, next, err := client.Changes.Since(t.Context(), 42)
	require.NoError(t, err)
	require.Empty(t, changes)
	require.EqualValues(t, 42, next)
	require.Len(t, w.sent(), 1)
}

func TestTheNumberBeforeAFullRead(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employmentNumbersPath, http.StatusOK, list(1, 9, numbered("M1", 70429274999853)))
	newest, err := client.Changes.Newest(t.Context(), employerID)
	require.NoError(t, err)
	require.EqualValues(t, 70429274999853, newest)
	require.Contains(t, w.only(t).URL, "orderBy=-lastModifiedVersionNumber&pageNumber=1&pageSize=1")

	w.answer("GET", employmentNumbersPath, http.StatusOK, list(1, 0, ""))
	newest, err = client.Changes.Newest(t.Context(), employerID)
	require.NoError(t, err)
	require.Zero(t, newest)
}

// numberList is a list of change numbers that answers filter, order and paging for real, two on a page.
type numberList struct {
	rows   []loket.ChangeNumber
	before func(n *numberList, request int) // called before a request is answered
	asked  int
}

func (n *numberList) answer(req *http.Request) (*http.Response, error) {
	n.asked++
	if n.before != nil {
		n.before(n, n.asked)
	}
	const size = 2
	since, err := strconv.ParseInt(strings.TrimPrefix(req.URL.Query().Get("filter"), "lastModifiedVersionNumber gt "), 10, 64)
	if err != nil {
		return nil, err
	}
	page, _ := strconv.Atoi(req.URL.Query().Get("pageNumber"))
	var rows []string
	slices.SortStableFunc(n.rows, func(a, b loket.ChangeNumber) int {
		return cmp.Compare(a.LastModifiedVersionNumber, b.LastModifiedVersionNumber)
	})
	for _, row := range n.rows {
		if row.LastModifiedVersionNumber > since {
			rows = append(rows, numbered(row.ID, row.LastModifiedVersionNumber))
		}
	}
	pages := (len(rows) + size - 1) / size
	from := min(size*(page-1), len(rows))
	return httpmock.NewStringResponse(http.StatusOK, list(page, pages, strings.Join(rows[from:min(from+size, len(rows))], ","))), nil
}

func (n *numberList) serve(w *wire) {
	w.RegisterResponder("GET", base+"/v2"+employmentNumbersPath, n.answer)
}

// What is changed between two pages moves to the end of the list, and moves an entry that was not read yet onto a page that was.
func TestNoChangeIsMissedWhileTheListIsRead(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	list := &numberList{rows: []loket.ChangeNumber{{ID: "M1", LastModifiedVersionNumber: 1}, {ID: "M2", LastModifiedVersionNumber: 2}, {ID: "M3", LastModifiedVersionNumber: 3}, {ID: "M4", LastModifiedVersionNumber: 4}}}
	list.before = func(n *numberList, request int) {
		if request == 2 {
			n.rows[0].LastModifiedVersionNumber = 5
		}
	}
	list.serve(w)
	changed, err := client.Changes.Employments(t.Context(), employerID, 0)
	require.NoError(t, err)
	require.Equal(t, &loket.Changed{IDs: []string{"M1", "M2", "M3", "M4"}, Number: 5}, changed)
}

// A change to a person has the same number in all employments of the person (loket-rest.md §8); here they lie across two, and over more than one page.
func TestEmploymentsWithTheSameNumberAreAllGiven(t *testing.T) {
	t.Parallel()
	for _, counts := range [][]int{{1, 2, 1}, {5}, {1, 5, 1}, {2, 2, 2}, {4, 1}} {
		client, w := newClient(t)
		list := &numberList{}
		var want []string
		for i, count := range counts {
			for range count {
				want = append(want, fmt.Sprintf("M%d", len(want)))
				list.rows = append(list.rows, loket.ChangeNumber{ID: want[len(want)-1], LastModifiedVersionNumber: int64(100 * (i + 1))})
			}
		}
		list.serve(w)
		changed, err := client.Changes.Employments(t.Context(), employerID, 50)
		require.NoError(t, err)
		require.Equal(t, &loket.Changed{IDs: want, Number: int64(100 * len(counts))}, changed)
	}
}

// A list that is not filtered and sorted as it was asked would make the number to go on from a wrong one.
func TestNumbersInAnotherOrderAreAnError(t *testing.T) {
	t.Parallel()
	for _, rows := range []string{numbered("M1", 12) + "," + numbered("M2", 11), numbered("M1", 9)} {
		client, w := newClient(t)
		w.answer("GET", employmentNumbersPath, http.StatusOK, list(1, 1, rows))
		_, err := client.Changes.Employments(t.Context(), employerID, 10)
		require.ErrorContains(t, err, "not chosen and sorted as they were asked for")
	}
}

// The number is stored only after the work (loket-rest.md §8), so a failure gives none to go on from.
func TestAFailureInOneEmployerGivesTheNumberOfBefore(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerNumbersPath, http.StatusOK, list(1, 1, numbered(employerID, 99)))
	w.answer("GET", employmentNumbersPath, http.StatusForbidden, `{"message":"Insufficient rights"}`)
	changes, next, err := client.Changes.Since(t.Context(), 42)
	require.ErrorIs(t, err, loket.ErrForbidden)
	require.Nil(t, changes)
	require.EqualValues(t, 42, next)
	_, err = client.Changes.Newest(t.Context(), employerID)
	require.ErrorIs(t, err, loket.ErrForbidden)

	w.answer("GET", employerNumbersPath, http.StatusForbidden, `{"message":"Insufficient rights"}`)
	_, next, err = client.Changes.Since(t.Context(), 42)
	require.ErrorIs(t, err, loket.ErrForbidden)
	require.EqualValues(t, 42, next)
}
