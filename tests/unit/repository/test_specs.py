"""The documents in docs/ are what the message types say, and valid by the official schemas."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from scripts import specs

ROOT = Path(__file__).parents[3]
ASYNCAPI_SCHEMA = ROOT / "node_modules/@asyncapi/specs/schemas/3.0.0.json"
DOCUMENTS = {path.name: content for path, content in specs.documents().items()}


def read(name: str) -> Any:
    return msgspec.yaml.decode((ROOT / "docs" / name).read_bytes())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_file_is_what_the_types_say(name: str) -> None:
    written = (ROOT / "docs" / name).read_bytes()
    assert written == DOCUMENTS[name], f"docs/{name} is behind the types: run `make specs`"


def test_the_asyncapi_document_is_valid() -> None:
    schema = json.loads(ASYNCAPI_SCHEMA.read_text("utf-8"))
    assert [e.message for e in Draft7Validator(schema).iter_errors(read("asyncapi.yaml"))] == []


def test_the_openapi_document_is_valid() -> None:
    assert list(OpenAPIV31SpecValidator(read("openapi.yaml")).iter_errors()) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_reference_leads_somewhere(name: str) -> None:
    document = read(name)

    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if "$ref" in part else []
            return own + [ref for value in part.values() for ref in references(value)]
        if isinstance(part, list):
            return [ref for value in part for ref in references(value)]
        return []

    for reference in references(document):
        place = document
        for key in reference.removeprefix("#/").split("/"):
            place = place[key]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_schema_is_one(name: str) -> None:
    for schema in read(name)["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_message_has_an_operation() -> None:
    document = read("asyncapi.yaml")
    used = {
        reference["$ref"].rpartition("/")[2]
        for operation in document["operations"].values()
        for part in (operation, operation.get("reply", {}))
        for reference in part.get("messages", [])
    }
    assert used == document["components"]["messages"].keys()
