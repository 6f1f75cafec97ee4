// Package loket is a client for Loket.nl, the Dutch payroll and HR system, and its REST API version 2.
//
//	store := loket.FileStore("loket-token.json")
//	lk, err := loket.NewClient(loket.RefreshToken(clientID, clientSecret, store))
//	for e, err := range lk.Employees.All(ctx, employerID, nil) {
//		…
//	}
//
// # Connecting
//
// Loket knows no programs, only people: a client works for the user who has logged in once through [Login], and keeps the refresh token in a [TokenStore]. A call can do what the user, the user's role,
// the employer's modules and the application may do; [AuthorizationsService.Missing] tells beforehand what is missing. A Loket in memory for tests, also for clients in other
// languages, is package lokettest.
//
// # Records
//
// What a program for a synchronisation needs is typed with all its members, as fields of [Client]: see [Resources]. Everything else is reached with the same repeats, paging and errors through
// [All], [Page], [Get], [Post], [Put], [Patch], [Delete], [Download] and [DownloadPost], which take an [Operation] and a struct of yours.
//
// Every typed resource asks for one version, so that answers keep their shape; a version that will end is reported through [WithLogger]. Members that Loket adds are ignored.
//
// An empty member is the zero value. It is a pointer only where nothing and zero differ: coded values ([KV]), some numbers, yes/no members with a third answer, and whole parts such as
// an address. A day is a [civil.Date], a moment a [Time], a number with decimals a [Decimal], all of them read in every form that Loket's pages show. Ids are text; compare them without case.
//
// # Changing a record
//
// Loket replaces a record as a whole, and empties what is not sent. So a record is read, changed and sent back, and what was not changed goes back as it came, also what this package does not know:
//
//	record, err := lk.Employees.Get(ctx, employeeID)
//	record.Value.ContactInformation.BusinessEmailAddress = "n.berg@example.test"
//	record, err = lk.Employees.Replace(ctx, employeeID, record) // ErrConflict when somebody else was faster
//
// An employment ends with [EmploymentsService.Terminate]; its end date cannot be replaced.
//
// # Who is missing from a list
//
// Loket leaves employments out of its lists by filter settings that the user once chose, and says nothing about it. Read them first, and look at [FilterSettings.Hides].
//
// # What was changed
//
// [ChangesService] tells which employers and employments were changed since a number. There are no webhooks.
//
// # The citizen service number
//
// There is no type for the citizen service number (BSN), and no typed record holds it. Reading it has rights of its own that Loket gives for good reasons only, and a value that a program never has cannot
// end up in its logs. A program that must have it uses [Get] with "/providers/employers/employees/{employeeId}/citizenservicenumber", and keeps it as text: it can begin with a zero.
//
// # Errors
//
// A call that fails gives an [*Error] with what Loket said; [errors.Is] tells its kind, such as [ErrForbidden] or [ErrBusinessRule]. No error and no log shows a secret or a query, and none shows what is in a
// record, unless Loket's own message does.
// A good answer can hold warnings: they are in the Messages of a [Record] or a [ListPage].
//
// # Repeats
//
// A request is repeated when that cannot do work twice: if no connection could be made or Loket said 429, always; on 502, 503, 504 and a broken connection, a read only. Loket has no idempotency
// keys: after [ErrUnknownOutcome] look before you send it again.
//
// The facts are in the vendor's documentation at https://developer.loket.nl, where every operation has a page under its activity name, such as
// https://developer.loket.nl/Activities/GetEmployeesByEmployerId. References like "loket-rest.md §4.8" are to the fact sheet that this module was written by.
package loket
