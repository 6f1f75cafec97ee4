package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"time"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

const callback = "/callback"

// login shows the link to Loket's page, and waits until the browser comes back with what becomes the first token in the file.
func login(ctx context.Context, o options, env settings.Env, stdout io.Writer) error {
	if _, _, err := settings.LoketLogin(env, "http://"+o.loginAddress+callback); err != nil {
		return err // before the address is taken
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", o.loginAddress)
	if err != nil {
		return cli.Misusef("-login-address cannot be used: %w", err)
	}
	way, file, err := settings.LoketLogin(env, "http://"+listener.Addr().String()+callback)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	if err := comeBack(ctx, way, listener, stdout); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "Access was given, and the token is in %s. Now run the program without -login.\n", file)
	return err
}

// comeBack serves the way back until it was taken.
func comeBack(ctx context.Context, way *loket.Login, listener net.Listener, stdout io.Writer) error {
	state, done := loket.NewState(), make(chan error, 2)
	mux := http.NewServeMux()
	mux.Handle(callback, way.Handler(state, func(err error) { done <- err }))
	server := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			done <- err
		}
	}()
	_, err := fmt.Fprintf(stdout, "Open this link in a browser on this machine, log in, and give access:\n\n%s\n\n", way.URL(state))
	if err == nil {
		select {
		case err = <-done:
		case <-ctx.Done():
			err = ctx.Err()
		}
	}
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(closing)) // lets the page be delivered
}
