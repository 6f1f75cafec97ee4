package lokettest

import (
	"fmt"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// complete fills in what the caller left out.
func (e Environment) complete() Environment {
	e.ProviderName = orDefault(e.ProviderName, "Kantoor De Linde")
	e.ClientID = orDefault(e.ClientID, randomText())
	e.ClientSecret = orDefault(e.ClientSecret, randomText())
	e.RefreshToken = orDefault(e.RefreshToken, randomText())
	e.TokenSeconds = orDefault(e.TokenSeconds, 3599)
	if e.Quirks.PublicClient {
		e.ClientSecret = ""
	}
	return e
}

// check finds what contradicts itself apart from the records, which are checked as they are made.
func (e Environment) check() error {
	if day, err := civil.ParseDate(e.Today); e.Today != "" && (err != nil || day.String() != e.Today) {
		return fmt.Errorf("today, %q, is not a day like 2026-03-01", e.Today)
	}
	if e.Refresh != RefreshRotates && e.Refresh != RefreshStays && e.Refresh != RefreshSilent {
		return fmt.Errorf("refresh is %q; it must be empty, %q or %q", e.Refresh, RefreshStays, RefreshSilent)
	}
	for _, r := range e.Resources {
		if r.Rows != nil && r.Content != nil || r.Body != "" && (r.Rows != nil || r.Content != nil) {
			return fmt.Errorf("the resource %s has more than one of rows, content and body", r.Path)
		}
	}
	return nil
}

// today is the date that filter settings go by.
func (e Environment) today() string {
	if e.Today != "" {
		return e.Today
	}
	return civil.DateOf(time.Now().In(civil.Amsterdam())).String()
}
