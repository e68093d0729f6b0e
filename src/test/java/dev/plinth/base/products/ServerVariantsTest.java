package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variants of servers' and applications' images by what their own histories show: the tag must be one of the first two that are asked. */
class ServerVariantsTest {

    private static final Instant BASE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant APP = Instant.parse("2026-09-01T00:00:00Z");
    /** Between the steps of a row. */
    private static final String BETWEEN = " // ";

    private static Sketch root(String name) {
        Sketch empty = Sketch.named("r.corp/app:1").created(BASE);
        return switch (name) {
            case "alpine" -> empty.layer("root", 3_849_738, "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit");
            case "ubuntu" ->
                empty.step("ARG LAUNCHPAD_BUILD_ARCH")
                        .step("LABEL org.opencontainers.image.version=24.04")
                        .layer("root", 29_751_109, "/bin/sh -c #(nop) ADD file:ab in / ")
                        .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]")
                        .label("org.opencontainers.image.version", "24.04");
            case "ubi" ->
                empty.step(
                                "LABEL com.redhat.component=\"ubi9-minimal-container\" name=\"ubi9/ubi-minimal\" version=\"9.8\"")
                        .layer("root", 40_711_990, "/bin/sh -c #(nop) COPY dir:975e in / ")
                        .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]")
                        .label("com.redhat.component", "ubi9-minimal-container")
                        .label("name", "ubi9/ubi-minimal")
                        .label("version", "9.8");
            default ->
                empty.layer("root", 29_792_658, "RUN # debian.sh --arch 'amd64' out/ '" + name + "' '@1787529600'");
        };
    }

    private static List<String> asked(String root, String steps) {
        Sketch sketch = root(root);
        for (String step : steps.split(BETWEEN, 20)) {
            String[] parts = step.strip().split(" ", 2);
            sketch = switch (parts[0]) {
                case "ENV" -> sketch.step(step.strip()).env(parts[1]);
                case "RUN" -> sketch.layer(step, 20_000_000, "RUN /bin/sh -c " + parts[1] + " # buildkit");
                case "COPY" -> sketch.layer(step, 900, step.strip() + " # buildkit");
                default -> sketch.step(step.strip());
            };
        }
        Sketch app = sketch.created(APP)
                .layer("app", 10_000, "COPY app /app # buildkit")
                .step("ENTRYPOINT [\"/app\"]");
        return Fingerprint.of(app.image()).candidates().stream()
                .limit(2)
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            trixie | ENV PHP_VERSION=8.3.33 // ENV PHPIZE_DEPS=gcc // ENV APACHE_CONFDIR=/etc/apache2 // RUN set -eux; version='7.1'; curl -o wordpress.tar.gz -fL "https://wordpress.org/wordpress-$version.tar.gz"; // COPY wp-config-docker.php /usr/src/wordpress/ | wordpress:7.1-php8.3-apache
            alpine | RUN apk add ruby; gem install fluentd -v 1.19.3 // CMD ["fluentd"]                                               | fluentd:v1.19-1
            """)
    void aVersionStandsInTheStepThatFetchesIt(String root, String steps, String tag) {
        assertThat(asked(root, steps)).contains(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            ubuntu | ENV PATH=/usr/bin:/opt/couchbase/bin | couchbase:24.04
            """)
    void theDistributionsReleaseIsNoProductsVersion(String root, String steps, String tag) {
        assertThat(asked(root, steps)).isNotEmpty().doesNotContain(tag, "couchbase:community-24.04");
    }
}
