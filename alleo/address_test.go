package alleo_test

import (
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

// alleo.md §4: no address, no account; afas-connectors.md §10.2 has the values. afas-profit-rest.md §3.6 has "(replaced)".
func TestProfileThatIsNotEnough(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		columns with
		want    string
	}{
		"no address":                {with{"Mail": nil}, alleo.CodeMissingEmail},
		"blanks for an address":     {with{"Mail": "  "}, alleo.CodeMissingEmail},
		"not an address":            {with{"Mail": "geen"}, alleo.CodeInvalidEmail},
		"an address with a name":    {with{"Mail": "Anna <anna@example.test>"}, alleo.CodeInvalidEmail},
		"two addresses":             {with{"Mail": "a@example.test;b@example.test"}, alleo.CodeInvalidEmail},
		"an address with a blank":   {with{"Mail": "an na@example.test"}, alleo.CodeInvalidEmail},
		"an address without domain": {with{"Mail": "anna@example"}, alleo.CodeInvalidEmail},
		"no first name":             {with{"FirstName": nil}, alleo.CodeMissingName},
		"no last name":              {with{"BirthName": " "}, alleo.CodeMissingName},
		"lost address column":       {with{"Mail": "(replaced)"}, alleo.CodeLostColumn},
		"lost first name column":    {with{"FirstName": "(replaced)"}, alleo.CodeLostColumn},
		"lost prefix column":        {with{"PrefixBirthName": "(replaced)"}, alleo.CodeLostColumn},
		"lost last name column":     {with{"BirthName": "(replaced)"}, alleo.CodeLostColumn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{employees: []afas.Row{employee("001", test.columns)}}
			got := c.run(t)
			require.Equal(t, "nothing", got.action("001"))
			require.Equal(t, one(test.want), got.skipped("001"))

			c.current = []alleo.Employee{account("001")}
			got = c.run(t)
			require.Equal(t, "unchanged", got.action("001"), "in Alleo: stays as it is, and is not missing")
			require.Equal(t, one(test.want), got.skipped("001"))

			c.employees[0]["EmploymentEnd"] = moment(lastWeek)
			got = c.run(t)
			require.Equal(t, []string{"end:  -> " + today, "active: true -> false"}, got.changed("001"), "a leaver is off-boarded all the same")
			require.Empty(t, got.skipped("001"))
		})
	}
}

// afas-connectors.md §10.2: upper and mixed case, trailing blanks, a prefix that was typed in the last name.
func TestTextsAreCleaned(t *testing.T) {
	t.Parallel()
	got := company{employees: []afas.Row{
		employee("001", with{"Mail": " A.Berg@Example.test ", "FirstName": " Anna ", "PrefixBirthName": "van der ", "BirthName": "Van der  Berg", "Department": " Care "}),
		employee("002", with{"PrefixBirthName": "de", "BirthName": "Deen"}),
		employee("003", with{"PrefixBirthName": "'t", "BirthName": "'t Hart"}),
	}}.run(t)
	e := got.record("001")
	require.Equal(t, "A.Berg@Example.test", e.Email)
	require.Equal(t, "Anna van der Berg", e.DisplayName())
	require.Equal(t, []string{"van der", "Berg", "Care"}, []string{e.Prefix, e.LastName, e.Department})
	require.Equal(t, "Deen", got.record("002").LastName)
	require.Equal(t, "Hart", got.record("003").LastName)
}

func TestAnAddressThatDiffersByCaseIsNoChange(t *testing.T) {
	t.Parallel()
	got := company{employees: []afas.Row{employee("001", with{"Mail": "001@EXAMPLE.test"})}, current: []alleo.Employee{account("001")}}.run(t)
	require.Equal(t, "unchanged", got.action("001"))
}

func TestFieldsThatCannotBeReadStayAsTheyAre(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		columns with
		want    string
	}{
		"a birthday that is no day": {with{"DateOfBirth": "1 mei 1990", "Department": "Care"}, alleo.CodeBirthdayUnreadable},
		"a lost birthday column":    {with{"DateOfBirth": "(replaced)"}, alleo.CodeLostColumn},
		"a lost department column":  {with{"Department": "(replaced)"}, alleo.CodeLostColumn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{employees: []afas.Row{employee("001", test.columns)}, current: []alleo.Employee{account("001")}}
			got := c.run(t)
			require.Equal(t, "unchanged", got.action("001"))
			require.Equal(t, one(test.want), got.noted("001"))

			c.current = nil
			got = c.run(t)
			require.Equal(t, "create", got.action("001"))
			require.Equal(t, one(test.want), got.noted("001"))
			require.NotContains(t, got.record("001").Department, "replaced")
		})
	}
	t.Run("an empty birthday is empty", func(t *testing.T) { // afas-connectors.md §10.2
		t.Parallel()
		got := company{employees: []afas.Row{employee("001", with{"DateOfBirth": nil})}, current: []alleo.Employee{account("001")}}.run(t)
		require.Equal(t, []string{"birthday: 1990-05-01 -> "}, got.changed("001"))
	})
}

// design.md "Identity": the same e-mail on two persons is a finding and neither is written.
func TestTheSameAddressOnTwoPersons(t *testing.T) {
	t.Parallel()
	shared := with{"Mail": "Shared@example.test"}
	t.Run("neither is written", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001", shared), employee("002", with{"Mail": " shared@example.test "}), employee("003")},
			current:   []alleo.Employee{account("002")},
		}.run(t)
		require.Equal(t, []string{"nothing", "unchanged", "create"}, []string{got.action("001"), got.action("002"), got.action("003")})
		require.Equal(t, one(alleo.CodeDuplicateEmail), got.skipped("001"))
		require.Equal(t, one(alleo.CodeDuplicateEmail), got.skipped("002"))
	})
	t.Run("a leaver and somebody without access do not count", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{
				employee("001", shared), employee("002", shared, employed("2020-01-01", yesterday)), employee("003", shared, with{"Alleo_Access": false}),
				employee("004", shared, employed("2020-01-01", lastWeek)), employee("005", shared, employed(nextMonth, "")),
			},
			current: []alleo.Employee{account("002", ending(yesterday))},
		}.run(t)
		require.Equal(t, "create", got.action("001"))
		require.Equal(t, "offboard", got.action("002"))
		require.Equal(t, one(alleo.CodeNoAccess), got.skipped("003"))
		require.Equal(t, one(alleo.CodeLeftAlready), got.skipped("004"))
		require.Equal(t, one(alleo.CodeStartsLater), got.skipped("005"))
	})
	t.Run("a future starter in advance counts", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001", shared), employee("002", shared, employed(nextMonth, ""))},
			options:   alleo.ProfitOptions{InAdvance: true},
		}.run(t)
		require.Equal(t, one(alleo.CodeDuplicateEmail), got.skipped("001"))
		require.Equal(t, one(alleo.CodeDuplicateEmail), got.skipped("002"))
	})
}

// alleo.md §4: the address must be unique, and identifies an account.
func TestAnAddressOfAnotherAccount(t *testing.T) {
	t.Parallel()
	address := func(text string) with { return with{"Mail": text} }
	t.Run("that keeps it", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001"), employee("002", address("001@example.test"), employed("2020-01-01", ""))},
			current:   []alleo.Employee{account("001", withdrawn), account("003", closed(lastYear))},
		}.run(t)
		require.Equal(t, one(alleo.CodeDuplicateEmail), got.skipped("002"), "both in the source")

		for name, other := range map[string]alleo.Employee{
			"missing": account("003"), "off-boarded": account("003", closed(lastYear)),
		} {
			got = company{employees: []afas.Row{employee("002", address("003@EXAMPLE.test"))}, current: []alleo.Employee{other}}.run(t)
			require.Equal(t, one(alleo.CodeEmailTaken), got.skipped("002"), name)
			require.Equal(t, "nothing", got.action("002"))
		}
	})
	t.Run("that gives it up in the same run", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001", address("new@example.test")), employee("002", address("001@example.test"))},
			current:   []alleo.Employee{account("001")},
		}.run(t)
		require.Equal(t, "update", got.action("001"))
		require.Equal(t, "create", got.action("002"))
	})
	t.Run("that swaps with it", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{employee("001", address("002@example.test")), employee("002", address("001@example.test"))},
			current:   []alleo.Employee{account("001"), account("002")},
		}.run(t)
		require.Equal(t, []string{"email: 001@example.test -> 002@example.test"}, got.changed("001"))
		require.Equal(t, []string{"email: 002@example.test -> 001@example.test"}, got.changed("002"))
	})
	t.Run("that would have given it up, had it not been left out itself", func(t *testing.T) {
		t.Parallel()
		got := company{
			employees: []afas.Row{
				employee("001", address("002@example.test")), employee("002", address("003@example.test")),
				employee("003", address("004@example.test")), employee("004", with{"FirstName": nil}),
			},
			current: []alleo.Employee{account("002"), account("003"), account("004")},
		}.run(t)
		for _, id := range []string{"001", "002", "003"} {
			require.Equal(t, one(alleo.CodeEmailTaken), got.skipped(id), id)
		}
		require.Empty(t, got.plan.Changes)
	})
}
