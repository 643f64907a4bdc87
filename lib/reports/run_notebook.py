"""Runs one notebook and says how it goes, a JSON object a line on stdout.

Reads a request from stdin: {"notebook", "output", "kernel", "parameters", "folder"}.
`parameters` is the source of the cell inserted after the one tagged `parameters`.
Exit codes: 0 done, 1 a cell failed, 2 the notebook or the kernel could not be used.
"""

import json
import os
import sys
import time

import nbformat
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

PROGRESS_CLASS = "interestlab-progress"


def tell(event, **fields):
    print(json.dumps({"event": event, **fields}), flush=True)


class Client(NotebookClient):
    """Also tells what a cell's progress bars say."""

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("display_data", "update_display_data"):
            data = msg["content"]["data"]
            if PROGRESS_CLASS in str(data.get("text/html", "")):
                tell("progress", text=data.get("text/plain", ""))
        return super().process_message(msg, cell, cell_index)


def insert_parameters(notebook, source):
    places = [
        index
        for index, cell in enumerate(notebook.cells)
        if "parameters" in cell.metadata.get("tags", [])
    ]
    if not places:
        raise ValueError("a cell tagged `parameters`, got none")
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    notebook.cells.insert(places[0] + 1, cell)


def failure(notebook, index):
    """What the failed cell wrote to stderr: tslab tells errors there."""
    outputs = notebook.cells[index].get("outputs", [])
    return "".join(o.text for o in outputs if o.output_type == "stream" and o.name == "stderr")


def code_cells(notebook):
    return [i for i, c in enumerate(notebook.cells) if c.cell_type == "code" and c.source.strip()]


def run(request):
    notebook = nbformat.read(request["notebook"], as_version=4)
    if request["parameters"]:
        insert_parameters(notebook, request["parameters"])
    order = {index: place + 1 for place, index in enumerate(code_cells(notebook))}
    started = {}
    current = 0

    def on_start(cell, cell_index):
        nonlocal current
        if cell_index not in order:
            return
        current = cell_index
        started[cell_index] = time.monotonic()
        tell("start", cell=order[cell_index], of=len(order), index=cell_index)

    def on_done(cell, cell_index, **_):
        seconds = time.monotonic() - started.get(cell_index, time.monotonic())
        cell.metadata["interestlab"] = {"seconds": round(seconds, 3)}
        tell("done", cell=order[cell_index], of=len(order), seconds=seconds)

    client = Client(
        notebook,
        timeout=None,
        kernel_name=request["kernel"],
        resources={"metadata": {"path": request["folder"]}},
        on_cell_start=on_start,
        on_cell_executed=on_done,
    )
    try:
        client.execute()
    except (CellExecutionError, DeadKernelError) as error:
        message = failure(notebook, current) or str(error)
        tell("failed", cell=order.get(current, 0), of=len(order), message=message)
        return 1
    part = request["output"] + ".part"
    os.makedirs(os.path.dirname(part), exist_ok=True)
    nbformat.write(notebook, part)
    os.replace(part, request["output"])
    return 0


def main():
    request = json.load(sys.stdin)
    try:
        return run(request)
    except (OSError, ValueError, NoSuchKernel) as error:
        tell("unusable", message=str(error))
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
