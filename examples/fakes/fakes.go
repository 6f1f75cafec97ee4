package main

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/company"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/embedded"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

const anyPort = embedded.AnyPort

// fakes are all there are.
var fakes = []struct {
	name, flag string
	start      func(address string, today civil.Date) (system, error)
}{
	{"AFAS", "afas", startAFAS},
	{"Loket", "loket", startLoket},
}

// system is a fake that runs.
type system struct {
	name     string
	settings []setting // what a program has to know to use it
	instead  []setting // another credential, which takes the place of the first
	try      []string  // commands that show it at work
	close    func()
}

// setting is an environment variable of the examples.
type setting struct{ name, value string }

func startAFAS(address string, today civil.Date) (system, error) {
	server, err := embedded.AFAS(address, today)
	if err != nil {
		return system{}, err
	}
	return system{
		name: "AFAS",
		settings: []setting{
			{"AFAS_URL", server.URL},
			{"AFAS_CLIENT_ID", server.ClientID},
			{"AFAS_CLIENT_SECRET", server.ClientSecret},
		},
		instead: []setting{{"AFAS_TOKEN", server.Token}},
		try: []string{
			fmt.Sprintf("curl -s -d grant_type=client_credentials -d client_id=%s -d client_secret=%s %s/oauth/token", server.ClientID, server.ClientSecret, server.URL),
			fmt.Sprintf("curl -s -H 'Authorization: AfasToken %s' '%s/connectors/%s?skip=0&take=2'",
				base64.StdEncoding.EncodeToString([]byte(server.Token)), server.URL, company.EmployeesConnector),
		},
		close: server.Close,
	}, nil
}

func startLoket(address string, today civil.Date) (system, error) {
	server, err := embedded.Loket(address, today, lokettest.RefreshStays) // so that the credentials below work more than once
	if err != nil {
		return system{}, err
	}
	return system{
		name: "Loket",
		settings: []setting{
			{"LOKET_URL", server.URL},
			{"LOKET_TOKEN_URL", server.TokenURL},
			{"LOKET_CLIENT_ID", server.ClientID},
			{"LOKET_CLIENT_SECRET", server.ClientSecret},
			{"LOKET_REFRESH_TOKEN", server.RefreshToken},
		},
		try: []string{
			fmt.Sprintf("curl -s -H 'Authorization: Bearer %s' '%s/providers/employers?pageSize=2'", server.AccessToken(), server.URL),
		},
		close: server.Close,
	}, nil
}

// announce tells how to reach the systems.
func announce(w io.Writer, asJSON bool, systems []system) error {
	if asJSON {
		return cli.PrintJSON(w, document(systems))
	}
	var b strings.Builder
	for _, s := range systems {
		fmt.Fprintf(&b, "# %s, with made-up people, until you press Ctrl-C\n", s.name)
		for _, v := range s.settings {
			fmt.Fprintf(&b, "export %s=%s\n", v.name, quoted(v.value))
		}
		for _, v := range s.instead {
			fmt.Fprintf(&b, "\n# or, instead of the credential above\n# export %s=%s\n", v.name, quoted(v.value))
		}
		b.WriteString("\n# try it\n" + strings.Join(s.try, "\n") + "\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// document is what -json prints: the variables of each system by name.
func document(systems []system) map[string]map[string]string {
	all := map[string]map[string]string{}
	for _, s := range systems {
		variables := map[string]string{}
		for _, v := range append(s.settings, s.instead...) {
			variables[v.name] = v.value
		}
		all[strings.ToLower(s.name)] = variables
	}
	return all
}

// quoted makes a value safe to paste into a shell.
func quoted(value string) string {
	if strings.ContainsAny(value, "<>&;| '\"$`\\") {
		return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
	}
	return value
}

// checkLoopback refuses an address that other machines could reach: the credentials of a fake are no secrets.
func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return errors.New("write an address and a port, such as 127.0.0.1:8080")
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("a fake listens on this machine only: use 127.0.0.1 and a port")
	}
	return nil
}
