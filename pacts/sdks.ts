// The official SDKs that are the consumer: the major that the default contract began with, and the newest.
import { Agent } from 'node:http';
import { Stripe } from 'stripe';
import { Stripe as Stripe23 } from 'stripe-23';
import type { CreateSdk } from './consume.ts';

/** A dummy: it reaches the mock server only, and no pact holds it. */
export const dummyKey = 'sk_test_dummy';

/** By name; the first one writes the committed pacts. */
export const sdks: Readonly<Record<string, CreateSdk>> = {
  'stripe 20': (stripeVersion, port) => {
    // The type names one version, the one that this major was made for; the client sends any.
    const apiVersion = stripeVersion as Stripe.LatestApiVersion;
    return new Stripe(dummyKey, { ...options, port, apiVersion });
  },
  'stripe 23': (stripeVersion, port) => {
    const apiVersion = stripeVersion as Stripe23.LatestApiVersion; // likewise
    return new Stripe23(dummyKey, { ...options, port, apiVersion });
  },
};

/**
 * A repeated request would count as a second one, and telemetry would add a header to it. A connection that is kept
 * alive reaches the mock server of an earlier interaction when the system hands out its port again (seen).
 */
const options = {
  host: '127.0.0.1',
  protocol: 'http',
  maxNetworkRetries: 0,
  telemetry: false,
  httpAgent: new Agent({ keepAlive: false }),
} as const;
