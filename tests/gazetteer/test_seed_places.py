"""The places of the Tajik–Afghan border in 2021, with the traps that their names set."""

import pytest

BORDER = ("TJ", "AF")
AFGHAN = ("AF", "TJ")


def at(place, lat, lon, within=0.06):
    return place is not None and abs(place.lat - lat) < within and abs(place.lon - lon) < within


@pytest.mark.parametrize(
    ("name", "lat", "lon"),
    [
        ("Khorugh", 37.490, 71.553),
        ("Khorog", 37.490, 71.553),
        ("Хорог", 37.490, 71.553),
        ("Хоруғ", 37.490, 71.553),
        ("خروغ", 37.490, 71.553),
        ("Hissar", 38.525, 68.551),
        ("Hisor", 38.525, 68.551),
        ("Gissar", 38.525, 68.551),
        ("Dushanbe", 38.536, 68.779),
        ("Murghob", 38.170, 73.967),
        ("Panji Poyon", 37.194, 68.577),
        ("Nizhniy Pyandzh", 37.194, 68.577),
        ("Shir Khan Bandar", 37.178, 68.61),
        ("Sherkhan Bandar", 37.178, 68.61),
        ("Kunduz", 36.73, 68.86),
        ("Mazar-i-Sharif", 36.709, 67.11),
        ("Mazār-e Sharīf", 36.709, 67.11),
        ("Imam Sahib", 37.19, 68.94),
        ("Bagram", 34.946, 69.265),
        ("Bagram air base", 34.946, 69.265),
        ("Bokhtar", 37.837, 68.778),
        ("Qurghonteppa", 37.837, 68.778),
        ("Qizilrabot", 37.467, 74.717),
    ],
)
def test_border_places_have_their_points_in_every_spelling(gazetteer, name, lat, lon):
    assert at(gazetteer.resolve(name, countries=BORDER), lat, lon), gazetteer.explain(name, countries=BORDER)[
        :3
    ]


@pytest.mark.parametrize(
    ("new", "old", "division"),
    [
        ("Jaihun", "Qumsangir", "TJ-KT"),
        ("Jayhun", "Kumsangir", "TJ-KT"),
        ("Shamsiddin Shohin", "Shuro-obod", "TJ-KT"),
        ("Hamdoni", "Moskovskiy district", "TJ-KT"),
        ("Hamadoni", "Hamdoni district", "TJ-KT"),
        ("Jaloliddini Balkhi", "Kolkhozobod", "TJ-KT"),
        ("Abdurahmoni Jomi", "Dzhami", "TJ-KT"),
        ("Levakant", "Sarband", "TJ-KT"),
        ("Lakhsh", "Jirgatol", "TJ-RA"),
        ("Sangvor", "Tavildara", "TJ-RA"),
        ("Devashtich", "Ghonchi", "TJ-SU"),
    ],
)
def test_renamed_districts_are_found_by_both_names(gazetteer, new, old, division):
    now, before = (gazetteer.resolve(name, countries=["TJ"]) for name in (new, old))
    assert now is not None
    assert before is not None
    assert gazetteer.within(now.code, division)
    assert gazetteer.within(before.code, division)
    assert abs(now.lat - before.lat) < 0.3


def test_jaihun_is_at_its_seat_dusti_and_has_the_precision_of_a_district(gazetteer):
    jaihun = gazetteer.resolve("Jaihun district", countries=["TJ"])
    assert at(jaihun, 37.348, 68.664)
    assert jaihun.kind == "admin2"
    assert jaihun.precision_km >= 10


def test_faizabad_needs_a_context(gazetteer):
    assert at(gazetteer.resolve("Faizabad", countries=AFGHAN), 37.117, 70.580)
    assert at(gazetteer.resolve("Faizabad", countries=["TJ", "AF"], near=["AF-BDS"]), 37.117, 70.580)
    assert gazetteer.resolve("Faizabad") is None
    assert gazetteer.resolve("Faizobod", countries=["TJ"]).parents[-1] == "TJ"
    assert gazetteer.resolve("Fayzobod", countries=["TJ"]).country == "TJ"


def test_badakhshan_is_the_afghan_province_and_gorno_badakhshan_the_tajik_region(gazetteer):
    assert gazetteer.resolve("Badakhshan", countries=AFGHAN).code == "AF-BDS"
    assert gazetteer.resolve("Badakhshan Province", countries=BORDER).code == "AF-BDS"
    for name in ("Gorno-Badakhshan", "Kuhistoni Badakhshon", "GBAO", "Горный Бадахшан"):
        assert gazetteer.resolve(name, countries=BORDER).code == "TJ-GB"


def test_panj_is_a_town_a_district_and_a_river(gazetteer):
    town, district = (
        gazetteer.resolve("Panj", countries=["TJ"]),
        gazetteer.resolve("Panj district", countries=["TJ"]),
    )
    river = gazetteer.resolve("Panj River", countries=BORDER)
    assert (town.kind, district.kind, river.kind) == ("town", "admin2", "river")
    assert at(town, 37.236, 69.099)
    assert gazetteer.resolve("Pyanj River", countries=["AF"]).code == river.code
    # The river is the border: it lies in neither country.
    assert not gazetteer.within(river.code, "TJ")
    assert not gazetteer.within(river.code, "AF")


def test_both_banks_of_ishkashim(gazetteer):
    assert gazetteer.resolve("Ishkoshim", countries=["TJ"]).country == "TJ"
    assert gazetteer.resolve("Ishkashim", countries=["AF"]).country == "AF"
    assert gazetteer.resolve("Ishkashim", countries=["TJ"], near=["TJ-GB"]).country == "TJ"


def test_murghab_follows_its_country(gazetteer):
    assert gazetteer.within(gazetteer.resolve("Murghab", countries=["TJ"]).code, "TJ-GB")
    assert gazetteer.resolve("Murghab River", countries=["AF"]).kind == "river"
    assert gazetteer.resolve("Murgap", countries=["TM"]).country == "TM"


def test_dusti_town_is_not_dusti_district(gazetteer):
    district = gazetteer.resolve("Dusti district", countries=["TJ"])
    assert district.kind == "admin2"
    assert "Jilikul" in district.names
    town = gazetteer.resolve("Dusti", countries=["TJ"], kinds=["town"])
    assert at(town, 37.348, 68.664)


def test_hisor_city_is_not_the_range(gazetteer):
    assert gazetteer.resolve("Gissar Range", countries=["TJ"]).kind == "region"
    assert gazetteer.resolve("Hissar", countries=["TJ"]).kind == "town"


def test_langar_is_found_in_tajikistan(gazetteer):
    assert gazetteer.resolve("Langar", countries=["TJ"]).country == "TJ"


@pytest.mark.parametrize("name", ["Khatlon", "Khatlon region", "Khatlon Province", "Хатлон"])
def test_khatlon_is_a_division_and_not_a_town(gazetteer, name):
    assert gazetteer.resolve(name, countries=["TJ"]).code == "TJ-KT"


def test_central_asia_holds_its_countries(gazetteer):
    region = gazetteer.resolve("Central Asia").code
    for code in ("TJ", "TJ-KT", "UZ", gazetteer.resolve("Dushanbe").code):
        assert gazetteer.within(code, region)
    assert not gazetteer.within("AF", region)


def test_districts_of_badakhshan_are_known(gazetteer):
    names = ["Baharak", "Wakhan", "Zebak", "Ishkashim", "Shighnan", "Raghistan", "Jurm", "Kishim", "Argo"]
    for name in names:
        place = gazetteer.resolve(f"{name} district", countries=["AF"], near=["AF-BDS"])
        assert place is not None, name
        assert gazetteer.within(place.code, "AF-BDS"), name


@pytest.mark.parametrize(
    ("name", "country", "inside", "lat", "lon", "within"),
    [
        ("Tem", "TJ", "TJ-GB", 37.52, 71.51, 0.1),  # the bridge at Khorugh
        ("Ruzvay", "TJ", "TJ-GB", 38.4, 70.65, 0.25),
        ("Nulvand", "TJ", "TJ-GB", 38.2, 70.4, 0.25),
        ("Humrogi", "TJ", "TJ-GB", 38.27, 71.33, 0.25),
        ("Qizilrabot", "TJ", "TJ-GB", 37.467, 74.717, 0.1),
        ("Langar", "TJ", "TJ-GB", 37.03, 72.63, 0.1),
        ("Kushoniyon", "TJ", "TJ-KT", 37.8, 68.8, 0.2),
        ("Bokhtar district", "TJ", "TJ-KT", 37.8, 68.8, 0.2),
        ("Bagram", "AF", "AF-PAR", 34.946, 69.265, 0.06),
        ("Shurobod", "TJ", "TJ-KT", 37.841, 70.049, 0.06),
        ("Chubek", "TJ", "TJ-KT", 37.62, 69.7, 0.06),
        ("Pyandzh", "TJ", "TJ-KT", 37.236, 69.099, 0.06),
        ("Панҷ", "TJ", "TJ-KT", 37.236, 69.099, 0.06),
        ("Imām Şāḩib", "AF", "AF-KDZ", 37.19, 68.94, 0.06),
        ("Rumi", "TJ", "TJ-KT", 37.59, 68.66, 0.2),
    ],
)
def test_places_no_package_names_lie_where_they_are(gazetteer, name, country, inside, lat, lon, within):
    for countries in ([country], BORDER, AFGHAN):
        place = gazetteer.resolve(name, countries=countries)
        if place is None and countries[0] != country:
            continue  # the other country comes first: to abstain is no error, another place would be
        assert at(place, lat, lon, within), (countries, place)
        assert gazetteer.within(place.code, inside), place


def test_the_bank_of_ishkashim_is_that_of_the_country_or_province_named(gazetteer):
    assert gazetteer.within(gazetteer.resolve("Ishkashim", countries=["TJ"]).code, "TJ-GB")
    assert gazetteer.within(gazetteer.resolve("Ishkashim", countries=["AF"]).code, "AF-BDS")
    assert gazetteer.within(gazetteer.resolve("Ishkashim", countries=BORDER, near=["AF-BDS"]).code, "AF-BDS")
    assert gazetteer.within(gazetteer.resolve("Ishkashim", countries=AFGHAN, near=["TJ-GB"]).code, "TJ-GB")
    # The Tajik spelling is of the Tajik bank alone.
    assert gazetteer.within(gazetteer.resolve("Ishkoshim", countries=BORDER).code, "TJ-GB")


def test_the_seat_of_hamadoni_is_not_moscow(gazetteer):
    hamadoni = gazetteer.resolve("Hamadoni", countries=["TJ"])
    seat = gazetteer.resolve("Moskva", countries=["TJ"], near=[hamadoni.code])
    assert at(seat, 37.66, 69.63)
    assert gazetteer.within(seat.code, hamadoni.code)
    assert gazetteer.resolve("Moscow", countries=["TJ"]).country == "RU"


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Murghab River", "AF", "river"),
        ("Bala Murghab", "AF", "town"),
        ("Murgap", "TM", "town"),
        ("Murghab district", "TJ", "admin2"),
    ],
)
def test_murghab_is_a_river_towns_and_a_district(gazetteer, name, country, kind):
    place = gazetteer.resolve(name, countries=[country], kinds=[kind])
    assert place is not None
    assert place.kind == kind
    assert place.country in (country, "")


def test_bare_dusti_never_becomes_a_third_place(gazetteer):
    """Town and district of the name are apart; whichever is meant, it is one of the two."""
    found = gazetteer.resolve("Dusti", countries=["TJ"])
    assert found is None or found.code in ("gn:8221288", "gn:1221871")


def named_in(gazetteer, text, name):
    """The place that a name means in a text."""
    return next(m.place for m in gazetteer.mentions(text) if m.name == name)


@pytest.mark.parametrize(
    "text",
    [
        "Families arrived in Dusti, Jaihun district, in Tajikistan.",
        "They reached Dusti in Tajikistan on Monday, near the crossing at Panji Poyon in Jaihun.",
        "Refugees were registered at Dusti in Jaihun, Tajikistan said.",
    ],
)
def test_dusti_beside_jaihun_is_its_seat(gazetteer, text):
    town = named_in(gazetteer, text, "Dusti")
    assert (town.kind, town.parents[0]) == ("town", "gn:7798497")


def test_panj_jamoat_lies_in_jaihun_and_not_at_the_town_of_panj(gazetteer):
    jaihun = gazetteer.resolve("Jaihun", countries=["TJ"]).code
    jamoat = gazetteer.resolve("Panj jamoat", countries=BORDER)
    assert gazetteer.within(jamoat.code, jaihun)
    assert named_in(gazetteer, "People from Panj jamoat in Tajikistan said so.", "Panj") == jamoat
    town = named_in(gazetteer, "About 300 people came to Panj in Tajikistan.", "Panj")
    assert not gazetteer.within(town.code, jaihun)


def test_a_country_named_beside_hides_no_district_named_further_off(gazetteer):
    """Nearness to a district of the report counts although the country stands right behind the name."""
    near = gazetteer.explain("Dusti", countries=["TJ"], near=["TJ", "gn:7798497"])
    assert near[0].place.kind == "town"
    assert {"in Tajikistan", "in Jayhun"} <= set(near[0].reasons)
