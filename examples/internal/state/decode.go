package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// errNewer says that a newer program has written the file.
var errNewer = errors.New("it was written by a newer program")

// decode reads a state file strictly: half a state would create or off-board people. Its errors show nothing of what is in the file.
func decode(data []byte) (document, error) {
	var head struct {
		Version int               `json:"version"`
		Source  *Source           `json:"source"`
		People  *[]alleo.Employee `json:"people"`
	}
	if !json.Valid(data) {
		return document{}, errors.New("it is not complete JSON")
	}
	err := json.Unmarshal(data, &head)
	switch {
	case head.Version > version:
		return document{}, fmt.Errorf("%w: it has version %d, and this one knows version %d: use the newer program", errNewer, head.Version, version)
	case err != nil:
		return document{}, errors.New("a field of it cannot be read")
	case head.Version != version:
		return document{}, errors.New("it is not a state file of a known version")
	case head.Source == nil || head.Source.System == "":
		return document{}, errors.New("it does not name its source")
	case head.People == nil:
		return document{}, errors.New("it has no list of people")
	}
	var d document
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&d); err != nil && !errors.Is(err, io.EOF) {
		return document{}, errors.New("a field of it cannot be read")
	}
	return d, checkKeys(d.People)
}

func checkKeys(people []alleo.Employee) error {
	seen := make(map[string]bool, len(people))
	for n, e := range people {
		key := alleo.Key(e)
		if e.ID == "" || e.Email == "" {
			return fmt.Errorf("person %d has no id or no e-mail address", n+1)
		}
		if seen[key] {
			return fmt.Errorf("person %d is in it twice", n+1)
		}
		seen[key] = true
	}
	return nil
}
