package alleo

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/civil"
)

// Employee is what Alleo knows, or should know, about one person. Its fields follow the only mapping that Alleo has published
// (alleo.md §2.7) and the columns of its AFAS integration (alleo.md §2.1). A zero day is no day.
type Employee struct {
	ID       string `json:"id,omitzero"`        // stable id at the source, as the source writes it; Alleo's external_id
	PersonID string `json:"person_id,omitzero"` // person number; the same for two employee ids of one person
	Email    string `json:"email,omitzero"`

	FirstName  string     `json:"first_name,omitzero"`
	Prefix     string     `json:"prefix,omitzero"` // "van der"
	LastName   string     `json:"last_name,omitzero"`
	Department string     `json:"department,omitzero"`
	Birthday   civil.Date `json:"birthday,omitzero"`

	Start      civil.Date `json:"start,omitzero"`      // first working day, from which the work anniversary counts
	Onboarding civil.Date `json:"onboarding,omitzero"` // day on which the account opens; never changes once set (alleo.md §5)
	End        civil.Date `json:"end,omitzero"`        // last working day, inclusive; Alleo's offboarding date

	Active    bool `json:"active"`
	Withdrawn bool `json:"withdrawn,omitzero"` // access was taken away and that is recorded

	Budgets map[string]int64 `json:"budgets,omitempty"`  // column name in lower case to amount in cents
	OneOffs []OneOff         `json:"one_offs,omitempty"` // every one-off budget ever handed out

	// account is the Key under which the record is known at Alleo while it has no ID there.
	account string
}

// OneOff is a one-off budget that was handed out. The field and the amount identify it: the same amount is never handed out twice.
type OneOff struct {
	Field  string `json:"field"`  // column name in lower case
	Amount int64  `json:"amount"` // cents
}

// DisplayName gives the name as a person reads it: first name, prefix, last name.
func (e Employee) DisplayName() string {
	return strings.Join(strings.Fields(e.FirstName+" "+e.Prefix+" "+e.LastName), " ")
}

// Key gives the identity of a record for plansync.Diff: its ID, trimmed and in lower case, because AFAS compares employee ids
// without case (afas-connectors.md §10.2). A record without an ID, as an Alleo that was filled by hand has them, is known by "email:"
// and a hash of its address, because keys appear in errors and logs; no ID gives such a key. A record without both has the empty key,
// which Diff refuses.
func Key(e Employee) string {
	if e.account != "" {
		return e.account
	}
	if id := fold(e.ID); id != "" {
		return idKey(id)
	}
	if address := fold(e.Email); address != "" {
		hash := sha256.Sum256([]byte(address))
		return addressPrefix + hex.EncodeToString(hash[:8])
	}
	return ""
}

const (
	addressPrefix = "email:"
	idPrefix      = "id:"
)

// idKey keeps ids apart from addresses: an id that looks like one of our own prefixes gets a prefix itself.
func idKey(id string) string {
	if strings.HasPrefix(id, addressPrefix) || strings.HasPrefix(id, idPrefix) {
		return idPrefix + id
	}
	return id
}

// fold gives the form in which ids and addresses are compared.
func fold(text string) string { return strings.ToLower(strings.TrimSpace(text)) }
