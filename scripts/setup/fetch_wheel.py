"""Downloads a wheel and unpacks some of its members: resumable, checked, by rename.

    python fetch_wheel.py --url URL --sha256 HEX --into FOLDER MEMBER...

A member that ends in "/" is a folder. Folders keep the last part of their name, single files go
to lib/. The download is kept as FOLDER.whl.part until it is unpacked, so that an interrupted one
goes on where it stopped; FOLDER itself appears complete or not at all. Progress goes to stderr.

Python's urllib is used because it honours proxies; certificates are pip's, where pip is told any.
"""

import argparse
import fcntl
import hashlib
import http.client
import os
import shutil
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile

CHUNK_BYTES = 1 << 20
ATTEMPTS = 6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", required=True)
    parser.add_argument("--sha256", required=True)
    parser.add_argument("--into", required=True)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds before the first retry")
    parser.add_argument("members", nargs="+")
    args = parser.parse_args()
    part = args.into + ".whl.part"
    with open(args.into + ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # another checkout's set-up may be at it
        if os.path.isdir(args.into):
            return
        resumed = os.path.exists(part)
        download(args.url, part, args.pause)
        if sha256(part) != args.sha256 and resumed:
            say("the interrupted download was of another file: starting again\n")
            os.remove(part)
            download(args.url, part, args.pause)
        found = sha256(part)
        if found != args.sha256:
            os.remove(part)
            sys.exit(f"fetch_wheel requires a file with sha256 {args.sha256}, got {found} from {args.url}")
        unpack(part, args.into, args.members)
        os.remove(part)


def download(url, part, pause):
    """Appends to `part` until the file is whole; a cut connection is tried again from there."""
    for attempt in range(ATTEMPTS):
        try:
            if fetch_rest(url, part):
                return
            reason = "the connection was cut"
        except urllib.error.HTTPError as error:
            if error.code == 416:  # nothing past what is here: the hash decides
                return
            if error.code < 500 and error.code not in (408, 429):
                sys.exit(f"fetch_wheel requires {url}, got HTTP {error.code} {error.reason}")
            reason = f"HTTP {error.code}"
        except (OSError, http.client.HTTPException) as error:
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        if attempt + 1 < ATTEMPTS:
            say(f"\n{reason}: trying again from {size(part) / 1e6:.1f} MB\n")
            time.sleep(pause * 2**attempt)
    sys.exit(
        f"fetch_wheel requires a connection to {url}, got: {reason} ({ATTEMPTS} times).\n"
        f"{size(part) / 1e6:.1f} MB are kept: the next try goes on from there."
    )


def fetch_rest(url, part):
    """Reads what is missing. Returns whether the file is whole as far as the server said."""
    start = size(part)
    headers = {"User-Agent": "interestlab-setup", "Accept-Encoding": "identity"}
    if start > 0:
        headers["Range"] = f"bytes={start}-"
    request = urllib.request.Request(url, headers=headers)
    with urllib.request.urlopen(request, timeout=60, context=certificates(url)) as response:
        if start > 0 and getattr(response, "status", 200) != 206:
            start = 0  # the server sends all of it again
        length = response.headers.get("Content-Length")
        total = start + int(length) if length else None
        progress = Progress(start, total)
        with open(part, "ab" if start > 0 else "wb") as file:
            done = start
            while True:
                block = response.read(CHUNK_BYTES)
                if not block:
                    break
                file.write(block)
                done += len(block)
                progress.show(done)
        progress.end(done)
    return total is None or done >= total


def certificates(url):
    """The certificates that pip is told to trust, or else the system's, or else pip's own."""
    if not url.startswith("https:"):
        return None
    named = os.environ.get("PIP_CERT") or pip_setting("global.cert") or pip_setting("install.cert")
    for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"):
        named = named or os.environ.get(name)
    if named:
        return ssl.create_default_context(cafile=named)
    context = ssl.create_default_context()
    if not context.get_ca_certs():  # Python for macOS has none of its own
        try:
            from pip._vendor import certifi

            context.load_verify_locations(certifi.where())
        except ImportError:
            pass
    return context


def pip_setting(name):
    command = [sys.executable, "-m", "pip", "config", "get", name]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() if done.returncode == 0 else None


def unpack(wheel, into, members):
    """Extracts the members beside `into` and renames the folder when it is whole."""
    new = into + ".new"
    shutil.rmtree(new, ignore_errors=True)
    say("unpacking\n")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        for member in members:
            matching = [name for name in names if is_wanted(name, member)]
            if not matching:
                sys.exit(f"fetch_wheel requires a wheel with {member}, got none in {wheel}")
            for name in matching:
                target = os.path.join(new, place(name, member))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with archive.open(name) as source, open(target, "wb") as file:
                    shutil.copyfileobj(source, file, CHUNK_BYTES)
    os.rename(new, into)


def is_wanted(name, member):
    if not member.endswith("/"):
        return name == member
    return name.startswith(member) and not name.endswith("/")


def place(name, member):
    """tensorflow/include/x/y.h -> include/x/y.h; tensorflow/libx.so -> lib/libx.so"""
    if not member.endswith("/"):
        return os.path.join("lib", os.path.basename(name))
    return os.path.join(os.path.basename(member[:-1]), name[len(member) :])


def sha256(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(CHUNK_BYTES), b""):
            digest.update(block)
    return digest.hexdigest()


def size(path):
    return os.path.getsize(path) if os.path.exists(path) else 0


def say(text):
    sys.stderr.write(text)
    sys.stderr.flush()


class Progress:
    """A line that is rewritten on a terminal; elsewhere a line for each tenth."""

    def __init__(self, start, total):
        self.start, self.total = start, total
        self.began = time.monotonic()
        self.shown = -1.0
        if start > 0:
            say(f"going on from {start / 1e6:.1f} MB\n")

    def show(self, done):
        terminal = sys.stderr.isatty()
        share = done / self.total if self.total else 0
        now = time.monotonic()
        if terminal and now - self.shown < 0.2 or not terminal and int(share * 10) <= self.shown:
            return
        self.shown = now if terminal else int(share * 10)
        rate = (done - self.start) / 1e6 / max(now - self.began, 1e-3)
        of = f" of {self.total / 1e6:.0f} MB ({share:.0%})" if self.total else " MB"
        say(f"{chr(13) if terminal else ''}  downloading {done / 1e6:.0f}{of}, {rate:.1f} MB/s "
            f"{'' if terminal else chr(10)}")

    def end(self, done):
        if sys.stderr.isatty():
            say(f"\r\033[K  downloaded {done / 1e6:.0f} MB\n")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("interrupted: the next try goes on from here")
