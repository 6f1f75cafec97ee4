package lokettest

import (
	"fmt"
	"io"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// Environment describes the Loket to serve, as one user of one client sees it. It is plain data; the zero value is a user who sees no employer.
// [Load] reads one from JSON.
type Environment struct {
	ProviderID   string     `json:"provider_id,omitzero"`   // generated when empty
	ProviderName string     `json:"provider_name,omitzero"` // "Kantoor De Linde" when empty
	Employers    []Employer `json:"employers,omitzero"`
	User         User       `json:"user,omitzero"` // who logs in

	ClientID     string   `json:"client_id,omitzero"`     // generated when empty
	ClientSecret string   `json:"client_secret,omitzero"` // generated when empty
	RedirectURIs []string `json:"redirect_uris,omitzero"` // registered ones; any is accepted when there are none
	RefreshToken string   `json:"refresh_token,omitzero"` // the first one; generated when empty

	Refresh             Refresh `json:"refresh,omitzero"`
	GraceSeconds        int     `json:"grace_seconds,omitzero"`         // how long a refresh token works on after it was replaced
	TokenSeconds        int     `json:"token_seconds,omitzero"`         // life of an access token; 3599 when zero
	RefreshTokenSeconds int     `json:"refresh_token_seconds,omitzero"` // life of a refresh token; without end when zero

	// Today is the date for filter settings and for lists that hold what is in force; the date in Amsterdam when empty.
	Today string `json:"today,omitzero"`

	// DeniedActivities are those that the client does not have, although the user has: the list of authorizations shows them, calling them is a 403.
	DeniedActivities []string `json:"denied_activities,omitzero"`

	// ObsoleteDates says when resource versions end: date of the end by version, such as "2018-12-31": "2026-12-31".
	ObsoleteDates map[string]string `json:"obsolete_dates,omitzero"`

	// Metadata replaces the options of coded members, by name of the member: "gender": [{"key": 1, "value": "Man"}].
	Metadata map[string][]map[string]any `json:"metadata,omitzero"`

	Resources []Resource `json:"resources,omitzero"` // what this package does not have by itself
	Quirks    Quirks     `json:"quirks,omitzero"`
}

// Refresh is what becomes of a refresh token that is used: the sources disagree (loket-rest.md §2).
type Refresh string

// The three ways.
const (
	RefreshRotates Refresh = ""       // it is used up; the answer has the next one
	RefreshStays   Refresh = "stays"  // it works again; the answer has the same one
	RefreshSilent  Refresh = "silent" // it works again; the answer has none
)

// Quirks are ways in which one Loket may differ from another, because the documentation contradicts itself or is silent.
type Quirks struct {
	OnePageWhenEmpty     bool `json:"one_page_when_empty,omitzero"`     // an empty list has "totalPages":1, not 0
	PagingOnDetails      bool `json:"paging_on_details,omitzero"`       // a single record comes with paging members too
	CustomFieldAsContent bool `json:"custom_field_as_content,omitzero"` // one custom field is content, not a list of one
	BareDefaults         bool `json:"bare_defaults,omitzero"`           // defaults without an envelope
	PartialFailure400    bool `json:"partial_failure_400,omitzero"`     // a bulk action with one failure is a 400, not a 200
	VersionNumber        bool `json:"version_number,omitzero"`          // a 400 names the version "versionNumber"
	CapitalErrors        bool `json:"capital_errors,omitzero"`          // token errors begin with a capital: "Invalid_client"

	BulkArrays        bool `json:"bulk_arrays,omitzero"`         // rows of the bulk custom fields hold an array
	BulkEmployeeIDs   bool `json:"bulk_employee_ids,omitzero"`   // rows of the bulk custom fields have employeeId, not employmentId
	BulkInForce       bool `json:"bulk_in_force,omitzero"`       // the bulk custom fields leave out employments not in force on referenceDate
	BulkFiltered      bool `json:"bulk_filtered,omitzero"`       // the bulk custom fields obey the filter settings
	QuietCustomFields bool `json:"quiet_custom_fields,omitzero"` // a changed custom field leaves the change numbers alone
	FilteredNumbers   bool `json:"filtered_numbers,omitzero"`    // the change numbers obey the filter settings
	Tolerance         bool `json:"tolerance,omitzero"`           // unknown members everywhere, decimals as text, dates as moments
	Shuffle           bool `json:"shuffle,omitzero"`             // what a call does not order comes in another order at every call
	MaxPageSize       int  `json:"max_page_size,omitzero"`       // larger pages are cut to this size
	RequireIfMatch    bool `json:"require_if_match,omitzero"`    // a PUT of a record with an ETag needs If-Match
	PlainContentType  bool `json:"plain_content_type,omitzero"`  // a body with ";version=" in its Content-Type is a 415
	FormOnly          bool `json:"form_only,omitzero"`           // the token endpoint takes nothing but a declared form
	PublicClient      bool `json:"public_client,omitzero"`       // the client has no secret
}

// Resource is a path that this package does not have by itself, so that every operation of Loket can be tried. It has at most one of
// Rows, Content and Body. GET reads it; PUT, POST, PATCH and DELETE are answered as a success and change nothing.
type Resource struct {
	Path     string           `json:"path"`              // below /v2, such as "providers/employers/employees/…/citizenservicenumber"
	Versions []string         `json:"versions,omitzero"` // oldest first; "2018-01-01" when empty
	Rows     []map[string]any `json:"rows,omitzero"`     // a list, with paging, filter and order
	Content  map[string]any   `json:"content,omitzero"`  // a single record, with an ETag
	Body     string           `json:"body,omitzero"`     // anything else, as it is; "" is an empty answer
	Type     string           `json:"type,omitzero"`     // content type of Body; JSON when empty
}

// Load reads an environment from JSON. The names are those of the json tags; a name that does not exist is an error.
func Load(r io.Reader) (Environment, error) {
	var env Environment
	if err := fake.Load(r, &env); err != nil {
		return Environment{}, fmt.Errorf("lokettest: environment: %w", err)
	}
	return env, nil
}
