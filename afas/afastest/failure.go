package afastest

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// A failure is a business error: AFAS answers it as a 500 with a JSON body (afas-profit-rest.md §8.2).
type failure struct {
	number int
	text   string
	dutch  string // empty: as the map below has it, or the same
}

func (f *failure) Error() string { return f.text }

// The numbers of afas-profit-rest.md §8.3. Where the sheet gives none, the general one is used.
const (
	numberUnexpected = -2147180999
	numberGeneral    = -2147180996
)

var (
	errUnexpected        = &failure{number: numberUnexpected, text: "An unexpected error has occurred."}
	errInvalidIndexField = &failure{number: numberGeneral, text: "General message: Invalid Index field"}
	errNotSupported      = &failure{number: numberGeneral, text: "GetConnector not supported for this app or the user is not authorized"}
	errBlocked           = &failure{number: numberGeneral, text: "This GetConnector (definition) is blocked"}
	errUpdateUnsupported = &failure{number: numberGeneral, text: "General message: Deze UpdateConnector wordt niet ondersteund of de gebruiker is niet geautoriseerd."}
)

func errFieldNotFound(name string) *failure {
	return &failure{number: numberGeneral, text: fmt.Sprintf("Connector field '%s' not found", name)}
}

// dutch has the texts that the sheet gives in both languages (afas-profit-rest.md §8.3).
var dutch = map[string]string{
	"An unexpected error has occurred.":                                     "Er is een onverwachte fout opgetreden",
	"The maximum duration for performing the assignment has been exceeded.": "De maximale tijdsduur voor het uitvoeren van de opdracht is verstreken.",
}

type failureBody struct {
	ExternalMessage    string `json:"externalMessage,omitempty"`
	ErrorNumber        int    `json:"errorNumber"`
	ProfitLogReference string `json:"profitLogReference"`
}

// fail answers a failure in the language of the call.
func (s *Server) fail(r *http.Request, f *failure) fake.Answer {
	message := f.text
	if speaksDutch(r.Header.Get("Accept-Language"), s.env.Language) {
		message = cmp.Or(f.dutch, dutch[message], message)
	}
	body, _ := json.Marshal(failureBody{message, f.number, randomHex(16)})
	a := jsonAnswer(http.StatusInternalServerError, body)
	if s.env.Quirks.Profit6 && message != "" {
		a.Header.Set("X-PROFIT-ERROR", base64.StdEncoding.EncodeToString([]byte(message)))
	}
	return a
}

func speaksDutch(accepted, language string) bool {
	if accepted != "" {
		language = accepted
	}
	return strings.HasPrefix(strings.ToLower(strings.TrimSpace(language)), "nl")
}

// randomHex gives n random bytes in upper-case hex digits.
func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return strings.ToUpper(hex.EncodeToString(b))
}
