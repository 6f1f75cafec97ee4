package loket

import "github.com/seed-dd546a8a/afas-loket/civil"

// Administration is an administration of an employer, with or without payroll (loket-rest.md §4.11).
type Administration struct {
	ID                      string     `json:"id"`
	ClientNumber            int        `json:"clientNumber"`
	Description             string     `json:"description"`
	StartDate               civil.Date `json:"startDate"`
	EndDate                 civil.Date `json:"endDate,omitzero"`
	IsPayrollAdministration bool       `json:"isPayrollAdministration"`
}

// PayrollAdministration is an administration that pays wages (loket-rest.md §4.11).
type PayrollAdministration struct {
	ID                     string         `json:"id"`
	Name                   string         `json:"name"`
	ShortName              string         `json:"shortName,omitzero"`
	ClientNumber           int            `json:"clientNumber"`
	Description            string         `json:"description"`
	AdministrationNumber   string         `json:"administrationNumber,omitzero"`
	StartDate              civil.Date     `json:"startDate"`
	EndDate                civil.Date     `json:"endDate,omitzero"`
	Address                Address        `json:"address"`
	DeviatingPostalAddress *PostalAddress `json:"deviatingPostalAddress,omitzero"`
	Contact                *Contact       `json:"contact,omitzero"`
	GroupCode              int            `json:"groupCode"`
	GroupClassification    *KV            `json:"groupClassification,omitzero"`
	PayrollPeriodType      KV             `json:"payrollPeriodType"`
	PayrollTaxesNumber     string         `json:"payrollTaxesNumber,omitzero"`
	CAO                    KV             `json:"cao"`       // the collective agreement
	Loonmodel              KV             `json:"loonmodel"` // the wage model
	CLATaxReturnCBSCode    int            `json:"claTaxReturnCBSCode,omitzero"`
}
