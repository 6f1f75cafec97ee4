package fake

// An activeFault counts the requests that its fault is about.
type activeFault struct {
	Fault
	seen int
	hits int
}

// due reports whether the request that the fault is about is one that it hits.
func (f *activeFault) due() bool {
	f.seen++
	if f.seen <= f.after || (f.seen-f.after)%max(f.every, 1) != 0 || f.times != 0 && f.hits == f.times {
		return false
	}
	f.hits++
	return true
}

// Fault adds faults. Each request looks through them in the order added, before anything else is done with it, and takes the first that
// hits; a [Delay] or [Late] adds its time and the search goes on. A request that one fault has taken does not count for those after it.
func (s *Server) Fault(faults ...Fault) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, f := range faults {
		s.faults = append(s.faults, &activeFault{Fault: f})
	}
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() {
	s.lock.Lock()
	defer s.lock.Unlock()
	s.faults = nil
}

// effectOn gives what the faults do to the request.
func (s *Server) effectOn(r Request) effect {
	s.lock.Lock()
	defer s.lock.Unlock()
	var combined effect
	for _, f := range s.faults {
		if !f.matches(r) || !f.due() {
			continue
		}
		combined.delay += f.effect.delay
		combined.late += f.effect.late
		if f.effect.answer != nil || f.effect.delivery != deliverWhole {
			combined.answer, combined.delivery = f.effect.answer, f.effect.delivery
			break
		}
	}
	return combined
}
