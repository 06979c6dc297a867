// What the scenario and the server say to each other.

type Fields = Record<string, unknown>;

/** What the server answers to /inbound and /outbound; without an action when it could not be asked. */
interface Answer {
  action?: 'answer' | 'reject' | 'call' | 'end';
  /** With which SIP code to reject. */
  code?: number;
  /** Where the media socket is, and the token that opens it once. */
  media?: string;
  token?: string;
  /** After how long the call is ended, however it goes. */
  maxSeconds?: number;
  /** Whom to call, as whom: digits. */
  to?: string;
  from?: string;
  ringSeconds?: number;
  detectMachine?: boolean;
}

/** An HTTP answer; a status of 0 or less stands for none. */
interface Reply {
  status: number;
  fields: any;
}

/** The payload of the server's `transfer`: digits, or an address that begins with sip: */
interface Transfer {
  to: string;
  from: string;
  seconds?: number;
}

/** What handles an event, at once or in the end. */
type Handler<H, K extends keyof H> = (happening: H[K]) => void;
type AsyncHandler<H, K extends keyof H> = (happening: H[K]) => Promise<void>;
