package oauth

import (
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"golang.org/x/oauth2"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Answer is what a token endpoint says. Its life in seconds is kept as it came, because the vendors' pages show a number and a text (afas-sb-and-oauth.md §4.2),
// and one that cannot be read must not cost the refresh token beside it.
type Answer struct {
	AccessToken  string          `json:"access_token"`
	RefreshToken string          `json:"refresh_token"`
	ExpiresIn    json.RawMessage `json:"expires_in"`
	Code         string          `json:"error"`
	Description  string          `json:"error_description"`
}

// ReadAnswer reads the body of an answer, good or bad.
func ReadAnswer(body []byte) (Answer, error) {
	var a Answer
	if json.Unmarshal(api.TrimJSON(body), &a) != nil {
		return Answer{}, errors.New("the answer of the token endpoint has another shape than expected")
	}
	return a, nil
}

// ErrNoToken says that a token endpoint answered with success and without a token.
var ErrNoToken = errors.New("the answer holds no access token")

// Token gives the token of a good answer.
func (a Answer) Token() (*oauth2.Token, error) {
	if a.AccessToken == "" {
		return nil, ErrNoToken
	}
	token := &oauth2.Token{AccessToken: a.AccessToken, RefreshToken: a.RefreshToken, TokenType: "Bearer"}
	if life := a.life(); life > 0 {
		token.Expiry = time.Now().Add(life)
	}
	return token, nil
}

// longestLife is a life that nobody waits for the end of, and that no clock overflows on.
const longestLife = 365 * 24 * time.Hour

// life is how long the token is good, or 0 where the answer does not say.
func (a Answer) life() time.Duration {
	seconds, err := strconv.ParseFloat(strings.Trim(string(a.ExpiresIn), `"`), 64)
	if err != nil || !(seconds > 0) { // also what is not a number at all
		return 0
	}
	return time.Duration(min(seconds, longestLife.Seconds()) * float64(time.Second))
}
