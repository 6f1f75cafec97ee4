package afastest

import "slices"

// knContact is the definition of afas-connectors.md §5.3. Of the ways to name a contact that the sources disagree about, it takes those that the sheet
// advises, and the organisation with the department. A contact id without the type is refused.
func knContact(c *UpdateConnector) {
	c.Description = "Contact"
	c.Fields = contactFields()
	c.Objects = append(addresses(), authorisationRole())
	c.OneElement = true
	c.Keys = []string{"CdId"}
	c.Numbers = []Number{{Field: "CdId"}}
	c.Matches = []Match{
		{By: []string{"CdId"}, Needs: []string{"ViKc"}},
		{By: []string{"BcCoOga", "BcCoPer"}},
		{By: []string{"BcCoOga", "ExAd"}},
	}
}

func contactFields() []UpdateField {
	return slices.Concat([]UpdateField{
		textField("BcCoOga", 15, "Code organisatie").refers("KnOrganisation.BcCo"), textField("BcCoPer", 15, "Code persoon").refers("KnPerson.BcCo"),
		yesNo("PadAdr", "Postal address is address").instruction(), textField("ExAd", 255, "Department"), wholeNumber("CdId", "Contact"),
		coded("ViKc", 20, "Contact type", "AFD Afdeling bij organisatie", "PRS Persoon bij organisatie", "AFL Afleveradres", "ORG Organisatie",
			"PER Persoon"),
		textField("ViFu", 20, "Job"), textField("FuDs", 50, "Job on business card"), yesNo("Corr", "Correspondence"), preferredMedium(),
		textField("TeNr", 255, "Work phone no."), textField("FaNr", 255, "Work fax"), textField("MbNr", 255, "Work mobile no."),
		textField("EmAd", 255, "Work e-mail"), textField("HoPa", 255, "Website"), longText("Re", "Comment"), yesNo("Bl", "Blocked"),
		textField("AtLn", 255, "Attn. of line"), textField("LeHe", 255, "Salutation"),
		yesNo("AddToPortal", "Give access to the portal").instruction(), textField("EmailPortal", 255, "Portal e-mail"),
	}, socialFields())
}

// contactInside is a contact nested in its organisation or person: a record of KnContact, with the number of the one around it.
func contactInside(fromParent map[string]string, objects ...UpdateObject) UpdateObject {
	return UpdateObject{
		Name: "KnContact", Fields: contactFields(), Objects: append(addresses(), objects...), Stores: "KnContact", FromParent: fromParent,
	}
}
