package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/examples/internal/cli"
	"github.com/seed-dd546a8a/afas-loket/loket"
)

// choose gives the employers to read: the wanted ones, or the only one that the user sees. Which of several is never guessed.
func choose(ctx context.Context, client *loket.Client, wanted []string) ([]loket.Employer, error) {
	visible, err := loket.Collect(client.Employers.All(ctx, nil))
	if err != nil {
		return nil, err
	}
	switch {
	case len(visible) == 0:
		return nil, errors.New("the Loket user sees no employer: let an administrator at Loket give the user access to one")
	case len(wanted) == 0 && len(visible) > 1:
		return nil, cli.Misusef("the Loket user sees several employers: choose with -employer ID, once for each that Alleo is to have:\n%s", listed(visible))
	case len(wanted) == 0:
		return visible, nil
	}
	var chosen []loket.Employer
	for _, id := range wanted {
		is := func(e loket.Employer) bool { return strings.EqualFold(e.ID, id) }
		i := slices.IndexFunc(visible, is)
		if i < 0 {
			return nil, cli.Misusef("the Loket user sees no employer with the id %q, but:\n%s", id, listed(visible))
		}
		if !slices.ContainsFunc(chosen, is) {
			chosen = append(chosen, visible[i])
		}
	}
	slices.SortFunc(chosen, func(a, b loket.Employer) int { return strings.Compare(strings.ToLower(a.ID), strings.ToLower(b.ID)) })
	return chosen, nil
}

func listed(employers []loket.Employer) string {
	var lines []string
	for _, e := range employers {
		lines = append(lines, fmt.Sprintf("  %s  %d  %q", e.ID, e.EmployerNumber, e.CompanyName))
	}
	return strings.Join(lines, "\n")
}

// joined gives the ids, for the identity of a state file.
func joined(employers []loket.Employer) string {
	var ids []string
	for _, e := range employers {
		ids = append(ids, strings.ToLower(e.ID))
	}
	return strings.Join(ids, ",")
}
