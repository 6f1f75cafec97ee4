package afas_test

import (
	"encoding/base64"
	"net/http"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

var tokenBase64 = base64.StdEncoding.EncodeToString([]byte(tokenXML))

// design.md "Connecting"; afas-sb-and-oauth.md §3: accept a classic token in every form that people paste. The header is the Base64 of the XML, tags included.
func TestTokenInEveryFormThatPeoplePaste(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"the XML":                             tokenXML,
		"the XML with a line end behind it":   tokenXML + "\r\n", // as otpvalidation answers (afas-profit-rest.md §2.1)
		"the XML over several lines":          "<token>\n  <version>1</version>\n  <data>\n" + digits + "\n  </data>\n</token>\n",
		"the XML with its digits broken up":   strings.Replace(tokenXML, digits, digits[:32]+"\r\n  "+digits[32:], 1),
		"the XML escaped for HTML":            strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(tokenXML),
		"the XML in quotes":                   `"` + tokenXML + `"`,
		"the digits":                          digits,
		"the digits in single quotes":         " '" + digits + "'\n",
		"the digits over two lines":           digits[:40] + "\n" + digits[40:],
		"the Base64":                          tokenBase64,
		"the Base64 without padding":          strings.TrimRight(tokenBase64, "="),
		"the Base64 over several lines":       tokenBase64[:76] + "\r\n" + tokenBase64[76:] + "\r\n",
		"the Base64 of the XML and its CR LF": base64.StdEncoding.EncodeToString([]byte(tokenXML + "\r\n")),
		"the header":                          "AfasToken " + tokenBase64,
		"the header in lower case":            "afastoken  " + tokenBase64 + "\n",
		"the header in quotes":                `"AfasToken ` + tokenBase64 + `"`,
		"the header with the XML":             "AfasToken " + tokenXML,
		"the header with the digits":          "AfasToken " + digits,
	}
	for name, pasted := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, "AfasToken "+tokenBase64, authorization(t, afas.Token(pasted)))
		})
	}
}

// authorization gives the header that a request gets.
func authorization(t *testing.T, auth afas.Auth) string {
	t.Helper()
	client, mock := newClientWith(t, auth)
	var header []string
	mock.RegisterResponder(http.MethodGet, base+"/metainfo", func(req *http.Request) (*http.Response, error) {
		header = req.Header.Values("Authorization")
		return httpmock.NewStringResponse(200, "{}"), nil
	})
	_, err := client.Metainfo(t.Context())
	require.NoError(t, err)
	require.Len(t, header, 1)
	return header[0]
}

// A version other than 1, or digits in lower case, are AFAS' business.
func TestTokenIsSentAsItIs(t *testing.T) {
	t.Parallel()
	xml := "<token><version>2</version><data>" + strings.ToLower(digits) + "</data></token>"
	require.Equal(t, "AfasToken "+base64.StdEncoding.EncodeToString([]byte(xml)), authorization(t, afas.Token(xml)))
}

// A token that was not pasted whole is found out before the first call, by an error that shows no part of it.
func TestTokensThatAreNotWhole(t *testing.T) {
	t.Parallel()
	const notWhole, digitsMissing = "not a token, or part of it is missing", "hexadecimal digits: paste it again, whole"
	tests := map[string]struct{ pasted, says string }{
		"nothing":                        {"", "the token is empty"},
		"white space":                    {" \r\n", "the token is empty"},
		"the word alone":                 {"AfasToken ", "the token is empty"},
		"a digit too few":                {digits[1:], "the token has 63 of its 64 " + digitsMissing},
		"a digit too many":               {digits + "0", "the token has 65 of its 64 " + digitsMissing},
		"half of the digits":             {digits[:32], "the token has 32 of its 64 " + digitsMissing},
		"a digit too few in the XML":     {strings.Replace(tokenXML, "<data>0", "<data>", 1), "the token has 63 of its 64 " + digitsMissing},
		"no digits in the XML":           {strings.Replace(tokenXML, digits, "", 1), "the token has 0 of its 64 " + digitsMissing},
		"the XML without its end":        {tokenXML[:len(tokenXML)-4], notWhole},
		"the XML without its beginning":  {tokenXML[4:], notWhole},
		"the Base64 without its end":     {tokenBase64[:80], notWhole},
		"the Base64 without its start":   {tokenBase64[4:], notWhole},
		"a letter that is no hex digit":  {"G" + digits[1:], notWhole},
		"another scheme":                 {"Bearer " + tokenBase64, notWhole},
		"the Base64 of something else":   {base64.StdEncoding.EncodeToString([]byte("user:password")), notWhole},
		"an API key, which is no token":  {digits[:32], digitsMissing}, // 32 digits (afas-profit-rest.md §2.3)
		"XML of something else":          {"<token>" + digits + "</token>", notWhole},
		"a client secret from elsewhere": {"0123456789ABCDEF~0123456789ABCDEF", notWhole},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := afas.NewClient("12345", afas.Token(tt.pasted))
			require.ErrorContains(t, err, tt.says)
			for _, part := range []string{digits[:8], tokenBase64[:8], tokenBase64[80:88], "<data>", "password"} {
				require.NotContains(t, err.Error(), part)
			}
		})
	}
}

func TestACredentialIsNeeded(t *testing.T) {
	t.Parallel()
	_, err := afas.NewClient("12345", nil)
	require.ErrorContains(t, err, "use ClientCredentials or Token")
	for _, auth := range []afas.Auth{afas.ClientCredentials("", "s3cr3t"), afas.ClientCredentials(" ", "s3cr3t"), afas.ClientCredentials("id", ""), afas.ClientCredentials("id", "\r\n")} {
		_, err := afas.NewClient("12345", auth)
		require.ErrorContains(t, err, "need a client id and a client secret")
		require.NotContains(t, err.Error(), "s3cr3t")
	}
}
