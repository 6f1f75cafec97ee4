package afastest

// knCourseMember is the definition of afas-connectors.md §6.1: the enrolment of a participant for a course event.
func knCourseMember(c *UpdateConnector) {
	c.Description = "Cursusdeelnemer"
	c.Fields = []UpdateField{
		textField("BcCo", 15, "Organisation/person").refers("KnPerson.BcCo", "KnOrganisation.BcCo"),
		wholeNumber("CrId", "Course event").primaryKey().refers("KnCourseEvent.Id"),
		wholeNumber("CdId", "Participant").primaryKey().refers("KnContact.CdId"), textField("DeId", 16, "Debtor"), day("SuDa", "Registration date"),
		amount("DfPr", "Deviating price in basic currency"), amount("DiPc", "Discount percentage"), yesNo("Invo", "Invoice"), longText("Rm", "Remark"),
		textField("CuId", 3, "Currency"), amount("NFPr", "Deviating price"), textField("RfCs", 100, "Order number/reference"), yesNo("Bl", "Blocked"),
	}
	c.Keys = []string{"CrId", "CdId"}
}
