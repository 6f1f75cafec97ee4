package afas_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// base has a path in front of ProfitRestServices, so that a method which forgets about it fails.
const base = "https://afas.example.test/proxy/ProfitRestServices"

// digits are the data of a made-up classic token, and tokenXML is the token itself (afas-profit-rest.md §2.1).
var (
	digits   = strings.Repeat("0123456789ABCDEF", 4)
	tokenXML = "<token><version>1</version><data>" + digits + "</data></token>"
)

// newClient makes a client with a classic token, and the transport that answers its requests. A request that nobody expected fails the test.
// Inside a synctest bubble it has to be called there.
func newClient(t *testing.T, opts ...afas.Option) (*afas.Client, *httpmock.MockTransport) {
	t.Helper()
	return newClientWith(t, afas.Token(tokenXML), opts...)
}

// newClientWith is newClient with another credential.
func newClientWith(t *testing.T, auth afas.Auth, opts ...afas.Option) (*afas.Client, *httpmock.MockTransport) {
	t.Helper()
	mock := httpmock.NewMockTransport()
	mock.RegisterNoResponder(httpmock.NewNotFoundResponder(t.Error))
	opts = append([]afas.Option{afas.WithBaseURL(base), afas.WithHTTPClient(&http.Client{Transport: mock})}, opts...)
	client, err := afas.NewClient("", auth, opts...)
	require.NoError(t, err)
	return client, mock
}
