package alleo_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// source is a Loket with one employer, and a client of it.
type source struct {
	*lokettest.Server
	client   *loket.Client
	employer string
}

// startLoket starts one with n employees, each with an employment that ended and one that goes on, and the access field filled in.
func startLoket(t *testing.T, n int, change ...func(*lokettest.Environment)) source {
	t.Helper()
	employer := lokettest.Employer{
		ID: lokettest.UUID("employer"), Name: "Bakkerij Aalbers BV",
		CustomFields: []lokettest.CustomField{{ID: lokettest.UUID("access"), Description: "Alleo_Access "}, {Description: "schoenmaat"}},
	}
	for i := range n {
		employer.Employees = append(employer.Employees, lokettest.Employee{
			ID: personID(i), Number: i + 1, FirstName: "Anna", LastName: fmt.Sprintf("Achternaam%d", i), BusinessEmail: fmt.Sprintf("a%d@example.test", i),
			CustomFields: map[string]string{"Alleo_Access ": "ja"},
			Employments: []lokettest.Employment{
				{ID: employmentID(i, 1), Start: "2018-01-01", End: "2019-12-31", CustomFields: map[string]string{"schoenmaat": "41"}},
				{ID: employmentID(i, 2), Start: "2020-01-01", HistoricalStart: "2018-01-01"},
			},
		})
	}
	env := lokettest.Environment{Employers: []lokettest.Employer{employer}, Today: today}
	for _, c := range change {
		c(&env)
	}
	server, err := lokettest.Start(env)
	require.NoError(t, err)
	t.Cleanup(server.Close)
	auth := loket.RefreshToken(server.ClientID, server.ClientSecret, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}))
	client, err := loket.NewClient(auth, loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))
	require.NoError(t, err)
	return source{server, client, employer.ID}
}

func personID(i int) string { return lokettest.UUID(fmt.Sprintf("person %d", i)) }

func employmentID(i, n int) string { return lokettest.UUID(fmt.Sprintf("employment %d of %d", n, i)) }

// read reads, and gives the requests by activity.
func (s source) read(t *testing.T, previous *alleo.LoketSnapshot, day civil.Date) (*alleo.LoketSnapshot, map[string]int) {
	t.Helper()
	s.ResetRequests()
	snapshot, err := alleo.ReadLoket(t.Context(), s.client, s.employer, previous, alleo.LoketOptions{Today: day})
	require.NoError(t, err)
	return snapshot, s.requests(t)
}

// requests counts what was asked, without tokens. loket-rest.md §8 and design.md: reading only.
func (s source) requests(t *testing.T) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, r := range s.Requests() {
		if r.Activity() != "token" {
			require.Equal(t, http.MethodGet, r.Method)
			counts[r.Activity()]++
		}
	}
	return counts
}

func total(counts map[string]int) int {
	n := 0
	for _, count := range counts {
		n += count
	}
	return n
}

// stored gives the snapshot as it comes back from a file.
func stored(t *testing.T, s *alleo.LoketSnapshot) *alleo.LoketSnapshot {
	t.Helper()
	data, err := json.Marshal(s)
	require.NoError(t, err)
	var back alleo.LoketSnapshot
	require.NoError(t, json.Unmarshal(data, &back))
	return &back
}

const (
	bulkOfEmployees   = "GetEmployeeCustomFieldsByEmployerId"
	bulkOfEmployments = "GetEmploymentCustomFieldsByEmployerId"
)

// Issue 3 "How fast": the fewest requests that the API allows, and at most five a day besides the pages of the bulk custom fields and the list of employers.
func TestHowManyRequestsItTakes(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 1000)
	first, counts := s.read(t, nil, day(today))
	t.Logf("a full read takes %d requests: %v", total(counts), counts)
	require.Len(t, first.Employees, 1000)
	require.Len(t, first.Employments, 2000)
	require.Equal(t, 24, total(counts), "filter settings, definitions, change number, 4 pages of employees, 8 of employments, 8 of the bulk custom fields, 1 for those of employments")

	second, counts := s.read(t, stored(t, first), day(tomorrow))
	t.Logf("a day without a change takes %d requests: %v", total(counts), counts)
	require.Equal(t, 12, total(counts))
	require.Equal(t, first, second)

	require.NoError(t, s.Change(personID(7), map[string]any{"contactInformation.businessEmailAddress": "new@example.test"}))
	third, counts := s.read(t, stored(t, second), day(tomorrow))
	t.Logf("a day with one changed person takes %d requests: %v", total(counts), counts)
	require.Equal(t, 12+1+2+1, total(counts), "which, both employments, the person")
	require.Greater(t, third.Number, second.Number)
}

// loket-rest.md §8: change numbers say which employments to read again; what they cannot say needs a full read.
func TestWhatIsReadAgain(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*testing.T, source)
		day    string
		full   bool
	}{
		"nothing changed":                    {change: func(*testing.T, source) {}},
		"nothing changed, a week later":      {change: func(*testing.T, source) {}, day: "2026-03-17", full: true},
		"nothing changed, on an earlier day": {change: func(*testing.T, source) {}, day: "2026-03-01", full: true},
		"an end date": {change: func(t *testing.T, s source) {
			require.NoError(t, s.Change(employmentID(3, 2), map[string]any{"endDate": nextMonth}))
		}},
		"an employment is deleted, which no number tells": {full: true, change: func(t *testing.T, s source) {
			require.NoError(t, s.Remove(employmentID(3, 2)))
		}},
		"somebody new": {change: func(t *testing.T, s source) {
			_, err := s.AddEmployee(s.employer, lokettest.Employee{ID: lokettest.UUID("new"), Number: 9000, FirstName: "Bo", BusinessEmail: "bo@example.test",
				CustomFields: map[string]string{"Alleo_Access ": "ja"}, Employments: []lokettest.Employment{{ID: lokettest.UUID("new employment"), Start: today}}})
			require.NoError(t, err)
		}},
		"one deleted and one added": {full: true, change: func(t *testing.T, s source) {
			require.NoError(t, s.Remove(employmentID(3, 2)))
			_, err := s.AddEmployment(personID(4), lokettest.Employment{ID: lokettest.UUID("another"), Start: today})
			require.NoError(t, err)
		}},
		"so many that a full read is cheaper": {full: true, change: func(t *testing.T, s source) {
			for i := range 10 {
				require.NoError(t, s.Change(personID(i), map[string]any{"personalDetails.lastName": "Ander"}))
			}
		}},
		"a changed employment that the user may no longer see": {full: true, change: func(t *testing.T, s source) {
			require.NoError(t, s.Change(personID(3), map[string]any{"personalDetails.lastName": "Ander"}))
			s.Fault(lokettest.Status(http.StatusNotFound, "").On("providers/employers/employees/employments/{}"))
		}},
		"a changed person who is gone a moment later": {full: true, change: func(t *testing.T, s source) {
			require.NoError(t, s.Change(personID(3), map[string]any{"personalDetails.lastName": "Ander"}))
			s.Fault(lokettest.Status(http.StatusNotFound, "").On("providers/employers/employees/{}"))
		}},
		"a custom field": {change: func(t *testing.T, s source) {
			require.NoError(t, s.SetCustomField(personID(3), "Alleo_Access ", "nee"))
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 260, func(e *lokettest.Environment) { e.Quirks.QuietCustomFields = true })
			first, _ := s.read(t, nil, day(today))
			test.change(t, s)
			on := day(tomorrow)
			if test.day != "" {
				on = day(test.day)
			}
			second, counts := s.read(t, stored(t, first), on)
			require.Equal(t, test.full, counts["GetEmployeesByEmployerId"] > 0, counts)
			if test.full {
				require.Equal(t, on, second.ReadInFull)
			}
			require.GreaterOrEqual(t, second.Number, first.Number, "numbers never go back")
			s.ClearFaults()
			fresh, _ := s.read(t, nil, on)
			require.Equal(t, fresh.Employees, second.Employees)
			require.Equal(t, fresh.Employments, second.Employments)
		})
	}
}

// loket-rest.md §4.8: the list for the whole employer exists only in the newer description, and nobody knows much about it.
func TestCustomFieldsInEveryForm(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		change func(*lokettest.Environment)
		faults []lokettest.Fault
	}{
		"as it is documented":                {},
		"rows of arrays":                     {change: func(e *lokettest.Environment) { e.Quirks.BulkArrays = true }},
		"rows of employees":                  {change: func(e *lokettest.Environment) { e.Quirks.BulkEmployeeIDs = true }},
		"only employments that are in force": {change: func(e *lokettest.Environment) { e.Quirks.BulkInForce = true }},
		"no such list":                       {faults: []lokettest.Fault{lokettest.Status(http.StatusNotFound, "").On(bulkOfEmployees), lokettest.Status(http.StatusNotFound, "").On(bulkOfEmployments)}},
		"a list that the user may not read":  {faults: []lokettest.Fault{lokettest.Denied().On(bulkOfEmployees), lokettest.Denied().On(bulkOfEmployments)}},
		"a list that cannot be filtered":     {faults: []lokettest.Fault{lokettest.BusinessRule(1, "filter").On(bulkOfEmployments).Times(1)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 4, func(e *lokettest.Environment) {
				people := e.Employers[0].Employees
				people[1].CustomFields = nil
				people[1].Employments[1].CustomFields = map[string]string{"Alleo_Access ": "ja"}
				people[2].Employments = []lokettest.Employment{{Start: tomorrow}}
				if test.change != nil {
					test.change(e)
				}
			})
			s.Fault(test.faults...)
			snapshot, _ := s.read(t, nil, day(today))
			_, codes := loketCodes(t, *snapshot)
			require.ElementsMatch(t, []string{personID(1) + " access_empty", personID(1) + " access_on_employment", personID(2) + " starts_later"}, codes)
		})
	}
}

func loketCodes(t *testing.T, s alleo.LoketSnapshot) (people []alleo.Employee, codes []string) {
	t.Helper()
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{s}, alleo.LoketOptions{Today: day(today)})
	require.NoError(t, err)
	for _, f := range findings {
		codes = append(codes, f.Key+" "+f.Code)
	}
	return people, codes
}

// Where a list of the employer may leave out people who are yet to start, they are read one by one; where it shows that it does not, they are not.
func TestStartersWithoutValues(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		inForce bool
		want    int
	}{"the list leaves them out": {true, 1}, "the list has people who left": {false, 0}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 3, func(e *lokettest.Environment) {
				e.Quirks.BulkInForce = test.inForce
				people := e.Employers[0].Employees
				people[0].Employments = people[0].Employments[:1]
				people[1].CustomFields, people[1].Employments = nil, []lokettest.Employment{{Start: tomorrow}}
			})
			_, counts := s.read(t, nil, day(today))
			require.Equal(t, test.want, counts["GetEmployeeCustomFieldssByEmployeeId"], counts)
		})
	}
}

// loket-rest.md §4.12, issue 3 point 7: filter settings come first; whatever they hide, nothing is read, and they are never changed.
func TestHiddenPeople(t *testing.T) {
	t.Parallel()
	onCall := true
	for name, settings := range map[string]lokettest.FilterSettings{
		"leavers and starters":    {Status: "ActiveEmployments"},
		"leavers":                 {Status: "ActiveAndFutureEmployments"},
		"starters":                {Status: "ActiveAndHistoricEmployments"},
		"other departments":       {Departments: []string{"Algemeen"}},
		"people with fixed hours": {OnCall: &onCall},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 3, func(e *lokettest.Environment) { e.Employers[0].FilterSettings = &settings })
			_, err := alleo.ReadLoket(t.Context(), s.client, s.employer, nil, alleo.LoketOptions{Today: day(today)})
			hidden := new(alleo.HiddenPeopleError)
			require.ErrorAs(t, err, &hidden)
			require.ErrorContains(t, err, "OpenFilterSettings")
			require.Equal(t, 1, total(s.requests(t)), "nothing but the settings was read")
			f := hidden.Finding()
			require.Equal(t, alleo.CodeFilterHides, f.Code)
			require.False(t, f.Skip)
		})
	}
}

// design.md "Access": a configured field that the source lacks stops the run before anything else.
func TestWithoutTheAccessFieldNobodyIsRead(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 3, func(*lokettest.Environment) {})
	o := alleo.LoketOptions{Today: day(today), Access: "no_such_field", OnlyEmployer: true}
	_, err := alleo.ReadLoket(t.Context(), s.client, s.employer, nil, o)
	require.ErrorAs(t, err, new(*alleo.MissingFieldError))
	require.Equal(t, 2, total(s.requests(t)), "the settings and the definitions")

	o.OnlyEmployer = false
	_, err = alleo.ReadLoket(t.Context(), s.client, s.employer, nil, o)
	require.NoError(t, err, "another employer may have it")
}

// loket-rest.md §4.8: a description is all that a custom field is known by.
func TestTwoFieldsWithTheSameDescription(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 1, func(e *lokettest.Environment) {
		e.Employers[0].CustomFields = append(e.Employers[0].CustomFields, lokettest.CustomField{ID: lokettest.UUID("second"), Description: "ALLEO_ACCESS"})
	})
	_, err := alleo.ReadLoket(t.Context(), s.client, s.employer, nil, alleo.LoketOptions{Today: day(today)})
	twice := new(alleo.SameFieldError)
	require.ErrorAs(t, err, &twice)
	require.ErrorContains(t, err, lokettest.UUID("access"))
	require.ErrorContains(t, err, lokettest.UUID("second"))

	_, err = alleo.ReadLoket(t.Context(), s.client, s.employer, nil, alleo.LoketOptions{Today: day(today), Access: alleo.NoAccessColumn})
	require.NoError(t, err, "what is not looked at may be there twice")
}

// Values of fields that Alleo does not need are not kept.
func TestOtherFieldsAreNotKept(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 2, func(e *lokettest.Environment) { e.Employers[0].Employees[0].CustomFields["schoenmaat"] = "gemarkeerd" })
	snapshot, _ := s.read(t, nil, day(today))
	data, err := json.Marshal(snapshot)
	require.NoError(t, err)
	require.NotContains(t, string(data), "gemarkeerd")
	require.Len(t, snapshot.Fields, 1)
}

// Issue 3 "Bad input": an employment that is deleted between two pages moves the others up. Nobody is lost for it.
func TestAListThatShrinksWhileItIsRead(t *testing.T) {
	t.Parallel()
	s := startLoket(t, 130)
	once := false
	s.OnRequest(func(r lokettest.Request) {
		if r.Activity() == "GetEmploymentsByEmployerId" && !once && strings.Contains(r.Query, "pageNumber=2") {
			once = true
			_ = s.Remove(employmentID(0, 1))
		}
	})
	snapshot, _ := s.read(t, nil, day(today))
	require.True(t, once)
	_, codes := loketCodes(t, *snapshot)
	require.Empty(t, codes)
	require.Len(t, snapshot.Employments, 259)
}

// Whichever request fails, there is an error, and no snapshot that lacks something.
func TestAFailureAtAnyRequest(t *testing.T) {
	t.Parallel()
	for name, missingBulk := range map[string]bool{"with lists for the whole employer": false, "one by one": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := startLoket(t, 3)
			lists := func(r lokettest.Request) bool {
				return missingBulk && (r.Activity() == bulkOfEmployees || r.Activity() == bulkOfEmployments)
			}
			missing := lokettest.Status(http.StatusNotFound, "").When(lists)
			s.Fault(missing)
			first, _ := s.read(t, nil, day(today))
			require.NoError(t, s.Change(personID(0), map[string]any{"personalDetails.lastName": "Ander"}))
			require.NoError(t, s.Remove(employmentID(1, 2)))
			for _, previous := range []*alleo.LoketSnapshot{nil, first} {
				s.ClearFaults()
				s.Fault(missing)
				_, counts := s.read(t, previous, day(tomorrow))
				for n := range total(counts) {
					s.ClearFaults()
					s.Fault(lokettest.Status(http.StatusInternalServerError, "").After(n).Times(1).When(func(r lokettest.Request) bool { return !lists(r) }), missing)
					snapshot, err := alleo.ReadLoket(t.Context(), s.client, s.employer, previous, alleo.LoketOptions{Today: day(tomorrow)})
					if err != nil {
						require.Nil(t, snapshot)
					}
				}
			}
		})
	}
}

// loket-rest.md §3.2: how a quote is written in a filter is not documented; such a field is found all the same.
func TestAFieldWithAQuoteInItsName(t *testing.T) {
	t.Parallel()
	const name = "Alleo's access"
	s := startLoket(t, 2, func(e *lokettest.Environment) {
		e.Employers[0].Employees[0].CustomFields = map[string]string{name: "ja"}
		e.Employers[0].Employees[1].Employments[1].CustomFields = map[string]string{name: "ja"}
	})
	options := alleo.LoketOptions{Today: day(today), Access: name}
	snapshot, err := alleo.ReadLoket(t.Context(), s.client, s.employer, nil, options)
	require.NoError(t, err)
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{*snapshot}, options)
	require.NoError(t, err)
	require.Len(t, people, 1)
	require.Len(t, findings, 2)
}
