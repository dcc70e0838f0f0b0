#!/usr/bin/env python3
"""Plays the requests of conversation files against a real API server and writes its answers into the files."""
import json
import re
import sys

import requests
import yaml

URL, TOKEN, CA = sys.argv[1:4]
PATHS = {
    "Deployment": ("/apis/apps/v1", "deployments"),
    "ControllerRevision": ("/apis/apps/v1", "controllerrevisions"),
    "Service": ("/api/v1", "services"),
    "ConfigMap": ("/api/v1", "configmaps"),
    "Secret": ("/api/v1", "secrets"),
    "HorizontalPodAutoscaler": ("/apis/autoscaling/v2", "horizontalpodautoscalers"),
    "HTTPRoute": ("/apis/gateway.networking.k8s.io/v1", "httproutes"),
    "Canary": ("/apis/flagger.app/v1beta1", "canaries"),
}
session = requests.Session()
session.trust_env = False
session.verify = CA
session.headers["Authorization"] = "Bearer " + TOKEN


def compact(body):
    return json.dumps(body, separators=(",", ":"))


def url(kind, name=""):
    base, plural = PATHS[kind]
    return f"{URL}{base}/namespaces/t/{plural}" + (f"/{name}" if name else "")


def send(step, body):
    do, params = step["do"], {"fieldManager": step.get("as", "user")}
    kind, name = (step["ref"].split("/") if "ref" in step else (body["kind"], body["metadata"]["name"]))
    where = url(kind, name) + ("/status" if "Status" in do else "")
    if do == "create":
        return session.post(url(kind), params=params, data=compact(body), headers={"Content-Type": "application/json"})
    if do in ("apply", "applyForced"):
        params["force"] = "true" if do == "applyForced" else "false"
        return session.patch(where, params=params, data=compact(body), headers={"Content-Type": "application/apply-patch+yaml"})
    if do in ("update", "updateStatus"):
        return session.put(where, params=params, data=compact(body), headers={"Content-Type": "application/json"})
    if do in ("patch", "patchStatus"):
        return session.patch(where, params=params, data=compact(body), headers={"Content-Type": "application/merge-patch+json"})
    if do == "delete":
        options = {"propagationPolicy": "Background"}
        if "uid" in step:
            options["preconditions"] = {"uid": fill(step["uid"])}
        return session.delete(where, json=options)
    raise SystemExit("unknown " + do)


seen = {}


class Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True


def fill(node):
    if isinstance(node, dict):
        return {k: fill(v) for k, v in node.items()}
    if isinstance(node, list):
        return [fill(v) for v in node]
    if isinstance(node, str) and (match := re.fullmatch(r"@(uid|version|old) (\S+)", node)):
        versions, uid = seen[match[2]]
        return {"uid": uid, "version": versions[-1], "old": versions[-2 if len(versions) > 1 else -1]}[match[1]]
    return node


def refusal(code, status):
    if code == 409:
        return "ALREADY_EXISTS" if status.get("reason") == "AlreadyExists" else "CONFLICT"
    if code == 404:
        return "NO_SUCH_KIND" if "could not find the requested resource" in status["message"] else "NOT_FOUND"
    return {400: "INVALID", 422: "INVALID", 403: "FORBIDDEN", 500: "UNAVAILABLE"}[code]


def remember(obj):
    key = f"{obj['kind']}/{obj['metadata']['name']}"
    versions, uid = seen.get(key, ([], obj["metadata"]["uid"]))
    version = obj["metadata"]["resourceVersion"]
    same = bool(versions) and versions[-1] == version
    if not same:
        versions = versions + [version]
    seen[key] = (versions, obj["metadata"]["uid"])
    return "same" if same else "new"


def tidy(obj):
    meta = obj["metadata"]
    for field in ("uid", "resourceVersion", "creationTimestamp"):
        meta.pop(field, None)
    if "deletionTimestamp" in meta:
        meta["deletionTimestamp"] = "then"
    for entry in meta.get("managedFields", []):
        entry.pop("time", None)
    for field in ("clusterIP", "clusterIPs"):
        if obj.get("spec", {}).get(field) not in (None, "None", ["None"]):
            obj["spec"].pop(field, None)
    return obj


for path in sys.argv[4:]:
    conversation = yaml.safe_load(open(path))
    seen.clear()
    for step in conversation:
        response = send(step, fill(step.get("object", step.get("body"))))
        answer = response.json()
        if response.status_code >= 400:
            message = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<uid>", answer["message"])
            step["answer"] = {"refused": refusal(response.status_code, answer), "message": message}
        elif answer["kind"] == "Status" or (step["do"] == "delete" and "deletionTimestamp" not in answer["metadata"]):
            step["answer"] = {"gone": True}
        else:
            version = remember(answer)
            step["answer"] = {"version": version, "object": tidy(answer)}
    with open(path, "w") as out:
        yaml.dump(conversation, out, Dumper=Plain, sort_keys=False, width=140)
    for key in seen:
        kind, name = key.split("/")
        session.patch(url(kind, name), data='{"metadata":{"finalizers":null}}', headers={"Content-Type": "application/merge-patch+json"})
        session.delete(url(kind, name), json={"propagationPolicy": "Background"})
    print(path, len(conversation))
