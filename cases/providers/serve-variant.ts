import { createProvider, type Provider, type RunningServer, startServer } from '../../src/provider/index.ts';
import type { Variant } from './variant.ts';

/** A fresh provider with the faults of a variant. */
export function provideVariant({ faults }: Variant, options: Parameters<typeof createProvider>[0] = {}): Provider {
  const provider = createProvider(options);
  for (const fault of faults(provider.control)) provider.control.addFault(fault);
  return provider;
}

/** Serves it on a free port. */
export async function serveVariant(variant: Variant): Promise<RunningServer> {
  return startServer({ provider: provideVariant(variant), drainMs: 0 });
}
