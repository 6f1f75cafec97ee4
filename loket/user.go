package loket

import "context"

// UsersService reads the user, and reads and changes the users of employers (loket-rest.md §4.12). Users of a provider are not in it.
type UsersService struct {
	Lister[User] // of an employer
	Getter[User]
	Replacer[User] // Loket carries it out later
	Deleter

	Departments Lister[UserDepartments] // of an employer: who sees which departments, managers among them

	current, names, ofEmployer endpoint
}

func newUsers(c *Client) UsersService {
	list := at(c, "/providers/employers/{employerId}/users", firstVersion) // the label SSO_gebruiker, with which it is documented, is no date
	one := at(c, "/providers/employers/users/{userId}", firstVersion)
	return UsersService{
		Lister:   Lister[User]{list},
		Getter:   Getter[User]{one},
		Replacer: Replacer[User]{one},
		Deleter:  Deleter{one},

		Departments: Lister[UserDepartments]{list.below("/departments")},

		current:    at(c, "/user", firstVersion),
		names:      at(c, "/user/{userId}", firstVersion),
		ofEmployer: list,
	}
}

// Current reads the user as whom the client works. There is no id in it.
func (s UsersService) Current(ctx context.Context) (*Record[CurrentUser], error) {
	return Get[CurrentUser](ctx, s.current.client, s.current.op)
}

// Names reads what any user may know of another one.
func (s UsersService) Names(ctx context.Context, id string) (*Record[UserNames], error) {
	return Get[UserNames](ctx, s.names.client, s.names.op.with(id))
}

// Create adds a user to an employer.
func (s UsersService) Create(ctx context.Context, employerID string, user NewUser) (*Record[User], error) {
	return create[User](ctx, s.ofEmployer, employerID, user)
}

// Invite asks somebody by e-mail to become a user of an employer.
func (s UsersService) Invite(ctx context.Context, employerID string, invitation Invitation) (*Record[User], error) {
	return create[User](ctx, s.ofEmployer.below("/invite"), employerID, invitation)
}

// Link makes an existing user one of an employer too, with the departments. Loket carries it out later.
func (s UsersService) Link(ctx context.Context, employerID, userID string, departmentIDs ...string) error {
	body := struct {
		UserID      string   `json:"userId"`
		Departments []string `json:"departments,omitzero"`
	}{userID, departmentIDs}
	_, err := create[anything](ctx, s.ofEmployer.below("/link"), employerID, body)
	return err
}

// Resend says where an invitation goes when it is sent again. The zero value sends it as before.
type Resend struct {
	EmployerID                      string `json:"employerId"`
	EmailAddress                    string `json:"emailAddress"`
	DestinationForSecret            string `json:"destinationForSecret"` // a telephone number
	TwoFactorAuthenticationRequired bool   `json:"twoFactorAuthenticationRequired"`
}

type invitationAction struct {
	Action            string  `json:"action"`
	ResendInformation *Resend `json:"resendInformation"`
}

// ResendInvite sends an invitation again.
func (s UsersService) ResendInvite(ctx context.Context, id string, to Resend) (*Record[User], error) {
	action := invitationAction{Action: "Resend"}
	if to != (Resend{}) {
		action.ResendInformation = &to
	}
	return patch[User](ctx, s.Getter.endpoint, id, action)
}

// RevokeInvite takes an invitation back.
func (s UsersService) RevokeInvite(ctx context.Context, id string) (*Record[User], error) {
	return patch[User](ctx, s.Getter.endpoint, id, invitationAction{Action: "Revoke"})
}
