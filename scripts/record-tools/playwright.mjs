import { request } from 'playwright-core';
import { calls } from './calls.mjs';

for (const name of ['playwright.har', 'playwright.zip']) {
  const context = await request.newContext();
  await context.tracing.startHar(`out/${name}`);
  for (const { method, url, headers, text } of calls) await context.fetch(url, { method, headers, data: text });
  await context.tracing.stopHar();
  await context.dispose();
}
