package loket

// FunctionsService reads and changes the functions of an employer. A function cannot be deleted (loket-rest.md §4.5).
type FunctionsService struct {
	Lister[Function] // of an employer
	Getter[Function]
	Creator[Function]
	Replacer[Function]
}

func newFunctions(c *Client) FunctionsService {
	list := at(c, "/providers/employers/{employerId}/functions", firstVersion)
	one := at(c, "/providers/employers/functions/{functionId}", firstVersion)
	return FunctionsService{
		Lister:   Lister[Function]{list},
		Getter:   Getter[Function]{one},
		Creator:  Creator[Function]{list},
		Replacer: Replacer[Function]{one},
	}
}

// Function is a job. Its id is called key, unlike every other id of Loket.
type Function struct {
	Key         string `json:"key,omitzero"` // read only
	Description string `json:"description"`
	Group       string `json:"group,omitzero"`
}
