"""Make an environment ready from nothing but Python 3.11+: locked, hashed dependencies and this project itself.

`.venv`, run by `make` before everything else; with the word `dashboards`, Superset's own `.venv-dashboards`, in which
this project is not. Instant when nothing changed. Parses on old interpreters, so that they can say
what is missing. Keeps to the project directory: the home directory may be missing or read-only.
"""

import fcntl
import hashlib
import importlib.util
import os
import shutil
import ssl
import subprocess
import sys
import time

OLDEST_PYTHON = (3, 11)
NEWER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
PROJECT_DIR = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOCAL_DIR = os.path.join(PROJECT_DIR, ".local")
IS_FOR_DASHBOARDS = sys.argv[1:] == ["dashboards"]
VENV_NAME = ".venv-dashboards" if IS_FOR_DASHBOARDS else ".venv"
LOCK_FILE = "dashboards/requirements.txt" if IS_FOR_DASHBOARDS else "requirements.txt"
VENV_DIR = os.path.join(PROJECT_DIR, VENV_NAME)
VENV_PYTHON = os.path.join(VENV_DIR, "bin", "python")
STAMP_FILE = os.path.join(VENV_DIR, "ready")
INGREDIENTS = (LOCK_FILE, "requirements-bootstrap.txt", "pyproject.toml", "scripts/bootstrap.py")


def main():
    """Bring the environment up to date; exit 1 with the remedy when this machine lacks something."""
    if sys.version_info < OLDEST_PYTHON:
        run_again_with_newer_python()
    if is_ready():
        return
    os.makedirs(LOCAL_DIR, exist_ok=True)
    with open(os.path.join(LOCAL_DIR, "bootstrap.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_ready():
            return
        prepare()


def run_again_with_newer_python():
    """Hand over to a newer interpreter of this machine; never returns."""
    for name in NEWER_PYTHONS:
        path = shutil.which(name)
        if path:
            os.execv(path, [path, *sys.argv])
    fail(
        "Python %d.%d or newer is needed; %s is %s" % (*OLDEST_PYTHON, sys.executable, sys.version.split()[0]),
        "install one, or say where it is: make PYTHON=/path/to/python3.11 ...",
    )


def prepare():
    """The three steps, each with its time."""
    environment = clean_environment()
    step("make " + VENV_NAME + " with Python " + sys.version.split()[0], make_environment)
    uv = step("fetch the installer (uv)", lambda: fetch_installer(environment))
    sync = [uv, "pip", "sync", "--quiet", "--python", VENV_PYTHON]
    lock_file = os.path.join(PROJECT_DIR, LOCK_FILE)
    step("install the locked dependencies", lambda: run([*sync, "--require-hashes", lock_file], environment))
    if not IS_FOR_DASHBOARDS:
        # uv builds its own kind of project itself: nothing is fetched for it.
        target = ["--python", VENV_PYTHON, "--no-deps", "--offline", "-e", PROJECT_DIR]
        step("install this project", lambda: run([uv, "pip", "install", "--quiet", *target], environment))
    with open(STAMP_FILE, "w") as stamp:
        stamp.write(wanted_stamp())


def make_environment():
    """An empty environment; an existing one is kept when its Python still runs and is new enough."""
    probe = "import sys; sys.exit(sys.version_info < (%d, %d))" % OLDEST_PYTHON
    if os.path.exists(VENV_PYTHON) and subprocess.call([VENV_PYTHON, "-c", probe]) == 0:
        return
    shutil.rmtree(VENV_DIR, ignore_errors=True)
    run([sys.executable, "-m", "venv", "--without-pip", VENV_DIR], os.environ)


def fetch_installer(environment):
    """Path of uv in the locked version, brought by whatever pip this Python has."""
    target = os.path.join(LOCAL_DIR, "installer")
    uv = os.path.join(target, "bin", "uv")
    locked = os.path.join(PROJECT_DIR, "requirements-bootstrap.txt")
    version = read(locked).split("==", 1)[1].split()[0]
    if os.path.exists(uv) and version in subprocess.check_output([uv, "--version"], text=True):
        return uv
    shutil.rmtree(target, ignore_errors=True)
    pip_python = find_pip(environment)
    options = ["--quiet", "--disable-pip-version-check", "--no-cache-dir", "--require-hashes", "--only-binary=:all:"]
    run([pip_python, "-m", "pip", "install", *options, "--target", target, "-r", locked], environment)
    return uv


def find_pip(environment):
    """An interpreter that has pip: ours, or a small environment made by ensurepip."""
    if importlib.util.find_spec("pip"):
        return sys.executable
    if importlib.util.find_spec("ensurepip"):
        pip_dir = os.path.join(LOCAL_DIR, "pip")
        run([sys.executable, "-m", "venv", "--clear", pip_dir], environment)
        return os.path.join(pip_dir, "bin", "python")
    return fail(
        "this Python has neither pip nor ensurepip, so nothing can be installed",
        "install one of them (Debian, Ubuntu: apt install python3-venv) and run again",
    )


def clean_environment():
    """Ours, with caches under `.local` and the system's certificates (which uv and old pips do not look for)."""
    environment = dict(os.environ)
    environment.setdefault("UV_CACHE_DIR", os.path.join(LOCAL_DIR, "cache", "uv"))
    environment["UV_NO_CONFIG"] = "1"
    environment["PIP_ROOT_USER_ACTION"] = "ignore"
    environment["UV_LINK_MODE"] = environment.get("UV_LINK_MODE", "copy" if not same_device() else "hardlink")
    if "PIP_INDEX_URL" in environment:
        environment.setdefault("UV_DEFAULT_INDEX", environment["PIP_INDEX_URL"])
    certificates = ssl.get_default_verify_paths().cafile or "/etc/ssl/certs/ca-certificates.crt"
    if os.path.exists(certificates):
        environment.setdefault("SSL_CERT_FILE", certificates)
        environment.setdefault("PIP_CERT", certificates)
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_USER"):
        environment.pop(name, None)
    return environment


def same_device():
    """Whether the cache and the environments are on one file system, so that files can be linked instead of copied."""
    return os.stat(LOCAL_DIR).st_dev == os.stat(PROJECT_DIR).st_dev


def is_ready():
    """Whether the environment was made from the files as they are now."""
    return os.path.exists(VENV_PYTHON) and os.path.exists(STAMP_FILE) and read(STAMP_FILE) == wanted_stamp()


def wanted_stamp():
    """Changes with everything the environment is made from, its own place included."""
    digest = hashlib.sha256(VENV_DIR.encode())
    for name in INGREDIENTS:
        digest.update(read(os.path.join(PROJECT_DIR, name)).encode())
    return digest.hexdigest()


def step(what, action):
    """Say what is done, do it, say how long it took."""
    print("%s ..." % what, end=" ", flush=True)
    start = time.monotonic()
    result = action()
    print("%.1f s" % (time.monotonic() - start), flush=True)
    return result


def run(command, environment):
    """Run a command; its own words are the best account of why it failed."""
    if subprocess.call(command, env=environment, stdin=subprocess.DEVNULL, cwd=PROJECT_DIR) != 0:
        fail(
            "this failed: " + " ".join(command),
            "its message stands above; without a network, or behind a mirror, set PIP_INDEX_URL and run again",
        )


def read(path):
    """The text of a file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def fail(what, remedy):
    """End with what is wrong and what to do."""
    sys.exit("\nerror: %s\nremedy: %s" % (what, remedy))


if __name__ == "__main__":
    main()
