package sync_test

import (
	"encoding/json"
	"errors"
	"flag"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// planOf makes a plan of a set of the given size in which some are missing and some are created.
func planOf(t *testing.T, current, missing, created int) *plansync.Plan[employee] {
	t.Helper()
	var a, b []employee
	for i := range current {
		e := employee{id: "c" + sortedKeys[i]}
		a = append(a, e)
		if i >= missing {
			b = append(b, e)
		}
	}
	for i := range created {
		b = append(b, employee{id: "n" + sortedKeys[i]})
	}
	return diff(t, a, b)
}

// design.md "sync": default 20 %, floor 5; counted over deletes, missing and also lost; creates of their own.
func TestCheck(t *testing.T) {
	t.Parallel()
	lost := func(count, allowed, current int, limit plansync.Limit) *plansync.LimitError {
		return &plansync.LimitError{Reason: plansync.ReasonLost, Count: count, Allowed: allowed, Current: current, Limit: limit}
	}
	for name, test := range map[string]struct {
		current, missing, created int
		limits                    plansync.Limits
		want                      *plansync.LimitError
	}{
		"20 % by default":                     {100, 20, 0, plansync.Limits{}, nil},
		"not more than 20 %":                  {100, 21, 0, plansync.Limits{}, lost(21, 20, 100, plansync.Percent(20))},
		"rounded down":                        {99, 20, 0, plansync.Limits{}, lost(20, 19, 99, plansync.Percent(20))},
		"five of a small set":                 {10, 5, 0, plansync.Limits{}, nil},
		"not six of a small set":              {10, 6, 0, plansync.Limits{}, lost(6, 5, 10, plansync.Percent(20))},
		"the same floor for any percentage":   {100, 5, 0, plansync.Limits{Lost: plansync.Percent(1)}, nil},
		"a number has no floor":               {100, 3, 0, plansync.Limits{Lost: plansync.AtMost(2)}, lost(3, 2, 100, plansync.AtMost(2))},
		"a number is not a percentage":        {10, 9, 0, plansync.Limits{Lost: plansync.AtMost(9)}, nil},
		"none allowed":                        {100, 1, 0, plansync.Limits{Lost: plansync.AtMost(0)}, lost(1, 0, 100, plansync.AtMost(0))},
		"none allowed and none lost":          {100, 0, 0, plansync.Limits{Lost: plansync.AtMost(0)}, nil},
		"zero percent is none":                {100, 1, 0, plansync.Limits{Lost: plansync.Percent(0)}, lost(1, 0, 100, plansync.Percent(0))},
		"no limit":                            {100, 99, 0, plansync.Limits{Lost: plansync.Unlimited()}, nil},
		"also lost counts":                    {100, 15, 0, plansync.Limits{AlsoLost: 6}, lost(21, 20, 100, plansync.Percent(20))},
		"also lost below zero does not":       {100, 21, 0, plansync.Limits{AlsoLost: -5}, lost(21, 20, 100, plansync.Percent(20))},
		"any number of creates by default":    {10, 0, 500, plansync.Limits{}, nil},
		"a first run":                         {0, 0, 500, plansync.Limits{}, nil},
		"creates up to their own limit":       {100, 0, 10, plansync.Limits{Creates: plansync.AtMost(10)}, nil},
		"creates as a percentage of what was": {100, 0, 10, plansync.Limits{Creates: plansync.Percent(10)}, nil},
		"creates over their own limit": {100, 0, 11, plansync.Limits{Creates: plansync.AtMost(10)}, &plansync.LimitError{
			Reason: plansync.ReasonCreates, Count: 11, Allowed: 10, Current: 100, Limit: plansync.AtMost(10),
		}},
		"an empty source, whatever the limits": {3, 3, 0, plansync.Limits{Lost: plansync.Unlimited()}, &plansync.LimitError{
			Reason: plansync.ReasonEmpty, Count: 3, Current: 3,
		}},
		"nothing on both sides": {0, 0, 0, plansync.Limits{Lost: plansync.AtMost(0), Creates: plansync.AtMost(0)}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plan := planOf(t, test.current, test.missing, test.created)
			for _, p := range []*plansync.Plan[employee]{plan, plansync.DeleteMissing(plan)} {
				err := p.Check(test.limits)
				if test.want == nil {
					require.NoError(t, err)
					continue
				}
				got, ok := errors.AsType[*plansync.LimitError](err)
				require.True(t, ok)
				require.Equal(t, test.want, got)
			}
		})
	}
}

func TestAnEmptySourceStopsAlsoWhatAPolicyLeftOver(t *testing.T) {
	t.Parallel()
	require.Error(t, plansync.OnlyCreates(planOf(t, 3, 3, 0)).Check(plansync.Limits{}))
}

func TestLimitErrorsSayWhatToDo(t *testing.T) {
	t.Parallel()
	require.EqualError(t, planOf(t, 240, 57, 0).Check(plansync.Limits{}),
		"sync: 57 of 240 records would be lost, at most 48 are allowed (limit 20%): "+
			"check that the source was read completely, or raise the limit on lost records if this is meant")
	require.EqualError(t, planOf(t, 240, 0, 30).Check(plansync.Limits{Creates: plansync.AtMost(10)}),
		"sync: 30 records would be created, at most 10 are allowed (limit 10, 240 are there now): "+
			"check that both sides use the same keys, or raise the limit on creates if this is meant")
	require.EqualError(t, planOf(t, 240, 240, 0).Check(plansync.Limits{}),
		"sync: the source gave no records at all while 240 are there now: "+
			"nothing should be changed; check that the source was read with the right account, environment and filter")
}

func TestParseLimit(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]plansync.Limit{
		"0": plansync.AtMost(0), "10": plansync.AtMost(10), "2000000000": plansync.AtMost(2_000_000_000),
		"0%": plansync.Percent(0), "20%": plansync.Percent(20), "100%": plansync.Percent(100),
		"unlimited": plansync.Unlimited(),
	} {
		limit, err := plansync.ParseLimit(text)
		require.NoError(t, err, text)
		require.Equal(t, want, limit)
		require.Equal(t, text, limit.String())
	}
	for _, text := range []string{"", "%", "-1", "-5%", "+5", "2.5%", "20 %", " 20%", "20%%", "101%", "%20", "ten", "1e3", "0x10", "1_000", "99999999999", "Unlimited"} {
		limit, err := plansync.ParseLimit(text)
		require.EqualError(t, err, `sync: a limit is a whole number such as 10, a whole percentage such as 20%, or "unlimited"`, text)
		require.Zero(t, limit)
	}
}

func TestNegativeLimitsAllowNothing(t *testing.T) {
	t.Parallel()
	require.Equal(t, plansync.AtMost(0), plansync.AtMost(-1))
	require.Equal(t, plansync.Percent(0), plansync.Percent(-1))
}

func TestALimitIsAFlag(t *testing.T) {
	t.Parallel()
	var limits plansync.Limits
	flags := flag.NewFlagSet("test", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Var(&limits.Lost, "max-offboard", "a number or a percentage")
	flags.TextVar(&limits.Creates, "max-create", plansync.Unlimited(), "a number or a percentage")

	require.NoError(t, flags.Parse([]string{"-max-offboard", "20%", "-max-create", "7"}))
	require.Equal(t, plansync.Limits{Lost: plansync.Percent(20), Creates: plansync.AtMost(7)}, limits)
	require.Error(t, flags.Parse([]string{"-max-offboard", "many"}))
	require.Equal(t, plansync.Percent(20), limits.Lost, "a value that cannot be read changes nothing")
	flags.PrintDefaults()
}

func TestALimitIsJSONText(t *testing.T) {
	t.Parallel()
	data, err := json.Marshal([]plansync.Limit{{}, plansync.AtMost(3), plansync.Percent(20), plansync.Unlimited()})
	require.NoError(t, err)
	require.Equal(t, `["","3","20%","unlimited"]`, string(data))

	var limits []plansync.Limit
	require.NoError(t, json.Unmarshal(data, &limits))
	require.Equal(t, []plansync.Limit{{}, plansync.AtMost(3), plansync.Percent(20), plansync.Unlimited()}, limits)
}

// design.md "sync": someone who was off-boarded long ago is still in the current set, and must not make the limit wider year after year.
func TestAPercentageCanBeTakenOfAPartOfTheCurrentSet(t *testing.T) {
	t.Parallel()
	plan := &plansync.Plan[string]{Current: 1000, Desired: 900, Unchanged: 900}
	for range 100 {
		plan.Changes = append(plan.Changes, plansync.Change[string]{Op: plansync.OpMissing})
	}
	require.NoError(t, plan.Check(plansync.Limits{}))
	err := plan.Check(plansync.Limits{Of: 200})
	limit, ok := errors.AsType[*plansync.LimitError](err)
	require.True(t, ok)
	require.Equal(t, 40, limit.Allowed)
	require.Equal(t, 200, limit.Current)
}
