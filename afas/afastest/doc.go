// Package afastest is an AFAS Profit environment in memory, served over HTTP on a loopback address. It is made for tests and examples,
// and for clients in any language: it speaks the REST API as AFAS does, down to status codes, empty bodies and quirks.
//
//	server, err := afastest.Start(afastest.Environment{Connectors: []afastest.Connector{{
//		Name: "Profit_Contract",
//		Rows: []Contract{{EmployeeId: "000104", ContractStart: "2021-09-01"}},
//	}}})
//	if err != nil {
//		return err
//	}
//	defer server.Close()
//	fmt.Println(server.URL, server.Token, server.ClientID, server.ClientSecret)
//
// # What it serves
//
//   - GET connectors/{id} with skip, take, orderbyfieldids and both forms of filters. Filters are evaluated: all fifteen operators, on typed
//     values, with SQL's logic for empty cells
//   - GET metainfo, metainfo/get/{id} and profitversion, and OPTIONS
//   - POST oauth/token for client credentials; calls with an access token or a classic token
//
// It reads only: UpdateConnectors answer as those that are not in the app connector.
//
// # Where the documentation is silent
//
// AFAS does not publish everything. These are the choices made here:
//
//   - a filter in which commas and semicolons are mixed is read as groups, separated by semicolons; both filter forms in one call are refused
//   - a filter value that does not fit the type of its column, or that has a zone, is refused with the general error
//   - operator 8 finds both null and empty text, operator 15 does what operator 6 does
//   - text is compared without case and ordered by its characters; a language's own order is not followed
//   - names of columns count their case; names of connectors, paths and parameters do not
//
// # Faults
//
// [Server.Fault] makes the server misbehave: maintenance, throttling, slow and broken answers, expired tokens. [Server.OnRequest] can change
// the rows between two pages. [Server.Requests] tells afterwards what was asked.
package afastest
