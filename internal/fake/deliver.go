package fake

import (
	"maps"
	"net"
	"net/http"
	"strconv"
)

// An Answer is what goes back to the client, before it is delayed or broken.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// delivery is how an answer reaches the client.
type delivery int

const (
	deliverWhole delivery = iota
	deliverTruncated
	deliverCutOff
	deliverCutOffChunked
	deliverReset
)

// deliver sends the answer, whole or broken in the way asked for.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, a Answer, how delivery) {
	if s.handler.Header != nil {
		s.handler.Header(w.Header())
	}
	maps.Copy(w.Header(), a.Header)
	switch {
	case how == deliverReset:
		reset(w)
	case how == deliverCutOff, how == deliverCutOffChunked:
		cutOff(w, a, how == deliverCutOff)
	case s.handler.Write != nil:
		s.handler.Write(w, r, a)
	default:
		a.Send(w)
	}
}

// Send writes status and body, with the length announced.
func (a Answer) Send(w http.ResponseWriter) {
	w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body) // a client that left is no concern of ours
}

// cutOff sends the first half of the body and breaks the connection.
func cutOff(w http.ResponseWriter, a Answer, announce bool) {
	if announce && len(a.Body) > 0 { // a length of 0 cannot be cut off
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)))
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body[:len(a.Body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}

// reset breaks the connection before a byte of the answer, so that the client sees "connection reset by peer".
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}
