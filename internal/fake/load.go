package fake

import (
	"encoding/json"
	"io"
)

// Load reads what a fake serves from JSON. A name that does not exist is an error, because it is a slip of whoever wrote the file.
func Load(r io.Reader, into any) error {
	d := json.NewDecoder(r)
	d.DisallowUnknownFields()
	return d.Decode(into)
}
