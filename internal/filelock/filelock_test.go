package filelock_test

import (
	"bufio"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
)

// holdVariable makes a second copy of the test binary hold the lock that it names until its standard input ends.
const holdVariable = "FILELOCK_TEST_HOLD"

func TestMain(m *testing.M) {
	if path := os.Getenv(holdVariable); path != "" {
		hold(path)
		return
	}
	os.Exit(m.Run())
}

func hold(path string) {
	_, err := filelock.Acquire(path)
	fmt.Println(err == nil)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

// holder is another process that holds the lock.
func holder(t *testing.T, path string) (process *exec.Cmd, letGo func()) {
	t.Helper()
	process = exec.CommandContext(t.Context(), os.Args[0])
	process.Env = append(os.Environ(), holdVariable+"="+path)
	stdin, err := process.StdinPipe()
	require.NoError(t, err)
	stdout, err := process.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, process.Start())
	line, err := bufio.NewReader(stdout).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "true\n", line, "the other process did not get the lock")
	return process, func() {
		require.NoError(t, stdin.Close())
		_ = process.Wait()
	}
}

func TestALockIsHeldByOneAtATime(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")

	first, err := filelock.Acquire(path)
	require.NoError(t, err)
	_, err = filelock.Acquire(path)
	require.ErrorIs(t, err, filelock.ErrHeld)
	require.ErrorContains(t, err, path)
	require.ErrorContains(t, err, "wait until it has finished")
	require.ErrorIs(t, filelock.Check(path), filelock.ErrHeld)

	require.NoError(t, first.Release())
	second, err := filelock.Acquire(path)
	require.NoError(t, err)
	require.NoError(t, second.Release())
}

func TestReleaseRemovesTheLockFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")

	lock, err := filelock.Acquire(path)
	require.NoError(t, err)
	require.FileExists(t, path)
	require.NoError(t, lock.Release())
	require.NoFileExists(t, path)
}

func TestCheckCreatesNothing(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")

	require.NoError(t, filelock.Check(path))
	require.NoFileExists(t, path)
}

func TestALockFileThatWasLeftBehindLocksNobodyOut(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")
	require.NoError(t, os.WriteFile(path, nil, 0o600))

	require.NoError(t, filelock.Check(path))
	lock, err := filelock.Acquire(path)
	require.NoError(t, err)
	require.NoError(t, lock.Release())
}

func TestALockInAMissingDirectoryIsNotHeldByAnybody(t *testing.T) {
	t.Parallel()
	_, err := filelock.Acquire(filepath.Join(t.TempDir(), "missing", "state.json.lock"))
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.NotErrorIs(t, err, filelock.ErrHeld)
}

func TestTwoProcessesExcludeEachOther(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")
	_, letGo := holder(t, path)

	_, err := filelock.Acquire(path)
	require.ErrorIs(t, err, filelock.ErrHeld)
	require.ErrorIs(t, filelock.Check(path), filelock.ErrHeld)

	letGo()
	require.NoError(t, filelock.Check(path))
	lock, err := filelock.Acquire(path)
	require.NoError(t, err)
	require.NoError(t, lock.Release())
}

func TestAProcessThatIsKilledGivesTheLockBack(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")
	process, _ := holder(t, path)

	require.NoError(t, process.Process.Kill())
	_ = process.Wait()
	lock, err := filelock.Acquire(path)
	require.NoError(t, err)
	require.NoError(t, lock.Release())
}

func TestNobodyHoldsTheLockTogetherWithAnybodyElse(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "state.json.lock")

	var holders, taken atomic.Int32
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 200 {
				lock, err := filelock.Acquire(path)
				if err != nil {
					continue
				}
				if holders.Add(1) != 1 {
					t.Error("two hold the lock at once")
				}
				taken.Add(1)
				holders.Add(-1)
				if err := lock.Release(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	require.NotZero(t, taken.Load())
}
