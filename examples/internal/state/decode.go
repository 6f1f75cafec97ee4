package state

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/seed-dd546a8a/afas-loket/alleo"
)

// decode reads a state file strictly: half a state would create or off-board people. Its errors show nothing of what is in the file.
func decode(data []byte) (document, error) {
	var head struct {
		Version int     `json:"version"`
		Source  *Source `json:"source"`
	}
	if !json.Valid(data) {
		return document{}, errors.New("it is not complete JSON")
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return document{}, errors.New("it is not a state file")
	}
	if head.Version != version {
		return document{}, fmt.Errorf("it has version %d, and this program knows version %d", head.Version, version)
	}
	if head.Source == nil || head.Source.System == "" {
		return document{}, errors.New("it does not name its source")
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
		if key == "" {
			return fmt.Errorf("person %d has no key", n+1)
		}
		if seen[key] {
			return fmt.Errorf("person %d is in it twice", n+1)
		}
		seen[key] = true
	}
	return nil
}
