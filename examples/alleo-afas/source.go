package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/url"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/embedded"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
)

// connect makes the client for the AFAS of the settings, or for an embedded one when there are none. To the first it sends nothing yet.
func connect(o options, env settings.Env, stderr io.Writer) (job.Source, error) {
	real, err := settings.Reads(env, settings.AFAS)
	if err != nil {
		return job.Source{}, err
	}
	var options []afas.Option
	if log := o.Log(stderr); log != nil {
		options = append(options, afas.WithLogger(log))
	}
	if !real {
		return connectEmbedded(o, options, stderr)
	}
	client, err := settings.AFASClient(env, options...)
	if err != nil {
		return job.Source{}, err
	}
	address, err := url.Parse(client.URL())
	if err != nil {
		return job.Source{}, err
	}
	return job.Source{
		Identity: state.Source{System: program.Source, Host: address.Host + strings.TrimSuffix(address.Path, "/ProfitRestServices"), IDs: o.profit.Columns.EmployeeID},
		Read:     reader(client, o, stderr),
		Close:    func() {},
	}, nil
}

func connectEmbedded(o options, options []afas.Option, stderr io.Writer) (job.Source, error) {
	server, err := embedded.AFAS(embedded.AnyPort, o.Today)
	if err != nil {
		return job.Source{}, fmt.Errorf("the embedded AFAS does not start: %w", err)
	}
	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret), append(options, afas.WithBaseURL(server.URL))...)
	if err != nil {
		server.Close()
		return job.Source{}, err
	}
	return job.Source{
		Identity: state.Source{System: program.Source, Embedded: true, IDs: o.profit.Columns.EmployeeID},
		Read:     reader(client, o, stderr),
		Close:    server.Close,
	}, nil
}

// reader reads the people through the two connectors, one after the other, and judges them.
func reader(client *afas.Client, o options, stderr io.Writer) func(context.Context, state.Content) (job.Found, error) {
	return func(ctx context.Context, known state.Content) (found job.Found, err error) {
		o.profit.Current = known.People
		if err := checkColumns(ctx, client, o); err != nil {
			return found, misnamed(err)
		}
		progress := cli.StartProgress(stderr)
		defer progress.Stop()
		c := o.profit.Columns
		found.People, found.Findings, err = alleo.FromProfit(
			rows(ctx, client, progress, o.profit.Employees, c.EmployeeID, c.Start, c.End),
			rows(ctx, client, progress, o.profit.Contracts, c.Contract.EmployeeID, c.Contract.Start, c.Contract.End),
			o.profit)
		return found, misnamed(err)
	}
}

// misnamed makes a missing column the misuse that it is: the flags name columns.
func misnamed(err error) error {
	if _, ok := errors.AsType[*alleo.MissingColumnsError](err); ok {
		return cli.Misusef("%w (-columns and -access name the columns)", err)
	}
	return err
}

// rows reads a connector in the given order. The employee id alone would not do as an order, nor as a key: somebody has a row for each employment.
func rows(ctx context.Context, client *afas.Client, progress *cli.Progress, connector string, order ...string) iter.Seq2[afas.Row, error] {
	return func(yield func(afas.Row, error) bool) {
		progress.Step("reading " + connector)
		for row, err := range afas.GetConnector[afas.Row](client, connector).All(ctx, &afas.GetOptions{OrderBy: order}) {
			progress.Count()
			if !yield(row, err) {
				return
			}
		}
	}
}
