package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
)

// options is what the flags say.
type options struct {
	job.Options
	profit alleo.ProfitOptions
}

// define makes the flags of the program; they write into o.
func (o *options) define() *flag.FlagSet {
	flags := flag.NewFlagSet(program.Name, flag.ContinueOnError)
	o.Define(flags, "department, person_id or a budget column")
	o.profit.Columns = alleo.DefaultColumns()

	flags.StringVar(&o.profit.Employees, "employees", alleo.EmployeesConnector, "`NAME` of the GetConnector with employees")
	flags.StringVar(&o.profit.Contracts, "contracts", alleo.ContractsConnector, "`NAME` of the GetConnector with contracts")
	flags.Func("columns", "columns of the connectors where they differ from the defaults below, as `KEY=COLUMN,…`", func(text string) (err error) {
		o.profit.Columns, err = alleo.ParseColumns(text)
		return err
	})
	flags.StringVar(&o.profit.Access, "access", alleo.DefaultAccessColumn, "`COLUMN` of the access tick box, or none: everyone has access")
	return flags
}

// parse reads the flags. What is wrong with them is a misuse.
func parse(args []string) (options, error) {
	var o options
	err := job.Parse(o.define(), args, o.check)
	o.profit.Today, o.profit.OffboardWithdrawn, o.profit.InAdvance = o.Today, o.OffboardWithdrawn, o.CSVFile != ""
	return o, err
}

func (o *options) check(rest []string) error {
	if o.profit.Employees == "" || o.profit.Contracts == "" || o.profit.Access == "" {
		return errors.New("-employees, -contracts and -access must not be empty; -access none means that everyone has access")
	}
	return o.Check(rest)
}

// writeHelp explains the program, its flags and its settings.
func writeHelp(w io.Writer) error {
	var o options
	flags := o.define()
	fmt.Fprint(w, helpHead)
	flags.SetOutput(w)
	flags.PrintDefaults()
	fmt.Fprintf(w, helpColumns, strings.ReplaceAll(alleo.DefaultColumns().String(), ",", "\n  "))
	fmt.Fprintln(w, "\nSettings, from the environment; with none of those of AFAS, the program runs on an embedded AFAS with made-up people:")
	if err := settings.WriteHelp(w, settings.AFAS); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s", cli.StatusHelp)
	return err
}

const helpHead = `Usage: go run ./examples/alleo-afas [flags]

Reads employees and contracts from AFAS Profit and shows what would change in Alleo. It never writes to AFAS.
Nothing is written anywhere without -apply, except the file that -csv names.

A person who leaves must stay in the connector of employees for at least 90 days after the last working day: whoever disappears before that
is shown as missing, and is never off-boarded.

Flags:
`

const helpColumns = `
Columns, with their defaults (those of contracts are guesses, because Alleo does not publish them):
  %s
Columns named alleo_monthly_CATEGORY_budget and alleo_oneoff_CATEGORY_budget are budgets by themselves.
`
