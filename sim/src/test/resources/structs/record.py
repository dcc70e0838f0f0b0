#!/usr/bin/env python3
"""Writes structs.yaml from the OpenAPI documents of a kube-apiserver.

usage: record.py https://127.0.0.1:6443 TOKEN CA_FILE > ../../../main/resources/io/guidon/sim/schema/structs.yaml
"""

import json
import ssl
import sys
import urllib.request

KINDS = {
    "v1": "ConfigMap Event Namespace Node Pod Secret Service ServiceAccount",
    "apps/v1": "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet",
    "autoscaling/v2": "HorizontalPodAutoscaler",
    "coordination.k8s.io/v1": "Lease",
    "discovery.k8s.io/v1": "EndpointSlice",
    "networking.k8s.io/v1": "Ingress",
}
# Types that read themselves, and so have no fields.
OWN_FORM = {
    "Quantity": "quantity",
    "IntOrString": "intstr",
    "Time": "time",
    "MicroTime": "time",
    "RawExtension": "any",
    "FieldsV1": "any",
}
HEADER = """\
# What the built-in kinds consist of: of each struct its fields and their types. From the OpenAPI documents of
# kube-apiserver 1.36.1; `map T` has keys that are texts, `any` is whatever it is."""


class Table:
    def __init__(self, schemas):
        self.schemas = schemas
        self.structs = {}

    def struct(self, schema):
        package, name = schema.split(".")[-2:]
        short = f"{package}.{name}"
        if short not in self.structs:
            fields = self.structs[short] = {}
            for field, kind in self.schemas[schema].get("properties", {}).items():
                fields[field] = self.type(kind)
        return short

    def type(self, schema):
        reference = (schema.get("allOf") or [schema])[0].get("$ref")
        if reference:
            target = reference.split("/")[-1]
            own = OWN_FORM.get(target.split(".")[-1])
            if own:
                return own
            is_struct = self.schemas[target].get("type") == "object"
            return self.struct(target) if is_struct else self.type(self.schemas[target])
        form = schema.get("format")
        match schema.get("type"):
            case "array":
                return "[]" + self.type(schema["items"])
            case "object" if "additionalProperties" in schema:
                return "map " + self.type(schema["additionalProperties"])
            case "string":
                return {"byte": "bytes", "date-time": "time"}.get(form, "string")
            case "integer":
                return form or "int64"
            case "number":
                return "float64"
            case "boolean":
                return "bool"
        return "any"


def main(url, token, ca):
    trust = ssl.create_default_context(cafile=ca)
    trust.check_hostname = False
    schemas, roots = {}, {}
    for version in KINDS:
        path = ("apis/" if "/" in version else "api/") + version
        request = urllib.request.Request(
            f"{url}/openapi/v3/{path}", headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, context=trust) as answer:
            schemas.update(json.load(answer)["components"]["schemas"])
    for schema, content in schemas.items():
        for kind in content.get("x-kubernetes-group-version-kind", []):
            version = "/".join(part for part in (kind["group"], kind["version"]) if part)
            roots[version, kind["kind"]] = schema
    table = Table(schemas)
    kinds = {
        f"{version} {kind}": table.struct(roots[version, kind])
        for version, kinds in KINDS.items()
        for kind in kinds.split()
    }
    print(HEADER)
    print("kinds:")
    for kind, struct in sorted(kinds.items()):
        print(f"  {kind}: {struct}")
    print("structs:")
    for struct, fields in sorted(table.structs.items()):
        shown = (f'{name}: "{t}"' if "[" in t else f"{name}: {t}" for name, t in fields.items())
        print(f"  {struct}: {{{', '.join(shown)}}}")


main(*sys.argv[1:])
