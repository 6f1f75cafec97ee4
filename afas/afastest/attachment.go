package afastest

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"strconv"
)

// keepFile takes the content of a file out of a record and gives it an id, by which the SubjectConnector finds it. An empty FileStream
// removes the file (afas-connectors.md §5.1).
func (tx *transaction) keepFile(sc scope, values map[string]any) *failure {
	stream, sent := values["FileStream"]
	name := cmp.Or(textOf(values["FileName"]), textOf(values["SbPa"]))
	data, err := base64.StdEncoding.DecodeString(textOf(stream))
	switch {
	case !sent || stream != nil && sc.level.open && (name == "" || err != nil): // without a definition nothing is refused
		return nil
	case stream == nil:
		delete(values, "FileStream")
		values["FileId"], values["FileName"] = nil, nil
		return nil
	case name == "":
		return &failure{number: numberGeneral, text: "Het veld 'FileName' is verplicht bij het toevoegen van een afbeelding."}
	}
	delete(values, "FileStream")
	subject := textOf(values["SbId"])
	if sc.place.around != nil {
		subject = textOf(sc.place.around.fields["SbId"])
	}
	f := File{Name: name, Data: data}.complete()
	f.SubjectID, _ = strconv.ParseInt(subject, 10, 64)
	values["FileId"] = f.FileID
	tx.files = append(tx.files, f)
	return nil
}

// attachmentsConnector is the standard GetConnector that lists the files of dossier items (afas-profit-rest.md §3.7).
const attachmentsConnector = "Profit_Subject_Attachments"

// keepFiles stores what a transaction uploaded. Attachments show in Profit_Subject_Attachments where the environment has it.
func (s *Server) keepFiles(files []File) {
	s.lock.Lock()
	defer s.lock.Unlock()
	for _, f := range files {
		s.files = append(s.files, f)
		i := s.index(attachmentsConnector)
		if i < 0 || f.SubjectID == 0 {
			continue
		}
		t, cells := s.connectors[i].table, map[int][]byte{}
		for column, written := range map[string]string{
			"attachment_id": fmt.Sprint(len(t.rows) + 1), "subject_id": fmt.Sprint(f.SubjectID), "file_id": f.FileID, "file_name": f.Name,
		} {
			if at, ok := t.index[column]; ok {
				cells[at] = t.fields[at].cell(written)
			}
		}
		s.connectors[i] = &connector{s.connectors[i].Connector, t.withRow(cells)}
	}
}
