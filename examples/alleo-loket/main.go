// Alleo-loket shows, and on request records and writes as a file, what would change in Alleo after reading the people of one or several employers from Loket.
//
//	go run ./examples/alleo-loket                                   made-up people in an embedded Loket, nothing is written
//	go run ./examples/alleo-loket -json                             the same as one JSON document
//	go run ./examples/alleo-loket -apply -state alleo.json          records it, so that the next run reads and shows what changed since
//	go run ./examples/alleo-loket -login                            lets a person log in at Loket and fills the token file
//	go run ./examples/alleo-loket -help                             all flags and settings
//
// It only ever reads from Loket. The rules are those of package alleo; the program joins them to a client, a state file and a terminal.
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

var program = job.Program{Name: "alleo-loket", Source: "loket", System: "Loket"}

// run is the whole program: it gives the exit status.
func run(ctx context.Context, args []string, env func(string) string, stdout, stderr io.Writer) int {
	o, err := parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return program.Finish(ctx, stderr, writeHelp(stdout))
	case err != nil:
		return program.Finish(ctx, stderr, err)
	case o.login:
		return program.Finish(ctx, stderr, login(ctx, o, env, stdout))
	}
	return program.Run(ctx, o.Options, func(ctx context.Context) (job.Source, error) { return connect(ctx, o, env, stderr) }, stdout, stderr)
}
