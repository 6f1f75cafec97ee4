package loket_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §4.12: the lists of employments are filtered by these settings without a word.
func TestFilterSettingsSayWhatTheyHide(t *testing.T) {
	t.Parallel()
	key := []loket.KeyValue[string]{{Key: "X1"}, {Key: "X2"}}
	tests := []struct {
		what              string
		filter            loket.EmploymentFilter
		leavers, starters bool
		says              []string
	}{
		{"all employments", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments}, false, false, nil},
		{"active ones only", loket.EmploymentFilter{FilterOnEmployedStatus: loket.ActiveEmployments}, true, true, []string{"people who left are missing", "yet to begin"}},
		{"active and future ones", loket.EmploymentFilter{FilterOnEmployedStatus: loket.ActiveAndFutureEmployments}, true, false, []string{"people who left are missing"}},
		{"active and historic ones", loket.EmploymentFilter{FilterOnEmployedStatus: loket.ActiveAndHistoricEmployments}, false, true, []string{"yet to begin"}},
		{"a status that nobody knows", loket.EmploymentFilter{FilterOnEmployedStatus: "Others"}, true, true, []string{"people who left are missing", "yet to begin"}},
		{"no status at all", loket.EmploymentFilter{}, true, true, []string{"people who left are missing", "yet to begin"}},
		{"departments", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments, FilterOnDepartments: key}, false, false, []string{"outside 2 chosen departments"}},
		{"an administration", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments, FilterOnAdministrations: key[:1]}, false, false, []string{"outside 1 chosen administration"}},
		{"categories", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments, FilterOnEmploymentCategoryType: []loket.KV{{Key: 1}, {Key: 2}}}, false, false, []string{"outside 2 chosen categories"}},
		{"on-call employments only", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments, FilterOnOnCallEmployment: new(true)}, false, false, []string{"not on call"}},
		{"all but on-call employments", loket.EmploymentFilter{FilterOnEmployedStatus: loket.AllEmployments, FilterOnOnCallEmployment: new(false)}, false, false, []string{"employments on call"}},
	}
	for _, tt := range tests {
		t.Run(tt.what, func(t *testing.T) {
			t.Parallel()
			settings := loket.FilterSettings{EmploymentFilter: tt.filter}
			require.Equal(t, tt.leavers, settings.HidesLeavers())
			require.Equal(t, tt.starters, settings.HidesStarters())
			hidden := settings.Hides()
			require.Len(t, hidden, len(tt.says), strings.Join(hidden, "\n"))
			for i, says := range tt.says {
				require.Contains(t, hidden[i], says)
			}
		})
	}
}

// loket-rest.md §10 shape 16.
const closedSettings = `{"employmentFilter":{"filterOnEmployedStatus":"ActiveEmployments","filterOnAdministrations":[],"filterOnDepartments":[{"key":"e4b1c6d2-8f07-4a19-9d35-6c2a0b7f8e05"}],
	"filterOnEmploymentCategoryType":[{"key":1}],"filterOnOnCallEmployment":true,"filterOnMoonPhase":3},"newer":true}`

// issue 3, point 7: opening them is an explicit call.
func TestFilterSettingsAreOpenedByReplacingThem(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps("/user/filtersettings/"+employerID, closedSettings)
	settings, err := client.FilterSettings.Get(t.Context(), employerID)
	require.NoError(t, err)
	require.True(t, settings.Value.HidesLeavers())

	settings.Value = loket.OpenFilterSettings()
	require.Empty(t, settings.Value.Hides())
	_, err = client.FilterSettings.Replace(t.Context(), employerID, settings)

	require.NoError(t, err)
	require.JSONEq(t, `{"employmentFilter":{"filterOnEmployedStatus":"AllEmployments","filterOnAdministrations":[],"filterOnDepartments":[],
		"filterOnEmploymentCategoryType":[],"filterOnOnCallEmployment":null,"filterOnMoonPhase":3},"newer":true}`, w.sent()[1].Body)
}

// loket-rest.md §5.1: of what is chosen, the key is sent.
func TestFilterSettingsCanChoose(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.keeps("/user/filtersettings/"+employerID, closedSettings)
	settings, err := client.FilterSettings.Get(t.Context(), employerID)
	require.NoError(t, err)
	settings.Value.EmploymentFilter.FilterOnDepartments = append(settings.Value.EmploymentFilter.FilterOnDepartments, loket.KeyValue[string]{Key: "X1", Value: "Kas"})
	_, err = client.FilterSettings.Replace(t.Context(), employerID, settings)
	require.NoError(t, err)
	require.JSONEq(t, strings.Replace(closedSettings, `05"}],`, `05"},{"key":"X1"}],`, 1), w.sent()[1].Body)
}

func TestFilterSettingsOfAnEmployerThatIsNotThere(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	w.answer("GET", "/user/filtersettings/"+employerID, http.StatusNotFound, "")
	_, err := client.FilterSettings.Get(t.Context(), employerID)
	require.ErrorIs(t, err, loket.ErrNotFound)
}
