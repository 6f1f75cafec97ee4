package company

var firstNames = []string{
	"Noor", "Sem", "Anna", "Daan", "Fleur", "Bram", "Sanne", "Thijs", "Roos", "Jelle", "Lotte", "Ruben", "Maud", "Koen", "Iris", "Stijn", "Femke", "Joost", "Esmée", "Wout",
	"Amira", "Yusuf", "Samira", "Mehmet", "Priya", "Ravi", "Ewa", "Tomasz", "Chantal", "Rachid", "Marleen", "Gijs", "Hanneke", "Teun", "Ilse", "Sjoerd", "Yvonne",
}

// familyNames come with their prefixes: every form of afas-connectors.md §10.2 "prefixes" that has no case of its own among the awkward ones.
var familyNames = []struct{ prefix, name string }{
	{"", "Jansen"}, {"", "Smit"}, {"van", "Dijk"}, {"de", "Boer"}, {"", "Mulder"}, {"van der", "Meer"}, {"van den", "Berg"}, {"", "Bakker"}, {"van de", "Ven"},
	{"", "Visser"}, {"'t", "Hart"}, {"", "Yılmaz"}, {"ten", "Brink"}, {"", "Kowalska"}, {"", "El Amrani"}, {"v.d.", "Velde"}, {"", "Vos"}, {"de", "Wit"},
	{"", "Peters"}, {"v/d", "Laan"}, {"", "Hendriks"}, {"", "Sharma"}, {"", "Dekker"}, {"", "Brouwer"}, {"van", "Leeuwen"}, {"", "Schouten"},
	{"", "Willems"}, {"de", "Graaf"}, {"", "Koster"}, {"", "Maas"}, {"", "Verhoeven"},
}

var departments = []string{"Zorg Noord", "Zorg Zuid", "Thuiszorg", "Keuken", "Planning", "Personeel & Organisatie", "Financiën", "ICT"}
