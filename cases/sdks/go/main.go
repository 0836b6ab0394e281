// Asks a provider for account links with the official SDK, and prints what came of it: one JSON object a line.
//
//	go run . URL ACCOUNT UNKNOWN_ACCOUNT OTHER_ACCOUNT
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"

	"github.com/stripe/stripe-go/v85"
)

func main() {
	url, account, unknown, other := os.Args[1], os.Args[2], os.Args[3], os.Args[4]
	backend := stripe.GetBackendWithConfig(stripe.APIBackend, &stripe.BackendConfig{
		URL:               stripe.String(url),
		MaxNetworkRetries: stripe.Int64(0),
		LeveledLogger:     &stripe.LeveledLogger{Level: stripe.LevelNull},
	})
	client := stripe.NewClient("sk_test_dummy", stripe.WithBackends(&stripe.Backends{API: backend}))

	create := func(asked, refreshURL, key string) (*stripe.V2CoreAccountLink, error) {
		params := &stripe.V2CoreAccountLinkCreateParams{
			Account: stripe.String(asked),
			UseCase: &stripe.V2CoreAccountLinkCreateUseCaseParams{
				Type: stripe.String("account_onboarding"),
				AccountOnboarding: &stripe.V2CoreAccountLinkCreateUseCaseAccountOnboardingParams{
					CollectionOptions: &stripe.V2CoreAccountLinkCreateUseCaseAccountOnboardingCollectionOptionsParams{
						Fields: stripe.String("eventually_due"),
					},
					Configurations: []*string{stripe.String("recipient")},
					RefreshURL:     stripe.String(refreshURL),
					ReturnURL:      stripe.String("https://example.com/return"),
				},
			},
		}
		if key != "" {
			params.SetIdempotencyKey(key)
		}
		return client.V2CoreAccountLinks.Create(context.Background(), params)
	}
	refused := func(name string, err error) {
		var refusal *stripe.V2RawError
		if !errors.As(err, &refusal) {
			tell(map[string]any{"call": name, "unlike": err})
			return
		}
		tell(map[string]any{
			"call": name, "status": refusal.HTTPStatusCode, "code": refusal.Code, "requestId": refusal.RequestID,
		})
	}

	tell(map[string]any{"call": "sdk", "name": "stripe-go " + stripe.ClientVersion, "version": stripe.APIVersion})
	link, err := create(account, "https://example.com/reauth", "go-1")
	if err != nil {
		log.Fatal(err)
	}
	tell(map[string]any{
		"call": "link", "account": link.Account, "livemode": link.Livemode, "type": link.UseCase.Type,
		"refreshUrl": link.UseCase.AccountOnboarding.RefreshURL,
		"seconds":    link.ExpiresAt.Sub(link.Created).Seconds(), "url": link.URL,
	})
	again, err := create(account, "https://example.com/reauth", "go-1")
	if err != nil {
		log.Fatal(err)
	}
	tell(map[string]any{"call": "again", "url": again.URL})
	_, err = create(unknown, "https://example.com/reauth", "")
	refused("unknown", err)
	_, err = create(account, "not a url", "")
	refused("fields", err)
	_, err = create(other, "https://example.com/reauth", "")
	refused("mismatch", err)
}

func tell(said map[string]any) {
	if err := json.NewEncoder(os.Stdout).Encode(said); err != nil {
		log.Fatal(err)
	}
}
