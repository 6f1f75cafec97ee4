package afastest

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"mime"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

// File is what the subject, file and image connectors give (afas-profit-rest.md §7).
type File struct {
	SubjectID int64  `json:"subject_id,omitzero"` // dossier item that the file is attached to; the SubjectConnector asks for it
	FileID    string `json:"file_id,omitzero"`    // 32 hex digits; generated when empty
	Name      string `json:"name"`
	MimeType  string `json:"mime_type,omitzero"` // as the end of the name says when empty
	Data      []byte `json:"data"`               // in base64 in JSON
}

// Report is a report of the report connector, always with the same content, whatever is filtered.
type Report struct {
	ID       string `json:"id"`
	MimeType string `json:"mime_type,omitzero"` // application/pdf when empty
	Data     []byte `json:"data"`               // in base64 in JSON
}

// A fileAnswer has no name for images and reports.
type fileAnswer struct {
	FileName string `json:"filename,omitempty"`
	MimeType string `json:"mimetype"`
	FileData string `json:"filedata"`
}

func (f File) complete() File {
	f.FileID = cmp.Or(f.FileID, randomHex(16))
	byName, _, _ := strings.Cut(mime.TypeByExtension(filepath.Ext(f.Name)), ";")
	f.MimeType = cmp.Or(f.MimeType, byName, "application/octet-stream")
	return f
}

// Files gives the files of the environment and those that were written to it, in that order.
func (s *Server) Files() []File {
	s.writing.Lock()
	defer s.writing.Unlock()
	return slices.Clone(s.files)
}

// file answers GET of the three doors for files, in the path form and with parameters.
func (s *Server) file(r *http.Request, door string) fake.Answer {
	if s.env.Files == nil {
		return emptyAnswer(http.StatusUnauthorized)
	}
	q, err := parseQuery(r.URL.RawQuery)
	below, _ := belowBase(r.URL.EscapedPath())
	parts := strings.Split(below, "/")[1:]
	if err != nil || len(parts) > 2 {
		return emptyAnswer(http.StatusNotFound)
	}
	parts = append(parts, "", "")
	byID := func(id string) func(File) bool {
		return func(f File) bool { return strings.EqualFold(f.FileID, id) }
	}
	var asked func(File) bool
	switch door {
	case "subjectconnector":
		subject, id := cmp.Or(parts[0], q.get("subjectid")), byID(cmp.Or(parts[1], q.get("fileid")))
		asked = func(f File) bool { return id(f) && f.SubjectID != 0 && strconv.FormatInt(f.SubjectID, 10) == subject }
	case "fileconnector":
		id := byID(cmp.Or(parts[0], q.get("fileid")))
		asked = func(f File) bool { return id(f) && f.isCalled(parts[1], q.get("filename")) }
	default:
		if !slices.Contains([]string{"0", "1", "2"}, q.get("format")) {
			return emptyAnswer(http.StatusBadRequest)
		}
		asked = byID(parts[0])
	}
	return s.sendFile(r, asked, door != "imageconnector")
}

// isCalled compares the name of a file with a part of the path, or with a parameter. Besides percent-encoding, the path takes the notation of one public
// client: "_5f" for "_", then "_" instead of the percent sign, but "%20" for a blank (afas-profit-rest.md §7).
func (f File) isCalled(part, parameter string) bool {
	if part == "" {
		return parameter == f.Name
	}
	plain, err := url.PathUnescape(part)
	odd := strings.ReplaceAll(url.PathEscape(strings.ReplaceAll(f.Name, "_", "%5f")), "%255f", "_5f")
	odd = strings.ReplaceAll(strings.ReplaceAll(odd, "%20", " "), "%", "_")
	return err == nil && (plain == f.Name || strings.EqualFold(plain, odd))
}

func (s *Server) sendFile(r *http.Request, asked func(File) bool, named bool) fake.Answer {
	files := s.Files()
	i := slices.IndexFunc(files, asked)
	if i < 0 {
		return emptyAnswer(http.StatusNotFound) // also for a file that the user may not see
	}
	f := files[i]
	if r.Header.Get("SendFileAsBinary") == "1" {
		return fake.Answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {f.MimeType}}, Body: f.Data}
	}
	a := fileAnswer{MimeType: f.MimeType, FileData: base64.StdEncoding.EncodeToString(f.Data)}
	if named {
		a.FileName = f.Name
	}
	return s.escaped(a)
}

// escaped answers with "/" written as "\/", which is valid JSON and how the vendor's sample has it (afas-profit-rest.md §7).
func (s *Server) escaped(v any) fake.Answer {
	a := s.document(v)
	a.Body = bytes.ReplaceAll(a.Body, []byte("/"), []byte(`\/`))
	return a
}

// report answers GET reportconnector/{id}, with the filter as parameters or as three more parts of the path.
func (s *Server) report(r *http.Request, id string) fake.Answer {
	if s.env.Reports == nil {
		return emptyAnswer(http.StatusUnauthorized)
	}
	id, _, _ = strings.Cut(id, "/")
	i := slices.IndexFunc(s.env.Reports, func(report Report) bool { return strings.EqualFold(report.ID, id) })
	if i < 0 {
		return emptyAnswer(http.StatusNotFound)
	}
	report := s.env.Reports[i]
	mimeType, data := cmp.Or(report.MimeType, "application/pdf"), base64.StdEncoding.EncodeToString(report.Data)
	switch {
	case r.Header.Get("SendFileAsBinary") == "1":
		return fake.Answer{Status: http.StatusOK, Header: http.Header{"Content-Type": {mimeType}}, Body: report.Data}
	case s.env.Quirks.ReportData:
		return s.escaped(map[string]string{"data": data})
	}
	return s.escaped(fileAnswer{MimeType: mimeType, FileData: data})
}
