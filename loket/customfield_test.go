package loket_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §4.8: a field is known by its description, and Loket keeps spaces around that.
func TestACustomFieldIsKnownByItsDescription(t *testing.T) {
	t.Parallel()
	field := loket.CustomField{Description: " Alleo_Access\t"}
	require.True(t, field.Is("alleo_access"))
	require.True(t, field.Is("ALLEO_ACCESS "))
	require.False(t, field.Is("alleo access"))

	values := loket.CustomFieldValues{
		{ID: "V1", CustomField: field, Value: "ja"},
		{ID: "V2", CustomField: loket.CustomField{ID: "C2", Description: "team"}, Value: "oost"},
		{ID: "V3", CustomField: loket.CustomField{ID: "C3", Description: "alleo_access"}, Value: "nee"},
	}
	require.Equal(t, loket.CustomFieldValues{values[0], values[2]}, values.Named("alleo_access"), "two fields with one description are both given")
	require.Empty(t, values.Named("other"))
}

const (
	employeeFieldsPath   = employerPath + "/employees/customfields"
	employmentFieldsPath = employerPath + "/employees/employments/customfields"
	secondEmployment     = "c07b9e15-52d8-4f6a-b3c9-1f4e2a8d6b04"
	secondEmployee       = "1d6f0c2e-7a35-4b52-8c1e-90aa41d7e503"
)

// customValue is a value in JSON.
func customValue(id, field, value string) string {
	return fmt.Sprintf(`{"id":%q,"customField":{"id":"C-%s","description":%q},"value":%q}`, id, field, field, value)
}

// loket-rest.md §10 shape 23 and §4.8: one object under a plural name, under the employment also for employees; decode lists and employee ids too.
func TestTheRowsOfABulkListInEveryShape(t *testing.T) {
	t.Parallel()
	want := loket.CustomFieldValues{{ID: "V1", CustomField: loket.CustomField{ID: "C-alleo_access", Description: "alleo_access"}, Value: "ja"}}
	value := customValue("V1", "alleo_access", "ja")
	tests := []struct {
		what, row string
		want      loket.CustomFieldRow
	}{
		{"one object", `{"employmentId":"M1","employeeCustomFields":` + value + `}`, loket.CustomFieldRow{EmploymentID: "M1", Values: want}},
		{"a list", `{"employmentId":"M1","employeeCustomFields":[` + value + `]}`, loket.CustomFieldRow{EmploymentID: "M1", Values: want}},
		{"a list without entries", `{"employmentId":"M1","employeeCustomFields":[]}`, loket.CustomFieldRow{EmploymentID: "M1", Values: loket.CustomFieldValues{}}},
		{"nothing", `{"employmentId":"M1","employeeCustomFields":null}`, loket.CustomFieldRow{EmploymentID: "M1"}},
		{"under the employee", `{"employeeId":"P1","employeeCustomFields":` + value + `}`, loket.CustomFieldRow{EmployeeID: "P1", Values: want}},
		{"of an employment", `{"employmentId":"M1","employmentCustomFields":` + value + `}`, loket.CustomFieldRow{EmploymentID: "M1", Values: want}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			client, w := newClient(t)
			w.answer("GET", employeeFieldsPath, http.StatusOK, list(1, 1, tt.row))
			rows, err := loket.Collect(client.EmployeeCustomFields.OfEmployer.All(t.Context(), employerID, nil))
			require.NoError(t, err)
			require.Equal(t, []loket.CustomFieldRow{tt.want}, rows)
		})
	}
}

func TestABulkRowOfAnotherShapeIsAnError(t *testing.T) {
	t.Parallel()
	for _, row := range []string{`{"employmentId":"M1","employeeCustomFields":7}`, `{"employmentId":7}`, `{"employeeCustomFields":` + customValue("V1", "x", "marked") + `}`} {
		client, w := newClient(t)
		w.answer("GET", employeeFieldsPath, http.StatusOK, list(1, 1, row))
		_, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, map[string]string{"M1": "P1"}, civil.Date{})
		require.ErrorContains(t, err, "another shape", row)
		requireClean(t, err.Error())
	}
}

// loket-rest.md §4.8: the key is the employment for employees too, and one with two employments is in the list twice.
func TestValuesOfEmployeesComeFromTheListOfTheEmployer(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employeeFieldsPath, http.StatusOK, list(1, 1, strings.Join([]string{
		`{"employmentId":"` + strings.ToUpper(employmentID) + `","employeeCustomFields":` + customValue("V1", "alleo_access", "ja") + `}`,
		`{"employmentId":"` + secondEmployment + `","employeeCustomFields":` + customValue("V1", "alleo_access", "ja") + `}`,
		`{"employmentId":"` + secondEmployment + `","employeeCustomFields":` + customValue("V2", "team", "oost") + `}`,
		`{"employmentId":"Somebody-Else","employeeCustomFields":` + customValue("V3", "team", "west") + `}`,
	}, ",")))
	employeeOf := map[string]string{employmentID: employeeID, secondEmployment: employeeID}

	fields, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, employeeOf, civil.Date{Year: 2026, Month: 1, Day: 1})

	require.NoError(t, err)
	require.Len(t, fields.Of(employeeID), 2)
	require.Equal(t, "ja", fields.Of(strings.ToUpper(employeeID)).Named("alleo_access")[0].Value, "ids are compared without case (§7)")
	require.Equal(t, "oost", fields.Of(employeeID).Named("team")[0].Value)
	require.Empty(t, fields.Of(secondEmployee))
	require.Equal(t, []string{"somebody-else"}, fields.Unknown)
	require.False(t, fields.OneByOne)
	requireAddress(t, employeeFieldsPath, "orderBy=employmentId%2CemployeeCustomFields.id&referenceDate=2026-01-01", w.only(t).URL)
}

func TestValuesOfEmploymentsComeFromTheListOfTheEmployer(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employmentFieldsPath, http.StatusOK, list(1, 1, `{"employmentId":"`+employmentID+`","employmentCustomFields":`+customValue("V1", "alleo_access", "ja")+`}`))
	fields, err := client.EmploymentCustomFields.ByEmployment(t.Context(), employerID, []string{employmentID}, civil.Date{})
	require.NoError(t, err)
	require.Equal(t, "ja", fields.Of(employmentID).Named("alleo_access")[0].Value)
	requireAddress(t, employmentFieldsPath, "orderBy=employmentId%2CemploymentCustomFields.id", w.only(t).URL)
}

// A value that slips between two pages would look like one that was emptied, so the list is asked for in an order; where Loket refuses that, it is read as it comes.
func TestWhereTheListOfTheEmployerHasNoOrderItIsReadWithout(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.RegisterResponder("GET", "=~/employees/customfields", func(req *http.Request) (*http.Response, error) {
		if req.URL.Query().Has("orderBy") {
			return httpmock.NewStringResponse(http.StatusBadRequest, `{"messages":[{"code":1,"type":"BrokenBusinessRule","description":"no such member"}]}`), nil
		}
		return httpmock.NewStringResponse(http.StatusOK, list(1, 1, `{"employmentId":"`+employmentID+`","employeeCustomFields":`+customValue("V1", "alleo_access", "ja")+`}`)), nil
	})
	fields, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, map[string]string{employmentID: employeeID}, civil.Date{})
	require.NoError(t, err)
	require.Equal(t, "ja", fields.Of(employeeID).Named("alleo_access")[0].Value)
	require.Len(t, w.sent(), 2)
}

// loket-rest.md §4.8 and §11: the bulk list is newer than the rest and may not be there; fall back to one call for each employee.
func TestWithoutTheListOfTheEmployerThereIsOneCallForEachEmployee(t *testing.T) {
	t.Parallel()
	for _, status := range []int{http.StatusNotFound, http.StatusForbidden} {
		client, w := newClient(t)
		w.answer("GET", employeeFieldsPath, status, "")
		w.RegisterResponder("GET", "=~(?i)/employees/"+employeeID+"/customfields", httpmock.NewStringResponder(http.StatusOK, list(1, 1, customValue("V1", "alleo_access", "ja"))))
		w.answer("GET", employeesPath+"/"+secondEmployee+"/customfields", http.StatusOK, list(1, 0, ""))
		employeeOf := map[string]string{employmentID: employeeID, secondEmployment: strings.ToUpper(employeeID), "M3": secondEmployee}

		fields, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, employeeOf, civil.Date{})

		require.NoError(t, err)
		require.True(t, fields.OneByOne)
		require.Equal(t, "ja", fields.Of(employeeID).Named("alleo_access")[0].Value)
		require.Empty(t, fields.Of(secondEmployee))
		require.Len(t, w.sent(), 3)
	}
}

func TestWithoutTheListOfTheEmployerThereIsOneCallForEachEmployment(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employmentFieldsPath, http.StatusNotFound, "")
	w.answer("GET", employmentPath+"/customfields", http.StatusOK, list(1, 1, customValue("V1", "alleo_access", "ja")))
	fields, err := client.EmploymentCustomFields.ByEmployment(t.Context(), employerID, []string{employmentID}, civil.Date{})
	require.NoError(t, err)
	require.Equal(t, "ja", fields.Of(employmentID).Named("alleo_access")[0].Value)
}

// Somebody whose values cannot be read must not look like somebody who has none.
func TestAnEmployeeWhoseValuesCannotBeReadIsAnError(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employeeFieldsPath, http.StatusNotFound, "")
	w.answer("GET", employeesPath+"/"+employeeID+"/customfields", http.StatusForbidden, `{"message":"Insufficient rights"}`)
	_, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, map[string]string{employmentID: employeeID}, civil.Date{})
	require.ErrorIs(t, err, loket.ErrForbidden)
	require.ErrorContains(t, err, "one by one")
}

// An employer that disappears between two pages is not one without the list.
func TestAListThatEndsHalfwayIsAnErrorAndNoReasonForSingleCalls(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	path := base + "/v2" + employeeFieldsPath
	first := list(1, 2, `{"employmentId":"`+employmentID+`","employeeCustomFields":`+customValue("V1", "alleo_access", "ja")+`}`)
	w.RegisterResponder("GET", path, httpmock.NewStringResponder(http.StatusOK, first).Then(httpmock.NewStringResponder(http.StatusNotFound, "")))
	_, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, map[string]string{employmentID: employeeID}, civil.Date{})
	require.ErrorIs(t, err, loket.ErrNotFound)
	require.Len(t, w.sent(), 2)
}

// issue 3, "How fast": never more than the configured number at once.
func TestSingleCallsKeepToTheConfiguredNumberAtOnce(t *testing.T) {
	t.Parallel()
	client, w := newClient(t, loket.WithConcurrency(3))
	w.answer("GET", employeeFieldsPath, http.StatusNotFound, "")
	var mu sync.Mutex
	running, most := 0, 0
	full := make(chan struct{})
	w.RegisterResponder("GET", "=~/employees/P[0-9]+/customfields", func(*http.Request) (*http.Response, error) {
		mu.Lock()
		running++
		if running > most {
			if most = running; most == 3 {
				close(full)
			}
		}
		mu.Unlock()
		<-full
		mu.Lock()
		running--
		mu.Unlock()
		return httpmock.NewStringResponse(http.StatusOK, list(1, 1, "")), nil
	})
	employeeOf := map[string]string{}
	for i := range 40 {
		employeeOf[fmt.Sprintf("M%d", i)] = fmt.Sprintf("P%d", i)
	}
	_, err := client.EmployeeCustomFields.ByEmployee(t.Context(), employerID, employeeOf, civil.Date{})
	require.NoError(t, err)
	require.Equal(t, 3, most)
	require.Len(t, w.sent(), 41)
}
