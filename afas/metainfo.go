package afas

import (
	"context"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Metainfo is what an app connector may use, and where it is connected to (afas-profit-rest.md §4, afas-connectors.md §1.1).
type Metainfo struct {
	GetConnectors    []Connector     `json:"getConnectors"`
	UpdateConnectors []Connector     `json:"updateConnectors"`
	CustomConnectors []Connector     `json:"customConnectors"` // empty before Profit 7
	Info             EnvironmentInfo `json:"info"`             // empty on old servers
}

// Connector is the name of a connector and its description.
type Connector struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// EnvironmentInfo tells who is connected, and to what.
type EnvironmentInfo struct {
	EnvironmentID string `json:"envid"`       // such as T12345AA; do not take it apart
	AppName       string `json:"appName"`     // of the app connector
	Group         string `json:"group"`       // the user group of the app connector
	TokenExpiry   string `json:"tokenExpiry"` // when the classic token ends; "0": not set
}

// TokenEnd gives the last day of the classic token, and false when there is none or when it is in a form that is not known:
// "0" is the only value that AFAS documents.
func (i EnvironmentInfo) TokenEnd() (civil.Date, bool) {
	if day, err := civil.ParseDate(i.TokenExpiry); err == nil && !day.IsZero() {
		return day, true
	}
	return civil.Date{}, false
}

// Metainfo reads what the app connector may use. It works with every valid credential, and so is the call to check one with (afas-profit-rest.md §2.4).
func (c *Client) Metainfo(ctx context.Context) (*Metainfo, error) {
	return get[*Metainfo](ctx, c, "metainfo")
}

// Version reads the version of Profit, such as "7.2.14". It works only if the app connector contains the system connector AppConnectorVersion;
// to check a credential, use [Client.Metainfo].
func (c *Client) Version(ctx context.Context) (string, error) {
	answer, err := get[struct {
		Version string `json:"version"`
	}](ctx, c, "profitversion")
	return answer.Version, err
}

// GetInfo is the definition of a GetConnector (afas-connectors.md §1.2).
type GetInfo struct {
	Name        string  `json:"name"`
	Description string  `json:"description"`
	Fields      []Field `json:"fields"`
}

// Field is a column of a GetConnector.
type Field struct {
	ID       string `json:"id"`       // the name of the column in rows, filters and orders
	Label    string `json:"label"`    // the caption, in the language of the call
	DataType string `json:"dataType"` // string, int, decimal, date (days and moments), boolean, blob (long text or a file), or one yet unknown
	Length   int    `json:"length"`   // characters of text, else 0
	Decimals int    `json:"decimals"`

	FieldID     string      `json:"fieldId"`     // internal to AFAS
	ControlType int         `json:"controlType"` // how a screen shows it; not documented
	Values      []CodeValue `json:"values"`      // the code table of the field, if AFAS gives one
}

// CodeValue is an entry of a code table: rows hold the ID.
type CodeValue struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// Info reads the definition of the connector. A connector that is not in the app connector gives [ErrUnauthorized].
func (r *Rows[T]) Info(ctx context.Context) (*GetInfo, error) {
	return get[*GetInfo](ctx, r.client, "metainfo", "get", r.name)
}

// Column gives the field with that name. Names are case-sensitive.
func (i *GetInfo) Column(id string) (Field, bool) {
	for _, f := range i.Fields {
		if f.ID == id {
			return f, true
		}
	}
	return Field{}, false
}

// similar gives the name of a column that differs in case only, or "".
func (i *GetInfo) similar(id string) string {
	for _, f := range i.Fields {
		if strings.EqualFold(f.ID, id) {
			return f.ID
		}
	}
	return ""
}
