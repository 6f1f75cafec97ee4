package lokettest_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

func Example() {
	employer := lokettest.UUID("bakery")
	server, err := lokettest.Start(lokettest.Environment{Employers: []lokettest.Employer{{
		ID: employer, Name: "Bakkerij Aalbers BV",
		Employees: []lokettest.Employee{{
			Number: 17, FirstName: "Noor", Prefix: "van den", LastName: "Berg", BusinessEmail: "n.berg@example.test",
			CustomFields: map[string]string{"alleo_access": "ja"},
			Employments:  []lokettest.Employment{{Start: "2021-02-01"}},
		}},
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	request, err := http.NewRequest(http.MethodGet, server.URL+"/providers/employers/"+employer+"/employees", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	request.Header.Set("Authorization", "Bearer "+server.AccessToken())
	request.Header.Set("Accept", "application/json;version=2021-03-29")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = response.Body.Close() }()
	var list struct {
		Embedded []struct {
			EmployeeNumber     int
			ContactInformation struct{ BusinessEmailAddress string }
		} `json:"_embedded"`
	}
	if err := json.NewDecoder(response.Body).Decode(&list); err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range list.Embedded {
		fmt.Println(e.EmployeeNumber, e.ContactInformation.BusinessEmailAddress)
	}
	for _, r := range server.Requests() {
		fmt.Println(r.Method, r.Activity(), r.Status)
	}
	// Output:
	// 17 n.berg@example.test
	// GET GetEmployeesByEmployerId 200
}

func ExampleServer_Fault() {
	server, err := lokettest.Start(lokettest.Environment{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()

	server.Fault(
		lokettest.Throttled(2*time.Second).On("GetEmployeesByEmployerId").After(1).Times(2),
		lokettest.TokenError("invalid_grant").On("token"),
	)
	response, err := http.Post(server.TokenURL, "application/x-www-form-urlencoded", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer func() { _ = response.Body.Close() }()
	fmt.Println(response.StatusCode)
	// Output: 400
}
