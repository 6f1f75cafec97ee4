// Package settings reads what the examples have to know from the environment: which systems to talk to, and with which secret.
//
// Either every system of a program is a real one or every one is embedded: made-up people must never reach a real system, and real people never a fake one.
package settings

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
)

// Env gives the value of an environment variable, "" when it is not set: os.Getenv outside tests.
type Env func(name string) string

// value is without the blanks and the newline that pasting leaves.
func (e Env) value(name string) string { return strings.TrimSpace(e(name)) }

// System is a system that a program talks to, with all its variables.
type System struct {
	Name      string
	Variables []Variable
}

// Variable is one setting.
type Variable struct{ Name, Meaning string }

// The systems, with their variables as the help of a program shows them.
var (
	AFAS = System{"AFAS", []Variable{
		{afasNumber, "environment number, such as 12345 or T12345AA"},
		{afasEnvironment, "production (default), test, accept or cursus"},
		{afasURL, "complete base address instead of the two above, e.g. http://127.0.0.1:8080/ProfitRestServices"},
		{afasClientID, "OAuth 2.0 client of the app connector,"},
		{afasClientSecret, "and its secret"},
		{afasToken, "or a classic token instead of the two above"},
	}}
	Loket = System{"Loket", []Variable{
		{loketURL, "address of the API (default: production); https://api.loket-acc.nl is acceptance"},
		{loketTokenURL, "address of the token endpoint (default: that of the API)"},
		{loketClientID, "client id of your application,"},
		{loketClientSecret, "and its secret, if it has one"},
		{loketTokenFile, "file that keeps the refresh token, which -login fills; it wins over the next one"},
		{loketRefreshToken, "refresh token to begin with"},
	}}
	Alleo = System{"Alleo", []Variable{
		{"ALLEO_SCIM_URL", "tenant URL"},
		{"ALLEO_TOKEN_URL", "token endpoint of the client below"},
		{"ALLEO_CLIENT_ID", "client identifier,"},
		{"ALLEO_CLIENT_SECRET", "and its secret"},
		{"ALLEO_TOKEN", "or a token instead of the three above"},
	}}
)

// given names the variables of the system that are set.
func (s System) given(env Env) []string {
	var names []string
	for _, v := range s.Variables {
		if env.value(v.Name) != "" {
			names = append(names, v.Name)
		}
	}
	return names
}

// among names those of the variables that are set.
func (s System) among(env Env, names ...string) []string {
	return slices.DeleteFunc(s.given(env), func(name string) bool { return !slices.Contains(names, name) })
}

// Given tells whether anything about the system is set.
func (s System) Given(env Env) bool { return len(s.given(env)) > 0 }

// AllOrNone tells whether the systems are the real ones, and refuses a mixture.
func AllOrNone(env Env, systems ...System) (real bool, err error) {
	var with, without System
	for _, s := range systems {
		if s.Given(env) {
			with = s
		} else {
			without = s
		}
	}
	if with.Name == "" || without.Name == "" {
		return with.Name != "", nil
	}
	return false, cli.Misusef("%s is set, so %s is the real one, but %s would be an embedded one with made-up people: set the variables of both, or of neither (see -help)",
		with.given(env)[0], with.Name, without.Name)
}

// Reads is [AllOrNone] for a program that reads from the system and writes nothing into Alleo yet.
func Reads(env Env, system System) (real bool, err error) {
	real = system.Given(env)
	if !Alleo.Given(env) {
		return real, nil
	}
	if !real {
		return AllOrNone(env, system, Alleo)
	}
	return real, cli.Misusef("variables of Alleo (ALLEO_…) are set, but writing into Alleo over SCIM is not part of this program yet: unset them, and use -csv")
}

// WriteHelp lists the variables of the systems.
func WriteHelp(w io.Writer, systems ...System) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, s := range systems {
		for _, v := range s.Variables {
			fmt.Fprintf(table, "  %s\t%s\n", v.Name, v.Meaning)
		}
	}
	return table.Flush()
}
