// Package lokettest is a Loket in memory, served over HTTP on a loopback address. It is made for tests and examples, and for clients in any
// language: it speaks the API version 2 as Loket does, down to status codes, empty bodies and irregular envelopes.
//
//	server, err := lokettest.Start(lokettest.Environment{Employers: []lokettest.Employer{{
//		Name: "Bakkerij Aalbers BV",
//		Employees: []lokettest.Employee{{
//			Number: 17, FirstName: "Noor", LastName: "Berg", BusinessEmail: "n.berg@example.test",
//			CustomFields: map[string]string{"alleo_access": "ja"},
//			Employments:  []lokettest.Employment{{Start: "2021-01-01"}},
//		}},
//	}}})
//	if err != nil {
//		return err
//	}
//	defer server.Close()
//	fmt.Println(server.URL, server.TokenURL, server.ClientID, server.ClientSecret, server.RefreshToken)
//
// # What it serves
//
//   - OAuth 2.0: /authorize, which sends the browser back at once, and /token for codes and refresh tokens, in the three ways in which a
//     refresh token may live on
//   - providers, employers, departments, functions, custom fields at both levels and in bulk, employees, employments with organizational
//     entities, wages and working hours, leave types, balances and requests, administrations, payroll periods and runs, users, authorizations,
//     filter settings, change numbers, metadata and defaults
//   - lists with pages, filter and orderBy, which are evaluated; versions by Accept; ETags; filter settings that hide employments
//   - writes: PUT, POST, DELETE and the actions on employments, leave requests and payroll runs. Each raises the change numbers that it should
//   - any other path, through [Environment.Resources]
//
// Documents have every member of loket-rest.md §4, null when empty. Those of Environment can be given by what matters of them.
//
// # Where the documentation is silent
//
// Loket does not publish everything. [Quirks] has a switch for what may be either way; for the rest these are the choices made here:
//
//   - an Accept date before the first version, and one that is no date, is a 400; so are an unknown field, a value of the wrong type and an
//     unknown operator in filter and orderBy, and a pageNumber or pageSize below 1
//   - a page after the last one is empty
//   - in a filter "and" comes before "or", parentheses group, a quote in a text is doubled; null equals null only; text is compared without case
//   - lists that are not ordered come in the order in which records were made
//   - a PUT that lacks a member makes it null or false, or is refused when it can be neither; a code that is not among the options is refused
//   - the lists of an employer obey filter settings, the list of one employee's employments does not
//   - an error of the token endpoint is a 400
//   - PKCE is checked when a client uses it
//
// # Faults
//
// [Server.Fault] makes the server misbehave: throttling, errors, slow and broken answers, expired tokens, pages that repeat, refused logins.
// [Server.OnRequest] can change what there is between two pages. [Server.Requests] tells afterwards what was asked.
package lokettest
