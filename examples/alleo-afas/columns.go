package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// checkColumns looks for all configured columns in the definitions of the connectors, before any row is read. Where the definition
// cannot be had, the first row tells.
func checkColumns(ctx context.Context, client *afas.Client, o options) error {
	employees, err := columns(ctx, client, o.profit.Employees)
	if err != nil || employees == nil {
		return err
	}
	contracts, err := columns(ctx, client, o.profit.Contracts)
	if err != nil {
		return err
	}
	if err := o.profit.CheckColumns(employees, contracts); err != nil {
		return err
	}
	return o.checkOptional(employees)
}

// columns gives the names of the connector's columns, nil when AFAS does not want to tell them.
func columns(ctx context.Context, client *afas.Client, connector string) ([]string, error) {
	info, err := afas.GetConnector[afas.Row](client, connector).Info(ctx)
	if refusedDefinition(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	names := make([]string, 0, len(info.Fields))
	for _, f := range info.Fields {
		names = append(names, f.ID)
	}
	return names, nil
}

// refusedDefinition tells whether only the definition was refused, and not the credential.
func refusedDefinition(err error) bool {
	e, ok := errors.AsType[*afas.Error](err)
	if !ok || e.Code != "" { // a code comes from the token endpoint
		return false
	}
	return errors.Is(e, afas.ErrUnauthorized) || errors.Is(e, afas.ErrForbidden) || errors.Is(e, afas.ErrNotFound) || errors.Is(e, afas.ErrBusinessRule)
}

// checkOptional looks for the columns that are not needed, but were named on the command line.
func (o options) checkOptional(employees []string) error {
	var wanted []string
	if person := o.profit.Columns.PersonID; person != alleo.DefaultColumns().PersonID {
		wanted = append(wanted, person)
	}
	for _, extra := range o.CSVColumns {
		switch extra.Field {
		case "department":
		case "person_id":
			wanted = append(wanted, o.profit.Columns.PersonID)
		default:
			wanted = append(wanted, extra.Field)
		}
	}
	var missing []string
	for _, column := range wanted {
		isColumn := func(have string) bool { return have == column || isBudget(have) && strings.EqualFold(have, column) }
		if !slices.ContainsFunc(employees, isColumn) {
			missing = append(missing, column)
		}
	}
	if missing == nil {
		return nil
	}
	return &alleo.MissingColumnsError{Connector: o.profit.Employees, Columns: missing}
}

// isBudget recognises the columns that are budgets by themselves, whatever their case (alleo.md §2.8).
func isBudget(column string) bool {
	column = strings.ToLower(column)
	return strings.HasPrefix(column, "alleo_") && strings.HasSuffix(column, "_budget")
}
