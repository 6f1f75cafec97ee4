package alleo

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

const (
	monthlyPrefix = "alleo_monthly_"
	oneOffPrefix  = "alleo_oneoff_"
	budgetSuffix  = "_budget"
)

// NewOneOffs gives the one-off budgets that the change hands out for the first time: what is to be sent now, and never again. They are
// in OneOffs of the new record already, so that a state which is written before anything is sent can never hand one out twice
// (alleo.md §2.8). An amount that Alleo shows already is not new.
func NewOneOffs(c plansync.Change[Employee]) []OneOff {
	var given []OneOff
	for _, o := range c.New.OneOffs {
		if c.Old.Budgets[o.Field] != o.Amount && !slices.Contains(c.Old.OneOffs, o) {
			given = append(given, o)
		}
	}
	return given
}

// isBudget reports whether a column is a budget by its name, alleo_{monthly|oneoff}_{category}_budget, without case (alleo.md §2.8).
func isBudget(column string) bool {
	field := fold(column)
	category, monthly := strings.CutPrefix(field, monthlyPrefix)
	if !monthly {
		var oneOff bool
		if category, oneOff = strings.CutPrefix(field, oneOffPrefix); !oneOff {
			return false
		}
	}
	category, ok := strings.CutSuffix(category, budgetSuffix)
	return ok && category != ""
}

func isOneOff(field string) bool { return strings.HasPrefix(field, oneOffPrefix) }

// budgets is what a source says about the budgets of one person. A field that is in none of them is empty.
type budgets struct {
	amounts    map[string]int64 // field to cents
	unreadable []string         // fields whose value is no amount, or a negative one
	gone       []string         // fields that the source no longer has for anyone
}

// settle compares with the record in Alleo and gives the budgets and the history of one-offs that it should have, and the one-offs
// that stay out because the same amount was handed out before. A one-off of nothing is none.
func (b budgets) settle(current Employee) (amounts map[string]int64, history []OneOff, again []string) {
	set := func(field string, cents int64) {
		if amounts == nil {
			amounts = make(map[string]int64)
		}
		amounts[field] = cents
	}
	history = slices.Clip(current.OneOffs)
	for _, field := range slices.Sorted(maps.Keys(b.amounts)) {
		o := OneOff{Field: field, Amount: b.amounts[field]}
		known := slices.Contains(history, o)
		switch {
		case !isOneOff(field):
			set(field, o.Amount)
		case o.Amount == 0:
		case known && current.Budgets[field] != o.Amount:
			again = append(again, field)
		default:
			set(field, o.Amount)
			if !known {
				history = append(history, o)
			}
		}
	}
	for _, field := range slices.Concat(b.unreadable, b.gone) {
		if cents, ok := current.Budgets[field]; ok {
			set(field, cents)
		}
	}
	return amounts, history, again
}

// amountText gives an amount as 12.50, and empty text when there is none.
func amountText(budgets map[string]int64, field string) string {
	cents, ok := budgets[field]
	if !ok {
		return ""
	}
	sign := ""
	if cents < 0 {
		sign, cents = "-", -cents
	}
	return fmt.Sprintf("%s%d.%02d", sign, cents/100, cents%100)
}
