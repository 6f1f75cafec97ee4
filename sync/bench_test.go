package sync_test

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"testing"
	"time"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// person is shaped like an employee record.
type person struct {
	id, email, firstName, prefix, lastName, initials, birthday, department, jobTitle, start, end, location string
}

func personKey(p person) string { return p.id }

func personChanged(old, new person) []plansync.Field {
	if old == new {
		return nil
	}
	var fields []plansync.Field
	add := func(name, old, new string) {
		if old != new {
			fields = append(fields, plansync.Field{Name: name, Old: old, New: new})
		}
	}
	add("email", old.email, new.email)
	add("first_name", old.firstName, new.firstName)
	add("prefix", old.prefix, new.prefix)
	add("last_name", old.lastName, new.lastName)
	add("initials", old.initials, new.initials)
	add("birthday", old.birthday, new.birthday)
	add("department", old.department, new.department)
	add("job_title", old.jobTitle, new.jobTitle)
	add("start", old.start, new.start)
	add("end", old.end, new.end)
	add("location", old.location, new.location)
	return fields
}

// people makes n made-up records, in order of their keys. Every text is a string of its own, as it is when two systems are read.
func people(n int) []person {
	records := make([]person, n)
	for i := range records {
		records[i] = person{
			id:         fmt.Sprintf("%09d", i*7),
			email:      fmt.Sprintf("person%d@example.test", i),
			firstName:  fmt.Sprintf("First%d", i%900),
			lastName:   fmt.Sprintf("Last%d", i%7000),
			initials:   fmt.Sprintf("%c.", 'A'+i%26),
			birthday:   fmt.Sprintf("%d-%02d-%02d", 1960+i%45, 1+i%12, 1+i%28),
			department: fmt.Sprintf("Department %d", i%60),
			jobTitle:   fmt.Sprintf("Job title %d", i%200),
			start:      fmt.Sprintf("%d-%02d-01", 2000+i%26, 1+i%12),
			location:   fmt.Sprintf("Location %d", i%12),
		}
	}
	return records
}

// withChanges changes one record in a hundred: half get another department, a quarter are left out, a quarter are replaced by new ones.
func withChanges(records []person) []person {
	var result []person
	for i, p := range records {
		switch i % 400 {
		case 0, 100:
			p.department = "Care"
		case 200:
			continue
		case 300:
			p.id = p.id + "N"
		}
		result = append(result, p)
	}
	return result
}

// byHand is what one would write without this package: no check of keys, the changes sorted at the end.
func byHand(current, desired []person) ([]plansync.Change[person], int) {
	byKey := make(map[string]*person, len(current))
	for i := range current {
		byKey[current[i].id] = &current[i]
	}
	var changes []plansync.Change[person]
	unchanged := 0
	for _, p := range desired {
		old, ok := byKey[p.id]
		if !ok {
			changes = append(changes, plansync.Change[person]{Op: plansync.OpCreate, Key: p.id, New: p, Fields: personChanged(person{}, p)})
			continue
		}
		if *old == p {
			unchanged++
		} else {
			changes = append(changes, plansync.Change[person]{Op: plansync.OpUpdate, Key: p.id, Old: *old, New: p, Fields: personChanged(*old, p)})
		}
		delete(byKey, p.id)
	}
	for k, old := range byKey {
		changes = append(changes, plansync.Change[person]{Op: plansync.OpMissing, Key: k, Old: *old})
	}
	slices.SortFunc(changes, func(a, b plansync.Change[person]) int { return cmp.Compare(a.Key, b.Key) })
	return changes, unchanged
}

// BenchmarkDiff compares Diff with a hand-written loop over a map, taking turns in one run: two times 1,000,000 records of twelve
// texts, one in a hundred changed. diff/hand is the ratio of the best times.
func BenchmarkDiff(b *testing.B) {
	const size, turns = 1_000_000, 5
	current, desired := people(size), withChanges(people(size))
	for _, order := range []string{"same order", "shuffled"} {
		if order == "shuffled" {
			rand.New(rand.NewPCG(1, 2)).Shuffle(len(desired), func(i, j int) { desired[i], desired[j] = desired[j], desired[i] })
		}
		b.Run(order, func(b *testing.B) {
			hand, diff := time.Duration(1<<62), time.Duration(1<<62)
			for b.Loop() {
				for range turns {
					var changes []plansync.Change[person]
					hand = min(hand, timed(func() { changes, _ = byHand(current, desired) }))
					var plan *plansync.Plan[person]
					var err error
					diff = min(diff, timed(func() { plan, err = plansync.Diff(current, desired, personKey, personChanged) }))
					if err != nil || len(plan.Changes) != len(changes) {
						b.Fatalf("the two disagree: %d and %d changes, error %v", len(plan.Changes), len(changes), err)
					}
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(hand.Seconds()*1000, "hand-ms")
			b.ReportMetric(diff.Seconds()*1000, "diff-ms")
			b.ReportMetric(diff.Seconds()/hand.Seconds(), "diff/hand")
		})
	}
}

// timed measures work without the garbage of what ran before it.
func timed(work func()) time.Duration {
	runtime.GC()
	start := time.Now()
	work()
	return time.Since(start)
}

// BenchmarkStream compares 10,000 records with themselves and reports what that allocates per record.
func BenchmarkStream(b *testing.B) {
	size := len(sortedKeys)
	allocations := testing.AllocsPerRun(5, func() {
		if err := streamUnchanged(size); err != nil {
			b.Fatal(err)
		}
	})
	for b.Loop() {
		if err := streamUnchanged(size); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(allocations/float64(size), "allocs/unchanged-record")
}
