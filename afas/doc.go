// Package afas is a client for AFAS Profit, the Dutch ERP and HR system.
//
//	client, err := afas.NewClient("12345", afas.ClientCredentials(id, secret))
//	employees := afas.GetConnector[Employee](client, "Profit_Employees")
//	for e, err := range employees.All(ctx, &afas.GetOptions{Key: "EmployeeId"}) {
//		…
//	}
//
// # Connecting
//
// [NewClient] takes the environment number in the forms that people have it in, and one of two credentials: [ClientCredentials] (OAuth 2.0), or [Token], the classic token that AFAS ends in 2027.
// A test, or a client in another language, can use the AFAS in memory of package afastest.
//
// # Reading
//
// A GetConnector is a view that the customer has defined, with names of the customer's choice. [GetConnector] reads it as a struct of yours, or as [Row].
// [Rows.Page] reads one page, [Rows.All] all of them, [Rows.Verify] checks your struct against the definition. An empty field leaves the zero value.
//
// Days and moments are on the Amsterdam clock, although AFAS writes a Z behind them: use [civil.Date] and [civil.DateTime] from package civil, never a time.Time.
// Numbers that must stay exact, such as amounts, are best read as a [json.Number].
//
// # Filters
//
// [Eq], [AtLeast], [Contains], [Empty] and the others name a condition each, [And], [Or] and [Not] join them. They are turned into whichever of the two forms of
// AFAS has one meaning only.
//
// # Errors
//
// A call that fails gives an [*Error] with what AFAS said; [errors.Is] tells its kind, such as [ErrUnauthorized]. A row that does not fit gives a [*RowError],
// a definition that does not fit a [*VerifyError]. No error and no log shows a secret, a query or a value of a row.
//
// # Repeats
//
// A request is repeated when that cannot do work twice: if no connection could be made or AFAS said 429, always; on 502, 503, 504 and a broken connection, a read only.
// A request that timed out is not repeated, because AFAS works on. Waits grow, Retry-After wins; see [WithRetries].
package afas
