package afastest

import (
	"compress/gzip"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"strings"
)

const (
	contentJSON = "application/json; charset=utf-8"
	contentXML  = "application/xml; charset=utf-8"
	contentHTML = "text/html; charset=utf-8"
)

// An answer is what goes back to the client, before it is compressed, delayed or broken.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// emptyAnswer is how AFAS refuses: no body, and a content type that says XML (afas-profit-rest.md §8.1).
func emptyAnswer(status int) answer {
	return answer{status: status, header: http.Header{"Content-Type": {contentXML}}}
}

func jsonAnswer(status int, body []byte) answer {
	return answer{status: status, header: http.Header{"Content-Type": {contentJSON}}, body: body}
}

// document answers a value as JSON: in one line since Profit 7, over several lines before (afas-profit-rest.md §12).
func (s *Server) document(v any) answer {
	body, _ := json.Marshal(v) // plain structs
	if s.env.Quirks.Profit6 {
		body, _ = json.MarshalIndent(v, "", "  ")
	}
	return jsonAnswer(http.StatusOK, body)
}

// commonHeaders are on every answer (afas-profit-rest.md §11).
var commonHeaders = map[string]string{
	"Cache-Control":                "no-store, no-cache",
	"Strict-Transport-Security":    "max-age=31536000",
	"X-AFAS-Proxy-Stats":           "init(0ms), before response(0ms), complete(1ms)",
	"X-AFAS-Proxy-Version":         "4.3.0.0",
	"X-Content-Type-Options":       "nosniff",
	"X-Frame-Options":              "deny",
	"Access-Control-Allow-Origin":  "*",
	"Access-Control-Allow-Headers": "Content-Type, Accept, Authorization, OnlineSessionId, Accept-Language",
	"Access-Control-Allow-Methods": "GET, POST, PUT, DELETE, OPTIONS",
	"Access-Control-Max-Age":       "1728000",
}

// deliver sends the answer, whole or broken in the way asked for.
func (s *Server) deliver(w http.ResponseWriter, r *http.Request, a answer, how delivery) {
	h := w.Header()
	for name, value := range commonHeaders {
		h.Set(name, value)
	}
	if !s.env.Quirks.Profit6 {
		h.Set("X-Trace-Identifier", strings.ToLower(randomHex(16)))
	}
	for name, values := range a.header {
		h[name] = values
	}
	switch {
	case how == deliverReset:
		reset(w)
	case how == deliverCutOff, how == deliverCutOffChunked:
		cutOff(w, a, how == deliverCutOff)
	case len(a.body) > 0 && !s.env.Quirks.NoGzip && acceptsGzip(r):
		s.deliverGzip(w, a)
	default:
		h.Set("Content-Length", strconv.Itoa(len(a.body)))
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body) // a client that left is no concern of ours
	}
}

func (s *Server) deliverGzip(w http.ResponseWriter, a answer) {
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(a.status)
	z, ok := s.compressors.Get().(*gzip.Writer)
	if ok {
		z.Reset(w)
	} else {
		z, _ = gzip.NewWriterLevel(w, gzip.BestSpeed)
	}
	_, _ = z.Write(a.body)
	_ = z.Close()
	s.compressors.Put(z)
}

func acceptsGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.ReplaceAll(coding, " ", ""), ";")
		if strings.EqualFold(name, "gzip") {
			return strings.TrimRight(quality, ".0") != "q="
		}
	}
	return false
}

// cutOff sends the first half of the body and breaks the connection.
func cutOff(w http.ResponseWriter, a answer, announce bool) {
	if announce {
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body[:len(a.body)/2])
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
