package afastest_test

import (
	"encoding/base64"
	"fmt"
	"io"
	"log"
	"net/http"
	"strings"
	"time"

	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

func Example() {
	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
		Name: "Profit_Employees_Alleo",
		Rows: []map[string]any{
			{"EmployeeId": "000104", "EmploymentStart": "2021-09-01", "EmploymentEnd": nil},
			{"EmployeeId": "000105", "EmploymentStart": "2020-01-01", "EmploymentEnd": "2020-12-31"},
		},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	request, err := http.NewRequest(http.MethodGet,
		server.URL+"/connectors/Profit_Employees_Alleo?filterfieldids=EmploymentEnd&filtervalues=[is+leeg]&operatortypes=8", nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "AfasToken "+base64.StdEncoding.EncodeToString([]byte(server.Token)))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(response.Status)
	fmt.Println(string(body))
	fmt.Println(server.Requests()[0].Connector())
	// Output:
	// 200 OK
	// {"skip":0,"take":100,"rows":[{"EmployeeId":"000104","EmploymentEnd":null,"EmploymentStart":"2021-09-01T00:00:00Z"}]}
	// Profit_Employees_Alleo
}

func ExampleServer_Fault() {
	server, err := afastest.Start(afastest.Environment{})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()
	server.Fault(afastest.Maintenance(2*time.Hour, afastest.MaintenanceJSON).On("metainfo").Times(1))

	for range 2 {
		response, err := http.Get(server.URL + "/metainfo")
		if err != nil {
			log.Fatal(err)
		}
		_ = response.Body.Close()
		fmt.Println(response.Status, response.Header.Get("Retry-After"))
	}
	// Output:
	// 503 Service Unavailable 7200
	// 401 Unauthorized
}

func ExampleServer_Writes() {
	server, err := afastest.Start(afastest.Environment{UpdateConnectors: []afastest.UpdateConnector{{
		Name:    "KnCourseMember",
		Records: []map[string]any{{"CrId": 333, "CdId": 80}},
	}}})
	if err != nil {
		log.Fatal(err)
	}
	defer server.Close()

	request, err := http.NewRequest(http.MethodPut, server.URL+"/connectors/KnCourseMember",
		strings.NewReader(`{"KnCourseMember":{"Element":{"@CrId":333,"@CdId":80,"Fields":{"Rm":"passed"}}}}`))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "AfasToken "+base64.StdEncoding.EncodeToString([]byte(server.Token)))
	request.Header.Set("Content-Type", "application/json;charset=utf-8")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	_ = response.Body.Close()
	fmt.Println(response.Status)
	for _, w := range server.Writes() {
		fmt.Println(w.Connector, w.Action, w.Key, w.Fields)
	}
	// Output:
	// 201 Created
	// KnCourseMember update map[CdId:80 CrId:333] map[Rm:passed]
}

func ExampleLoad() {
	env, err := afastest.Load(strings.NewReader(`{
		"id": "T12345AA",
		"connectors": [{
			"name": "Profit_Contract",
			"fields": [{"id": "EmployeeId"}, {"id": "ContractStart", "dataType": "date"}],
			"rows": [{"EmployeeId": "000104", "ContractStart": "2021-09-01"}]
		}]
	}`))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(env.ID, env.Connectors[0].Name)
	// Output: T12345AA Profit_Contract
}
