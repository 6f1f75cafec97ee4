// Package alleo has Alleo's employee record and the rules by which people of a payroll or HR system become such records.
//
// Everything in it is a pure calculation, apart from [ReadLoket] and [ReadLoketFlex]: it reads no clock, touches no network and keeps
// nothing between calls. A program reads the people from AFAS or Loket, compares them with who is in Alleo now, looks at the preview, and only then writes:
//
//	people, findings, err := alleo.FromProfit(employees, contracts, alleo.ProfitOptions{Today: today, Current: current})
//	plan, err := plansync.Diff(current, people, alleo.Key, alleo.Changed)
//	preview := alleo.NewPreview("afas", plan, findings, current, plansync.Limits{})
//
// From Loket the first line is two, and the snapshot is kept for the next run, which then reads only what has changed:
//
//	snapshot, err := alleo.ReadLoket(ctx, client, employerID, previous, options)
//	people, findings, err := alleo.FromLoket([]alleo.LoketSnapshot{*snapshot}, options)
//
// Here plansync is github.com/seed-dd546a8a/afas-loket/sync.
//
// # Who is in Alleo now
//
// Current is what was applied last, or what Alleo tells. After a plan has been applied as a whole, it is the records that [FromProfit] or
// [FromLoket] gave and the old records of everyone who is missing. Store it before anything is sent: it remembers which one-off budgets were handed
// out, see [NewOneOffs].
//
// # The rules
//
//   - Identity is the employee id, or the person id if so configured. Rows with one person id are one person. Records at Alleo without an
//     id are recognised by their address.
//   - The last working day is inclusive, and access ends on the day after it. Somebody who left earlier without notice is off-boarded
//     today. An employment, or a new contract, that starts by the next day goes on without a gap; the end of a contract alone means nothing.
//   - The access tick box, or the custom field at Loket, decides who gets an account. Taking it away is recorded, and off-boards nobody unless told so.
//   - Everyone in the source is created, updated, off-boarded, withdrawn, unchanged, or left out with exactly one [Finding] that says why.
//     Someone who is left out keeps the account as it is; someone who leaves is off-boarded whatever else is wrong with the data.
//   - Nobody is removed for being absent from the source.
//
// # Personal data
//
// Findings and errors name people by their id, never by name, address or birthday. Records, plans and previews hold personal data.
package alleo
