package dev.plinth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Unavailable.Reason;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.testing.images.ImageBuilder;
import dev.plinth.testing.images.TestImage;
import dev.plinth.testing.registry.Accounts;
import dev.plinth.testing.registry.FakeRegistry;
import dev.plinth.testing.registry.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where images are asked for, and what they are called there. */
class MirrorsTest {

    private static final TestImage IMAGE =
            ImageBuilder.scratch().layer(Map.of("etc/os-release", "ID=debian")).build();

    private final FakeRegistry registry = FakeRegistry.start();
    private final FakeRegistry mirror = FakeRegistry.start();

    @AfterEach
    void stop() {
        registry.close();
        mirror.close();
    }

    private String document(String more) {
        return "registries:\n- prefix: \"" + registry.host()
                + "\"\n  plainHttp: true\n  allowPrivateAddresses: true\n  mirrors:\n  - {location: \"" + mirror.host()
                + "/hub\", plainHttp: true, allowPrivateAddresses: true}\n" + more;
    }

    @Test
    void mirrorIsAskedFirstUnderItsOwnName() throws Exception {
        mirror.push("hub/library/python:3.12", IMAGE);
        try (Reading reading = Reading.of(document(""))) {
            assertThat(reading.manifest(registry.reference("library/python:3.12"))
                            .digest())
                    .isEqualTo(IMAGE.digest());
            assertThat(registry.log()).isEmpty();
            assertThat(mirror.log().getFirst().path())
                    .isEqualTo("/v2/hub/library/python/manifests/3.12?ns=" + registry.host());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 401, 403, 429, 500})
    void registryItselfComesLast(int status) throws Exception {
        registry.push("library/python:3.12", IMAGE);
        mirror.fault("/v2/", Fault.status(status));
        try (Reading reading = Reading.of(document(""))) {
            assertThat(reading.manifest(registry.reference("library/python:3.12"))
                            .digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void mirrorThatHangsLeavesTimeForTheRegistry() throws Exception {
        registry.push("library/python:3.12", IMAGE);
        mirror.fault("/v2/", Fault.hang());
        try (Reading reading = Reading.of(document(""))) {
            assertThat(reading.images()
                            .manifest(registry.reference("library/python:3.12"), Reading.within(Duration.ofSeconds(2)))
                            .digest())
                    .isEqualTo(IMAGE.digest());
        }
    }

    @Test
    void mirrorThatServesOtherBytesIsPassedOver() throws Exception {
        registry.push("library/python", IMAGE);
        mirror.push("hub/library/python", IMAGE);
        mirror.fault("/v2/", Fault.wrongBytes());
        try (Reading reading = Reading.of(document(""))) {
            ImageReference pinned = registry.reference("library/python").withDigest(IMAGE.digest());
            assertThat(reading.manifest(pinned).bytes()).isEqualTo(IMAGE.bytes());
        }
    }

    @Test
    void onlyMeansThatTheRegistryIsNeverAsked() {
        registry.push("library/python:3.12", IMAGE);
        try (Reading reading = Reading.of(document("  only: true\n"))) {
            assertThat(Reading.failure(() -> reading.manifest(registry.reference("library/python:3.12")))
                            .reason())
                    .isEqualTo(Reason.NOT_FOUND);
            assertThat(registry.log()).isEmpty();
        }
    }

    @Test
    void longestPrefixWins() throws Exception {
        registry.push("library/python:3.12", IMAGE);
        try (Reading reading = Reading.of(document("") + "- {prefix: \"" + registry.host() + "/library\"}\n")) {
            reading.manifest(registry.reference("library/python:3.12"));
            assertThat(mirror.log()).isEmpty();
        }
    }

    @Test
    void credentialsOfTheMirrorAreAskedForByItsOwnName() throws Exception {
        mirror.accounts().scheme(Accounts.Scheme.BASIC).add("ann", "mirrors");
        mirror.push("hub/library/python:3.12", IMAGE);
        try (Reading reading = Reading.of(
                document(""),
                (requester, repository) -> repository.path().equals(mirror.host() + "/hub/library/python")
                        ? new PullCredentials(List.of(Credential.basic("ann", "mirrors", "test")), List.of())
                        : PullCredentials.NONE)) {
            assertThat(reading.manifest(registry.reference("library/python:3.12"))
                            .digest())
                    .isEqualTo(IMAGE.digest());
            assertThat(registry.authorizations()).isEmpty();
        }
    }
}
