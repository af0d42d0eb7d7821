"""How the API behaves whatever is asked: entity tags, and an OpenAPI description that tells every answer.

Takes a FastAPI route or application; gives answers with `ETag`, 304 where the asker has it already, and a
description in which faults are problem+json, as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

PROBLEM = {
    "title": "Problem",
    "type": "object",
    "description": "A fault (RFC 9457): title and detail are for people, status repeats the answer's own.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_FAULTS = {
    "400": "What was asked is not understood: a date, a number, a term.",
    "403": "The request comes from another site.",
    "404": "There is no such thing on this day.",
    "500": "Panj failed; its log says where.",
}


class Tagged(APIRoute):
    """A route whose answers carry an entity tag, and that answers 304 to one who has them already."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with the tag around it."""
        inner = super().get_route_handler()

        async def handler(request: Request) -> Response:
            answer = await inner(request)
            if answer.status_code != 200:
                return answer
            tag = f'"{hashlib.sha256(bytes(answer.body)).hexdigest()[:24]}"'
            asked = request.headers.get("if-none-match", "")
            held = {part.strip().removeprefix("W/") for part in asked.split(",")}
            if tag in held or "*" in held:
                return Response(status_code=304, headers={"etag": tag})
            answer.headers["etag"] = tag
            return answer

        return handler


def describe(app: FastAPI) -> None:
    """Gives an application the description of its API: the API's paths alone, with their faults."""

    def made() -> dict[str, Any]:
        if app.openapi_schema is None:
            found = get_openapi(
                title="Panj",
                version="1",
                summary="Figures of a displacement crisis, each with its bounds and its sentence.",
                routes=app.routes,
            )
            app.openapi_schema = _told(found)
        return app.openapi_schema

    app.openapi = made  # type: ignore[method-assign]


def _told(schema: dict[str, Any]) -> dict[str, Any]:
    """The description with problems for faults, in place of the framework's own shape of them."""
    schema["paths"] = {path: told for path, told in schema["paths"].items() if path.startswith("/api/")}
    shapes = schema.setdefault("components", {}).setdefault("schemas", {})
    shapes.pop("HTTPValidationError", None)
    shapes.pop("ValidationError", None)
    shapes["Problem"] = PROBLEM
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for methods in schema["paths"].values():
        for operation in methods.values():
            answers = operation["responses"]
            answers.pop("422", None)
            answers["200"].setdefault("headers", {})["ETag"] = {"schema": {"type": "string"}}
            answers["304"] = {"description": "Not changed since the tag that was sent."}
            for status, words in _FAULTS.items():
                answers[status] = {"description": words, "content": content}
    return schema
