package alleo

// DefaultAccessColumn is the column of the access tick box when [ProfitOptions] names no other.
const DefaultAccessColumn = "Alleo_Access"

// NoAccessColumn says that the source has no access tick box: everyone is eligible (alleo.md §3).
const NoAccessColumn = "none"

// Access is what the access tick box of a person says.
type Access string

// What the tick box can say.
const (
	AccessGranted    Access = "granted"
	AccessDenied     Access = "denied"
	AccessEmpty      Access = "empty"      // not filled in: not eligible
	AccessUnreadable Access = "unreadable" // neither yes nor no: nothing is decided
)

// ParseAccess reads the value of an access field: true and false, yes and no, ja and nee, 1 and 0, without case and with blanks around
// them (alleo.md §3). Empty text is AccessEmpty, anything else AccessUnreadable: never a silent no.
func ParseAccess(text string) Access {
	switch fold(text) {
	case "":
		return AccessEmpty
	case "true", "yes", "ja", "1":
		return AccessGranted
	case "false", "no", "nee", "0":
		return AccessDenied
	}
	return AccessUnreadable
}
