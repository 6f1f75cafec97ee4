package loket

// Provider is an accountant, as a rule the only one that the user can see (loket-rest.md §4.1).
type Provider struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}
