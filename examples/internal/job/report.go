package job

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// A person wants to see examples of each kind, and the totals; all of it is in the document of -json.
const (
	linesPerAction  = 6
	linesPerLoss    = 100 // nobody should lose access unseen
	linesPerFinding = 3
)

// writeReport shows the outcome to a person, and says what to do next.
func (p Program) writeReport(w io.Writer, o Options, r result) error {
	from := p.System
	if r.embedded {
		from = "made-up people in an embedded " + p.System
	}
	var b strings.Builder
	fmt.Fprintf(&b, "What changes in Alleo on %s, from %s:\n\n", o.Today, from)
	short, hidden := shorten(r.preview)
	if err := short.WriteText(&b); err != nil {
		return err
	}
	if len(hidden) > 0 {
		fmt.Fprintf(&b, "\nNot shown here: %s (-json shows all)\n", listed(hidden))
	}
	fmt.Fprintf(&b, "\n%s\n", nextStep(o, r))
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("the answer could not be written to standard output: %w", err)
	}
	return nil
}

// shorten keeps some lines of each kind, and counts the others by kind.
func shorten(p alleo.Preview) (short alleo.Preview, hidden map[string]int) {
	short, hidden = p, map[string]int{}
	seen := map[string]int{}
	keep := func(kind string, limit int) bool {
		if seen[kind]++; seen[kind] > limit {
			hidden[kind]++
		}
		return seen[kind] <= limit
	}
	short.Changes = slices.DeleteFunc(slices.Clone(p.Changes), func(l alleo.Line) bool { return !keep(string(l.Action), linesFor(l.Action)) })
	short.Findings = slices.DeleteFunc(slices.Clone(p.Findings), func(f alleo.Finding) bool { return !keep(f.Code, linesPerFinding) })
	slices.SortStableFunc(short.Findings, func(a, b alleo.Finding) int { return cmp.Compare(a.Code, b.Code) })
	return short, hidden
}

func linesFor(action alleo.Action) int {
	if action == alleo.ActionCreate || action == alleo.ActionUpdate {
		return linesPerAction
	}
	return linesPerLoss
}

func listed(counts map[string]int) string {
	var parts []string
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[kind], kind))
	}
	return strings.Join(parts, ", ")
}

// nextStep says what was written, or how to have it written.
func nextStep(o Options, r result) string {
	var done []string
	if r.exported {
		done = append(done, fmt.Sprintf("The file for Alleo is %s.", o.CSVFile))
		if err := alleo.CheckCSVFileName(o.CSVFile); err != nil {
			done = append(done, "Alleo only fetches files named alleo_employees_….csv.")
		}
		if others := otherCSVs(o.CSVFile); others > 0 {
			done = append(done, fmt.Sprintf("Alleo processes every such file that it finds: %d more in that directory.", others))
		}
	}
	switch {
	case r.preview.Stopped != "" && len(r.found.People) == 0:
		return "Nothing was written. A source without people is never applied, whatever the limit."
	case r.preview.Stopped != "":
		return "Nothing was written. If this is what you want, allow it with -max-offboard."
	case r.recorded:
		done = append(done, fmt.Sprintf("This is recorded in %s: the next run shows what has changed since.", o.StateFile))
	case r.exported:
		done = append(done, "Nothing was recorded, and the file holds no one-off budgets. Add -apply -state FILE to record it.")
	case o.StateFile != "" && r.first:
		return fmt.Sprintf("Nothing was written. %s does not exist yet, so nobody is in Alleo so far. Add -apply to record this.", o.StateFile)
	case o.StateFile != "":
		return "Nothing was written. Add -apply to record this."
	default:
		return "Nothing was written. Add -apply -state FILE to record this, and -csv alleo_employees_today.csv for the file that Alleo fetches."
	}
	return strings.Join(done, " ")
}

// otherCSVs counts the further files in the directory that Alleo would fetch as well (alleo.md §6.1).
func otherCSVs(file string) int {
	found, _ := filepath.Glob(filepath.Join(filepath.Dir(file), "alleo_employees_*.csv")) // the pattern is a good one
	return len(slices.DeleteFunc(found, func(other string) bool { return filepath.Base(other) == filepath.Base(file) }))
}
