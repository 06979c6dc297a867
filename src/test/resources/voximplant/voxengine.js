// The globals of VoxEngine that the scenario uses, on top of `host`: the cloud that a test plays. Names and values are
// the vendor's; what is not here does not exist, as in the vendor's cloud.
(() => {
  const units = new Map();

  class Emitter {
    #listeners = new Map();

    addEventListener(event, listener) {
      if (typeof event !== 'string' || typeof listener !== 'function') {
        throw new Error('a listener is a function, of an event that exists');
      }
      this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
    }

    removeEventListener(event, listener) {
      const left = (this.#listeners.get(event) ?? []).filter((one) => listener && one !== listener);
      this.#listeners.set(event, left);
    }

    fire(event, happening) {
      (this.#listeners.get(event) ?? []).forEach((listener) => listener({ name: event, ...happening }));
    }
  }

  /** Something that sound comes from, or goes to. */
  class Unit extends Emitter {
    constructor(unitId) {
      super();
      this.unitId = unitId;
      units.set(unitId, this);
    }

    sendMediaTo(unit, parameters) {
      host.route(this.unitId, unit.unitId, parameters?.encoding ?? 'PCM8');
    }

    stopMediaTo(unit) {
      host.unroute(this.unitId, unit.unitId);
    }
  }

  class Call extends Unit {
    #facts;

    constructor(facts) {
      super(facts.unit);
      this.#facts = facts;
    }

    id() { return this.#facts.id; }
    incoming() { return this.#facts.incoming; }
    callerid() { return this.#facts.callerid; }
    number() { return this.#facts.number; }
    displayName() { return this.#facts.displayName; }
    state() { return host.call(this.unitId, 'state', ''); }
    ring() { host.call(this.unitId, 'ring', ''); }
    answer() { host.call(this.unitId, 'answer', ''); }
    hangup() { host.call(this.unitId, 'hangup', ''); }
    sendDigits(digits) { host.call(this.unitId, 'sendDigits', String(digits)); }
    handleTones(handled) { host.call(this.unitId, 'handleTones', String(handled)); }
    playProgressTone(country) { host.call(this.unitId, 'playProgressTone', country); }
    stopPlayback() { host.call(this.unitId, 'stopPlayback', ''); }

    reject(code) {
      if (!(code >= 300 && code < 700)) {
        throw new Error('a call is rejected with a code from 300 to 699');
      }
      host.call(this.unitId, 'reject', String(code));
    }
  }

  class WebSocket extends Unit {
    constructor(unitId, url) {
      super(unitId);
      this.url = url;
    }

    send(text) { host.socket(this.unitId, 'send', text); }
    close() { host.socket(this.unitId, 'close', ''); }
    clearMediaBuffer() { host.socket(this.unitId, 'clearMediaBuffer', ''); }
  }

  class AnsweringMachineDetector extends Emitter {}

  const known = (unitId) => units.get(unitId);
  const app = new Emitter();
  const timers = new Map();
  const answers = new Map();

  globalThis.AppEvents = {
    Started: 'Application.Started',
    CallAlerting: 'Application.CallAlerting',
    HttpRequest: 'Application.HttpRequest',
    Terminating: 'Application.Terminating',
    Terminated: 'Application.Terminated',
  };
  globalThis.CallEvents = {
    Ringing: 'Call.Ringing',
    AudioStarted: 'Call.AudioStarted',
    Connected: 'Call.Connected',
    Disconnected: 'Call.Disconnected',
    Failed: 'Call.Failed',
    ToneReceived: 'Call.ToneReceived',
  };
  globalThis.WebSocketEvents = {
    OPEN: 'WebSocket.Open',
    CLOSE: 'WebSocket.Close',
    ERROR: 'WebSocket.Error',
    MESSAGE: 'WebSocket.Message',
    MEDIA_STARTED: 'WebSocket.MediaStarted',
    MEDIA_ENDED: 'WebSocket.MediaEnded',
  };
  globalThis.WebSocketAudioEncoding = {
    PCM8: 'PCM8', PCM16: 'PCM16', PCM16_8KHZ: 'PCM8', PCM16_16KHZ: 'PCM16', ALAW: 'ALAW', ULAW: 'ULAW', OPUS: 'OPUS',
  };
  globalThis.AMD = {
    create({ model }) {
      if (!model) {
        throw new Error('an answering machine detector needs a model');
      }
      return new AnsweringMachineDetector();
    },
    Events: { DetectionComplete: 'AMD.Events.DetectionComplete', DetectionError: 'AMD.Events.DetectionError' },
    ResultClass: { VOICEMAIL: 'VOICEMAIL', HUMAN: 'HUMAN', TIMEOUT: 'TIMEOUT', CALL_ENDED: 'CALL_ENDED' },
    Model: {
      BR: 'br', CL: 'cl', CO: 'colombia', EU_GENERAL: 'eu_general', ES: 'es', KZ: 'kz', MX: 'mx', RU: 'ru', PH: 'ph',
      PE: 'pe', US: 'us',
    },
  };
  globalThis.Logger = { write: (text) => host.log(String(text)) };
  globalThis.Crypto = { hmac_sha256: (key, data) => host.hmac(key, data) };
  globalThis.Net = {
    httpRequestAsync(url, options) {
      return new Promise((resolve) => answers.set(host.request(url, JSON.stringify(options ?? {})), resolve));
    },
  };
  globalThis.VoxEngine = {
    addEventListener: (event, listener) => app.addEventListener(event, listener),
    removeEventListener: (event, listener) => app.removeEventListener(event, listener),
    customData: () => host.customData(),
    getSecretValue: (name) => host.secret(name) ?? undefined,
    terminate: () => host.terminate(),
    callPSTN: (number, callerid, parameters) => dialled(number, callerid, parameters?.amd),
    callSIP: (uri, parameters) => dialled(uri, parameters?.callerid ?? '', undefined),
    createWebSocket(url, parameters) {
      const protocols = [parameters?.protocols ?? 'chat'].flat();
      return new WebSocket(host.open(url, JSON.stringify({ ...parameters, protocols })), url);
    },
    sendMediaBetween(one, other) {
      one.sendMediaTo(other);
      other.sendMediaTo(one);
    },
  };
  globalThis.setTimeout = (action, milliseconds) => {
    const id = host.timer(milliseconds ?? 0);
    timers.set(id, action);
    return id;
  };
  globalThis.clearTimeout = (id) => {
    if (timers.delete(id)) {
      host.cancel(id);
    }
  };

  function dialled(to, from, amd) {
    const unit = host.dial(String(to), String(from), amd !== undefined);
    const call = new Call({ unit, id: host.call(unit, 'id', ''), incoming: false, callerid: from, number: to });
    if (amd) {
      units.set(`amd of ${unit}`, amd);
    }
    return call;
  }

  /** What the cloud calls: something happens to one of these units. */
  return (target, event, json) => {
    const fields = JSON.parse(json);
    switch (target) {
      case 'app':
        app.fire(event, fields.call ? { ...fields, call: new Call(fields.call) } : fields);
        break;
      case 'timer': {
        const action = timers.get(fields.id);
        timers.delete(fields.id);
        action?.();
        break;
      }
      case 'answer':
        answers.get(fields.id)(fields);
        break;
      default:
        known(target)?.fire(event, { ...fields, call: known(target), websocket: known(target) });
    }
  };
})();
