package api

import (
	"fmt"
	"log/slog"
)

// Secret holds a secret so that no way of printing shows it: fmt, slog and encoding/json see three asterisks, and reflection
// over a struct that contains one sees an address.
type Secret struct{ value *string }

// NewSecret wraps a secret.
func NewSecret(value string) Secret { return Secret{&value} }

// Reveal gives the secret, for the one place that sends it.
func (s Secret) Reveal() string {
	if s.value == nil {
		return ""
	}
	return *s.value
}

// Format prints three asterisks for every verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("***")) }

// MarshalText gives three asterisks.
func (s Secret) MarshalText() ([]byte, error) { return []byte("***"), nil }

// LogValue gives three asterisks.
func (s Secret) LogValue() slog.Value { return slog.StringValue("***") }
