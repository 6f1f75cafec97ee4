package main

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/url"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/embedded"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
)

// source is the AFAS to read from.
type source struct {
	client   *afas.Client
	identity state.Source
	close    func()
}

// connect makes the client for the AFAS of the settings, or for an embedded one when there are none. To the first it sends nothing yet.
func connect(o options, env settings.Env, stderr io.Writer) (source, error) {
	real, err := settings.AllOrNone(env, settings.AFAS)
	if err != nil {
		return source{}, err
	}
	if settings.Alleo.Given(env) {
		if !real {
			_, err := settings.AllOrNone(env, settings.AFAS, settings.Alleo)
			return source{}, err
		}
		return source{}, cli.Misusef("variables of Alleo (ALLEO_…) are set, but writing into Alleo over SCIM is not part of this program yet: unset them, and use -csv")
	}
	options := logging(o, stderr)
	if !real {
		return connectEmbedded(o, options)
	}
	client, err := settings.AFASClient(env, options...)
	if err != nil {
		return source{}, err
	}
	address, err := url.Parse(client.URL())
	return source{client, state.Source{System: sourceName, Host: address.Host}, func() {}}, err
}

func connectEmbedded(o options, options []afas.Option) (source, error) {
	server, err := embedded.AFAS(embedded.AnyPort, o.profit.Today)
	if err != nil {
		return source{}, fmt.Errorf("the embedded AFAS does not start: %w", err)
	}
	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret), append(options, afas.WithBaseURL(server.URL))...)
	return source{client, state.Source{System: sourceName, Embedded: true}, server.Close}, err
}

func logging(o options, stderr io.Writer) []afas.Option {
	if !o.verbose {
		return nil
	}
	return []afas.Option{afas.WithLogger(slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelDebug})))}
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
