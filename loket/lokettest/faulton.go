package lokettest

import (
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// instead makes a fault that gives another answer than the real one.
func instead(answer func(s *Server, r *http.Request) fake.Answer) Fault { return Fault{answer: answer} }

// adjusted makes a fault that gives the real answer to a changed call.
func adjusted(change func(*call)) Fault {
	return instead(func(s *Server, r *http.Request) fake.Answer { return s.answer(r, change) })
}

// On limits the fault to one operation: an activity, such as "GetEmployeesByEmployerId"; "token" or "authorize"; or a path below [BasePath], in
// any case, where {} stands for any one part: "providers/employers/{}/employees". What is below the path is not meant.
func (f Fault) On(operation string) Fault {
	operation = strings.Trim(operation, "/")
	return f.When(func(r Request) bool {
		below, _ := belowBase(r.Path)
		return strings.EqualFold(operation, r.Activity()) || likePath(operation, below)
	})
}

// likePath compares a path with one in which {…} stands for any part.
func likePath(pattern, path string) bool {
	wanted, parts := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(wanted) != len(parts) {
		return false
	}
	for i, want := range wanted {
		if !strings.HasPrefix(want, "{") && !strings.EqualFold(want, parts[i]) {
			return false
		}
	}
	return true
}

// When limits the fault to the requests for which match gives true. It must not call the server's methods.
func (f Fault) When(match func(Request) bool) Fault {
	f.fault = f.fault.When(func(r fake.Request) bool { return match(Request(r)) })
	return f
}

// After lets the first n requests that the fault is about pass.
func (f Fault) After(n int) Fault {
	f.fault = f.fault.After(n)
	return f
}

// Times limits the fault to n requests. Without it, it lasts until [Server.ClearFaults].
func (f Fault) Times(n int) Fault {
	f.fault = f.fault.Times(n)
	return f
}

// Fault adds faults. Each request looks through them in the order added, before anything else is done with it, and takes the first that
// hits; a [Delay] adds its time and the search goes on. A request that one fault has taken does not count for those after it.
func (s *Server) Fault(faults ...Fault) {
	for _, f := range faults {
		if f.answer != nil {
			f.fault = f.fault.Instead(func(r *http.Request) fake.Answer { return f.answer(s, r) })
		}
		s.server.Fault(f.fault)
	}
}

// ClearFaults ends all faults.
func (s *Server) ClearFaults() { s.server.ClearFaults() }
