"""Several server processes share the brake."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

# Says when it is ready, waits for a line, and sends wrong passwords: what one server process would do.
PROCESS = """
import django; django.setup()
from django.conf import settings; settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
clients = [Client() for _ in range(15)]
clients[0].get("/admin/login/")
print("ready", flush=True)
input()
for client in clients:
    print(client.post("/admin/login/", {"username": "amal", "password": "wrong"}).status_code, flush=True)
"""
USER = "from django.contrib.auth.models import User; User.objects.create_user('amal', password='seven green trees')"


def test_two_processes_together_let_five_wrong_passwords_through(tmp_path: Path):
    environment = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "DEBUG")}
    environment |= {"MAHDAR_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    (tmp_path / "static").mkdir()
    for words in (["migrate", "-v0"], ["shell", "-v0", "-c", USER]):
        subprocess.run([sys.executable, str(ROOT / "manage.py"), *words], env=environment, check=True)
    command = [sys.executable, "-W", "ignore", "-c", PROCESS]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    environment["DEBUG"] = "1"  # static files need not be collected
    processes = [subprocess.Popen(command, env=environment, cwd=ROOT, **pipes) for _ in range(2)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    answers = [process.communicate()[0].split() for process in processes]
    assert [len(of_one) for of_one in answers] == [15, 15]
    assert sorted([*answers[0], *answers[1]]) == ["200"] * 5 + ["429"] * 25
