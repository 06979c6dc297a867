// What the scenario uses of VoxEngine, as the vendor documents it, and nothing more: whatever else it came to use would
// be an error of the type check. Written by hand for that check; no part of the program.

/** Something that sound comes from, or goes to. A unit hears one other at a time: the latest. */
interface MediaUnit {
  sendMediaTo(unit: MediaUnit, parameters?: { encoding: WebSocketAudioEncoding }): void;
  stopMediaTo(unit: MediaUnit): void;
}

/** Where events come from. `E` says which, and what comes with each. */
interface EventSource<E> {
  addEventListener<K extends keyof E & string>(event: K, listener: (happening: E[K]) => void): void;
}

// The session.

declare enum AppEvents {
  Started = 'Application.Started',
  CallAlerting = 'Application.CallAlerting',
  HttpRequest = 'Application.HttpRequest',
  Terminating = 'Application.Terminating',
}

interface AppHappenings {
  [AppEvents.Started]: { sessionId: number; accessURL: string; accessSecureURL: string };
  /** Numbers are digits without a plus. */
  [AppEvents.CallAlerting]: { call: Call; callerid: string; destination: string; displayName: string };
  [AppEvents.HttpRequest]: { method: string; path: string; content: string };
  /** One more HTTP request is allowed; timers, calls and sockets are gone. */
  [AppEvents.Terminating]: { systemError?: boolean };
}

declare const VoxEngine: EventSource<AppHappenings> & {
  /** What the session was started with; empty in one that a call started. */
  customData(): string;
  getSecretValue(name: string): string | undefined;
  callPSTN(number: string, callerid: string, parameters?: { amd?: AMD.AnsweringMachineDetector }): Call;
  callSIP(uri: string, parameters: { callerid: string }): Call;
  createWebSocket(url: string, parameters: WebSocketParameters): WebSocket;
  sendMediaBetween(one: MediaUnit, other: MediaUnit): void;
  /** Does not stop the code that calls it. */
  terminate(): void;
};

// Calls.

declare enum CallEvents {
  Ringing = 'Call.Ringing',
  Connected = 'Call.Connected',
  Disconnected = 'Call.Disconnected',
  Failed = 'Call.Failed',
  ToneReceived = 'Call.ToneReceived',
}

interface CallHappenings {
  [CallEvents.Ringing]: { call: Call };
  [CallEvents.Connected]: { call: Call };
  /** The end of a call that was answered, or that came in; seconds, and the account's currency. */
  [CallEvents.Disconnected]: { call: Call; internalCode?: number; reason?: string; duration?: number; cost?: string };
  /** The end of an outgoing call that was not answered. */
  [CallEvents.Failed]: { call: Call; code: number; reason?: string };
  /** Only after `handleTones(true)`. */
  [CallEvents.ToneReceived]: { call: Call; tone: string };
}

interface Call extends MediaUnit, EventSource<CallHappenings> {
  id(): string;
  incoming(): boolean;
  ring(): void;
  answer(): void;
  /** 3xx to 6xx; reported as Disconnected. */
  reject(code: number): void;
  hangup(): void;
  handleTones(handled: boolean): void;
  sendDigits(digits: string): void;
  playProgressTone(country: string): void;
  stopPlayback(): void;
}

// WebSockets.

declare enum WebSocketAudioEncoding {
  PCM8 = 'PCM8',
  PCM16 = 'PCM16',
  ALAW = 'ALAW',
  ULAW = 'ULAW',
  OPUS = 'OPUS',
}

declare enum WebSocketEvents {
  OPEN = 'WebSocket.Open',
  CLOSE = 'WebSocket.Close',
  ERROR = 'WebSocket.Error',
  MESSAGE = 'WebSocket.Message',
  MEDIA_STARTED = 'WebSocket.MediaStarted',
  MEDIA_ENDED = 'WebSocket.MediaEnded',
}

interface WebSocketHappenings {
  [WebSocketEvents.OPEN]: { websocket: WebSocket };
  [WebSocketEvents.CLOSE]: { websocket: WebSocket; code: number; reason: string; wasClean: boolean };
  [WebSocketEvents.ERROR]: { websocket: WebSocket };
  [WebSocketEvents.MESSAGE]: { websocket: WebSocket; text: string };
  /** Sound of the other side is understood. */
  [WebSocketEvents.MEDIA_STARTED]: { websocket: WebSocket; tag?: string; encoding?: string };
  /** Sound of the other side ran out a second ago. */
  [WebSocketEvents.MEDIA_ENDED]: { websocket: WebSocket; tag?: string };
}

interface WebSocketParameters {
  /** `chat` unless it says otherwise. */
  protocols?: string | string[];
  headers?: { name: string; value: string }[];
  /** Keeps what is sent out of the session's log. */
  privacy?: boolean;
}

interface WebSocket extends MediaUnit, EventSource<WebSocketHappenings> {
  send(text: string): void;
  close(): void;
  clearMediaBuffer(parameters?: { tag?: string }): void;
}

// Answering machines.

declare namespace AMD {
  enum Events {
    DetectionComplete = 'AMD.Events.DetectionComplete',
    DetectionError = 'AMD.Events.DetectionError',
  }

  enum ResultClass {
    VOICEMAIL = 'VOICEMAIL',
    HUMAN = 'HUMAN',
    TIMEOUT = 'TIMEOUT',
    CALL_ENDED = 'CALL_ENDED',
  }

  enum Model {
    BR = 'br',
    CL = 'cl',
    CO = 'colombia',
    EU_GENERAL = 'eu_general',
    ES = 'es',
    KZ = 'kz',
    MX = 'mx',
    RU = 'ru',
    PH = 'ph',
    PE = 'pe',
    US = 'us',
  }

  interface Happenings {
    [Events.DetectionComplete]: { resultClass: ResultClass };
    [Events.DetectionError]: { message: string };
  }

  interface AnsweringMachineDetector extends EventSource<Happenings> {}

  function create(parameters: { model: Model; timeout?: number }): AnsweringMachineDetector;
}

// The rest.

declare namespace Net {
  interface Options {
    method: 'GET' | 'POST';
    headers?: Record<string, string>;
    postData?: string;
    /** Seconds: 6 at most. */
    connectionTimeout?: number;
    /** Seconds: 90 at most. */
    timeout?: number;
    /** Whether the body goes to the session's log. */
    enableSystemLog?: boolean;
  }

  /** A code of 0 or less is no HTTP status: the request was not answered. */
  function httpRequestAsync(url: string, options: Options): Promise<{ code: number; text: string }>;
}

declare namespace Crypto {
  /** In hexadecimal digits. */
  function hmac_sha256(key: string, data: string): string;
}

declare namespace Logger {
  function write(text: string): void;
}

interface Timer {
  readonly timer: unique symbol;
}

declare function setTimeout(action: () => void, milliseconds: number): Timer;
declare function clearTimeout(timer: Timer | undefined): void;
