package loket_test

import (
	"context"
	"encoding/json"
	"net/http"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

const someETag = `"AAAAAAB3xY0="` // its form is invented: it goes back as it came (loket-rest.md §5.1)

// replacing is one way in which the typed surface replaces a record.
type replacing struct {
	what    string
	record  string // the fixture
	path    string // below /v2
	version string
	rewrite func(context.Context, *loket.Client) error // reads it and sends it back
}

// rewrite reads a record and sends it back.
func rewrite[T any](record *loket.Record[T], err error, replace func(*loket.Record[T]) (*loket.Record[T], error)) error {
	if err != nil {
		return err
	}
	_, err = replace(record)
	return err
}

// both is a resource that can be read and replaced.
type both[T any] interface {
	Get(context.Context, string) (*loket.Record[T], error)
	Replace(context.Context, string, *loket.Record[T]) (*loket.Record[T], error)
}

func rewriteIn[T any](ctx context.Context, resource both[T], id string) error {
	record, err := resource.Get(ctx, id)
	return rewrite(record, err, func(r *loket.Record[T]) (*loket.Record[T], error) { return resource.Replace(ctx, id, r) })
}

// replacements names every replace of the typed surface (loket-rest.md §5.2).
var replacements = []replacing{
	{"an employer", "employer", employerPath, v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Employers, employerID) }},
	{"an employee", "employee", employeesPath + "/" + employeeID, vEmployees, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Employees, employeeID) }},
	{"an employment", "employment", employmentPath, vEmployments, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Employments, employmentID) }},
	{"a department", "department", employersPath + "/departments/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Departments, "X1") }},
	{"a function", "function", employersPath + "/functions/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Functions, "X1") }},
	{"an organizational entity", "organizational_entity", employmentsPath + "/organizationalentities/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.OrganizationalEntities, "X1") }},
	{"working hours", "working_hours", employmentsPath + "/workinghours/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.WorkingHours, "X1") }},
	{"a wage", "wage", employmentsPath + "/wages/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Wages, "X1") }},
	{"a custom field", "custom_field", employersPath + "/customfields/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.CustomFields, "X1") }},
	{"a custom field value of an employee", "custom_field_value", employeesPath + "/customfields/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.EmployeeCustomFields, "X1") }},
	{"a custom field value of an employment", "custom_field_value", employmentsPath + "/customfields/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.EmploymentCustomFields, "X1") }},
	{"a kind of leave", "leave_type", employerPath + "/leavetypes/X1", v2018, func(ctx context.Context, c lk) error {
		record, err := c.LeaveTypes.Get(ctx, employerID, "X1")
		return rewrite(record, err, func(r *loket.Record[loket.LeaveType]) (*loket.Record[loket.LeaveType], error) {
			return c.LeaveTypes.Replace(ctx, employerID, "X1", r)
		})
	}},
	{"leave", "leave_entry", employmentsPath + "/leave/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.LeaveEntries, "X1") }},
	{"a request for leave", "leave_request", employmentsPath + "/leaverequests/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.LeaveRequests, "X1") }},
	{"filter settings", "filter_settings", "/user/filtersettings/" + employerID, v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.FilterSettings, employerID) }},
	{"a user", "user", employersPath + "/users/X1", v2018, func(ctx context.Context, c lk) error { return rewriteIn(ctx, c.Users, "X1") }},
}

// keeps answers a GET with the record and its ETag, and a PUT with what was put.
func (w *wire) keeps(path, record string) {
	answer := httpmock.NewStringResponder(http.StatusOK, detail(record)).HeaderSet(http.Header{"ETag": {someETag}})
	w.RegisterResponder("GET", base+"/v2"+path, answer)
	w.RegisterResponder("PUT", base+"/v2"+path, answer)
}

// loket-rest.md §5.1: a PUT replaces everything, so what was not changed has to go back as it came, members that this package does not know included.
func TestARecordThatWasNotChangedGoesBackAsItCame(t *testing.T) {
	t.Parallel()
	for _, r := range replacements {
		t.Run(r.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			record := withUnknown(fixture(t, r.record))
			w.keeps(r.path, record)

			require.NoError(t, r.rewrite(t.Context(), client))

			sent := w.sent()
			require.Len(t, sent, 2)
			put := sent[1]
			require.Equal(t, "PUT", put.Method)
			require.Equal(t, base+"/v2"+r.path, put.URL)
			require.Equal(t, "application/json;version="+r.version, put.Header.Get("Accept"))
			require.Equal(t, "application/json", put.Header.Get("Content-Type"))
			require.Equal(t, someETag, put.Header.Get("If-Match"))
			require.JSONEq(t, record, put.Body)
		})
	}
}

func TestAnEmptyMemberGoesBackEmpty(t *testing.T) {
	t.Parallel()
	for _, r := range replacements {
		t.Run(r.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			for member, record := range withNull(t, fixture(t, r.record)) {
				w.keeps(r.path, record)
				require.NoError(t, r.rewrite(t.Context(), client), member)
				sent := w.sent()
				require.JSONEq(t, record, sent[len(sent)-1].Body, member)
			}
		})
	}
}

// anEmployee is an employee as Loket might give it one day: with members that nobody knows, beside and inside those that are known, and with a time behind a day.
const anEmployee = `{"id":"` + employeeID + `","employeeNumber":17,"pronouns":{"key":3,"value":"x"},
	"personalDetails":{"lastName":"Berg","prefix":"van den","dateOfBirth":"1991-04-23T00:00:00","gender":{"key":2,"value":"Vrouw","icon":"v"},"title":null,"nickname":"No"},
	"contactInformation":{"emailAddress":"noor@example.test","businessEmailAddress":null,"pager":"12"},
	"address":{"street":"Kade","houseNumber":8,"city":"Utrecht","country":{"key":530,"isoCode":"NL","value":"Nederland"},"floor":2},
	"deviatingPostalAddress":null,"travel":{"travelDistanceToWork":12000}}`

// changes are what a program may do to that employee, and what that makes of the body.
var changes = []struct {
	what   string
	change func(*loket.Employee)
	want   func(map[string]any)
}{
	{"a text that was empty", func(e *loket.Employee) { e.ContactInformation.BusinessEmailAddress = "n.berg@example.test" },
		func(body map[string]any) {
			inside(body, "contactInformation")["businessEmailAddress"] = "n.berg@example.test"
		}},
	{"a text that is emptied, which is null", func(e *loket.Employee) { e.PersonalDetails.Prefix = "" },
		func(body map[string]any) { inside(body, "personalDetails")["prefix"] = nil }},
	{"a number", func(e *loket.Employee) { e.EmployeeNumber = 18 }, func(body map[string]any) { body["employeeNumber"] = 18 }},
	{"a number that is emptied", func(e *loket.Employee) { e.Travel.TravelDistanceToWork = 0 },
		func(body map[string]any) { inside(body, "travel")["travelDistanceToWork"] = nil }},
	{"a day", func(e *loket.Employee) { e.PersonalDetails.DateOfBirth = civil.Date{Year: 1991, Month: 4, Day: 24} },
		func(body map[string]any) { inside(body, "personalDetails")["dateOfBirth"] = "1991-04-24" }},
	{"a coded value, of which the key alone is sent", func(e *loket.Employee) { e.PersonalDetails.Gender.Key = 1 },
		func(body map[string]any) { inside(body, "personalDetails")["gender"] = map[string]any{"key": 1} }},
	{"the text of a coded value, which Loket does not read", func(e *loket.Employee) { e.PersonalDetails.Gender.Value = "V" },
		func(body map[string]any) { inside(body, "personalDetails", "gender")["value"] = "V" }},
	{"a coded value that was empty", func(e *loket.Employee) { e.PersonalDetails.Title = &loket.KV{Key: 0, Value: "dr."} },
		func(body map[string]any) { inside(body, "personalDetails")["title"] = map[string]any{"key": 0} }},
	{"a country, by its key", func(e *loket.Employee) { e.Address.Country = loket.Country{Key: 531, ISOCode: "BE"} },
		func(body map[string]any) { inside(body, "address")["country"] = map[string]any{"key": 531} }},
	{"one member of an address", func(e *loket.Employee) { e.Address.City = "Goes" }, func(body map[string]any) { inside(body, "address")["city"] = "Goes" }},
	{"an address that is taken away", func(e *loket.Employee) { e.Address = nil }, func(body map[string]any) { body["address"] = nil }},
	{"an address that was not there", func(e *loket.Employee) {
		e.DeviatingPostalAddress = &loket.PostalAddress{HouseNumber: 3, City: "Goes", Country: loket.Country{Key: 530, ISOCode: "NL"}}
	}, func(body map[string]any) {
		body["deviatingPostalAddress"] = map[string]any{"houseNumber": 3, "city": "Goes", "country": map[string]any{"key": 530}}
	}},
	{"a member that was not in the answer", func(e *loket.Employee) { e.PersonalDetails.FirstName = "Noor" },
		func(body map[string]any) { inside(body, "personalDetails")["firstName"] = "Noor" }},
}

func TestWhatWasChangedIsPutOverWhatWasRead(t *testing.T) {
	t.Parallel()
	for _, tt := range changes {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.keeps(employeesPath+"/"+employeeID, anEmployee)
			record, err := client.Employees.Get(t.Context(), employeeID)
			require.NoError(t, err)

			tt.change(&record.Value)
			_, err = client.Employees.Replace(t.Context(), employeeID, record)

			require.NoError(t, err)
			var want map[string]any
			require.NoError(t, json.Unmarshal([]byte(anEmployee), &want))
			inside(want, "personalDetails")["dateOfBirth"] = "1991-04-23" // sent in the documented form (loket-rest.md §7)
			tt.want(want)
			body, err := json.Marshal(want)
			require.NoError(t, err)
			require.JSONEq(t, string(body), w.sent()[1].Body)
		})
	}
}

// inside gives a member of a member.
func inside(body map[string]any, names ...string) map[string]any {
	for _, name := range names {
		body = body[name].(map[string]any)
	}
	return body
}

// loket-rest.md §7: some of the vendor's examples quote decimals, and a day may come with a time. Numbers and days are sent.
func TestNumbersAndDaysAreSentInTheDocumentedForm(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employmentsPath+"/wages/X1", `{"id":"X1","startDate":"2026-01-01T00:00:00","grossWage":"2500.50","netWage":null,"grossWageType":{"key":1,"value":"x","weight":"3"},"extra":"7.00"}`)
	require.NoError(t, rewriteIn(t.Context(), client.Wages, "X1"))
	require.JSONEq(t, `{"id":"X1","startDate":"2026-01-01","grossWage":2500.50,"netWage":null,"grossWageType":{"key":1,"value":"x","weight":"3"},"extra":"7.00"}`, w.sent()[1].Body)
}

// A function is known by its key, which is no reason to send nothing but the key (loket-rest.md §4.5).
func TestAFunctionIsSentAsAWhole(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employersPath+"/functions/X1", `{"key":"X1","description":"Verkoper","group":null}`)
	record, err := client.Functions.Get(t.Context(), "X1")
	require.NoError(t, err)
	record.Value.Key, record.Value.Description = "X2", "Chef"
	_, err = client.Functions.Replace(t.Context(), "X1", record)
	require.NoError(t, err)
	require.JSONEq(t, `{"key":"X2","description":"Chef","group":null}`, w.sent()[1].Body)
}

// Loket empties what is not sent (loket-rest.md §5.1): a record of which only a part is known is not sent.
func TestReplaceRefusesARecordThatWasNotRead(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	for _, record := range []*loket.Record[loket.Department]{nil, {Value: loket.Department{Description: "Winkel"}}} {
		_, err := client.Departments.Replace(t.Context(), "X1", record)
		require.ErrorContains(t, err, "needs a record that was read with Get")
	}
	require.Empty(t, w.sent())
}

func TestReplaceRefusesAnAnswerWithoutARecord(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employersPath+"/departments/X1", http.StatusOK, `{"content":null}`)
	record, err := client.Departments.Get(t.Context(), "X1")
	require.NoError(t, err)
	_, err = client.Departments.Replace(t.Context(), "X1", record)
	require.ErrorContains(t, err, "does not hold what was read")
	require.Len(t, w.sent(), 1)
}

func TestReplaceRefusesAValueThatCannotBeSentAndDoesNotRepeatIt(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employeesPath+"/"+employeeID, anEmployee)
	record, err := client.Employees.Get(t.Context(), employeeID)
	require.NoError(t, err)
	record.Value.PersonalDetails.DateOfBirth = civil.Date{Year: 1991, Month: 2, Day: 30}
	_, err = client.Employees.Replace(t.Context(), employeeID, record)
	require.ErrorContains(t, err, "cannot be encoded")
	require.NotContains(t, err.Error(), "1991")
	require.Len(t, w.sent(), 1)
}

// loket-rest.md §10 shape 12.
func TestAStaleRecordIsAConflict(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employersPath+"/departments/X1", `{"id":"X1","code":40,"description":"Winkel"}`)
	w.answer("PUT", employersPath+"/departments/X1", http.StatusConflict,
		`{"version":{"obsoleteDate":null,"resourceVersion":"2018-01-01"},"messages":[{"code":1,"id":null,"type":"BrokenBusinessRule","description":"The record was changed in the meantime","properties":[]}],"content":{}}`)
	record, err := client.Departments.Get(t.Context(), "X1")
	require.NoError(t, err)
	_, err = client.Departments.Replace(t.Context(), "X1", record)
	require.ErrorIs(t, err, loket.ErrConflict)
}

// loket-rest.md §5.1: what a PUT gave can be changed and put again.
func TestTheAnswerToAReplaceCanBeReplaced(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employersPath+"/departments/X1", `{"id":"X1","code":40,"description":"Winkel","new":1}`)
	record, err := client.Departments.Get(t.Context(), "X1")
	require.NoError(t, err)
	record, err = client.Departments.Replace(t.Context(), "X1", record)
	require.NoError(t, err)
	record.Value.Description = "Kas"
	_, err = client.Departments.Replace(t.Context(), "X1", record)
	require.NoError(t, err)
	put := w.sent()[2]
	require.Equal(t, someETag, put.Header.Get("If-Match"))
	require.JSONEq(t, `{"id":"X1","code":40,"description":"Kas","new":1}`, put.Body)
}

// loket-rest.md §3.4, §5.1: 202 without a body is how a user is replaced.
func TestAReplaceThatLoketCarriesOutLater(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps(employersPath+"/users/X1", fixture(t, "user"))
	w.answer("PUT", employersPath+"/users/X1", http.StatusAccepted, "")
	require.NoError(t, rewriteIn(t.Context(), client.Users, "X1"))
}
