// `npm run browser`: the links of the provider and the pages of the html reporter in a real Chromium, headless. Skips, and says so, where there is none:
// `ACCOUNT_LINKS_CHROMIUM` names one that is not found. Screenshots go to the folder that is given, or to a temporary one.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import { createProvider, startServer } from '../src/provider/index.ts';
import { type Check, reportChecks } from './browser/report-checks.ts';

const executable = process.env['ACCOUNT_LINKS_CHROMIUM'] ?? find(['chromium', 'chromium-browser', 'google-chrome']);
if (executable === undefined) {
  console.log(
    'SKIPPED: no Chromium was found. Install one (`apt install chromium`) or name it in ACCOUNT_LINKS_CHROMIUM.',
  );
  process.exit(0);
}
const screenshots = process.argv[2] ?? mkdtempSync(join(tmpdir(), 'link-pages-'));
mkdirSync(screenshots, { recursive: true });

/** The application of the platform, where the visitor comes back to. */
const application = createServer((request, response) => {
  response.setHeader('Content-Type', 'text/html');
  response.end(
    `<title>application</title><h1>${request.url}</h1><p id="referrer">${request.headers.referer ?? 'none'}</p>`,
  );
});
await new Promise<void>(resolve => application.listen(0, '127.0.0.1', resolve));
const home = `http://127.0.0.1:${(application.address() as AddressInfo).port}`; // a server that listens on a port has one
const provider = createProvider({ accounts: [{ id: 'acct_1', configurations: ['merchant', 'recipient'] }] });
const server = await startServer({ provider });
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox'] });

const checks: readonly Check[] = [
  ...reportChecks(screenshots),
  [
    'shows what was asked for, and that it is not Stripe',
    async page => {
      await page.goto(await newLink());
      const text = await page.innerText('body');
      for (const part of [
        'This is a stand-in, not Stripe',
        'acct_1',
        'account_onboarding',
        'merchant, recipient',
        'eventually_due',
      ]) {
        assert.ok(text.includes(part), part);
      }
      assert.equal(await page.locator('script, img, link[rel=stylesheet]').count(), 0);
      assert.notEqual(
        await page.evaluate('getComputedStyle(document.querySelector("#finish")).backgroundColor'),
        'rgba(0, 0, 0, 0)',
      );
      await page.screenshot({ path: join(screenshots, 'page.png'), fullPage: true });
    },
  ],
  [
    'leads to return_url by Finish, without a referrer',
    async page => {
      await page.goto(await newLink());
      await page.click('#finish');
      assert.equal(page.url(), `${home}/return?done=1#end`);
      assert.equal(await page.innerText('#referrer'), 'none');
    },
  ],
  [
    'leads to return_url by Leave, from the keyboard',
    async page => {
      await page.goto(await newLink());
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await Promise.all([page.waitForURL(`${home}/return**`), page.keyboard.press('Enter')]);
      assert.equal(provider.control.links().at(-1)?.state, 'left');
    },
  ],
  [
    'opens once: the second visitor is sent to refresh_url',
    async (page, context) => {
      const link = await newLink();
      await page.goto(link);
      const second = await context.newPage();
      await second.goto(link);
      assert.equal(second.url(), `${home}/reauth`);
      await page.click('#finish');
      assert.equal(page.url(), `${home}/return?done=1#end`);
      await page.goto(link);
      assert.equal(page.url(), `${home}/reauth`);
    },
  ],
  [
    'sends its visitor to refresh_url when it has expired, without anybody waiting',
    async page => {
      const link = await newLink();
      provider.control.setClock({ advance: 301 });
      await page.goto(link);
      assert.equal(page.url(), `${home}/reauth`);
      provider.control.resetClock();
    },
  ],
  [
    'sends its visitor to refresh_url when it was revoked during the visit',
    async page => {
      await page.goto(await newLink());
      provider.control.revokeLinks('acct_1');
      await page.click('#finish');
      assert.equal(page.url(), `${home}/reauth`);
    },
  ],
  [
    'runs nothing that a request smuggles in',
    async page => {
      await page.goto(await newLink({ return_url: `${home}/%22%3E%3Cscript%3Edocument.title=1%3C/script%3E` }));
      assert.equal(await page.title(), 'Stand-in for onboarding (not Stripe)');
      const injected = page.addScriptTag({ content: 'document.title = "run"' });
      await assert.rejects(injected, /Content Security Policy/i);
      await page.screenshot({ path: join(screenshots, 'hostile.png'), fullPage: true });
    },
  ],
  [
    'ends on a page of its own without a return_url, on a narrow dark screen too',
    async page => {
      await page.setViewportSize({ width: 360, height: 640 });
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.goto(await newLink({ return_url: undefined }));
      await page.screenshot({ path: join(screenshots, 'narrow-dark.png'), fullPage: true });
      const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      assert.equal(isWide, false);
      await page.click('#finish');
      assert.match(await page.innerText('h1'), /The flow is finished/);
      await page.screenshot({ path: join(screenshots, 'end.png'), fullPage: true });
      await page.goto(`${server.url}/setup/e/acct_1/unknown`);
      await page.screenshot({ path: join(screenshots, 'unknown.png'), fullPage: true });
    },
  ],
];

let failed = 0;
for (const [name, check] of checks) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', message => message.type() === 'error' && problems.push(message.text()));
  try {
    await check(page, context);
    console.log(`ok   ${name}`);
  } catch (thrown) {
    failed++;
    console.log(`FAIL ${name}\n${thrown instanceof Error ? thrown.stack : thrown}\n${problems.join('\n')}`);
  }
  await context.close();
}
await browser.close();
await server.close();
application.closeAllConnections();
application.close();
console.log(`${checks.length - failed} passed, ${failed} failed; screenshots in ${screenshots}`);
process.exit(failed === 0 ? 0 : 1);

async function newLink(change: { readonly return_url?: string | undefined } = {}): Promise<string> {
  const flow = {
    configurations: ['merchant', 'recipient'],
    collection_options: { fields: 'eventually_due' },
    refresh_url: `${home}/reauth`,
    return_url: `${home}/return?done=1#end`,
    ...change,
  };
  const response = await fetch(`${server.url}/v2/core/account_links`, {
    method: 'POST',
    headers: {
      Authorization: 'Bearer sk_test_dummy',
      'Stripe-Version': '2026-02-25.clover',
      'Content-Type': 'application/json',
    },
    body: JSON.stringify({ account: 'acct_1', use_case: { type: 'account_onboarding', account_onboarding: flow } }),
  });
  const link = (await response.json()) as { url: string }; // of our own provider
  return link.url;
}

function find(names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(path => existsSync(path));
}
