package sync

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"unicode"
)

// WriteText writes the plan for a person to read: a line for each change with operation, key and changed fields, then the totals.
// Values are quoted, so that nothing in them can act on a terminal. The error is the writer's. The text holds personal data when the
// fields do; it is not meant for a log.
func (p *Plan[T]) WriteText(w io.Writer) error {
	buffered := bufio.NewWriter(w)
	if len(p.Changes) > 0 {
		table := tabwriter.NewWriter(buffered, 0, 0, 2, ' ', 0)
		for i := range p.Changes {
			c := &p.Changes[i]
			fmt.Fprintf(table, "%s\t%s", c.Op, printable(c.Key))
			if len(c.Fields) > 0 {
				fmt.Fprintf(table, "\t%s", c.fieldsText())
			}
			fmt.Fprintln(table)
		}
		if err := table.Flush(); err != nil {
			return err
		}
		fmt.Fprintln(buffered)
	}
	fmt.Fprintln(buffered, p.Counts())
	return buffered.Flush()
}

// String gives the totals in one line.
func (c Counts) String() string {
	return fmt.Sprintf("%d create, %d update, %d missing, %d delete, %d unchanged", c.Create, c.Update, c.Missing, c.Delete, c.Unchanged)
}

func (c *Change[T]) fieldsText() string {
	texts := make([]string, len(c.Fields))
	for i, f := range c.Fields {
		if c.Op == OpCreate {
			texts[i] = fmt.Sprintf("%s: %q", printable(f.Name), f.New)
		} else {
			texts[i] = fmt.Sprintf("%s: %q -> %q", printable(f.Name), f.Old, f.New)
		}
	}
	return strings.Join(texts, ", ")
}

// printable quotes a text that would disturb the table or the terminal.
func printable(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsPrint(r) }) {
		return strconv.Quote(s)
	}
	return s
}
