package loket

import (
	"errors"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Client talks to Loket on behalf of one Loket user. It is safe for concurrent use, and makes at most four requests at once ([WithConcurrency]).
type Client struct {
	api      *api.Client
	obsolete *obsolete
	Resources
}

// NewClient makes a client. It sends nothing: a wrong credential shows in the first call.
func NewClient(auth Auth, opts ...Option) (*Client, error) {
	c, err := newConfig(opts)
	if err != nil {
		return nil, err
	}
	if auth == nil {
		return nil, errors.New("loket: no credential: use RefreshToken")
	}
	settings := c.Config()
	settings.Base, settings.Slots = c.addresses.api, c.slots
	settings.Fail = func(f *api.Failure) error { return newError(f) }
	if settings.Auth, err = auth.authorizer(c); err != nil {
		return nil, err
	}
	client := &Client{api: api.New(settings), obsolete: &obsolete{log: c.Log}}
	client.Resources = newResources(client)
	return client, nil
}

// URL gives the address of the API, without the version at its end.
func (c *Client) URL() string { return c.api.Base.String() }
