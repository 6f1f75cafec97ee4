package cli

import (
	"encoding/json"
	"fmt"
	"io"
)

// PrintJSON writes the one document of -json.
func PrintJSON(w io.Writer, document any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(document); err != nil {
		return fmt.Errorf("the answer could not be written to standard output: %w", err)
	}
	return nil
}
