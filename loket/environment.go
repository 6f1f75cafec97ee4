package loket

import (
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Environment is one of the two environments of Loket (loket-rest.md §1).
type Environment string

// The environments. Acceptance has users, client ids and data of its own.
const (
	Production Environment = "production"
	Acceptance Environment = "acceptance"
)

var environments = []Environment{Production, Acceptance}

// ParseEnvironment reads the name of an environment, in any case.
func ParseEnvironment(name string) (Environment, error) {
	for _, e := range environments {
		if strings.EqualFold(strings.TrimSpace(name), string(e)) {
			return e, nil
		}
	}
	return "", fmt.Errorf("loket: no environment is called %q: use production or acceptance", name)
}

// addresses gives where an environment has the API, the page on which a user gives access, and the token endpoint.
func (e Environment) addresses() addresses {
	domain := "loket.nl"
	if e == Acceptance {
		domain = "loket-acc.nl"
	}
	return addresses{
		api:       &url.URL{Scheme: "https", Host: "api." + domain},
		authorize: "https://oauth." + domain + "/authorize",
		token:     &url.URL{Scheme: "https", Host: "oauth." + domain, Path: "/token"},
	}
}

type addresses struct {
	api       *url.URL // without /v2: a few operations stand beside it
	authorize string
	token     *url.URL
}

// complete fills in what was not given, from the environment. The address of the other environment's API brings its token endpoint along: a secret of one must not be sent to the other.
func (a *addresses) complete(e Environment) {
	known := e.addresses()
	if a.api == nil {
		a.api = known.api
	}
	for _, other := range environments {
		if at := other.addresses(); strings.EqualFold(a.api.Host, at.api.Host) {
			known = at
		}
	}
	if a.token == nil {
		a.token, a.authorize = known.token, known.authorize
	}
}

// useAPI takes a complete address of the API, with or without the /v2 that the vendor's pages show in both ways.
func (a *addresses) useAPI(address string) error {
	u, err := api.ParseAddress(address)
	if err != nil {
		return fmt.Errorf("loket: address of the API: %w", err)
	}
	u.Path = strings.TrimSuffix(u.Path, "/v2")
	a.api = u
	return nil
}

// useToken takes the address of the token endpoint; the page for the user's consent is next to it.
func (a *addresses) useToken(address string) error {
	u, err := api.ParseAddress(address)
	if err != nil {
		return fmt.Errorf("loket: address of the token endpoint: %w", err)
	}
	if u.Path == "" {
		return errors.New("loket: address of the token endpoint: its path is missing, such as /token")
	}
	a.token = u
	a.authorize = u.JoinPath("..", "authorize").String()
	return nil
}
