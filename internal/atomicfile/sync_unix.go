//go:build unix

package atomicfile

import (
	"errors"
	"os"
)

// syncDirectory makes the rename itself survive a power cut.
func syncDirectory(path string) error {
	directory, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(directory.Sync(), directory.Close())
}
