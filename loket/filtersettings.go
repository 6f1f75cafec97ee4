package loket

import (
	"encoding/json"
	"fmt"
)

// FilterSettingsService reads and changes the filter settings that Loket keeps for the user and each employer. Loket leaves employments out of its lists by them, without a word: a program that
// looks for people who leave has to read them first (loket-rest.md §4.12). They are also what the user sees in Loket itself.
//
//	settings, err := client.FilterSettings.Get(ctx, employerID)
//	hidden := settings.Value.Hides() // nothing, or what to tell a person
//
//	settings.Value = loket.OpenFilterSettings()
//	settings, err = client.FilterSettings.Replace(ctx, employerID, settings)
type FilterSettingsService struct {
	Getter[FilterSettings] // by employer
	Replacer[FilterSettings]
}

func newFilterSettings(c *Client) FilterSettingsService {
	one := at(c, "/user/filtersettings/{employerId}", firstVersion)
	return FilterSettingsService{Getter[FilterSettings]{one}, Replacer[FilterSettings]{one}}
}

// FilterSettings say which employments are in Loket's lists: those of an employer, minimized or not, the calendars, and payroll period data. The list of employees and the change numbers are
// not known to be filtered.
type FilterSettings struct {
	EmploymentFilter EmploymentFilter `json:"employmentFilter"`
}

// EmploymentFilter chooses employments. An empty list chooses all.
type EmploymentFilter struct {
	FilterOnEmployedStatus         EmployedStatus     `json:"filterOnEmployedStatus"`
	FilterOnAdministrations        []KeyValue[string] `json:"filterOnAdministrations"`
	FilterOnDepartments            []KeyValue[string] `json:"filterOnDepartments"`
	FilterOnEmploymentCategoryType []KV               `json:"filterOnEmploymentCategoryType"`
	FilterOnOnCallEmployment       *bool              `json:"filterOnOnCallEmployment,omitzero"` // nil chooses both
}

// EmployedStatus chooses employments by whether they have begun and ended.
type EmployedStatus string

// The employed statuses.
const (
	AllEmployments               EmployedStatus = "AllEmployments"
	ActiveEmployments            EmployedStatus = "ActiveEmployments"
	ActiveAndFutureEmployments   EmployedStatus = "ActiveAndFutureEmployments"
	ActiveAndHistoricEmployments EmployedStatus = "ActiveAndHistoricEmployments"
)

// OpenFilterSettings gives settings that hide nothing.
func OpenFilterSettings() FilterSettings {
	return FilterSettings{EmploymentFilter{FilterOnEmployedStatus: AllEmployments}}
}

// MarshalJSON writes an empty list, not null, for a list without entries.
func (f EmploymentFilter) MarshalJSON() ([]byte, error) {
	type plain EmploymentFilter
	f.FilterOnAdministrations = orEmpty(f.FilterOnAdministrations)
	f.FilterOnDepartments = orEmpty(f.FilterOnDepartments)
	f.FilterOnEmploymentCategoryType = orEmpty(f.FilterOnEmploymentCategoryType)
	return json.Marshal(plain(f))
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// HidesLeavers reports whether employments that have ended may be missing from Loket's lists, so that somebody who left cannot be told from somebody who is hidden. It is true for a status
// that this package does not know.
func (s FilterSettings) HidesLeavers() bool {
	status := s.EmploymentFilter.FilterOnEmployedStatus
	return status != AllEmployments && status != ActiveAndHistoricEmployments
}

// HidesStarters reports whether employments that have yet to begin may be missing from Loket's lists.
func (s FilterSettings) HidesStarters() bool {
	status := s.EmploymentFilter.FilterOnEmployedStatus
	return status != AllEmployments && status != ActiveAndFutureEmployments
}

// Hides says in words what is missing from Loket's lists, people who left first; nothing when all employments are there.
func (s FilterSettings) Hides() []string {
	var hidden []string
	add := func(hides bool, format string, args ...any) {
		if hides {
			hidden = append(hidden, fmt.Sprintf(format, args...))
		}
	}
	f := s.EmploymentFilter
	add(s.HidesLeavers(), "employments that have ended: people who left are missing (status %q)", f.FilterOnEmployedStatus)
	add(s.HidesStarters(), "employments that have yet to begin (status %q)", f.FilterOnEmployedStatus)
	add(len(f.FilterOnAdministrations) > 0, "employments outside %s", chosen(len(f.FilterOnAdministrations), "administration", "administrations"))
	add(len(f.FilterOnDepartments) > 0, "employments outside %s", chosen(len(f.FilterOnDepartments), "department", "departments"))
	add(len(f.FilterOnEmploymentCategoryType) > 0, "employments outside %s", chosen(len(f.FilterOnEmploymentCategoryType), "category", "categories"))
	if onCall := f.FilterOnOnCallEmployment; onCall != nil {
		add(*onCall, "employments that are not on call")
		add(!*onCall, "employments on call")
	}
	return hidden
}

func chosen(n int, one, more string) string {
	if n == 1 {
		return "1 chosen " + one
	}
	return fmt.Sprintf("%d chosen %s", n, more)
}
