"""Interrupts an endless cell of a tslab kernel; prints what the next cell sees of it."""
import sys
import time

from jupyter_client.manager import start_new_kernel

manager, client = start_new_kernel(kernel_name="tslab", cwd=sys.argv[1])


def text_of(code, interrupt=False):
    """What a cell prints; interrupted once it has printed something."""
    ident = client.execute(code)
    text = ""
    while True:
        message = client.get_iopub_msg(timeout=120)
        if message["parent_header"].get("msg_id") != ident:
            continue
        if message["msg_type"] == "stream":
            text += message["content"]["text"]
            if interrupt:
                interrupt = False
                time.sleep(0.3)
                manager.interrupt_kernel()
        idle = message["content"].get("execution_state") == "idle"
        if message["msg_type"] == "status" and idle:
            return text


try:
    text_of(
        """import { interruptSignal } from "interestlab";
const seen = { turns: 0, stopped: false };"""
    )
    text_of(
        """const signal = interruptSignal();
console.log("started");
while (!signal.aborted) {
  seen.turns++;
  await new Promise((go) => setTimeout(go, 5));
}
seen.stopped = true;""",
        interrupt=True,
    )
    time.sleep(0.5)
    print(text_of("console.log(JSON.stringify(seen));"))
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
