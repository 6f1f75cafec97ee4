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

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// asProgram makes the test binary be the program, so that a test can send it a signal.
const asProgram = "ALLEO_LOKET_TEST_PROGRAM"

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

func TestTheExitStatusReachesTheShell(t *testing.T) {
	t.Parallel()
	for status, args := range map[int][]string{0: {"-json", "-today", day}, 2: {"-nonsense"}} {
		require.Equal(t, status, launch(t, nil, args...).outcome().status)
	}
}

// design.md "Examples": 130 interrupted, with the document of -json.
func TestASignalInterrupts(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(5))
	file := applied(t, b)
	before := content(t, filepath.Dir(file))
	const slow = "GetEmployeeCustomFieldsByEmployerId"
	reading := make(chan struct{}, 10)
	b.OnRequest(func(r lokettest.Request) {
		if r.Activity() == slow {
			reading <- struct{}{}
		}
	})
	b.Fault(lokettest.Delay(time.Minute).On(slow))
	p := launch(t, b.env, "-json", "-today", day, "-apply", "-state", file)
	<-reading
	require.NoError(t, p.Process.Signal(syscall.SIGTERM))
	o := p.outcome()
	require.Equal(t, 130, o.status, o.stderr)
	require.Equal(t, "interrupted", o.preview(t).Error)
	require.Equal(t, before, content(t, filepath.Dir(file)), "no lock, no temporary file, the old state")
}

// Issue 3 "Bad input": an interrupt during -apply. At whichever request it comes, the state is as it was, and the token in the file still opens Loket.
func TestAnInterruptAtAnyRequest(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(5))
	file := applied(t, b)
	before := content(t, filepath.Dir(file))
	_, err := b.AddEmployee(employerID, person(300, "Bo", "Dekker"))
	require.NoError(t, err)
	b.ResetRequests()
	require.Equal(t, 0, call(t, b.env, "-json", "-today", day, "-state", file).status)

	for n := range len(b.Requests()) {
		ctx, cancel := context.WithCancel(t.Context())
		var seen atomic.Int32
		b.OnRequest(func(lokettest.Request) {
			if int(seen.Add(1)) == n+1 {
				cancel()
			}
		})
		o := callUntil(ctx, b.env, "-json", "-today", day, "-apply", "-state", file)
		cancel()
		require.Equal(t, cli.StatusInterrupted, o.status, "request %d: %s", n, o.stderr)
		require.Equal(t, before, content(t, filepath.Dir(file)))
	}
	b.OnRequest(nil)
	b.RevokeTokens()
	require.Equal(t, 0, call(t, b.env, "-json", "-today", day, "-apply", "-state", file).status)
}

// loket-rest.md §2: a single-use token whose successor never arrived opens nothing any more; the next run says so.
func TestASingleUseTokenThatWasCutOff(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(2))
	b.Fault(lokettest.Reset().On("token").Times(1)) // Loket has used the token up, and the next one is lost
	require.Equal(t, 1, call(t, b.env, "-json", "-today", day).status)
	o := call(t, b.env, "-json", "-today", day)
	require.Equal(t, 1, o.status)
	require.Contains(t, o.preview(t).Error, "-login")
}
