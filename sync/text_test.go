package sync_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

func text(t *testing.T, plan *plansync.Plan[employee]) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, plan.WriteText(&b))
	return b.String()
}

func TestWriteText(t *testing.T) {
	t.Parallel()
	plan := diff(t,
		[]employee{{id: "000090"}, {id: "7", email: "a@example.test", department: "Care"}, {id: "8"}},
		[]employee{{id: "000104", email: "new@example.test", department: "Zorg én Welzijn"}, {id: "7", department: "IT"}, {id: "8"}})
	require.Equal(t, strings.TrimLeft(`
missing  000090
create   000104  email: "new@example.test", department: "Zorg én Welzijn"
update   7       email: "a@example.test" -> "", department: "Care" -> "IT"

1 create, 1 update, 1 missing, 0 delete, 1 unchanged
`, "\n"), text(t, plan))
}

func TestWriteTextWithoutChanges(t *testing.T) {
	t.Parallel()
	require.Equal(t, "0 create, 0 update, 0 missing, 0 delete, 2 unchanged\n", text(t, diff(t, ids("1", "2"), ids("1", "2"))))
}

func TestNothingInAValueActsOnTheTerminal(t *testing.T) {
	t.Parallel()
	got := text(t, diff(t, nil, []employee{{id: "1\t\x1b[31m", department: "a\nb\x1b]0;title\a"}}))
	require.Equal(t, `create  "1\t\x1b[31m"  department: "a\nb\x1b]0;title\a"`+"\n\n"+
		"1 create, 0 update, 0 missing, 0 delete, 0 unchanged\n", got)
}

type full struct{ room int }

var errFull = errors.New("disk full")

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestWriteTextGivesTheErrorOfTheWriter(t *testing.T) {
	t.Parallel()
	require.ErrorIs(t, diff(t, nil, ids("1")).WriteText(&full{}), errFull)
	var many []employee
	for _, k := range sortedKeys[:2000] {
		many = append(many, employee{id: k})
	}
	require.ErrorIs(t, diff(t, nil, many).WriteText(&full{room: 10_000}), errFull)
}
