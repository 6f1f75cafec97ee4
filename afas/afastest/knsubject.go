package afastest

// knSubject is the definition of afas-connectors.md §8: a dossier item with its destinations and attachments. The free fields of a type of
// dossier item are in an object of their own, such as KnS51, which the caller adds to Objects.
func knSubject(c *UpdateConnector) {
	c.Description = "Dossieritem"
	c.Fields = []UpdateField{
		wholeNumber("SbId", "Dossier item").primaryKey(), wholeNumber("StId", "Dossier item type"), textField("Ds", 255, "Subject"),
		longText("SbTx", "Comment"), day("Da", "Submission date"), textField("UsId", 80, "Sender"), textField("EmId", 80, "Resp. person"),
		wholeNumber("SbHi", "Cause"), textField("SaId", 5, "Action type"), coded("ViPr", 20, "Priority", "H Hoog", "N Normaal", "L Laag"),
		textField("ScId", 5, "Source"), day("DtFr", "Start date"), day("DtTo", "End date"), yesNo("St", "Completed"), day("DtSt", "Date completed"),
		wholeNumber("FeCo", "With regard to"), wholeNumber("FvF1", "Feature value 1"), wholeNumber("FvF2", "Feature value 2"),
		wholeNumber("FvF3", "Feature value 3"), yesNo("SbBl", "Blocked"), textField("SbPa", 255, "File name of the attachment"),
		textField("FileId", 32, "File id"), yesNo("FileTrans", "Save file with subject").instruction(), longText("FileStream", "File as byte array"),
		yesNo("MarkOpened", "Mark subject as opened").instruction(), wholeNumber("ProfileId", "Profile id"),
	}
	c.Objects = []UpdateObject{
		{Name: "KnSubjectLink", Fields: subjectLinkFields()},
		{Name: "KnSubjectAttachment", Fields: []UpdateField{
			textField("FileName", 255, "File name"), textField("FileId", 32, "File id"), longText("FileStream", "File as byte array"),
		}},
	}
	c.Numbers = []Number{{Field: "SbId"}}
}

// subjectLinkFields are the destinations of a dossier item.
func subjectLinkFields() []UpdateField {
	return []UpdateField{
		wholeNumber("SbId", "Dossier item"), yesNo("DoCRM", "Save in CRM Subject"), yesNo("ToBC", "Organisation/person"),
		yesNo("ToEm", "Employee"), yesNo("ToSR", "Sales contact"), yesNo("ToPR", "Purchase contact"), yesNo("ToCl", "Income tax client"),
		yesNo("ToCV", "Client Vpb"), yesNo("ToEr", "Employer"), yesNo("ToAp", "Applicant"), yesNo("ToOb", "Cliënt OB"),
		coded("SfTp", 20, "Type of destination", "1 Geen", "2 Medewerker", "3 Organisatie/persoon", "4 Verkooprelatie", "8 Cliënt IB", "9 Cliënt Vpb",
			"10 Werkgever", "11 Inkooprelatie", "17 Sollicitant", "66 Cliënt OB"),
		textField("SfId", 50, "Bestemming"), textField("BcId", 15, "Organisation/person"), wholeNumber("CdId", "Contact"),
		wholeNumber("SiUn", "Administration (Sales)"), wholeNumber("SiTp", "Invoice type (sales)"), textField("SiId", 12, "Sales invoice"),
		wholeNumber("PiUn", "Administration (Purchasing)"), wholeNumber("PiTp", "Invoice type (purchase)"),
		textField("PiId", 12, "Purchase invoice"), wholeNumber("FiYe", "Fiscal year"), textField("PjId", 15, "Project"),
		wholeNumber("CaId", "Campaign"), wholeNumber("FaSn", "Asset"), textField("QuId", 21, "Cost estimate"),
		wholeNumber("SjId", "Dossier item"), wholeNumber("SuNr", "Subscription"), wholeNumber("DvSn", "Employment"),
		textField("VaIt", 20, "Item type"), textField("BiId", 40, "Item code"), wholeNumber("CrId", "Course event"),
		wholeNumber("AbId", "Absence entry"), wholeNumber("FoSn", "Forecast"), textField("CoNo", 16, "Contract"),
		wholeNumber("CcSn", "Means of transport"), textField("Ou", 10, "Organisational unit"), wholeNumber("PlId", "Salary processing plan"),
		textField("Por", 12, "Purchase order"), textField("Squ", 12, "Sales quotation"), textField("Sor", 12, "Sales order"),
		textField("Pqu", 12, "Purchase quotation"), textField("LoId", 25, "Location"), textField("DcId", 16, "Claim number"),
		textField("PcId", 12, "Placement"), textField("PAId", 15, "Price agreement"), textField("OrNu", 12, "Packing slip"),
		textField("GoRe", 12, "Receipt"), textField("Seri", 100, "Serial number"), textField("Batc", 100, "Lot number"),
		wholeNumber("ApId", "Application"), textField("OlNu", 12, "Option list"), wholeNumber("UnSc", "Budget scenario admin"),
		textField("ScId", 6, "Budget scenario"), wholeNumber("SeId", "Session"), wholeNumber("PnId", "Period closing line"),
		wholeNumber("CfId", "Control framework line"), wholeNumber("CfRI", "Reporting requirement"), textField("CfMI", 14, "Control measure"),
		wholeNumber("Year", "Year"), textField("RlId", 25, "Role"),
	}
}
