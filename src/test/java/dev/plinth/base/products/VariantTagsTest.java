package dev.plinth.base.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variants of official images that their variables do not tell apart: what of their steps does, and which tag is asked for then. */
class VariantTagsTest {

    private record Root(long size, List<String> steps) {}

    private static final Map<String, Root> ROOTS = Map.of(
            "trixie", new Root(49_312_314, List.of("# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")),
            "trixie-slim", new Root(29_780_765, List.of("# debian.sh --arch 'amd64' out/ 'trixie' '@1785715200'")),
            "bookworm", new Root(48_497_091, List.of("# debian.sh --arch 'amd64' out/ 'bookworm' '@1785715200'")),
            "bookworm-slim", new Root(28_232_643, List.of("# debian.sh --arch 'amd64' out/ 'bookworm' '@1783900800'")),
            "alpine", new Root(3_846_391, List.of("ADD alpine-minirootfs-3.24.1-x86_64.tar.gz / # buildkit")),
            "noble", ubuntu("24.04"),
            "jammy", ubuntu("22.04"),
            "al2023", new Root(54_574_264, List.of("COPY /rootfs/ / # buildkit", "CMD [\"/bin/bash\"]")),
            "al2", new Root(62_957_295, List.of("COPY /rootfs/ / # buildkit", "CMD [\"/bin/bash\"]")),
            "ubi10",
                    new Root(
                            34_945_197,
                            List.of("COPY dir:21cef458533fac690c798cfa3b3e5958e280e4511a75d89de7a743be02a08382 in /")));

    private static Root ubuntu(String release) {
        return new Root(
                29_752_807,
                List.of(
                        "ARG LAUNCHPAD_BUILD_ARCH",
                        "LABEL org.opencontainers.image.version=" + release,
                        "/bin/sh -c #(nop) ADD file:cb9335ce6f27399c2b17787739d6675502767c53e0335ded2a5f0d003d996650 in / ",
                        "CMD [\"/bin/bash\"]"));
    }

    private static List<String> asked(String rootName, String steps) {
        Root root = ROOTS.get(rootName);
        Sketch sketch = Sketch.named("r.corp/app:1").created(Instant.parse("2026-08-21T00:00:00Z"));
        if (rootName.startsWith("ubi")) {
            sketch = sketch.label("com.redhat.component", "ubi10-minimal-container")
                    .label("name", "ubi10/ubi-minimal")
                    .label("version", "10.2");
        }
        for (String step : root.steps()) {
            boolean isRoot = step.contains("COPY ") || step.contains("ADD ") || step.startsWith("#");
            sketch = isRoot ? sketch.layer("root", root.size(), step) : sketch.step(step);
        }
        int layer = 0;
        for (String step : steps.split(" ;; ")) {
            String text = step.strip();
            if (text.startsWith("ENV ")) {
                sketch = sketch.step(text).env(text.substring(4));
            } else if (text.startsWith("RUN ") || text.startsWith("COPY ")) {
                sketch = sketch.layer("own" + layer++, 90_000_000, text + " # buildkit");
            } else {
                sketch = sketch.step(text);
            }
            if (text.startsWith("LABEL ")) {
                int equals = text.indexOf('=');
                sketch = sketch.label(text.substring(6, equals), text.substring(equals + 1));
            }
        }
        Sketch built = sketch.created(Instant.parse("2026-10-01T00:00:00Z"))
                .layer("app", 10_000, "COPY app /app # buildkit")
                .step("ENTRYPOINT [\"/app\"]");
        return Fingerprint.of(built.image()).candidates().stream()
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    private static void assertAskedEarly(String root, String steps, String tag) {
        String repository = tag.substring(0, tag.indexOf(':') + 1);
        List<String> early = asked(root, steps).stream()
                .filter(name -> name.startsWith(repository))
                .limit(2)
                .toList();
        assertThat(early).as(root + ": " + steps).contains(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            bookworm-slim| ENV PYPY_VERSION=7.3.23 ;; RUN /bin/sh -c url='https://downloads.python.org/pypy/pypy3.11-v7.3.23-linux64.tar.bz2' ;; CMD ["pypy3"]| pypy:3.11-slim-bookworm
            trixie       | ENV PYPY_VERSION=7.3.23 ;; RUN /bin/sh -c url='https://downloads.python.org/pypy/pypy2.7-v7.3.23-linux64.tar.bz2' ;; CMD ["pypy"]| pypy:2.7-trixie
            trixie       | ENV PHPIZE_DEPS=gcc ;; ENV PHP_VERSION=8.4.12 ;; RUN /bin/sh -c ./configure --enable-zts --disable-zend-signals ;; CMD ["php" "-a"]| php:8.4-zts-trixie
            alpine       | ENV PHPIZE_DEPS=gcc ;; ENV PHP_VERSION=8.4.12 ;; RUN /bin/sh -c ./configure --enable-zts --disable-zend-signals ;; CMD ["php" "-a"]| php:8.4-zts-alpine3.24
            trixie-slim  | RUN /bin/sh -c curl -fL perl-5.42.3.tar.gz && ./Configure -Dusethreads -Duseshrplib ;; CMD ["perl5.42.3" "-de0"]| perl:5.42-slim-threaded-trixie
            trixie       | RUN /bin/sh -c curl -fL perl-5.42.3.tar.gz && ./Configure -Dusethreads -Duseshrplib ;; CMD ["perl5.42.3" "-de0"]| perl:5.42-threaded-trixie
            bookworm     | RUN /bin/sh -c curl -fL perl-5.42.3.tar.gz && ./Configure -Duseshrplib ;; CMD ["perl5.42.3" "-de0"]| perl:5.42-bookworm
            trixie       | ENV OTP_VERSION=27.3.4 ;; RUN /bin/sh -c make install ;; CMD ["erl"] ;; ENV ELIXIR_VERSION=v1.19.2 ;; RUN /bin/sh -c make install ;; CMD ["iex"]| elixir:1.19-otp-27-slim
            trixie       | RUN /bin/sh -c apt-get install default-libmysqlclient-dev ;; ENV OTP_VERSION=27.3.4 ;; ENV ELIXIR_VERSION=v1.19.2 ;; CMD ["iex"]| elixir:1.19-otp-27
            alpine       | ENV OTP_VERSION=27.3.4 ;; RUN /bin/sh -c apk add --no-cache --virtual .build-deps gcc ;; ENV ELIXIR_VERSION=v1.19.2 ;; CMD ["iex"]| elixir:1.19-otp-27-alpine
            jammy        | ENV SWIFT_PLATFORM=ubuntu22.04 ;; ENV SWIFT_VERSION=swift-6.3.3-RELEASE ;; RUN /bin/sh -c tar -xzf swift.tar.gz| swift:6.3-jammy
            noble        | ENV SWIFT_PLATFORM=ubuntu24.04 ;; ENV SWIFT_VERSION=swift-6.3.3-RELEASE ;; RUN /bin/sh -c tar -xzf swift.tar.gz --directory / $SWIFT_VERSION-$SWIFT_PLATFORM/usr/lib/swift/linux| swift:6.3-noble-slim
            al2          | ENV SWIFT_PLATFORM=amazonlinux2 ;; ENV SWIFT_VERSION=swift-6.3.3-RELEASE ;; RUN /bin/sh -c tar -xzf swift.tar.gz| swift:6.3-amazonlinux2
            ubi10        | ENV SWIFT_PLATFORM=ubi10 ;; ENV SWIFT_VERSION=swift-6.3.3-RELEASE ;; RUN /bin/sh -c tar -xzf swift.tar.gz| swift:6.3-rhel-ubi10
            bookworm     | ENV JAVA_HOME=/opt/java/openjdk ;; COPY /opt/java/openjdk /opt/java/openjdk ;; ENV CLOJURE_VERSION=1.12.5.1664 ;; COPY entrypoint /usr/local/bin/entrypoint| clojure:temurin-21-tools-deps-bookworm
            trixie-slim  | ENV JAVA_HOME=/opt/java/openjdk ;; COPY /opt/java/openjdk /opt/java/openjdk ;; ENV LEIN_VERSION=2.13.0 ;; ENV LEIN_ROOT=1| clojure:temurin-25-lein-trixie-slim
            bookworm     | ENV JAVA_HOME=/opt/java/openjdk ;; COPY /opt/java/openjdk /opt/java/openjdk ;; ENV LEIN_VERSION=2.13.0 ;; ENV CLOJURE_VERSION=1.12.5.1664| clojure:latest
            alpine       | ENV JAVA_HOME=/opt/java/openjdk ;; ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c OpenJDK21U-jdk_x64 ;; ENV CLOJURE_VERSION=1.12.5.1664| clojure:temurin-21-tools-deps-alpine
            trixie-slim  | ENV PYTHON_VERSION=3.13.9 ;; CMD ["python3"] ;; ENV HY_VERSION=1.1.0 ;; RUN /bin/sh -c pip install hy ;; CMD ["hy"]| hylang:1.1-python3.13-trixie
            trixie-slim  | RUN /bin/sh -c URL="$BASEURL/beta/release/3.13.0-282.4.beta/sdk/$SDK"; BASE=dart-archive/channels/beta/ ;; ENV DART_SDK=/usr/lib/dart| dart:beta
            trixie-slim  | ENV NODE_VERSION=26.5.0 ;; RUN /bin/sh -c find /usr/local/include/node/openssl/archs -mindepth 1 ;; CMD ["node"]| node:26-trixie-slim
            trixie-slim  | ENV PYTHON_VERSION=3.16.0a2 ;; CMD ["python3"]| python:3.16-rc-slim-trixie
            trixie       | ENV GOLANG_VERSION=1.27rc1 ;; RUN /bin/sh -c tar go| golang:1.27-rc-trixie
            alpine       | ENV PHPIZE_DEPS=gcc ;; ENV PHP_VERSION=8.6.0RC1 ;; RUN /bin/sh -c ./configure --enable-fpm ;; CMD ["php-fpm"]| php:8.6-rc-fpm-alpine3.24
            noble        | ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c OpenJDK21U-jdk_x64 ;; ENV JRUBY_VERSION=10.1.2.0 ;; ENV JRUBY_SNAPSHOT_VERSION=10.1.2.0-SNAPSHOT ;; CMD ["irb"]| jruby:10.1-dev-jdk21
            """)
    void variantsOfLanguages(String root, String steps, String tag) {
        assertAskedEarly(root, steps, tag);
    }

    @Test
    void aPreviewKeepsItsStageInTheCompleteVersion() {
        assertThat(asked("bookworm", "ENV HAXE_VERSION=5.0.0-preview.1 ;; CMD [\"haxe\"]"))
                .contains("haxe:5.0.0-preview.1-bookworm")
                .doesNotContain("haxe:5.0-rc-bookworm");
        assertThat(asked("trixie-slim", "ENV PYTHON_VERSION=3.16.0a2 ;; CMD [\"python3\"]"))
                .contains("python:3.16.0a2-slim-trixie")
                .doesNotContain("python:3-slim");
        // A build of Java's, not a stage.
        assertThat(asked("bookworm", "ENV JAVA_VERSION=9-b181 ;; ENV JAVA_HOME=/docker-java-home"))
                .noneMatch(name -> name.contains("rc"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            al2023| RUN /bin/sh -c RPM_LIST=("java-17-amazon-corretto-headless-$version.amzn2023.${package_version}.${ARCH}.rpm") ;; ENV JAVA_HOME=/usr/lib/jvm/java-17-amazon-corretto| amazoncorretto:17-al2023-headless
            al2023| RUN /bin/sh -c RPM_LIST=("java-17-amazon-corretto-headless-$version.amzn2023.${package_version}.${ARCH}.rpm" "java-17-amazon-corretto-$version.amzn2023.${package_version}.${ARCH}.rpm") ;; ENV JAVA_HOME=/usr/lib/jvm/java-17-amazon-corretto| amazoncorretto:17-al2023-headful
            al2023| RUN /bin/sh -c RPM_LIST=("java-21-amazon-corretto-headless-$version.amzn2023.${ARCH}.rpm" "java-21-amazon-corretto-$version.amzn2023.${ARCH}.rpm" "java-21-amazon-corretto-devel-$version.amzn2023.${ARCH}.rpm") ;; ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto| amazoncorretto:21-al2023
            al2023| RUN /bin/sh -c RPM_LIST=("java-1.8.0-amazon-corretto-$version.amzn2023.${ARCH}.rpm") ;; ENV JAVA_HOME=/usr/lib/jvm/java-1.8.0-amazon-corretto/jre| amazoncorretto:8-al2023-jre
            al2   | RUN /bin/sh -c RPM_LIST=("java-17-amazon-corretto-headless-$version.amzn2.1.${ARCH}.rpm") ;; ENV JAVA_HOME=/usr/lib/jvm/java-17-amazon-corretto| amazoncorretto:17-al2-native-headless
            al2   | RUN /bin/sh -c curl -fL -o /etc/yum.repos.d/corretto.repo && yum install -y java-17-amazon-corretto-devel-$version ;; ENV JAVA_HOME=/usr/lib/jvm/java-17-amazon-corretto| amazoncorretto:17-al2
            noble | RUN /bin/sh -c apt-get -y --no-install-recommends install sapmachine-17-jre-headless=17.0.20 ;; ENV JAVA_HOME=/usr/lib/jvm/sapmachine-17| sapmachine:17-jre-headless-ubuntu-noble
            alpine| RUN /bin/sh -c echo "https://dist.sapmachine.io/alpine" && apk add sapmachine-17-jre=17.0.20.1-r0 ;; ENV JAVA_HOME=/usr/lib/jvm/java-17-sapmachine-jre| sapmachine:17-jre-alpine
            trixie-slim| RUN /bin/sh -c curl https://apt.corretto.aws/corretto.key && apt-get install -y java-21-amazon-corretto-jdk ;; ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto ;; ENV MAVEN_HOME=/usr/share/maven ;; COPY /usr/share/maven /usr/share/maven ;; CMD ["mvn"]| maven:3-amazoncorretto-21-debian
            alpine| RUN /bin/sh -c apk add --no-cache amazon-corretto-21=$version-r0 ;; ENV JAVA_HOME=/usr/lib/jvm/default-jvm ;; ENV MAVEN_HOME=/usr/share/maven ;; COPY /usr/share/maven /usr/share/maven ;; CMD ["mvn"]| maven:3-amazoncorretto-21-alpine
            noble | ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c curl https://github.com/adoptium/OpenJDK21U-jdk_x64 ;; ENV JAVA_HOME=/opt/java/openjdk ;; ENV MAVEN_HOME=/usr/share/maven ;; COPY /usr/share/maven /usr/share/maven ;; CMD ["mvn"]| maven:3-eclipse-temurin-21-noble
            jammy | ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c curl https://github.com/adoptium/OpenJDK21U-jdk_x64 ;; CMD ["gradle"] ;; ENV GRADLE_HOME=/opt/gradle ;; ENV GRADLE_VERSION=9.7.0| gradle:9.7-jdk21-jammy
            noble | ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c curl https://github.com/adoptium/OpenJDK21U-jdk_x64 ;; ENV GROOVY_VERSION=5.1.1| groovy:5.1-jdk21-noble
            noble | CMD ["gradle"] ;; ENV GRADLE_HOME=/opt/gradle ;; ENV JAVA_HOME=/opt/java/graalvm ;; ENV JAVA_VERSION=25.0.4 ;; ENV GRADLE_VERSION=9.7.0| gradle:9.7-jdk25-graal
            noble | CMD ["gradle"] ;; ENV GRADLE_HOME=/opt/gradle ;; ENV JAVA_HOME=/opt/java/graalvm ;; ENV JAVA_LTS_HOME=/opt/java/graalvm25 ;; ENV GRADLE_VERSION=9.7.0| gradle:9.7-jdk-lts-and-current-graal
            noble | CMD ["gradle"] ;; ENV GRADLE_HOME=/opt/gradle ;; ENV JAVA_LTS_HOME=/opt/java/openjdk/25 ;; ENV GRADLE_VERSION=9.7.0| gradle:9.7-jdk-lts-and-current
            al2023| ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto ;; CMD ["gradle"] ;; ENV GRADLE_HOME=/opt/gradle ;; ENV GRADLE_VERSION=9.7.0| gradle:9.7-jdk21-corretto
            alpine| ARG version=8.502.07.1 ;; RUN /bin/sh -c apk add --no-cache amazon-corretto-8-jre=$version-r0 ;; ENV JAVA_HOME=/usr/lib/jvm/default-jvm/jre| amazoncorretto:8-alpine3.24-jre
            jammy | ENV JAVA_VERSION=8.0.8.71 ;; RUN /bin/sh -c YML_FILE='8.0/sfj/linux/x86_64/index.yml' ;; ENV IBM_JAVA_OPTIONS=-XX:+UseContainerSupport| ibmjava:8-sfj
            """)
    void variantsOfJavaAndItsBuilders(String root, String steps, String tag) {
        assertAskedEarly(root, steps, tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jammy | ENV JAVA_HOME=/opt/java/openjdk ;; ENV JAVA_VERSION=jdk-21.0.12+8 ;; RUN /bin/sh -c curl https://github.com/adoptium/OpenJDK21U-jdk_x64 ;; ENV CATALINA_HOME=/usr/local/tomcat ;; ENV TOMCAT_VERSION=11.0.12 ;; CMD ["catalina.sh" "run"]| tomcat:11.0-jdk21-temurin-jammy
            jammy | ENV JAVA_VERSION=21.0.12.10 ;; RUN /bin/sh -c curl ibm-semeru-open-jre_x64_linux_21.0.12.10.tar.gz ;; ENV JAVA_HOME=/opt/java/openjdk ;; ENV TOMEE_VER=10.2.0 ;; ENV TOMEE_BUILD=plus ;; CMD ["catalina.sh" "run"]| tomee:10-jre21-Semeru-plus
            alpine| ENV JAVA_VERSION=jdk-17.0.12+8 ;; RUN /bin/sh -c OpenJDK17U-jre_x64 ;; ENV JAVA_HOME=/opt/java/openjdk ;; ENV TOMEE_VER=10.2.0 ;; ENV TOMEE_BUILD=webprofile ;; CMD ["catalina.sh" "run"]| tomee:10-jre17-alpine-webprofile
            al2023| ENV JAVA_HOME=/usr/lib/jvm/java-21-amazon-corretto ;; RUN /bin/sh -c install java-21-amazon-corretto-devel- ;; ENV JETTY_VERSION=12.1.5 ;; ENV JETTY_HOME=/usr/local/jetty ;; CMD ["java"]| jetty:12.1-jdk21-amazoncorretto
            noble | ENV JAVA_VERSION=17.0.20.0 ;; RUN /bin/sh -c curl ibm-semeru-open-jre_x64 ;; ARG LIBERTY_VERSION=26.0.0.8 ;; ARG LIBERTY_DOWNLOAD_URL=https://repo1.maven.org/maven2/io/openliberty/openliberty-kernel/26.0.0.8/openliberty-kernel-26.0.0.8.zip ;; LABEL org.opencontainers.image.title=Open Liberty| open-liberty:kernel-slim-java17-openj9
            jammy | ENV JAVA_VERSION=8.0.8.70 ;; ENV IBM_JAVA_OPTIONS=-XX:+UseContainerSupport ;; ARG LIBERTY_VERSION=26.0.0.8 ;; LABEL org.opencontainers.image.title=IBM WebSphere Liberty ;; RUN /bin/sh -c installUtility install --acceptLicense baseBundle| websphere-liberty:full-java8-ibmjava
            jammy | ENV JAVA_VERSION=jdk-21.0.12.1+1 ;; ENV SPARK_TGZ_URL=https://www.apache.org/dyn/closer.lua/spark/spark-4.1.3/spark-4.1.3-bin-hadoop3.tgz ;; ENV SPARK_HOME=/opt/spark ;; RUN /bin/sh -c apt-get install -y python3 python3-pip;     apt-get install -y r-base r-base-dev ;; ENV R_HOME=/usr/lib/R| spark:4.1.3-scala2.13-java21-python3-r-ubuntu
            jammy | ENV JAVA_VERSION=jdk-17.0.12.1+1 ;; ENV SPARK_TGZ_URL=https://www.apache.org/dyn/closer.lua/spark/spark-3.5.9/spark-3.5.9-bin-hadoop3.tgz ;; ENV SPARK_HOME=/opt/spark| spark:3.5.9-scala2.12-java17-ubuntu
            noble | ENV JAVA_VERSION=jdk-25.0.3+9 ;; ARG SONARQUBE_ZIP_URL=https://binaries.sonarsource.com/CommercialDistribution/sonarqube-datacenter/sonarqube-datacenter-2026.4.0.125744.zip ;; ENV SONAR_VERSION=2026.4.0.125744 ;; ENV SONAR_CLUSTER_NODE_TYPE=application| sonarqube:2026.4-datacenter-app
            noble | ENV SONAR_VERSION=2026.4.0.125744 ;; ARG SONARQUBE_ZIP_URL=https://binaries.sonarsource.com/CommercialDistribution/sonarqube-developer/sonarqube-developer-2026.4.0.125744.zip| sonarqube:2026.4-developer
            noble | ENV SONAR_VERSION=26.9.0.129388 ;; ARG SONARQUBE_ZIP_URL=https://binaries.sonarsource.com/Distribution/sonarqube/sonarqube-26.9.0.129388.zip| sonarqube:26.9.0.129388-community
            noble | ENV XWIKI_VERSION=17.10.12 ;; ENV POSTGRES_JDBC_VERSION=42.7.13 ;; CMD ["xwiki"]| xwiki:17.10-postgres-tomcat
            noble | ENV JAVA_VERSION=jdk-25.0.4.1+1 ;; RUN /bin/sh -c OpenJDK25U-jdk_x64 ;; ENV LIGHTSTREAMER_VERSION=7.4.8 ;; RUN /bin/sh -c rm -rf docs pages adapters/welcome_res| lightstreamer:7-jdk25-base
            jammy | ARG SOLR_DIST=-slim ;; RUN /bin/sh -c export SOLR_BINARY="solr-$SOLR_VERSION$SOLR_DIST.tgz" ;; LABEL org.opencontainers.image.version=9.10.1 ;; ARG SOLR_VERSION=9.10.1 ;; ENV SOLR_USER=solr ;; CMD ["solr-foreground"]| solr:9-slim
            ubi10 | RUN /bin/sh -c microdnf install -y --nodocs java-25-openjdk-headless ;; ENV NEO4J_TARBALL=neo4j-enterprise-2026.09.0-unix.tar.gz ;; ENV NEO4J_EDITION=enterprise ;; CMD ["neo4j"]| neo4j:2026.09-enterprise-ubi10
            trixie-slim| ENV NEO4J_TARBALL=neo4j-community-2026.09.0-unix.tar.gz ;; ENV NEO4J_EDITION=community ;; CMD ["neo4j"]| neo4j:2026.09-community
            alpine| ENV DOCKER_VERSION=29.7.0 ;; CMD ["sh"] ;; ENV DIND_COMMIT=8d9e3502aba39127e4d12196dae16d306f76993d ;; CMD [] ;; RUN /bin/sh -c url='docker-rootless-extras-29.7.0.tgz'| docker:29-dind-rootless
            alpine| ENV DOCKER_VERSION=29.7.0 ;; CMD ["sh"] ;; ENV DIND_COMMIT=8d9e3502aba39127e4d12196dae16d306f76993d ;; CMD []| docker:29-dind
            alpine| ENV DOCKER_VERSION=29.7.0 ;; CMD ["sh"]| docker:29-cli
            noble | ENV JAVA_VERSION=jdk-25.0.3+9 ;; RUN /bin/sh -c OpenJDK25U-jre_x64 ;; ARG DISTRO_NAME=apache-storm-3.0.0-lite ;; RUN /bin/sh -c ddist ;; ENV PATH=/opt/java/openjdk/bin:/usr/bin:/apache-storm/bin| storm:3.0-lite-jre25
            noble | ENV JAVA_VERSION=jdk-17.0.3+9 ;; RUN /bin/sh -c OpenJDK17U-jre_x64 ;; ARG DISTRO_NAME=apache-storm-2.8.9 ;; RUN /bin/sh -c ddist ;; ENV PATH=/opt/java/openjdk/bin:/usr/bin:/apache-storm/bin| storm:2.8-jre17
            noble | ENV JAVA_VERSION=jdk8u502-b07 ;; RUN /bin/sh -c OpenJDK8U-jdk_x64 ;; ENV CATALINA_HOME=/usr/local/tomcat ;; ENV GN_VERSION=3.12.12 ;; RUN /bin/sh -c apt-get install -y --no-install-recommends postgresql-client ;; CMD ["catalina.sh" "run"]| geonetwork:3.12-postgres
            """)
    void variantsOfServers(String root, String steps, String tag) {
        assertAskedEarly(root, steps, tag);
    }
}
