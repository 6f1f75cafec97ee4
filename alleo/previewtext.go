package alleo

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// WriteText writes the preview for a person to read: a table with a line for each change, the totals, and the findings. The error is
// the writer's. Control characters are quoted, so that nothing in a name can act on a terminal.
func (p Preview) WriteText(w io.Writer) error {
	out := bufio.NewWriter(w)
	p.writeChanges(out)
	fmt.Fprintln(out, p.Counts)
	p.writeFindings(out)
	if p.Flex != nil {
		fmt.Fprintln(out)
		_ = p.Flex.WriteText(out) // an error of the writer shows up in the last flush
	}
	if p.Stopped != "" {
		fmt.Fprintf(out, "\nStopped: %s\n", p.Stopped)
	}
	if p.Error != "" {
		fmt.Fprintf(out, "\nError: %s\n", p.Error)
	}
	return out.Flush()
}

// String gives the totals in one line.
func (c Counts) String() string {
	return fmt.Sprintf("%d create, %d update, %d offboard, %d withdrawn, %d missing, %d unchanged, %d skipped",
		c.Create, c.Update, c.Offboard, c.Withdrawn, c.Missing, c.Unchanged, c.Skipped)
}

func (p Preview) writeChanges(w io.Writer) {
	if len(p.Changes) == 0 {
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ACTION\tKEY\tNAME\tE-MAIL\tWHAT CHANGES")
	for _, l := range p.Changes {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.Action, printable(l.Key), printable(l.Name), printable(l.Email), l.what())
	}
	table.Flush() // an error of the writer shows up in the last flush of the buffer below it
	fmt.Fprintln(w)
}

func (p Preview) writeFindings(w io.Writer) {
	if len(p.Findings) == 0 {
		return
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "\nFINDING\tKEY\tLEFT OUT\tWHAT IT MEANS")
	for _, f := range p.Findings {
		left := "no"
		if f.Skip {
			left = "yes"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", f.Code, printable(f.Key), left, printable(f.Message))
	}
	table.Flush()
}

// what describes a change in a few words: the fields of a create that are not in the table already, and old and new values of an update.
func (l Line) what() string {
	var parts []string
	if !l.Date.IsZero() {
		parts = append(parts, "off-boarding date "+l.Date.String())
	}
	for _, f := range l.Fields {
		if l.Action == ActionCreate && inTable(f) {
			continue
		}
		if l.Action == ActionCreate {
			parts = append(parts, f.Name+" "+printable(f.New))
			continue
		}
		parts = append(parts, fmt.Sprintf("%s %s -> %s", f.Name, shown(f.Old), shown(f.New)))
	}
	return strings.Join(parts, ", ")
}

func inTable(f plansync.Field) bool {
	switch f.Name {
	case fieldEmail, fieldFirstName, fieldPrefix, fieldLastName:
		return true
	}
	return false
}

func shown(value string) string {
	if value == "" {
		return "(empty)"
	}
	return printable(value)
}

// printable quotes a text that would disturb the table or the terminal.
func printable(text string) string {
	if strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(text)
	}
	return text
}
