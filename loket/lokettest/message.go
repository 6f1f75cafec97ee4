package lokettest

// A message tells what went wrong, or what to look at (loket-rest.md §6.1).
type message struct {
	Code        int      `json:"code"`
	ID          *string  `json:"id"`
	Type        string   `json:"type"`
	Description string   `json:"description"`
	Properties  []string `json:"properties"`
}

func broken(code int, description string, properties ...string) message {
	if properties == nil {
		properties = []string{}
	}
	return message{Code: code, Type: "BrokenBusinessRule", Description: description, Properties: properties}
}

// about names the record that the message is about, in an action on many.
func (m message) about(id string) message {
	m.ID = &id
	return m
}
