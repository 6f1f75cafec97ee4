package afastest

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Environment describes the AFAS environment to serve, together with the app connector through which it is reached. It is plain data;
// the zero value is an environment without connectors. [Load] reads one from JSON.
type Environment struct {
	ID            string      `json:"id,omitzero"`             // as /metainfo echoes it; "T12345AA" when empty
	AppName       string      `json:"app_name,omitzero"`       // of the app connector
	Group         string      `json:"group,omitzero"`          // user group of the app connector
	TokenExpiry   string      `json:"token_expiry,omitzero"`   // as /metainfo echoes it; "0", never, when empty
	Language      string      `json:"language,omitzero"`       // of error texts when a call names none: "en-us", or "nl-nl"
	ProfitVersion string      `json:"profit_version,omitzero"` // empty: the app connector lacks AppConnectorVersion
	Token         string      `json:"token,omitzero"`          // classic token, XML or its 64 hex digits; generated when empty
	ClientID      string      `json:"client_id,omitzero"`      // OAuth 2.0; generated when empty
	ClientSecret  string      `json:"client_secret,omitzero"`  // OAuth 2.0; generated when empty
	TokenSeconds  int         `json:"token_seconds,omitzero"`  // life of an access token; 3600 when zero
	Connectors    []Connector `json:"connectors,omitzero"`     // what the app connector may read
	Quirks        Quirks      `json:"quirks,omitzero"`

	UpdateConnectors []UpdateConnector `json:"update_connectors,omitzero"` // what the app connector may write
	MaxBody          int64             `json:"max_body,omitzero"`          // longest body of a write, in bytes; 75 MB when zero

	Files   []File   `json:"files,omitzero"`   // nil: the app connector lacks AppConnectorSubject
	Reports []Report `json:"reports,omitzero"` // nil: the app connector lacks AppConnectorReport

	APIKey         string   `json:"api_key,omitzero"`         // to request a token; generated when empty
	EnvironmentKey string   `json:"environment_key,omitzero"` // to request a token; generated when empty
	Users          []string `json:"users,omitzero"`           // who may request a token; nil: everyone
	OTPCode        string   `json:"otp_code,omitzero"`        // activation code that is mailed; eight digits of chance when empty
}

// Quirks are ways in which one AFAS environment differs from another.
type Quirks struct {
	Denied401          bool `json:"denied_401,omitzero"`          // a connector outside the app connector is a 401 without body, not a 500
	Shuffle            bool `json:"shuffle,omitzero"`             // what a call does not order comes in another order at every call
	RowLocks           bool `json:"row_locks,omitzero"`           // a second call of one GetConnector at the same time fails with a 500
	Profit6            bool `json:"profit_6,omitzero"`            // answers over several lines, numbers like -.5, X-PROFIT-ERROR
	OldMetainfo        bool `json:"old_metainfo,omitzero"`        // /metainfo without customConnectors and info
	NoGzip             bool `json:"no_gzip,omitzero"`             // never compresses; for benchmarks
	ExpiresInText      bool `json:"expires_in_text,omitzero"`     // token answers with "expires_in":"3600" and "refresh_token":null
	UnauthorizedClient bool `json:"unauthorized_client,omitzero"` // the app connector does not allow client credentials
	UpdatedIs200       bool `json:"updated_is_200,omitzero"`      // updates answer 200, not 201
	LooseMetainfo      bool `json:"loose_metainfo,omitzero"`      // UpdateConnectors are described with "primaryKey":"true" and null for no fields and objects
	OTPCreated         bool `json:"otp_created,omitzero"`         // a request for an activation code answers 201, not 200
	ReportData         bool `json:"report_data,omitzero"`         // reports come as {"data"}, not as {"filedata","mimetype"}
}

// Connector is a GetConnector and the rows it gives.
type Connector struct {
	Name        string `json:"name"`
	Description string `json:"description,omitzero"` // the name when empty

	// Fields is the definition: the columns in their order. Without it the definition follows from the rows: true and false make a
	// boolean, numbers an int or a decimal, text that reads as a day or a moment throughout makes a date, any other text a string.
	Fields []Field `json:"fields,omitzero"`

	// Rows is a slice of maps from column name to value, a slice of structs with json tags, a json.RawMessage, or an iter.Seq[any] of
	// maps or structs, which suits a set that is too big to hold twice. A column that a row lacks is empty in that row.
	// A moment may have a fraction of a second: filters see it, answers do not show it.
	Rows any `json:"rows,omitzero"`

	Replaced []string `json:"replaced,omitzero"` // columns that lost their link: every row answers "(replaced)"
	Blocked  bool     `json:"blocked,omitzero"`  // AFAS has blocked the definition
}

// UnmarshalJSON keeps the rows as they are written, so that columns keep their order and numbers their digits.
func (c *Connector) UnmarshalJSON(data []byte) error {
	type plain Connector
	var read struct {
		plain
		Rows json.RawMessage `json:"rows"`
	}
	if err := fake.Load(strings.NewReader(string(data)), &read); err != nil {
		return err
	}
	*c = Connector(read.plain)
	if read.Rows != nil {
		c.Rows = read.Rows
	}
	return nil
}

// Load reads an environment from JSON. The names are those of the json tags; a name that does not exist is an error.
func Load(r io.Reader) (Environment, error) {
	var env Environment
	if err := fake.Load(r, &env); err != nil {
		return Environment{}, fmt.Errorf("afastest: environment: %w", err)
	}
	return env, nil
}

// complete fills in what the caller left out.
func (e Environment) complete() (Environment, error) {
	defaults := []struct {
		value    *string
		fallback string
	}{
		{&e.ID, "T12345AA"},
		{&e.AppName, "afastest"},
		{&e.Group, "AFASTEST (12345.AFASTEST)"},
		{&e.TokenExpiry, "0"},
		{&e.Language, "en-us"},
		{&e.Token, randomHex(32)},
		{&e.ClientID, strings.ToLower(randomHex(16))},
		{&e.ClientSecret, strings.ToLower(randomHex(32))},
		{&e.APIKey, randomHex(16)},
		{&e.EnvironmentKey, randomHex(16)},
	}
	for _, d := range defaults {
		if *d.value == "" {
			*d.value = d.fallback
		}
	}
	if e.TokenSeconds == 0 {
		e.TokenSeconds = 3600
	}
	if e.MaxBody == 0 {
		e.MaxBody = maxBody
	}
	digits := strings.TrimSuffix(strings.TrimPrefix(e.Token, tokenHead), tokenTail)
	if len(digits) != 64 || strings.Trim(digits, "0123456789abcdefABCDEF") != "" {
		return Environment{}, errors.New("afastest: the token must be the XML of a classic token or its 64 hex digits")
	}
	e.Token = tokenHead + digits + tokenTail
	return e, nil
}

// A classic token is this around 64 hex digits (afas-profit-rest.md §2.1).
const (
	tokenHead = "<token><version>1</version><data>"
	tokenTail = "</data></token>"
)
