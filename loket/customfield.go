package loket

import "strings"

// CustomFieldsService reads and changes which custom fields (eigen velden) an employer has. One definition can have values at employees and at employments (loket-rest.md §4.8).
type CustomFieldsService struct {
	Lister[CustomField] // of an employer
	Getter[CustomField]
	Creator[CustomField]
	Replacer[CustomField]
	Deleter
}

func newCustomFields(c *Client) CustomFieldsService {
	list := at(c, "/providers/employers/{employerId}/customfields", firstVersion)
	one := at(c, "/providers/employers/customfields/{customFieldId}", firstVersion)
	return CustomFieldsService{
		Lister:   Lister[CustomField]{list},
		Getter:   Getter[CustomField]{one},
		Creator:  Creator[CustomField]{list},
		Replacer: Replacer[CustomField]{one},
		Deleter:  Deleter{one},
	}
}

// CustomField is a custom field. It has no technical name: programs know it by the description, which people can change and can give to two fields.
type CustomField struct {
	ID          string `json:"id,omitzero"`
	Description string `json:"description,omitzero"`
}

// Is reports whether the field has that description, without regard to case and to spaces around it, which Loket keeps.
func (f CustomField) Is(description string) bool {
	return strings.EqualFold(strings.TrimSpace(f.Description), strings.TrimSpace(description))
}

// CustomFieldValue is the value that an employee or an employment has for a custom field. There is none for a field that is not filled in, and a value cannot be emptied: delete it.
type CustomFieldValue struct {
	ID          string      `json:"id,omitzero"` // of the value; read only
	CustomField CustomField `json:"customField"` // its ID, set when the value is created and kept
	Value       string      `json:"value"`       // always text, up to 255 characters; Loket keeps spaces around it
}

// CustomFieldValues are the values of one employee or employment.
type CustomFieldValues []CustomFieldValue

// Named gives the values of fields with that description; see [CustomField.Is]. More than one means that two fields are called the same.
func (values CustomFieldValues) Named(description string) CustomFieldValues {
	var named CustomFieldValues
	for _, v := range values {
		if v.CustomField.Is(description) {
			named = append(named, v)
		}
	}
	return named
}
