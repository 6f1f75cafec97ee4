//go:build !unix

package atomicfile

// syncDirectory does nothing: only Unix lets a program open a directory and write it to disk.
func syncDirectory(string) error { return nil }
