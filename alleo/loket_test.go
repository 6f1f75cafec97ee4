package alleo_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// bakery gives a snapshot of an employer with a field about access and two for budgets.
func bakery(people ...loketPerson) alleo.LoketSnapshot {
	s := alleo.LoketSnapshot{EmployerID: "e1", Fields: []alleo.LoketField{
		{ID: "f1", Description: " Alleo_Access "}, {ID: "f2", Description: "alleo_monthly_all_budget"}, {ID: "f3", Description: "ALLEO_ONEOFF_all_budget"},
	}}
	for _, p := range people {
		s.Employees = append(s.Employees, p.LoketEmployee)
		s.Employments = append(s.Employments, p.employments...)
	}
	return s
}

// loketPerson is an employee with employments.
type loketPerson struct {
	alleo.LoketEmployee
	employments []alleo.LoketEmployment
}

// baker gives somebody with nothing special: employed since 2020, with access.
func baker(id string, changes ...func(*loketPerson)) loketPerson {
	p := loketPerson{LoketEmployee: alleo.LoketEmployee{
		ID: id, Number: 17, FirstName: "Anna", LastName: "Jansen", BusinessEmail: id + "@example.test", Birthday: day("1990-05-01"),
		Values: []alleo.LoketValue{{Field: "alleo_access", Value: "ja"}},
	}}
	employs("2020-01-01", "")(&p)
	for _, change := range changes {
		change(&p)
	}
	return p
}

// employs replaces the employments by those with the starts and ends given.
func employs(days ...string) func(*loketPerson) {
	return func(p *loketPerson) {
		p.employments = nil
		for i := 0; i < len(days); i += 2 {
			m := alleo.LoketEmployment{ID: p.ID + "/" + days[i], EmployeeID: p.ID, Start: day(days[i])}
			if days[i+1] != "" {
				m.End = day(days[i+1])
			}
			p.employments = append(p.employments, m)
		}
	}
}

// values replaces the values of custom fields.
func values(fieldsAndValues ...string) func(*loketPerson) {
	return func(p *loketPerson) {
		p.Values = nil
		for i := 0; i < len(fieldsAndValues); i += 2 {
			p.Values = append(p.Values, alleo.LoketValue{Field: fieldsAndValues[i], Value: fieldsAndValues[i+1]})
		}
	}
}

// historical sets the historical start date of the last employment.
func historical(start string) func(*loketPerson) {
	return func(p *loketPerson) { p.employments[len(p.employments)-1].HistoricalStart = day(start) }
}

func fromLoket(t *testing.T, s alleo.LoketSnapshot, changes ...func(*alleo.LoketOptions)) ([]alleo.Employee, []string) {
	t.Helper()
	o := alleo.LoketOptions{Today: day(today)}
	for _, change := range changes {
		change(&o)
	}
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{s}, o)
	require.NoError(t, err)
	var codes []string
	for _, f := range findings {
		text := f.Key + " " + f.Code
		if f.Skip {
			text += " left out"
		}
		codes = append(codes, text)
		require.Contains(t, f.Message, "employee number 17", "people at Loket do not know ids")
	}
	return people, codes
}

// alleo.md §2.2, loket-rest.md §4.3: what a record is made of.
func TestAnEmployeeOfLoketBecomesARecord(t *testing.T) {
	t.Parallel()
	p := baker("P1", func(p *loketPerson) {
		p.Prefix, p.LastName, p.BusinessEmail, p.Email = " van der ", "van der Meer ", " s.vandermeer@example.test ", "sanne@mail.example.org"
	}, values("alleo_access", " TRUE ", "alleo_monthly_all_budget", "25.5", "alleo_oneoff_all_budget", "100"))
	people, codes := fromLoket(t, bakery(p))
	require.Empty(t, codes)
	require.Equal(t, []alleo.Employee{{
		ID: "P1", Email: "s.vandermeer@example.test", FirstName: "Anna", Prefix: "van der", LastName: "Meer", Birthday: day("1990-05-01"),
		Start: day("2020-01-01"), Onboarding: day(today), Active: true,
		Budgets: map[string]int64{"alleo_monthly_all_budget": 2550, "alleo_oneoff_all_budget": 10000},
		OneOffs: []alleo.OneOff{{Field: "alleo_oneoff_all_budget", Amount: 10000}},
	}}, people)
}

// Issue 3 "Bad input", alleo.md §2.2 and §3, design.md "People at Alleo".
func TestWhatBecomesOfPeopleWithoutAnAccount(t *testing.T) {
	t.Parallel()
	created, out := "created", func(code string) string { return "P1 " + code + " left out" }
	for name, test := range map[string]struct {
		change func(*loketPerson)
		want   string
		also   []string
	}{
		"an employment that ended yesterday":       {employs("2020-01-01", yesterday), out(alleo.CodeLeftAlready), nil},
		"one that starts tomorrow":                 {employs(tomorrow, ""), out(alleo.CodeStartsLater), nil},
		"both, with today between them":            {employs("2020-01-01", yesterday, tomorrow, ""), out(alleo.CodeStartsLater), nil},
		"both, without a gap":                      {employs("2020-01-01", yesterday, today, ""), created, nil},
		"the last day of an employment":            {employs("2020-01-01", today), created, nil},
		"no employment":                            {employs(), out(alleo.CodeNoEmployment), nil},
		"an employment that ends before it starts": {employs("2020-01-01", "2019-12-31"), out(alleo.CodeEndBeforeStart), nil},
		"access no":                                            {values("alleo_access", "nee"), out(alleo.CodeNoAccess), nil},
		"access 0":                                             {values("alleo_access", "0"), out(alleo.CodeNoAccess), nil},
		"access without a value":                               {values(), out(alleo.CodeAccessEmpty), nil},
		"access of blanks":                                     {values("alleo_access", "  "), out(alleo.CodeAccessEmpty), nil},
		"access with a value nobody knows":                     {values("alleo_access", "misschien"), out(alleo.CodeAccessUnreadable), nil},
		"access with two values":                               {values("alleo_access", "ja", "alleo_access", "nee"), out(alleo.CodeAccessUnreadable), nil},
		"access with the same value twice":                     {values("alleo_access", "ja", "alleo_access", "ja "), created, nil},
		"no business address, but a general one":               {func(p *loketPerson) { p.BusinessEmail, p.Email = "", "a@mail.example.org" }, out(alleo.CodeMissingEmail), nil},
		"no address":                                           {func(p *loketPerson) { p.BusinessEmail = "" }, out(alleo.CodeMissingEmail), nil},
		"no first name, which Loket does not ask for":          {func(p *loketPerson) { p.FirstName = "" }, out(alleo.CodeMissingName), nil},
		"a date of death":                                      {func(p *loketPerson) { p.DateOfDeath = day(lastWeek) }, out(alleo.CodeDeceased), nil},
		"a budget with a comma":                                {values("alleo_access", "ja", "alleo_monthly_all_budget", "1,250"), created, []string{"P1 " + alleo.CodeBudgetUnreadable}},
		"a budget with words":                                  {values("alleo_access", "ja", "alleo_monthly_all_budget", "€ 25"), created, []string{"P1 " + alleo.CodeBudgetUnreadable}},
		"a negative budget":                                    {values("alleo_access", "ja", "alleo_monthly_all_budget", "-25"), created, []string{"P1 " + alleo.CodeBudgetUnreadable}},
		"a budget with three decimals":                         {values("alleo_access", "ja", "alleo_monthly_all_budget", "1.250"), created, []string{"P1 " + alleo.CodeBudgetUnreadable}},
		"a budget of blanks":                                   {values("alleo_access", "ja", "alleo_monthly_all_budget", " "), created, nil},
		"a budget that fits no number":                         {values("alleo_access", "ja", "alleo_monthly_all_budget", "99999999999999999999"), created, []string{"P1 " + alleo.CodeBudgetUnreadable}},
		"access at the employment only":                        {stray(""), out(alleo.CodeAccessEmpty), []string{"P1 " + alleo.CodeAccessOnEmployment}},
		"access at the employment and at the employee":         {stray("ja"), created, []string{"P1 " + alleo.CodeAccessOnEmployment}},
		"access at an employment that ended is yesterday's":    {strayAtTheEnded, created, nil},
		"access no at the employee, and yes at the employment": {stray("nee"), out(alleo.CodeNoAccess), []string{"P1 " + alleo.CodeAccessOnEmployment}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			people, codes := fromLoket(t, bakery(baker("P1", test.change)))
			want := test.also
			if test.want == created {
				require.Len(t, people, 1)
			} else {
				require.Empty(t, people)
				want = append(want, test.want)
			}
			require.ElementsMatch(t, want, codes)
		})
	}
}

// stray fills in the access field at the employment.
func stray(atEmployee string) func(*loketPerson) {
	return func(p *loketPerson) {
		values()(p)
		if atEmployee != "" {
			values("alleo_access", atEmployee)(p)
		}
		p.employments[0].Values = []alleo.LoketValue{{Field: "alleo_access", Value: "ja"}}
	}
}

func strayAtTheEnded(p *loketPerson) {
	employs("2018-01-01", "2019-12-31", "2020-01-01", "")(p)
	p.employments[0].Values = []alleo.LoketValue{{Field: "alleo_access", Value: "ja"}}
}

// alleo.md §2.2: private e-mail only on request.
func TestThePrivateAddressIsUsedOnRequest(t *testing.T) {
	t.Parallel()
	private := func(o *alleo.LoketOptions) { o.PrivateEmail = true }
	both := baker("P1", func(p *loketPerson) { p.Email = "a@mail.example.org" })
	general := baker("P2", func(p *loketPerson) { p.BusinessEmail, p.Email = "", "b@mail.example.org" })
	people, codes := fromLoket(t, bakery(both, general), private)
	require.Empty(t, codes)
	require.Equal(t, []string{"P1@example.test", "b@mail.example.org"}, []string{people[0].Email, people[1].Email})
}

// loket-rest.md §4.4: the historical start date is the day on which somebody started at the company.
func TestTheDayOfHire(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		changes []func(*loketPerson)
		want    string
	}{
		"the start of the employment":                              {nil, "2020-01-01"},
		"the historical start date":                                {changes(historical("2015-06-01")), "2015-06-01"},
		"the start of the first employment without a gap":          {changes(employs("2018-01-01", "2020-12-31", "2021-01-01", "")), "2018-01-01"},
		"the start after a gap":                                    {changes(employs("2018-01-01", "2020-12-31", "2021-02-01", "")), "2021-02-01"},
		"the historical start date after a gap":                    {changes(employs("2018-01-01", "2020-12-31", "2021-02-01", ""), historical("2018-01-01")), "2018-01-01"},
		"not the historical start date of an employment before it": {changes(employs("2018-01-01", "2020-12-31"), historical("2010-01-01"), andThen("2021-02-01")), "2021-02-01"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			people, _ := fromLoket(t, bakery(baker("P1", test.changes...)))
			require.Equal(t, day(test.want), people[0].Start)
		})
	}
}

func changes(list ...func(*loketPerson)) []func(*loketPerson) { return list }

// andThen adds an employment.
func andThen(start string) func(*loketPerson) {
	return func(p *loketPerson) {
		p.employments = append(p.employments, alleo.LoketEmployment{ID: "later", EmployeeID: p.ID, Start: day(start)})
	}
}

// design.md "Days": the rules are those of AFAS, whatever the day of hire.
func TestDaysOfSomebodyFromLoketInAlleo(t *testing.T) {
	t.Parallel()
	open := alleo.Employee{
		ID: "p1", Email: "P1@example.test", FirstName: "Anna", LastName: "Jansen", Birthday: day("1990-05-01"),
		Start: day("2020-01-01"), Onboarding: day("2024-01-01"), Active: true,
	}
	for name, test := range map[string]struct {
		change  func(*loketPerson)
		account func(*alleo.Employee)
		active  bool
		end     string
		codes   []string
	}{
		"a coming end":                         {change: employs("2020-01-01", nextMonth), active: true, end: nextMonth},
		"ended yesterday, starts tomorrow":     {change: employs("2020-01-01", yesterday, tomorrow, ""), end: today, codes: []string{"p1 " + alleo.CodeEndPassed}},
		"a date of death alone closes nothing": {change: func(p *loketPerson) { p.DateOfDeath = day(lastWeek) }, active: true, codes: []string{"p1 " + alleo.CodeDeceased}},
		"somebody who comes back and has died": {
			change: func(p *loketPerson) { p.DateOfDeath = day(lastWeek) }, account: func(e *alleo.Employee) { e.Active = false },
			codes: []string{"p1 " + alleo.CodeDeceased + " left out"},
		},
		"the employment is gone: nothing changes": {change: employs(), active: true, codes: []string{"p1 " + alleo.CodeNoEmployment + " left out"}},
		"an account that was opened in advance, for somebody who worked here before": {
			change: func(p *loketPerson) {
				employs("2010-01-01", "2018-12-31", nextMonth, "")(p)
				historical("2010-01-01")(p)
			},
			account: func(e *alleo.Employee) { e.Start, e.Onboarding = day("2010-01-01"), day(nextMonth) },
			active:  true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			record := open
			if test.account != nil {
				test.account(&record)
			}
			people, codes := fromLoket(t, bakery(baker("P1", test.change)), func(o *alleo.LoketOptions) { o.Current = []alleo.Employee{record}; o.InAdvance = true })
			require.Len(t, people, 1)
			require.Equal(t, test.active, people[0].Active)
			require.Equal(t, test.end, people[0].End.String())
			require.Equal(t, test.codes, codes)
		})
	}
}

// loket-rest.md §4.4: employees are known per employer, and the number of one is no number of another. design.md "Identity".
func TestSeveralEmployers(t *testing.T) {
	t.Parallel()
	second := bakery(baker("P3"))
	second.EmployerID = "e2"
	same := bakery(baker("P1"), baker("P2", func(p *loketPerson) { p.BusinessEmail = "p3@EXAMPLE.test" }))
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{same, second}, alleo.LoketOptions{Today: day(today)})
	require.NoError(t, err)
	require.Len(t, people, 1)
	require.Len(t, findings, 2)
	for _, f := range findings {
		require.Equal(t, alleo.CodeDuplicateEmail, f.Code)
	}
	_, _, err = alleo.FromLoket([]alleo.LoketSnapshot{same, same}, alleo.LoketOptions{Today: day(today)})
	require.ErrorContains(t, err, "given twice")
}

// design.md "Access": a configured field that is missing stops the run; alleo.md §3: it may be declared absent.
func TestTheAccessField(t *testing.T) {
	t.Parallel()
	without := bakery(baker("P1", values()))
	without.Fields = nil
	_, _, err := alleo.FromLoket([]alleo.LoketSnapshot{without}, alleo.LoketOptions{Today: day(today)})
	missing := new(alleo.MissingFieldError)
	require.ErrorAs(t, err, &missing)
	require.ErrorContains(t, err, `"alleo_access"`)

	people, codes := fromLoket(t, without, func(o *alleo.LoketOptions) { o.Access = alleo.NoAccessColumn })
	require.Len(t, people, 1)
	require.Empty(t, codes)

	with := bakery(baker("P2"))
	with.EmployerID = "e2"
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{without, with}, alleo.LoketOptions{Today: day(today)})
	require.NoError(t, err)
	require.Len(t, people, 1, "at an employer without the field nobody is eligible, while another one has it")
	require.Equal(t, alleo.CodeAccessEmpty, findings[0].Code)
}

// A custom field that was deleted is not one that was emptied.
func TestABudgetFieldThatIsGone(t *testing.T) {
	t.Parallel()
	record := alleo.Employee{
		ID: "P1", Email: "P1@example.test", FirstName: "Anna", LastName: "Jansen", Birthday: day("1990-05-01"), Start: day("2020-01-01"), Active: true,
		Budgets: map[string]int64{"alleo_monthly_sport_budget": 1000, "alleo_monthly_all_budget": 2500},
	}
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{bakery(baker("P1"))}, alleo.LoketOptions{Today: day(today), Current: []alleo.Employee{record}})
	require.NoError(t, err)
	require.Equal(t, map[string]int64{"alleo_monthly_sport_budget": 1000}, people[0].Budgets, "the other one was emptied")
	require.Len(t, findings, 1)
	require.Equal(t, alleo.CodeBudgetGone, findings[0].Code)
	require.Contains(t, findings[0].Message, "alleo_monthly_sport_budget")
}

func TestTodayIsNeeded(t *testing.T) {
	t.Parallel()
	_, _, err := alleo.FromLoket(nil, alleo.LoketOptions{})
	require.ErrorContains(t, err, "Today")
	_, err = alleo.ReadLoket(t.Context(), nil, "e1", nil, alleo.LoketOptions{})
	require.ErrorContains(t, err, "Today")
	_, _, err = alleo.FromLoket(nil, alleo.LoketOptions{Today: civil.Date{Year: 2026, Month: 3, Day: 10}})
	require.NoError(t, err, "nobody at all is for the plan to refuse")
}
