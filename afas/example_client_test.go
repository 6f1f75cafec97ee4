package afas_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/seed-dd546a8a/afas-loket/afas"
	"github.com/seed-dd546a8a/afas-loket/afas/afastest"
)

// With a real environment the number is enough: afas.NewClient("T12345AA", afas.ClientCredentials(id, secret)).
func ExampleNewClient() {
	server, err := afastest.Start(afastest.Environment{ID: "T12345AA", AppName: "Learning sync"})
	if err != nil {
		panic(err)
	}
	defer server.Close()

	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret),
		afas.WithBaseURL(server.URL),
		afas.WithIntegrationID("12345_678900"),
		afas.WithLanguage("nl-nl"))
	if err != nil {
		fmt.Println(err)
		return
	}
	metainfo, err := client.Metainfo(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(metainfo.Info.EnvironmentID, metainfo.Info.AppName)
	// Output: T12345AA Learning sync
}

func ExampleNewClient_address() {
	for _, pasted := range []string{"12345", "T12345AA", "https://12345.restaccept.afas.online/ProfitRestServices/"} {
		client, err := afas.NewClient(pasted, afas.Token("<token><version>1</version><data>0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF</data></token>"))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(client.Environment(), client.URL())
	}
	// Output:
	// production https://12345.rest.afas.online/ProfitRestServices
	// test https://12345.resttest.afas.online/ProfitRestServices
	// accept https://12345.restaccept.afas.online/ProfitRestServices
}

// errors.Is tells the kind, errors.AsType gives what AFAS said.
func ExampleError() {
	server, err := afastest.Start(afastest.Environment{})
	if err != nil {
		panic(err)
	}
	defer server.Close()
	server.Fault(afastest.Maintenance(2*time.Hour, afastest.MaintenanceJSON).On("metainfo"))

	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, server.ClientSecret), afas.WithBaseURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.Metainfo(context.Background())
	switch {
	case errors.Is(err, afas.ErrUnauthorized):
		fmt.Println("look at the app connector")
	case errors.Is(err, afas.ErrUnavailable):
		fmt.Println("try again later")
	}
	if e, ok := errors.AsType[*afas.Error](err); ok {
		fmt.Println(e.Op, e.StatusCode, e.RetryAfter)
	}
	// Output:
	// try again later
	// GET metainfo 503 2h0m0s
}

func ExampleError_wrongSecret() {
	server, err := afastest.Start(afastest.Environment{})
	if err != nil {
		panic(err)
	}
	defer server.Close()

	client, err := afas.NewClient("", afas.ClientCredentials(server.ClientID, "mistyped"), afas.WithBaseURL(server.URL))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = client.Metainfo(context.Background())
	fmt.Println(errors.Is(err, afas.ErrUnauthorized))
	fmt.Println(err)
	// Output:
	// true
	// afas: POST oauth/token: 400 Bad Request: invalid_client (the client id or secret is wrong or has expired, or the app connector is blocked)
}
