package alleo

import (
	"fmt"
	"strings"
)

// HiddenPeopleError says that the filter settings of the Loket user hide employments of an employer (loket-rest.md §4.12). Nothing was
// read: whoever is hidden, leavers above all, would seem to be gone. This package only reads and never changes the settings.
type HiddenPeopleError struct {
	EmployerID string
	Hides      []string // in words
}

// Error says what is hidden and how to open the settings.
func (e *HiddenPeopleError) Error() string {
	return fmt.Sprintf("alleo: employer %s: %s", e.EmployerID, e.text())
}

func (e *HiddenPeopleError) text() string {
	return "the filter settings of the Loket user hide people, so nothing was read. Hidden are " + strings.Join(e.Hides, "; ") +
		". Log in at Loket as this user and let the overview of employments show all of them, or replace the settings by loket.OpenFilterSettings()"
}

// Finding gives the error as a line of a preview; its key is the id of the employer.
func (e *HiddenPeopleError) Finding() Finding {
	return Finding{Key: e.EmployerID, Code: CodeFilterHides, Message: e.text()}
}

// SameFieldError says that an employer has two custom fields with the same description, so that nobody can tell which one is meant. Loket
// knows custom fields by nothing else (loket-rest.md §4.8).
type SameFieldError struct {
	EmployerID  string
	Description string
	IDs         []string
}

// Error names the fields by their ids.
func (e *SameFieldError) Error() string {
	return fmt.Sprintf("alleo: employer %s has %d custom fields with the description %q (%s): rename or delete all but one of them at Loket",
		e.EmployerID, len(e.IDs), e.Description, strings.Join(e.IDs, ", "))
}

// MissingFieldError says that no employer has the custom field that decides about access. Reading on would make everyone look as if it
// were empty.
type MissingFieldError struct{ Description string }

// Error names the field.
func (e *MissingFieldError) Error() string {
	return fmt.Sprintf("alleo: no employer has a custom field with the description %q: add it at Loket on the level of employees, "+
		"or name the right one (access setting; none means that everyone has access)", e.Description)
}
