// Fakes keeps the fake systems running, with made-up people in them, so that a client in any language can be developed against them.
//
//	go run ./examples/fakes                           addresses and credentials, ready to paste into a shell
//	go run ./examples/fakes -afas 127.0.0.1:8080      at a fixed address; -loket for that of Loket
//	go run ./examples/fakes -json                     the same as one JSON document
//
// It runs until it is interrupted, which is its normal end: the exit status is then 0.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

func main() { cli.Main(run) }

// run is the whole program: it gives the exit status.
func run(ctx context.Context, args []string, _ func(string) string, stdout, stderr io.Writer) int {
	status, err := cli.Outcome(ctx, serve(ctx, args, stdout))
	if err != nil {
		fmt.Fprintln(stderr, "fakes:", err)
	}
	return status
}

// serve starts every fake, tells where they are, and waits for the interrupt.
func serve(ctx context.Context, args []string, stdout io.Writer) error {
	o, err := parse(args, stdout)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return cli.Misuse(err)
	}
	var systems []system
	for i, f := range fakes {
		s, err := f.start(o.addresses[i], o.today)
		if err != nil {
			return fmt.Errorf("the fake %s does not start at %s: %w", f.name, o.addresses[i], err)
		}
		defer s.close()
		systems = append(systems, s)
	}
	if err := announce(stdout, o.asJSON, systems); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}

type options struct {
	asJSON    bool
	today     civil.Date
	addresses []string // of each of the fakes
}

func parse(args []string, stdout io.Writer) (options, error) {
	o := options{today: civil.DateOf(time.Now().In(civil.Amsterdam())), addresses: make([]string, len(fakes))}
	flags := flag.NewFlagSet("fakes", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.BoolVar(&o.asJSON, "json", false, "print addresses and credentials as one JSON document")
	flags.Func("today", "`DATE` on which the made-up people are shown (default: the date in Amsterdam)", func(text string) (err error) {
		o.today, err = civil.ParseDate(text)
		return err
	})
	for i, f := range fakes {
		flags.StringVar(&o.addresses[i], f.flag, anyPort, "`ADDRESS` of the fake "+f.name+"; port 0: any free port")
	}
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprintln(stdout, "Usage: go run ./examples/fakes [flags]\n\nKeeps the fake systems running until it is interrupted.\n\nFlags:")
		flags.SetOutput(stdout)
		flags.PrintDefaults()
		return o, err
	case err != nil:
		return o, fmt.Errorf("%w (see -help)", err)
	case flags.NArg() > 0:
		return o, fmt.Errorf("%q is not a flag (see -help)", flags.Arg(0))
	}
	for i, f := range fakes {
		if err := checkLoopback(o.addresses[i]); err != nil {
			return o, fmt.Errorf("-%s: %w", f.flag, err)
		}
	}
	return o, nil
}
