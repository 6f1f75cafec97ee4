package afas_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/afas"
)

// Everything that people paste (afas-profit-rest.md §1; design.md "Connecting").
func TestTheAddressOfAnEnvironment(t *testing.T) {
	t.Parallel()
	const (
		production = "https://12345.rest.afas.online/ProfitRestServices"
		test       = "https://12345.resttest.afas.online/ProfitRestServices"
		accept     = "https://12345.restaccept.afas.online/ProfitRestServices"
		cursus     = "https://12345.restcursus.afas.online/ProfitRestServices"
	)
	tests := []struct {
		pasted      string
		url         string
		environment afas.Environment
	}{
		{"12345", production, afas.Production},
		{" 12345\r\n", production, afas.Production},
		{"O12345AA", production, afas.Production},
		{"o12345aa", production, afas.Production},
		{"O12345", production, afas.Production},
		{"12345AA", production, afas.Production},
		{"T12345AA", test, afas.Test},
		{"t12345", test, afas.Test},
		{"A12345AB", accept, afas.Accept},
		{"C12345AA", cursus, afas.Cursus},
		{"A123456AC", "https://123456.restaccept.afas.online/ProfitRestServices", afas.Accept}, // six digits, as in AFAS' own example of envid
		{production, production, afas.Production},
		{test + "/", test, afas.Test},
		{accept + "/metainfo?x=1", accept, afas.Accept},
		{"12345.restcursus.afas.online", cursus, afas.Cursus},
		{"HTTPS://12345.RestTest.afas.online", test, afas.Test},
		{"http://12345.resttest.afas.online/profitrestservices", test, afas.Test},
	}
	for _, tt := range tests {
		t.Run(tt.pasted, func(t *testing.T) {
			t.Parallel()
			client, err := afas.NewClient(tt.pasted, afas.Token(tokenXML))
			require.NoError(t, err)
			require.Equal(t, tt.url, client.URL())
			require.Equal(t, tt.environment, client.Environment())
		})
	}
}

func TestWithEnvironment(t *testing.T) {
	t.Parallel()
	for name, host := range map[afas.Environment]string{
		afas.Production: "rest", afas.Test: "resttest", afas.Accept: "restaccept", afas.Cursus: "restcursus", "TEST": "resttest", " accept ": "restaccept",
	} {
		client, err := afas.NewClient("12345", afas.Token(tokenXML), afas.WithEnvironment(name))
		require.NoError(t, err)
		require.Equal(t, "https://12345."+host+".afas.online/ProfitRestServices", client.URL())
	}
	client, err := afas.NewClient("T12345AA", afas.Token(tokenXML), afas.WithEnvironment(afas.Test))
	require.NoError(t, err, "saying the same thing twice is fine")
	require.Equal(t, afas.Test, client.Environment())
}

func TestNumbersThatAreNone(t *testing.T) {
	t.Parallel()
	for _, pasted := range []string{
		"1234", "1234567", "12a45", "12345678AA", "TT12345", "12345AAA", "T 12345", "12.345", "acme", "１２３４５",
		"https://server.example.test/ProfitRestServices", "https://12345.soap.afas.online/profitservices", "https://12345.restother.afas.online",
		"https://12345.rest.afas.online.example.test/", "https://user@12345.rest.afas.online/",
		tokenXML, digits,
	} {
		_, err := afas.NewClient(pasted, afas.Token(tokenXML))
		require.ErrorContains(t, err, "use the five digits", pasted)
		require.NotContains(t, err.Error(), digits, "it may be a secret in the wrong place")
	}
	_, err := afas.NewClient("X12345AA", afas.Token(tokenXML))
	require.ErrorContains(t, err, "O, T, A and C are production, test, accept and cursus")
	_, err = afas.NewClient(" ", afas.Token(tokenXML))
	require.ErrorContains(t, err, "no environment number: use the five digits, such as 12345, or WithBaseURL")
	_, err = afas.NewClient("12345", afas.Token(tokenXML), afas.WithEnvironment("acceptance"))
	require.ErrorContains(t, err, "use production, test, accept or cursus")
}

// design.md "Connecting": a letter that disagrees with WithEnvironment is an error. So is an address of AFAS that disagrees with either.
func TestContradictions(t *testing.T) {
	t.Parallel()
	const test = "https://12345.resttest.afas.online/ProfitRestServices"
	for name, options := range map[string][]afas.Option{
		"O12345AA": {afas.WithEnvironment(afas.Test)},
		"T12345":   {afas.WithEnvironment(afas.Production)},
		test:       {afas.WithEnvironment(afas.Accept)},
		"A12345AA": {afas.WithBaseURL(test)},
		"":         {afas.WithBaseURL(test), afas.WithEnvironment(afas.Cursus)},
	} {
		_, err := afas.NewClient(name, afas.Token(tokenXML), options...)
		require.ErrorContains(t, err, "must agree", name)
	}
}

// design.md "Connecting": WithBaseURL replaces the whole address, then the number may be empty.
func TestWithBaseURL(t *testing.T) {
	t.Parallel()
	tests := []struct {
		number, address, url string
		environment          afas.Environment
	}{
		{"", "https://server.example.test/ProfitRestServices", "https://server.example.test/ProfitRestServices", ""},
		{"12345", "https://server.example.test/proxy/afas/ProfitRestServices/", "https://server.example.test/proxy/afas/ProfitRestServices", ""},
		{"T12345AA", "https://server.example.test/ProfitRestServices", "https://server.example.test/ProfitRestServices", afas.Test},
		{"", "https://12345.restaccept.afas.online/ProfitRestServices", "https://12345.restaccept.afas.online/ProfitRestServices", afas.Accept},
		{"", "http://127.0.0.1:8080/ProfitRestServices", "http://127.0.0.1:8080/ProfitRestServices", ""},
		{"", "http://127.9.9.9/ProfitRestServices", "http://127.9.9.9/ProfitRestServices", ""},
		{"", "http://[::1]:8080/ProfitRestServices", "http://[::1]:8080/ProfitRestServices", ""},
		{"", "http://localhost:8080/ProfitRestServices", "http://localhost:8080/ProfitRestServices", ""},
	}
	for _, tt := range tests {
		t.Run(tt.number+" "+tt.address, func(t *testing.T) {
			t.Parallel()
			client, err := afas.NewClient(tt.number, afas.Token(tokenXML), afas.WithBaseURL(tt.address))
			require.NoError(t, err)
			require.Equal(t, tt.url, client.URL())
			require.Equal(t, tt.environment, client.Environment())
		})
	}
}

// design.md "Connecting": plain http anywhere but on loopback would send a secret in the clear.
func TestBaseURLsThatAreRefused(t *testing.T) {
	t.Parallel()
	for address, why := range map[string]string{
		"http://server.example.test/ProfitRestServices":   "in the clear: use https",
		"http://10.1.2.3/ProfitRestServices":              "in the clear: use https",
		"server.example.test/ProfitRestServices":          "must be complete",
		"12345":                                           "must be complete",
		"":                                                "must be complete",
		"https://u:pw@server.example.test/":               "no user, query or fragment",
		"https://server.example.test/?token=0123":         "no user, query or fragment",
		"https://server.example.test/ProfitRestServices?": "no user, query or fragment",
	} {
		_, err := afas.NewClient("12345", afas.Token(tokenXML), afas.WithBaseURL(address))
		require.ErrorContains(t, err, why, address)
		require.ErrorContains(t, err, "afas: base address")
	}
}
