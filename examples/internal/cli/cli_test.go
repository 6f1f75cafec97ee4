package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

// design.md "Examples": exit status.
func TestOutcome(t *testing.T) {
	t.Parallel()
	interrupted, cancel := context.WithCancel(t.Context())
	cancel()
	failure := errors.New("no connection")
	tests := map[string]struct {
		ctx    context.Context
		err    error
		status int
		shown  error
	}{
		"no error is done":                                  {t.Context(), nil, cli.StatusDone, nil},
		"no error is done, also after an interrupt":         {interrupted, nil, cli.StatusDone, nil},
		"an error is a failure":                             {t.Context(), failure, cli.StatusFailed, failure},
		"a misuse is told apart from a failure":             {t.Context(), fmt.Errorf("flags: %w", cli.Misuse(failure)), cli.StatusMisused, failure},
		"a misuse is one, also after an interrupt":          {interrupted, cli.Misuse(failure), cli.StatusMisused, failure},
		"whatever fails after an interrupt was interrupted": {interrupted, failure, cli.StatusInterrupted, cli.ErrInterrupted},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			status, err := cli.Outcome(test.ctx, test.err)
			require.Equal(t, test.status, status)
			require.ErrorIs(t, err, test.shown)
		})
	}
}

func TestMisuseOfNothingIsNothing(t *testing.T) {
	t.Parallel()
	require.NoError(t, cli.Misuse(nil))
}

func TestPrintJSONPrintsOneDocument(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	require.NoError(t, cli.PrintJSON(&out, map[string]string{"name": "R&D <Noord>"}))
	require.Equal(t, "{\n  \"name\": \"R&D <Noord>\"\n}\n", out.String())
}

func TestPrintJSONSaysWhenItCannotBeWritten(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, errors.Join(read.Close(), write.Close()))
	require.ErrorContains(t, cli.PrintJSON(write, 1), "standard output")
}

func TestThereIsNoProgressOutsideATerminal(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	progress := cli.StartProgress(&out)
	progress.Step("reading")
	progress.Count()
	progress.Stop()
	require.Empty(t, out.String())
}
