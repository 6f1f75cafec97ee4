package lokettest_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// design.md "Fakes": a record of the requests, so that a test can show that somebody only reads.
func TestRequestsAreRecorded(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	refresh(t, s, "r1")
	get(t, s, employees+"?pageSize=1")
	call(t, s, http.MethodPut, employee, `{}`)
	get(t, s, "/nothing")
	authorize(t, s, unchanged)
	s.Fault(lokettest.Throttled(0))
	get(t, s, employees+"/customfields")

	var got []string
	for _, r := range s.Requests() {
		require.False(t, r.Time.IsZero())
		got = append(got, fmt.Sprint(r.Method, " ", r.Activity(), " ", r.Status))
	}
	require.Equal(t, []string{
		"POST token 200", "GET GetEmployeesByEmployerId 200", "PUT PutEmployeeByEmployeeId 400", "GET  404", "GET authorize 302",
		"GET GetEmployeeCustomFieldsByEmployerId 429",
	}, got)
	require.Equal(t, "pageSize=1", s.Requests()[1].Query)
	require.Equal(t, "/v2"+employees, s.Requests()[1].Path)
	require.Equal(t, "application/json", s.Requests()[2].Header.Get("Content-Type"))
	s.ResetRequests()
	require.Empty(t, s.Requests())
}

func TestTheRecordHasNoSecrets(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	bearer := s.AccessToken()
	send(t, http.MethodGet, s.URL+employers, "", "Authorization", "Bearer "+bearer)
	refresh(t, s, "r1")
	record := text(t, s.Requests())
	for _, secret := range []string{bearer, "s3", `"r1"`} {
		require.NotContains(t, record, secret)
	}
	require.Equal(t, "Bearer", s.Requests()[0].Header.Get("Authorization"))
}

// Under -race: readers, writers and somebody who changes things, all at once.
func TestConcurrentUse(t *testing.T) {
	t.Parallel()
	s := start(t, people(40, lokettest.Quirks{}))
	bearer := "Bearer " + s.AccessToken()
	paths := []string{
		employees + "?orderBy=personalDetails.lastName", employments, employees + "/customfields", numbersOfEmployments, ofEmployer + "/actualwages",
		where(employees, "employeeNumber gt 3"),
	}
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for n := range 10 {
				path := paths[(i+n)%len(paths)]
				request, _ := http.NewRequest(http.MethodGet, s.URL+path, nil)
				request.Header.Set("Authorization", bearer)
				response, err := http.DefaultClient.Do(request)
				if err == nil {
					_ = response.Body.Close()
				}
				person := lokettest.UUID(fmt.Sprint("person ", n+1))
				_ = s.SetCustomField(person, "alleo_access", fmt.Sprint(i))
				_ = s.Change(person, map[string]any{"personalDetails.lastName": fmt.Sprint("Name", i, n)})
				_, _ = s.AddEmployment(person, lokettest.Employment{Start: fmt.Sprintf("20%d%d-01-01", i+1, n)})
				s.Requests()
			}
		})
	}
	all.Wait()
	require.Len(t, s.Requests(), 80)
	require.Len(t, get(t, s, employments).rows(t), 120)
}

// A rotating refresh token that many use at the same time works for one of them.
func TestARefreshTokenIsUsedOnce(t *testing.T) {
	t.Parallel()
	s := start(t, bakery())
	form := "grant_type=refresh_token&refresh_token=r1&client_id=acme&client_secret=s3"
	var all sync.WaitGroup
	statuses := make([]int, 10)
	for i := range statuses {
		all.Go(func() {
			response, err := http.Post(s.TokenURL, "application/x-www-form-urlencoded", strings.NewReader(form))
			if err == nil {
				statuses[i] = response.StatusCode
				_ = response.Body.Close()
			}
		})
	}
	all.Wait()
	successes := 0
	for _, status := range statuses {
		if status == http.StatusOK {
			successes++
		}
	}
	require.Equal(t, 1, successes, statuses)
}
