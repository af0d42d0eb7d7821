"""Places of many displacement crises, each with the context that a report on it would give."""

import pytest

PLACES = [
    # name, context, a parent that it must lie in, kind (empty: any)
    ("Kharkiv", ["UA"], "UA-63", ""),
    ("Kharkov", ["UA"], "UA-63", ""),
    ("Mariupol", ["UA", "RU"], "UA-14", "town"),
    ("Маріуполь", ["UA"], "UA-14", "town"),
    ("Zaporizhzhia", ["UA"], "UA-23", ""),
    ("Donbas", ["UA"], "panj:donbas", "region"),
    ("Medyka", ["PL", "UA"], "PL-18", "crossing"),
    ("Lviv", ["UA"], "UA-46", "town"),
    ("El Geneina", ["SD"], "SD-DW", "town"),
    ("Geneina", ["SD", "TD"], "SD-DW", ""),
    ("El Fasher", ["SD"], "SD-DN", "town"),
    ("Al-Fashir", ["SD"], "SD-DN", "town"),
    ("Nyala", ["SD"], "SD-DS", "town"),
    ("West Darfur", ["SD"], "SD-DW", "admin1"),
    ("Darfur", ["SD"], "panj:darfur", "region"),
    ("Zamzam camp", ["SD"], "SD-DN", "camp"),
    ("Adré", ["TD", "SD"], "TD-OD", ""),
    ("Adre", ["SD", "TD"], "TD-OD", ""),
    ("Renk", ["SS", "SD"], "SS-NU", ""),
    ("Malakal", ["SS"], "SS-NU", ""),
    ("Juba", ["SS"], "SS", "town"),
    ("Cox's Bazar", ["BD", "MM"], "BD", ""),
    ("Cox’s Bazar", ["BD", "MM"], "BD", ""),
    ("Kutupalong", ["BD"], "BD", "camp"),
    ("Kutupalong refugee camp", ["BD", "MM"], "BD", "camp"),
    ("Rakhine State", ["MM"], "MM-16", "admin1"),
    ("Maungdaw", ["MM"], "MM-16", ""),
    ("Mae Sot", ["TH", "MM"], "TH", "town"),
    ("Cúcuta", ["CO", "VE"], "CO-NSA", ""),
    ("Cucuta", ["VE", "CO"], "CO-NSA", ""),
    ("San Antonio del Táchira", ["VE"], "VE-S", ""),
    ("Rumichaca", ["EC", "CO"], "CO", "crossing"),
    ("Idlib", ["SY"], "SY-ID", "town"),
    ("Aleppo", ["SY"], "SY-HL", ""),
    ("Deir ez-Zor", ["SY"], "SY-DY", ""),
    ("Bab al-Hawa", ["SY", "TR"], "SY", "crossing"),
    ("Gaziantep", ["TR"], "TR-27", ""),
    ("Bekaa", ["LB"], "LB-BI", ""),
    ("Arsal", ["LB"], "LB", ""),
    ("Zaatari", ["JO", "SY"], "JO", ""),
    ("Gaza", ["PS", "IL"], "PS", "admin1"),
    ("Gaza City", ["PS"], "gn:PS.GZ", "town"),
    ("Rafah", ["PS", "IL"], "PS", ""),
    ("Khan Younis", ["PS", "IL"], "PS", ""),
    ("Goma", ["CD"], "CD-NK", "town"),
    ("North Kivu", ["CD"], "CD-NK", "admin1"),
    ("Nord-Kivu", ["CD"], "CD-NK", "admin1"),
    ("Bunagana", ["CD", "UG"], "CD-NK", ""),
    ("Rutshuru", ["CD"], "CD-NK", ""),
    ("Mekelle", ["ET"], "ET-TI", ""),
    ("Tigray", ["ET"], "ET", ""),
    ("Shire", ["ET"], "ET-TI", ""),
    ("Mosul", ["IQ"], "IQ-NI", "town"),
    ("Sinjar", ["IQ"], "IQ-NI", ""),
    ("Erbil", ["IQ"], "IQ-AR", ""),
    ("Gorkha", ["NP"], "NP", ""),
    ("Kathmandu", ["NP"], "NP", ""),
    ("Cabo Delgado", ["MZ"], "MZ-P", "admin1"),
    ("Palma", ["MZ"], "MZ-P", ""),
    ("Pemba", ["MZ"], "MZ-P", ""),
    ("Goris", ["AM", "AZ"], "AM-SU", ""),
    ("Kornidzor", ["AM", "AZ"], "AM-SU", ""),
    ("Stepanakert", ["AZ", "AM"], "AZ", ""),
    ("Nagorno-Karabakh", ["AM", "AZ"], "AZ", "region"),
    ("Lachin corridor", ["AM", "AZ"], "AZ", "crossing"),
    ("Pristina", ["XK"], "XK", "town"),
    ("Kosovo", ["RS", "AL"], "XK", "country"),
    ("Kukës", ["AL", "XK"], "AL", ""),
    ("Lesbos", ["GR"], "GR-K", ""),
    ("Lesvos", ["GR"], "GR-K", ""),
    ("Chios", ["GR"], "GR-K", ""),
    ("Moria", ["GR"], "GR-K", "camp"),
    ("Lampedusa", ["IT", "TN"], "IT-82", ""),
    ("Manus", ["PG", "AU"], "PG-MRL", ""),
    ("Nauru", ["AU"], "NR", "country"),
    ("Tapachula", ["MX", "GT"], "MX-CHP", "town"),
    ("Darién province", ["PA", "CO"], "PA-5", "admin1"),
    ("Darién Gap", ["PA", "CO"], "panj:darien-gap", "region"),
    ("Ciudad Juárez", ["MX", "US"], "MX-CHH", "town"),
    ("Port-au-Prince", ["HT"], "HT-OU", "town"),
    ("Maiduguri", ["NG"], "NG-BO", "town"),
    ("Diffa", ["NE"], "NE-2", ""),
    ("Djibo", ["BF"], "BF", "town"),
    ("Ménaka", ["ML"], "ML", ""),
    ("Marib", ["YE"], "YE-MA", ""),
    ("Torkham", ["AF", "PK"], "AF", "crossing"),
    ("Chaman", ["PK", "AF"], "PK-BA", "town"),
    ("Osh", ["KG", "UZ"], "KG", ""),
    ("Batken", ["KG", "TJ"], "KG-B", ""),
    ("Vorukh", ["TJ", "KG"], "TJ-SU", "town"),
    ("Termez", ["UZ", "AF"], "UZ-SU", "town"),
    ("Panama City", ["PA"], "PA", "town"),
    ("Uruzgan", ["AF"], "AF-URU", "admin1"),
    ("Samos", ["GR"], "GR-K", ""),
    ("Nimule", ["SS", "UG"], "SS", ""),
    ("Humera", ["ET", "SD"], "ET-TI", ""),
    ("Rural Damascus", ["SY"], "SY-RD", "admin1"),
    ("Ninewa Governorate", ["IQ"], "IQ-NI", "admin1"),
    ("Cité Soleil", ["HT"], "HT-OU", ""),
    ("Tanganyika", ["CD"], "CD-TA", ""),
]


@pytest.mark.parametrize(("name", "countries", "inside", "kind"), PLACES)
def test_places_of_many_crises(gazetteer, name, countries, inside, kind):
    place = gazetteer.resolve(name, countries=countries)
    assert place is not None, gazetteer.explain(name, countries=countries)[:4]
    assert gazetteer.within(place.code, inside), place
    if kind:
        assert place.kind == kind
    assert place.lat is not None
    assert place.precision_km > 0


@pytest.mark.parametrize("name", ["Springfield", "San José", "Faizabad", "Al Qasr", "Santa Ana", "Xyzzyburg"])
def test_abstains_where_nothing_settles_it(gazetteer, name):
    assert gazetteer.resolve(name) is None


def test_context_and_parent_choose_among_namesakes(gazetteer):
    assert gazetteer.resolve("Paris").country == "FR"
    assert gazetteer.within(gazetteer.resolve("Paris", countries=["US"], near=["US-TX"]).code, "US-TX")
    assert gazetteer.resolve("Tripoli", countries=["LB"]).country == "LB"
    assert gazetteer.resolve("Tripoli", countries=["LY"]).country == "LY"
    assert gazetteer.resolve("Georgia", countries=["US"], near=["US-AL"]).code in ("US-GA", "GE")
    assert gazetteer.resolve("Tripoli", kinds=["river"]) is None


def test_every_country_has_a_point_a_name_and_itself_as_country(gazetteer):
    for code in ("TJ", "AF", "UA", "SD", "SS", "MM", "VE", "SY", "PS", "CD", "XK", "NR"):
        place = gazetteer.place(code)
        assert place.kind == "country"
        assert place.country == code
        assert place.parents == ()
        assert place.lat is not None
        assert place.precision_km > 0
