package lokettest

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

var (
	schemaLeaveGroup = mustSchema("leave_balance_group")
	schemaLeaveTotal = schemaLeaveGroup.without("group")
)

// groupedMembers are added up.
var groupedMembers = []string{
	"accrual", "balance", "balancePreviousYear", "usageAfterReferenceDate", "usageThroughReferenceDate", "usageTotal",
}

// groupedBalances adds up the balances of an employer by department or function and leave type. It is one of the details that come with paging
// members (loket-rest.md §3.3, §4.9).
func groupedBalances(c *call) fake.Answer {
	member := strings.ToLower(c.query.Get("groupby"))
	if member != "department" && member != "function" {
		return c.refuse(broken(codeForm, "groupBy must be Department or Function", "groupBy"))
	}
	groups, totals := &sums{}, &sums{}
	for _, employment := range c.target.all(kindEmployment) {
		entity := c.entityOn(employment)
		if entity == nil {
			continue
		}
		reference := c.d.show(entity)[member].(object)
		for _, balance := range c.balances(employment) {
			totals.add(balance.(object), nil)
			groups.add(balance.(object), object{"id": reference["key"], "description": reference["description"]})
		}
	}
	body := c.envelope(c.warnings)
	body["content"] = object{"groups": groups.list(c, schemaLeaveGroup), "totals": totals.list(c, schemaLeaveTotal)}
	addPaging(body, 1, defaultPageSize, 1, 1)
	return jsonAnswer(http.StatusOK, body)
}

// sums are balances added up by group, leave type and year.
type sums struct{ rows []object }

func (s *sums) add(balance, group object) {
	place := slices.IndexFunc(s.rows, func(row object) bool {
		return row["year"] == balance["year"] && text(row, "group.id") == text(group, "id") && whole(row, "leaveType.key") == whole(balance, "leaveType.key")
	})
	if place < 0 {
		s.rows = append(s.rows, overlay(balance, object{"group": group}))
		return
	}
	for _, name := range groupedMembers {
		before, more := s.rows[place][name].(json.Number), balance[name].(json.Number)
		s.rows[place][name] = sum(before, more)
	}
}

func (s *sums) list(c *call, of *schema) []any {
	rows := []any{}
	for _, row := range s.rows {
		rows = append(rows, c.output(of, of.cut(row)))
	}
	return rows
}
