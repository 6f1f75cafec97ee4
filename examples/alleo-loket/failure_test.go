package main

import (
	"bytes"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-dd546a8a/afas-loket/alleo"
	"github.com/seed-dd546a8a/afas-loket/internal/filelock"
	"github.com/seed-dd546a8a/afas-loket/loket/lokettest"
)

// requireNothingWritten runs the program with everything that writes, after something went wrong, and checks that the state is as it was and the CSV is not there.
func requireNothingWritten(t *testing.T, b bakery, goWrong func(), status int, says string, args ...string) {
	t.Helper()
	file := applied(t, b)
	directory := filepath.Dir(file)
	before := content(t, directory)
	goWrong()
	o := call(t, b.env, append(args, "-json", "-today", day, "-apply", "-state", file, "-csv", filepath.Join(directory, "alleo_employees_now.csv"))...)
	require.Equal(t, status, o.status, o.stderr)
	require.Equal(t, before, content(t, directory))
	if status == 2 {
		require.Empty(t, o.stdout)
		require.Contains(t, o.stderr, says)
		return
	}
	p := o.preview(t)
	require.Contains(t, p.Error+p.Stopped, says)
}

// Issue 3 "Bad input": what Loket may answer. design.md "Examples": exit status 1, and nothing is lost.
func TestWhatLoketMayAnswer(t *testing.T) {
	t.Parallel()
	html := "<html><body>Just a moment</body></html>"
	const bulk = "GetEmployeeCustomFieldsByEmployerId"
	tests := map[string]struct {
		fault lokettest.Fault
		says  string
	}{
		"a wrong secret":                           {lokettest.TokenError("invalid_client").On("token"), "client id or secret is wrong"},
		"HTML":                                     {lokettest.Status(http.StatusOK, html).On(bulk), "customfields"},
		"HTML with an error status":                {lokettest.Status(http.StatusForbidden, html).On("providers/employers"), "403"},
		"nothing":                                  {lokettest.Status(http.StatusOK, "").On(bulk), "customfields"},
		"rows of the wrong type":                   {lokettest.Status(http.StatusOK, `{"_embedded":[7],"totalPages":1}`).On(bulk), "customfields"},
		"JSON that is cut off":                     {lokettest.Truncated().On(bulk), "customfields"},
		"a connection that is cut":                 {lokettest.CutOff().On(bulk), "customfields"},
		"the same without a length":                {lokettest.CutOffChunked().On(bulk), "customfields"},
		"a reset":                                  {lokettest.Reset().On(bulk), "customfields"},
		"an error":                                 {lokettest.Status(http.StatusInternalServerError, "").On(bulk), "500"},
		"maintenance for two hours":                {lokettest.Unavailable(2 * time.Hour), "2h0m0s"},
		"a page that comes again":                  {lokettest.RepeatedPage().On(bulk), "same as the page before"},
		"a page that fails":                        {lokettest.Status(http.StatusInternalServerError, "").On(bulk).After(1), "500"},
		"an employer that disappears half-way":     {lokettest.Status(http.StatusNotFound, "").On("providers/employers/{}/employees/employments/lastmodifiedversionnumbers"), "404"},
		"an employer that the user may not read":   {lokettest.Denied().On("user/filtersettings/{}"), "403"},
		"custom fields that the user may not read": {lokettest.Denied().On("providers/employers/{}/customfields"), "403"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startBakery(t, people(260))
			requireNothingWritten(t, b, func() { b.RevokeTokens(); b.Fault(test.fault) }, 1, test.says)
		})
	}
}

// Issue 3 "Bad input": an employer that disappears while it is read.
func TestAnEmployerThatDisappearsHalfWay(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(3))
	requireNothingWritten(t, b, func() {
		b.OnRequest(func(r lokettest.Request) {
			if r.Activity() == "GetCustomFieldsByEmployerId" {
				_ = b.SetAccess(employerID, lokettest.Hidden)
			}
		})
	}, 1, "404")
}

// Issue 3 "Bad input": a refresh token that another process has used meanwhile. loket-rest.md §2.
func TestARefreshTokenThatWasUsedElsewhere(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(3))
	requireNothingWritten(t, b, func() { b.RevokeTokens(); b.RevokeRefreshTokens() }, 1, "Run this program with -login")
}

// Issue 3 "Bad input": a store that cannot be written. The token does not show.
func TestATokenFileThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(t *testing.T, file string) string{
		"in a directory that does not exist": func(_ *testing.T, file string) string {
			return filepath.Join(filepath.Dir(file), "missing", "token.json")
		},
		"a directory": func(_ *testing.T, file string) string { return filepath.Dir(file) },
		"damaged":     func(t *testing.T, file string) string { overwrite(t, file, `{"refresh_token":"gehe`); return file },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := startBakery(t, people(3))
			b.env["LOKET_TOKEN_FILE"] = spoil(t, b.env["LOKET_TOKEN_FILE"])
			o := call(t, b.env, "-json", "-v", "-today", day)
			require.Equal(t, 1, o.status, o.stderr)
			require.NotEmpty(t, o.preview(t).Error)
			require.NotContains(t, o.stderr+o.stdout, b.RefreshToken)
			require.NotContains(t, o.stderr+o.stdout, "gehe")
		})
	}
}

// loket-rest.md §4.12: filter settings that hide people are said loudly, and stop the run. They are not changed.
func TestFilterSettingsThatHidePeople(t *testing.T) {
	t.Parallel()
	b := startBakery(t, people(3), func(e *lokettest.Environment) {
		e.Employers[0].FilterSettings = &lokettest.FilterSettings{Status: "ActiveEmployments"}
	})
	file := filepath.Join(t.TempDir(), "state.json")
	o := call(t, b.env, "-json", "-today", day, "-apply", "-state", file)
	require.Equal(t, 1, o.status)
	p := o.preview(t)
	require.Equal(t, []string{employerID + " " + alleo.CodeFilterHides}, codes(p))
	require.Contains(t, p.Error, "people who left are missing")
	require.Contains(t, o.stderr, "people who left are missing")
	require.Empty(t, content(t, filepath.Dir(file)))
	for _, r := range b.Requests() {
		require.NotEqual(t, http.MethodPut, r.Method)
	}
}

// design.md "People at Alleo": a configured field that is missing, and one that is there twice, are wrong settings: exit status 2.
func TestTheFieldAboutAccess(t *testing.T) {
	t.Parallel()
	t.Run("is missing", func(t *testing.T) {
		t.Parallel()
		b := startBakery(t, people(3))
		requireNothingWritten(t, b, func() {}, 2, `"Toegang"`, "-access", "Toegang")
	})
	t.Run("is there twice", func(t *testing.T) {
		t.Parallel()
		second := lokettest.UUID("the second")
		b := startBakery(t, people(3), func(e *lokettest.Environment) {
			e.Employers[0].CustomFields = append(e.Employers[0].CustomFields, lokettest.CustomField{ID: second, Description: "ALLEO_ACCESS"})
		})
		o := call(t, b.env, "-json", "-today", day)
		require.Equal(t, 2, o.status)
		require.Empty(t, o.stdout)
		require.Contains(t, o.stderr, second)
		require.Contains(t, o.stderr, lokettest.UUID("access"))
	})
}

// design.md "sync": limits, in a preview as well.
func TestSafetyLimits(t *testing.T) {
	t.Parallel()
	remove := func(t *testing.T, b bakery, n int) func() {
		return func() {
			for i := range n {
				require.NoError(t, b.Remove(key(100+i)))
			}
		}
	}
	t.Run("an empty source", func(t *testing.T) {
		t.Parallel()
		b := startBakery(t, people(3))
		requireNothingWritten(t, b, remove(t, b, 3), 3, "no records at all", "-max-offboard", "unlimited")
	})
	t.Run("more than 20 %", func(t *testing.T) {
		t.Parallel()
		b := startBakery(t, people(50))
		requireNothingWritten(t, b, remove(t, b, 11), 3, "11 of 50 records would be lost")
	})
	t.Run("business addresses that are gone", func(t *testing.T) {
		t.Parallel()
		b := startBakery(t, people(20))
		requireNothingWritten(t, b, func() {
			for i := range 20 {
				require.NoError(t, b.Change(key(100+i), map[string]any{"contactInformation.businessEmailAddress": nil}))
			}
		}, 3, "20 of 20 records would be lost")
	})
}

// design.md "Examples": two runs on one state file exclude each other.
func TestTwoRunsAtOnce(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "state.json")
	lock, err := filelock.Acquire(file + ".lock")
	require.NoError(t, err)
	for _, flags := range [][]string{{}, {"-apply"}} {
		o := call(t, nil, append(flags, "-json", "-today", day, "-state", file)...)
		require.Equal(t, 1, o.status)
		require.Contains(t, o.preview(t).Error, "in use by another run")
	}
	require.NoError(t, lock.Release())
	require.Equal(t, 0, call(t, nil, "-json", "-today", day, "-apply", "-state", file).status)
}

// design.md "Examples": a state file that is damaged (1) or belongs to another source (2).
func TestAStateFileThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		content string
		status  int
	}{{`{"version":1,"source":{"system":"lok`, 1}, {`{"version":1,"source":{"system":"afas","embedded":true},"people":[]}`, 2}} {
		file := filepath.Join(t.TempDir(), "state.json")
		overwrite(t, file, test.content)
		require.Equal(t, test.status, call(t, nil, "-json", "-today", day, "-apply", "-state", file).status)
		require.Equal(t, map[string]string{"state.json": test.content}, content(t, filepath.Dir(file)))
	}
}

// Nothing on standard output is lost without saying so.
func TestAnAnswerThatCannotBePrinted(t *testing.T) {
	t.Parallel()
	read, write, err := os.Pipe()
	require.NoError(t, err)
	require.NoError(t, read.Close())
	require.NoError(t, write.Close())
	var stderr bytes.Buffer
	require.Equal(t, 1, run(t.Context(), []string{"-json", "-today", day}, func(string) string { return "" }, write, &stderr))
	require.Contains(t, stderr.String(), "standard output")
}
