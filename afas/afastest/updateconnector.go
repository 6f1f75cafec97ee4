package afastest

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// UpdateConnector is a door through which records are written, and the records behind it. It is plain data, and a name is enough:
// KnCourseMember, KnContact, KnPerson, KnOrganisation and KnSubject come with their definition. Any other connector of the vendor's
// specification comes with its root, verbs, keys and answers (afas-profit-rest.md appendix A), but without fields: it takes whatever it is
// told and updates what it does not know. What is set here replaces what is built in.
type UpdateConnector struct {
	Name        string `json:"name"`
	Description string `json:"description,omitzero"` // the name when empty
	Root        string `json:"root,omitzero"`        // name of the outermost JSON element

	Fields  []UpdateField  `json:"fields,omitzero"`  // definition of the root element, without Free
	Free    []UpdateField  `json:"free,omitzero"`    // free fields: "U" and 32 hex digits, found by their label
	Objects []UpdateObject `json:"objects,omitzero"` // elements that may be nested in the root element

	Verbs      []string `json:"verbs,omitzero"`       // of POST, PUT and DELETE; another one is a 405
	SubObjects []string `json:"sub_objects,omitzero"` // objects that POST {connector}/{object} takes; nil: all
	OneElement bool     `json:"one_element,omitzero"` // takes one element in a call
	Upserts    bool     `json:"upserts,omitzero"`     // an update of a record that is not there inserts it

	Keys    []string `json:"keys,omitzero"`    // fields that identify a record together; those with PrimaryKey when empty
	Matches []Match  `json:"matches,omitzero"` // how an element names its record where it is not by Keys
	Numbers []Number `json:"numbers,omitzero"` // fields that AFAS fills when an insert leaves them out

	Results []string    `json:"results,omitzero"` // keys in answers; an answer without any has no body
	Answer  AnswerShape `json:"answer,omitzero"`

	Records []map[string]any `json:"records,omitzero"` // at the start: values by field id
	Shows   []View           `json:"shows,omitzero"`   // GetConnectors in which the records are seen
}

// UpdateField is a field of an UpdateConnector, as GET /metainfo/update/{id} describes it (afas-connectors.md §1.3), and what AFAS refuses in
// it. Values that do not fit type, length or code table are always refused; Mandatory and NotZero are only shown, as the sheet advises (§11).
type UpdateField struct {
	FieldID        string      `json:"fieldId"`
	PrimaryKey     bool        `json:"primaryKey"`
	DataType       string      `json:"dataType"` // string, int, decimal, date (a day or a moment), boolean or blob; string when empty
	Label          string      `json:"label"`    // the id when empty
	Mandatory      bool        `json:"mandatory"`
	Length         int         `json:"length"` // of text; 255 when zero
	Decimals       int         `json:"decimals"`
	DecimalFieldID string      `json:"decimalFieldId"`
	NotZero        bool        `json:"notzero"`
	ControlType    int         `json:"controlType"`
	Values         []CodeValue `json:"values"` // code table; nil when there is none

	// Refers names fields of UpdateConnectors, such as "KnPerson.BcCo". The value must be that of a record in one of them. It is not checked
	// while they have no records.
	Refers      []string `json:"refers,omitzero"`
	Instruction bool     `json:"instruction,omitzero"` // says what to do, such as MatchPer, and is not kept
	RefuseSame  bool     `json:"refuse_same,omitzero"` // refuses the value that the record has already (afas-profit-rest.md §6.4)
	Unique      bool     `json:"unique,omitzero"`      // refuses the value of another record, too
}

// CodeValue is an entry of a code table.
type CodeValue struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

// UpdateObject is an element inside another one. Its records belong to the record around it, unless Stores says otherwise.
type UpdateObject struct {
	Name    string         `json:"name"`
	Fields  []UpdateField  `json:"fields,omitzero"`
	Objects []UpdateObject `json:"objects,omitzero"`

	Keys   []string `json:"keys,omitzero"`   // fields that identify one of several; those with PrimaryKey when empty
	Single bool     `json:"single,omitzero"` // there is at most one: what comes next changes it

	// Stores names the UpdateConnector that keeps the records, when the environment has it: a KnPerson inside a KnEmployee is a record of KnPerson.
	// FromParent gives fields their value from the record around it, ToParent gives that record fields from this one; by field id, target first.
	Stores     string            `json:"stores,omitzero"`
	FromParent map[string]string `json:"from_parent,omitzero"`
	ToParent   map[string]string `json:"to_parent,omitzero"`
}

// Match is a way to find a record: by the fields in By, which must all be given. Needs must be given as well, and agree with what is known of the
// record. A match with a Field counts when that field has the Value, "0" if it is not given; without By it always inserts. The first that counts is taken.
// Where matches have a Field, finding a record or not decides about update or insert (MatchPer, MatchOga: afas-profit-rest.md §6.3).
type Match struct {
	Field string   `json:"field,omitzero"`
	Value string   `json:"value,omitzero"`
	By    []string `json:"by,omitzero"`
	Needs []string `json:"needs,omitzero"`
}

// Number is a field that AFAS numbers.
type Number struct {
	Field string `json:"field"`
	Next  int64  `json:"next,omitzero"` // number of the next record; one more than the highest when zero
	When  string `json:"when,omitzero"` // only when this yes/no field is true (AutoNum)
	GUID  bool   `json:"guid,omitzero"` // a GUID in braces instead of a number
}

// AnswerShape is the form of the answer to an insert or update: the connectors differ (afas-profit-rest.md §6.5).
type AnswerShape string

// The forms of an answer with keys.
const (
	AnswerByName AnswerShape = ""      // {"results":{"KnSubject":{"SbId":"1"}}}, with the name of the connector
	AnswerByRoot AnswerShape = "root"  // {"results":{"FiEntryPar":{…}}}, with the root
	AnswerBare   AnswerShape = "bare"  // {"FiEntryPar":{…}}, without results
	AnswerApart  AnswerShape = "apart" // {"PtOptionListLine":[{"OlNu":"1"},{"Code":"2"}]}
)

// View joins the records of an UpdateConnector and the rows of a GetConnector. At the start every row with all keys gives a record; afterwards what
// is written shows in the rows of that record.
type View struct {
	Connector string            `json:"connector"`         // GetConnector
	Columns   map[string]string `json:"columns"`           // columns by field id; every key must be among them
	Values    map[string]any    `json:"values,omitzero"`   // fields that the records from the rows have besides
	Rows      bool              `json:"rows,omitzero"`     // a record is a row: an insert adds one, a delete takes it away
	Modified  string            `json:"modified,omitzero"` // column that gets the moment of every write
}

// SetUpdateConnector adds an UpdateConnector to the app connector, or replaces the one with the same name together with its records.
func (s *Server) SetUpdateConnector(c UpdateConnector) error {
	if c.Name == "" || strings.Contains(c.Name, "/") {
		return fmt.Errorf("afastest: an UpdateConnector needs a name without a slash")
	}
	u, err := newUpdater(c)
	if err != nil {
		return fmt.Errorf("afastest: UpdateConnector %s: %w", c.Name, err)
	}
	if err := s.fill(u); err != nil {
		return fmt.Errorf("afastest: UpdateConnector %s: %w", c.Name, err)
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if i := s.updaterIndex(c.Name); i >= 0 {
		s.updaters[i] = u
	} else {
		s.updaters = append(s.updaters, u)
	}
	return nil
}

// updaterIndex needs the lock for writing.
func (s *Server) updaterIndex(name string) int {
	return slices.IndexFunc(s.updaters, func(u *updater) bool { return strings.EqualFold(u.Name, name) })
}

// updater gives the UpdateConnector of the name, in any case, or nil. It needs the lock for writing.
func (s *Server) updater(name string) *updater {
	if i := s.updaterIndex(name); i >= 0 {
		return s.updaters[i]
	}
	return nil
}

// allows reports whether the connector takes the method.
func (u *updater) allows(method string) bool {
	if u.Verbs == nil {
		return method == http.MethodPost || method == http.MethodPut || method == http.MethodDelete
	}
	return slices.Contains(u.Verbs, method)
}
