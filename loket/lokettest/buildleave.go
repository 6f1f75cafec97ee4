package lokettest

import (
	"encoding/json"
	"fmt"
	"math/big"
	"strings"
)

func (b *draft) leave(employment *record, l Leave) {
	members := object{
		"leaveType": b.leaveTypeNamed(employment.above(kindEmployer), l.LeaveType), "isAccrual": l.Accrual,
		"startDate": b.day(employment, "first day of leave", l.Start), "endDate": b.day(employment, "last day of leave", l.End),
	}
	if l.Units != "" {
		members["numberOfUnits"] = l.Units
	}
	b.add(kindLeave, employment, l.ID, l.Start, members, l.Members)
}

func (b *draft) leaveBalance(employment *record, l LeaveBalance) {
	zero := json.Number("0")
	previous, accrual, expires := orDefault(l.Previous, zero), orDefault(l.Accrual, zero), orDefault(l.Expires, zero)
	used, later := orDefault(l.Used, zero), orDefault(l.UsedLater, zero)
	total := sum(used, later)
	b.add(kindLeaveBalance, employment, "", fmt.Sprintf("%d/%s", l.Year, l.LeaveType), object{
		"year": l.Year, "leaveType": b.leaveTypeNamed(employment.above(kindEmployer), l.LeaveType), "unitType": unitType(l.Unit),
		"balancePreviousYear": previous, "accrual": accrual, "expires": expires,
		"usageThroughToday": used, "usageAfterToday": later, "usageTotal": total,
		"balance": sum(previous, accrual, "-"+total, "-"+expires),
	}, l.Members)
}

// unitType has keys of our own: the documentation gives none.
func unitType(unit string) any {
	switch unit {
	case "":
		return nil
	case "Uren":
		return object{"key": 1, "value": unit}
	}
	return object{"key": 2, "value": unit}
}

// sum adds decimals exactly. A number may have a minus in front of its own.
func sum(numbers ...json.Number) json.Number {
	total := new(big.Rat)
	for _, n := range numbers {
		if value, ok := new(big.Rat).SetString(strings.TrimPrefix(string(n), "--")); ok {
			total.Add(total, value)
		}
	}
	exact := total.FloatString(6)
	return json.Number(strings.TrimSuffix(strings.TrimRight(exact, "0"), "."))
}

// leaveStatuses are of our own, but for 9 (loket-rest.md §4.11).
var leaveStatuses = map[int]string{1: "Ingediend", 5: "Afgewezen", 7: "Ingetrokken", 9: "Geaccordeerd"}

func (b *draft) leaveRequest(employment *record, l LeaveRequest) {
	status := orDefault(l.Status, 1)
	leaveType := b.leaveTypeNamed(employment.above(kindEmployer), l.LeaveType)
	members := object{
		"leaveType": object{"key": leaveType["key"], "value": leaveType["value"]},
		"startDate": b.day(employment, "first day of a leave request", l.Start), "endDate": b.day(employment, "last day of a leave request", l.End),
		"leaveRequestStatus": object{"key": status, "value": leaveStatuses[status]},
	}
	if l.Units != "" {
		members["numberOfUnits"] = l.Units
	}
	b.add(kindLeaveRequest, employment, l.ID, l.Start, members, l.Members)
}
