package afastest

import (
	"net/http"
	"strings"

	"github.com/seed-dd546a8a/afas-loket/internal/fake"
)

type listed struct {
	ID          string `json:"id"`
	Description string `json:"description"`
}

type metainfoList struct {
	UpdateConnectors []listed         `json:"updateConnectors"`
	GetConnectors    []listed         `json:"getConnectors"`
	CustomConnectors *[]listed        `json:"customConnectors,omitempty"`
	Info             *environmentInfo `json:"info,omitempty"`
}

type environmentInfo struct {
	EnvID       string `json:"envid"`
	AppName     string `json:"appName"`
	Group       string `json:"group"`
	TokenExpiry string `json:"tokenExpiry"`
}

type definition struct {
	Name        string  `json:"name"`
	Description string  `json:"description"`
	Fields      []Field `json:"fields"`
}

// metainfo answers GET metainfo and what is below it (afas-profit-rest.md §4).
func (s *Server) metainfo(r *http.Request, below string) fake.Answer {
	if below == "" {
		return s.document(s.list())
	}
	kind, id, _ := strings.Cut(below, "/")
	switch strings.ToLower(kind) {
	case "get":
		return s.describe(r, id)
	case "update":
		return s.describeUpdate(r, id)
	}
	return emptyAnswer(http.StatusNotFound)
}

func (s *Server) list() metainfoList {
	list := metainfoList{UpdateConnectors: s.listUpdaters(), GetConnectors: []listed{}}
	s.lock.Lock()
	for _, c := range s.connectors {
		list.GetConnectors = append(list.GetConnectors, listed{c.Name, c.Description})
	}
	s.lock.Unlock()
	if s.env.Quirks.OldMetainfo {
		return list
	}
	doors := []listed{}
	if s.env.ProfitVersion != "" {
		doors = append(doors, listed{"AppConnectorVersion", "VersionConnector"})
	}
	if s.env.Files != nil {
		doors = append(doors, listed{"AppConnectorSubject", "SubjectConnector"})
	}
	if s.env.Reports != nil {
		doors = append(doors, listed{"AppConnectorReport", "ReportConnector"})
	}
	list.CustomConnectors = &doors
	list.Info = &environmentInfo{s.env.ID, s.env.AppName, s.env.Group, s.env.TokenExpiry}
	return list
}

func (s *Server) describe(r *http.Request, id string) fake.Answer {
	c := s.find(id)
	if c == nil {
		return s.denied(r)
	}
	fields := c.table.fields
	if fields == nil {
		fields = []Field{}
	}
	return s.document(definition{c.Name, c.Description, fields})
}

// profitVersion needs AppConnectorVersion in the app connector (afas-profit-rest.md §2.4).
func (s *Server) profitVersion() fake.Answer {
	if s.env.ProfitVersion == "" {
		return emptyAnswer(http.StatusUnauthorized)
	}
	return s.document(map[string]string{"version": s.env.ProfitVersion})
}
