// Package job is what the Alleo examples have in common: flags, the comparison with who is in Alleo, the report, and the files they write.
package job

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// Options is what the flags say that every program has.
type Options struct {
	JSON              bool
	Apply             bool
	Verbose           bool
	StateFile         string
	CSVFile           string
	CSVColumns        []alleo.CSVColumn
	Limits            plansync.Limits
	Today             civil.Date
	OffboardWithdrawn bool
}

// Define adds the flags, which write into o, to those of the program. The fields are what -csv-columns can name.
func (o *Options) Define(flags *flag.FlagSet, csvFields string) {
	flags.SetOutput(io.Discard)
	o.Today = civil.DateOf(time.Now().In(civil.Amsterdam()))
	o.Limits.Lost = plansync.Percent(20)

	flags.BoolVar(&o.JSON, "json", false, "print one JSON document instead of text")
	flags.BoolVar(&o.Apply, "apply", false, "record the outcome in the -state file; without it, only -csv is written")
	flags.BoolVar(&o.Verbose, "v", false, "log every request to standard error")
	flags.StringVar(&o.StateFile, "state", "", "`FILE` that holds what was applied last; absent: nobody is in Alleo yet")
	flags.StringVar(&o.CSVFile, "csv", "", "write Alleo's CSV to `FILE`, named alleo_employees_….csv; with it, people who start later are created in advance")
	flags.Func("csv-columns", "more columns in the CSV, as `FIELD=HEADER,…`: "+csvFields, o.parseCSVColumns)
	flags.BoolVar(&o.OffboardWithdrawn, "offboard-withdrawn", false, "off-board people whose access was taken away, instead of only showing them")
	flags.Var(&o.Limits.Lost, "max-offboard", "stop when more people than this `LIMIT` would lose their access: a number, or a percentage of those who have it, which always lets 5 people through")
	flags.Func("today", "`DATE` to work with, such as 2026-03-01 (default: the date in Amsterdam)", func(text string) (err error) {
		o.Today, err = civil.ParseDate(text)
		return err
	})
}

// Parse reads the flags. What is wrong with them is a misuse; [flag.ErrHelp] is given as it is.
func Parse(flags *flag.FlagSet, args []string, check func(rest []string) error) error {
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return err
	case err != nil:
		return cli.Misusef("%w (see -help)", err)
	}
	return cli.Misuse(check(flags.Args()))
}

// Check refuses what makes no sense together.
func (o *Options) Check(rest []string) error {
	switch {
	case len(rest) > 0:
		return fmt.Errorf("%q is not a flag (see -help)", rest[0])
	case o.Apply && o.StateFile == "":
		return fmt.Errorf("-apply needs -state FILE: without it, there is nowhere to record what was applied")
	case o.CSVFile == "" && len(o.CSVColumns) > 0:
		return fmt.Errorf("-csv-columns needs -csv FILE")
	case o.CSVFile != "" && filepath.Clean(o.CSVFile) == filepath.Clean(o.StateFile):
		return fmt.Errorf("-csv and -state name the same file")
	}
	// A file without people shows whether the columns make sense, before anything is read.
	return alleo.WriteCSV(io.Discard, nil, alleo.CSVOptions{Today: o.Today, Extra: o.CSVColumns})
}

// Log gives the log that -v asks for, or nil.
func (o *Options) Log(stderr io.Writer) *slog.Logger {
	if !o.Verbose {
		return nil
	}
	return slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func (o *Options) parseCSVColumns(text string) error {
	for pair := range strings.SplitSeq(text, ",") {
		field, header, _ := strings.Cut(pair, "=")
		field, header = strings.TrimSpace(field), strings.TrimSpace(header)
		if field == "" || header == "" {
			return fmt.Errorf("write FIELD=HEADER, with a comma between two of them")
		}
		o.CSVColumns = append(o.CSVColumns, alleo.CSVColumn{Field: field, Header: header})
	}
	return nil
}
