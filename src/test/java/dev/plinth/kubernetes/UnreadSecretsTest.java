package dev.plinth.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.source.Requester;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadSecretsTest {

    private static final ImageReference IMAGE = ImageReference.parse("registry.corp/shop/cart:1");

    private final UnreadSecrets keychain = new UnreadSecrets();

    @Test
    void aPodWithPullSecretsHearsThatTheyAreNotReadAndTheWayOut() {
        Requester pod = new Requester("shop", List.of("regcred"), "default");

        assertThat(keychain.find(pod, IMAGE).faults())
                .singleElement()
                .asString()
                .contains("no credentials", "not read", "pullSecrets.enabled", "registries.yaml");
    }

    @Test
    void aPodWithoutAnyIsToldNothingOfThem() {
        assertThat(keychain.find(new Requester("shop", List.of(), "default"), IMAGE)
                        .faults())
                .isEmpty();
        assertThat(keychain.find(Requester.OPERATOR, IMAGE).faults()).isEmpty();
    }
}
