"""Serves a folder on a free loopback port, as a plain web server would, for the checks that use a browser. A process of
its own, so that it does not share the interpreter's lock with the check."""
import atexit
import functools
import http.server
import subprocess
import sys


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    disable_nagle_algorithm = True

    def log_message(self, *arguments):
        pass


def serve(folder):
    """Starts serving; the address with its slash at the end."""
    child = subprocess.Popen([sys.executable, __file__, folder], stdout=subprocess.PIPE, text=True)
    atexit.register(child.kill)
    return f"http://127.0.0.1:{child.stdout.readline().strip()}/"


if __name__ == "__main__":
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=sys.argv[1]))
    print(server.server_port, flush=True)
    server.serve_forever()
