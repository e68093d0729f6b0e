package dev.plinth.image.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReferenceTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "python, docker.io, library/python, -",
                "python:3.12-slim, docker.io, library/python, 3.12-slim",
                "bitnami/redis:7, docker.io, bitnami/redis, 7",
                "docker.io/python, docker.io, library/python, -",
                "index.docker.io/library/python:3, docker.io, library/python, 3",
                "registry-1.docker.io/library/python:3, docker.io, library/python, 3",
                "gcr.io/distroless/static-debian13:nonroot, gcr.io, distroless/static-debian13, nonroot",
                "test:5000/repo, test:5000, repo, -",
                "localhost/app:1, localhost, app, 1",
                "localhost:5000/app, localhost:5000, app, -",
                "Registry.Corp/app:1, registry.corp, app, 1",
                "[2001:db8::1]:5000/app:2, [2001:db8::1]:5000, app, 2",
                "foo/bar/baz:1, docker.io, foo/bar/baz, 1",
                "a__b/c.d-e--f:T_1.x-y, docker.io, a__b/c.d-e--f, T_1.x-y",
                "localhost:5000, docker.io, library/localhost, 5000",
            })
    void readsReferencesAsContainerRuntimesDo(String text, String registry, String repository, String tag) {
        ImageReference reference = ImageReference.parse(text);

        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.tag()).isEqualTo(tag);
        assertThat(reference.digest()).isNull();
    }

    @Test
    void keepsTagAndDigest() {
        ImageReference reference = ImageReference.parse("python:3.12@sha256:" + HEX);

        assertThat(reference.tag()).isEqualTo("3.12");
        assertThat(reference.digest()).isEqualTo(Digest.sha256(HEX));
        assertThat(reference.canonical()).isEqualTo("docker.io/library/python:3.12@sha256:" + HEX);
        assertThat(reference.lookup()).isEqualTo("sha256:" + HEX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "nginx@sha256:x",
                "nginx@sha256:ABCDEF",
                "nginx@md5:0123",
                "nginx@",
                "nginx:",
                "nginx:-a",
                "nginx:.a",
                "Nginx",
                "corp/Nginx",
                "a//b",
                "/a",
                "a/",
                "a..b",
                "a___b",
                "-a",
                "a-",
                "registry.corp:port/a",
                "registry.corp:/a",
                "registry..corp/a",
                "-registry.corp/a",
                "nginx latest",
                "nginx\n",
                "https://registry.corp/a",
                "a:b:c",
                "ünïcode",
                "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
            })
    void refusesWhatIsNoReference(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
        assertThat(ImageReference.lenient(text.isEmpty() ? ":" : text.replace("\n", " x")))
                .isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> ImageReference.parse("a".repeat(300))).hasMessageContaining("255");
        assertThatThrownBy(() -> ImageReference.parse("a:" + "b".repeat(129))).hasMessageContaining("128");
        assertThatThrownBy(() -> ImageReference.parse("a".repeat(1_000_000))).hasMessageContaining("longer");
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/python:3, python:3",
        "docker.io/bitnami/redis, bitnami/redis",
        "docker.io/library/a/b, library/a/b",
        "gcr.io/a/b:1, gcr.io/a/b:1",
    })
    void hasTheFormThatPeopleWrite(String text, String familiar) {
        assertThat(ImageReference.parse(text).familiar()).isEqualTo(familiar);
    }

    @ParameterizedTest
    @CsvSource({
        "registry.corp:443/a, registry.corp/a",
        "registry.corp:00443/a, registry.corp/a",
        "registry.corp:05000/a, registry.corp:5000/a",
        "REGISTRY.corp/a, registry.corp/a",
        "registry:443/a, registry:443/a",
        "localhost:443/a, localhost/a",
        "LOCALHOST/a, localhost/a",
        "docker.io:443/python, docker.io/library/python",
        "registry.hub.docker.com/library/python, docker.io/library/python",
        "[2001:DB8:0:0:1:0:0:1]:443/a, [2001:db8::1:0:0:1]/a",
        "[0:0:0:0:0:0:0:1]:5000/a, [::1]:5000/a",
        "[1:2:3:4:5:6:7:0]/a, [1:2:3:4:5:6:7:0]/a",
        "[1:0:0:0:0:0:0:0]/a, [1::]/a",
    })
    void aRegistryHasOneSpelling(String text, String canonical) {
        assertThat(ImageReference.parse(text).canonical()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"registry.corp:0/a", "registry.corp:65536/a", "registry.corp:99999/a", "registry.corp./a"})
    void refusesWhatIsNoHostOrPort(String text) {
        assertThatThrownBy(() -> ImageReference.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void canonicalAndFamiliarFormsMeanTheSame() {
        for (String text : new String[] {
            "python",
            "a/b:1",
            "gcr.io/x/y@sha256:" + HEX,
            "localhost/a",
            "library/a/b",
            "registry:443/a",
            "registry.corp:443/a",
            "[::0:1]:443/a",
            "Registry/a"
        }) {
            ImageReference reference = ImageReference.parse(text);

            assertThat(ImageReference.parse(reference.canonical())).isEqualTo(reference);
            assertThat(ImageReference.parse(reference.familiar())).isEqualTo(reference);
        }
    }

    @Test
    void whateverIsWrittenIsReadOrRefusedAndNothingElse() {
        Random random = new Random(20_261_125);
        String alphabet = "abAB014430._-:/@[]sha256 \u0000é";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                ImageReference reference = ImageReference.parse(text.toString());
                assertThat(ImageReference.parse(reference.canonical())).isEqualTo(reference);
            } catch (IllegalArgumentException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
