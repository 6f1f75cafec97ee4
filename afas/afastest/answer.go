package afastest

import (
	"compress/gzip"
	"encoding/json"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

const (
	contentJSON = "application/json; charset=utf-8"
	contentXML  = "application/xml; charset=utf-8"
	contentHTML = "text/html; charset=utf-8"
)

// emptyAnswer is how AFAS refuses: no body, and a content type that says XML (afas-profit-rest.md §8.1).
func emptyAnswer(status int) fake.Answer {
	return fake.Answer{Status: status, Header: http.Header{"Content-Type": {contentXML}}}
}

func jsonAnswer(status int, body []byte) fake.Answer {
	return fake.Answer{Status: status, Header: http.Header{"Content-Type": {contentJSON}}, Body: body}
}

// document answers a value as JSON: in one line since Profit 7, over several lines before (afas-profit-rest.md §12).
func (s *Server) document(v any) fake.Answer {
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

func (s *Server) addHeaders(h http.Header) {
	for name, value := range commonHeaders {
		h.Set(name, value)
	}
	if !s.env.Quirks.Profit6 {
		h.Set("X-Trace-Identifier", strings.ToLower(randomHex(16)))
	}
}

// write sends a whole answer, compressed for a client that accepts it.
func (s *Server) write(w http.ResponseWriter, r *http.Request, a fake.Answer) {
	if len(a.Body) == 0 || s.env.Quirks.NoGzip || !acceptsGzip(r) {
		a.Send(w)
		return
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(a.Status)
	z, ok := s.compressors.Get().(*gzip.Writer)
	if ok {
		z.Reset(w)
	} else {
		z, _ = gzip.NewWriterLevel(w, gzip.BestSpeed)
	}
	_, _ = z.Write(a.Body)
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
