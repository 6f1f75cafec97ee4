package civil_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

func Example() {
	// The Z that AFAS writes is false: this is the first of September in Amsterdam, not the last evening of August.
	var contract struct {
		Start civil.Date `json:"EmploymentStart"`
		End   civil.Date `json:"EmploymentEnd"`
	}
	if err := json.Unmarshal([]byte(`{"EmploymentStart":"2026-09-01T00:00:00Z","EmploymentEnd":null}`), &contract); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(contract.Start, contract.Start.Weekday(), contract.End.IsZero())
	// Output: 2026-09-01 Tuesday true
}

func ExampleDateOf() {
	moment := time.Date(2026, time.December, 31, 23, 30, 0, 0, time.UTC)
	fmt.Println(civil.DateOf(moment))
	fmt.Println(civil.DateOf(moment.In(civil.Amsterdam())))
	// Output:
	// 2026-12-31
	// 2027-01-01
}

func ExampleDate_AddDays() {
	lastWorkingDay := civil.Date{Year: 2026, Month: time.February, Day: 28}
	fmt.Println("access ends on", lastWorkingDay.AddDays(1))
	// Output: access ends on 2026-03-01
}

func ExampleDate_AddMonths() {
	fmt.Println(civil.Date{Year: 2026, Month: time.January, Day: 31}.AddMonths(1))
	// Output: 2026-02-28
}

func ExampleParseDate() {
	_, err := civil.ParseDate("1-3-2026")
	fmt.Println(err)
	// Output: civil: not a day: expected the form 2026-03-01, a time of day may follow
}

func ExampleParseDateTime() {
	modified, err := civil.ParseDateTime("2026-02-11T08:31:07Z")
	if err != nil {
		fmt.Println(err)
		return
	}
	// Ask for changes again with some minutes of overlap: AFAS keeps fractions of a second that it does not show.
	fmt.Println(modified.Add(-5 * time.Minute))
	// Output: 2026-02-11T08:26:07
}

func ExampleDateTime_In() {
	meeting := civil.DateTime{Date: civil.Date{Year: 2026, Month: time.July, Day: 1}, Hour: 9, Minute: 30}
	fmt.Println(meeting.In(civil.Amsterdam()).UTC().Format(time.RFC3339))
	// Output: 2026-07-01T07:30:00Z
}
