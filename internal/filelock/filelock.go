// Package filelock keeps two processes from working on one file at the same time. The lock is advisory: it binds those who ask for it.
// The system itself gives it back when the process ends, however it ends, so that a lock file that was left behind locks nobody out.
package filelock

import (
	"errors"
	"fmt"
	"os"
)

// ErrHeld says that another process, or another part of this one, holds the lock.
var ErrHeld = errors.New("in use by another run")

// Lock is a lock that is held until [Lock.Release].
type Lock struct{ file *os.File }

// Acquire takes the lock without waiting. The lock is a file of its own, at path, and exists while the lock is held; it must not be the
// file that is protected, because that one is replaced. The error is [ErrHeld] when somebody else holds the lock, and the system's error
// when the lock file cannot be made.
func Acquire(path string) (*Lock, error) {
	file, err := acquire(path)
	if err != nil {
		return nil, explain(path, err)
	}
	return &Lock{file: file}, nil
}

// Check gives [ErrHeld] when somebody holds the lock at path. It creates nothing and locks nobody out for longer than the look takes.
func Check(path string) error {
	return explain(path, check(path))
}

// Release gives the lock back and removes the lock file.
func (l *Lock) Release() error { return release(l.file) }

func explain(path string, err error) error {
	if errors.Is(err, ErrHeld) {
		return fmt.Errorf("%s: %w: wait until it has finished and try again", path, ErrHeld)
	}
	return err
}
