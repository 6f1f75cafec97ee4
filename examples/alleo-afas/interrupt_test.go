package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

// asProgram makes the test binary be the program, so that a test can send it a signal.
const asProgram = "ALLEO_AFAS_TEST_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is the program in a process of its own.
type process struct {
	*exec.Cmd
	stdout, stderr bytes.Buffer
}

func launch(t *testing.T, env map[string]string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.CommandContext(t.Context(), os.Args[0], args...)}
	p.Env = []string{asProgram + "=1"}
	for name, value := range env {
		p.Env = append(p.Env, name+"="+value)
	}
	p.Stdout, p.Stderr = &p.stdout, &p.stderr
	require.NoError(t, p.Start())
	return p
}

func (p *process) outcome() outcome {
	_ = p.Wait()
	return outcome{p.ProcessState.ExitCode(), p.stdout.String(), p.stderr.String()}
}

// applied makes a state file with the given AFAS in it.
func applied(t *testing.T, afas profit) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "state.json")
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", file).status)
	return file
}

func TestTheExitStatusReachesTheShell(t *testing.T) {
	t.Parallel()
	for status, args := range map[int][]string{0: {"-json", "-today", day}, 2: {"-nonsense"}} {
		require.Equal(t, status, launch(t, nil, args...).outcome().status)
	}
}

// design.md "Examples": 130 interrupted, with the document of -json.
func TestASignalInterrupts(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			afas := startProfit(t, people(5))
			file := applied(t, afas)
			before := content(t, filepath.Dir(file))
			afas.employ(t, people(6)...)
			reading := make(chan struct{}, 10)
			afas.OnRequest(func(r afastest.Request) {
				if r.Connector() != "" {
					reading <- struct{}{}
				}
			})
			afas.Fault(afastest.Delay(time.Minute).On(employeesPath))

			p := launch(t, afas.env, "-json", "-today", day, "-apply", "-state", file)
			<-reading
			require.NoError(t, p.Process.Signal(signal))
			o := p.outcome()
			require.Equal(t, 130, o.status, o.stderr)
			require.Equal(t, "interrupted", o.preview(t).Error)
			require.Equal(t, before, content(t, filepath.Dir(file)), "no lock, no temporary file, the old state")
		})
	}
}

// Issue 2 "Bad input": an interrupt during -apply. At whichever request it comes, the state is as it was.
func TestAnInterruptAtAnyRequest(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(5))
	file := applied(t, afas)
	before := content(t, filepath.Dir(file))
	afas.employ(t, people(6)...)
	afas.ResetRequests()
	require.Equal(t, 0, call(t, afas.env, "-json", "-today", day, "-state", file).status)

	for n := range len(afas.Requests()) {
		ctx, cancel := context.WithCancel(t.Context())
		var seen atomic.Int32
		afas.OnRequest(func(afastest.Request) {
			if int(seen.Add(1)) == n+1 {
				cancel()
			}
		})
		o := callUntil(ctx, afas.env, "-json", "-today", day, "-apply", "-state", file)
		cancel()
		require.Equal(t, cli.StatusInterrupted, o.status, "request %d: %s", n, o.stderr)
		require.Equal(t, before, content(t, filepath.Dir(file)))
	}
}

// Whenever the program looks whether it was interrupted, the files are the old ones or the new ones, and the next run goes on from there.
func TestAnInterruptAtAnyLook(t *testing.T) {
	t.Parallel()
	afas := startProfit(t, people(300))
	file := applied(t, afas)
	old := content(t, filepath.Dir(file))["state.json"]
	afas.employ(t, people(301)...)
	// The new state, as a run that is not interrupted makes it.
	other := filepath.Join(t.TempDir(), "state.json")
	overwrite(t, other, old)
	require.Equal(t, 0, call(t, afas.env, "-today", day, "-apply", "-state", other).status)
	new := content(t, filepath.Dir(other))["state.json"]

	for looks := int32(0); ; looks++ {
		overwrite(t, file, old)
		o := callUntil(newFuse(t.Context(), looks), afas.env, "-json", "-today", day, "-apply", "-state", file)
		files := content(t, filepath.Dir(file))
		require.Len(t, files, 1, "no lock and no temporary file stays behind")
		if o.status == cli.StatusDone {
			require.Equal(t, new, files["state.json"])
			require.NotZero(t, looks)
			return
		}
		require.Equal(t, cli.StatusInterrupted, o.status, o.stderr)
		require.Equal(t, old, files["state.json"])
	}
}

// fuse is a context that is interrupted when the program has looked at it a number of times.
type fuse struct {
	context.Context
	interrupt context.CancelFunc
	left      atomic.Int32
}

func newFuse(parent context.Context, looks int32) *fuse {
	f := &fuse{}
	f.Context, f.interrupt = context.WithCancel(parent)
	f.left.Store(looks)
	return f
}

func (f *fuse) Err() error {
	if f.left.Add(-1) < 0 {
		f.interrupt()
	}
	return f.Context.Err()
}
