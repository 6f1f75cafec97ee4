// Alleo-afas shows, and on request records and writes as a file, what would change in Alleo after reading employees and contracts from AFAS Profit.
//
//	go run ./examples/alleo-afas                                    made-up people in an embedded AFAS, nothing is written
//	go run ./examples/alleo-afas -json                              the same as one JSON document
//	go run ./examples/alleo-afas -apply -state alleo.json           records it, so that the next run shows what changed since
//	go run ./examples/alleo-afas -help                              all flags and settings
//
// It only ever reads from AFAS. The rules are those of package alleo; the program joins them to a client, a state file and a terminal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

func main() { cli.Main(run) }

// run is the whole program: it gives the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return finish(ctx, stderr, writeHelp(stdout))
	}
	if err != nil {
		return finish(ctx, stderr, err)
	}
	result, err := synchronise(ctx, o, env, stderr)
	status, err := cli.Outcome(ctx, err)
	if err == nil && result.preview.Stopped != "" {
		status = cli.StatusStopped
	}
	if printed := show(stdout, o, result, status, err); printed != nil {
		return finish(ctx, stderr, errors.Join(err, printed))
	}
	if err != nil {
		fmt.Fprintln(stderr, "alleo-afas:", err)
	}
	return status
}

// show prints the outcome: the document of -json on every status but that of a misuse, the text for a person unless it failed.
func show(stdout io.Writer, o options, result result, status int, err error) error {
	switch {
	case status == cli.StatusMisused:
		return nil
	case o.asJSON:
		document := result.preview
		document.Source = sourceName
		if err != nil {
			document.Error = err.Error()
		}
		return cli.PrintJSON(stdout, document)
	case err != nil:
		return nil // the report would say what is next, as if all were well
	}
	return writeReport(stdout, o, result)
}

func finish(ctx context.Context, stderr io.Writer, err error) int {
	status, err := cli.Outcome(ctx, err)
	if err != nil {
		fmt.Fprintln(stderr, "alleo-afas:", err)
	}
	return status
}

const sourceName = "afas"

// result is what a run found and did.
type result struct {
	people   []alleo.Employee               // who should be in Alleo
	plan     *plansync.Plan[alleo.Employee] // how that differs from who was
	preview  alleo.Preview                  // the same, for the reader
	embedded bool
	recorded bool // the state file was written
	exported bool // the CSV file was written
}
