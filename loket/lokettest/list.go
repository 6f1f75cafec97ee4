package lokettest

import (
	"net/http"
	"strconv"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// defaultPageSize is the vendor's, which may change (loket-rest.md §3.1).
const defaultPageSize = 250

// An entry is what a row of a list is made of: a record, in some lists together with the record that the row is about.
type entry struct {
	owner  *record
	record *record
	place  int // in a list of something else than records
}

// A view is how a list shows its entries.
type view struct {
	schema *schema
	show   func(entry) object
}

func entriesOf(records []*record) []entry {
	entries := make([]entry, len(records))
	for i, r := range records {
		entries[i] = entry{record: r}
	}
	return entries
}

// view is how a kind is shown in the version of the call.
func (c *call) view(k *kind) view {
	show := func(e entry) object { return c.d.show(e.record) }
	if k == kindEmployee && c.version == versionsEmployee[0] {
		return view{employee2018, func(e entry) object { return employee2018.cut(e.record.doc) }}
	}
	return view{k.schema, show}
}

// employee2018 lacks what came with version 2021-03-29 (loket-rest.md §1).
var employee2018 = kindEmployee.schema.without(
	"contactInformation.businessEmailAddress", "contactInformation.businessMobilePhoneNumber", "contactInformation.businessPhoneNumber",
)

// list answers a page of entries: filtered, ordered, cut.
func (c *call) list(v view, entries []entry) fake.Answer {
	number, size, ok := c.page()
	if !ok {
		return c.refuseList(broken(codeForm, "pageNumber and pageSize must be whole numbers from 1", "pageNumber", "pageSize"))
	}
	rows, err := c.rows(v, entries)
	if err != nil {
		return c.refuseList(broken(codeForm, err.Error()))
	}
	pages := (rows.count + size - 1) / size
	if rows.count == 0 && c.s.env.Quirks.OnePageWhenEmpty {
		pages = 1
	}
	from, shown := min((number-1)*size, rows.count), number
	if c.repeats {
		from, pages = 0, number+1
	}
	body := c.envelope(c.warnings)
	body["_embedded"] = c.embedded(v.schema, rows, from, min(from+size, rows.count))
	addPaging(body, rows.count, size, pages, shown)
	return c.finish(body)
}

// listAll answers all entries at once, without paging members, as lists without paging parameters do (loket-rest.md §3.1).
func (c *call) listAll(v view, entries []entry) fake.Answer {
	rows, err := c.rows(v, entries)
	if err != nil {
		return c.refuseList(broken(codeForm, err.Error()))
	}
	body := c.envelope(c.warnings)
	body["_embedded"] = c.embedded(v.schema, rows, 0, rows.count)
	return c.finish(body)
}

func (c *call) finish(body object) fake.Answer {
	if c.s.env.Quirks.Tolerance {
		addUnknown(body)
	}
	return jsonAnswer(http.StatusOK, body)
}

func addPaging(body object, total, size, pages, current int) {
	body["totalSize"], body["pageSize"], body["totalPages"], body["currentPage"] = total, size, pages, current
}

func (c *call) page() (number, size int, ok bool) {
	number, numberOK := c.positive("pagenumber", 1)
	size, sizeOK := c.positive("pagesize", defaultPageSize)
	if limit := c.s.env.Quirks.MaxPageSize; limit > 0 {
		size = min(size, limit)
	}
	return number, size, numberOK && sizeOK
}

func (c *call) positive(name string, fallback int) (n int, ok bool) {
	if !c.query.Has(name) {
		return fallback, true
	}
	parsed, err := strconv.ParseInt(c.query.Get(name), 10, 32)
	return int(parsed), err == nil && parsed > 0
}

// rows are the rows of a list, made when they are needed: most lists are read a page at a time.
type rows struct {
	count int
	row   func(i int) object
}

func (c *call) rows(v view, entries []entry) (rows, error) {
	if c.s.env.Quirks.Shuffle {
		entries = c.s.shuffled(entries)
	}
	where, order := c.query.Get("filter"), c.query.Get("orderby")
	if where == "" && order == "" {
		return rows{len(entries), func(i int) object { return v.show(entries[i]) }}, nil
	}
	keep := func(object) bool { return true }
	if where != "" {
		parsed, err := parseFilter(where, v.schema)
		if err != nil {
			return rows{}, err
		}
		keep = parsed
	}
	var docs []object
	for _, e := range entries {
		if doc := v.show(e); keep(doc) {
			docs = append(docs, doc)
		}
	}
	if order != "" {
		keys, err := parseOrder(order, v.schema)
		if err != nil {
			return rows{}, err
		}
		sortBy(docs, keys)
	}
	return rows{len(docs), func(i int) object { return docs[i] }}, nil
}

func (c *call) embedded(s *schema, rows rows, from, to int) []any {
	embedded := []any{}
	for i := from; i < to; i++ {
		embedded = append(embedded, c.output(s, rows.row(i)))
	}
	return embedded
}
