package afas

import (
	"encoding/json"
	"reflect"
	"strings"
)

// columnsOf gives the columns that encoding/json fills in a struct: name in JSON to type. A type that is no struct, or decodes itself, has none of its own.
func columnsOf(t reflect.Type) map[string]reflect.Type {
	t = withoutPointers(t)
	columns := map[string]reflect.Type{}
	if t.Kind() != reflect.Struct || decodesItself(t) {
		return columns
	}
	depths := map[string]int{}
	for _, f := range reflect.VisibleFields(t) {
		name, ok := columnOf(t, f)
		if depth, taken := depths[name]; ok && (!taken || len(f.Index) < depth) {
			columns[name], depths[name] = f.Type, len(f.Index)
		}
	}
	return columns
}

// columnOf gives the name of the column that a field takes, if it takes one.
func columnOf(t reflect.Type, f reflect.StructField) (string, bool) {
	for n := 1; n < len(f.Index); n++ { // an embedded struct with a name is a column, and its fields are not
		if jsonName(t.FieldByIndex(f.Index[:n])) != "" {
			return "", false
		}
	}
	name := jsonName(f)
	switch {
	case !f.IsExported(), f.Tag.Get("json") == "-":
		return "", false
	case name != "":
		return name, true
	case f.Anonymous && withoutPointers(f.Type).Kind() == reflect.Struct:
		return "", false
	}
	return f.Name, true
}

func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}

var jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()

func decodesItself(t reflect.Type) bool {
	return reflect.PointerTo(withoutPointers(t)).Implements(jsonUnmarshaler)
}

func withoutPointers(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}
