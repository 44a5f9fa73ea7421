"""Who gets the token, and what the commands say where Zoom does not allow something: the whole program, over HTTP."""

from __future__ import annotations

import json
import re
import shutil
import ssl
import stat
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import pytest

from tests.e2e.programs import WAIT, Server, command, environment, on_terminal
from tests.e2e.test_demo import CURSOR, leave

pytestmark = [pytest.mark.slow]

SECRET = "nQ7-client-secret"
TOKEN = "t0ken-of-the-account"
TINY = ("--calls", "50", "--users", "12", "--numbers", "30", "--queues", "4", "--sites", "2", "--plan", "none")


@dataclass
class Asked:
    """A request as it came: where to, and all that it carried."""

    path: str
    head: str
    body: str


@dataclass
class Host:
    """A host of its own on loopback, which tells where to go; `with` starts it.

    Attributes:
        leads: Where a path leads, by path; everything else is a small answer.
        tls: Files of the certificate and its key, () for plain http.
    """

    leads: dict[str, tuple[int, str]] = field(default_factory=dict)
    tls: tuple[str, ...] = ()
    asked: list[Asked] = field(default_factory=list)

    def __enter__(self) -> Self:
        host = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                host.asked.append(Asked(self.path, str(self.headers), body.decode("utf-8", "replace")))
                path = urlsplit(self.path).path
                status, location = host.leads.get(path, (200, ""))
                said = {"access_token": TOKEN, "expires_in": 3600} if path.endswith("/token") else {"sites": []}
                data = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                if location:
                    self.send_header("location", location)
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_DELETE = do_PATCH = answer

            def log_message(self, format: str, *args: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    @property
    def variables(self) -> dict[str, Any]:
        return Server((), url=self.url).variables | {"ZTUI_CLIENT_SECRET": SECRET}


def carried(host: Host) -> str:
    """Give all that a host was sent."""
    return "\n".join(f"{each.path}\n{each.head}\n{each.body}" for each in host.asked)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Make a certificate that nobody has signed but itself."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("certificate")
    files = (str(folder / "certificate.pem"), str(folder / "key.pem"))
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    words += ["-days", "2", "-subj", "/CN=ztui test", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*words, "-out", files[0], "-keyout", files[1]], check=True, capture_output=True, timeout=60)
    return files


# Where the token goes


@pytest.mark.parametrize("status", [301, 302, 307, 308])
@pytest.mark.parametrize("what", ["api", "token"])
def test_an_answer_that_leads_elsewhere_is_an_error_and_nothing_goes_there(status: int, what: str) -> None:
    with Host() as evil:
        places = (
            f"{evil.url}/v2/phone/sites",
            f"//127.0.0.1:{evil.port}/x",
            f"http://me@127.0.0.1:{evil.port}/x",
            "https://evil.example/x",
        )
        with Host() as zoom:
            for place in places if status == 307 else places[:1]:
                zoom.leads = {"/v2/phone/sites" if what == "api" else "/oauth/token": (status, place)}
                answer = command("list", "sites", traced=False, **zoom.variables)
                assert (answer.code, answer.out) != (0, b"")
                assert "Traceback" not in answer.err
                assert "redirect" in answer.err or "token" in answer.err
                assert TOKEN not in answer.err
                assert SECRET not in answer.err
        assert evil.asked == []
        assert zoom.asked


def test_a_download_that_leads_to_another_origin_carries_no_token_there(tmp_path: Path) -> None:
    with Host() as elsewhere, Host() as zoom:
        zoom.leads = {"/v2/phone/recording/download/r1": (302, f"http://localhost:{elsewhere.port}/file")}
        words = ("api", "phoneDownloadRecordingFile", "-p", "fileId=r1", "-o", str(tmp_path / "file"))
        command(*words, traced=False, **zoom.variables)
        assert TOKEN in carried(zoom)
        assert TOKEN not in carried(elsewhere)
        assert "uthorization" not in carried(elsewhere)


def test_a_server_that_proves_nothing_gets_nothing_and_nothing_turns_that_off(certificate: tuple[str, ...]) -> None:
    with Host(tls=certificate) as zoom:
        answer = command("list", "sites", traced=False, **zoom.variables)
        assert (answer.code, answer.out) == (3, b"")
        assert "its certificate is not trusted" in answer.err
        assert "SSL_CERT_FILE" in answer.err
        assert len(answer.err.strip().splitlines()) == 1
        off = {"PYTHONHTTPSVERIFY": "0", "CURL_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": "", "HTTPX_SSL_VERIFY": "0"}
        assert command("list", "sites", traced=False, **zoom.variables, **off).code == 3
        assert zoom.asked == []
        trusted = command("list", "sites", traced=False, **zoom.variables, SSL_CERT_FILE=certificate[0])
        assert trusted.code == 0, trusted.err
        assert TOKEN in carried(zoom)
    help_of_all = b"".join(command(*words, "--help", traced=False).out for words in ((), ("list",), ("api",)))
    assert not re.search(rb"insecure|no-verify|skip-verify|verify-ssl", help_of_all)


# What Zoom does not allow


@pytest.mark.parametrize(
    ("options", "scope"),
    [
        (("--scopes", "phone:read:list_call_queues:admin"), "phone:read:list_sites:admin"),
        (("--role", "readonly"), "phone:update:call_queue:admin"),
    ],
)
def test_commands_name_the_scope_and_end_with_4_after_one_request(options: tuple[str, ...], scope: str) -> None:
    with Server.simulator(*TINY, *options, traced=False) as server:
        words: tuple[str, ...] = ("list", "sites")
        if "readonly" in options:
            queues = json.loads(command("list", "call-queues", "--json", traced=False, **server.variables).out)
            words = ("set", "call-queues", queues[0]["id"], "department=Night", "--yes")
        answer = command(*words, traced=False, **server.variables)
        told = answer.err + answer.out.decode()
        assert answer.code == 4, told
        assert scope in told
        refused = [each for each in server.log() if each["status"] >= 400]
        assert len(refused) == 1, refused


def test_a_scope_that_is_taken_away_and_given_back_while_the_program_runs(tmp_path: Path) -> None:
    """The simulator is started anew on its port, so that tokens end with the scopes that they had."""
    scopes = ["phone:read:list_sites:admin", "phone:read:list_call_queues:admin"]
    with Server.simulator(*TINY, "--scopes", ",".join(scopes), traced=False) as first:
        port = first.url.rpartition(":")[2]
        program = on_terminal("sites", size=(120, 40), traced=False, **first.variables)
        program.__enter__()
        program.wait_for(lambda screen: CURSOR in screen.text, WAIT)
    try:
        again = (*Server.simulator(*TINY, traced=False).argv, "--port", port)
        with Server((*again, "--scopes", scopes[1]), traced=False) as second:
            program.press("r")
            program.wait_for("phone:read:list_sites:admin", WAIT)
            assert CURSOR in program.screen.text, "what is known stays"
            for key in "29292":
                program.press(key)
                program.wait_quiet(0.1)
            program.wait_for(lambda screen: screen.row(2).startswith(" Queues"), WAIT)
            lists = [each for each in second.log() if each["path"] == "/v2/phone/sites" and each["status"] == 400]
            assert len(lists) == 1, "it is not asked for again and again"
            program.press("9")
        with Server(again, traced=False) as third:
            program.press("r")
            program.wait_for(lambda _: any(each["status"] == 200 for each in third.log()), WAIT)
            program.wait_for(lambda screen: "phone:read:list_sites" not in screen.text, WAIT)
            program.wait_for(lambda screen: screen.row(2).startswith(" Sites") and CURSOR in screen.text, WAIT)
            assert [each for each in third.log() if each["path"] == "/v2/phone/sites" and each["status"] == 200]
            leave(program)
    finally:
        program.__exit__(None, None, None)


# Who can read what is written


def files_after(mask: str, folder: Path, server: Server) -> dict[str, int]:
    """Work for a while under a umask, and give the modes of all that was made."""
    folders = {f"XDG_{kind.upper()}_HOME": str(folder / "home" / kind) for kind in ("config", "cache", "state", "data")}
    (folder / "home").mkdir(mode=0o700)
    (folder / "out").mkdir(mode=0o700)
    variables = environment(traced=False, **{**server.variables, **folders, "HOME": str(folder / "home")})
    work = f"""
umask {mask}
ztui() {{ "{sys.executable}" -m ztui "$@" </dev/null || exit 1; }}
ztui profile add acme --account-id a --client-id c --secret env:ZTUI_CLIENT_SECRET >/dev/null
ztui list call-queues --json > {folder}/queues.json
id=$("{sys.executable}" -c 'import json, sys; print(json.load(open(sys.argv[1]))[0]["id"])' {folder}/queues.json)
ztui set call-queues "$id" department=Night --yes
ztui snapshot {folder}/out/monday.json
ztui calls sync --from -1d --yes
"""
    done = subprocess.run(["sh", "-c", work], env=variables, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    made = [each for part in ("home", "out") for each in (folder / part).rglob("*")]
    return {each.relative_to(folder).as_posix(): stat.S_IMODE(each.lstat().st_mode) for each in made}


@pytest.mark.parametrize("mask", ["000", "077"])
def test_whatever_the_umask_nobody_else_reads_what_is_written(mask: str, tmp_path: Path) -> None:
    with Server.simulator(*TINY, traced=False) as server:
        modes = files_after(mask, tmp_path, server)
    assert len(modes) > 8
    assert {name: oct(mode) for name, mode in modes.items() if mode & 0o077} == {}
    assert {name: oct(mode) for name, mode in modes.items() if mode not in (0o600, 0o700)} == {}


def test_folders_that_others_could_enter_are_closed_to_them(tmp_path: Path) -> None:
    with Server.simulator(*TINY, traced=False) as server:
        shared: dict[str, Any] = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CACHE", "STATE")}
        for each in shared.values():
            Path(each).mkdir()
            Path(each).chmod(0o777)
        assert command("list", "sites", traced=False, **server.variables, **shared).code == 0
        assert {stat.S_IMODE(Path(each).stat().st_mode) for each in shared.values()} == {0o700}
        ledger = Path(shared["ZTUI_STATE_DIR"]) / "quota.sqlite"
        ledger.chmod(0o666)
        assert command("list", "sites", traced=False, **server.variables, **shared).code == 0
        assert stat.S_IMODE(ledger.stat().st_mode) == 0o600
        told = (Path(shared["ZTUI_STATE_DIR"]) / "ztui.log").read_text()
        for each in (*shared.values(), ledger):
            assert f"{each} was open to others" in told


def test_a_link_in_the_place_of_a_file_of_ours_is_not_written_through(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    precious.chmod(0o644)
    state = tmp_path / "STATE"
    state.mkdir(mode=0o700)
    for name in ("quota.sqlite", "ztui.log", "journal-environment.sqlite"):
        (state / name).symlink_to(precious)
    with Server.simulator(*TINY, "--plan", "business", traced=False) as server:
        folders: dict[str, Any] = {f"ZTUI_{kind}_DIR": str(tmp_path / kind) for kind in ("CACHE", "STATE")}
        answer = command("list", "sites", traced=False, **server.variables, **folders)
        assert "Traceback" not in answer.err
        command("journal", traced=False, **server.variables, **folders)
    assert precious.read_text() == "precious"
    assert stat.S_IMODE(precious.stat().st_mode) == 0o644
