"""Writes docs/asyncapi.yaml and docs/openapi.yaml from the message types and the endpoints.

Run it as `make specs`; a test fails if the files are out of date.
"""

import inspect
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET, Struct

from classroom_app import __version__
from classroom_app.protocol import endpoints, limits
from classroom_app.protocol import messages_in as msg
from classroom_app.protocol import messages_out as out
from classroom_app.protocol import picture_messages as pictures
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.endpoints import Endpoint
from classroom_app.protocol.errors import ErrorCode

DOCS = Path(__file__).parent.parent / "docs"
SCHEMAS = "#/components/schemas/"
LICENSE = {"name": "Apache 2.0", "identifier": "Apache-2.0"}

Json = dict[str, Any]

# The message that answers each message of a client.
REPLIES: dict[type[msg.ClientMessage], type[out.ServerMessage]] = {
    msg.Join: out.JoinConfirmed,
    msg.Heartbeat: out.HeartbeatAck,
    msg.StepComplete: out.StepCompleteConfirmed,
    msg.RequestHelp: out.RequestHelpConfirmed,
    msg.CancelHelp: out.CancelHelpConfirmed,
}
# Not sent to students.
FOR_INSTRUCTORS = (
    out.ProgressUpdated,
    out.HelpRequestedMessage,
    out.HelpUpdated,
    out.AnswersShownMessage,
    out.VisitUpdated,
    out.ComfortUpdated,
)


def text_of(kind: type) -> str:
    """Return a type's docstring as one line."""
    return " ".join((inspect.getdoc(kind) or "").split())


def schemas_of(kinds: list[type[Struct]]) -> Json:
    """Return the JSON schemas of the types and of all types that they contain."""
    _, schemas = msgspec.json.schema_components(kinds, ref_template=SCHEMAS + "{name}")
    return dict(sorted(schemas.items()))


# The socket --------------------------------------------------------------------------------------


def received() -> dict[str, type[msg.ClientMessage]]:
    """Return the messages that the server receives, by the value of `type`."""
    return {**msg.STUDENT_MESSAGES, **msg.INSTRUCTOR_MESSAGES}


def sent() -> dict[str, type[out.ServerMessage]]:
    """Return the messages that the server sends, by the value of `type`."""
    return {kind.TYPE: kind for kind in out.ServerMessage.__subclasses__()}


def message_in(name: str, kind: type[msg.ClientMessage], schema: Json) -> Json:
    """Return the description of a message to the server."""
    required = ["type", "data"] if schema.get("required") else ["type"]
    data = {"$ref": SCHEMAS + kind.__name__}
    return {
        "name": name,
        "title": name,
        "summary": text_of(kind),
        "tags": [
            {"name": who}
            for who, theirs in (
                ("student", msg.STUDENT_MESSAGES),
                ("instructor", msg.INSTRUCTOR_MESSAGES),
                ("helper", msg.HELPER_MESSAGES),
            )
            if name in theirs
        ],
        "payload": {
            "type": "object",
            "required": required,
            "properties": {"type": {"const": name}, "data": data},
        },
    }


def message_out(name: str, kind: type[out.ServerMessage], schema: Json) -> Json:
    """Return the description of a message from the server: flat, and the same again in `data`."""
    fields = schema["properties"]
    left_out = {f.encode_name for f in msgspec.structs.fields(kind) if f.default is msgspec.UNSET}
    data = {"$ref": SCHEMAS + (kind.__name__ if kind is not out.StepChanged else "StepData")}
    return {
        "name": name,
        "title": name,
        "summary": text_of(kind),
        "tags": [{"name": "instructor" if kind in FOR_INSTRUCTORS else "student"}],
        "payload": {
            "type": "object",
            # Fields with a default are sent too: only those that may be UNSET may be missing.
            "required": ["type", *(name for name in fields if name not in left_out), "data"],
            "properties": {"type": {"const": name}, **fields, "data": data},
        },
    }


def upload_messages() -> Json:
    """Return the messages of the socket that takes pictures for a lesson."""
    kinds = {"in": (pictures.OfferPicture,), "out": pictures.SAID_BY_SERVER}
    return {
        f"upload.{way}.{kind.TYPE}": {
            "name": kind.TYPE,
            "title": kind.TYPE,
            "summary": text_of(kind),
            "tags": [{"name": "instructor"}],
            "payload": {
                "type": "object",
                "required": ["type", "data"],
                "properties": {
                    "type": {"const": kind.TYPE},
                    "data": {"$ref": SCHEMAS + kind.__name__},
                },
            },
        }
        for way, those in kinds.items()
        for kind in those
    }


def upload_operations() -> Json:
    """Return the operations of the socket that takes pictures for a lesson."""
    names = upload_messages()
    return {
        f"upload.{action}": {
            "action": action,
            "channel": {"$ref": "#/channels/upload"},
            "messages": [
                {"$ref": f"#/channels/upload/messages/{name}"}
                for name in names
                if name.startswith(f"upload.{way}.")
            ],
        }
        for action, way in (("receive", "in"), ("send", "out"))
    }


def always_sent(kind: type[Struct], schema: Json) -> None:
    """Mark the fields that the server always sends, all but those that may be UNSET."""
    defaults = {f.name: f.default for f in msgspec.structs.fields(kind)}
    encoded = {f.name: f.encode_name for f in msgspec.structs.fields(kind)}
    required = [encoded[name] for name, default in defaults.items() if default is not UNSET]
    tag_field = kind.__struct_config__.tag_field
    if tag_field is not None:
        required.insert(0, tag_field)
    if required:
        schema["required"] = required


def answer_schemas(kinds: list[type[Struct]]) -> Json:
    """Return the schemas of what the server sends."""
    schemas = schemas_of(kinds)
    by_name = {
        kind.__name__: kind
        for kind in subclasses_of(Struct)
        if kind.__module__.startswith("classroom_app.protocol")
    }
    for name, schema in schemas.items():
        if name in by_name:
            always_sent(by_name[name], schema)
    return schemas


def subclasses_of(base: type[Struct]) -> list[type[Struct]]:
    """Return every class under a base."""
    found: list[type[Struct]] = base.__subclasses__()
    return [each for kind in found for each in (kind, *subclasses_of(kind))]


def asyncapi() -> Json:
    """Return the AsyncAPI document of the session socket."""
    takes, says = received(), sent()
    schemas_in = schemas_of([*dict.fromkeys(takes.values()), pictures.OfferPicture])
    schemas_out = answer_schemas([*says.values(), *pictures.SAID_BY_SERVER])
    step = schemas_out["SubtaskFields"]
    # Only OpenAPI has this form of a discriminator; each kind of mark has its own constant.
    del step["properties"]["marks"]["items"]["discriminator"]
    schemas_out["StepData"] = {
        **step,
        "title": "StepData",
        "description": "A step as the Android app counts: order from 1, order_index from 0",
        "required": [*step["required"], "order"],
    }
    shared = schemas_in.keys() & schemas_out.keys()
    assert not shared, f"one name for two schemas: {shared}"
    messages = {
        f"in.{name}": message_in(name, kind, schemas_in[kind.__name__])
        for name, kind in takes.items()
    } | {
        f"out.{name}": message_out(name, kind, schemas_out[kind.__name__])
        for name, kind in says.items()
    }
    operations: Json = {
        f"receive.{name}": {
            "action": "receive",
            "channel": {"$ref": "#/channels/session"},
            "messages": [{"$ref": f"#/channels/session/messages/in.{name}"}],
        }
        for name in takes
    }
    for name, kind in takes.items():
        heard = [out.ErrorMessage.TYPE]
        if kind in REPLIES:
            heard.insert(0, REPLIES[kind].TYPE)
        operations[f"receive.{name}"]["reply"] = {
            "channel": {"$ref": "#/channels/session"},
            "messages": [{"$ref": f"#/channels/session/messages/out.{t}"} for t in heard],
        }
    operations["send"] = {
        "action": "send",
        "channel": {"$ref": "#/channels/session"},
        "summary": "What the server says by itself",
        "messages": [
            {"$ref": f"#/channels/session/messages/out.{name}"}
            for name, kind in says.items()
            if kind not in (*REPLIES.values(), out.ErrorMessage)
        ],
    }
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "The session socket",
            "version": __version__,
            "description": SOCKET_TEXT,
            "license": {"name": "Apache 2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {
            "classroom": {
                "host": "{address}:{port}",
                "protocol": "ws",
                "variables": {
                    "address": {"description": "the instructor's computer in the classroom"},
                    "port": {"default": "8000"},
                },
            }
        },
        "channels": {
            "session": {
                "address": endpoints.SOCKET.path + "/",
                "title": "A class",
                "parameters": {"code": {"description": CODE_TEXT}},
                "messages": {n: {"$ref": f"#/components/messages/{n}"} for n in messages},
                "bindings": {"ws": {"method": "GET"}},
            },
            "upload": {
                "address": endpoints.UPLOAD_SOCKET.path,
                "title": "Pictures for a lesson",
                "description": UPLOAD_TEXT,
                "parameters": {"pass": {"description": PARAMETER_TEXTS["pass"]}},
                "messages": {n: {"$ref": f"#/components/messages/{n}"} for n in upload_messages()},
                "bindings": {"ws": {"method": "GET"}},
            },
        },
        "operations": operations | upload_operations(),
        "components": {
            "messages": messages | upload_messages(),
            "schemas": dict(sorted((schemas_in | schemas_out).items())),
        },
        "x-limits": {name.lower(): value for name, value in constants(limits).items()},
        "x-close-codes": {code.name.lower(): code.value for code in CloseCode},
    }


def constants(module: Any) -> dict[str, int | float]:
    """Return a module's numbers by name."""
    return {name: value for name, value in vars(module).items() if name.isupper()}


CODE_TEXT = "the session's code: 4 to 12 of A-Z and 0-9, in any case; spaces and hyphens ignored"
UPLOAD_TEXT = (
    "Text frames, one JSON object each, with its fields in `data`; the bytes that `send_picture` "
    "asks for follow in binary frames of at most `picture_piece_bytes`, each sent after the answer "
    "to the one before."
)
SOCKET_TEXT = (
    "Text frames, one JSON object each. docs/PROTOCOL.md says in words what no schema can: who is "
    "let in, in which order things come, what is stored when. A field of a message to the server "
    "may also stand at the top level instead of in `data`; unknown fields are ignored. Whoever "
    "listens should ignore unknown fields and messages too: both are only ever added."
)

# HTTP --------------------------------------------------------------------------------------------

PARAMETER_TEXTS = {
    "code": CODE_TEXT,
    "name": "the name of a part, as the page spells it",
    "sha256": "the SHA-256 of the picture",
    "pass": "what the QR code holds: of the remote, or behind the `#` of that for pictures",
    "number": "the number on the roster, 1 to 9 digits",
    "token": "what the QR code of a seat card holds before `#`",
    "session_id": "the session's number, as the answer to the join names it",
    "help_request_id": "the help request's number, as the board holds it",
    "screenshot_id": "the picture's number, as `image_url` holds it",
}


def content_of(answer: endpoints.Answer) -> Json:
    """Return the `content` of an answer."""
    if isinstance(answer, str):
        answer = (answer,)
    if isinstance(answer, tuple):
        return {media_type: {} for media_type in answer}
    return {"application/json": {"schema": {"$ref": SCHEMAS + answer.__name__}}}


def refusal(codes: tuple[ErrorCode, ...]) -> Json:
    """Return the description of an answer that refuses."""
    error = {"$ref": SCHEMAS + "HttpError"}
    of_these = {"properties": {"error": {"properties": {"code": {"enum": list(codes)}}}}}
    return {"application/json": {"schema": {"allOf": [error, of_these]}}}


def operation(endpoint: Endpoint, name: str) -> Json:
    """Return the description of an endpoint."""
    described: Json = {"operationId": name, "summary": endpoint.summary}
    if endpoint.needs:
        described["description"] = f"For {endpoint.needs}."
    parameters = [
        {
            "name": parameter,
            "in": "path",
            "required": True,
            "description": PARAMETER_TEXTS[parameter],
            "schema": {"type": "string"},
        }
        for parameter in endpoint.names
    ] + [
        {"name": parameter, "in": "query", "description": text, "schema": {"type": "string"}}
        for parameter, text in endpoint.query.items()
    ]
    if parameters:
        described["parameters"] = parameters
    if endpoint.takes is not None:
        described["requestBody"] = {
            "required": True,
            "description": f"At most {endpoint.max_body:,} bytes",
            "content": content_of(endpoint.takes),
        }
    responses: Json = {}
    for status, answer in endpoint.answers.items():
        responses[str(status)] = {"description": HTTPStatus(status).phrase}
        if answer:
            responses[str(status)]["content"] = content_of(answer)
        if endpoint.signs_in:
            cookie = COOKIE_HEADER
            if endpoint.is_remote or endpoint.is_helper:
                cookie = REMOTE_COOKIE_HEADER if endpoint.is_remote else HELPER_COOKIE_HEADER
            responses[str(status)]["headers"] = {"Set-Cookie": {"$ref": cookie}}
    for status, codes in endpoint.refusals.items():
        responses[str(status)] = {
            "description": f"{HTTPStatus(status).phrase}: {', '.join(codes)}",
            "content": refusal(codes),
        }
        if status in (429, 503):
            responses[str(status)]["headers"] = {"Retry-After": {"$ref": RETRY_HEADER}}
    described["responses"] = dict(sorted(responses.items()))
    if endpoint.needs:
        is_login = endpoint is endpoints.LOGIN
        schemes = ("instructorKey",) if is_login else ("sessionCookie", "remoteCookie")
        if endpoint.needs == "a helper":
            schemes = ("helperCookie",)
        described["security"] = [{scheme: []} for scheme in schemes]
    return described


COOKIE_HEADER = "#/components/headers/Cookie"
REMOTE_COOKIE_HEADER = "#/components/headers/RemoteCookie"
HELPER_COOKIE_HEADER = "#/components/headers/HelperCookie"
RETRY_HEADER = "#/components/headers/RetryAfter"


def names_of_endpoints() -> dict[Endpoint, str]:
    """Return the name of each endpoint in its module, in lower case."""
    found = {each: name for name, each in vars(endpoints).items() if isinstance(each, Endpoint)}
    return {each: name.lower() for each, name in found.items()}


def openapi() -> Json:
    """Return the OpenAPI document of everything over HTTP."""
    names = names_of_endpoints()
    paths: dict[str, Json] = {}
    for endpoint in (
        endpoints.SOCKET,
        endpoints.UPLOAD_SOCKET,
        *endpoints.WEB,
        *endpoints.ANDROID,
    ):
        # The Android app's paths end in "/", which also distinguishes them from those of the other
        # port.
        is_android = endpoint in endpoints.ANDROID
        item = paths.setdefault(endpoint.path + "/" * is_android, {})
        if is_android:
            item["servers"] = [server_at("8001", ANDROID_TEXT)]
        item[endpoint.method.lower()] = operation(endpoint, names[endpoint])
    takes: list[type[Struct]] = [e.takes for e in endpoints.ANDROID if e.takes is not None]
    answers = [
        answer
        for endpoint in names
        for answer in endpoint.answers.values()
        if isinstance(answer, type)
    ]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The classroom over HTTP",
            "version": __version__,
            "description": HTTP_TEXT,
            "license": LICENSE,
        },
        "servers": [server_at("8000", "The main port")],
        "paths": paths,
        "components": {
            "schemas": dict(
                sorted((schemas_of(takes) | answer_schemas([*answers, out.HttpError])).items())
            ),
            "headers": {
                "Cookie": {
                    "description": "sessionid=…; HttpOnly; SameSite=Lax; Path=/",
                    "schema": {"type": "string"},
                },
                "RemoteCookie": {
                    "description": "remoteid=…; HttpOnly; SameSite=Lax; Path=/",
                    "schema": {"type": "string"},
                },
                "HelperCookie": {
                    "description": "helperid=…; HttpOnly; SameSite=Lax; Path=/",
                    "schema": {"type": "string"},
                },
                "RetryAfter": {
                    "description": "when to come back, in seconds",
                    "schema": {"type": "integer"},
                },
            },
            "securitySchemes": {
                "sessionCookie": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
                "remoteCookie": {"type": "apiKey", "in": "cookie", "name": "remoteid"},
                "helperCookie": {"type": "apiKey", "in": "cookie", "name": "helperid"},
                "instructorKey": {
                    "type": "http",
                    "scheme": "bearer",
                    "description": "the content of instructor.key in the data folder",
                },
            },
        },
    }


def server_at(port: str, text: str) -> Json:
    """Return the description of a server."""
    return {
        "url": "http://{address}:{port}",
        "description": text,
        "variables": {
            "address": {
                "default": "localhost",
                "description": "the instructor's computer in the classroom",
            },
            "port": {"default": port},
        },
    }


HTTP_TEXT = (
    "docs/PROTOCOL.md says in words what no schema can. A last `/` may be left out or added. HEAD "
    "is answered where GET is. Every refusal has the same form; besides those listed, 404 "
    "`not_found` says that there is nothing at an address and 405 `method_not_allowed` names the "
    "right method in `Allow`; a page from elsewhere gets 403 `forbidden` for anything but GET."
)
ANDROID_TEXT = (
    "The port after the main one, for MobEdu's Android app: open once a class lets guests in; "
    "`rest_port` of /healthz names it"
)


def documents() -> dict[Path, bytes]:
    """Return the content of each file, by its path."""
    head = b"# Written by `make specs` from the types in classroom_app/protocol: change those.\n"
    return {
        DOCS / name: head + msgspec.yaml.encode(msgspec.to_builtins(document))
        for name, document in (("asyncapi.yaml", asyncapi()), ("openapi.yaml", openapi()))
    }


def main() -> int:
    """Write the files."""
    for path, content in documents().items():
        path.write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
