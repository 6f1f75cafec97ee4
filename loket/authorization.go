package loket

import (
	"cmp"
	"context"
	"encoding/json"
	"strings"
)

// AuthorizationsService reads what the user may do at an employer. The application has a list of its own, so a call can be [ErrForbidden] although it is allowed here (loket-rest.md §2, §4.12).
type AuthorizationsService struct {
	Lister[Authorization] // at an employer; the list has no pages
}

func newAuthorizations(c *Client) AuthorizationsService {
	return AuthorizationsService{Lister[Authorization]{at(c, "/providers/employers/{employerId}/authorizations", authorizationVersion)}}
}

// Authorization allows an activity, which is one operation of the API.
type Authorization struct {
	ID       string // empty in resource version 2018-01-01
	Activity string // "GetEmployeesByEmployerId"
}

// UnmarshalJSON reads the shape of resource version 2019-02-11 and that of 2018-01-01.
func (a *Authorization) UnmarshalJSON(data []byte) error {
	var row struct{ ID, Description, Name string }
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	*a = Authorization{row.ID, cmp.Or(row.Description, row.Name)}
	return nil
}

// Missing gives those of the activities that the user may not do at the employer, in the given order. A program that asks when it starts can say what is missing all at once.
func (s AuthorizationsService) Missing(ctx context.Context, employerID string, activities ...string) ([]string, error) {
	allowed := map[string]bool{}
	for a, err := range s.All(ctx, employerID, nil) {
		if err != nil {
			return nil, err
		}
		allowed[strings.ToLower(a.Activity)] = true
	}
	var missing []string
	for _, activity := range activities {
		if !allowed[strings.ToLower(activity)] {
			missing = append(missing, activity)
		}
	}
	return missing, nil
}
