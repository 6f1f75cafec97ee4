package sync_test

import (
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"strings"

	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

type colleague struct{ ID, Email, Department string }

func id(c colleague) string { return c.ID }

func differs(old, new colleague) []plansync.Field {
	var fields []plansync.Field
	if old.Email != new.Email {
		fields = append(fields, plansync.Field{Name: "email", Old: old.Email, New: new.Email})
	}
	if old.Department != new.Department {
		fields = append(fields, plansync.Field{Name: "department", Old: old.Department, New: new.Department})
	}
	return fields
}

var (
	inTarget = []colleague{
		{"000090", "p.smit@example.test", "Care"},
		{"000101", "k.bos@example.test", "Care"},
		{"000102", "l.kok@example.test", "Sales"},
	}
	inSource = []colleague{
		{"000104", "a.jansen@example.test", "Care"},
		{"000102", "l.kok@example.test", "Sales"},
		{"000101", "k.bos@example.test", "IT"},
	}
)

// A whole synchronisation: see what would change, refuse what looks like an accident, carry it out.
func Example() {
	plan, err := plansync.Diff(inTarget, inSource, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := plan.Check(plansync.Limits{}); err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range plan.Changes {
		switch c.Op {
		case plansync.OpCreate:
			fmt.Println("create", c.New.ID)
		case plansync.OpUpdate:
			fmt.Println("update", c.New.ID)
		case plansync.OpMissing:
			fmt.Println("ask somebody about", c.Old.ID)
		}
	}
	// Output:
	// ask somebody about 000090
	// update 000101
	// create 000104
}

func ExamplePlan_WriteText() {
	plan, err := plansync.Diff(inTarget, inSource, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := plan.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// missing  000090
	// update   000101  department: "Care" -> "IT"
	// create   000104  email: "a.jansen@example.test", department: "Care"
	//
	// 1 create, 1 update, 1 missing, 0 delete, 1 unchanged
}

func ExamplePlan_json() {
	plan, err := plansync.Diff(inTarget, inSource, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	document, err := json.MarshalIndent(plansync.NoCreates(plan), "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(document))
	// Output:
	// {
	//   "changes": [
	//     {
	//       "op": "missing",
	//       "key": "000090"
	//     },
	//     {
	//       "op": "update",
	//       "key": "000101",
	//       "fields": [
	//         {
	//           "name": "department",
	//           "old": "Care",
	//           "new": "IT"
	//         }
	//       ]
	//     }
	//   ],
	//   "unchanged": 1,
	//   "current": 3,
	//   "desired": 3
	// }
}

func ExamplePlan_Check() {
	plan, err := plansync.Diff(inTarget, inSource, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Check(plansync.Limits{Lost: plansync.AtMost(0)}))
	// Output: sync: 1 of 3 records would be lost, at most 0 are allowed (limit 0): check that the source was read completely, or raise the limit on lost records if this is meant
}

func ExampleLink() {
	// The target knows Kim by an older number; the e-mail address tells that it is the same person.
	target := []colleague{{"K7", "k.bos@example.test", "Care"}}
	source := []colleague{{"000101", "k.bos@example.test", "IT"}}

	links, err := plansync.Link(target, source, id,
		func(desired, current colleague) colleague { desired.ID = current.ID; return desired },
		func(c colleague) string { return strings.ToLower(c.Email) })
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, pair := range links.Linked {
		fmt.Println(pair.Desired.Key, "is", pair.Current.Key)
	}
	plan, err := plansync.Diff(target, links.Desired, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Counts())
	// Output:
	// 000101 is K7
	// 0 create, 1 update, 0 missing, 0 delete, 0 unchanged
}

func ExampleDeleteMissing() {
	plan, err := plansync.Diff(inTarget, inSource, id, differs)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Counts())
	fmt.Println(plansync.DeleteMissing(plansync.NoUpdates(plan)).Counts())
	// Output:
	// 1 create, 1 update, 1 missing, 0 delete, 1 unchanged
	// 1 create, 0 update, 0 missing, 1 delete, 1 unchanged
}

func ExampleStream() {
	rows := func(records ...colleague) iter.Seq2[colleague, error] {
		return func(yield func(colleague, error) bool) {
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
		}
	}
	target := rows(colleague{ID: "1"}, colleague{ID: "2", Department: "Care"})
	source := rows(colleague{ID: "2", Department: "IT"}, colleague{ID: "3"})

	for c, err := range plansync.Stream(target, source, id, differs) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(c.Op, c.Key)
	}
	// Output:
	// missing 1
	// update 2
	// create 3
}

func ExampleParseLimit() {
	limit, err := plansync.ParseLimit("20%")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(limit == plansync.Percent(20), limit)
	// Output: true 20%
}
