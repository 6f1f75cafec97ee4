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
	"io"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
)

func main() { cli.Main(run) }

var program = job.Program{Name: "alleo-afas", Source: "afas", System: "AFAS"}

// run is the whole program: it gives the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return program.Finish(ctx, stderr, writeHelp(stdout))
	}
	if err != nil {
		return program.Finish(ctx, stderr, err)
	}
	return program.Run(ctx, o.Options, func(context.Context) (job.Source, error) { return connect(o, env, stderr) }, stdout, stderr)
}
