package filelock

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

const (
	errorSharingViolation = syscall.Errno(32)
	deleteOnClose         = 0x04000000 // FILE_FLAG_DELETE_ON_CLOSE
	deleteAccess          = 0x00010000 // DELETE, which deleteOnClose asks for
)

// acquire opens the file without sharing it: Windows then refuses everybody else until the handle is closed.
func acquire(path string) (*os.File, error) {
	return open(path, syscall.GENERIC_READ|syscall.GENERIC_WRITE|deleteAccess, syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL|deleteOnClose)
}

func check(path string) error {
	file, err := open(path, syscall.GENERIC_READ, syscall.OPEN_EXISTING, syscall.FILE_ATTRIBUTE_NORMAL)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return file.Close()
}

// release closes the file, and Windows removes it with that.
func release(file *os.File) error { return file.Close() }

func open(path string, access, disposition, attributes uint32) (*os.File, error) {
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	handle, err := syscall.CreateFile(name, access, 0, nil, disposition, attributes, 0)
	if errors.Is(err, errorSharingViolation) {
		return nil, ErrHeld
	}
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(handle), path), nil
}
