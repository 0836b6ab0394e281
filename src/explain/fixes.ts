// What to do about what is not a rule: a rule has its own advice.

/** By outcome, for whoever sent the request. */
export const outcomeFixes: { readonly [code: string]: string } = {
  created:
    'Nothing. Hand the link on at once, to the owner of the account alone: it can be used once, and for minutes.',
  not_found: 'Send the id of an account that the key can see, and that exists in its sandbox or in live mode.',
  accounts_v2_access_blocked: 'Enable Accounts v2 for the platform.',
  configs_must_match_to_use_account_links: 'Name exactly the configurations that are applied to the account.',
  account_rate_limit_exceeded:
    'Wait as `Retry-After` says, or some seconds longer each time, and send one request for an account at a time.',
  invalid_fields:
    'Read which field the message names, and judge the request: `account-links validate` says what is wrong with it.',
  account_not_yet_compatible_with_v2:
    'Send it to the endpoint of v1, `POST /v1/account_links`, or make the account anew with Accounts v2.',
  v1_account_instead_of_v2_account:
    'Send it to the endpoint of v1, `POST /v1/account_links`, or make the account anew with Accounts v2.',
  idempotency_error: 'Wait for the request that is under way, or take a new key for other parameters.',
  forbidden: 'Give the key the permission to write account links, or take one that has it.',
};

/** By error code. Those that are not here say it in their message, which knows more. */
export const errorFixes: { readonly [code: string]: string } = {
  usage: 'Look at `account-links <command> --help`.',
  'input-missing': 'Check the path, and the folder that the command runs in.',
  'input-empty': 'Check that something was recorded, and that it holds requests to `/v2/core/account_links`.',
  'input-unreadable':
    'Mend or take out what the message names, or put up with N such records by --allow-unreadable N. Where no format is recognised, name it with --format, or map its parts with --fields.',
  'version-unknown': 'Take a Stripe-Version or a contract that the README lists; a newer one may need a newer package.',
  'contract-broken': 'Install the package again.',
  'provider-unreachable':
    'Start the provider first, and check address and port. An authority of your own goes into NODE_EXTRA_CA_CERTS; proxies are not used.',
  'states-failed':
    'Answer provider states with 2xx, or say by another status that a state cannot be had; look into the log of the provider.',
  'states-needed': 'Name --provider-states-url or --accounts.',
  'nothing-tested':
    'Check the key, the base URL and the accounts: every answer was one that says nothing of the contract, such as 401.',
  'coverage-low': 'Allow more requests or time, or give the provider the states that are not tested.',
  'pact-missing': 'npm install --save-dev @pact-foundation/pact-core',
  'pact-unreadable': 'Check the file: it must be a pact with HTTP interactions.',
  'pact-failed': 'Install @pact-foundation/pact-core again for this platform.',
  'broker-failed': 'Check the address and the token of the broker.',
  'not-published': 'Make the provider take the states that were refused, and run again.',
  'address-in-use': 'Take another --port, or 0 for any that is free; --host is an address of this machine.',
  interrupted: 'Run it again; --max-time bounds a run that still reports as a whole.',
  'output-unwritable': 'Make the folder, or write where you may.',
};
