package main

import (
	"context"
	"errors"
	"io"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// synchronise is the job: read who is there, compare with who was there, show it, and write what the flags ask for.
func synchronise(ctx context.Context, o options, env func(string) string, stderr io.Writer) (r result, err error) {
	source, err := connect(o, env, stderr)
	if err != nil {
		return r, err
	}
	defer source.close()
	r.embedded = source.identity.Embedded

	store, err := state.Open(o.stateFile, source.identity, o.apply)
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, store.Close()) }()

	if err := checkColumns(ctx, source.client, o); err != nil {
		return r, err
	}
	current := store.People()
	o.profit.Current, o.profit.InAdvance = current, o.csvFile != ""
	people, findings, err := read(ctx, source.client, o, stderr)
	if err != nil {
		return r, err
	}
	plan, err := plansync.Diff(current, people, alleo.Key, alleo.Changed)
	if err != nil {
		return r, err
	}
	r.people, r.plan = people, plan
	r.preview = alleo.NewPreview(sourceName, plan, findings, current, o.limits)
	if r.preview.Stopped != "" {
		return r, nil
	}
	return r, write(ctx, o, store, &r)
}

// read reads the people through the two connectors, one after the other, and judges them.
func read(ctx context.Context, client *afas.Client, o options, stderr io.Writer) ([]alleo.Employee, []alleo.Finding, error) {
	progress := cli.StartProgress(stderr)
	defer progress.Stop()
	c := o.profit.Columns
	people, findings, err := alleo.FromProfit(
		rows(ctx, client, progress, o.profit.Employees, c.EmployeeID, c.Start, c.End),
		rows(ctx, client, progress, o.profit.Contracts, c.Contract.EmployeeID, c.Contract.Start, c.Contract.End),
		o.profit)
	if _, ok := errors.AsType[*alleo.MissingColumnsError](err); ok {
		err = cli.Misuse(err)
	}
	return people, findings, err
}
