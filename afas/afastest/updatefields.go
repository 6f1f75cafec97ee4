package afastest

import "strings"

// The built-in definitions are written with these: field id, length of text, label.

func textField(id string, length int, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeString, Length: length, Label: label}
}

func yesNo(id, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeBoolean, Label: label}
}

func day(id, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeDate, Label: label}
}

func wholeNumber(id, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeInt, Label: label}
}

func amount(id, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeDecimal, Label: label}
}

func longText(id, label string) UpdateField {
	return UpdateField{FieldID: id, DataType: typeBlob, Label: label}
}

// coded is text with a code table, written as "M Man".
func coded(id string, length int, label string, values ...string) UpdateField {
	f := textField(id, length, label)
	f.ControlType = 5
	for _, v := range values {
		code, description, _ := strings.Cut(v, " ")
		f.Values = append(f.Values, CodeValue{code, description})
	}
	return f
}

func (f UpdateField) primaryKey() UpdateField {
	f.PrimaryKey = true
	return f
}

func (f UpdateField) instruction() UpdateField {
	f.Instruction = true
	return f
}

// refuseSame is for addresses of organisations and persons: sending the one that is there is an error (afas-profit-rest.md §6.4).
func (f UpdateField) refuseSame() UpdateField {
	f.RefuseSame = true
	return f
}

func (f UpdateField) refers(fields ...string) UpdateField {
	f.Refers = fields
	return f
}

func preferredMedium() UpdateField {
	return coded("ViMd", 20, "Preferred medium", "EMA E-mail", "FAX Fax", "PRS Persoonlijk", "PST Post", "TEL Telefoonnr.")
}

// pictureFields are the photo of a person or the logo of an organisation.
func pictureFields() []UpdateField {
	return []UpdateField{textField("FileId", 32, "File id"), textField("FileName", 255, "File name"), longText("FileStream", "Picture")}
}

// socialFields are the same for organisations, persons and contacts.
func socialFields() []UpdateField {
	return []UpdateField{
		textField("SocN", 255, "Social media"), textField("Face", 255, "Facebook"), textField("Link", 255, "LinkedIn"),
		textField("Twtr", 255, "X (formerly Twitter)"),
	}
}

// addresses are the two address objects (afas-connectors.md §5.1).
func addresses() []UpdateObject {
	fields := []UpdateField{
		textField("CoId", 3, "Country"), yesNo("PbAd", "P.O. Box address"), textField("StAd", 255, "Add. for street"), textField("Ad", 60, "Street"),
		wholeNumber("HmNr", "House number"), textField("HmAd", 30, "House number addition"), textField("ZpCd", 15, "Postal code"),
		textField("Rs", 50, "City"), textField("AdAd", 255, "Addition to address"), day("BeginDate", "Start date of address change").instruction(),
		yesNo("ResZip", "Look up city by postal code").instruction(),
	}
	return []UpdateObject{
		{Name: "KnBasicAddressAdr", Fields: fields, Single: true},
		{Name: "KnBasicAddressPad", Fields: fields, Single: true},
	}
}

func bankAccount() UpdateObject {
	return UpdateObject{Name: "KnBankAccount", Fields: []UpdateField{
		textField("CoId", 3, "Country of bank"), yesNo("IbCk", "IBAN check"), textField("Iban", 40, "IBAN number"), textField("BaAc", 40, "Bank account"),
		wholeNumber("BkTp", "Bank type"), textField("BkIc", 15, "Bank"), yesNo("AcGa", "'G'-account"), yesNo("AcCk", "Cheque"),
		textField("DiNm", 80, "Deviating name"), textField("DiPl", 35, "Deviating city"), textField("Bic", 11, "BIC code"),
		textField("BaNm", 35, "Name of the bank"), textField("BaFi", 35, "Branch of the bank"), textField("BaAd", 35, "Bank address"),
		textField("BaPl", 35, "Bank business location"),
	}}
}

func authorisationRole() UpdateObject {
	return UpdateObject{Name: "KnContactAutRole", Fields: []UpdateField{textField("AutRoleDs", 80, "Authorisation role")}}
}
