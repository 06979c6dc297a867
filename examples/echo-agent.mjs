// An agent that says back what it hears. Key 1 interrupts it, key 9 ends the call.
//
//   npm install ws && node echo-agent.mjs        listens on ws://127.0.0.1:9090
import { WebSocketServer } from 'ws';

const port = Number(process.env.PORT ?? 9090);

new WebSocketServer({ port, host: '127.0.0.1' }).on('connection', (socket) => {
  let streamSid;
  const send = (event, body = {}) => socket.send(JSON.stringify({ event, streamSid, ...body }));

  socket.on('message', (data) => {
    const message = JSON.parse(data);
    switch (message.event) {
      case 'start': // who calls whom, before the first sound
        ({ streamSid } = message);
        console.log('call', message.start.callSid, message.start.customParameters);
        break;
      case 'media': // the caller: 8,000 µ-law samples a second, base64; ours goes back the same way
        send('media', { media: { payload: message.media.payload } });
        break;
      case 'dtmf':
        send('transcript', { transcript: { role: 'user', text: `(pressed ${message.dtmf.digit})` } });
        if (message.dtmf.digit === '1') send('clear'); // what is queued must not be heard any more
        if (message.dtmf.digit === '9') send('hangup');
        break;
      case 'cleared': // how much of us the caller has heard
        console.log('interrupted after', message.cleared.heardMs, 'ms');
        break;
      case 'stop':
        console.log('the call is over');
    }
  });
}).on('listening', () => console.log(`ws://127.0.0.1:${port}`));
