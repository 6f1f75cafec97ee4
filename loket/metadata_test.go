package loket_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §3.6 and §10 shape 32: options are a key and a value, or more, or something else.
func TestMetadataGivesTheOptionsOfEachMember(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerPath+"/departments/metadata", http.StatusOK, list(1, 1,
		`{"field":"gender","options":[{"key":1,"value":"Man"},{"key":2,"value":"Vrouw"}]},
		 {"field":"country","options":[{"key":530,"isoCode":"NL","value":"Nederland"}]},
		 {"field":"department","options":[{"key":"e4b1c6d2-8f07-4a19-9d35-6c2a0b7f8e05","value":"Winkel"}]},
		 {"field":"costCenter","options":[{"id":7,"code":"A1","description":"Algemeen","linkedCostUnits":[]}]},
		 {"field":"processCode","options":[{"key":"2.1","value":null}]},
		 {"field":"empty","options":null}`))

	fields, err := client.Departments.Metadata(t.Context(), employerID)

	require.NoError(t, err)
	require.Len(t, fields, 6)
	require.Equal(t, "Vrouw", fields.Options("Gender")[1].Value)
	require.Equal(t, "2", fields.Options("gender")[1].Key)
	require.JSONEq(t, `{"key":530,"isoCode":"NL","value":"Nederland"}`, string(fields.Options("country")[0].Raw))
	require.Equal(t, "e4b1c6d2-8f07-4a19-9d35-6c2a0b7f8e05", fields.Options("department")[0].Key)
	require.Equal(t, "7", fields.Options("costCenter")[0].Key)
	require.Equal(t, "Algemeen", fields.Options("costCenter")[0].Value)
	require.Equal(t, "2.1", fields.Options("processCode")[0].Key)
	require.Empty(t, fields.Options("processCode")[0].Value)
	require.Empty(t, fields.Options("empty"))
	require.Empty(t, fields.Options("unknown"))
	sent := w.only(t)
	requireAddress(t, employerPath+"/departments/metadata", "", sent.URL)
	require.Equal(t, "application/json;version=2018-01-01", sent.Header.Get("Accept"))
}

func TestAnOptionOfAnotherShapeIsAnError(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employerPath+"/departments/metadata", http.StatusOK, list(1, 1, `{"field":"gender","options":[7]}`))
	_, err := client.Departments.Metadata(t.Context(), employerID)
	require.ErrorContains(t, err, "another shape")
}

// loket-rest.md §3.6: chains have more behind /metadata.
func TestMetadataOfAChain(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employmentPath+"/wages/metadata/payrolladministration/X1", http.StatusOK, list(1, 1, `{"field":"payScale","options":[]}`))
	fields, err := loket.Metadata(t.Context(), client, loket.Operation{
		Path: "/providers/employers/employees/employments/{employmentId}/wages/metadata/payrolladministration/{payrollAdministrationId}",
		IDs:  []string{employmentID, "X1"}, Version: "2018-01-01",
	})
	require.NoError(t, err)
	require.Equal(t, "payScale", fields[0].Field)
}

func TestMetadataOfANewEmployment(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employeesPath+"/"+employeeID+"/employments/metadata", http.StatusOK, list(1, 1, ""))
	fields, err := client.Employments.Metadata(t.Context(), employeeID)
	require.NoError(t, err)
	require.Empty(t, fields)
}

// loket-rest.md §3.6 and §3.4: under content, bare, or as a list of one; members without a default are null, coded values too.
func TestDefaultsInEveryShape(t *testing.T) {
	t.Parallel()
	const defaults = `{"startDate":null,"grossWageType":null,"payrollPeriodType":null,"grossWage":2500.50}`
	for _, answer := range []string{detail(defaults), defaults, list(1, 1, defaults)} {
		client, w := newClient(t)
		w.answer("GET", employmentPath+"/wages/defaults", http.StatusOK, answer)
		proposed, err := client.Wages.Defaults(t.Context(), employmentID)
		require.NoError(t, err)
		require.Equal(t, loket.Wage{GrossWage: "2500.50"}, proposed.Value)
		requireAddress(t, employmentPath+"/wages/defaults", "", w.only(t).URL)
	}
}

func TestDefaultsOfAnOperationThatIsNotTyped(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", employmentPath+"/payrollperioddata/defaults", http.StatusOK, detail(`{"shift":{"shiftNumber":1,"fullTimeHoursPerWeek":40.0}}`))
	type periodData struct{ Shift loket.Shift }
	proposed, err := loket.Defaults[periodData](t.Context(), client, loket.Operation{
		Path: "/providers/employers/employees/employments/{employmentId}/payrollperioddata/", IDs: []string{employmentID}, Version: "2018-01-01",
	})
	require.NoError(t, err)
	require.Equal(t, loket.Shift{ShiftNumber: 1, FullTimeHoursPerWeek: "40.0"}, proposed.Value.Shift)
}
