package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.image.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The data, and products that no variable names. */
class OfficialImagesTest {

    private static final String ALPINE = "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit";
    private static final Instant BASE = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant APP = Instant.parse("2026-09-01T00:00:00Z");

    private static Sketch onAlpine() {
        return Sketch.named("r.corp/app:1").created(BASE).layer("root", 3_849_738, ALPINE);
    }

    private static Sketch built(Sketch base) {
        return base.created(APP)
                .layer("app", 10_000, "COPY app /app # buildkit")
                .step("ENTRYPOINT [\"/app\"]");
    }

    private static List<String> asked(Sketch sketch) {
        return Fingerprint.of(sketch.image()).products().stream()
                .flatMap(product -> product.candidates().stream())
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    @Test
    void everyLineNamesARepositoryOnce() {
        List<String> paths = Products.ALL.all().stream().map(Product::path).toList();

        assertThat(paths).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(paths)
                .filteredOn(path -> !path.contains("{"))
                .allSatisfy(
                        path -> assertThat(ImageReference.lenient(path + ":1")).isPresent());
    }

    @Test
    void aLineThatSaysWhatNoneMayIsRefused() {
        assertThatThrownBy(() -> Product.parse("some strnog version=A")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Product.parse("some parts=1 parts=2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProgramThatTheBaseStartsNamesIt() {
        Sketch sketch = built(onAlpine()
                .layer("traefik", 40_000_000, "RUN /bin/sh -c wget https://x.example/traefik/v3.6.1/traefik # buildkit")
                .step("ENTRYPOINT [\"/entrypoint.sh\"]")
                .step("CMD [\"traefik\"]"));

        assertThat(asked(sketch)).startsWith("traefik:v3.6", "traefik:v3.6.1");
    }

    @Test
    void whatTheImageItselfStartsIsNoBase() {
        Sketch sketch = built(onAlpine()).step("CMD [\"traefik\"]").env("CONSUL_VERSION=1.0");

        assertThat(asked(sketch)).noneMatch(name -> name.startsWith("traefik"));
    }

    @Test
    void aVersionInTheProgramsNameIsRead() {
        Sketch sketch = built(Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 49_312_314, "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")
                .layer(
                        "perl",
                        9_000_000,
                        "RUN /bin/sh -c curl https://www.cpan.org/src/5.0/perl-5.42.1.tar.gz # buildkit")
                .step("CMD [\"perl5.42.1\" \"-de0\"]"));

        assertThat(asked(sketch)).contains("perl:5.42", "perl:5.42.1-trixie", "perl:5");
    }

    @Test
    void templatesTakeWhatOtherVariablesSay() {
        Sketch sketch = built(onAlpine()
                .env("PHP_VERSION=8.3.2", "PHPIZE_DEPS=gcc", "WORDPRESS_VERSION=6.8.2")
                .layer("php", 9_000_000, "RUN /bin/sh -c ./configure --enable-fpm # buildkit"));

        assertThat(asked(sketch)).contains("wordpress:6.8-php8.3-fpm-alpine", "wordpress:php8.3-fpm-alpine");
    }

    @Test
    void aRepositoryNamedByAVariableIsAskedOnlyWhereItIsAName() {
        assertThat(asked(built(onAlpine().env("BITNAMI_APP_NAME=redis", "APP_VERSION=8.2.1"))))
                .contains("bitnami/redis:8.2.1");
        assertThat(asked(built(onAlpine().env("BITNAMI_APP_NAME=../evil", "APP_VERSION=8.2.1"))))
                .noneMatch(name -> name.contains("evil"));
        assertThat(asked(built(onAlpine().env("BITNAMI_APP_NAME=UPPER", "APP_VERSION=8.2.1"))))
                .isEmpty();
    }
}
