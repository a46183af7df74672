"""What a release is about: a province or the country in one view of the map, and a round."""

from dataclasses import asdict, dataclass

AS_REPORTED, RECAST, NATIONAL = "as_reported", "recast", "national"
# Which columns of a release's header say what it is about.
SUBJECT_COLUMNS = ("area_view", "area_list", "province_code", "round")


@dataclass(frozen=True, order=True)
class ProvinceRound:
    """What one release is about: a province as it reported, one of today that others went into, or the country."""

    area_view: str
    area_list: str
    province_code: str
    round: str

    @property
    def is_recast(self) -> bool:
        return self.area_view == RECAST

    @property
    def is_national(self) -> bool:
        return self.area_view == NATIONAL

    @property
    def row_key(self) -> str:
        """What the keys of all its rows begin with."""
        view = () if self.area_view == AS_REPORTED else (self.area_view,)
        return "|".join((*view, self.area_list, self.province_code, self.round))

    @property
    def quality_key(self) -> str:
        """The name under which gate 2 files its findings on this province and round; other views have none."""
        kind = "province" if self.area_view == AS_REPORTED else self.area_view
        return f"{kind}:{self.area_list}:{self.province_code}:{self.round}"

    def release_id(self, number: int) -> str:
        """The id of its release of this number. A view has its prefix: codes stand in both area lists."""
        view = () if self.area_view == AS_REPORTED else (self.area_view,)
        place = () if self.is_national else (self.province_code,)
        return "-".join((*view, *place, self.round, f"{number:03d}"))

    @property
    def parameters(self) -> dict[str, str]:
        """What queries ask by."""
        return {**asdict(self), "quality_key": self.quality_key}
