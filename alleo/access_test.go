package alleo_test

import (
	"encoding/json"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/stretchr/testify/require"
)

// alleo.md §3: the values that other integrations use, trimmed, without case.
func TestParseAccess(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]alleo.Access{
		"true": alleo.AccessGranted, " TRUE ": alleo.AccessGranted, "yes": alleo.AccessGranted, "Ja": alleo.AccessGranted, "1": alleo.AccessGranted,
		"false": alleo.AccessDenied, "No": alleo.AccessDenied, "nee\t": alleo.AccessDenied, "0": alleo.AccessDenied,
		"": alleo.AccessEmpty, "  ": alleo.AccessEmpty,
		"maybe": alleo.AccessUnreadable, "(replaced)": alleo.AccessUnreadable, "2": alleo.AccessUnreadable, "y": alleo.AccessUnreadable,
	} {
		require.Equal(t, want, alleo.ParseAccess(text), "%q", text)
	}
}

// design.md "Access"; alleo.md §3.
func TestAccess(t *testing.T) {
	t.Parallel()
	type want struct {
		action  string
		changed []string
		skipped string
		noted   string
	}
	for name, test := range map[string]struct {
		value    any
		columns  with                  // further columns of the row
		current  func(*alleo.Employee) // nil: not in Alleo
		offboard bool                  // OffboardWithdrawn
		want     want
	}{
		"yes, not in Alleo":        {value: true, want: want{action: "create"}},
		"yes as a number":          {value: json.Number("1"), want: want{action: "create"}},
		"yes in Dutch":             {value: " Ja", want: want{action: "create"}},
		"no, not in Alleo":         {value: false, want: want{action: "nothing", skipped: alleo.CodeNoAccess}},
		"empty, not in Alleo":      {value: nil, want: want{action: "nothing", skipped: alleo.CodeAccessEmpty}},
		"unreadable, not in Alleo": {value: "maybe", want: want{action: "nothing", skipped: alleo.CodeAccessUnreadable}},
		"no, not in Alleo, starts later": {
			value: false, columns: employed(nextMonth, ""), want: want{action: "nothing", skipped: alleo.CodeNoAccess},
		},
		"no, in Alleo: a line of its own, nobody is off-boarded": {
			value: false, columns: with{"BirthName": "Smit", "Mail": nil}, current: func(*alleo.Employee) {},
			want: want{action: "withdrawn", changed: []string{"access: granted -> withdrawn"}},
		},
		"no, recorded before: shown again only when it changes": {
			value: false, columns: with{"BirthName": "Smit"}, current: withdrawn, want: want{action: "unchanged"},
		},
		"no, off-boarding wanted": {
			value: false, current: func(*alleo.Employee) {}, offboard: true,
			want: want{action: "offboard", changed: []string{"end:  -> " + today, "active: true -> false", "access: granted -> withdrawn"}},
		},
		"no, recorded before, off-boarding wanted now": {
			value: false, current: withdrawn, offboard: true,
			want: want{action: "offboard", changed: []string{"end:  -> " + today, "active: true -> false"}},
		},
		"no, and a coming end: the employment's end still counts": {
			value: false, columns: employed("2020-01-01", nextMonth), current: withdrawn,
			want: want{action: "offboard", changed: []string{"end:  -> " + nextMonth}},
		},
		"no, and left": {
			value: false, columns: employed("2020-01-01", yesterday), current: func(e *alleo.Employee) { withdrawn(e); ending(yesterday)(e) },
			want: want{action: "offboard", changed: []string{"active: true -> false"}},
		},
		"yes again: an update": {
			value: true, current: withdrawn, want: want{action: "update", changed: []string{"access: withdrawn -> granted"}},
		},
		"yes again after having been off-boarded for it": {
			value: true, current: func(e *alleo.Employee) { withdrawn(e); closed(lastWeek)(e) },
			want: want{action: "update", changed: []string{"end: " + lastWeek + " -> ", "active: false -> true", "access: withdrawn -> granted"}},
		},
		"empty, in Alleo: not eligible, with a finding": {
			value: " ", current: func(*alleo.Employee) {},
			want: want{action: "withdrawn", changed: []string{"access: granted -> withdrawn"}, noted: alleo.CodeAccessEmpty},
		},
		"unreadable, in Alleo: nothing changes, not even the end": {
			value: "maybe", columns: employed("2020-01-01", nextMonth), current: func(*alleo.Employee) {},
			want: want{action: "unchanged", skipped: alleo.CodeAccessUnreadable},
		},
		"unreadable, and left: access must not keep a leaver in": {
			value: "maybe", columns: employed("2020-01-01", yesterday), current: ending(yesterday),
			want: want{action: "offboard", changed: []string{"active: true -> false"}},
		},
		"no, off-boarded before":         {value: false, current: closed(lastYear), want: want{action: "unchanged"}},
		"empty, off-boarded before":      {value: nil, current: closed(lastYear), want: want{action: "unchanged"}},
		"unreadable, off-boarded before": {value: "?", current: closed(lastYear), want: want{action: "unchanged", skipped: alleo.CodeAccessUnreadable}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := company{
				employees: []afas.Row{employee("001", with{"Alleo_Access": test.value}, test.columns)},
				options:   alleo.ProfitOptions{OffboardWithdrawn: test.offboard},
			}
			if test.current != nil {
				c.current = []alleo.Employee{account("001", test.current)}
			}
			got := c.run(t)
			require.Equal(t, test.want.action, got.action("001"))
			if test.want.action != "create" {
				require.Equal(t, test.want.changed, got.changed("001"))
			}
			var skipped []string
			if test.want.skipped != "" {
				skipped = one(test.want.skipped)
			}
			require.Equal(t, skipped, got.skipped("001"))
			if test.want.noted != "" {
				require.Equal(t, one(test.want.noted), got.noted("001"))
			}

			c.current = got.applied()
			require.Empty(t, c.run(t).plan.Changes, "a second run changes nothing")
		})
	}
}

// design.md "Access": somebody who comes back to an empty tick box is told.
func TestEmptyAccessOfSomebodyWhoComesBackIsAFinding(t *testing.T) {
	t.Parallel()
	got := company{
		employees: []afas.Row{employee("001", with{"Alleo_Access": nil})},
		current:   []alleo.Employee{account("001", closed(lastYear))},
	}.run(t)
	require.Equal(t, one(alleo.CodeAccessEmpty), got.codes("001", false))
}

// alleo.md §3: no column, everyone; and the column is configurable.
func TestAccessColumn(t *testing.T) {
	t.Parallel()
	row := employee("001")
	delete(row, "Alleo_Access")
	got := company{employees: []afas.Row{row}, options: alleo.ProfitOptions{Access: alleo.NoAccessColumn}}.run(t)
	require.Equal(t, "create", got.action("001"))

	row["Toegang"] = "nee"
	got = company{employees: []afas.Row{row}, options: alleo.ProfitOptions{Access: "Toegang"}}.run(t)
	require.Equal(t, one(alleo.CodeNoAccess), got.skipped("001"))
}
