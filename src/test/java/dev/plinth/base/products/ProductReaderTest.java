package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.testing.images.Sketch;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductReaderTest {

    private static final String TRIXIE = "# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'";
    private static final String ALPINE = "ADD alpine-minirootfs-3.24.2-x86_64.tar.gz / # buildkit";

    private static Fingerprint slim(String... env) {
        return Fingerprint.of(Sketch.named("r.corp/app:1")
                .layer("root", 29_780_765, TRIXIE)
                .env(env)
                .image());
    }

    private static Fingerprint alpine(String... env) {
        return Fingerprint.of(Sketch.named("r.corp/app:1")
                .layer("root", 3_849_738, ALPINE)
                .env(env)
                .image());
    }

    private static List<String> asked(Fingerprint fingerprint) {
        return fingerprint.products().getLast().candidates().stream()
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PYTHON_VERSION=3.12.13                                        | python:3.12-slim-trixie
            NODE_VERSION=22.23.2;YARN_VERSION=1.22.22                     | node:22-trixie-slim
            RUBY_VERSION=3.4.1;GEM_HOME=/usr/local/bundle                 | ruby:3.4-slim-trixie
            GOLANG_VERSION=1.25.13                                        | golang:1.25-trixie
            PHP_VERSION=8.4.2;PHPIZE_DEPS=gcc;APACHE_CONFDIR=/etc/apache2 | php:8.4-apache-trixie
            REDIS_VERSION=8.10.1                                          | redis:8-trixie
            """)
    void tagsFollowTheFormOfTheirRepository(String env, String tag) {
        assertThat(asked(slim(env.split(";")))).startsWith(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PYTHON_VERSION=3.12.13                                               | python:3.12-alpine3.24
            JAVA_VERSION=jdk-21.0.12+8;JAVA_HOME=/opt/java/openjdk               | eclipse-temurin:21-jre-alpine-3.24
            NGINX_VERSION=1.31.6                                                 | nginx:1.31-alpine3.24
            """)
    void alpineStandsInTheTagWithItsRelease(String env, String tag) {
        assertThat(asked(alpine(env.split(";")))).startsWith(tag);
    }

    @Test
    void theCompleteVersionIsAskedForTooAndCalledAsPeopleWriteIt() {
        Found python = slim("PYTHON_VERSION=3.12.13").products().getFirst();

        assertThat(python.candidates()).anySatisfy(candidate -> {
            assertThat(candidate.ask().familiar()).isEqualTo("python:3.12.13-slim-trixie");
            assertThat(candidate.as().familiar()).isEqualTo("python:3.12-slim-trixie");
        });
        assertThat(python.runtime()).isEqualTo("python 3.12");
    }

    @Test
    void whatIsSetLaterStandsAbove() {
        List<Found> products = slim("NODE_VERSION=6.12.3", "YARN_VERSION=1.3.2", "GHOST_VERSION=1.20.3")
                .products();

        assertThat(products)
                .extracting(product -> product.name().repository())
                .containsExactly("library/node", "library/ghost");
    }

    @Test
    void aVariableThatAnybodyMaySetIsOnlyAskedFor() {
        assertThat(slim("COMPOSER_VERSION=2.8.1").products())
                .singleElement()
                .extracting(Found::strong)
                .isEqualTo(false);
        assertThat(slim("NODE_VERSION=22.1.0").products())
                .singleElement()
                .extracting(Found::strong)
                .isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "PYTHON_VERSION=",
        "PYTHON_VERSION=latest",
        "PYTHON_VERSION=../../etc",
        "PYTHON_VERSION=\u0000",
        "MY_PYTHON_VERSION=3"
    })
    void valuesThatAreNoVersionGiveNoTag(String entry) {
        assertThat(slim(entry).products()).isEmpty();
    }

    @Test
    void longValuesGiveNoLongTags() {
        assertThat(asked(slim("PYTHON_VERSION=" + "3.".repeat(1_000))))
                .allSatisfy(tag -> assertThat(tag).hasSizeLessThan(80));
    }

    @Test
    void buildpackDepsIsToldByWhatItInstalls() {
        Sketch sketch = Sketch.named("r.corp/app:1")
                .layer("root", 49_312_314, TRIXIE)
                .layer(
                        "curl",
                        25_000_000,
                        "RUN /bin/sh -c apt-get install -y --no-install-recommends \t\tca-certificates \t\tcurl \t\tgnupg"
                                + " \t\tnetbase \t\twget \t; rm -rf /var/lib/apt/lists/* # buildkit");
        assertThat(names(sketch)).containsExactly("buildpack-deps:trixie-curl");
        sketch.layer(
                "scm",
                60_000_000,
                "RUN /bin/sh -c apt-get install -y git mercurial openssh-client subversion # buildkit");
        assertThat(names(sketch)).containsExactly("buildpack-deps:trixie-scm");
        sketch.layer(
                "full",
                230_000_000,
                "RUN /bin/sh -c apt-get install -y autoconf automake bzip2 dpkg-dev g++ gcc # buildkit");
        assertThat(names(sketch)).containsExactly("buildpack-deps:trixie");
        assertThat(Fingerprint.of(sketch.image()).facts().buildTools()).isTrue();
    }

    @Test
    void buildpackDepsOnUbuntuInstallsTimeZonesLast() {
        assertThat(
                        names(
                                Sketch.named("r.corp/app:1")
                                        .step("ARG LAUNCHPAD_BUILD_ARCH")
                                        .step("LABEL org.opencontainers.image.version=24.04")
                                        .layer("root", 29_752_807, "/bin/sh -c #(nop) ADD file:cb93 in / ")
                                        .layer(
                                                "curl",
                                                13_583_469,
                                                "RUN /bin/sh -c set -eux; \tapt-get update; \tapt-get install -y --no-install-recommends \t\tca-certificates"
                                                        + " \t\tcurl \t\tgnupg \t\tnetbase \t\tsq \t\twget \t\ttzdata \t; \tapt-get dist-clean # buildkit")))
                .containsExactly("buildpack-deps:noble-curl");
    }

    @Test
    void aStepOfItsBuildMarksNodeWithoutYarn() {
        Fingerprint node = Fingerprint.of(Sketch.named("r.corp/app:1")
                .layer("root", 29_780_765, TRIXIE)
                .step("ENV NODE_VERSION=26.5.0")
                .layer(
                        "node",
                        54_836_932,
                        "RUN /bin/sh -c find /usr/local/include/node/openssl/archs -mindepth 1 -exec rm -rf {} # buildkit")
                .env("NODE_VERSION=26.5.0")
                .image());

        assertThat(node.products()).singleElement().satisfies(found -> {
            assertThat(found.strong()).isTrue();
            assertThat(found.name().familiar()).isEqualTo("node:26-trixie-slim");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apt-get install -y --no-install-recommends tzdata curl wget ca-certificates fontconfig locales",
                "apt-get install -y --no-install-recommends ca-certificates curl git wget",
                "apt-get install -y wget curl ca-certificates"
            })
    void toolsThatAnApplicationInstallsMakeNoBuildpackDeps(String command) {
        assertThat(names(Sketch.named("r.corp/app:1")
                        .layer("root", 49_312_314, TRIXIE)
                        .layer("tools", 25_000_000, "RUN /bin/sh -c " + command + " && rm -rf /x # buildkit")))
                .isEmpty();
    }

    private static List<String> names(Sketch sketch) {
        return Fingerprint.of(sketch.image()).products().stream()
                .map(product -> product.name().familiar())
                .toList();
    }

    @Test
    void dotnetIsToldByWhichOfItsVariablesAreSet() {
        assertThat(asked(slim("DOTNET_VERSION=9.0.1", "ASPNET_VERSION=9.0.1")))
                .first()
                .asString()
                .startsWith("mcr.microsoft.com/dotnet/aspnet:9.0-");
        assertThat(Arrays.asList("sdk", "runtime"))
                .allSatisfy(kind -> assertThat(asked(
                                kind.equals("sdk")
                                        ? slim("DOTNET_VERSION=9.0.1", "DOTNET_SDK_VERSION=9.0.100")
                                        : slim("DOTNET_VERSION=9.0.1")))
                        .first()
                        .asString()
                        .contains("/dotnet/" + kind + ":"));
    }
}
