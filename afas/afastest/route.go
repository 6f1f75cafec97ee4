package afastest

import (
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// answer finds the answer to a request that no fault has taken.
func (s *Server) answer(r *http.Request) fake.Answer {
	path, ok := belowBase(r.URL.Path)
	if !ok || len("?"+r.URL.RawQuery) > maxQuery {
		return emptyAnswer(http.StatusNotFound)
	}
	if r.Method == http.MethodOptions { // cross-origin requests ask first, without credentials
		return emptyAnswer(http.StatusOK)
	}
	door, id, _ := strings.Cut(path, "/")
	door = strings.ToLower(door)
	if strings.EqualFold(path, "oauth/token") {
		return s.issueToken(r)
	}
	if door == "otprequest" || door == "otpvalidation" {
		return s.activate(r, door)
	}
	if refused, ok := s.authorize(r); !ok {
		return refused
	}
	if door == "connectors" && isWrite(r.Method) {
		return s.update(r)
	}
	if r.Method != http.MethodGet {
		return emptyAnswer(http.StatusMethodNotAllowed)
	}
	switch {
	case door == "metainfo":
		return s.metainfo(r, id)
	case door == "profitversion" && id == "":
		return s.profitVersion()
	case door == "subjectconnector" || door == "fileconnector" || door == "imageconnector":
		return s.file(r, door)
	case door == "reportconnector":
		return s.report(r, id)
	case door == "connectors" && id != "" && !strings.Contains(id, "/"):
		return s.readRows(r, id)
	}
	return emptyAnswer(http.StatusNotFound)
}

// isWrite reports the methods of UpdateConnectors.
func isWrite(method string) bool {
	return method == http.MethodPost || method == http.MethodPut || method == http.MethodDelete
}
