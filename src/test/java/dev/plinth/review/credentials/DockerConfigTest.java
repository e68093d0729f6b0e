package dev.plinth.review.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Json;
import dev.plinth.image.MalformedException;
import dev.plinth.image.reference.ImageReference;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerConfigTest {

    private static DockerConfig read(String json) throws MalformedException {
        return DockerConfig.read(new Json().json(json.getBytes(StandardCharsets.UTF_8)), "test");
    }

    private static String auth(String pair) {
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> users(DockerConfig config, String reference) {
        return config.matching(ImageReference.parse(reference)).stream()
                .map(Credential::username)
                .toList();
    }

    @Test
    void bothSecretTypesAreRead() throws MalformedException {
        String entry = "{\"registry.corp\":{\"auth\":\"" + auth("ann:a:b") + "\"}}";
        for (String json : List.of("{\"auths\":" + entry + "}", entry)) {
            assertThat(read(json).matching(ImageReference.parse("registry.corp/x")))
                    .containsExactly(Credential.basic("ann", "a:b", "test"));
        }
    }

    @Test
    void everyFormOfCredentialIsRead() throws MalformedException {
        DockerConfig config = read("{\"auths\":{\"a.corp\":{\"identitytoken\":\"t\",\"auth\":\"" + auth("00000000:x")
                + "\"},\"b.corp\":{\"registrytoken\":\"r\"},\"c.corp\":{\"username\":\"u\",\"password\":\"p\"},"
                + "\"d.corp\":{\"auth\":\"***\"},\"e.corp\":{}}}");
        assertThat(config.entries())
                .extracting(entry -> entry.credential().kind())
                .containsExactly(Credential.Kind.IDENTITY_TOKEN, Credential.Kind.BEARER, Credential.Kind.BASIC);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.corp, registry.corp/shop/cart, true",
        "https://registry.corp/v2/, registry.corp/shop/cart, true",
        "registry.corp/shop, registry.corp/shop/cart, true",
        "registry.corp/other, registry.corp/shop/cart, false",
        "registry.corp:5000, registry.corp/shop/cart, false",
        "registry.corp:5000, registry.corp:5000/shop/cart, true",
        "*.corp, registry.corp/shop/cart, true",
        "*.corp, a.registry.corp/shop/cart, false",
        "reg*.corp, registry.corp/x, true",
        "registry.corp, registry.corp.evil.com/x, false",
        "https://index.docker.io/v1/, python, true",
        "docker.io, python, true",
        "index.docker.io, registry.corp/python, false",
        "docker.io/library, bitnami/redis, false"
    })
    void keysMatchAsTheKubeletMatchesThem(String key, String reference, boolean matches) throws MalformedException {
        DockerConfig config = read("{\"auths\":{\"" + key + "\":{\"username\":\"u\",\"password\":\"p\"}}}");
        assertThat(users(config, reference)).hasSize(matches ? 1 : 0);
    }

    @Test
    void longestKeyIsTriedFirstAndAllAreTried() throws MalformedException {
        DockerConfig config = read("{\"auths\":{\"registry.corp\":{\"username\":\"host\",\"password\":\"p\"},"
                + "\"registry.corp/shop/cart\":{\"username\":\"repository\",\"password\":\"p\"},"
                + "\"registry.corp/shop\":{\"username\":\"team\",\"password\":\"p\"}}}");
        assertThat(users(config, "registry.corp/shop/cart")).containsExactly("repository", "team", "host");
    }

    @Test
    void nothingSecretIsPrinted() throws MalformedException {
        DockerConfig config = read("{\"auths\":{\"registry.corp\":{\"username\":\"u\",\"password\":\"topsecret\"}}}");
        assertThat(config.toString()).contains("registry.corp").doesNotContain("topsecret");
        assertThat(new PullCredentials(config.matching(ImageReference.parse("registry.corp/x")), List.of()).toString())
                .doesNotContain("topsecret");
        assertThat(config.entries().toString()).doesNotContain("topsecret");
        assertThat(config.entries().getFirst().credential().fingerprint()).doesNotContain("topsecret");
    }
}
