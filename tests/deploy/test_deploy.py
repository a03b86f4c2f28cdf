"""What stands in deploy/ is well formed, asks for what the app has, and gives nobody more than needed."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import crossplane
import kubernetes_validate
import pytest
import streamlit.config as streamlit_config
import yaml
from starlette.routing import Route

from panels.server.health import health_routes
from panels.settings import (
    DATABASE,
    EDITING,
    EDITORS,
    OIDC_CLIENT,
    OIDC_METADATA,
    OIDC_RETURN,
    OIDC_SECRET,
    SETTINGS,
    SIGN_IN,
)
from tests.bench.topology import write_nginx
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
CONTAINER = DEPLOY / "Containerfile"
NGINX = DEPLOY / "nginx.conf"
SHEETS = sorted(DEPLOY.rglob("*.yaml"))
OBJECTS = [path for path in sorted((DEPLOY / "kubernetes").glob("*.yaml")) if path.name != "kustomization.yaml"]
KUBERNETES = ("1.30", "1.37")
"""The oldest that has all we use (sleep before the stop), and the newest whose schemas we have."""
SECRET = re.compile(r"REDIS_URL|DATABASE_URL|SECRET|PASSWORD")
"""In the names of variables that hold a password or a key."""
OF_OTHERS = {"PATH", "HOME", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "FORWARDED_ALLOW_IPS"}
"""Of the shell, of Python, and of uvicorn."""
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def objects():
    return {given["kind"]: given for given in map(read, OBJECTS)}


def name_of(path):
    return str(path.relative_to(DEPLOY))


@pytest.mark.parametrize("path", SHEETS, ids=name_of)
def test_every_sheet_can_be_read(path):
    assert isinstance(read(path), dict)


# Kubernetes


@pytest.mark.parametrize("version", KUBERNETES)
@pytest.mark.parametrize("path", OBJECTS, ids=name_of)
def test_objects_are_as_kubernetes_describes_them(path, version):
    kubernetes_validate.validate(read(path), version, strict=True)


def test_a_wrong_object_would_be_found():
    wrong = objects()["Deployment"]
    wrong["spec"]["template"]["spec"]["containers"][0]["readinesProbe"] = {}
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, KUBERNETES[1], strict=True)


def test_the_list_names_every_object():
    assert sorted(read(DEPLOY / "kubernetes" / "kustomization.yaml")["resources"]) == [path.name for path in OBJECTS]


def pod():
    return objects()["Deployment"]["spec"]["template"]


def test_all_that_choose_pods_choose_those_of_the_deployment():
    found = objects()
    labels = pod()["metadata"]["labels"]
    chosen = [
        found["Deployment"]["spec"]["selector"]["matchLabels"],
        found["Service"]["spec"]["selector"],
        found["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"],
        found["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"],
    ]
    assert chosen == [labels] * len(chosen)
    assert found["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"] == {
        "apiVersion": found["Deployment"]["apiVersion"],
        "kind": "Deployment",
        "name": found["Deployment"]["metadata"]["name"],
    }


def test_probes_ask_what_the_app_answers():
    container = pod()["spec"]["containers"][0]
    asked = {kind: container[kind]["httpGet"]["path"] for kind in ("startupProbe", "livenessProbe", "readinessProbe")}
    assert asked == {"startupProbe": "/live", "livenessProbe": "/live", "readinessProbe": "/ready"}
    assert set(asked.values()) == {route.path for route in health_routes() if isinstance(route, Route)}


def test_the_way_from_the_ingress_to_the_port_has_no_gap():
    found = objects()
    port = pod()["spec"]["containers"][0]["ports"][0]
    service = found["Service"]["spec"]["ports"][0]
    backend = found["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert port["containerPort"] == exposed()
    assert (service["targetPort"], backend["port"]["name"]) == (port["name"], service["name"])
    assert backend["name"] == found["Service"]["metadata"]["name"]
    assert found["NetworkPolicy"]["spec"]["ingress"][0]["ports"] == [{"port": port["name"]}]


def test_readers_stay_with_one_pod():
    found = objects()
    assert found["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert found["Service"]["metadata"]["annotations"]["traefik.ingress.kubernetes.io/service.sticky.cookie"] == "true"


def test_a_pod_may_do_no_more_than_it_must():
    spec = pod()["spec"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsNonRoot"] is True
    assert spec["securityContext"]["runAsUser"] == user_of_the_image()
    assert spec["containers"][0]["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert objects()["NetworkPolicy"]["spec"]["policyTypes"] == ["Ingress", "Egress"]


def test_no_secret_stands_in_the_files():
    assert "Secret" not in objects()
    assert [name for name in objects()["ConfigMap"]["data"] if SECRET.search(name)] == []
    assert {name for name in names_for_pods() if SECRET.search(name)} == {
        entry["name"] for entry in pod()["spec"]["containers"][0]["env"] if "secretKeyRef" in entry["valueFrom"]
    }


def test_the_stop_is_waited_for():
    spec = pod()["spec"]
    assert spec["terminationGracePeriodSeconds"] > spec["containers"][0]["lifecycle"]["preStop"]["sleep"]["seconds"]


# Variables of the environment


def names_for_pods():
    return {*objects()["ConfigMap"]["data"], *(entry["name"] for entry in pod()["spec"]["containers"][0]["env"])}


def names_for_compose():
    return {name for one in apps().values() for name in one["environment"]}


def names_for_the_image():
    lines = [line for word, line in instructions() if word == "ENV"]
    return {name for line in lines for name in re.findall(r"(\w+)=", line)}


def streamlit_names():
    options = streamlit_config._config_options_template
    return {"STREAMLIT_" + re.sub(r"([A-Z])", r"_\1", key.replace(".", "_")).upper() for key in options}


@pytest.mark.parametrize("names", [names_for_pods, names_for_compose, names_for_the_image])
def test_every_variable_is_one_that_somebody_reads(names):
    assert names()
    assert names() <= {setting.name for setting in SETTINGS} | streamlit_names() | OF_OTHERS


def test_variables_in_comments_are_read_too():
    known = {setting.name for setting in SETTINGS} | streamlit_names()
    texts = "".join(path.read_text(encoding="utf-8") for path in (*SHEETS, NGINX, CONTAINER))
    found = set(re.findall(r"\b(?:STREAMLIT|CARAVANSERAI)_[A-Z_]+\b", texts))
    assert found
    assert found <= known


@pytest.mark.parametrize("names", [names_for_pods, names_for_compose])
def test_editions_editing_and_sign_in_are_set_without_changing_a_sheet(names):
    wanted = {DATABASE, EDITING, EDITORS, SIGN_IN, OIDC_METADATA, OIDC_CLIENT, OIDC_SECRET, OIDC_RETURN}
    assert {setting.name for setting in wanted} <= names()


# The image


def instructions():
    """List instructions of the Containerfile as (word, rest), continued lines joined and comments left out."""
    lines = [line for line in CONTAINER.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def last_stage():
    given = instructions()
    start = max(n for n, (word, _) in enumerate(given) if word == "FROM")
    return given[start:]


def exposed():
    return next(int(rest) for word, rest in instructions() if word == "EXPOSE")


def user_of_the_image():
    return int([rest for word, rest in last_stage() if word == "USER"][-1].split(":")[0])


def test_the_image_breaks_no_rule_of_hadolint():
    linter = Path(sys.executable).parent / "hadolint"
    said = subprocess.run([linter, "--no-color", CONTAINER], capture_output=True, text=True, check=False)
    assert (said.stdout, said.returncode) == ("", 0)


def test_the_image_is_not_run_by_root():
    assert user_of_the_image() >= 10_000
    words = [word for word, _ in last_stage()]
    assert words.index("USER") > max(n for n, word in enumerate(words) if word == "RUN")


def test_the_image_has_several_stages_and_a_check_of_its_health():
    assert len([word for word, _ in instructions() if word == "FROM"]) > 1
    check = next(rest for word, rest in last_stage() if word == "HEALTHCHECK")
    assert "live" in check
    compile(json.loads(check.partition("CMD ")[2])[2], "HEALTHCHECK", "exec")


def test_no_image_is_the_latest():
    texts = {path.name: path.read_text(encoding="utf-8") for path in (*SHEETS, CONTAINER)}
    assert [name for name, text in texts.items() if ":latest" in text] == []
    bases = [rest for word, rest in instructions() if word == "ARG" and "IMAGE" in rest]
    named = [one["image"] for one in read(DEPLOY / "compose.yaml")["services"].values()]
    assert [image for image in (*bases, *named) if not re.search(r":\d", image)] == []


def test_the_build_asks_no_index_of_packages():
    installs = [rest for word, rest in instructions() if word == "RUN" and "pip install" in rest]
    assert installs
    assert all("--no-index" in rest and "source=build/wheels" in rest for rest in installs)
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nwheels:")[2].partition("\n\n")[0]
    assert "-d build/wheels " in recipe
    base = next(rest for word, rest in instructions() if word == "ARG")
    assert re.search(r"--python-version (\S+)", recipe)[1] == re.search(r"python:(\d\.\d+)-", base)[1]


def test_what_is_copied_is_there_and_sent_to_the_build():
    allowed = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    copied = [
        name
        for word, rest in instructions()
        if word == "COPY" and not rest.startswith("--from")
        for name in rest.split()[:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists() or f"!{name}" not in allowed] == []
    assert {path.name for path in ROOT.glob("*.py")} <= set(copied)


# compose


def apps():
    return {name: one for name, one in read(DEPLOY / "compose.yaml")["services"].items() if name.startswith("app-")}


def test_three_processes_stand_behind_nginx():
    servers = [line["args"][0] for line in directives() if line["directive"] == "server" and line["args"]]
    assert servers == [f"{name}:{exposed()}" for name in apps()]
    assert len(servers) == 3


def test_no_container_may_do_more_than_it_must():
    for name, service in read(DEPLOY / "compose.yaml")["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service.get("user", "") != "root", name
    open_to = {name for name, one in read(DEPLOY / "compose.yaml")["services"].items() if "ports" in one}
    assert open_to == {"nginx"}


def test_the_app_and_the_database_agree_and_no_password_stands_in_the_sheet():
    database = read(DEPLOY / "compose.yaml")["services"]["postgres"]["environment"]
    (address,) = {one["environment"][DATABASE.name] for one in apps().values()}
    user, password, host, name = re.fullmatch(r"postgresql://(\w+):(\$\{.+\})@(\w+):5432/(\w+)", address).groups()
    assert (user, name, host) == (database["POSTGRES_USER"], database["POSTGRES_DB"], "postgres")
    assert password.partition(":?")[0] == "${DATABASE_PASSWORD"  # compose refuses to start without one
    assert database["POSTGRES_PASSWORD"] == password.partition(":?")[0] + "}"
    for one in apps().values():
        assert all(given.startswith("${") for key, given in one["environment"].items() if key.endswith("SECRET"))


def test_what_cannot_be_made_again_outlives_the_containers():
    sheet = read(DEPLOY / "compose.yaml")
    (volume,) = sheet["services"]["postgres"]["volumes"]
    assert volume.partition(":")[0] in sheet["volumes"]


def test_the_images_carry_the_version_of_the_project():
    assert {one["image"] for one in apps().values()} == {f"caravanserai:{VERSION}"}
    assert read(DEPLOY / "kubernetes" / "kustomization.yaml")["images"][0]["newTag"] == VERSION


# nginx


def flatten(block, within=()):
    for line in block:
        yield {**line, "within": within}
        yield from flatten(line.get("block", ()), (*within, line["directive"]))


def directives():
    parsed = crossplane.parse(str(NGINX), comments=False, single=True)
    assert parsed["status"] == "ok", parsed["errors"]
    return list(flatten(parsed["config"][0]["parsed"]))


def test_nginx_knows_every_directive():
    in_maps = {line["line"] for line in directives() if line["within"][-1:] == ("map",)}
    strict = crossplane.parse(str(NGINX), strict=True, single=True)
    assert [fault for fault in strict["errors"] if fault["line"] not in in_maps] == []


def test_nginx_itself_takes_the_configuration(tmp_path):
    said = write_nginx([8501, 8502, 8503], 8080, tmp_path)
    (tmp_path / "nginx.conf").write_text(said, encoding="utf-8")
    asked = ["nginx", "-t", "-q", "-c", str(tmp_path / "nginx.conf"), "-e", str(tmp_path / "nginx.log")]
    found = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (found.returncode, found.stderr) == (0, "")


def test_nginx_counts_no_failures():
    """An open line is an answer only when it ends: a process that was away would get one reader every few seconds."""
    servers = [
        line["args"] for line in directives() if line["directive"] == "server" and line["within"][-1:] == ("upstream",)
    ]
    assert [args[1:] for args in servers] == [["max_fails=0"]] * 3
    assert ("proxy_next_upstream", "error", "timeout") in proxied(["/"])


def proxied(location):
    wanted = next(line for line in directives() if line["directive"] == "location" and line["args"] == location)
    return {(line["directive"], *line["args"]) for line in wanted["block"]}


def test_nginx_lets_websockets_through_for_as_long_as_a_page_is_open():
    asked = proxied(["/"])
    assert {
        ("proxy_http_version", "1.1"),
        ("proxy_set_header", "Upgrade", "$http_upgrade"),
        ("proxy_set_header", "Connection", "$connection_upgrade"),
        ("proxy_read_timeout", "1h"),
    } <= asked


def test_nginx_keeps_a_reader_with_one_process():
    assert any(line["directive"] == "hash" and line["args"] == ["$seat", "consistent"] for line in directives())
    assert ("add_header", "Set-Cookie", "$new_seat") in proxied(["/"])


def test_nginx_names_the_reader_s_address_and_keeps_what_others_claim_out():
    assert ("proxy_set_header", "X-Forwarded-For", "$remote_addr") in proxied(["/"])


def test_nginx_writes_no_addresses_and_closes_the_metrics():
    assert any(line["directive"] == "access_log" and line["args"] == ["off"] for line in directives())
    assert ("return", "404") in proxied(["=", "/_stcore/metrics"])
    assert ("proxy_next_upstream", "error", "timeout", "http_503") in proxied(["=", "/ready"])
