package oauth

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/atomicfile"
	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
)

// File is a [TokenStore] in a file with mode 0600. It is replaced in one step, so that a program that is killed leaves the old token or the new one, and
// two processes that write at the same time do it one after the other.
type File struct{ path string }

// NewFile makes a store in the file at path, which need not exist yet.
func NewFile(path string) *File { return &File{path} }

var errUnreadable = errors.New("it holds no token that can be read: remove it and log in again")

// Load gives the token; there is none while there is no file.
func (f *File) Load(context.Context) (*oauth2.Token, error) {
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var token oauth2.Token
	if json.Unmarshal(data, &token) != nil {
		return nil, &fs.PathError{Op: "read", Path: f.path, Err: errUnreadable}
	}
	return &token, nil
}

// Swap replaces the token if the file still holds the old one.
func (f *File) Swap(ctx context.Context, old, next *oauth2.Token) (err error) {
	lock, err := acquire(ctx, f.path+".lock")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, lock.Release()) }()
	stored, err := f.Load(ctx)
	if err != nil {
		return err
	}
	if refreshToken(stored) != refreshToken(old) {
		return ErrTokenChanged
	}
	return atomicfile.Write(f.path, 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(next) })
}

// Lock waits until no other process is refreshing. The system takes the lock from a process that ends. Swap has a lock of its own: it excludes a log-in as well.
func (f *File) Lock(ctx context.Context) (unlock func(), err error) {
	lock, err := acquire(ctx, f.path+".refresh.lock")
	if err != nil {
		return nil, err
	}
	return func() { _ = lock.Release() }, nil // what is left behind locks nobody out
}

// acquire waits for its turn.
func acquire(ctx context.Context, path string) (*filelock.Lock, error) {
	for {
		lock, err := filelock.Acquire(path)
		if !errors.Is(err, filelock.ErrHeld) {
			return lock, err
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return nil, errors.Join(err, ctx.Err())
		}
	}
}
