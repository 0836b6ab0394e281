// Verifies a provider against pacts: Pact's verifier in a process of its own, our guard between it and the provider.
import type { AccountsFile } from '../accounts.ts';
import { type ErrorCode, ToolError } from '../errors.ts';
import type { RawExchange } from '../exchange.ts';
import { createHttpClient } from '../fuzz/http-client.ts';
import { createForwarder, type Target, type Visit } from './forward.ts';
import { type Guard, type GuardHandlers, startGuard } from './guard.ts';
import { judge, type Judged, type Unjudged } from './judge.ts';
