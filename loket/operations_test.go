package loket_test

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/jarcoal/httpmock"
	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/loket"
)

// operation is a line of testdata/operations.txt: one of the 713 documented operations, with its resource versions ("-" for none) and with what it answers: one record, a list, none, or a file of
// one of the media types.
type operation struct {
	method, path string
	versions     []string
	answers      string
}

func operations(t *testing.T) []operation {
	t.Helper()
	data, err := os.ReadFile("testdata/operations.txt")
	require.NoError(t, err)
	var all []operation
	for line := range strings.Lines(string(data)) {
		parts := strings.Fields(line)
		require.Len(t, parts, 4)
		all = append(all, operation{parts[0], parts[1], strings.Split(parts[2], ","), parts[3]})
	}
	require.Len(t, all, 713)
	return all
}

var inBraces = regexp.MustCompile(`\{[^{}]*\}`)

// address is the address of the operation with every id the same.
func (o operation) address() string {
	path := inBraces.ReplaceAllString(o.path, "X1")
	if !strings.HasPrefix(path, "/person/") { // loket-rest.md §1
		path = "/v2" + path
	}
	return base + path
}

func (o operation) isFile() bool { return strings.Contains(o.answers, "/") }

// answer is what the operation answers.
func (o operation) answer() string {
	switch o.answers {
	case "one":
		return detail(`{"id":"X1"}`)
	case "list":
		return list(1, 1, `{"id":"X1"}`)
	case "none":
		return ""
	}
	return "%PDF-1.7"
}

// call calls the operation through the door that fits, and gives the id of the record that came, or the file.
func (o operation) call(ctx context.Context, c *loket.Client, version string) (string, error) {
	op := loket.Operation{Path: o.path, Version: version}
	for range inBraces.FindAllString(o.path, -1) {
		op.IDs = append(op.IDs, "X1")
	}
	var file bytes.Buffer
	mediaType, _, _ := strings.Cut(o.answers, ",")
	switch {
	case o.isFile() && o.method == "POST":
		_, err := loket.DownloadPost(ctx, c, op, row{ID: "X2"}, mediaType, &file)
		return file.String(), err
	case o.isFile():
		_, err := loket.Download(ctx, c, op, mediaType, &file)
		return file.String(), err
	case o.method == "GET" && o.answers == "none": // a document of whatever type
		_, err := loket.Download(ctx, c, op, "*/*", &file)
		return file.String(), err
	case o.method == "GET" && o.answers == "list":
		rows, err := loket.Collect(loket.All[row](ctx, c, op, nil))
		if err != nil || len(rows) != 1 {
			return "", err
		}
		return rows[0].ID, nil
	case o.method == "DELETE":
		return "", loket.Delete(ctx, c, op)
	}
	record, err := o.record(ctx, c, op)
	if err != nil {
		return "", err
	}
	return record.Value.ID, nil
}

func (o operation) record(ctx context.Context, c *loket.Client, op loket.Operation) (*loket.Record[row], error) {
	switch o.method {
	case "POST":
		return loket.Post[row](ctx, c, op, row{ID: "X2"})
	case "PUT":
		return loket.Put[row](ctx, c, op, row{ID: "X2"}, `"e"`)
	case "PATCH":
		return loket.Patch[row](ctx, c, op, row{ID: "X2"})
	}
	return loket.Get[row](ctx, c, op)
}

// issue 3, point 5: everything can be reached today.
func TestEveryOperationCanBeReached(t *testing.T) {
	t.Parallel()
	client, w := newClient(t)
	for _, o := range operations(t) {
		w.RegisterResponder(o.method, o.address(), httpmock.NewStringResponder(http.StatusOK, o.answer()))
		for _, version := range o.versions {
			version = strings.TrimPrefix(version, "-")

			got, err := o.call(t.Context(), client, version)

			require.NoError(t, err, "%s %s", o.method, o.path)
			sent := w.sent()
			last := sent[len(sent)-1]
			address, _, _ := strings.Cut(last.URL, "?")
			require.Equal(t, o.method, last.Method)
			require.Equal(t, o.address(), address)
			if version != "" {
				require.Contains(t, last.Header.Get("Accept"), ";version="+version)
			}
			switch {
			case o.isFile():
				require.Equal(t, "%PDF-1.7", got)
			case o.method != "DELETE" && o.answers != "none":
				require.Equal(t, "X1", got, "%s %s", o.method, o.path)
			}
		}
	}
}

// What the typed surface sends is documented: every path with its method, and a version that the operation has (loket-rest.md §1).
func TestTheTypedSurfaceSendsDocumentedOperations(t *testing.T) {
	t.Parallel()
	documented := operations(t)
	check := func(method, path, version string) {
		for _, o := range documented {
			if o.method == method && o.matches(path) {
				require.True(t, o.has(version), "%s %s in version %s", method, path, version)
				return
			}
		}
		require.Fail(t, "not documented", "%s %s", method, path)
	}
	for _, r := range readings {
		check("GET", r.path, r.version)
	}
	for _, r := range replacements {
		check("PUT", r.path, r.version)
	}
	for _, c := range creations {
		check("POST", c.path, "2018-01-01")
	}
	for _, a := range actions {
		check(a.method, a.path, a.version)
	}
	for _, d := range deletions {
		check("DELETE", d.path, d.version)
	}
	check("GET", employerPath+"/authorizations", "2019-02-11")
	check("POST", employeesPath+"/"+employeeID+"/employments", "2018-01-01")
	for _, path := range []string{employeeFieldsPath, employmentFieldsPath, employerNumbersPath, employmentNumbersPath} {
		check("GET", path, "2018-01-01")
	}
}

// matches reports whether the path is one of the operation, and of no operation that is spelled out.
func (o operation) matches(path string) bool {
	parts, names := strings.Split(path, "/"), strings.Split(o.path, "/")
	if len(parts) != len(names) {
		return false
	}
	for i, name := range names {
		isID := strings.Contains(parts[i], "-") || parts[i] == "X1"
		if inBraces.MatchString(name) != isID || !isID && name != parts[i] {
			return false
		}
	}
	return true
}

// has reports whether the operation is documented in the version, or in none.
func (o operation) has(version string) bool {
	for _, v := range o.versions {
		if v == version || v == "-" {
			return true
		}
	}
	return false
}
