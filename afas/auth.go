package afas

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Auth is a way to authenticate: [ClientCredentials] or [Token]. It is sealed, so that ways that AFAS has announced can join
// without breaking anyone. Its secrets do not show when it is printed, logged or encoded.
type Auth interface {
	authorizer(api.Config) (api.Authorizer, error)
}

// Token authenticates with a classic token, in any form that people paste: the XML that AFAS shows once, its 64 hexadecimal digits, the Base64 of the XML,
// and each of them behind the word AfasToken. AFAS ends its classic tokens on 15 February 2027 (existing ones) and 31 August 2027 (all):
// prefer [ClientCredentials]. See afas-sb-and-oauth.md §1, §3.
func Token(token string) Auth { return classic{api.NewSecret(token)} }

type classic struct{ token api.Secret }

func (c classic) authorizer(api.Config) (api.Authorizer, error) {
	xml, err := parseToken(c.token.Reveal())
	if err != nil {
		return nil, err
	}
	return classic{api.NewSecret("AfasToken " + base64.StdEncoding.EncodeToString([]byte(xml)))}, nil
}

// Authorize is for the request path.
func (c classic) Authorize(_ context.Context, req *http.Request) error {
	req.Header.Set("Authorization", c.token.Reveal())
	return nil
}

// Refused is for the request path: a classic token cannot be renewed.
func (c classic) Refused(*http.Request, http.Header) bool { return false }

func (c classic) String() string   { return "afas.Token(***)" }
func (c classic) GoString() string { return c.String() }

var (
	tokenXML = regexp.MustCompile(`^<token><version>([0-9]+)</version><data>([0-9A-Fa-f]*)</data></token>$`)
	tokenHex = regexp.MustCompile(`^[0-9A-Fa-f]+$`)

	tokenWord = regexp.MustCompile(`(?i)^AfasToken`)
)

// tokenDigits is the length of the data in a token (afas-profit-rest.md §2.1).
const tokenDigits = 64

// parseToken gives the XML of a token. Its errors say nothing about the token but its length.
func parseToken(pasted string) (string, error) {
	text := tokenWord.ReplaceAllString(strings.Trim(unbroken(pasted), `"'`), "")
	if text == "" {
		return "", errors.New("afas: the token is empty")
	}
	version, digits := "1", text
	if !tokenHex.MatchString(text) {
		m := tokenXML.FindStringSubmatch(unbroken(tokenText(text)))
		if m == nil {
			return "", errors.New("afas: this is not a token, or part of it is missing: paste the whole of <token>…</token>, its 64 digits, or the Base64 of the whole")
		}
		version, digits = m[1], m[2]
	}
	if len(digits) != tokenDigits {
		return "", fmt.Errorf("afas: the token has %d of its %d hexadecimal digits: paste it again, whole", len(digits), tokenDigits)
	}
	return "<token><version>" + version + "</version><data>" + digits + "</data></token>", nil
}

// unbroken takes out all white space: it means nothing in any form of a token.
func unbroken(text string) string { return strings.Join(strings.Fields(text), "") }

// tokenText undoes the Base64 or the HTML escapes around a token's XML, if there are any.
func tokenText(text string) string {
	if xml, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "=")); err == nil {
		return string(xml)
	}
	return html.UnescapeString(text)
}
