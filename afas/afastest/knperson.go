package afastest

import "slices"

// knPerson is the definition of afas-connectors.md §5.1, with the numbers and the e-mail address that AFAS watches over.
func knPerson(c *UpdateConnector) {
	c.Description = "Persoon"
	c.Fields = personFields()
	c.Objects = append(addresses(), contactInside(map[string]string{"BcCoPer": "BcCo"}), bankAccount(), authorisationRole())
	c.Keys = []string{"BcCo"}
	c.Numbers = []Number{{Field: "BcCo", When: "AutoNum"}, {Field: "BcId"}}
	c.Matches = []Match{
		{Field: "MatchPer", Value: "0", By: []string{"BcCo"}},
		{Field: "MatchPer", Value: "1", By: []string{"SoSe"}},
		{Field: "MatchPer", Value: "2", By: []string{"LaNm", "Is", "In", "ViGe"}},
		{Field: "MatchPer", Value: "3", By: []string{"LaNm", "Is", "In", "ViGe", "EmAd"}},
		{Field: "MatchPer", Value: "4", By: []string{"LaNm", "Is", "In", "ViGe", "MbNr"}},
		{Field: "MatchPer", Value: "5", By: []string{"LaNm", "Is", "In", "ViGe", "TeNr"}},
		{Field: "MatchPer", Value: "6", By: []string{"LaNm", "Is", "In", "ViGe", "DaBi"}},
		{Field: "MatchPer", Value: "7"},
	}
}

func personFields() []UpdateField {
	return slices.Concat([]UpdateField{
		yesNo("PadAdr", "Postal address is address").instruction(), yesNo("AutoNum", "Auto-number").instruction(),
		coded("MatchPer", 1, "Match person on", "0 Number", "1 BSN", "2 Name, initials, gender", "3 The same and work e-mail",
			"4 The same and work mobile", "5 The same and work phone", "6 The same and date of birth", "7 Always new").instruction(),
		wholeNumber("BcId", "Organisation/person (internal)"), textField("BcCo", 15, "Number"), textField("SeNm", 10, "Search name"),
		textField("CaNm", 80, "Usual name"), textField("FiNm", 50, "First name"), textField("In", 15, "Initials"), textField("Is", 15, "Prefix"),
		textField("LaNm", 80, "Last name"), yesNo("SpNm", "Enter surname at birth separately"), textField("IsBi", 15, "Birth name prefix"),
		textField("NmBi", 80, "Surname at birth"), textField("IsPa", 15, "Prefix partner"), textField("NmPa", 80, "Partner's usual name"),
		coded("ViUs", 20, "Name use", "0 Geboortenaam", "1 Geb. naam partner + Geboortenaam", "2 Geboortenaam partner",
			"3 Geboortenaam + Geb. naam partner"),
		coded("ViGe", 20, "Gender", "M Man", "O Onbekend", "V Vrouw", "X Non-binair"), textField("PsNa", 20, "Nationality"),
		day("DaBi", "Date of birth"), textField("CoBi", 3, "Country of birth"), textField("RsBi", 50, "Place of birth"), textField("SoSe", 25, "BSN"),
		textField("Sdla", 10, "Personal ID"),
		coded("ViCs", 20, "Marital status", "DZ Duurzaam gescheiden", "GH Gehuwd", "GP Geregistreerd partnerschap", "GS Gescheiden", "OG Ongehuwd",
			"OV Overig", "WE Weduwe/weduwnaar"),
		day("DaMa", "Wedding date"), day("DaDi", "Divorce date"), day("DaDe", "Date deceased"), textField("TtId", 3, "Title/salutation"),
		textField("TtEx", 3, "Secondary title"), textField("LeHe", 255, "Salutation"), textField("TeNr", 255, "Work phone no."),
		textField("TeN2", 255, "Personal phone no."), textField("FaNr", 255, "Work fax"), textField("MbNr", 255, "Work mobile no."),
		textField("MbN2", 255, "Private mobile no."), textField("EmAd", 255, "Work e-mail").refuseSame(),
		textField("EmA2", 255, "Personal e-mail").refuseSame(), textField("HoPa", 255, "Website"), yesNo("Corr", "Correspondence"), preferredMedium(),
		longText("Re", "Remark"), textField("StId", 20, "Status"), textField("CrIb", 9, "CRIB number"), textField("LgId", 5, "Language"),
		textField("CoLw", 2, "Legislative country"), textField("CcNr", 30, "COC number"), day("CcDa", "COC date"), textField("BrNr", 30, "Branch number"),
		textField("FiNr", 9, "Fiscal number"), textField("EmAm", 20, "Number of employees"), textField("SBIc", 10, "SBI code"),
		yesNo("AddToPortal", "Give access to the portal").instruction(), textField("EmailPortal", 255, "Portal e-mail"),
	}, socialFields(), pictureFields())
}

// personInside is a person nested in another element: a record of KnPerson that gives its number to the record around it.
func personInside(number string) UpdateObject {
	return UpdateObject{
		Name: "KnPerson", Fields: personFields(), Objects: append(addresses(), bankAccount(), authorisationRole()),
		Stores: "KnPerson", ToParent: map[string]string{number: "BcCo"},
	}
}
