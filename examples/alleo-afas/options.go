package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/settings"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// options is what the flags say.
type options struct {
	asJSON     bool
	apply      bool
	verbose    bool
	stateFile  string
	csvFile    string
	csvColumns []alleo.CSVColumn
	limits     plansync.Limits
	profit     alleo.ProfitOptions
}

// define makes the flags of the program; they write into o.
func (o *options) define() *flag.FlagSet {
	flags := flag.NewFlagSet("alleo-afas", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	o.profit.Today = civil.DateOf(time.Now().In(civil.Amsterdam()))
	o.profit.Columns = alleo.DefaultColumns()
	o.limits.Lost = plansync.Percent(20)

	flags.BoolVar(&o.asJSON, "json", false, "print one JSON document instead of text")
	flags.BoolVar(&o.apply, "apply", false, "record the outcome in the -state file; without it, only -csv is written")
	flags.BoolVar(&o.verbose, "v", false, "log every request to standard error")
	flags.StringVar(&o.stateFile, "state", "", "`FILE` that holds what was applied last; absent: nobody is in Alleo yet")
	flags.StringVar(&o.csvFile, "csv", "", "write Alleo's CSV to `FILE`, named alleo_employees_….csv; with it, people who start later are created in advance")
	flags.Func("csv-columns", "more columns in the CSV, as `FIELD=HEADER,…`: department, person_id or a budget column", o.parseCSVColumns)
	flags.StringVar(&o.profit.Employees, "employees", alleo.EmployeesConnector, "`NAME` of the GetConnector with employees")
	flags.StringVar(&o.profit.Contracts, "contracts", alleo.ContractsConnector, "`NAME` of the GetConnector with contracts")
	flags.Func("columns", "columns of the connectors where they differ from the defaults below, as `KEY=COLUMN,…`", func(text string) (err error) {
		o.profit.Columns, err = alleo.ParseColumns(text)
		return err
	})
	flags.StringVar(&o.profit.Access, "access", alleo.DefaultAccessColumn, "`COLUMN` of the access tick box, or none: everyone has access")
	flags.BoolVar(&o.profit.OffboardWithdrawn, "offboard-withdrawn", false, "off-board people whose access was taken away, instead of only showing them")
	flags.Var(&o.limits.Lost, "max-offboard", "stop when more people than this `LIMIT` would lose their access: a number or a percentage")
	flags.Func("today", "`DATE` to work with, such as 2026-03-01 (default: the date in Amsterdam)", func(text string) (err error) {
		o.profit.Today, err = civil.ParseDate(text)
		return err
	})
	return flags
}

// parse reads the flags. What is wrong with them is a misuse.
func parse(args []string) (options, error) {
	var o options
	flags := o.define()
	if err := flags.Parse(args); err != nil {
		if err == flag.ErrHelp {
			return o, err
		}
		return o, cli.Misusef("%w (see -help)", err)
	}
	return o, cli.Misuse(o.check(flags.Args()))
}

// check refuses what makes no sense together.
func (o *options) check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%q is not a flag (see -help)", rest[0])
	case o.apply && o.stateFile == "":
		return fmt.Errorf("-apply needs -state FILE: without it, there is nowhere to record what was applied")
	case o.csvFile == "" && len(o.csvColumns) > 0:
		return fmt.Errorf("-csv-columns needs -csv FILE")
	case o.csvFile != "" && filepath.Clean(o.csvFile) == filepath.Clean(o.stateFile):
		return fmt.Errorf("-csv and -state name the same file")
	case o.profit.Employees == "" || o.profit.Contracts == "" || o.profit.Access == "":
		return fmt.Errorf("-employees, -contracts and -access must not be empty; -access none means that everyone has access")
	}
	// A file without people shows whether the columns make sense, before anything is read.
	return alleo.WriteCSV(io.Discard, nil, alleo.CSVOptions{Today: o.profit.Today, Extra: o.csvColumns})
}

func (o *options) parseCSVColumns(text string) error {
	for pair := range strings.SplitSeq(text, ",") {
		field, header, _ := strings.Cut(pair, "=")
		field, header = strings.TrimSpace(field), strings.TrimSpace(header)
		if field == "" || header == "" {
			return fmt.Errorf("write FIELD=HEADER, with a comma between two of them")
		}
		o.csvColumns = append(o.csvColumns, alleo.CSVColumn{Field: field, Header: header})
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
