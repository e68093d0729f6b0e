package dev.plinth.kubernetes;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhook;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * By which authorities the API server checks the webhook: the {@code caBundle} of each webhook of one
 * ValidatingWebhookConfiguration, and no other field, so that whoever rendered the rest never sees a change of it.
 */
public final class CaBundle {

    private final KubernetesClient client;
    private final String configuration;

    public CaBundle(KubernetesClient client, String configuration) {
        this.client = client;
        this.configuration = configuration;
    }

    /** What came of publishing. */
    public enum Outcome {
        /** It said so already. */
        UNCHANGED,
        /** It says so now. */
        CHANGED,
        /** There is no such configuration (yet). */
        MISSING
    }

    /** Makes sure that every webhook trusts these authorities (PEM). Throws the client's exception if the API server does not let it. */
    public Outcome publish(String authorities) {
        Resource<ValidatingWebhookConfiguration> resource = client.admissionRegistration()
                .v1()
                .validatingWebhookConfigurations()
                .withName(configuration);
        ValidatingWebhookConfiguration present = resource.get();
        if (present == null) {
            return Outcome.MISSING;
        }
        String wanted = Base64.getEncoder().encodeToString(authorities.getBytes(StandardCharsets.UTF_8));
        List<String> operations = new ArrayList<>();
        List<ValidatingWebhook> webhooks = present.getWebhooks();
        for (int i = 0; i < webhooks.size(); i++) {
            ValidatingWebhook webhook = webhooks.get(i);
            if (webhook.getClientConfig() == null
                    || wanted.equals(webhook.getClientConfig().getCaBundle())) {
                continue;
            }
            // The test keeps a bundle from landing on another webhook, should the list have changed since it was read.
            operations.add("{\"op\":\"test\",\"path\":\"/webhooks/%d/name\",\"value\":\"%s\"}"
                    .formatted(i, webhook.getName()));
            operations.add("{\"op\":\"add\",\"path\":\"/webhooks/%d/clientConfig/caBundle\",\"value\":\"%s\"}"
                    .formatted(i, wanted));
        }
        if (operations.isEmpty()) {
            return Outcome.UNCHANGED;
        }
        resource.patch(PatchContext.of(PatchType.JSON), "[" + String.join(",", operations) + "]");
        return Outcome.CHANGED;
    }
}
