// Package cli is what the programs in examples have in common: exit statuses, interrupts, the JSON document, a progress line.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// The exit statuses of every program.
const (
	StatusDone        = 0   // all is well
	StatusFailed      = 1   // a system or a file could not be read or written
	StatusMisused     = 2   // wrong flags or settings
	StatusStopped     = 3   // a safety limit stopped it, and nothing was written
	StatusInterrupted = 130 // SIGINT or SIGTERM
)

// StatusHelp explains the statuses in the help of a program.
const StatusHelp = `Exit status:
  0    done, also when some people were left out with a reason
  1    a system or a file could not be read or written, or a secret was refused
  2    wrong flags or settings, or a configured column or field that the source does not have
  3    a safety limit stopped it and nothing was written
  130  interrupted
With "go run", every failure is status 1: use "go build" for a script.
`

// Program is a main function that a test can call: it ends when ctx does, and gives the exit status.
type Program func(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int

// Main runs a program and ends the process. The first SIGINT or SIGTERM ends the program's context, the next one the process.
func Main(program Program) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(program(ctx, os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

type misuse struct{ error }

func (m misuse) Unwrap() error { return m.error }

// Misuse marks an error as one of flags or settings, with exit status 2. A nil error stays nil.
func Misuse(err error) error {
	if err == nil {
		return nil
	}
	return misuse{err}
}

// Misusef makes such an error.
func Misusef(format string, args ...any) error { return misuse{fmt.Errorf(format, args...)} }

// ErrInterrupted is what an interrupted program says.
var ErrInterrupted = errors.New("interrupted")

// Outcome gives the exit status of an error and the error to show: whatever fails after an interrupt is the interrupt.
func Outcome(ctx context.Context, err error) (int, error) {
	if err == nil {
		return StatusDone, nil
	}
	if _, ok := errors.AsType[misuse](err); ok {
		return StatusMisused, err
	}
	if ctx.Err() != nil {
		return StatusInterrupted, ErrInterrupted
	}
	return StatusFailed, err
}
