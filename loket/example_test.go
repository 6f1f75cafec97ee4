package loket_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/loket"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// bakery is a Loket in memory, so that these examples run without an account. A program of yours leaves out WithURL and WithTokenURL.
func bakery() *lokettest.Server {
	server, err := lokettest.Start(lokettest.Environment{Employers: []lokettest.Employer{{
		ID: employerID, Name: "Bakkerij Aalbers BV",
		Departments: []lokettest.Department{{Code: 40, Description: "Winkel"}, {Code: 10, Description: "Bakkerij"}},
		Employees: []lokettest.Employee{
			{Number: 17, FirstName: "Noor", Prefix: "van den", LastName: "Berg", BusinessEmail: "n.vandenberg@example.test", Employments: []lokettest.Employment{{Start: "2021-02-01"}}},
			{Number: 21, FirstName: "Piet", LastName: "Smit", BusinessEmail: "p.smit@example.test", Employments: []lokettest.Employment{{Start: "2024-09-01"}}},
		},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	return server
}

// The employees of every employer that the user may see.
func Example() {
	server := bakery()
	defer server.Close()
	ctx := context.Background()

	store := loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken}) // a program that ends uses loket.FileStore
	lk, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, store),
		loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))
	if err != nil {
		log.Fatal(err)
	}
	for employer, err := range lk.Employers.All(ctx, nil) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(employer.CompanyName)
		for e, err := range lk.Employees.All(ctx, employer.ID, &loket.ListOptions{OrderBy: []string{"employeeNumber"}}) {
			if err != nil {
				log.Fatal(err)
			}
			fmt.Println(e.EmployeeNumber, e.ContactInformation.BusinessEmailAddress)
		}
	}
	// Output:
	// Bakkerij Aalbers BV
	// 17 n.vandenberg@example.test
	// 21 p.smit@example.test
}

// Every operation of Loket can be reached with a struct of your own: its path, its version, and the members that you need.
func ExampleAll() {
	server := bakery()
	defer server.Close()
	lk, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken})),
		loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))
	if err != nil {
		log.Fatal(err)
	}

	type Department struct {
		Code        int    `json:"code"`
		Description string `json:"description"`
	}
	departments := loket.Operation{
		Path:    "/providers/employers/{employerId}/departments",
		IDs:     []string{employerID},
		Version: "2018-01-01",
	}
	options := &loket.ListOptions{Filter: loket.AtLeast("code", 10), OrderBy: []string{"code"}}
	for d, err := range loket.All[Department](context.Background(), lk, departments, options) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(d.Code, d.Description)
	}
	// Output:
	// 10 Bakkerij
	// 40 Winkel
}

// What went wrong, and what to do about it.
func ExampleError() {
	server := bakery()
	defer server.Close()
	lk, err := loket.NewClient(loket.RefreshToken(server.ClientID, server.ClientSecret, loket.MemoryStore(&oauth2.Token{RefreshToken: server.RefreshToken})),
		loket.WithURL(server.URL), loket.WithTokenURL(server.TokenURL))
	if err != nil {
		log.Fatal(err)
	}
	_, err = lk.Employees.Get(context.Background(), employeeID)
	switch {
	case errors.Is(err, loket.ErrLoginRequired):
		fmt.Println("a person has to log in again")
	case errors.Is(err, loket.ErrNotFound):
		fmt.Println(err)
	}
	// Output:
	// loket: GET v2/providers/employers/employees/1d6f0c2e-7a35-4b52-8c1e-90aa41d7e502: 404 Not Found (there is no such record, or the user may not see it)
}

// A person logs in once; after that the program goes on with the refresh token in the file.
func ExampleLogin() {
	ctx := context.Background()
	store := loket.FileStore("loket-token.json")
	login, err := loket.NewLogin("acme", "the-secret", "http://127.0.0.1:8400/cb", store)
	if err != nil {
		log.Fatal(err)
	}

	state := loket.NewState()
	done := make(chan error, 1)
	server := &http.Server{Addr: "127.0.0.1:8400", Handler: login.Handler(state, func(err error) { done <- err })}
	go func() {
		if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
			done <- err
		}
	}()
	fmt.Println("Open this page:", login.URL(state))
	if err := <-done; err != nil {
		log.Fatal(err)
	}
	if err := server.Shutdown(ctx); err != nil {
		log.Fatal(err)
	}
}

// The page on which the user gives access.
func ExampleLogin_URL() {
	login, err := loket.NewLogin("acme", "the-secret", "https://app.example.test/cb", loket.MemoryStore(nil), loket.WithEnvironment(loket.Acceptance))
	if err != nil {
		log.Fatal(err)
	}
	link, err := url.Parse(login.URL("x7"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(link.Host, link.Path)
	fmt.Println(link.Query())
	// Output:
	// oauth.loket-acc.nl /authorize
	// map[client_id:[acme] redirect_uri:[https://app.example.test/cb] response_type:[code] scope:[all] state:[x7]]
}
