package dev.plinth.registry.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.registry.settings.RegistrySettings;
import dev.plinth.review.credentials.Credential;
import dev.plinth.review.credentials.PullCredentials;
import dev.plinth.review.source.Requester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeychainsTest {

    private static final ImageReference CART = ImageReference.parse("registry.corp/shop/cart:1");

    @TempDir
    private Path directory;

    private Path config(String json) throws Exception {
        return Files.writeString(directory.resolve("config.json"), json);
    }

    @Test
    void dockerConfigurationIsFoundWhereOtherToolsKeepIt() {
        assertThat(DockerConfigKeychain.usual(Map.of(), Path.of("/home/ann")))
                .containsExactly(Path.of("/home/ann/.docker/config.json"));
        assertThat(DockerConfigKeychain.usual(
                        Map.of("DOCKER_CONFIG", "/d", "REGISTRY_AUTH_FILE", "/r.json", "XDG_RUNTIME_DIR", "/run/1"),
                        Path.of("/home/ann")))
                .containsExactly(Path.of("/r.json"), Path.of("/d/config.json"), Path.of("/run/1/containers/auth.json"));
    }

    @Test
    void changedFileIsReadAnew() throws Exception {
        Path file = config("{\"auths\":{\"registry.corp\":{\"username\":\"ann\",\"password\":\"a\"}}}");
        DockerConfigKeychain keychain = new DockerConfigKeychain(List.of(file));
        assertThat(keychain.find(Requester.OPERATOR, CART).credentials())
                .extracting(Credential::username)
                .containsExactly("ann");
        config("{\"auths\":{\"registry.corp\":{\"username\":\"bob\",\"password\":\"b\"}}}");
        Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        assertThat(keychain.find(Requester.OPERATOR, CART).credentials())
                .extracting(Credential::username)
                .containsExactly("bob");
    }

    @Test
    void helperWithAPathInItsNameIsNeverRun() throws Exception {
        Path file = config("{\"credsStore\":\"../../bin/sh\",\"credHelpers\":{\"registry.corp\":\"a b\"}}");
        assertThat(new DockerConfigKeychain(List.of(file)).find(Requester.OPERATOR, CART))
                .isEqualTo(PullCredentials.NONE);
    }

    @Test
    void helperThatDoesNotExistHasNothing() {
        assertThat(new CredentialHelper("plinth-test-nowhere").get("registry.corp"))
                .isEmpty();
    }

    @Test
    void operatorsFileCountsBelowItsPrefixAndItsFaultsAreNamed() throws Exception {
        Path file = config("{\"auths\":{\"registry.corp\":{\"username\":\"node\",\"password\":\"n\"}}}");
        OperatorKeychain keychain = new OperatorKeychain(settings("registries:\n- {prefix: registry.corp/shop,"
                + " credentials: {file: \"" + file + "\"}}\n- {prefix: other.corp, credentials: {file: \""
                + directory.resolve("missing.json") + "\"}}\n"));
        assertThat(keychain.find(Requester.OPERATOR, CART).credentials())
                .extracting(Credential::username)
                .containsExactly("node");
        assertThat(keychain.find(Requester.OPERATOR, ImageReference.parse("registry.corp/other/x")))
                .isEqualTo(PullCredentials.NONE);
        assertThat(keychain.find(Requester.OPERATOR, ImageReference.parse("other.corp/x"))
                        .faults())
                .containsExactly("credentials file " + directory.resolve("missing.json") + " does not exist");
    }

    private static RegistrySettings settings(String document) {
        if (Yaml.read("apiVersion: plinth.dev/v1\nkind: RegistryConfig\n" + document)
                        instanceof Parsed.Valid<Node>(Node node)
                && RegistrySettings.read(node) instanceof Parsed.Valid<RegistrySettings>(RegistrySettings settings)) {
            return settings;
        }
        throw new AssertionError(document);
    }
}
