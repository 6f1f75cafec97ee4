// Package state keeps what was applied last in a file, so that the next run knows who is in Alleo.
package state

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/internal/atomicfile"
	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
)

// Mode is that of every file with people in it.
const Mode fs.FileMode = 0o600

const version = 1

// Source is where the people in a file come from. People of one source must not be compared with those of another: everybody would seem to have left.
type Source struct {
	System    string `json:"system"`              // "afas"
	Host      string `json:"host,omitempty"`      // tells number and environment: 12345.resttest.afas.online
	IDs       string `json:"ids,omitempty"`       // of AFAS: the column that people are known by
	Employers string `json:"employers,omitempty"` // of Loket: ids in order, with a comma between two
	Embedded  bool   `json:"embedded"`
}

func (s Source) String() string {
	text := s.System + " at " + s.Host
	if s.Embedded {
		text = "the embedded " + s.System
	}
	if s.IDs != "" {
		text += ", ids from column " + s.IDs
	}
	if s.Employers != "" {
		text += ", employers " + s.Employers
	}
	return text
}

// Content is what a state file holds besides its source.
type Content struct {
	People []alleo.Employee      `json:"people"`
	Loket  []alleo.LoketSnapshot `json:"loket,omitempty"` // what was read at Loket, so that the next run reads only what has changed
}

// Store is a state file in use by one run.
type Store struct {
	path    string
	source  Source
	content Content
	exists  bool
	lock    *filelock.Lock
}

type document struct {
	Version int    `json:"version"`
	Source  Source `json:"source"`
	Content
}

// Open reads the file. An absent one means that nobody is in Alleo yet; with an empty path there is no file. To write it, the run takes it for itself until
// [Store.Close]; to look at it only, Open creates nothing. While another run has it for itself, both are refused.
func Open(path string, source Source, write bool) (*Store, error) {
	s := &Store{path: path, source: source}
	if path == "" {
		return s, nil
	}
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		s.path = resolved // two names of one file have one lock
	}
	if err := s.open(write); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Store) open(write bool) error {
	if _, err := os.Stat(filepath.Dir(s.path)); err != nil {
		return fmt.Errorf("the directory of the state file cannot be used: create it, or correct -state: %w", err)
	}
	if err := s.exclude(write); err != nil {
		return fmt.Errorf("state file %s: %w", s.path, err)
	}
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err == nil && !info.Mode().IsRegular():
		return fmt.Errorf("the state file %s is not a file that can be replaced: name a regular file", s.path)
	}
	data, err := os.ReadFile(s.path)
	if err != nil {
		return fmt.Errorf("the state file cannot be read: %w", err)
	}
	s.exists = true
	return s.read(data)
}

func (s *Store) exclude(write bool) (err error) {
	if !write {
		return filelock.Check(s.path + ".lock")
	}
	s.lock, err = filelock.Acquire(s.path + ".lock")
	return err
}

func (s *Store) read(data []byte) error {
	d, err := decode(data)
	if errors.Is(err, errNewer) {
		return fmt.Errorf("the state file %s: %w", s.path, err)
	}
	if err != nil {
		return fmt.Errorf("the state file %s is damaged: %w. Restore it from a backup. Do not delete it: without it, everybody would be created in Alleo again", s.path, err)
	}
	if d.Source != s.source {
		return cli.Misusef("the state file %s belongs to another source (%s) than this run (%s): use one state file per source", s.path, d.Source, s.source)
	}
	s.content = d.Content
	return nil
}

// Content gives what is in the file.
func (s *Store) Content() Content { return s.content }

// Exists tells whether there is a file. Without one, nobody is in Alleo yet.
func (s *Store) Exists() bool { return s.exists }

// Path names the file, "" when there is none.
func (s *Store) Path() string { return s.path }

// Save replaces the file in one step.
func (s *Store) Save(content Content) error {
	if s.lock == nil {
		return errors.New("the state file was opened to look at it only")
	}
	if content.People == nil {
		content.People = []alleo.Employee{}
	}
	err := atomicfile.Write(s.path, Mode, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		return encoder.Encode(document{version, s.source, content})
	})
	if err != nil {
		return fmt.Errorf("the state file cannot be written, and is as it was: %w", err)
	}
	s.content = content
	return nil
}

// Close lets other runs use the file.
func (s *Store) Close() error {
	if s.lock == nil {
		return nil
	}
	lock := s.lock
	s.lock = nil
	return lock.Release()
}
