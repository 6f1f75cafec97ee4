package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/embedded"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// connect makes the client for the Loket of the settings, or for an embedded one when there are none, and asks it which employers there are.
func connect(ctx context.Context, o options, env settings.Env, stderr io.Writer) (job.Source, error) {
	real, err := settings.Reads(env, settings.Loket)
	if err != nil {
		return job.Source{}, err
	}
	var options []loket.Option
	if log := o.Log(stderr); log != nil {
		options = append(options, loket.WithLogger(log))
	}
	if !real {
		return connectEmbedded(ctx, o, options, stderr)
	}
	client, warning, err := settings.LoketClient(ctx, env, options...)
	if err != nil {
		return job.Source{}, err
	}
	if warning != "" {
		fmt.Fprintf(stderr, "%s: %s\n", program.Name, warning)
	}
	address, err := url.Parse(client.URL())
	if err != nil {
		return job.Source{}, err
	}
	return newSource(ctx, client, state.Source{System: program.Source, Host: address.Host}, o, stderr)
}

func connectEmbedded(ctx context.Context, o options, options []loket.Option, stderr io.Writer) (job.Source, error) {
	server, err := embedded.Loket(embedded.AnyPort, o.Today, lokettest.RefreshRotates)
	if err != nil {
		return job.Source{}, fmt.Errorf("the embedded Loket does not start: %w", err)
	}
	auth := loket.RefreshToken(server.ClientID, server.ClientSecret, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}))
	client, err := loket.NewClient(auth, append(options, loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))...)
	if err != nil {
		server.Close()
		return job.Source{}, err
	}
	source, err := newSource(ctx, client, state.Source{System: program.Source, Embedded: true}, o, stderr)
	if err != nil {
		server.Close()
	}
	source.Close = server.Close
	return source, err
}

func newSource(ctx context.Context, client *loket.Client, identity state.Source, o options, stderr io.Writer) (job.Source, error) {
	employers, err := choose(ctx, client, o.employers)
	if err != nil {
		return job.Source{}, advise(err)
	}
	identity.Employers = joined(employers)
	read := func(ctx context.Context, known state.Content) (job.Found, error) {
		if identity.Embedded {
			known.Loket = nil // an embedded Loket is a new one every time, and its change numbers are those of another
		}
		found, err := read(ctx, client, employers, o, known, stderr)
		return found, advise(err)
	}
	return job.Source{Identity: identity, Read: read, Close: func() {}}, nil
}

// advise says what to do when nothing opens Loket any more.
func advise(err error) error {
	if errors.Is(err, loket.ErrLoginRequired) {
		return fmt.Errorf("%w. Run this program with -login, and let the person whom it is to act for log in", err)
	}
	return err
}
