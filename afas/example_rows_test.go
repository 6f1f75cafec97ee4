package afas_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
	"github.com/seed-dd546a8a/afas-loket/civil"
)

// course starts an AFAS in memory with a GetConnector of course participants, and a client for it. In a program of yours, NewClient gets the
// number of the environment and the credential of your app connector.
func course() (*afas.Client, *afastest.Server) {
	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
		Name: "Course_Participants",
		Fields: []afastest.Field{
			{ID: "EnrolmentId", DataType: "int"}, {ID: "Name", DataType: "string"}, {ID: "Email", DataType: "string"},
			{ID: "Paid", DataType: "decimal"}, {ID: "Cancelled", DataType: "date"},
		},
		Rows: []map[string]any{
			{"EnrolmentId": 80, "Name": "Anna Jansen", "Email": "a.jansen@example.test", "Paid": json.Number("120.50"), "Cancelled": nil},
			{"EnrolmentId": 81, "Name": "Piet Smit", "Email": nil, "Paid": nil, "Cancelled": "2026-03-01"},
			{"EnrolmentId": 82, "Name": "Noor van der Meer", "Email": "n.vandermeer@example.test", "Paid": json.Number("0.00"), "Cancelled": "2026-09-14"},
		},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret), afas.WithBaseURL(server.URL))
	if err != nil {
		log.Fatal(err)
	}
	return client, server
}

type participant struct {
	ID        int        `json:"EnrolmentId"`
	Name      string     `json:"Name"`
	Email     string     `json:"Email"`
	Cancelled civil.Date `json:"Cancelled"`
}

// All rows of a GetConnector, as values of a struct. An empty field leaves the zero value.
func ExampleRows_All() {
	client, server := course()
	defer server.Close()
	ctx := context.Background()

	participants := afas.GetConnector[participant](client, "Course_Participants")
	for p, err := range participants.All(ctx, &afas.GetOptions{Key: "EnrolmentId"}) {
		if err != nil {
			log.Fatal(err)
		}
		if p.Cancelled.IsZero() {
			fmt.Println(p.ID, p.Name, "takes part")
		} else {
			fmt.Println(p.ID, p.Name, "cancelled on", p.Cancelled)
		}
	}
	// Output:
	// 80 Anna Jansen takes part
	// 81 Piet Smit cancelled on 2026-03-01
	// 82 Noor van der Meer cancelled on 2026-09-14
}

// A filter of several conditions: whoever can be mailed, and has not cancelled before today.
func ExampleFilter() {
	client, server := course()
	defer server.Close()
	ctx := context.Background()
	today := civil.Date{Year: 2026, Month: 4, Day: 1}

	participants := afas.GetConnector[participant](client, "Course_Participants")
	rows, err := afas.Collect(participants.All(ctx, &afas.GetOptions{
		Key:    "EnrolmentId",
		Filter: afas.And(afas.NotEmpty("Email"), afas.Or(afas.Empty("Cancelled"), afas.AtLeast("Cancelled", today))),
	}))
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range rows {
		fmt.Println(p.Name)
	}
	// Output:
	// Anna Jansen
	// Noor van der Meer
}

// Without a struct: rows of any GetConnector, with their numbers as exact as AFAS sent them.
func ExampleRow() {
	client, server := course()
	defer server.Close()
	ctx := context.Background()

	rows, err := afas.GetConnector[afas.Row](client, "Course_Participants").Page(ctx, &afas.GetOptions{OrderBy: []string{"-EnrolmentId"}, Take: 3})
	if err != nil {
		log.Fatal(err)
	}
	for _, row := range rows {
		name, err := row.Text("Name")
		if err != nil {
			log.Fatal(err)
		}
		cents, err := row.Cents("Paid")
		if err != nil {
			log.Fatal(err)
		}
		if row.Empty("Paid") {
			fmt.Println(name, "has not been asked to pay")
		} else {
			fmt.Println(name, "paid", cents, "cents")
		}
	}
	// Output:
	// Noor van der Meer paid 0 cents
	// Piet Smit has not been asked to pay
	// Anna Jansen paid 12050 cents
}

// Before the first row is read: does the definition, which is the customer's, still have what the struct expects?
func ExampleRows_Verify() {
	client, server := course()
	defer server.Close()

	type expected struct {
		ID    string `json:"EnrolmentId"`
		Email string `json:"EMail"`
	}
	fmt.Println(afas.GetConnector[expected](client, "Course_Participants").Verify(context.Background()))
	// Output:
	// afas: connector "Course_Participants": no column "EMail" (there is "Email"); column "EnrolmentId" is of type int, which does not fit string
}
