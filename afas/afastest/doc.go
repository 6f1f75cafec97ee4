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
//   - POST otprequest and otpvalidation: [Server.OTP] is the mailbox
//   - POST, PUT and DELETE of connectors/{id} with every form of path, body and answer, and metainfo/update/{id}
//   - GET subjectconnector, fileconnector, imageconnector and reportconnector
//
// # Writing
//
// An [UpdateConnector] needs a name only. What is written is kept, and can be asked for: [Server.Writes] has what was accepted,
// [Server.Record] what became of it. A [View] lets it show in the rows of a GetConnector:
//
//	afastest.Environment{
//		Connectors: []afastest.Connector{{Name: "Participants", Rows: participants}},
//		UpdateConnectors: []afastest.UpdateConnector{{
//			Name: "KnCourseMember",
//			Free: []afastest.UpdateField{{FieldID: "U4F00AA2B3C4D5E6F708192A3B4C5D6E7", DataType: "date", Label: "Completed on"}},
//			Shows: []afastest.View{{Connector: "Participants", Columns: map[string]string{
//				"CrId": "EventId", "CdId": "ContactId", "U4F00AA2B3C4D5E6F708192A3B4C5D6E7": "CompletedOn",
//			}}},
//		}},
//	}
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
//   - a method that an UpdateConnector does not offer is a 405, a path that it does not have a 404
//   - fields, objects and roots outside the definition are refused; so are moments with a zone
//   - null clears a field as "" does
//   - the text for a value that is too long, of another type or there already, and for an enrolment that does not exist, is written after
//     the texts that are known; the number is the general one, or that of an unknown value
//   - a nested element does what the element around it does, unless it says otherwise; one that has no key comes on top
//   - every character outside ASCII becomes one "?" when the content type has no charset
//   - with MatchPer and MatchOga, what is found is updated and what is not found inserted by POST and refused by PUT
//   - an activation code is good once, and stays the same until then
//   - the image connector needs AppConnectorSubject, as the two others for files do
//
// # Faults
//
// [Server.Fault] makes the server misbehave: maintenance, throttling, slow and broken answers, expired tokens; for writes before or after the
// work is done. [Server.OnRequest] can change the rows between two pages, [Server.OnWrite] after a write. [Server.Requests] tells afterwards
// what was asked.
package afastest
