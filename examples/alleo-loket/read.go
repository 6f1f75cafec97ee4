package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/job"
	"github.com/seed-dd546a8a/afas-loket/examples/internal/state"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// read reads one employer after the other, only what has changed where it was read before, and judges the people of all.
func read(ctx context.Context, client *loket.Client, employers []loket.Employer, o options, known state.Content, stderr io.Writer) (found job.Found, err error) {
	progress := cli.StartProgress(stderr)
	defer progress.Stop()
	o.people.Current, o.people.OnlyEmployer = known.People, len(employers) == 1
	for _, employer := range employers {
		progress.Step(fmt.Sprintf("reading employer %d", employer.EmployerNumber))
		snapshot, err := alleo.ReadLoket(ctx, client, employer.ID, before(known, employer.ID), o.people)
		if err != nil {
			return describe(err)
		}
		found.Loket = append(found.Loket, *snapshot)
	}
	if found.People, found.Findings, err = alleo.FromLoket(found.Loket, o.people); err != nil {
		return describe(err)
	}
	if o.flex {
		progress.Step("reading Flex Salary")
		if found.Flex, err = alleo.ReadLoketFlex(ctx, client, found.Loket, o.Today); err != nil {
			return describe(err)
		}
	}
	return found, nil
}

// before gives what an earlier run read of the employer, or nil.
func before(known state.Content, employerID string) *alleo.LoketSnapshot {
	for i, s := range known.Loket {
		if strings.EqualFold(s.EmployerID, employerID) {
			return &known.Loket[i]
		}
	}
	return nil
}

// describe tells what is wrong with the settings from what is wrong with Loket. People who are hidden are a line of the preview as well.
func describe(err error) (job.Found, error) {
	if hidden, ok := errors.AsType[*alleo.HiddenPeopleError](err); ok {
		return job.Found{Findings: []alleo.Finding{hidden.Finding()}}, err
	}
	_, missing := errors.AsType[*alleo.MissingFieldError](err)
	_, twice := errors.AsType[*alleo.SameFieldError](err)
	if missing || twice {
		return job.Found{}, cli.Misuse(err)
	}
	return job.Found{}, err
}
