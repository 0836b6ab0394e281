// An example for each page: what breaks a rule, and what keeps it. A test demands one for each and none too many.

const link = '"url": "https://accounts.stripe.com/r/acct_123#alu_…"';

export const examples: { readonly [id: string]: string } = {
  'version/missing': 'breaks  (no Stripe-Version header)\nkeeps   Stripe-Version: 2026-02-25.clover',
  'version/repeated':
    'breaks  Stripe-Version: 2026-02-25.clover, sent twice\nkeeps   Stripe-Version: 2026-02-25.clover',
  'version/unknown': 'breaks  Stripe-Version: 2099-01-01.zebra\nkeeps   Stripe-Version: 2026-02-25.clover',
  'version/before-endpoint': 'breaks  Stripe-Version: 2024-06-20\nkeeps   Stripe-Version: 2025-12-15.clover',
  'request/body':
    'breaks  account=acct_123&use_case[type]=account_onboarding\nkeeps   {"account": "acct_123", "use_case": {…}}',
  'request/content-type':
    'breaks  Content-Type: application/x-www-form-urlencoded\nkeeps   Content-Type: application/json',
  'request/url-for-key':
    'breaks  sk_live_… and "refresh_url": "http://localhost:3000/reauth"\nkeeps   sk_live_… and "refresh_url": "https://example.com/reauth"',
  'request/type': 'breaks  "account": 12\nkeeps   "account": "acct_123"',
  'request/required':
    'breaks  {"account": "acct_123"}\nkeeps   {"account": "acct_123", "use_case": {"type": "account_onboarding", …}}',
  'request/unknown-member':
    'breaks  {"account": "acct_123", "return_url": "https://example.com", "use_case": {…}}\nkeeps   {"account": "acct_123", "use_case": {…, "account_onboarding": {"return_url": "https://example.com", …}}}',
  'request/enum': 'breaks  "type": "onboarding"\nkeeps   "type": "account_onboarding"',
  'request/pattern': 'breaks  "refresh_url": "app://reauth"\nkeeps   "refresh_url": "https://example.com/reauth"',
  'request/format':
    'breaks  "refresh_url": "https://example.com/a b"\nkeeps   "refresh_url": "https://example.com/a%20b"',
  'request/not-allowed':
    'breaks  "use_case": {"type": "account_update", "account_update": {…}, "account_onboarding": {…}}\nkeeps   "use_case": {"type": "account_update", "account_update": {…}}',
  'request/min-items': 'breaks  "configurations": []\nkeeps   "configurations": ["recipient"]',
  'request/unique-items':
    'breaks  "configurations": ["recipient", "recipient"]\nkeeps   "configurations": ["recipient"]',
  'response/accepted-invalid':
    'breaks  "type": "onboarding" answered with 200\nkeeps   "type": "onboarding" answered with 400 `invalid_fields`',
  'response/status': 'breaks  201 with a link\nkeeps   200 with a link',
  'response/server-error': 'breaks  500\nkeeps   400 with an error that says what is wrong',
  'response/body': 'breaks  200 with <html>…</html>\nkeeps   200 with {"object": "v2.core.account_link", …}',
  'response/content-type': 'breaks  Content-Type: text/plain\nkeeps   Content-Type: application/json',
  'response/type': 'breaks  "expires_at": 1767225600\nkeeps   "expires_at": "2026-01-01T00:00:00.000Z"',
  'response/required': `breaks  {${link}}\nkeeps   {"object": "v2.core.account_link", "account": "acct_123", …, ${link}}`,
  'response/const': 'breaks  "object": "account_link"\nkeeps   "object": "v2.core.account_link"',
  'response/pattern': 'breaks  "account": "123"\nkeeps   "account": "acct_123"',
  'response/format': 'breaks  "created": "01/02/2026"\nkeeps   "created": "2026-01-02T00:00:00.000Z"',
  'response/unknown-value':
    'worth a notice  "configurations": ["something_new"]\nknown so far    "configurations": ["recipient"]',
  'response/code-for-status': 'breaks  400 `not_found`\nkeeps   404 `not_found`',
  'response/unexplained-refusal':
    'worth a notice  a valid request answered with 400 `some_code`\nexplained       a valid request answered with 404 `not_found`',
  'response/echo-account':
    'breaks  acct_123 asked for, acct_456 answered\nkeeps   acct_123 asked for, acct_123 answered',
  'response/echo-use-case':
    'breaks  "return_url" sent, and missing in the answer\nkeeps   "return_url" sent, and the same in the answer',
  'response/expires-after-created':
    'breaks  "created": "2026-01-01T00:05:00Z", "expires_at": "2026-01-01T00:00:00Z"\nkeeps   "created": "2026-01-01T00:00:00Z", "expires_at": "2026-01-01T00:05:00Z"',
  'response/livemode-for-key': 'breaks  sk_test_… and "livemode": true\nkeeps   sk_test_… and "livemode": false',
  'response/link-host':
    'breaks  api.stripe.com answers "url": "https://example.com/…"\nkeeps   api.stripe.com answers "url": "https://accounts.stripe.com/…"',
  'request/v1-shape':
    'breaks  {"account": "acct_123", "type": "account_onboarding", "refresh_url": "https://example.com/reauth"}\nkeeps   {"account": "acct_123", "use_case": {"type": "account_onboarding", "account_onboarding": {"refresh_url": "https://example.com/reauth"}}}',
  'request/form-encoded':
    'breaks  account=acct_123&type=account_onboarding\nkeeps   {"account": "acct_123", "use_case": {…}}',
  'request/removed-configurations':
    'breaks  Stripe-Version: 2026-09-30.endive and "configurations": ["merchant"]\nkeeps   Stripe-Version: 2026-09-30.endive and no "configurations"',
  'request/deep-link': 'breaks  "return_url": "app://done"\nkeeps   "return_url": "https://example.com/done"',
  'request/v1-account':
    'breaks  an account of v1, answered with 400 `v1_account_instead_of_v2_account`\nkeeps   an account made with POST /v2/core/accounts',
  'request/guessed-configurations':
    'worth a notice  ["merchant"] answered with 400 `configs_must_match_to_use_account_links`\nknown           ["customer", "merchant"], which `applied_configurations` named',
  'request/preview-with-live-key':
    'worth a notice  sk_live_… and Stripe-Version: 2025-07-30.preview\nkeeps           sk_live_… and Stripe-Version: 2026-02-25.clover',
  'response/v1-shape':
    'breaks  {"object": "account_link", "expires_at": 1767225600}\nkeeps   {"object": "v2.core.account_link", "expires_at": "2026-01-01T00:00:00.000Z"}',
  'response/only-url': `breaks  {${link}}\nkeeps   {"object": "v2.core.account_link", "account": "acct_123", …, ${link}}`,
  'response/link-id': `worth a notice  {"id": "link_1", ${link}}\nkeeps           {"object": "v2.core.account_link", …, ${link}}`,
  'error/v1-shape':
    'breaks  {"error": {"type": "invalid_request_error", "code": "resource_missing"}}\nkeeps   {"error": {"code": "not_found", "message": "…"}}',
  'response/link-reused':
    'breaks  acct_123 and acct_456 answered with one "url"\nkeeps   each request answered with a "url" of its own',
  'request/idempotency-key-reused':
    'breaks  Idempotency-Key: onboarding, for acct_123 and for acct_456\nkeeps   Idempotency-Key: onboarding-acct_123-1, and the same again for a retry',
  'request/retry-without-key':
    'breaks  a request answered with 500, and sent again, both without Idempotency-Key\nkeeps   both with Idempotency-Key: onboarding-acct_123-1',
  'recording/repeated': 'worth a notice  two records of the answer with Request-Id: req_v2abc\nkeeps           one',
  'error/type':
    'breaks  {"error": {"message": "…", "code": 400}}\nkeeps   {"error": {"message": "…", "code": "invalid_fields"}}',
  'error/required':
    'breaks  {"message": "No such account"}\nkeeps   {"error": {"message": "No such account", "code": "not_found"}}',
  'provider/server-error': 'breaks  500\nkeeps   400 `invalid_fields`',
  'provider/accepted-invalid':
    'breaks  "account": null answered with 200\nkeeps   "account": null answered with 400 `invalid_fields`',
  'provider/refused-valid':
    'breaks  the example of the documents answered with 400\nkeeps   the example of the documents answered with 200',
  'provider/wrong-refusal':
    'breaks  an account that does not exist answered with 400 `invalid_fields`\nkeeps   an account that does not exist answered with 404 `not_found`',
  'provider/link-reused': 'breaks  two requests answered with one "url"\nkeeps   two requests answered with two',
  'provider/wrong-hint':
    'breaks  "applied_configurations": ["merchant"] for an account that has recipient\nkeeps   "applied_configurations": ["recipient"]',
  'provider/no-answer': 'breaks  a connection that closes before the answer is complete\nkeeps   any complete answer',
  'pact/mismatch':
    'breaks  $.body.account: expected a string, received a number\nkeeps   an answer that every matcher of the interaction accepts',
  'baseline/expired':
    'breaks  "expires": "2026-01-31" on 2026-02-01, and the fault is still there\nkeeps   the fault corrected, and the entry removed',
  'baseline/unused': 'breaks  an entry whose fingerprint no finding has\nkeeps   the entry removed',
  usage: '$ account-links validate --reporters json\nunknown option; did you mean --reporter?',
  'input-missing': '$ account-links validate no-such-file.har',
  'input-empty': '$ account-links validate empty.ndjson',
  'input-unreadable': '$ account-links validate photo.png',
  'version-unknown': '$ account-links validate traffic.har --as 2099-01-01',
  'contract-broken': 'schemas/2025-12-15.clover/request.schema.json is damaged: install the package again',
  'provider-unreachable': '$ account-links fuzz http://127.0.0.1:1 --accounts accounts.json',
  'states-failed': '--provider-states-url answers 500: look into the log of the provider',
  'states-needed': '$ account-links fuzz http://127.0.0.1:4010\nadd --provider-states-url URL or --accounts FILE',
  'nothing-tested': 'nearly all answers were 401: check the key that --api-key-env names',
  'coverage-low': '$ account-links fuzz http://127.0.0.1:4010 --accounts accounts.json --min-coverage 100',
  'pact-missing': '$ npm install --save-dev @pact-foundation/pact-core',
  'pact-unreadable': '$ account-links verify http://127.0.0.1:4010 --pacts package.json',
  'pact-failed': "Pact's native library could not be loaded: install it again for this platform",
  'broker-failed':
    '$ account-links verify http://127.0.0.1:4010 --broker-url https://broker.example --broker-token-env BROKER_TOKEN',
  'not-published':
    'one state was refused, so that its interaction was not tested: the result of its pact stays unpublished',
  'address-in-use': '$ account-links serve --port 12111\nanother program listens there: choose another --port',
  interrupted: 'Ctrl-C while a run goes on: what was found so far is reported',
  'partials-mixed':
    '$ account-links merge monday.json tuesday.json\njudge one input: account-links validate monday/ tuesday/ --partial --shard 1/2',
  'partials-missing':
    '$ account-links merge 1.json 3.json\nshard 2 of 3 is missing: account-links validate logs/ --partial --shard 2/3 > 2.json',
  'output-unwritable': '$ account-links gate --reporter junit=/no/such/folder/report.xml',
  '0': '$ account-links gate && deploy',
  '1': '$ account-links gate || echo "the contract is broken"',
  '2': '$ account-links gate; test $? -eq 2 && echo "not all could be judged"',
  '3': 'a stack trace on stderr, and a request to report it',
  '130': 'Ctrl-C',
};
