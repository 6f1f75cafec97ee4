package loket

import (
	"context"
	"errors"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Termination ends an employment (loket-rest.md §5.3).
type Termination struct {
	EndDate              civil.Date `json:"endDate"` // the last day, inclusive
	Reason               KV         `json:"endOfEmploymentReason"`
	ReasonTaxAuthorities KV         `json:"endOfEmploymentReasonTaxAuthorities"`
	DueToIllness         bool       `json:"endOfEmploymentDueToIllness"`
	CreateMDVEntry       bool       `json:"createMdvEntry"`
}

// Terminate ends an employment, and with it its wage, working hours and absence; a second call corrects the first. The reason is key 8, "other", unless the employer is linked to
// UPA, Cordares, APG or Achmea; the keys are in the metadata of employments. It gives Loket's warnings.
func (s EmploymentsService) Terminate(ctx context.Context, id string, t Termination) ([]Message, error) {
	if t.EndDate.IsZero() {
		return nil, errors.New("loket: a termination needs an end date: the last day of the employment")
	}
	return s.Getter.below("/terminate").act(ctx, id, t) // in the version that has the reason for the tax authorities
}

// Reinstate takes a termination back. It gives Loket's warnings.
func (s EmploymentsService) Reinstate(ctx context.Context, id string) ([]Message, error) {
	return s.actions.below("/reinstate").act(ctx, id, nil)
}

// CorrectStartDate moves the first day of an employment, and with it what begins on that day. Notifying whom it concerns is left to the caller. It gives Loket's warnings.
func (s EmploymentsService) CorrectStartDate(ctx context.Context, id string, day civil.Date) ([]Message, error) {
	if day.IsZero() {
		return nil, errors.New("loket: correcting a start date needs a day")
	}
	return s.actions.below("/correctstartdate").act(ctx, id, map[string]civil.Date{"startDate": day})
}

// EmploymentCategory is what kind of employment one is, and to which other it is linked.
type EmploymentCategory struct {
	EmploymentCategoryType KV     `json:"employmentCategoryType"`
	LinkedEmployment       string `json:"linkedEmployment,omitzero"`
}

// ChangeCategory changes the category of an employment and its link to another one. Both are set: without a LinkedEmployment there is no link.
func (s EmploymentsService) ChangeCategory(ctx context.Context, id string, category EmploymentCategory) (*Record[EmploymentCategory], error) {
	return patch[EmploymentCategory](ctx, s.Getter.endpoint, id, category)
}

// ProfileResult holds the ids of what a profile has made.
type ProfileResult struct {
	EmploymentFunds       []string `json:"employmentFunds"`
	EmploymentFundsABP    []string `json:"employmentFundsABP"`
	BasesForCalculation   []string `json:"basesForCalculation"`
	BenefitsAndDeductions []string `json:"benefitsAndDeductions"`
}

// ApplyProfile makes funds, bases for calculation, benefits and deductions from a profile, from the activation day on. Without a profile (0) it is the one of the employment.
func (s EmploymentsService) ApplyProfile(ctx context.Context, id string, profile int, activation civil.Date) (*Record[ProfileResult], error) {
	if activation.IsZero() {
		return nil, errors.New("loket: applying a profile needs an activation day")
	}
	body := struct {
		ActivationDate civil.Date `json:"activationDate"`
		Profile        int        `json:"employeeProfileId,omitzero"`
	}{activation, profile}
	return patch[ProfileResult](ctx, s.actions.below("/employeeprofile"), id, body)
}

// LinkLeavePolicies gives an employment the leave of the policies.
func (s EmploymentsService) LinkLeavePolicies(ctx context.Context, id string, policyIDs ...string) (*BulkResult, error) {
	return s.actions.below("/leavepolicies").actOnMany(ctx, "link", policyIDs, id)
}

// UnlinkLeavePolicies takes the leave of the policies away from an employment.
func (s EmploymentsService) UnlinkLeavePolicies(ctx context.Context, id string, policyIDs ...string) (*BulkResult, error) {
	return s.actions.below("/leavepolicies").actOnMany(ctx, "unlink", policyIDs, id)
}

// Create adds an employment to a person who is an employee already, and gives its id. Begin with Defaults, which Loket advises.
func (s EmploymentsService) Create(ctx context.Context, employeeID string, employment NewEmployment) (*Record[Created], error) {
	return create[Created](ctx, s.create, employeeID, employment)
}

// Defaults gives what Loket proposes for a new employment of the employee.
func (s EmploymentsService) Defaults(ctx context.Context, employeeID string) (*Record[NewEmployment], error) {
	return Defaults[NewEmployment](ctx, s.create.client, s.create.op.with(employeeID))
}

// Metadata gives the keys that may be chosen for the coded values of a new employment.
func (s EmploymentsService) Metadata(ctx context.Context, employeeID string) (MetadataFields, error) {
	return Metadata(ctx, s.create.client, s.create.below("/metadata").op.with(employeeID))
}
