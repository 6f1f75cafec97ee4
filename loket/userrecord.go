package loket

// User is a user of an employer.
type User struct {
	ID                              string                 `json:"id,omitzero"`       // read only
	UserName                        string                 `json:"userName,omitzero"` // read only
	PersonalDetails                 UserPersonalDetails    `json:"personalDetails"`
	ContactInformation              UserContactInformation `json:"contactInformation"`
	UserSpecifiedRole               *KV                    `json:"userSpecifiedRole,omitzero"`
	UserCustomSpecifiedRole         string                 `json:"userCustomSpecifiedRole,omitzero"`
	LoginMethod                     KV                     `json:"loginMethod"`
	AzureActiveDirectory            *UserAzure             `json:"azureActiveDirectory,omitzero"`
	TwoFactorAuthenticationRequired bool                   `json:"twoFactorAuthenticationRequired"`
	HasMultiFactorAuthentication    bool                   `json:"hasMultiFactorAuthentication"`
	HasAccessToPayrollingTestData   bool                   `json:"hasAccessToPayrollingTestData"`
	AccessStatus                    KV                     `json:"accessStatus,omitzero"`                // read only
	IsDepartmentManager             bool                   `json:"isDepartmentManager,omitzero"`         // read only
	IsLinkedToMultipleEmployers     bool                   `json:"isLinkedToMultipleEmployers,omitzero"` // read only
	HasIntegrations                 bool                   `json:"hasIntegrations,omitzero"`             // read only
	DateTimeCreation                Time                   `json:"dateTimeCreation,omitzero"`            // read only
	DateTimeLastLogin               Time                   `json:"dateTimeLastLogin,omitzero"`           // read only
}

// UserPersonalDetails are the names of a user.
type UserPersonalDetails struct {
	FirstName string `json:"firstName,omitzero"`
	Initials  string `json:"initials"`
	Prefix    string `json:"prefix,omitzero"`
	LastName  string `json:"lastName"`
}

// UserContactInformation is how a user can be reached. The e-mail address is how a department manager is found among the employees.
type UserContactInformation struct {
	EmailAddress      string `json:"emailAddress"`
	PhoneNumber       string `json:"phoneNumber,omitzero"`
	PlaceOfEmployment string `json:"placeOfEmployment,omitzero"`
}

// UserAzure is the account with which a user logs in through Microsoft.
type UserAzure struct {
	UserID string      `json:"userId"`
	Tenant AzureTenant `json:"tenant"`
}

// AzureTenant is the Microsoft tenant of an account.
type AzureTenant struct {
	ID                      string `json:"id"`
	Description             string `json:"description,omitzero"`             // read only
	TenantRegistrationLevel string `json:"tenantRegistrationLevel,omitzero"` // read only: provider or employer
}

// NewUser is a user to add.
type NewUser struct {
	PersonalDetails               UserPersonalDetails    `json:"personalDetails"`
	ContactInformation            UserContactInformation `json:"contactInformation"`
	LoginMethod                   KV                     `json:"loginMethod"`
	HasAccessToPayrollingTestData bool                   `json:"hasAccessToPayrollingTestData"`
	AzureActiveDirectory          *NewUserAzure          `json:"azureActiveDirectory,omitzero"`
	SSOAccount                    *SSOAccount            `json:"ssoAccount,omitzero"`
}

// NewUserAzure is the Microsoft account of a user to add.
type NewUserAzure struct {
	ExternalUserID string      `json:"externalUserId"`
	UserName       string      `json:"userName"`
	Tenant         AzureTenant `json:"tenant"`
}

// SSOAccount is the account of a user to add. Its password does not show when it is printed.
type SSOAccount struct {
	UserName string `json:"userName"`
	Password string `json:"password"`
}

// String hides the password.
func (a SSOAccount) String() string { return a.UserName + " ***" }

// GoString hides the password.
func (a SSOAccount) GoString() string { return a.String() }

// Invitation asks somebody to become a user.
type Invitation struct {
	PersonalDetails                 UserPersonalDetails    `json:"personalDetails"`
	ContactInformation              UserContactInformation `json:"contactInformation"`
	DestinationForSecret            string                 `json:"destinationForSecret"` // a telephone number
	TwoFactorAuthenticationRequired bool                   `json:"twoFactorAuthenticationRequired"`
	HasAccessToPayrollingTestData   bool                   `json:"hasAccessToPayrollingTestData"`
}

// UserDepartments are the departments that a user can see.
type UserDepartments struct {
	UserID          string              `json:"userId"`
	PersonalDetails UserPersonalDetails `json:"personalDetails"`
	Departments     []UserDepartment    `json:"departments"`
}

// UserDepartment is a department that a user can see.
type UserDepartment struct {
	ID                        string `json:"id"`
	Code                      int    `json:"code"`
	Description               string `json:"description"`
	HasAccessToSubDepartments *bool  `json:"hasAccessToSubDepartments,omitzero"`
}

// CurrentUser is the user as whom the client works.
type CurrentUser struct {
	PersonalDetails    *UserPersonalDetails    `json:"personalDetails,omitzero"`
	ContactInformation *UserContactInformation `json:"contactInformation,omitzero"`
	User               *UserRole               `json:"user,omitzero"`
	Photo              string                  `json:"photo,omitzero"`
}

// UserRole is what a user says to be.
type UserRole struct {
	UserSpecifiedRole       *KV    `json:"userSpecifiedRole,omitzero"`
	UserCustomSpecifiedRole string `json:"userCustomSpecifiedRole,omitzero"`
}

// UserNames is what any user may know of another one.
type UserNames struct {
	PersonalDetails *struct {
		UserPersonalDetails
		FormattedName string `json:"formattedName"`
	} `json:"personalDetails,omitzero"`
}
