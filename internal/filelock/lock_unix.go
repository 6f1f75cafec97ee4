//go:build unix && !aix && !solaris

package filelock

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// acquire repeats when the file it locked is no longer the one at path: the previous holder removed it in between, and somebody else
// may already hold the next one.
func acquire(path string) (*os.File, error) {
	for {
		file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return nil, err
		}
		if err := flock(file, syscall.LOCK_EX); err != nil {
			return nil, errors.Join(err, file.Close())
		}
		if isAt(path, file) {
			return file, nil
		}
		if err := file.Close(); err != nil {
			return nil, err
		}
	}
}

func check(path string) error {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(flock(file, syscall.LOCK_SH), file.Close())
}

// release removes the file while the lock is still held and only when it is still its own, so that nobody else's lock goes with it.
func release(file *os.File) error {
	if !isAt(file.Name(), file) {
		return file.Close()
	}
	return errors.Join(os.Remove(file.Name()), file.Close())
}

func flock(file *os.File, how int) error {
	for {
		err := syscall.Flock(int(file.Fd()), how|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EINTR):
			continue
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrHeld
		}
		return err
	}
}

func isAt(path string, file *os.File) bool {
	there, err := os.Stat(path)
	if err != nil {
		return false
	}
	held, err := file.Stat()
	return err == nil && os.SameFile(there, held)
}
