package lokettest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// An orderKey is one field of orderBy.
type orderKey struct {
	path       []string
	member     *member
	descending bool
}

// orderField is the vendor's pattern, with the dots that it forgets (loket-rest.md §3.1).
var orderField = regexp.MustCompile(`^-?\w+(\.\w+)*$`)

// parseOrder reads orderBy: "-companyName,address.houseNumber".
func parseOrder(s string, on *schema) ([]orderKey, error) {
	var keys []orderKey
	for field := range strings.SplitSeq(s, ",") {
		if !orderField.MatchString(field) {
			return nil, fmt.Errorf("orderBy has an invalid form")
		}
		name, descending := strings.CutPrefix(field, "-")
		path, found := on.lookUp(name)
		if found == nil || found.is == typeList || found.is == typeObject {
			return nil, fmt.Errorf("orderBy names the unknown field %s", name)
		}
		keys = append(keys, orderKey{path, found, descending})
	}
	return keys, nil
}

// sortBy orders documents, null first. What the keys leave open stays as it was.
func sortBy(docs []object, keys []orderKey) {
	slices.SortStableFunc(docs, func(a, b object) int {
		for _, key := range keys {
			order := key.member.compareValues(at(a, key.path), at(b, key.path))
			if order != 0 && key.descending {
				return -order
			}
			if order != 0 {
				return order
			}
		}
		return 0
	})
}
