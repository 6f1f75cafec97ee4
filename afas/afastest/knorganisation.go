package afastest

import "slices"

// knOrganisation is the definition of afas-connectors.md §5.2.
func knOrganisation(c *UpdateConnector) {
	c.Description = "Organisatie"
	c.Fields = organisationFields()
	c.Objects = append(addresses(), contactInside(map[string]string{"BcCoOga": "BcCo"}, personInside("BcCoPer")), bankAccount())
	c.Keys = []string{"BcCo"}
	c.Numbers = []Number{{Field: "BcCo", When: "AutoNum"}, {Field: "BcId"}}
	c.Matches = []Match{
		{Field: "MatchOga", Value: "0", By: []string{"BcCo"}},
		{Field: "MatchOga", Value: "1", By: []string{"CcNr"}},
		{Field: "MatchOga", Value: "2", By: []string{"FiNr"}},
		{Field: "MatchOga", Value: "3", By: []string{"Nm"}},
		{Field: "MatchOga", Value: "6"},
	}
}

func organisationFields() []UpdateField {
	return slices.Concat([]UpdateField{
		yesNo("PadAdr", "Postal address is address").instruction(), yesNo("AutoNum", "Auto-number").instruction(),
		coded("MatchOga", 1, "Match organisation on", "0 Number", "1 COC number", "2 Fiscal number", "3 Name", "4 Address", "5 Postal address",
			"6 Always new").instruction(),
		wholeNumber("BcId", "Organisation/person (internal)"), textField("BcCo", 15, "Number"), textField("SeNm", 10, "Search name"),
		textField("Nm", 255, "Name"), textField("ViLe", 20, "Legal form"), textField("ViLb", 20, "Sector"), textField("CcNr", 30, "COC number"),
		day("CcDa", "COC date"), textField("BrNr", 30, "Branch number"), textField("NmRg", 80, "Name (statutory)"),
		textField("RsRg", 50, "Registered office"), textField("TtId", 3, "Title/salutation"), textField("LeHe", 255, "Salutation"),
		textField("OuId", 10, "Organisational unit"), textField("TeNr", 255, "Work phone no."), textField("FaNr", 255, "Work fax"),
		textField("MbNr", 255, "Work mobile no."), textField("EmAd", 255, "Work e-mail").refuseSame(), textField("HoPa", 255, "Website"),
		yesNo("Corr", "Correspondence"), preferredMedium(), longText("Re", "Remark"), textField("FiNr", 9, "Fiscal number"),
		textField("StId", 20, "Status"), textField("EmAm", 20, "Number of employees"), textField("CrIb", 9, "CRIB number"),
		textField("LgId", 5, "Language"), textField("XpRe", 40, "External key"), textField("SBIc", 10, "SBI code"),
		textField("BcPa", 15, "Part of organisation").refers("KnOrganisation.BcCo"),
	}, socialFields(), pictureFields())
}
