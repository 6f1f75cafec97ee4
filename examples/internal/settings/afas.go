package settings

import (
	"strings"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

const (
	afasNumber       = "AFAS_NUMBER"
	afasEnvironment  = "AFAS_ENVIRONMENT"
	afasURL          = "AFAS_URL"
	afasClientID     = "AFAS_CLIENT_ID"
	afasClientSecret = "AFAS_CLIENT_SECRET"
	afasToken        = "AFAS_TOKEN"
)

// AFASClient makes the client that the environment describes. Whatever is wrong with the settings is a misuse, and nothing has been sent.
func AFASClient(env Env, opts ...afas.Option) (*afas.Client, error) {
	place, err := afasPlace(env)
	if err != nil {
		return nil, err
	}
	auth, err := afasAuth(env)
	if err != nil {
		return nil, err
	}
	// A credential that cannot be wrong shows whether the place is.
	if _, err := afas.NewClient(env.value(afasNumber), afas.ClientCredentials("id", "secret"), place...); err != nil {
		return nil, cli.Misusef("%s: %w", strings.Join(AFAS.among(env, afasURL, afasNumber, afasEnvironment), ", "), err)
	}
	client, err := afas.NewClient(env.value(afasNumber), auth, append(place, opts...)...)
	if err != nil {
		return nil, cli.Misusef("%s: %w", strings.Join(AFAS.among(env, afasToken, afasClientID, afasClientSecret), ", "), err)
	}
	return client, nil
}

// afasPlace tells which environment it is, or which address.
func afasPlace(env Env) ([]afas.Option, error) {
	address, number, environment := env.value(afasURL), env.value(afasNumber), env.value(afasEnvironment)
	switch {
	case address != "" && (number != "" || environment != ""):
		return nil, cli.Misusef("%s is a complete address: unset %s and %s, or unset %s", afasURL, afasNumber, afasEnvironment, afasURL)
	case address != "":
		return []afas.Option{afas.WithBaseURL(address)}, nil
	case number == "":
		return nil, incomplete(env, afasNumber+" or "+afasURL)
	case environment == "":
		return nil, nil
	}
	e, err := afas.ParseEnvironment(environment)
	if err != nil {
		return nil, cli.Misusef("%s: %w", afasEnvironment, err)
	}
	return []afas.Option{afas.WithEnvironment(e)}, nil
}

// afasAuth tells which of the two credentials it is.
func afasAuth(env Env) (afas.Auth, error) {
	id, secret, token := env.value(afasClientID), env.value(afasClientSecret), env.value(afasToken)
	switch {
	case token != "" && (id != "" || secret != ""):
		return nil, cli.Misusef("both a classic token (%s) and an OAuth client (%s, %s) are set: unset one of the two", afasToken, afasClientID, afasClientSecret)
	case token != "":
		return afas.Token(token), nil
	case id != "" && secret != "":
		return afas.ClientCredentials(id, secret), nil
	case id != "":
		return nil, incomplete(env, afasClientSecret)
	case secret != "":
		return nil, incomplete(env, afasClientID)
	}
	return nil, incomplete(env, afasClientID+" and "+afasClientSecret+", or "+afasToken)
}

func incomplete(env Env, missing string) error {
	return cli.Misusef("the settings for AFAS are incomplete: %s is set, but %s is missing. Without any of the AFAS variables, the program runs on an embedded AFAS with made-up people",
		strings.Join(AFAS.given(env), ", "), missing)
}
