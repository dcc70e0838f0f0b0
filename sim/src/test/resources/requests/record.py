#!/usr/bin/env python3
"""Sends the requests of the files to a real API server and writes its answers into the files."""
import json
import re
import sys
import time

import requests
import yaml

URL, TOKEN, CA = sys.argv[1:4]
GROUPS = {
    "": "/api/v1",
    "apps": "/apis/apps/v1",
    "autoscaling": "/apis/autoscaling/v2",
    "x.io": "/apis/x.io/v1",
    "apiextensions.k8s.io": "/apis/apiextensions.k8s.io/v1",
}
CLUSTER = {"namespaces", "nodes", "customresourcedefinitions.apiextensions.k8s.io"}
TYPES = {
    "json": "application/json-patch+json",
    "merge": "application/merge-patch+json",
    "strategic": "application/strategic-merge-patch+json",
    "apply": "application/apply-patch+yaml",
}
VERBS = {"get": "GET", "create": "POST", "update": "PUT", "patch": "PATCH", "delete": "DELETE"}
OWN = ("uid", "resourceVersion", "creationTimestamp", "managedFields")
session = requests.Session()
session.trust_env = False
session.verify = CA
session.headers["Authorization"] = "Bearer " + TOKEN


def url(step):
    resource, _, name = step["on"].partition("/")
    plural, _, group = resource.partition(".")
    where = URL + GROUPS[group] + ("/" if resource in CLUSTER else "/namespaces/t/") + plural
    if step["do"] != "create":
        where += "/" + name
    return where + ("/" + step["part"] if "part" in step else "")


def tidy(body):
    if not isinstance(body, dict):
        return body
    metadata = body.get("metadata", {})
    for field in OWN:
        metadata.pop(field, None)
    if "deletionTimestamp" in metadata:
        metadata["deletionTimestamp"] = "then"
    for condition in (body.get("status") or {}).get("conditions") or [] if isinstance(body.get("status"), dict) else []:
        if condition.get("lastTransitionTime"):
            condition["lastTransitionTime"] = "then"
    if body.get("kind") == "Status":
        details = body.get("details") or {}
        details.pop("uid", None)
    return json.loads(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<uid>", json.dumps(body)))


def answer(step):
    params = {"fieldManager": step.get("as", "user"), **step.get("options", {})}
    kind = "application/json" if step["do"] != "patch" else TYPES[step["type"]]
    data = json.dumps(step["body"]) if "body" in step else None
    if step["do"] in ("get", "delete"):
        params.pop("fieldManager")
    response = session.request(VERBS[step["do"]], url(step), params=params, data=data, headers={"Content-Type": kind})
    found = {"code": response.status_code, "body": tidy(response.json())}
    warnings = re.findall(r'299 - "((?:[^"\\]|\\.)*)"', response.headers.get("Warning", ""))
    if warnings:
        found["warnings"] = [warning.replace('\\"', '"') for warning in warnings]
    if step["on"].startswith("customresourcedefinitions") and response.status_code == 201:
        time.sleep(5)  # until the schema is in force
    return found


session.post(URL + "/api/v1/namespaces", json={"metadata": {"name": "t"}})
for file in sys.argv[4:]:
    with open(file) as text:
        steps = yaml.safe_load(text)
    for step in steps:
        step["answer"] = answer(step["request"])
    with open(file, "w") as text:
        for step in steps:
            for part in ("request", "answer", "known"):
                if part in step:
                    start = "- " if part == "request" else "  "
                    text.write(start + part + ": " + json.dumps(step[part], ensure_ascii=False) + "\n")
