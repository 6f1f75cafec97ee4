package alleo_test

import (
	"encoding/json"
	"testing"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
	"github.com/stretchr/testify/require"
)

func complete() alleo.Employee {
	return alleo.Employee{
		ID: "001", PersonID: "P1", Email: "a@example.test", FirstName: "Anna", Prefix: "van der", LastName: "Berg", Department: "Care",
		Birthday: day("1990-05-01"), Start: day("2020-01-01"), Onboarding: day("2020-02-01"), End: day(nextYear), Active: true,
		Budgets: map[string]int64{monthlyAll: 1250, oneOffHealth: 10000}, OneOffs: []alleo.OneOff{{Field: oneOffHealth, Amount: 10000}},
	}
}

func TestChangedListsTheFieldsOfACreate(t *testing.T) {
	t.Parallel()
	require.Equal(t, []plansync.Field{
		{Name: "email", New: "a@example.test"}, {Name: "first_name", New: "Anna"}, {Name: "prefix", New: "van der"}, {Name: "last_name", New: "Berg"},
		{Name: "department", New: "Care"}, {Name: "birthday", New: "1990-05-01"}, {Name: "start", New: "2020-01-01"},
		{Name: "onboarding", New: "2020-02-01"}, {Name: "end", New: nextYear}, {Name: monthlyAll, New: "12.50"}, {Name: oneOffHealth, New: "100.00"},
	}, alleo.Changed(alleo.Employee{}, complete()))

	e := alleo.Employee{ID: "001", Email: "a@example.test", Withdrawn: true}
	require.Equal(t, []plansync.Field{
		{Name: "email", New: "a@example.test"}, {Name: "active", New: "false"}, {Name: "access", New: "withdrawn"},
	}, alleo.Changed(alleo.Employee{}, e), "what is unusual is shown")
}

func TestChangedNamesEveryField(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*alleo.Employee){
		"email":      withEmail("b@example.test"),
		"first_name": func(e *alleo.Employee) { e.FirstName = "" },
		"prefix":     func(e *alleo.Employee) { e.Prefix = "" },
		"last_name":  func(e *alleo.Employee) { e.LastName = "Smit" },
		"department": func(e *alleo.Employee) { e.Department = "" },
		"birthday":   func(e *alleo.Employee) { e.Birthday = civil.Date{} },
		"start":      func(e *alleo.Employee) { e.Start = day(today) },
		"onboarding": func(e *alleo.Employee) { e.Onboarding = day(today) },
		"end":        func(e *alleo.Employee) { e.End = civil.Date{} },
		"active":     func(e *alleo.Employee) { e.Active = false },
		"access":     withdrawn,
		monthlyAll:   func(e *alleo.Employee) { e.Budgets = map[string]int64{monthlyAll: -5, oneOffHealth: 10000} },
		oneOffHealth: func(e *alleo.Employee) { e.Budgets = map[string]int64{monthlyAll: 1250} },
	} {
		changed := complete()
		change(&changed)
		fields := alleo.Changed(complete(), changed)
		require.Len(t, fields, 1, name)
		require.Equal(t, name, fields[0].Name)
		require.NotEqual(t, fields[0].Old, fields[0].New, name)
	}
}

func TestWhatIsNoChange(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*alleo.Employee){
		"nothing":                       func(*alleo.Employee) {},
		"the case of the address":       withEmail("A@EXAMPLE.test"),
		"the history of one-offs":       func(e *alleo.Employee) { e.OneOffs = nil },
		"the person id":                 func(e *alleo.Employee) { e.PersonID = "" },
		"another spelling of the id":    func(e *alleo.Employee) { e.ID = "A" },
		"an equal map at another place": func(e *alleo.Employee) { e.Budgets = map[string]int64{oneOffHealth: 10000, monthlyAll: 1250} },
	} {
		changed := complete()
		change(&changed)
		require.Nil(t, alleo.Changed(complete(), changed), name)
	}
}

func TestChangedAllocatesNothingForAnUnchangedRecord(t *testing.T) {
	old, same := complete(), complete()
	require.Zero(t, testing.AllocsPerRun(1000, func() { alleo.Changed(old, same); alleo.Key(old) }))
}

func BenchmarkChangedOfAnUnchangedRecord(b *testing.B) {
	old, same := complete(), complete()
	b.ReportAllocs()
	for b.Loop() {
		alleo.Changed(old, same)
	}
}

func TestEmployeeAsJSON(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(complete())
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"001","person_id":"P1","email":"a@example.test","first_name":"Anna","prefix":"van der","last_name":"Berg","department":"Care",
		"birthday":"1990-05-01","start":"2020-01-01","onboarding":"2020-02-01","end":"2027-04-10","active":true,
		"budgets":{"alleo_monthly_all_budget":1250,"alleo_oneoff_health_budget":10000},"one_offs":[{"field":"alleo_oneoff_health_budget","amount":10000}]}`, string(text))
	var again alleo.Employee
	require.NoError(t, json.Unmarshal(text, &again))
	require.Equal(t, complete(), again)

	text, err = json.Marshal(alleo.Employee{ID: "001"})
	require.NoError(t, err)
	require.JSONEq(t, `{"id":"001","active":false}`, string(text))
}

func TestDisplayName(t *testing.T) {
	t.Parallel()
	require.Equal(t, "Anna van der Berg", complete().DisplayName())
	require.Equal(t, "Anna Smit", alleo.Employee{FirstName: "Anna", LastName: "Smit"}.DisplayName())
	require.Empty(t, alleo.Employee{}.DisplayName())
}
