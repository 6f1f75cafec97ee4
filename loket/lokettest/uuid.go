package lokettest

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// UUID gives a UUID for a name: always the same one, and another one for another name. Tests use it to give ids that they can name.
func UUID(name string) string {
	sum := sha256.Sum256([]byte(name))
	sum[6] = sum[6]&0x0f | 0x80 // version 8: made by a rule of one's own (RFC 9562 §5.8)
	sum[8] = sum[8]&0x3f | 0x80
	return dashed(hex.EncodeToString(sum[:16]))
}

// parseUUID reads a UUID in the forms that Loket's pattern allows: in any case, with or without braces and dashes (loket-rest.md §7).
func parseUUID(s string) (id string, ok bool) {
	digits := strings.ToLower(strings.ReplaceAll(strings.Trim(s, "{}()"), "-", ""))
	if len(digits) != 32 || strings.Trim(digits, "0123456789abcdef") != "" {
		return "", false
	}
	return dashed(digits), true
}

func dashed(digits string) string {
	return digits[:8] + "-" + digits[8:12] + "-" + digits[12:16] + "-" + digits[16:20] + "-" + digits[20:]
}
