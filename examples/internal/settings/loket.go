package settings

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

const (
	loketURL          = "LOKET_URL"
	loketTokenURL     = "LOKET_TOKEN_URL"
	loketClientID     = "LOKET_CLIENT_ID"
	loketClientSecret = "LOKET_CLIENT_SECRET"
	loketRefreshToken = "LOKET_REFRESH_TOKEN"
	loketTokenFile    = "LOKET_TOKEN_FILE"
)

// LoketClient makes the client that the environment describes. Whatever is wrong with the settings is a misuse, and nothing has been sent. The warning, if there
// is one, is for the person who runs the program.
//
// The token file wins over the refresh token in the environment, because what is in it is newer; a file that is not there yet begins with that one.
func LoketClient(ctx context.Context, env Env, opts ...loket.Option) (client *loket.Client, warning string, err error) {
	place, err := loketPlace(env)
	if err != nil {
		return nil, "", err
	}
	if env.value(loketClientID) == "" {
		return nil, "", incompleteLoket(env, loketClientID)
	}
	store, warning, err := loketStore(ctx, env)
	if err != nil {
		return nil, "", err
	}
	client, err = loket.NewClient(loket.RefreshToken(env.value(loketClientID), env.value(loketClientSecret), store), append(place, opts...)...)
	return client, warning, wrongLoket(env, err)
}

// LoketLogin makes what a person logs in with, for the way back to the redirect address; the token goes into the token file, whose name is given as well.
func LoketLogin(env Env, redirectURL string) (login *loket.Login, tokenFile string, err error) {
	place, err := loketPlace(env)
	if err != nil {
		return nil, "", err
	}
	tokenFile = env.value(loketTokenFile)
	switch {
	case env.value(loketClientID) == "":
		return nil, "", cli.Misusef("a log-in needs %s: set it to the client id that Loket gave you", loketClientID)
	case tokenFile == "":
		return nil, "", cli.Misusef("a log-in needs %s: set it to the file that is to hold the token", loketTokenFile)
	}
	login, err = loket.NewLogin(env.value(loketClientID), env.value(loketClientSecret), redirectURL, loket.FileStore(tokenFile), place...)
	return login, tokenFile, wrongLoket(env, err)
}

// loketPlace gives the addresses. An API of one's own needs a token endpoint of its own: the secret must not be sent to another one.
func loketPlace(env Env) ([]loket.Option, error) {
	address, token := env.value(loketURL), env.value(loketTokenURL)
	switch {
	case address == "" && token == "":
		return nil, nil
	case address == "":
		return nil, incompleteLoket(env, loketURL)
	case token != "":
		return []loket.Option{loket.WithURL(address), loket.WithTokenURL(token)}, nil
	case !isLoket(address):
		return nil, incompleteLoket(env, loketTokenURL)
	}
	return []loket.Option{loket.WithURL(address)}, nil
}

// isLoket recognises Loket's own addresses, which come with their token endpoint.
func isLoket(address string) bool {
	host := strings.TrimPrefix(strings.ToLower(address), "https://")
	host, _, _ = strings.Cut(host, "/")
	return host == "api.loket.nl" || host == "api.loket-acc.nl"
}

func loketStore(ctx context.Context, env Env) (store loket.TokenStore, warning string, err error) {
	first := &oauth2.Token{RefreshToken: env.value(loketRefreshToken)}
	file := env.value(loketTokenFile)
	switch {
	case file == "" && first.RefreshToken == "":
		return nil, "", incompleteLoket(env, loketTokenFile+" or "+loketRefreshToken)
	case file == "":
		return loket.MemoryStore(first), fmt.Sprintf("%s is not set: if Loket's refresh tokens are single-use, the next run cannot use %s again; set it to a file that keeps the next one",
			loketTokenFile, loketRefreshToken), nil
	}
	store = loket.FileStore(file)
	if first.RefreshToken == "" {
		return store, "", nil
	}
	if kept, err := store.Load(ctx); kept != nil || err != nil {
		return store, "", nil // what is wrong with the file is told by the first call
	}
	if err := store.Swap(ctx, nil, first); err != nil {
		return nil, "", fmt.Errorf("the token file (%s) cannot be written: %w", loketTokenFile, err)
	}
	return store, "", nil
}

func incompleteLoket(env Env, missing string) error {
	return cli.Misusef("the settings for Loket are incomplete: %s is set, but %s is missing. Without any of the LOKET variables, the program runs on an embedded Loket with made-up people",
		strings.Join(Loket.given(env), ", "), missing)
}

func wrongLoket(env Env, err error) error {
	if err == nil {
		return nil
	}
	return cli.Misusef("a setting for Loket is wrong (%s): %w", strings.Join(Loket.given(env), ", "), err)
}
