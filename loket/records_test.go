package loket_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// loket-rest.md §4.4: the vendor advises the historical start date as the date on which somebody started, when it is filled.
func TestTheHireDateIsTheHistoricalStartDateIfThereIsOne(t *testing.T) {
	t.Parallel()
	start, historical := civil.Date{Year: 2021, Month: 2, Day: 1}, civil.Date{Year: 2018, Month: 9, Day: 1}
	require.Equal(t, historical, loket.Employment{StartDate: start, HistoricalStartDate: historical}.HireDate())
	require.Equal(t, start, loket.Employment{StartDate: start}.HireDate())
	require.Zero(t, loket.Employment{}.HireDate())
}

// loket-rest.md §4.9: deviations override the default when not null.
func TestDeviationsOfAKindOfLeaveGoFirst(t *testing.T) {
	t.Parallel()
	kind := loket.LeaveType{LeaveType: loket.LeaveTypeDefault{Key: 1, LeaveTypeSettings: loket.LeaveTypeSettings{Value: "Verlof", Enabled: true}}}
	require.Equal(t, loket.LeaveTypeSettings{Value: "Verlof", Enabled: true}, kind.Settings())
	kind.Deviations = &loket.LeaveTypeSettings{Value: "Vakantie"}
	require.Equal(t, loket.LeaveTypeSettings{Value: "Vakantie"}, kind.Settings())
}

func TestThePasswordOfANewUserDoesNotShow(t *testing.T) {
	t.Parallel()
	account := loket.SSOAccount{UserName: "sam", Password: "marked"}
	user := loket.NewUser{SSOAccount: &account}
	for _, form := range []string{"%v", "%+v", "%#v", "%s"} {
		requireClean(t, fmt.Sprintf(form, account))
		requireClean(t, fmt.Sprintf(form, &account))
		requireClean(t, fmt.Sprintf(form, user))
	}
}

// Ids come from other systems and from people: one that would be another address is not sent.
func TestAnIDThatIsNoneIsRefused(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	for _, id := range []string{"", ".", ".."} {
		_, err := client.Employees.Get(t.Context(), id)
		require.ErrorContains(t, err, "is empty")
		_, err = loket.Collect(client.Employees.All(t.Context(), id, nil))
		require.ErrorContains(t, err, "is empty")
	}
	require.Empty(t, w.sent())
}
