package lokettest

import (
	"strings"
	"time"
)

// oldestVersion is the only version of most resources (loket-rest.md §1).
const oldestVersion = "2018-01-01"

// Resources that have another version, oldest first.
var (
	versionsEmployee       = []string{"2018-12-31", "2021-03-29"}
	versionsEmployment     = []string{"2019-12-16"}
	versionsTerminate      = []string{oldestVersion, "2019-12-16"}
	versionsAuthorizations = []string{oldestVersion, "2019-02-11"}
	versionsMinimized      = []string{oldestVersion, "2025-11-03"}
)

// pickVersion gives the newest version on or before the date in the Accept header, or the newest one when there is no date. ok is false for a date
// before the first version and for one that is no date: what Loket does then is unknown, this fake answers 400.
func pickVersion(accept string, versions []string) (version string, ok bool) {
	if versions == nil {
		versions = []string{oldestVersion}
	}
	asked := acceptedVersion(accept)
	if asked == "" {
		return versions[len(versions)-1], true
	}
	if _, err := time.Parse(time.DateOnly, asked); err != nil {
		return "", false
	}
	for _, v := range versions {
		if v <= asked {
			version = v
		}
	}
	return version, version != ""
}

// acceptedVersion gives the version of the first media type that has one.
func acceptedVersion(accept string) string {
	for media := range strings.SplitSeq(accept, ",") {
		for parameter := range strings.SplitSeq(media, ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(parameter), "=")
			if strings.EqualFold(name, "version") {
				return strings.Trim(value, `"`)
			}
		}
	}
	return ""
}
