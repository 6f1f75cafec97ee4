package alleo_test

import (
	"context"
	"fmt"
	"log"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/civil"
	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
	plansync "github.com/seed-dd546a8a/afas-loket/sync"
)

// The people of an employer at Loket. The snapshot is stored with the records, and given to ReadLoket the next time.
func ExampleFromLoket() {
	employerID := lokettest.UUID("Bakkerij Aalbers BV")
	server, err := lokettest.Start(lokettest.Environment{Employers: []lokettest.Employer{{
		ID: employerID, Name: "Bakkerij Aalbers BV",
		Employees: []lokettest.Employee{
			{Number: 17, FirstName: "Noor", Prefix: "van den", LastName: "Berg", BusinessEmail: "n.vandenberg@example.test", CustomFields: map[string]string{"alleo_access": "TRUE"},
				Employments: []lokettest.Employment{{Start: "2021-02-01", HistoricalStart: "2018-09-01"}}},
			{Number: 21, FirstName: "Piet", LastName: "Smit", Email: "piet@mail.example.org", CustomFields: map[string]string{"alleo_access": "TRUE"},
				Employments: []lokettest.Employment{{Start: "2024-09-01"}}},
		},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	client, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken})),
		loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))
	if err != nil {
		log.Fatal(err)
	}

	options := alleo.LoketOptions{Today: civil.Date{Year: 2026, Month: 3, Day: 10}}
	snapshot, err := alleo.ReadLoket(context.Background(), client, employerID, nil, options)
	if err != nil {
		log.Fatal(err)
	}
	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{*snapshot}, options)
	if err != nil {
		log.Fatal(err)
	}
	plan, err := plansync.Diff(nil, people, alleo.Key, alleo.Changed)
	if err != nil {
		log.Fatal(err)
	}
	preview := alleo.NewPreview("loket", plan, findings, nil, plansync.Limits{})
	for _, line := range preview.Changes {
		fmt.Println(line.Action, line.Name)
	}
	for _, f := range preview.Findings {
		fmt.Println(f.Code)
	}
	// Output:
	// create Noor van den Berg
	// missing_email
}
