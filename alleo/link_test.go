package alleo_test

import (
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
	"github.com/stretchr/testify/require"
)

// keyOf gives the key of a record without an ID at Alleo.
func keyOf(address string) string { return alleo.Key(alleo.Employee{Email: address}) }

// design.md "Identity": e-mail is only a second chance.
func TestAccountsWithoutAnIDAreFoundByAddress(t *testing.T) {
	t.Parallel()
	c := company{
		employees: []afas.Row{
			employee("001", with{"Department": "Sales"}),
			employee("002", employed("2020-01-01", lastWeek)),
			employee("003", with{"Alleo_Access": false}),
			employee("004"),
		},
		current: []alleo.Employee{
			account("001", withoutID, withEmail("001@EXAMPLE.test")), account("002", withoutID), account("003", withoutID), account("004", withoutID),
		},
	}
	got := c.run(t)
	require.Empty(t, got.skipped("001"))
	require.Equal(t, []string{"id:  -> 001", "department: Care -> Sales"}, got.changed(keyOf("001@example.test")), "adopts the id")
	require.Equal(t, "offboard", got.action(keyOf("002@example.test")))
	require.Equal(t, "withdrawn", got.action(keyOf("003@example.test")))
	require.Equal(t, []string{"id:  -> 004"}, got.changed(keyOf("004@example.test")))
	require.Len(t, got.plan.Changes, 4)

	c.current = got.applied()
	require.Empty(t, c.run(t).plan.Changes, "a second run changes nothing")
}

func TestARowWithoutAnIDFindsNoAccount(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("", with{"PersonId": nil, "Mail": "001@example.test"})},
		current:   []alleo.Employee{account("001", withoutID)},
	}.run(t)
	require.Equal(t, one(alleo.CodeMissingID), got.skipped("row 1"))
	require.Equal(t, "missing", got.action(keyOf("001@example.test")))
}

func TestAnAccountWithAnIDIsNeverFoundByAddress(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("001", with{"Mail": "old@example.test"})},
		current:   []alleo.Employee{account("900", withEmail("old@example.test")), account("002", withoutID)},
	}.run(t)
	require.Equal(t, one(alleo.CodeEmailTaken), got.skipped("001"))
	require.Equal(t, "missing", got.action("900"))
}

func TestAnAddressThatFitsSeveral(t *testing.T) {
	t.Parallel()
	shared := with{"Mail": "shared@example.test"}
	got := company{
		employees: []afas.Row{employee("001", shared), employee("002", shared, with{"FirstName": "Bea"})},
		current:   []alleo.Employee{account("x", withoutID, withEmail("shared@example.test"))},
	}.run(t)
	require.Equal(t, one(alleo.CodeAmbiguous), got.skipped("001"))
	require.Equal(t, one(alleo.CodeAmbiguous), got.skipped("002"))
	require.Equal(t, "unchanged", got.action(keyOf("shared@example.test")), "the account stays as it is")

	preview := alleo.NewPreview("afas", got.plan, got.findings, []alleo.Employee{account("x", withoutID, withEmail("shared@example.test"))}, plansync.Limits{Lost: plansync.AtMost(0)})
	require.NotEmpty(t, preview.Stopped, "an account whose owner is left out counts as lost")
	require.Equal(t, alleo.Counts{Skipped: 2}, preview.Counts)
}

// design.md "Identity": it would make a second account; alleo.md §4.
func TestAChangedAddressWithoutAnIDIsWithheld(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		account func(*alleo.Employee)
		want    []string // of the person, and of the account
	}{
		"same name and birthday":            {func(*alleo.Employee) {}, []string{"nothing", "unchanged"}},
		"same name in another case":         {func(e *alleo.Employee) { e.FirstName, e.LastName = "ANNA", "jansen" }, []string{"nothing", "unchanged"}},
		"same name, birthday not known":     {func(e *alleo.Employee) { e.Birthday = civil.Date{} }, []string{"nothing", "unchanged"}},
		"same name, another birthday":       {func(e *alleo.Employee) { e.Birthday = day("1991-05-01") }, []string{"create", "missing"}},
		"another name":                      {func(e *alleo.Employee) { e.FirstName = "Bea" }, []string{"create", "missing"}},
		"same name, but off-boarded before": {closed(lastYear), []string{"create", "unchanged"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			current := []alleo.Employee{account("old", withoutID, withEmail("old@example.test"), test.account)}
			got := company{employees: []afas.Row{employee("001")}, current: current}.run(t)
			require.Equal(t, test.want, []string{got.action("001"), got.action(keyOf("old@example.test"))})
			if test.want[0] == "nothing" {
				require.Equal(t, one(alleo.CodeEmailChanged), got.skipped("001"))
				preview := alleo.NewPreview("afas", got.plan, got.findings, current, plansync.Limits{Lost: plansync.AtMost(0)})
				require.NotEmpty(t, preview.Stopped)
				require.Equal(t, alleo.Counts{Skipped: 1}, preview.Counts)
			}
		})
	}
}

func TestSomebodyLeftOutWhoseAccountHasNoID(t *testing.T) {
	t.Parallel()
	current := []alleo.Employee{account("001", withoutID)}
	got := company{employees: []afas.Row{employee("001", with{"FirstName": nil})}, current: current}.run(t)
	require.Equal(t, one(alleo.CodeMissingName), got.skipped("001"))
	require.Equal(t, "unchanged", got.action(keyOf("001@example.test")))
	preview := alleo.NewPreview("afas", got.plan, got.findings, current, plansync.Limits{Lost: plansync.AtMost(0)})
	require.NotEmpty(t, preview.Stopped)
	require.Equal(t, alleo.Counts{Skipped: 1}, preview.Counts)
}

func TestKey(t *testing.T) {
	t.Parallel()
	require.Equal(t, "floora", alleo.Key(alleo.Employee{ID: " FLOORA "}))
	require.Empty(t, alleo.Key(alleo.Employee{}))
	require.Equal(t, keyOf("a@example.test"), keyOf(" A@Example.test"))
	require.NotContains(t, keyOf("a@example.test"), "example", "keys appear in errors, where addresses do not belong")
	ids := map[string]bool{keyOf("a@example.test"): true}
	for _, id := range []string{keyOf("a@example.test"), "id:" + keyOf("a@example.test"), "id:id:x", "id:x", "x", "email:x", "a@example.test"} {
		key := alleo.Key(alleo.Employee{ID: id})
		require.False(t, ids[key], "the key of id %q is taken", id)
		ids[key] = true
	}
}
