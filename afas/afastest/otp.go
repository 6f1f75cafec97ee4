package afastest

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// An activation is the body of both calls that turn an API key and an environment key into a token (afas-profit-rest.md §2.3). Names of members
// may be in any case.
type activation struct {
	APIKey   string `json:"apiKey"`
	APIToken string `json:"apiToken"` // the environment key
	UserID   string `json:"userid"`
	OTP      string `json:"otp"`
}

// activate answers POST otprequest and otpvalidation, which need no authorisation.
func (s *Server) activate(r *http.Request, door string) fake.Answer {
	if r.Method != http.MethodPost {
		return emptyAnswer(http.StatusMethodNotAllowed)
	}
	var asked activation
	body, err := io.ReadAll(io.LimitReader(r.Body, maxForm))
	if err != nil || json.Unmarshal(body, &asked) != nil {
		return jsonAnswer(http.StatusBadRequest, []byte(`{"message":"Invalid json"}`))
	}
	if door == "otprequest" {
		return s.mailCode(asked)
	}
	if !s.redeem(asked) {
		return fake.Answer{Status: http.StatusNoContent, Header: http.Header{}}
	}
	return s.document(map[string]string{"token": s.Token + "\r\n"})
}

// mailCode answers the same for keys and users that are not good: nobody learns which are.
func (s *Server) mailCode(asked activation) fake.Answer {
	if s.mayAsk(asked) {
		s.lock.Lock()
		if s.codes[asked.user()] == "" { // another request soon after sends no new code
			s.codes[asked.user()] = s.newCode()
		}
		s.lock.Unlock()
	}
	if s.env.Quirks.OTPCreated {
		return emptyAnswer(http.StatusCreated)
	}
	return emptyAnswer(http.StatusOK)
}

func (s *Server) newCode() string {
	if s.env.OTPCode != "" {
		return s.env.OTPCode
	}
	return fmt.Sprintf("%08d", rand.IntN(100_000_000))
}

// redeem uses a code, which is good once.
func (s *Server) redeem(asked activation) bool {
	s.lock.Lock()
	defer s.lock.Unlock()
	if !s.mayAsk(asked) || asked.OTP == "" || s.codes[asked.user()] != asked.OTP {
		return false
	}
	delete(s.codes, asked.user())
	return true
}

func (s *Server) mayAsk(asked activation) bool {
	known := s.env.Users == nil || slices.ContainsFunc(s.env.Users, func(user string) bool { return strings.EqualFold(user, asked.UserID) })
	return known && strings.EqualFold(asked.APIKey, s.APIKey) && strings.EqualFold(asked.APIToken, s.EnvironmentKey)
}

func (a activation) user() string { return strings.ToLower(a.UserID) }

// OTP gives the activation code that was mailed to the user last and was not used yet; "" when there is none.
func (s *Server) OTP(user string) string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.codes[strings.ToLower(user)]
}
