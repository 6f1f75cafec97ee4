package cli_test

import (
	"bytes"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

const erase = "\r\x1b[K"

// design.md "Examples": a progress line on a terminal when it takes long.
func TestProgressShowsWhatIsSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		progress := cli.StartProgressOn(&terminal)
		progress.Step("reading employees")
		progress.Count()
		progress.Count()
		time.Sleep(2100 * time.Millisecond)
		progress.Stop()
		require.Equal(t, erase+"reading employees: 2"+erase, terminal.String(), "shown once, then taken away")
	})
}

func TestProgressStaysAwayFromWhatIsFast(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		progress := cli.StartProgressOn(&terminal)
		progress.Step("reading employees")
		time.Sleep(1900 * time.Millisecond)
		progress.Stop()
		require.Empty(t, terminal.String())
	})
}

func TestProgressGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var terminal bytes.Buffer
		progress := cli.StartProgressOn(&terminal)
		progress.Step("reading employees")
		progress.Count()
		time.Sleep(2100 * time.Millisecond)
		progress.Step("reading contracts")
		time.Sleep(500 * time.Millisecond)
		progress.Stop()
		require.Equal(t, erase+"reading employees: 1"+erase+"reading contracts: 0"+erase, terminal.String())
	})
}
