package alleo

import (
	"cmp"
	"slices"
)

// Finding is something that a person should look at. Everyone in the source who is left out has exactly one finding with Skip set, the
// reason; other findings come with a record that is written all the same.
type Finding struct {
	Key     string `json:"key"`  // the ID of the person, or the row as "row 12" when there is none; empty when it is about the source as a whole
	Code    string `json:"code"` // one of the Code constants
	Skip    bool   `json:"skip"` // the person is left out; a record that Alleo has stays as it is
	Message string `json:"message"`

	accounts []string // keys of the records in Alleo that are meant, when Key is not their ID
}

// Codes of findings about identity.
const (
	CodeMissingID      = "missing_id"       // the row has no employee id (or person id, when that is the identity): fill it in
	CodeTwoEmployeeIDs = "two_employee_ids" // two employee ids are one person by the person id: nothing to do, unless they are not
	CodeNewID          = "new_id"           // has another id than before, and is the same person by address, name and birthday: nothing to do
	CodeTwoAccounts    = "two_accounts"     // Alleo has more than one account for the person: off-board one of them at Alleo
	CodeAmbiguous      = "ambiguous"        // the address matches several people or accounts: give the accounts their external id
	CodeEmailChanged   = "email_changed"    // looks like an account without an external id whose address changed: set its external id
)

// CodeFilterHides is about an employer, not a person: the filter settings at Loket hide people, see [HiddenPeopleError].
const CodeFilterHides = "filter_hides"

// Codes of findings about days.
const (
	CodeUnreadableDate = "unreadable_date"  // a start or end day cannot be read: correct it
	CodeMissingStart   = "missing_start"    // no start day: fill it in, until then the person counts as always employed
	CodeEndBeforeStart = "end_before_start" // an employment or contract ends before it starts and counts as never there
	CodeEndPassed      = "end_passed"       // the last working day passed before Alleo knew of it: off-boarded today
	CodeStartsLater    = "starts_later"     // not yet employed: created on the first day
	CodeLeftAlready    = "left_already"     // left before ever being in Alleo: nothing to do
	CodeNoEmployment   = "no_employment"    // Loket has the person without an employment: nothing to do, or add the employment
	CodeDeceased       = "deceased"         // a date of death, and the employment goes on: end the employment
)

// Codes of findings about access.
const (
	CodeNoAccess         = "no_access"         // the access field says no: nothing to do
	CodeAccessEmpty      = "access_empty"      // the access field is not filled in, which counts as no: fill it in
	CodeAccessUnreadable = "access_unreadable" // the access field is neither yes nor no: correct it, until then nothing changes

	// CodeAccessOnEmployment: the field is filled in at an employment, where Alleo does not read it: fill it in at the employee.
	CodeAccessOnEmployment = "access_on_employment"
)

// Codes of findings about the other fields.
const (
	CodeMissingEmail       = "missing_email"       // Alleo needs an address: fill it in
	CodeInvalidEmail       = "invalid_email"       // the address is not one: correct it
	CodeDuplicateEmail     = "duplicate_email"     // several people have the same address: correct it, neither is written
	CodeEmailTaken         = "email_taken"         // another account in Alleo has the address: change one of the two
	CodeMissingName        = "missing_name"        // first or last name is empty: fill it in
	CodeLostColumn         = "lost_column"         // AFAS lost the link of a column: repair the connector
	CodeBirthdayUnreadable = "birthday_unreadable" // the birthday is not a day: correct it, until then it stays as it is
	CodeBudgetUnreadable   = "budget_unreadable"   // a budget is negative or no amount: correct it, until then it stays as it is
	CodeBudgetGone         = "budget_gone"         // the source has no such budget any more, for nobody: add it again, or empty it first
	CodeOneOffAgain        = "oneoff_again"        // the same one-off was handed out before and is not repeated: change the amount
)

// sortFindings puts findings in the order of their key, then their code.
func sortFindings(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.Code, b.Code))
	})
}
