package civil

import (
	"sync"
	"time"
	_ "time/tzdata" // containers and Windows often have no zone data of their own
)

// Amsterdam gives the location Europe/Amsterdam, whose clock AFAS Profit and Loket use. It needs nothing installed: the zone data
// is part of the program (about 450 kB). Safe for concurrent use.
func Amsterdam() *time.Location { return amsterdam() }

var amsterdam = sync.OnceValue(func() *time.Location {
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic("civil: the embedded zone data has no Europe/Amsterdam: " + err.Error())
	}
	return loc
})
