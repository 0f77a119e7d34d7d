"""A little built-in gazetteer, and folders of a test's own for what is added to it."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from dateline.gazetteer import Gazetteer, added, build
from dateline.gazetteer.sources import Row

BUILT_IN = [
    Row(id="gn:1", level="country", lat=35, lon=38, country="SY", admin1="", population=17_000_000,
        names=("Syria", "سوريا"), box=(32.3, 35.7, 37.3, 42.4)),
    Row(id="gn:2", level="province", lat=36.1, lon=37.6, country="SY", admin1="SY.09", population=2_800_000,
        names=("Aleppo", "محافظة حلب"), box=(35.4, 36.5, 36.9, 38.7)),
    Row(id="gn:3", level="settlement", lat=36.2, lon=37.16, country="SY", admin1="SY.09",
        population=2_100_000, names=("Aleppo", "Halab", "Alep")),
    Row(id="gn:4", level="settlement", lat=33.5, lon=36.3, country="SY", admin1="SY.13",
        population=1_600_000, names=("Damascus", "Dimashq"), capital=True),
    Row(id="gn:5", level="country", lat=49, lon=32, country="UA", admin1="", population=44_000_000,
        names=("Ukraine", "Україна"), box=(45.2, 22.1, 52.4, 40.2)),
    Row(id="gn:6", level="settlement", lat=48.59, lon=38.0, country="UA", admin1="UA.05",
        population=73_000, names=("Bakhmut", "Бахмут")),
]  # fmt: skip


@pytest.fixture(scope="session")
def little(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the little built-in gazetteer."""
    folder = tmp_path_factory.mktemp("built-in") / "gazetteer-little"
    build.build(folder, BUILT_IN)
    return folder


@pytest.fixture
def home(tmp_path: Path, little: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's data and cache lie, over the little gazetteer; both are empty."""
    monkeypatch.setenv("DATELINE_GAZETTEERS", str(tmp_path / "data" / "gazetteers"))
    cache = SimpleNamespace(user_cache_dir=lambda name: str(tmp_path / "cache" / name))
    monkeypatch.setattr(added, "platformdirs", cache)
    monkeypatch.setattr(build, "default_folder", lambda: little)
    return tmp_path


Saved = Callable[..., Path]


@pytest.fixture
def saved(tmp_path: Path) -> Saved:
    """Writes a table: its lines, with tabs where they have bars."""

    def save(*lines: str, name: str = "villages.tsv") -> Path:
        path = tmp_path / name
        path.write_text("".join(line.replace("|", "\t") + "\n" for line in lines), encoding="utf-8")
        return path

    return save


@pytest.fixture
def base(home: Path) -> Gazetteer:
    return Gazetteer.open()
