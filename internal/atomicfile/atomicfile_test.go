package atomicfile_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/atomicfile"
)

func content(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// requireFile checks that path holds text and that its directory holds nothing else.
func requireFile(t *testing.T, path, text string) {
	t.Helper()
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, text, string(got))
	requireNames(t, filepath.Dir(path), filepath.Base(path))
}

func requireNames(t *testing.T, directory string, want ...string) {
	t.Helper()
	entries, err := os.ReadDir(directory)
	require.NoError(t, err)
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	require.ElementsMatch(t, want, names)
}

func TestWriteMakesTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")

	require.NoError(t, atomicfile.Write(path, 0o600, content("new")))
	requireFile(t, path, "new")
}

// design.md "Examples": state, CSV, report and token files are created with mode 0600.
func TestWriteSetsTheMode(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Log("Windows has no such modes")
		return
	}
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o644))

	require.NoError(t, atomicfile.Write(path, 0o600, content("new")))
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, fs.FileMode(0o600), info.Mode().Perm())
}

func TestWriteReplacesTheFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte("a much longer old content"), 0o600))

	require.NoError(t, atomicfile.Write(path, 0o600, content("new")))
	requireFile(t, path, "new")
}

func TestWriteKeepsTheOldFileWhenTheContentFails(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	failed := errors.New("no more people")

	err := atomicfile.Write(path, 0o600, func(w io.Writer) error {
		return errors.Join(content("half of the n")(w), failed)
	})
	require.ErrorIs(t, err, failed)
	requireFile(t, path, "old")
}

func TestWriteInAMissingDirectoryMakesNothing(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()

	err := atomicfile.Write(filepath.Join(directory, "missing", "state.json"), 0o600, content("new"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	requireNames(t, directory)
}

func TestWriteRefusesWhatCannotBeReplaced(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]string{"a directory": t.TempDir(), "a device": os.DevNull} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := atomicfile.Write(path, 0o600, content("new"))
			require.ErrorContains(t, err, "not a regular file")
		})
	}
}

func TestWriteFollowsASymbolicLink(t *testing.T) {
	t.Parallel()
	target := filepath.Join(t.TempDir(), "state.json")
	require.NoError(t, os.WriteFile(target, []byte("old"), 0o600))
	link := filepath.Join(t.TempDir(), "link.json")
	if err := os.Symlink(target, link); err != nil {
		t.Logf("this system makes no symbolic links: %v", err)
		return
	}

	require.NoError(t, atomicfile.Write(link, 0o600, content("new")))
	requireFile(t, target, "new")
	info, err := os.Lstat(link)
	require.NoError(t, err)
	require.NotZero(t, info.Mode()&fs.ModeSymlink)
}

func TestCreateChangesNothingUntilCommit(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "people.csv")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))

	file, err := atomicfile.Create(path, 0o600, content("new"))
	require.NoError(t, err)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "old", string(got))

	require.NoError(t, file.Commit())
	require.NoError(t, file.Discard(), "a deferred Discard does no harm")
	requireFile(t, path, "new")
	require.Error(t, file.Commit(), "there is nothing left to commit")
}

func TestDiscardLeavesNothing(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()

	file, err := atomicfile.Create(filepath.Join(directory, "people.csv"), 0o600, content("new"))
	require.NoError(t, err)
	require.NoError(t, file.Discard())
	requireNames(t, directory)
}

// alleo.md §6.1: Alleo fetches every file that matches alleo_employees_<anything>.csv, so an unfinished one must not match.
func TestAnUnfinishedFileDoesNotMatchThePatternOfTheFile(t *testing.T) {
	t.Parallel()
	directory := t.TempDir()

	file, err := atomicfile.Create(filepath.Join(directory, "alleo_employees_now.csv"), 0o600, content("new"))
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, file.Discard()) })
	matches, err := filepath.Glob(filepath.Join(directory, "alleo_employees_*.csv"))
	require.NoError(t, err)
	require.Empty(t, matches)
}

func TestAReaderFindsTheOldOrTheNewContentOnly(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json")
	old, new := strings.Repeat("old", 10_000), strings.Repeat("new", 20_000)
	require.NoError(t, os.WriteFile(path, []byte(old), 0o600))

	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 50 {
			_ = atomicfile.Write(path, 0o600, content(new))
			_ = atomicfile.Write(path, 0o600, content(old))
		}
	}()
	for {
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.True(t, bytes.Equal(got, []byte(old)) || bytes.Equal(got, []byte(new)), "%d bytes", len(got))
		select {
		case <-done:
			return
		default:
		}
	}
}
