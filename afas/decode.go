package afas

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"

	"github.com/seed-dd546a8a/afas-loket/internal/api"
)

// decode reads JSON as AFAS writes it. Its errors are made fit to show: those of encoding/json can quote a value.
func decode(data []byte, into any) error {
	data = api.TrimJSON(data)
	err := json.Unmarshal(data, into)
	if _, ok := errors.AsType[*json.SyntaxError](err); ok {
		err = json.Unmarshal(fixNumbers(data), into)
	}
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("the answer has another shape than expected: %q is not a %v", e.Field, e.Type)
	}
	return errors.New("the answer is not valid JSON")
}

var shortNumber = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[0-9]\.[0-9]|-?\.[0-9]`)

// fixNumbers writes the zero that environments up to Profit 6 leave out of -.5, which makes their answers invalid JSON
// (afas-profit-rest.md §3.6). Texts stay as they are.
func fixNumbers(data []byte) []byte {
	return shortNumber.ReplaceAllFunc(data, func(m []byte) []byte {
		switch m[0] {
		case '-':
			return append([]byte("-0"), m[1:]...)
		case '.':
			return append([]byte("0"), m...)
		}
		return m
	})
}
