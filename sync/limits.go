package sync

import "fmt"

// Limits says how much a plan may do before [Plan.Check] stops it. The zero value stops a plan that loses more than 20 % of the
// current set and more than 5 records, and lets any number of creates through.
type Limits struct {
	Lost     Limit // deletes, missing and AlsoLost together; when not set, Percent(20)
	Creates  Limit // creates; when not set, Unlimited
	AlsoLost int   // records that lose their access without being missing, counted by the caller
	Of       int   // what percentages are taken of, where it is not the whole current set; 0: the current set
}

// Reason says which limit stopped a plan.
type Reason string

// The reasons of a [LimitError].
const (
	ReasonEmpty   Reason = "empty"   // the desired set is empty and the current set is not, whatever the limits
	ReasonLost    Reason = "lost"    // more records would be lost than allowed
	ReasonCreates Reason = "creates" // more records would be created than allowed
)

// LimitError says why a plan must not be carried out. Nothing of it should be: a source that is half empty is wrong as a whole.
type LimitError struct {
	Reason  Reason
	Count   int   // what the plan does
	Allowed int   // what the limit allows
	Current int   // size of the current set, or Limits.Of
	Limit   Limit // the limit that was applied; not set for ReasonEmpty
}

// Error says what would happen, what is allowed, and what to do.
func (e *LimitError) Error() string {
	switch e.Reason {
	case ReasonEmpty:
		return fmt.Sprintf("sync: the source gave no records at all while %d are there now: "+
			"nothing should be changed; check that the source was read with the right account, environment and filter", e.Current)
	case ReasonCreates:
		return fmt.Sprintf("sync: %d records would be created, at most %d are allowed (limit %s, %d are there now): "+
			"check that both sides use the same keys, or raise the limit on creates if this is meant", e.Count, e.Allowed, e.Limit, e.Current)
	}
	return fmt.Sprintf("sync: %d of %d records would be lost, at most %d are allowed (limit %s): "+
		"check that the source was read completely, or raise the limit on lost records if this is meant", e.Count, e.Current, e.Allowed, e.Limit)
}

// Check gives a [*LimitError] when the plan does more than the limits allow, and nil otherwise. It looks at the changes that are in
// the plan now, and at the sizes of the sets from which it was made: an empty desired set with a non-empty current set is stopped
// whatever the limits are, and whatever a policy has left out.
func (p *Plan[T]) Check(limits Limits) error {
	if p.Desired == 0 && p.Current > 0 {
		return &LimitError{Reason: ReasonEmpty, Count: p.Current, Current: p.Current}
	}
	of := p.Current
	if limits.Of > 0 {
		of = limits.Of
	}
	counts := p.Counts()
	lost := counts.Delete + counts.Missing + max(0, limits.AlsoLost)
	if err := check(ReasonLost, lost, of, limits.Lost.or(Percent(defaultLostPercent))); err != nil {
		return err
	}
	return check(ReasonCreates, counts.Create, of, limits.Creates.or(Unlimited()))
}

const defaultLostPercent = 20

func check(reason Reason, count, of int, limit Limit) error {
	allowed, limited := limit.allowed(of)
	if !limited || count <= allowed {
		return nil
	}
	return &LimitError{Reason: reason, Count: count, Allowed: allowed, Current: of, Limit: limit}
}
