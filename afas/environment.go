package afas

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
)

// Environment is one of the environments that every AFAS customer has (afas-profit-rest.md §1).
type Environment string

// The environments. Their letters are those in front of an environment number: O12345AA is production.
const (
	Production Environment = "production" // O
	Test       Environment = "test"       // T
	Accept     Environment = "accept"     // A
	Cursus     Environment = "cursus"     // C, for training
)

var environments = []struct {
	environment Environment
	letter      string
	host        string // the part of the host name after the number
}{
	{Production, "O", "rest"},
	{Test, "T", "resttest"},
	{Accept, "A", "restaccept"},
	{Cursus, "C", "restcursus"},
}

// ParseEnvironment reads the name of an environment, in any case.
func ParseEnvironment(name string) (Environment, error) {
	for _, e := range environments {
		if strings.EqualFold(strings.TrimSpace(name), string(e.environment)) {
			return e.environment, nil
		}
	}
	return "", fmt.Errorf("afas: no environment is called %q: use production, test, accept or cursus", name)
}

// site is where a client sends its requests, as far as it is known.
type site struct {
	number      string
	environment Environment // "" when nothing has named one
}

var (
	pastedNumber  = regexp.MustCompile(`^([A-Za-z]?)([0-9]{5,6})[A-Za-z]{0,2}$`)
	pastedAddress = regexp.MustCompile(`(?i)^(?:https?://)?([0-9]{5,6})\.(rest[a-z]*)\.afas\.online(?:/.*)?$`)
)

// parseSite reads what users paste for an environment: 12345, O12345AA, or the address of the environment. Its errors do not repeat a text that is
// no number, as it may be a secret in the wrong place.
func parseSite(pasted string) (site, error) {
	pasted = strings.TrimSpace(pasted)
	if m := pastedAddress.FindStringSubmatch(pasted); m != nil {
		for _, e := range environments {
			if strings.EqualFold(m[2], e.host) {
				return site{m[1], e.environment}, nil
			}
		}
	}
	m := pastedNumber.FindStringSubmatch(pasted)
	if m == nil {
		return site{}, errors.New("afas: this is not an environment number: use the five digits, such as 12345, or the whole name, such as T12345AA; any other address is given as a base address")
	}
	if m[1] == "" {
		return site{number: m[2]}, nil
	}
	for _, e := range environments {
		if strings.EqualFold(m[1], e.letter) {
			return site{m[2], e.environment}, nil
		}
	}
	return site{}, fmt.Errorf("afas: the environment %q begins with a letter that AFAS does not use: O, T, A and C are production, test, accept and cursus", pasted)
}

// baseURL gives the address of an environment. Letters are never part of it (afas-profit-rest.md §1).
func (s site) baseURL() *url.URL {
	for _, e := range environments {
		if e.environment == s.environment {
			return &url.URL{Scheme: "https", Host: s.number + "." + e.host + ".afas.online", Path: "/ProfitRestServices"}
		}
	}
	panic("afas: no such environment: " + string(s.environment))
}
