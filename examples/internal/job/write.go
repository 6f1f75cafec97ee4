package job

import (
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	"github.com/seed-dd546a8a/afas-loket/internal/atomicfile"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// write writes what the flags ask for. The CSV is complete on disk before the state says that its one-off budgets were handed out, and takes its
// name after that: whatever fails or is interrupted, no budget is handed out twice, and no file is half-written.
func write(ctx context.Context, o Options, store *state.Store, r *result) error {
	// Who is missing from the source stays what it was: absence is never an off-boarding (alleo.md §5).
	recorded := slices.Clone(r.found.People)
	oneOffs := map[string][]alleo.OneOff{}
	for _, change := range r.plan.Changes {
		if change.Op == plansync.OpMissing {
			recorded = append(recorded, change.Old)
		} else if given := alleo.NewOneOffs(change); o.Apply && len(given) > 0 {
			oneOffs[change.Key] = given
		}
	}
	export, err := prepareCSV(o, recorded, oneOffs)
	if err != nil {
		return err
	}
	defer export.discard()
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if o.Apply {
		if err := store.Save(state.Content{People: recorded, Loket: r.found.Loket}); err != nil {
			return err
		}
		r.recorded = true
	}
	r.exported, err = export.commit(r.recorded)
	return err
}

// export is a CSV file that has not got its name yet, or none.
type export struct {
	file    *atomicfile.File
	oneOffs int // people in it with a one-off budget
}

func prepareCSV(o Options, people []alleo.Employee, oneOffs map[string][]alleo.OneOff) (export, error) {
	if o.CSVFile == "" {
		return export{}, nil
	}
	file, err := atomicfile.Create(o.CSVFile, state.Mode, func(w io.Writer) error {
		return alleo.WriteCSV(w, people, alleo.CSVOptions{Today: o.Today, Extra: o.CSVColumns, NewOneOffs: oneOffs})
	})
	if err != nil {
		return export{}, fmt.Errorf("the CSV cannot be written, and nothing was recorded: %w", err)
	}
	return export{file, len(oneOffs)}, nil
}

// commit gives the file its name. When it fails after the state was written, what the file would have handed out is recorded as handed out.
func (e export) commit(recorded bool) (bool, error) {
	if e.file == nil {
		return false, nil
	}
	err := e.file.Commit()
	switch {
	case err == nil:
		return true, nil
	case recorded:
		return false, fmt.Errorf("the CSV cannot be written, but the state file already records this run: run it again for the CSV, "+
			"which will not have the one-off budgets that %d people were to get: %w", e.oneOffs, err)
	}
	return false, fmt.Errorf("the CSV cannot be written: %w", err)
}

func (e export) discard() {
	if e.file != nil {
		_ = e.file.Discard() // after commit there is nothing left; before it, the error that led here is the one to show
	}
}
