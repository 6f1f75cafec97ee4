package readme_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// This one is compiled and not run: it goes to a real environment.
func Example_read() {
	_ = func(ctx context.Context, id, secret string, today civil.Date) error {
		type Participant struct {
			Enrolment int            `json:"EnrolmentId"`
			Name      string         `json:"Name"`
			Cancelled civil.Date     `json:"Cancelled"`
			Price     json.Number    `json:"Price"`
			Changed   civil.DateTime `json:"Changed"`
		}

		client, err := afas.NewClient("T12345AA", afas.ClientCredentials(id, secret))
		if err != nil {
			return err
		}
		participants := afas.GetConnector[Participant](client, "Course_Participants")
		if err := participants.Verify(ctx); err != nil {
			return err // names every column that is missing or of another type
		}
		for p, err := range participants.All(ctx, &afas.GetOptions{
			Key:    "EnrolmentId", // reads on from the last key: safe while rows come and go
			Filter: afas.And(afas.Eq("EventId", 4711), afas.Or(afas.Empty("Cancelled"), afas.AtLeast("Cancelled", today))),
		}) {
			if err != nil {
				return err
			}
			fmt.Println(p.Enrolment, p.Name)
		}
		return nil
	}
}

func Example_plan() {
	preview := func(ctx context.Context, client *afas.Client, current []alleo.Employee) error {
		today := civil.DateOf(time.Now().In(civil.Amsterdam()))
		people, findings, err := alleo.FromProfit(
			afas.GetConnector[afas.Row](client, "Profit_Employees_Alleo").All(ctx, &afas.GetOptions{OrderBy: []string{"EmployeeId", "EmploymentStart"}}),
			afas.GetConnector[afas.Row](client, "Profit_Contract").All(ctx, &afas.GetOptions{OrderBy: []string{"EmployeeId", "ContractStart"}}),
			alleo.ProfitOptions{Today: today, Current: current})
		if err != nil {
			return err
		}
		plan, err := plansync.Diff(current, people, alleo.Key, alleo.Changed)
		if err != nil {
			return err
		}
		preview := alleo.NewPreview("afas", plan, findings, current, plansync.Limits{Lost: plansync.Percent(20)})
		return preview.WriteText(os.Stdout)
	}
	server := start(afastest.Connector{Name: "Profit_Employees_Alleo", Rows: []map[string]any{{
		"EmployeeId": "000104", "Mail": "a.jansen@example.test", "FirstName": "Anna", "PrefixBirthName": nil, "BirthName": "Jansen", "Department": "Zorg",
		"DateOfBirth": "1984-06-12", "EmploymentStart": "2019-09-02", "EmploymentEnd": nil, "Alleo_Access": true,
	}}}, afastest.Connector{Name: "Profit_Contract", Rows: []map[string]any{{
		"EmployeeId": "000104", "ContractStart": "2019-09-02", "ContractEnd": nil,
	}}})
	defer server.Close()
	current := []alleo.Employee{{
		ID: "000104", Email: "a.jansen@example.test", FirstName: "Anna", LastName: "Jansen", Department: "Thuiszorg", Active: true,
		Birthday: civil.Date{Year: 1984, Month: 6, Day: 12}, Start: civil.Date{Year: 2019, Month: 9, Day: 2},
	}}
	if err := preview(context.Background(), connect(server), current); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ACTION  KEY     NAME         E-MAIL                 WHAT CHANGES
	// update  000104  Anna Jansen  a.jansen@example.test  department Thuiszorg -> Zorg
	//
	// 0 create, 1 update, 0 offboard, 0 withdrawn, 0 missing, 0 unchanged, 0 skipped
}

func Example_loket() {
	_ = func(ctx context.Context, id, secret, employerID string) error {
		lk, err := loket.NewClient(loket.RefreshToken(id, secret, loket.FileStore("loket-token.json")))
		if err != nil {
			return err
		}
		for e, err := range lk.Employments.All(ctx, employerID, nil) {
			if err != nil {
				return err
			}
			fmt.Println(e.Employee.FormattedName, e.HireDate(), e.EndDate)
		}
		return nil
	}
}

func Example_errors() {
	check := func(ctx context.Context, participants *afas.Rows[afas.Row]) {
		_, err := participants.Page(ctx, nil)
		switch {
		case errors.Is(err, afas.ErrUnauthorized):
			fmt.Println("the credential, or the connector is not in the app connector")
		case errors.Is(err, afas.ErrUnavailable):
			fmt.Println("not now: it was tried again already")
		case err != nil:
			fmt.Println(err) // says what to do; holds no secret, no query and no one's data
		}
		if e, ok := errors.AsType[*afas.Error](err); ok {
			slog.Warn("AFAS refused", "error", e) // with AFAS' own log reference
		}
	}
	server := start(afastest.Connector{Name: "Course_Participants"})
	defer server.Close()
	check(context.Background(), afas.GetConnector[afas.Row](connect(server), "Course_Members"))
	server.Fault(afastest.Status(http.StatusForbidden, ""))
	check(context.Background(), afas.GetConnector[afas.Row](connect(server), "Course_Participants"))
	// Output:
	// the credential, or the connector is not in the app connector
	// afas: GET connectors/Course_Participants: 403 Forbidden (the app connector does not accept calls from this address)
}

func Example_fake() {
	try := func() error {
		server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
			Name: "Course_Participants",
			Rows: []map[string]any{{"EnrolmentId": 1, "Name": "Sanne de Wit", "Cancelled": nil}},
		}}})
		if err != nil {
			return err
		}
		defer server.Close()
		server.Fault(afastest.Throttled(time.Second).Times(1))
		client, err := afas.NewClient("", afas.Token(server.Token), afas.WithBaseURL(server.URL))
		if err != nil {
			return err
		}
		rows, err := afas.GetConnector[afas.Row](client, "Course_Participants").Page(context.Background(), nil)
		fmt.Println(rows)
		return err
	}
	if err := try(); err != nil {
		fmt.Println(err)
	}
	// Output: [map[Cancelled:<nil> EnrolmentId:1 Name:Sanne de Wit]]
}

func start(connectors ...afastest.Connector) *afastest.Server {
	server, err := afastest.Start(afastest.Environment{Connectors: connectors})
	if err != nil {
		panic(err)
	}
	return server
}

func connect(server *afastest.Server) *afas.Client {
	client, err := afas.NewClient("", afas.Token(server.Token), afas.WithBaseURL(server.URL))
	if err != nil {
		panic(err)
	}
	return client
}
