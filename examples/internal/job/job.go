package job

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// Program is one of the programs.
type Program struct {
	Name   string // "alleo-afas"
	Source string // "afas", as the JSON document has it
	System string // "AFAS", as a person reads it
}

// Source is where people are read from.
type Source struct {
	Identity state.Source
	// Read gives who should be in Alleo, after what the state file holds. What it gives together with an error is shown, and not applied.
	Read  func(ctx context.Context, known state.Content) (Found, error)
	Close func()
}

// Found is what was read.
type Found struct {
	People   []alleo.Employee
	Findings []alleo.Finding
	Loket    []alleo.LoketSnapshot // for the state file
	Flex     *alleo.Flex
}

// result is what a run found and did.
type result struct {
	found    Found
	plan     *plansync.Plan[alleo.Employee] // how that differs from who was in Alleo
	preview  alleo.Preview                  // the same, for the reader
	embedded bool
	recorded bool // the state file was written
	exported bool // the CSV file was written
	first    bool // there was no state file yet
}

// Run is the job: read who is there, compare with who was there, show it, and write what the flags ask for. It gives the exit status.
func (p Program) Run(ctx context.Context, o Options, connect func(context.Context) (Source, error), stdout, stderr io.Writer) int {
	r, err := p.synchronise(ctx, o, connect)
	status, err := cli.Outcome(ctx, err)
	if err == nil && r.preview.Stopped != "" {
		status = cli.StatusStopped
	}
	if printed := p.show(stdout, o, r, status, err); printed != nil {
		return p.Finish(ctx, stderr, errors.Join(err, printed))
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", p.Name, err)
	}
	return status
}

// Finish gives the exit status for what went wrong before or beside the job, and says what it was.
func (p Program) Finish(ctx context.Context, stderr io.Writer, err error) int {
	status, err := cli.Outcome(ctx, err)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", p.Name, err)
	}
	return status
}

func (p Program) synchronise(ctx context.Context, o Options, connect func(context.Context) (Source, error)) (r result, err error) {
	source, err := connect(ctx)
	if err != nil {
		return r, err
	}
	defer source.Close()
	r.embedded = source.Identity.Embedded

	store, err := state.Open(o.StateFile, source.Identity, o.Apply)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()

	r.first = !store.Exists()
	current := store.Content().People
	r.found, err = source.Read(ctx, store.Content())
	if err != nil {
		r.preview.Findings = r.found.Findings
		return r, err
	}
	r.plan, err = plansync.Diff(current, r.found.People, alleo.Key, alleo.Changed)
	if err != nil {
		return r, err
	}
	r.preview = alleo.NewPreview(p.Source, r.plan, r.found.Findings, current, o.Limits)
	r.preview.Flex = r.found.Flex
	if r.preview.Stopped != "" {
		if len(r.found.People) > 0 {
			r.preview.Stopped += " (-max-offboard)"
		}
		return r, nil
	}
	return r, write(ctx, o, store, &r)
}

// show prints the outcome: the document of -json on every status but that of a misuse, the text for a person unless it failed.
func (p Program) show(stdout io.Writer, o Options, r result, status int, err error) error {
	switch {
	case status == cli.StatusMisused:
		return nil
	case o.JSON:
		document := r.preview
		document.Source = p.Source
		if err != nil {
			document.Error = err.Error()
		}
		return cli.PrintJSON(stdout, document)
	case err != nil:
		return nil // the report would say what is next, as if all were well
	}
	return p.writeReport(stdout, o, r)
}
