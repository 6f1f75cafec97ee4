package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
)

// options is what the flags say.
type options struct {
	job.Options
	people       alleo.LoketOptions
	employers    []string
	flex         bool
	login        bool
	loginAddress string
}

// define makes the flags of the program; they write into o.
func (o *options) define() *flag.FlagSet {
	flags := flag.NewFlagSet(program.Name, flag.ContinueOnError)
	o.Define(flags, "budget fields")

	flags.Func("employer", "`ID` of an employer to read, once for each; needed when the user sees several", func(id string) error {
		if id = strings.TrimSpace(id); id == "" {
			return errors.New("the id is empty")
		}
		o.employers = append(o.employers, id)
		return nil
	})
	flags.StringVar(&o.people.Access, "access", alleo.DefaultAccessField, "description of the custom `FIELD` of employees about access, or none: everyone has access")
	flags.BoolVar(&o.people.PrivateEmail, "private-email", false, "use the general e-mail address of people who have no business address")
	flags.BoolVar(&o.flex, "flex", false, "read and show the records for Flex Salary as well: administrations, payroll runs, leave balances")
	flags.BoolVar(&o.login, "login", false, "let a person log in at Loket, fill the token file, and do nothing else")
	flags.StringVar(&o.loginAddress, "login-address", "127.0.0.1:8765", "`ADDRESS` on this machine for the way back of -login; register http://ADDRESS/callback at Loket")
	return flags
}

// parse reads the flags. What is wrong with them is a misuse.
func parse(args []string) (options, error) {
	var o options
	err := job.Parse(o.define(), args, o.check)
	o.people.Today, o.people.OffboardWithdrawn, o.people.InAdvance = o.Today, o.OffboardWithdrawn, o.CSVFile != ""
	return o, err
}

func (o *options) check(rest []string) error {
	for _, c := range o.CSVColumns {
		if !strings.HasSuffix(strings.ToLower(c.Field), "_budget") {
			return fmt.Errorf("-csv-columns: %q is not read from Loket; name a budget such as alleo_monthly_all_budget", c.Field)
		}
	}
	if o.people.Access == "" {
		return errors.New("-access must not be empty; -access none means that everyone has access")
	}
	if o.login && (o.JSON || o.Apply || o.StateFile != "" || o.CSVFile != "") {
		return errors.New("-login does nothing else: run it without -json, -apply, -state and -csv, and then run the program without -login")
	}
	if err := checkLoopback(o.loginAddress); err != nil {
		return err
	}
	return o.Check(rest)
}

// checkLoopback refuses an address that other machines could reach: the code of a log-in comes in there.
func checkLoopback(address string) error {
	host, _, err := net.SplitHostPort(address)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("-login-address must be on this machine, such as 127.0.0.1:8765")
	}
	return nil
}

// writeHelp explains the program, its flags and its settings.
func writeHelp(w io.Writer) error {
	var o options
	flags := o.define()
	fmt.Fprint(w, helpHead)
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprintln(w, "\nSettings, from the environment; with none of those of Loket, the program runs on an embedded Loket with made-up people:")
	if err := settings.WriteHelp(w, settings.Loket); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s", cli.StatusHelp)
	return err
}

const helpHead = `Usage: go run ./examples/alleo-loket [flags]

Reads employees, employments and custom fields from Loket and shows what would change in Alleo. It never writes to Loket.
Nothing is written anywhere without -apply, except the file that -csv names and the token file, which keeps the next refresh token.

The filter settings of the Loket user must hide nobody: with an overview that leaves out people who have left, nobody could be off-boarded.
The program looks at them first, says what they hide, and stops. It does not change them.

With -state, only what has changed since the last -apply is read, and everything once a week. Days are judged anew in every run.
Custom fields named alleo_monthly_CATEGORY_budget and alleo_oneoff_CATEGORY_budget are budgets by themselves.

Flags:
`
