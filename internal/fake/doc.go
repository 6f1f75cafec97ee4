// Package fake has what the fakes of this module share: a server on a loopback address that records what it is asked, lets a hook change
// things before an answer, misbehaves on demand, and delivers answers whole or broken. What the answers say is the business of each fake.
package fake
