// Package readme_test compiles what README.md shows: each block of Go there is the body of an Example here, word for word.
package readme_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEverySnippetOfTheReadmeIsACompiledExample(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("../../README.md")
	require.NoError(t, err)
	source, err := os.ReadFile("example_test.go")
	require.NoError(t, err)
	blocks := regexp.MustCompile("(?s)(?:<!-- (\\w+) -->\n)?```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	require.Len(t, blocks, strings.Count(string(readme), "```go\n"))
	for _, block := range blocks {
		require.NotEmpty(t, block[1], "a block of Go in README.md names no example")
		_, body, found := strings.Cut(string(source), "func "+block[1]+"() {\n")
		require.True(t, found, "there is no %s", block[1])
		body, _, _ = strings.Cut(body, "\n}\n")
		require.Contains(t, unindent(body), strings.TrimSpace(block[2]), "README.md and %s differ", block[1])
	}
}

// unindent takes the two tabs of an example's function off every line.
func unindent(code string) string {
	return regexp.MustCompile(`(?m)^\t\t`).ReplaceAllString(code, "")
}
