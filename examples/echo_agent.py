# An agent that says back what it hears. Key 1 interrupts it, key 9 ends the call.
#
#   python3 -m venv .venv && .venv/bin/pip install websockets
#   .venv/bin/python echo_agent.py        listens on ws://127.0.0.1:9090; Python 3.10 or newer
import asyncio
import json
import os

import websockets

PORT = int(os.environ.get("PORT", "9090"))


async def talk(socket, path=None):
    async def send(event, **body):
        await socket.send(json.dumps({"event": event, "streamSid": sid, **body}))

    async for text in socket:
        message = json.loads(text)
        match message["event"]:
            case "start":  # who calls whom, before the first sound
                sid = message["streamSid"]
                print("call", message["start"]["callSid"], message["start"]["customParameters"])
            case "media":  # the caller: 8,000 µ-law samples a second, base64; ours goes back the same way
                await send("media", media={"payload": message["media"]["payload"]})
            case "dtmf" if message["dtmf"]["digit"] == "1":
                await send("clear")  # what is queued must not be heard any more
            case "dtmf" if message["dtmf"]["digit"] == "9":
                await send("hangup")
            case "cleared":  # how much of us the caller has heard
                print("interrupted after", message["cleared"]["heardMs"], "ms")


async def main():
    async with websockets.serve(talk, "127.0.0.1", PORT):
        print(f"ws://127.0.0.1:{PORT}", flush=True)
        await asyncio.Future()


asyncio.run(main())
