package afas

import (
	"reflect"
	"strings"
)

// columnsOf gives the columns that encoding/json fills in a struct: name in JSON to type. A type that is no struct has none of its own.
func columnsOf(t reflect.Type) map[string]reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	columns := map[string]reflect.Type{}
	if t.Kind() != reflect.Struct {
		return columns
	}
	for _, f := range reflect.VisibleFields(t) {
		tag := f.Tag.Get("json")
		name, _, _ := strings.Cut(tag, ",")
		switch {
		case !f.IsExported(), tag == "-", f.Anonymous && name == "":
			continue
		case name == "":
			name = f.Name
		}
		if _, taken := columns[name]; !taken {
			columns[name] = f.Type
		}
	}
	return columns
}
