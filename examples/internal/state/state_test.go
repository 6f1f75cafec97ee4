package state_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
)

var (
	source = state.Source{System: "afas", Host: "12345.resttest.afas.online"}
	people = []alleo.Employee{
		{
			ID: "000104", PersonID: "P104", Email: "a.jansen@example.test", FirstName: "Anna", LastName: "Jansen", Active: true,
			Start: civil.Date{Year: 2021, Month: 9, Day: 1}, End: civil.Date{Year: 2026, Month: 12, Day: 31},
			Budgets: map[string]int64{"alleo_monthly_all_budget": 2500}, OneOffs: []alleo.OneOff{{Field: "alleo_oneoff_all_budget", Amount: 5000}},
		},
		{ID: "000105", Email: "p.smit@example.test", FirstName: "Piet", LastName: "Smit", Withdrawn: true},
	}
	snapshots = []alleo.LoketSnapshot{{EmployerID: "e1", Number: 7, Total: 1, Employments: []alleo.LoketEmployment{{ID: "m1", EmployeeID: "p1", Start: civil.Date{Year: 2021, Month: 9, Day: 1}}}}}
)

// saved makes a state file with the people in it.
func saved(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state.json")
	store, err := state.Open(path, source, true)
	require.NoError(t, err)
	require.NoError(t, store.Save(state.Content{People: people, Loket: snapshots}))
	require.NoError(t, store.Close())
	return path
}

// requireStatus checks which exit status an error leads to.
func requireStatus(t *testing.T, want int, err error) {
	t.Helper()
	status, _ := cli.Outcome(t.Context(), err)
	require.Equal(t, want, status, "%v", err)
}

func names(t *testing.T, directory string) []string {
	t.Helper()
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	var all []string
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestWhatWasSavedComesBack(t *testing.T) {
	t.Parallel()
	path := saved(t)

	store, err := state.Open(path, source, false)
	require.NoError(t, err)
	require.Equal(t, state.Content{People: people, Loket: snapshots}, store.Content())
	require.NoError(t, store.Close())
	require.Equal(t, []string{"state.json"}, names(t, filepath.Dir(path)), "no lock and no temporary file stays behind")
}

// design.md "Examples": absent means nobody yet.
func TestAnAbsentFileMeansNobodyYet(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")

	store, err := state.Open(path, source, false)
	require.NoError(t, err)
	require.Empty(t, store.Content())
	require.NoError(t, store.Close())
	require.Empty(t, names(t, filepath.Dir(path)), "looking creates nothing")
}

func TestWithoutAFileThereIsNobody(t *testing.T) {
	t.Parallel()
	store, err := state.Open("", source, false)
	require.NoError(t, err)
	require.Empty(t, store.Content())
	require.NoError(t, store.Close())
}

// design.md "Examples": created with mode 0600.
func TestTheFileIsForItsOwnerOnly(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Log("Windows has no such modes")
		return
	}
	info, err := os.Stat(saved(t))
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

// design.md "Examples": it names its source and refuses another one.
func TestAnotherSourceIsRefused(t *testing.T) {
	t.Parallel()
	path := saved(t)
	for name, other := range map[string]state.Source{
		"another environment":  {System: "afas", Host: "12345.rest.afas.online"},
		"the embedded company": {System: "afas", Embedded: true},
		"another system":       {System: "loket", Host: "12345.resttest.afas.online"},
		"another employer":     {System: "afas", Host: "12345.resttest.afas.online", Employers: "8f2c1a44"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := state.Open(path, other, false)
			requireStatus(t, cli.StatusMisused, err)
			require.ErrorContains(t, err, "afas at 12345.resttest.afas.online")
			require.ErrorContains(t, err, other.String())
		})
	}
}

func TestADamagedFileIsRefused(t *testing.T) {
	t.Parallel()
	const head = `"version":1,"source":{"system":"afas","host":"12345.resttest.afas.online","embedded":false}`
	for name, content := range map[string]string{
		"nothing in it":               "",
		"cut off":                     `{` + head + `,"people":[{"id":"secret-per`,
		"two documents":               `{` + head + `,"people":[]}{}`,
		"not JSON":                    "id;secret-person",
		"not a state file":            `["secret-person"]`,
		"no version":                  `{"source":{"system":"afas"},"people":[]}`,
		"another version":             `{"version":-1,"source":{"system":"afas"},"people":[]}`,
		"no list of people":           `{` + head + `}`,
		"null for people":             `{` + head + `,"people":null}`,
		"a person without an address": `{` + head + `,"people":[{"id":"secret-person"}]}`,
		"no source":                   `{"version":1,"people":[]}`,
		"a source without name":       `{"version":1,"source":{},"people":[]}`,
		"a field of other type":       `{` + head + `,"people":[{"id":["secret-person"]}]}`,
		"a day that is none":          `{` + head + `,"people":[{"id":"1","end":"secret-person"}]}`,
		"an unknown field":            `{` + head + `,"people":[{"id":"1","secret-person":1}]}`,
		"a person without a key":      `{` + head + `,"people":[{"first_name":"secret-person"}]}`,
		"a person twice":              `{` + head + `,"people":[{"id":"secret-person","email":"a"},{"id":"SECRET-person","email":"b"}]}`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := filepath.Join(t.TempDir(), "state.json")
			require.NoError(t, os.WriteFile(path, []byte(content), 0o600))

			_, err := state.Open(path, source, true)
			requireStatus(t, cli.StatusFailed, err)
			require.ErrorContains(t, err, "damaged")
			require.ErrorContains(t, err, "Restore it from a backup")
			require.NotContains(t, err.Error(), "secret")
			require.Equal(t, []string{"state.json"}, names(t, filepath.Dir(path)))
			got, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, content, string(got))
		})
	}
}

// It is whole, only this program is too old for it.
func TestAFileOfANewerProgramIsNotCalledDamaged(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte(`{"version":2,"source":{"system":"afas"},"people":{}}`), 0o600))
	_, err := state.Open(path, source, true)
	requireStatus(t, cli.StatusFailed, err)
	require.ErrorContains(t, err, "written by a newer program")
	require.NotContains(t, err.Error(), "damaged")
}

func TestAFileOfNobodyIsWhole(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	store, err := state.Open(path, source, true)
	require.NoError(t, err)
	require.False(t, store.Exists())
	require.NoError(t, store.Save(state.Content{}))
	require.NoError(t, store.Close())
	store, err = state.Open(path, source, false)
	require.NoError(t, err)
	require.True(t, store.Exists())
	require.NoError(t, store.Close())
}

func TestWhatCannotBeReadIsNotNobody(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()
	for name, path := range map[string]string{
		"a directory that does not exist": filepath.Join(directory, "missing", "state.json"),
		"a directory":                     directory,
	} {
		for _, write := range []bool{false, true} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				_, err := state.Open(path, source, write)
				requireStatus(t, cli.StatusFailed, err)
			})
		}
	}
}

// design.md "Examples": two runs on one state file exclude each other.
func TestTwoRunsExcludeEachOther(t *testing.T) {
	t.Parallel()
	path := saved(t)
	first, err := state.Open(path, source, true)
	require.NoError(t, err)

	for _, write := range []bool{false, true} {
		_, err = state.Open(path, source, write)
		require.ErrorIs(t, err, filelock.ErrHeld)
		requireStatus(t, cli.StatusFailed, err)
	}
	require.NoError(t, first.Close())
	second, err := state.Open(path, source, true)
	require.NoError(t, err)
	require.NoError(t, second.Close())
}

func TestTwoNamesOfOneFileHaveOneLock(t *testing.T) {
	t.Parallel()
	path := saved(t)
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink(path, link); err != nil {
		t.Logf("this system makes no symbolic links: %v", err)
		return
	}
	first, err := state.Open(path, source, true)
	require.NoError(t, err)
	_, err = state.Open(link, source, true)
	require.ErrorIs(t, err, filelock.ErrHeld)
	require.NoError(t, first.Close())
}

func TestLookingDoesNotAllowWriting(t *testing.T) {
	t.Parallel()
	path := saved(t)
	store, err := state.Open(path, source, false)
	require.NoError(t, err)
	require.Error(t, store.Save(state.Content{}))
	require.NoError(t, store.Close())
	again, err := state.Open(path, source, false)
	require.NoError(t, err)
	require.Equal(t, people, again.Content().People)
}
