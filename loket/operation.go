package loket

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// Operation names one operation of Loket's API, of which there are about 850: every one can be called with [All], [Page], [Get], [Post], [Put], [Patch], [Delete] and [Download], typed or not by this package.
type Operation struct {
	// Path is the path below the version, as Loket's documentation writes it: "/providers/employers/{employerId}/departments".
	Path string

	// IDs take the places of the names in braces, in order. A path without braces needs none.
	IDs []string

	// Version is the resource version, a date. Loket serves the newest version on or before it; without one it serves the newest there is, and the shape of answers
	// may change under the program (loket-rest.md §1).
	Version string

	// Query holds further parameters, such as referenceDate.
	Query url.Values
}

var (
	placeholder = regexp.MustCompile(`^\{[^{}/]*\}$`)
	versionDate = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}$`)
)

// path fills in the ids, each escaped. Operations of a person stand beside /v2, all others below it (loket-rest.md §1).
func (o Operation) path() (string, error) {
	fault := func(text string) error { return fmt.Errorf("loket: operation %s: %s", o.Path, text) }
	ids := o.IDs
	elements := strings.Split(strings.Trim(o.Path, "/"), "/")
	for i, element := range elements {
		if !placeholder.MatchString(element) {
			continue
		}
		if len(ids) == 0 {
			return "", fault("an id is missing for " + element)
		}
		elements[i], ids = ids[0], ids[1:]
	}
	if len(ids) > 0 {
		return "", fault("there are more ids than places for them")
	}
	if elements[0] != "person" && elements[0] != "v2" { // the newer documentation writes the version into its paths
		elements = append([]string{"v2"}, elements...)
	}
	path, err := api.Path(elements...)
	if err != nil {
		return "", fault("an id, or a part of the path, is empty or made of dots")
	}
	return path, nil
}

// request begins a request of the operation.
func (o Operation) request(method string) (api.Request, error) {
	path, err := o.path()
	if err != nil {
		return api.Request{}, err
	}
	r := api.Request{
		Method: method,
		Path:   path,
		Query:  strings.ReplaceAll(o.Query.Encode(), "+", "%20"),
		Header: http.Header{},
		Write:  method != http.MethodGet,
	}
	if o.Version == "" {
		return r, nil
	}
	if !versionDate.MatchString(o.Version) {
		return r, fmt.Errorf("loket: operation %s: a version is a date such as 2018-01-01", o.Path)
	}
	r.Header.Set("Accept", "application/json;version="+o.Version)
	return r, nil
}

// with gives the operation for other ids.
func (o Operation) with(ids ...string) Operation {
	o.IDs = ids
	return o
}
