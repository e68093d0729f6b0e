package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    void aFurtherLineOfARepositoryHasMarksOfAVariant() {
        List<String> paths = Products.ALL.all().stream().map(Product::path).toList();
        Set<String> seen = new HashSet<>();

        assertThat(Products.ALL.all())
                .filteredOn(product -> !seen.add(product.path()))
                .allSatisfy(variant -> assertThat(
                                variant.steps().size() + variant.also().size())
                        .isPositive());
        assertThat(paths).hasSizeGreaterThan(100);
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

    private static Sketch onUbuntu() {
        return Sketch.named("r.corp/app:1")
                .created(BASE)
                .step("ARG LAUNCHPAD_BUILD_ARCH")
                .step("LABEL org.opencontainers.image.version=24.04")
                .layer("root", 29_751_109, "/bin/sh -c #(nop) ADD file:ab in / ")
                .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]");
    }

    @Test
    void javasMakerIsToldByWhereItLies() {
        Sketch corretto = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 54_574_264, "COPY /rootfs/ / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .layer("java", 170_000_000, "RUN /bin/sh -c dnf install -y *.rpm # buildkit")
                .step("ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto")
                .env("JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto");
        Sketch sap = onUbuntu()
                .layer("java", 66_000_000, "RUN /bin/sh -c apt-get install sapmachine-21-jre=21.0.12 # buildkit")
                .step("ENV JAVA_HOME=/usr/lib/jvm/sapmachine-21")
                .env("JAVA_HOME=/usr/lib/jvm/sapmachine-21");

        assertThat(asked(built(corretto))).startsWith("amazoncorretto:21-al2023", "amazoncorretto:21");
        assertThat(asked(built(sap))).startsWith("sapmachine:21-jre-ubuntu-noble");
    }

    @Test
    void semeruLiesWhereTemurinDoesAndIsNotIt() {
        Sketch sketch = onUbuntu()
                .step("ENV JAVA_VERSION=21.0.12.10")
                .layer(
                        "java",
                        60_000_000,
                        "RUN /bin/sh -c curl https://x.example/ibm-semeru-open-jre_x64.tar.gz # buildkit")
                .env("JAVA_VERSION=21.0.12.10", "JAVA_HOME=/opt/java/openjdk")
                .env("JAVA_TOOL_OPTIONS=-XX:+PortableSharedCache -XX:+IdleTuningGcOnIdle");

        assertThat(asked(built(sketch)))
                .contains("ibm-semeru-runtimes:open-21-jre", "ibm-semeru-runtimes:open-21-jre-noble")
                .noneMatch(name -> name.startsWith("eclipse-temurin"));
    }

    @Test
    void whoseJavaAToolIsBuiltOnStandsInItsTag() {
        Sketch sketch = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 62_958_380, "COPY /rootfs/ / # buildkit")
                .step("CMD [\"/bin/bash\"]")
                .step("ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto")
                .layer("maven", 9_000_000, "COPY /usr/share/maven /usr/share/maven # buildkit")
                .step("CMD [\"mvn\"]")
                .env("JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto", "MAVEN_HOME=/usr/share/maven");

        assertThat(asked(built(sketch))).contains("maven:3-amazoncorretto-21");
    }

    @Test
    void aPackagesEpochIsNoVersion() {
        Sketch sketch = onUbuntu()
                .step("ENV MARIADB_VERSION=1:11.8.8+maria~ubu2404")
                .layer("db", 68_000_000, "RUN /bin/sh -c apt-get install mariadb-server # buildkit")
                .step("CMD [\"mariadbd\"]")
                .env("MARIADB_VERSION=1:11.8.8+maria~ubu2404");

        assertThat(asked(built(sketch)))
                .contains("mariadb:11.8", "mariadb:11.8.8")
                .doesNotContain("mariadb:1");
    }

    @Test
    void smallerVariantsAreAskedForWhereTheRootIsTheSame() {
        Sketch erlang = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 49_312_572, "# debian.sh --arch 'amd64' out/ 'trixie' '@1783900800'")
                .step("ENV OTP_VERSION=28.5.0.3")
                .layer("otp", 78_000_000, "RUN /bin/sh -c make install # buildkit")
                .step("CMD [\"erl\"]")
                .env("OTP_VERSION=28.5.0.3");
        Sketch swift = onUbuntu()
                .step("ENV SWIFT_PLATFORM=ubuntu24.04 SWIFT_VERSION=swift-6.3.3-RELEASE")
                .layer("swift", 51_000_000, "RUN /bin/sh -c tar -xzf swift.tar.gz # buildkit")
                .env("SWIFT_PLATFORM=ubuntu24.04", "SWIFT_VERSION=swift-6.3.3-RELEASE");

        assertThat(asked(built(erlang))).contains("erlang:28", "erlang:28-slim");
        assertThat(asked(built(swift))).contains("swift:6.3", "swift:6.3-slim", "swift:6.3-noble-slim");
    }

    @Test
    void aVersionThatStandsInAVariableBesideTheNameIsRead() {
        Sketch mosquitto = built(onAlpine()
                .env("VERSION=2.0.15")
                .step("ENV VERSION=2.0.15 LWS_VERSION=4.2.1")
                .layer(
                        "make",
                        2_800_000,
                        "RUN /bin/sh -c wget https://x.example/mosquitto-${VERSION}.tar.gz # buildkit")
                .step("CMD [\"/usr/sbin/mosquitto\" \"-c\" \"/mosquitto/config/mosquitto.conf\"]"));
        Sketch corretto = built(onAlpine()
                .step("ARG version=17.0.20.8.1")
                .layer(
                        "java",
                        148_000_000,
                        "RUN |1 version=17.0.20.8.1 /bin/sh -c apk add amazon-corretto-17=$version-r0 # buildkit")
                .step("ENV JAVA_HOME=/usr/lib/jvm/default-jvm")
                .env("JAVA_HOME=/usr/lib/jvm/default-jvm"));

        assertThat(asked(mosquitto))
                .startsWith("eclipse-mosquitto:2", "eclipse-mosquitto:2.0", "eclipse-mosquitto:2.0.15");
        assertThat(asked(corretto)).startsWith("amazoncorretto:17-alpine3.24", "amazoncorretto:17-alpine");
    }

    @Test
    void aTitleOfSeveralWordsIsReadByItsFirst() {
        Sketch nats = built(onAlpine()
                .step("ENV NATS_SERVER=2.14.7")
                .env("NATS_SERVER=2.14.7")
                .step("LABEL org.opencontainers.image.title=NATS Server org.opencontainers.image.version=2.14.7")
                .layer("nats", 7_300_000, "RUN /bin/sh -c wget nats # buildkit"));

        assertThat(asked(nats)).startsWith("nats:2.14-alpine", "nats:2-alpine");
    }

    @Test
    void whereAProductLiesNamesIt() {
        Sketch dart = onAlpine()
                .step("ENV DART_SDK=/usr/lib/dart")
                .layer("sdk", 236_000_000, "RUN /bin/sh -c unzip sdk.zip # buildkit")
                .env("DART_SDK=/usr/lib/dart");
        Sketch couchbase = onUbuntu()
                .step("ENV PATH=/usr/local/sbin:/usr/bin:/opt/couchbase/bin:/opt/couchbase/bin/tools")
                .layer("db", 806_000_000, "RUN /bin/sh -c apt-get install -y ./couchbase.deb # buildkit")
                .env("PATH=/usr/local/sbin:/usr/bin:/opt/couchbase/bin:/opt/couchbase/bin/tools");

        assertThat(asked(built(dart))).contains("dart:stable", "dart:latest");
        assertThat(asked(built(couchbase))).contains("couchbase:community", "couchbase:latest");
    }

    @Test
    void whereAnApplicationPutsItselfNamesNoBase() {
        Sketch sketch = onAlpine()
                .created(APP)
                .step("ENV DART_SDK=/app/dart PATH=/usr/bin:/opt/couchbase/bin")
                .layer("app", 10_000, "COPY app /app # buildkit")
                .env("DART_SDK=/app/dart", "PATH=/usr/bin:/opt/couchbase/bin");

        assertThat(asked(sketch)).isEmpty();
    }

    @Test
    void aVariableForAServersAddressNamesNoBase() {
        Sketch sketch =
                built(onAlpine().step("ENV REDIS_HOST=redis KONG_ADDR=kong").env("REDIS_HOST=redis", "KONG_ADDR=kong"));

        assertThat(asked(sketch)).isEmpty();
    }

    @Test
    void aTitleOfSeveralWordsIsARepositorysName() {
        Sketch liberty = onUbuntu()
                .step("LABEL org.opencontainers.image.title=Open Liberty org.opencontainers.image.version=26.0.0.8")
                .layer("wlp", 366_000_000, "RUN /bin/sh -c unzip wlp.zip # buildkit")
                .label("org.opencontainers.image.title", "Open Liberty");

        assertThat(asked(built(liberty))).contains("open-liberty:full", "open-liberty:kernel-slim");
    }

    @Test
    void aRuntimeOfOneVendorIsNoApplicationsOwnHoweverNewItIs() {
        Sketch semeru = onUbuntu()
                .created(APP.minusSeconds(3_600))
                .step("ENV JAVA_VERSION=21.0.12.1")
                .layer("jre", 54_000_000, "RUN /bin/sh -c tar -xf ibm-semeru-open-jre.tar.gz # buildkit")
                .env(
                        "JAVA_VERSION=21.0.12.1",
                        "JAVA_HOME=/opt/java/openjdk",
                        "JAVA_TOOL_OPTIONS=-XX:+PortableSharedCache");

        assertThat(asked(built(semeru))).anyMatch(name -> name.startsWith("ibm-semeru-runtimes:open-21-jre"));
    }

    @Test
    void aRepositoryIsNotAskedForWithoutTheStepThatIsItsMark() {
        Sketch nginx = onAlpine().step("ENV NGINX_VERSION=1.29.3").env("NGINX_VERSION=1.29.3", "NJS_VERSION=0.9.4");
        assertThat(asked(built(nginx))).noneMatch(name -> name.startsWith("nginxinc/"));

        Sketch unprivileged = nginx.created(BASE)
                .layer(
                        "port",
                        900,
                        "RUN |2 UID=101 GID=101 /bin/sh -c sed -i 's,listen       80;,listen       8080;,' /etc/nginx/a # buildkit");
        assertThat(asked(built(unprivileged))).contains("nginxinc/nginx-unprivileged:1.29-alpine3.24");
        assertThatThrownBy(() -> Product.parse("some step=a;,")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBuildArgumentMayHoldTheVersion() {
        Sketch vault = onAlpine()
                .step("ARG PRODUCT_VERSION=1.20.4")
                .step("LABEL name=Vault version=1.20.4")
                .label("name", "Vault");

        assertThat(asked(built(vault))).contains("hashicorp/vault:1.20", "hashicorp/vault:1.20.4");
    }

    @Test
    void aTagMayHoldTheVersionOfWhatIsBelowAndAnArgumentsText() {
        Sketch uv = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 29_780_765, "# debian.sh --arch 'amd64' out/ 'bookworm' '@1785715200'")
                .step("ENV PYTHON_VERSION=3.12.13")
                .step("ENV UV_TOOL_BIN_DIR=/usr/local/bin")
                .env("PYTHON_VERSION=3.12.13", "UV_TOOL_BIN_DIR=/usr/local/bin");
        Sketch pytorch = onUbuntu()
                .step("ARG CUDA_VERSION=12.9")
                .step("ENV PYTORCH_VERSION=2.8.0")
                .env("PYTORCH_VERSION=2.8.0");

        assertThat(asked(built(uv))).contains("ghcr.io/astral-sh/uv:python3.12-bookworm-slim");
        assertThat(asked(built(pytorch))).startsWith("pytorch/pytorch:2.8.0-cuda12.9-cudnn9-runtime");
    }

    @Test
    void redHatsLabelsNameTheProductThatAnImageStandsOn() {
        Sketch redHat = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 79_912_033, "/bin/sh -c #(nop) COPY dir:9b1f in / ")
                .layer("product", 120_000_000, "")
                .env("PYTHON_VERSION=3.12")
                .label("com.redhat.component", "python-312-container")
                .label("name", "ubi9/python-312")
                .label("version", "1")
                .label("release", "1754400999");

        assertThat(asked(built(redHat)))
                .containsExactly(
                        "registry.access.redhat.com/ubi9/python-312:1",
                        "registry.access.redhat.com/ubi9/python-312:latest",
                        "registry.access.redhat.com/ubi9/python-312:1-1754400999");
        assertThat(Fingerprint.of(built(redHat).image()).products())
                .singleElement()
                .satisfies(found -> assertThat(found.runtime()).isEqualTo("python 3.12"));
        // The universal base image is the root, whatever else the labels say.
        assertThat(asked(built(redHat.label("name", "ubi9/ubi-minimal")))).noneMatch(name -> name.contains("redhat"));
    }

    @Test
    void anOfficialImageStandsOnNoDistributionThatItIsNotMadeFor() {
        Sketch own = Sketch.named("r.corp/app:1")
                .created(BASE)
                .layer("root", 39_912_033, "/bin/sh -c #(nop) COPY dir:9b1f in / ")
                .step("ENV NODE_VERSION=22.1.0")
                .env("NODE_VERSION=22.1.0", "YARN_VERSION=1.22.22")
                .label("com.redhat.component", "ubi9-minimal-container");

        assertThat(asked(built(own))).isEmpty();
        assertThat(Fingerprint.of(built(own).image()).products())
                .singleElement()
                .satisfies(found -> assertThat(found.runtime()).isEqualTo("node 22"));
    }

    @Test
    void nginxWithoutItsModulesIsItsSlimmerVariant() {
        Sketch slim = onAlpine()
                .step("ENV NGINX_VERSION=1.29.3")
                .env("NGINX_VERSION=1.29.3", "DYNPKG_RELEASE=1")
                .layer(
                        "nginx",
                        1_800_000,
                        "RUN /bin/sh -c apkArch=\"$(cat /etc/apk/arch)\" && apk add nginx # buildkit");

        assertThat(asked(built(slim))).contains("nginx:1.29-alpine-slim", "nginx:1.29-alpine3.24-slim");
        assertThat(asked(built(slim.env("NJS_VERSION=0.9.4")))).noneMatch(name -> name.endsWith("-slim"));
    }
}
