package alleo

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// Action is what a change means at Alleo.
type Action string

// The actions.
const (
	ActionCreate    Action = "create"
	ActionUpdate    Action = "update"    // also a return after off-boarding, and an end that is taken away again
	ActionOffboard  Action = "offboard"  // the account is closed, or an end was announced or moved
	ActionWithdrawn Action = "withdrawn" // access was taken away; nobody is off-boarded by it
	ActionMissing   Action = "missing"   // no longer in the source; only reported
)

// ActionOf says what a change of the plan means. Of two things at once, the one that ends access wins.
func ActionOf(c plansync.Change[Employee]) Action {
	switch {
	case c.Op == plansync.OpMissing || c.Op == plansync.OpDelete:
		return ActionMissing
	case c.Op == plansync.OpCreate:
		return ActionCreate
	case c.Old.Active && !c.New.Active:
		return ActionOffboard
	case c.Old.Active && !c.New.End.IsZero() && c.New.End != c.Old.End:
		return ActionOffboard
	case c.New.Withdrawn && !c.Old.Withdrawn:
		return ActionWithdrawn
	}
	return ActionUpdate
}

// Preview is all that a run would do, before anything is written: what Alleo's own dry run shows (alleo.md §8). It marshals to the JSON
// document of the examples. It holds names and e-mail addresses in Changes, for the eyes of the customer; Findings, Stopped and Error
// have none.
type Preview struct {
	Source   string    `json:"source"`
	Counts   Counts    `json:"counts"`
	Changes  []Line    `json:"changes"`
	Findings []Finding `json:"findings"`
	Stopped  string    `json:"stopped"`        // why a safety limit refuses the plan; empty when none does
	Flex     *Flex     `json:"flex,omitempty"` // Flex Salary records, when they were asked for
	Error    string    `json:"error,omitempty"`
}

// Counts has the number of lines of each action, of records that stay as they are, and of people who are left out. A record that stays
// as it is because its person is left out counts as skipped only.
type Counts struct {
	Create    int `json:"create"`
	Update    int `json:"update"`
	Offboard  int `json:"offboard"`
	Withdrawn int `json:"withdrawn"`
	Missing   int `json:"missing"`
	Unchanged int `json:"unchanged"`
	Skipped   int `json:"skipped"`
}

// Line is one change. Date is the last working day of an off-boarding, which is not repeated in Fields.
type Line struct {
	Action Action           `json:"action"`
	Key    string           `json:"key"` // the ID as the source writes it
	Email  string           `json:"email"`
	Name   string           `json:"name"`
	Date   civil.Date       `json:"date,omitzero"`
	Fields []plansync.Field `json:"fields,omitempty"`
}

// NewPreview describes a plan that [plansync.Diff] made with [Key] and [Changed] from current and the records of [FromProfit], with its
// findings, and checks it against the limits.
//
// Access is lost by everyone who is missing, off-boarded (an announced end counts), withdrawn, or has an account and is left out now: a
// broken e-mail column shows up as people who are left out. limits.AlsoLost is added to it. Percentages are of the open accounts, not
// of the closed ones that are remembered as well.
func NewPreview(source string, plan *plansync.Plan[Employee], findings []Finding, current []Employee, limits plansync.Limits) Preview {
	p := Preview{Source: source, Findings: findings}
	for _, c := range plan.Changes {
		line := newLine(c)
		p.Counts.add(line.Action)
		p.Changes = append(p.Changes, line)
	}
	accounts := make(map[string]bool, len(current)) // key to open
	open := 0
	for _, e := range current {
		accounts[Key(e)] = e.Active
		if e.Active {
			open++
		}
	}
	lost, left := leftOut(findings, accounts)
	for _, c := range plan.Changes {
		if a := ActionOf(c); a == ActionOffboard || a == ActionWithdrawn {
			lost[c.Key] = true
		}
	}
	p.Counts.Unchanged = plan.Unchanged - left
	for _, f := range findings {
		if f.Skip {
			p.Counts.Skipped++
		}
	}
	limits.AlsoLost += len(lost)
	limits.Of = open
	if err := plan.Check(limits); err != nil {
		p.Stopped = strings.TrimPrefix(err.Error(), "sync: ")
	}
	return p
}

// leftOut gives the open accounts whose person is left out, and the number of all accounts whose person is.
func leftOut(findings []Finding, accounts map[string]bool) (lost map[string]bool, left int) {
	lost = make(map[string]bool)
	seen := make(map[string]bool)
	for _, f := range findings {
		if !f.Skip {
			continue
		}
		for _, key := range slices.Concat(f.accounts, []string{Key(Employee{ID: f.Key})}) {
			open, known := accounts[key]
			if !known || seen[key] {
				continue
			}
			seen[key] = true
			left++
			if open {
				lost[key] = true
			}
		}
	}
	return lost, left
}

func newLine(c plansync.Change[Employee]) Line {
	e := c.New
	action := ActionOf(c)
	if action == ActionMissing {
		e = c.Old
	}
	line := Line{Action: action, Key: cmp.Or(e.ID, c.Key), Email: e.Email, Name: e.DisplayName(), Fields: c.Fields}
	if action == ActionOffboard {
		line.Date = e.End
		line.Fields = slices.DeleteFunc(slices.Clone(c.Fields), func(f plansync.Field) bool { return f.Name == "end" || f.Name == "active" })
	}
	return line
}

func (c *Counts) add(a Action) {
	switch a {
	case ActionCreate:
		c.Create++
	case ActionUpdate:
		c.Update++
	case ActionOffboard:
		c.Offboard++
	case ActionWithdrawn:
		c.Withdrawn++
	case ActionMissing:
		c.Missing++
	}
}

// MarshalJSON gives the document of the examples, in which lists are never null.
func (p Preview) MarshalJSON() ([]byte, error) {
	type document Preview
	if p.Changes == nil {
		p.Changes = []Line{}
	}
	if p.Findings == nil {
		p.Findings = []Finding{}
	}
	return json.Marshal(document(p))
}
