"""Small crises made up for the tests of the outlook."""

from datetime import date

from panj.outlook.case import ConflictChange, Crisis, Observation, Road, Site, SiteKind, StatedCapacity

START = date(2024, 1, 1)


def site(name, kind="camp", country="Away", **more):
    capacity = more.pop("capacity", None)
    stated = () if capacity is None else (StatedCapacity(capacity),)
    return Site(name, country, SiteKind(kind), capacities=stated, **more)


def fork(*, near=100.0, far=200.0, length=40, capacity=None, observations=(), **more):
    """One town in conflict, a camp at each end of two roads, and a town on the way to the far one."""
    sites = (
        site("Town", "conflict_zone", "Home", population=50_000),
        site("Inn", "town", "Home", population=900),
        site("Near", capacity=capacity),
        site("Far"),
    )
    roads = (Road("Town", "Near", near), Road("Town", "Inn", far / 2), Road("Inn", "Far", far / 2))
    given = {
        "name": "fork",
        "start": START,
        "length": length,
        "home": "Home",
        "sites": sites,
        "roads": roads,
        "targets": ("Near", "Far"),
        "conflict": (ConflictChange("Town", 0, 1.0),),
        "observations": tuple(observations),
    }
    return Crisis(**(given | more))


def counted(site_name, pairs):
    """Observations known on the day they are of."""
    return [Observation(site_name, day, float(count), day) for day, count in pairs]


def growing(*, length=120, every=10, pace=(30, 10)):
    """The fork with both camps counted every few days."""
    days = range(0, length, every)
    rows = [counted(n, [(d, 100 + p * d) for d in days]) for n, p in zip(("Near", "Far"), pace, strict=True)]
    return fork(length=length, observations=[*rows[0], *rows[1]])


def write_folder(folder, *, end="\n", **changed):
    """A case in FLEE's format with the oddities of real ones; `changed`: file → text, or None."""
    files = {
        "input_csv/sim_period.csv": f"StartDate,2024-01-01{end}Length,40{end}",
        "input_csv/locations.csv": end.join(
            [
                "#name,region,country,latitude,longitude,location_type,conflict_date,population",
                "Town,North,Home,10.0,20.0,conflict_zone,0,50000",
                '"Old Inn","North",Home, 10.5 ,20.5,town,,900',
                "",
                "Near,West,Away,10.0,21.0,camp,,7000",
                "Far_Camp,West,Away,11.0,21.0,camp,,  ",
            ]
        ),
        "input_csv/routes.csv": end.join(
            [
                "#name1,name2,distance,forced_redirection",
                "Town,Near,120,",
                "Town,Old Inn,80,0",
                "Old Inn,Far_Camp,90",
            ]
        ),
        "input_csv/closures.csv": f"#type,name1,name2,start,end{end}country,Home,Away,5,9{end}",
        "input_csv/conflicts.csv": end.join(["#Day, Town,Old_Inn,", "0,1,0", "1,1,0", "2,1,0.5", "3,0,0.5"]),
        "input_csv/registration_corrections.csv": f"Near,2024-01-21,normalize{end}",
        "source_data/data_layout.csv": end.join(
            ["total,refugees.csv", "Near,near.csv,near-outside.csv", "Far Camp,far.csv", "Gone,gone.csv"]
        ),
        "source_data/near.csv": end.join(
            ["2024-01-01,100 ", "# a remark", "2024-01-11,200", "2024-01-21,100"]
        ),
        "source_data/near-outside.csv": "2024-01-06,10",
        "source_data/far.csv": f"2024-01-01,0{end}2024-01-31,300{end}",
        "source_data/gone.csv": "2024-01-01,5",
        "source_data/refugees.csv": f"2024-01-01,100{end}2024-01-31,400{end}",
    }
    for name, text in {**files, **changed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text is not None:
            path.write_bytes(text.encode())
    return folder
