// Package sync compares two sets of records and makes a plan: what to create, what to update, who is missing, and how many stay as
// they are. It knows nothing of AFAS, Loket or Alleo, does no I/O and has no clock. It shares its name with the standard library;
// import it as
//
//	import plansync "github.com/seed-dd546a8a/afas-loket/sync"
//
// # A plan is plain data
//
// A daily synchronisation reads the people of a source (desired), reads or remembers those of a target (current), and asks [Diff]
// for the difference. The [Plan] that comes back can be shown ([Plan.WriteText]), stored (encoding/json), counted ([Plan.Counts]),
// narrowed ([NoCreates], [NoUpdates], [OnlyCreates], [Keep]), refused ([Plan.Check]), and then carried out by the caller, line by
// line. It is sorted by key, and the same records always give the same bytes, whatever order they came in.
//
// # Missing is not deleted
//
// Someone who is in the target but not in the source is missing, no more. The source may have hidden them: a filter, an
// authorisation, a connector that broke. Only [DeleteMissing] turns missing into deletes.
//
// # What looks like an accident is refused
//
// [Plan.Check] stops a plan that loses more records than its [Limits] allow, by default 20 % of the current set and never fewer than
// 5; an empty source against a target with people in it is always stopped. A [*LimitError] stops the whole plan, not the lines over
// the limit. Check the plan as [Diff] made it; a policy that leaves lines out also hides them from the limits.
//
// # Keys
//
// Every record needs a key of its own, such as the employee id; when that is not so, the error is a [*KeyError] that names the
// records. Keys appear in errors, so an e-mail address is a poor key. When a record may have got another key, [Link] finds its
// counterpart by further keys first, and reports what is ambiguous instead of guessing.
//
// # Sets that do not fit in memory
//
// [Stream] compares two sequences that are sorted by key and holds one record of each side.
package sync
