package afastest

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// answerWrite gives the keys of the records that were written, as text, in the form that the connector has (afas-profit-rest.md §6.5).
func (s *Server) answerWrite(u *updater, method string, records []map[string]any) fake.Answer {
	status := http.StatusCreated // of updates as well
	if method == http.MethodPut && s.env.Quirks.UpdatedIs200 {
		status = http.StatusOK
	}
	var results []string
	for _, fields := range records {
		if keys := u.results(fields); len(keys) > 0 {
			results = append(results, u.join(keys))
		}
	}
	if len(results) == 0 {
		return emptyAnswer(status)
	}
	content := strings.Join(results, ",")
	if len(records) > 1 || u.Answer == AnswerApart {
		content = "[" + content + "]"
	}
	name := u.Name
	if u.Answer != AnswerByName {
		name = u.Root
	}
	content = "{" + quoted(name) + ":" + content + "}"
	if u.Answer == AnswerByName || u.Answer == AnswerByRoot {
		content = `{"results":` + content + "}"
	}
	return jsonAnswer(status, []byte(content))
}

// results gives the keys to report as JSON members.
func (u *updater) results(fields map[string]any) []string {
	var keys []string
	for _, id := range u.Results {
		if value := textOf(fields[id]); value != "" {
			keys = append(keys, quoted(id)+":"+quoted(value))
		}
	}
	return keys
}

// join makes one object of the keys, or one for each.
func (u *updater) join(keys []string) string {
	if u.Answer == AnswerApart {
		return "{" + strings.Join(keys, "},{") + "}"
	}
	return "{" + strings.Join(keys, ",") + "}"
}

func quoted(s string) string {
	b, _ := json.Marshal(s)
	return string(b)
}
