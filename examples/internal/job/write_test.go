package job

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// The CSV gets its name after the state was written. When that last step fails, the error says what that means.
func TestACSVThatFailsInTheLastStep(t *testing.T) {
	t.Parallel()
	for name, recorded := range map[string]bool{"but the state file already records this run": true, "the CSV cannot be written: ": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := Options{Today: civil.Date{Year: 2026, Month: 3, Day: 14}, CSVFile: filepath.Join(t.TempDir(), "alleo_employees_now.csv")}
			export, err := prepareCSV(o, nil, nil)
			require.NoError(t, err)
			require.NoError(t, os.Mkdir(o.CSVFile, 0o700)) // something else has taken the name

			done, err := export.commit(recorded)
			require.False(t, done)
			require.ErrorContains(t, err, name)
			require.NoError(t, os.Remove(o.CSVFile))
			entries, err := os.ReadDir(filepath.Dir(o.CSVFile))
			require.NoError(t, err)
			require.Empty(t, entries)
		})
	}
}
