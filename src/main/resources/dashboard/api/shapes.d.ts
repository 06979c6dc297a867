/** What the API answers, by its own document; `openapi.d.ts` is made from it when the types are checked. */
import type { components } from './openapi';

type Schemas = components['schemas'];

export type Agent = Schemas['Agent'];
export type AgentTest = Schemas['AgentTest'];
export type ApiKey = Schemas['ApiKey'];
export type AuditEntry = Schemas['AuditEntry'];
export type Call = Schemas['Call'];
export type CallTrace = Schemas['CallTrace'];
export type LadderMessage = Schemas['LadderMessage'];
export type LedgerEntry = Schemas['LedgerEntry'];
export type LineTest = Schemas['LineTest'];
export type NumberOffer = Schemas['NumberOffer'];
export type Organization = Schemas['Organization'];
export type Overview = Schemas['Overview'];
export type PhoneNumber = Schemas['PhoneNumber'];
export type Reach = Schemas['Reach'];
export type Session = Schemas['Session'];
export type TraceStep = Schemas['TraceStep'];
export type WebhookDelivery = Schemas['WebhookDelivery'];
