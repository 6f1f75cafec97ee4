package alleo

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// DefaultAccessField is the custom field about access when [LoketOptions] names no other (alleo.md §2.2).
const DefaultAccessField = "alleo_access"

// LoketOptions is how [ReadLoket] reads and [FromLoket] judges. Only Today is required.
type LoketOptions struct {
	Today  civil.Date // on the Amsterdam calendar
	Access string     // description of the custom field about access; empty: DefaultAccessField; NoAccessColumn: everyone is eligible

	// PrivateEmail allows the general e-mail address of those who have no business address. Without it, they are left out: what most
	// users of Loket type there is a private address (alleo.md §2.2, loket-rest.md §4.3).
	PrivateEmail bool

	// OnlyEmployer says that there is one employer. If it does not have the access field, [ReadLoket] then stops before it reads anybody;
	// with several, only [FromLoket] can tell whether any of them has it.
	OnlyEmployer bool

	// Current is who is in Alleo now, as it was applied last or as Alleo tells; nil is nobody. It is not changed.
	Current []Employee

	// InAdvance creates future starters at once, see [ProfitOptions].
	InAdvance bool

	// OffboardWithdrawn off-boards people whose access was taken away, see [ProfitOptions].
	OffboardWithdrawn bool
}

func (o LoketOptions) withDefaults() (LoketOptions, error) {
	if o.Today.IsZero() {
		return o, errors.New("alleo: LoketOptions.Today is not set: pass the day on the Amsterdam calendar")
	}
	o.Access = cmp.Or(o.Access, DefaultAccessField)
	return o, nil
}

// looksAt reports whether a custom field matters: that about access, and budgets.
func (o LoketOptions) looksAt(description string) bool {
	return o.Access != NoAccessColumn && fold(description) == fold(o.Access) || isBudget(description)
}

// FromLoket takes what [ReadLoket] found at one or several employers and gives the records that Alleo should have, sorted by [Key], with
// the findings, sorted by key and code. Which records these are is described at [FromProfit]; the rules are the same.
//
//   - The ID is Loket's id of the employee, a UUID: employee numbers are unique within one employer only, and would all have to change
//     when a second employer is added. Somebody with two employers is two people for Loket; with the same e-mail address neither is
//     written. PersonID and Department are empty.
//   - Start is the historical start date if there is one, and else the start of the first of the employments that follow each other
//     without a gap. The agreed end of a contract for a fixed term means nothing; the end of the employment does.
//   - Access is a custom field of the employee. At an employer that does not have it, while another one has, nobody is eligible. A value at
//     an employment is a finding, and is not used. Budgets are custom fields of the employee as well, with amounts such as 12.50.
//   - With a date of death somebody gets no account, and an open one is a finding: only the end of the employment closes it.
//
// The error is a [*MissingFieldError] when no employer has the access field. After an error there are no records. It is safe for
// concurrent use.
func FromLoket(snapshots []LoketSnapshot, o LoketOptions) ([]Employee, []Finding, error) {
	o, err := o.withDefaults()
	if err != nil {
		return nil, nil, err
	}
	if err := o.check(snapshots); err != nil {
		return nil, nil, err
	}
	var people []person
	var lost []Finding
	for _, s := range snapshots {
		gone := o.goneBudgets(s)
		for _, field := range gone {
			lost = append(lost, Finding{Code: CodeBudgetGone, Message: "employer " + s.EmployerID + " has no custom field " + field +
				" any more, the budgets stay as they are: add the field again, or empty it before it is removed"})
		}
		people = append(people, o.persons(s, gone)...)
	}
	if len(people) == 0 {
		return nil, nil, nil
	}
	records, findings, err := settle(people, rules{
		today:             o.Today,
		current:           o.Current,
		inAdvance:         o.InAdvance,
		offboardWithdrawn: o.OffboardWithdrawn,
	})
	return records, append(lost, findings...), err
}

// goneBudgets gives the budgets that people of the employer have in Alleo, and for which the employer has no custom field any more: that is
// not the same as a field that was emptied.
func (o LoketOptions) goneBudgets(s LoketSnapshot) []string {
	budgets := make(map[string]map[string]int64, len(o.Current))
	for _, e := range o.Current {
		budgets[fold(e.ID)] = e.Budgets
	}
	gone := make(map[string]bool)
	for _, e := range s.Employees {
		for field := range budgets[fold(e.ID)] {
			if !s.has(field) {
				gone[field] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(gone))
}

func (o LoketOptions) check(snapshots []LoketSnapshot) error {
	found := o.Access == NoAccessColumn || len(snapshots) == 0
	seen := make(map[string]bool)
	for _, s := range snapshots {
		if id := fold(s.EmployerID); seen[id] {
			return fmt.Errorf("alleo: employer %s is given twice: read each employer once", s.EmployerID)
		}
		seen[fold(s.EmployerID)] = true
		found = found || s.has(o.Access)
	}
	if !found {
		return &MissingFieldError{Description: o.Access}
	}
	return nil
}
