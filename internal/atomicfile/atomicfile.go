// Package atomicfile replaces a file in one step: whoever reads it finds the old content or the new content, never a part, also when the
// program is interrupted or the machine stops half-way.
package atomicfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// File is new content that is not there yet: it becomes the file on [File.Commit], and leaves nothing behind on [File.Discard].
// It is not safe for concurrent use.
type File struct {
	temporary *os.File
	path      string
	settled   bool
}

// Write replaces the file with what write produces. On an error of any kind the old file stays as it was and nothing is left behind.
func Write(path string, mode fs.FileMode, write func(io.Writer) error) error {
	f, err := Create(path, mode, write)
	if err != nil {
		return err
	}
	return f.Commit()
}

// Create puts what write produces next to the file, complete and on disk, so that all that can still fail is the last step. It fails
// without a trace where the file could not be written. The file that is replaced has to be a regular one (a symbolic link is followed):
// a device or a pipe cannot be replaced, and a directory must not be.
func Create(path string, mode fs.FileMode, write func(io.Writer) error) (*File, error) {
	target, err := target(path)
	if err != nil {
		return nil, err
	}
	// The leading dot keeps the temporary file out of patterns such as alleo_employees_*.csv.
	temporary, err := os.CreateTemp(filepath.Dir(target), "."+filepath.Base(target)+".*.tmp")
	if err != nil {
		return nil, err
	}
	f := &File{temporary: temporary, path: target}
	if err := fill(temporary, mode, write); err != nil {
		return nil, errors.Join(err, f.Discard())
	}
	return f, nil
}

// Commit makes the new content the file.
func (f *File) Commit() error {
	if f.settled {
		return errors.New("atomicfile: already committed or discarded")
	}
	if err := os.Rename(f.temporary.Name(), f.path); err != nil {
		return errors.Join(err, f.Discard())
	}
	f.settled = true
	return syncDirectory(filepath.Dir(f.path))
}

// Discard removes the new content. After a Commit it does nothing, so that it can be deferred.
func (f *File) Discard() error {
	if f.settled {
		return nil
	}
	f.settled = true
	return os.Remove(f.temporary.Name())
}

// fill writes, makes sure that the content is on disk, and closes in every case.
func fill(file *os.File, mode fs.FileMode, write func(io.Writer) error) (err error) {
	defer func() { err = errors.Join(err, file.Close()) }()
	if err := file.Chmod(mode); err != nil {
		return err
	}
	if err := write(file); err != nil {
		return err
	}
	return file.Sync()
}

// target follows a symbolic link, because the rename would otherwise replace the link and leave the file behind it unchanged.
func target(path string) (string, error) {
	resolved, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	if err != nil {
		return "", err
	}
	info, err := os.Stat(resolved)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not a regular file and cannot be replaced: name a file", path)
	}
	return resolved, nil
}
