import com.google.gson.Gson;
import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.v2.core.AccountLink;
import com.stripe.net.RequestOptions;
import com.stripe.param.v2.core.AccountLinkCreateParams;
import com.stripe.param.v2.core.AccountLinkCreateParams.UseCase;
import com.stripe.param.v2.core.AccountLinkCreateParams.UseCase.AccountOnboarding;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Asks a provider for account links with the official SDK, and prints what came of it: one JSON object a line.
 *
 * <p>java AccountLinks URL ACCOUNT UNKNOWN_ACCOUNT OTHER_ACCOUNT
 */
public final class AccountLinks {
  private static StripeClient client;

  public static void main(String[] arguments) throws StripeException {
    String url = arguments[0];
    String account = arguments[1];
    client =
        StripeClient.builder()
            .setApiKey("sk_test_dummy")
            .setApiBase(url)
            .setMaxNetworkRetries(0)
            .build();
    tell("sdk", "name", "stripe-java " + Stripe.VERSION, "version", Stripe.API_VERSION);
    AccountLink link = create(account, "https://example.com/reauth", "java-1");
    tell(
        "link",
        "account", link.getAccount(),
        "livemode", link.getLivemode(),
        "type", link.getUseCase().getType(),
        "refreshUrl", link.getUseCase().getAccountOnboarding().getRefreshUrl(),
        "seconds", Duration.between(link.getCreated(), link.getExpiresAt()).toSeconds(),
        "url", link.getUrl());
    tell("again", "url", create(account, "https://example.com/reauth", "java-1").getUrl());
    refused("unknown", arguments[2], "https://example.com/reauth");
    refused("fields", account, "not a url");
    refused("mismatch", arguments[3], "https://example.com/reauth");
  }

  private static AccountLink create(String account, String refreshUrl, String key)
      throws StripeException {
    AccountLinkCreateParams params =
        AccountLinkCreateParams.builder()
            .setAccount(account)
            .setUseCase(
                UseCase.builder()
                    .setType(UseCase.Type.ACCOUNT_ONBOARDING)
                    .setAccountOnboarding(
                        AccountOnboarding.builder()
                            .setCollectionOptions(
                                AccountOnboarding.CollectionOptions.builder()
                                    .setFields(
                                        AccountOnboarding.CollectionOptions.Fields.EVENTUALLY_DUE)
                                    .build())
                            .addConfiguration(AccountOnboarding.Configuration.RECIPIENT)
                            .setRefreshUrl(refreshUrl)
                            .setReturnUrl("https://example.com/return")
                            .build())
                    .build())
            .build();
    RequestOptions options =
        key == null ? null : RequestOptions.builder().setIdempotencyKey(key).build();
    return client.v2().core().accountLinks().create(params, options);
  }

  private static void refused(String name, String account, String refreshUrl) {
    try {
      create(account, refreshUrl, null);
      tell(name);
    } catch (StripeException error) {
      tell(
          name,
          "status", error.getStatusCode(),
          "code", error.getCode(),
          "requestId", error.getRequestId());
    }
  }

  private static void tell(String call, Object... said) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("call", call);
    for (int index = 0; index < said.length; index += 2) {
      members.put((String) said[index], said[index + 1]);
    }
    System.out.println(new Gson().toJson(members));
  }
}
