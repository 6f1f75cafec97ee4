// Package civil has a day and a wall-clock moment without a time zone, as Dutch HR systems mean them.
//
// A birthday or the last day of a contract has no time zone; kept in a [time.Time] it moves to another day as soon as somebody
// converts it. AFAS Profit makes that easy: it ends every date in a "Z" although the value is the clock in Amsterdam
// (afas-profit-rest.md §3.6). [Date] and [DateTime] are what is on the calendar and on the clock, nothing else. Where a real
// moment is needed, [DateTime.In] with [Amsterdam] gives one.
//
// # Reading
//
// Reading is tolerant where the systems vary: with and without a closing Z (which is ignored), with and without a fraction of a
// second, with a byte order mark in front, a moment where a day is meant, a day where a moment is meant (midnight). Everything
// else is an error: zone offsets, other separators, days that do not exist, text behind the value. The text of an error describes
// the expected form and never repeats the value, which may be somebody's birthday.
//
// # Writing
//
// Values are written as 2026-03-01 and 2026-03-01T13:05:09, with a fraction only when there is one, never with a Z or an offset:
// AFAS refuses a Z in a filter (afas-profit-rest.md §3.5).
//
// # No value
//
// The zero value means "no day" or "no moment". It is null in JSON, empty in text and in query strings, and it comes before every
// other value. The JSON tag omitzero and go-querystring's omitempty leave it out.
//
// Both types are plain comparable values: they work with == and as map keys, and are safe for concurrent use.
package civil
