package alleo

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// CSVOptions is how [WriteCSV] writes. Only Today is required.
type CSVOptions struct {
	Today civil.Date // on the Amsterdam calendar
	Extra []CSVColumn

	// NewOneOffs has the one-off budgets to hand out now, by [Key] of the record; see [NewOneOffs]. Others are not written, because Alleo
	// would hand them out again.
	NewOneOffs map[string][]OneOff
}

// CSVColumn is a column besides Alleo's own. Agree on its header with Alleo, which maps columns on request (alleo.md §6.1).
type CSVColumn struct {
	Field  string // department, person_id, or a budget such as alleo_monthly_all_budget
	Header string
}

var csvHeader = []string{
	"Email", "First name", "Last name", "Prefix", "Onboarding date", "Offboarding date", "Birthday", "Work anniversary", "external_id",
}

// WriteCSV writes the file that Alleo fetches by SFTP, by the rules of alleo.md §6.1: commas, days as 2027-01-04, amounts with a dot.
// The rows come in the order of people.
//
// Everyone with an account is in it, also those whose access was withdrawn. Who was off-boarded is in it on that day alone, because an
// off-boarding date may not lie in the past; who was announced to leave had the date in the file all the time until then.
//
// Values are written as they are. A cell that starts with = + - or @ is not altered, because Alleo reads the raw text: import the file
// as text before you look at it in a spreadsheet.
//
// The error is the writer's, or says which option is wrong, or names the records that have no address or share one, which Alleo takes
// for one person (alleo.md §4). In the last case nothing was written.
func WriteCSV(w io.Writer, people []Employee, o CSVOptions) error {
	if err := o.check(); err != nil {
		return err
	}
	people = slices.DeleteFunc(slices.Clone(people), func(e Employee) bool { return !e.Active && e.End.Before(o.Today) })
	if err := checkAddresses(people); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	header := slices.Clone(csvHeader)
	for _, c := range o.Extra {
		header = append(header, c.Header)
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, e := range people {
		if err := out.Write(o.row(e)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// CheckCSVFileName reports whether Alleo would fetch a file of that name, alleo_employees_<anything>.csv; directories before it do not
// matter. Alleo processes every such file it finds on every visit: keep one, and overwrite it (alleo.md §6.1).
func CheckCSVFileName(path string) error {
	name := filepath.Base(path)
	anything, start := strings.CutPrefix(name, "alleo_employees_")
	anything, end := strings.CutSuffix(anything, ".csv")
	if !start || !end || anything == "" {
		return fmt.Errorf("alleo: Alleo does not fetch a file named %s: name it alleo_employees_<anything>.csv", name)
	}
	return nil
}

func (o CSVOptions) check() error {
	if o.Today.IsZero() {
		return errors.New("alleo: CSVOptions.Today is not set: pass the day on the Amsterdam calendar")
	}
	headers := slices.Clone(csvHeader)
	for _, c := range o.Extra {
		if c.Field != fieldDepartment && c.Field != fieldPersonID && !isBudget(c.Field) {
			return fmt.Errorf("alleo: CSV column %q: no field %q; it is department, person_id or a budget such as alleo_monthly_all_budget", c.Header, c.Field)
		}
		same := func(header string) bool { return fold(header) == fold(c.Header) }
		if fold(c.Header) == "" || slices.ContainsFunc(headers, same) {
			return fmt.Errorf("alleo: CSV column for %s: header %q is empty or taken: choose another one", c.Field, c.Header)
		}
		headers = append(headers, c.Header)
	}
	return nil
}

func (o CSVOptions) row(e Employee) []string {
	offboarding := e.End
	if !offboarding.IsZero() {
		offboarding = later(offboarding, o.Today)
	}
	row := []string{
		e.Email, e.FirstName, e.LastName, e.Prefix,
		e.Onboarding.String(), offboarding.String(), e.Birthday.String(), e.Start.String(), e.ID,
	}
	for _, c := range o.Extra {
		row = append(row, o.extra(e, c.Field))
	}
	return row
}

func (o CSVOptions) extra(e Employee, field string) string {
	switch {
	case field == fieldDepartment:
		return e.Department
	case field == fieldPersonID:
		return e.PersonID
	case isOneOff(fold(field)):
		for _, given := range o.NewOneOffs[Key(e)] {
			if given.Field == fold(field) {
				return amountText(map[string]int64{given.Field: given.Amount}, given.Field)
			}
		}
		return ""
	}
	return amountText(e.Budgets, fold(field))
}

func checkAddresses(people []Employee) error {
	owner := make(map[string]string, len(people))
	for _, e := range people {
		address := fold(e.Email)
		if address == "" {
			return fmt.Errorf("alleo: CSV: the record with key %s has no e-mail address, which Alleo needs: leave it out or fill it in", Key(e))
		}
		if other, taken := owner[address]; taken {
			return fmt.Errorf("alleo: CSV: the records with keys %s and %s have the same e-mail address, Alleo would take them for one person: correct one of them",
				other, Key(e))
		}
		owner[address] = Key(e)
	}
	return nil
}
