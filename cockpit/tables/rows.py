"""What every contract begins with: a row of any table, a row about a project, its columns."""

from typing import Any, Self

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from cockpit.tables.columns import Code, Name, fault


def needed(*headers: str) -> Any:
    """A column that every file has and no row leaves empty."""
    return Field(validation_alias=AliasChoices(*headers))


def optional(*headers: str) -> Any:
    """A column that a file may lack, and a row may leave empty."""
    return Field(default=None, validation_alias=AliasChoices(*headers))


class Row(BaseModel):
    """A row of any table: no column that the table does not have."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, loc_by_alias=False
    )


class MayNameProject(Row):
    """A row that may be about a project, by its 项目代码, else by its name (and organisation)."""

    project_id: Code | None = optional("项目代码", "项目编号")
    project_name: Name | None = optional("项目名称")
    project_organisation: Name | None = optional("项目单位", "责任单位")


class OfProject(MayNameProject):
    """A row about a project, which it has to name."""

    @model_validator(mode="after")
    def _names_a_project(self) -> Self:
        if self.project_id is None and self.project_name is None:
            raise fault("没有说是哪个项目", "填项目代码，或项目名称和项目单位", "project_id")
        return self
