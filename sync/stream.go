package sync

import (
	"fmt"
	"iter"
)

// OrderError says that one side of a [Stream] is not sorted by key in byte order. Database collations often sort otherwise
// (without case, accents aside): sort by a key of digits, or use [Diff].
type OrderError struct {
	Record   Record // the record that came too late
	Previous string // the key before it
}

// Error names the side, the place and both keys.
func (e *OrderError) Error() string {
	return fmt.Sprintf("sync: %s is not sorted by key: %q at %d comes after %q; sort it by key in byte order, or use Diff",
		e.Record.Side, e.Record.Key, e.Record.Index, e.Previous)
}

// Stream compares like [Diff], for two sequences that are sorted by key in byte order, and gives the changes one by one. It holds one
// record of each side, so memory does not grow with their number.
//
// An error is given once, with an empty change, and nothing after it: the error of a side, wrapped, an [*OrderError], or a [*KeyError]
// for a record without a key or with the key of the one before it. A record is missing only when the other side was read past its
// key, or to its end, without an error. Leaving the loop stops both sides; ranging again starts again if the sides can.
//
// The changes before an error have been given by then, and no limit was checked: where that matters, first range over it once just
// to count, or make a plan with [Diff].
func Stream[T any](current, desired iter.Seq2[T, error], key func(T) string, changed func(old, new T) []Field) iter.Seq2[Change[T], error] {
	return func(yield func(Change[T], error) bool) {
		from, stopFrom := newCursor(SideCurrent, current, key)
		defer stopFrom()
		to, stopTo := newCursor(SideDesired, desired, key)
		defer stopTo()

		err := merge(from, to, changed, func(c Change[T]) bool { return yield(c, nil) })
		if err != nil {
			yield(Change[T]{}, err)
		}
	}
}

// merge walks along both sides and gives the changes until both end, give says no, or something is wrong.
func merge[T any](from, to *cursor[T], changed func(old, new T) []Field, give func(Change[T]) bool) error {
	if err := from.advance(); err != nil {
		return err
	}
	if err := to.advance(); err != nil {
		return err
	}
	for !from.ended || !to.ended {
		hasOld := to.ended || !from.ended && from.key <= to.key
		hasNew := from.ended || !to.ended && to.key <= from.key
		var c Change[T]
		if hasOld {
			c = Change[T]{Op: OpMissing, Key: from.key, Old: from.record}
		}
		if hasNew {
			c.Op, c.Key, c.New = OpCreate, to.key, to.record
			c.Fields = changed(c.Old, c.New)
		}
		if hasOld && hasNew {
			c.Op = OpUpdate
		}
		if (c.Op != OpUpdate || len(c.Fields) > 0) && !give(c) {
			return nil
		}
		if hasOld {
			if err := from.advance(); err != nil {
				return err
			}
		}
		if hasNew {
			if err := to.advance(); err != nil {
				return err
			}
		}
	}
	return nil
}

// cursor is the place in one side.
type cursor[T any] struct {
	side   Side
	next   func() (T, error, bool)
	keyOf  func(T) string
	record T
	key    string
	index  int // of record, from 0
	ended  bool
}

func newCursor[T any](side Side, records iter.Seq2[T, error], key func(T) string) (*cursor[T], func()) {
	next, stop := iter.Pull2(records)
	return &cursor[T]{side: side, next: next, keyOf: key, index: -1}, stop
}

// advance moves to the next record, which must have a key after the one of the last.
func (c *cursor[T]) advance() error {
	record, err, ok := c.next()
	if !ok {
		c.ended = true
		return nil
	}
	if err != nil {
		return fmt.Errorf("sync: reading the %s side: %w", c.side, err)
	}
	previous := Record{c.side, c.index, c.key}
	c.record, c.key, c.index = record, c.keyOf(record), c.index+1
	here := Record{c.side, c.index, c.key}
	switch {
	case c.key == "":
		return &KeyError{Empty: []Record{here}}
	case c.key == previous.Key:
		return &KeyError{Duplicate: [][]Record{{previous, here}}}
	case c.key < previous.Key:
		return &OrderError{here, previous.Key}
	}
	return nil
}
