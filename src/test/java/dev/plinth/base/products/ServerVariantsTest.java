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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            trixie   | ENV NGINX_VERSION=1.31.5 // ENV NJS_VERSION=1.0.1 // CMD ["nginx" "-g" "daemon off;"] // ENV OTEL_VERSION=0.1.2 // RUN set -x; nginxPackages="nginx-module-otel=${NGINX_VERSION}+${OTEL_VERSION}-${PKG_RELEASE}" | nginx:1.31-otel
            alpine   | ENV NGINX_VERSION=1.31.5 // ENV NJS_VERSION=1.0.1 // CMD ["nginx" "-g" "daemon off;"] // ENV OTEL_VERSION=0.1.2 // RUN set -x && nginxPackages="nginx-module-otel=${NGINX_VERSION}.${OTEL_VERSION}-r${PKG_RELEASE}" | nginx:1.31-alpine-otel
            trixie   | ENV NGINX_VERSION=1.31.5 // ENV NJS_VERSION=1.0.1 // CMD ["nginx" "-g" "daemon off;"] // RUN set -x; nginxPackages="nginx-module-perl=${NGINX_VERSION}-${DYNPKG_RELEASE}" | nginx:1.31-perl
            trixie   | ENV NGINX_VERSION=1.31.5 // ENV NJS_VERSION=1.0.1 // CMD ["nginx" "-g" "daemon off;"] | nginx:1.31-trixie
            alpine   | ENV GOLANG_VERSION=1.26.8 // ENV XCADDY_VERSION=v0.4.5 // ENV CADDY_VERSION=v2.11.4 // COPY caddy-builder.sh /usr/bin/caddy-builder | caddy:2-builder
            alpine   | ENV CADDY_VERSION=v2.11.4 // CMD ["caddy" "run"] | caddy:2
            trixie   | ENV HAPROXY_VERSION=3.5-dev4 // RUN wget -O haproxy.tar.gz "$HAPROXY_URL" | haproxy:3.5-dev
            alpine   | ENV VERSION=2.1.2 // LABEL org.opencontainers.image.title=eclipse-mosquitto org.opencontainers.image.version=2.1.2 // CMD ["/usr/sbin/mosquitto" "-c" "/mosquitto/config/mosquitto.conf"] | eclipse-mosquitto:2.1-alpine
            trixie   | ARG VARNISH_VERSION_NUMBER=9.0.3-3 // ENV VARNISH_SIZE=100M // RUN VARNISH_VERSION=$VARNISH_VERSION_NUMBER~$VERSION_CODENAME; apt-get install -y varnish=${VARNISH_VERSION} // ENTRYPOINT ["/usr/local/bin/docker-varnish-entrypoint"] // CMD [] | varnish:9.0
            bookworm | ARG SRCVER=1.8.0 // RUN curl -Lf https://hitch-tls.org/source/hitch-${SRCVER}.tar.gz -o $tmpdir/orig.tgz // ENTRYPOINT ["docker-hitch-entrypoint"] // CMD [] | hitch:1.8
            alpine   | ENV APIFIREWALL_VERSION=v0.9.6 // RUN wget -O api-firewall.tar.gz "$url" // CMD ["api-firewall"] | api-firewall:0.9.6
            bookworm | ENV PHP_VERSION=8.4.2 // LABEL org.opencontainers.image.title=Unit (php8.4) org.opencontainers.image.version=1.34.2 // CMD ["unitd" "--no-daemon"] | unit:1.34-php8.4
            """)
    void serversAndProxies(String root, String steps, String tag) {
        assertThat(asked(root, steps)).contains(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            ubi      | ENV MARIADB_VERSION=11.8.8 // RUN microdnf install -y MariaDB-server-${MARIADB_VERSION} // CMD ["mariadbd"] | mariadb:11.8-ubi9
            ubuntu   | ENV MARIADB_VERSION=1:11.8.8+maria~ubu2404 // CMD ["mariadbd"] | mariadb:11.8
            ubi      | ENV PSMDB_VERSION=8.0.29-13 // ENV FULL_PERCONA_VERSION=8.0.29-13.el9 // CMD ["mongod"] | percona:psmdb-8.0
            ubi      | ENV PS_VERSION=8.0.46-37.1 // ENV FULL_PERCONA_VERSION=8.0.46-37.1.el9 // CMD ["mysqld"] | percona:8.0
            trixie   | RUN apt-get install -y --no-install-recommends couchdb-nouveau=3.5.2.1~trixie // COPY nouveau.yaml /opt/nouveau/etc/nouveau.yaml // CMD ["/usr/bin/java" "-server" "-Xmx2g" "-jar" "/opt/nouveau/lib/nouveau-1.0-SNAPSHOT.jar" "server"] | couchdb:3.5-nouveau
            ubuntu   | ARG CB_PACKAGE=couchbase-server-community_8.0.0-linux_@@ARCH@@.deb // ENV PATH=/usr/bin:/opt/couchbase/bin // CMD ["couchbase-server"] | couchbase:community-8.0.0
            ubuntu   | ARG CB_PACKAGE=couchbase-server-enterprise_8.0.3-linux_@@ARCH@@.deb // ENV PATH=/usr/bin:/opt/couchbase/bin // CMD ["couchbase-server"] | couchbase:enterprise-8.0.3
            bookworm | ENV INFLUXDB_VERSION=1.13.1-c1.13.1 // RUN curl -fsSLO "https://dl.influxdata.com/enterprise/releases/influxdb-data_${INFLUXDB_PV}_amd64.deb" // CMD ["influxd"] | influxdb:1.13-data
            alpine   | ENV INFLUXDB_VERSION=1.13.1-c1.13.1 // RUN curl -fsSLO "https://dl.influxdata.com/enterprise/releases/influxdb-meta-${INFLUXDB_PV}_linux_amd64.tar.gz" // CMD ["influxd-meta"] | influxdb:1.13-meta-alpine
            ubuntu   | ENV INFLUXDB_VERSION=3.11.3 // RUN curl -fsSLO "https://dl.influxdata.com/influxdb/releases/influxdb3-enterprise-${INFLUXDB_VERSION}_linux_${ARCH}.tar.gz" // CMD ["influxdb3" "serve"] | influxdb:3.11-enterprise
            ubuntu   | ENV INFLUXDB_VERSION=3.10.6 // RUN curl -fsSLO "https://dl.influxdata.com/influxdb/releases/influxdb3-core-${INFLUXDB_VERSION}_linux_${ARCH}.tar.gz" // CMD ["influxdb3" "serve"] | influxdb:3.10-core
            bookworm | ENV INFLUXDB_VERSION=2.9.1 // CMD ["influxd"] | influxdb:2.9
            ubuntu   | LABEL org.opencontainers.image.title=Aerospike Enterprise Server org.opencontainers.image.version=8.1.2.4 // ARG AEROSPIKE_EDITION=enterprise // CMD ["asd"] | aerospike:ee-8.1.2.4
            ubuntu   | LABEL org.opencontainers.image.title=Aerospike Community Server org.opencontainers.image.version=8.1.2.4 // ARG AEROSPIKE_EDITION=community // CMD ["asd"] | aerospike:ce-8.1.2.4
            ubuntu   | ARG VERSION=26.6.1.1193 // ARG PACKAGES=clickhouse-client clickhouse-server clickhouse-common-static // VOLUME [/var/lib/clickhouse] // ENV CLICKHOUSE_CONFIG=/etc/clickhouse-server/config.xml | clickhouse:26.6
            alpine   | RUN set -eux; version='3.1.1'; wget -O registry.tar.gz "https://github.com/distribution/distribution/releases/download/v${version}/registry_${version}_linux_${arch}.tar.gz" // COPY ./config-example.yml /etc/distribution/config.yml // CMD ["/etc/distribution/config.yml"] | registry:3.1
            trixie   | ENV RUBY_VERSION=3.4.10 // ENV GEM_HOME=/usr/local/bundle // RUN apt-get update && gem install fluentd -v 1.19.3 // CMD ["fluentd"] | fluentd:v1.19-debian-1
            """)
    void databasesAndQueues(String root, String steps, String tag) {
        assertThat(asked(root, steps)).contains(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            alpine   | ENV PHP_VERSION=8.3.32 // ENV PHPIZE_DEPS=gcc // ENV WORDPRESS_CLI_GPG_KEY=63AF // ENV WORDPRESS_CLI_VERSION=2.12.0 // CMD ["wp" "shell"] | wordpress:cli-php8.3
            trixie   | ENV PHP_VERSION=8.3.32 // ENV PHPIZE_DEPS=gcc // RUN ./configure --enable-fpm // ENV MEDIAWIKI_VERSION=1.46.0 // CMD ["php-fpm"] | mediawiki:1.46-fpm
            alpine   | ENV PHP_VERSION=8.3.32 // ENV PHPIZE_DEPS=gcc // RUN ./configure --enable-fpm // ENV MEDIAWIKI_VERSION=1.46.0 // CMD ["php-fpm"] | mediawiki:1.46-fpm-alpine
            trixie   | ENV PHP_VERSION=8.3.32 // ENV PHPIZE_DEPS=gcc // ENV APACHE_CONFDIR=/etc/apache2 // ENV MEDIAWIKI_VERSION=1.46.0 | mediawiki:1.46
            alpine   | ENV PHP_VERSION=8.4.24 // ENV PHPIZE_DEPS=gcc // RUN ./configure --enable-fpm // ENV ADMINER_VERSION=6.1.1 | adminer:6-fastcgi
            alpine   | ENV PHP_VERSION=8.4.24 // ENV PHPIZE_DEPS=gcc // ENV ADMINER_VERSION=6.1.1 | adminer:6
            trixie   | ENV PHP_VERSION=8.4.24 // ENV PHPIZE_DEPS=gcc // ENV APACHE_CONFDIR=/etc/apache2 // ENV FRIENDICA_VERSION=2026.08-rc | friendica:2026.08-rc-apache
            trixie   | ENV PHP_VERSION=8.4.24 // ENV PHPIZE_DEPS=gcc // ENV APACHE_CONFDIR=/etc/apache2 // ENV MONICA_VERSION=v5.0.0-beta.5 | monica:5.0-apache
            bookworm | ENV PHP_VERSION=8.4.24 // ENV PHPIZE_DEPS=gcc // ENV APACHE_CONFDIR=/etc/apache2 // ENV DRUPAL_VERSION=11.3.1 | drupal:11.3-php8.4-apache-bookworm
            bookworm | ENV RUBY_VERSION=3.4.10 // ENV GEM_HOME=/usr/local/bundle // ENV REDMINE_VERSION=6.1.4 | redmine:6.1-bookworm
            alpine   | ENV RUBY_VERSION=3.4.10 // ENV GEM_HOME=/usr/local/bundle // ENV REDMINE_VERSION=6.1.4 | redmine:6.1-alpine3.24
            alpine   | ARG TEAMSPEAK_URL=https://files.teamspeak-services.com/releases/server/3.13.8/teamspeak3-server_linux_alpine-3.13.8.tar.bz2 // RUN wget "${TEAMSPEAK_URL}" -O server.tar.bz2 // CMD ["ts3server"] | teamspeak:3.13
            alpine   | RUN wget ftp://ftp.eggheads.org/pub/eggdrop/source/1.10/eggdrop-1.10.2.tar.gz // ENTRYPOINT ["/home/eggdrop/eggdrop/entrypoint.sh"] // CMD ["eggdrop.conf"] | eggdrop:1.10
            alpine   | ENV ZNC_VERSION=1.10.3 // ENTRYPOINT ["/entrypoint.sh"] | znc:1.10-slim
            alpine   | ENV ZNC_VERSION=1.10.3 // ENTRYPOINT ["/entrypoint.sh"] // COPY 30-build-modules.sh /startup-sequence/ | znc:1.10
            """)
    void applications(String root, String steps, String tag) {
        assertThat(asked(root, steps)).contains(tag);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            ubuntu   | ENV ROS_DISTRO=jazzy // RUN apt-get install -y ros-jazzy-ros-core=0.11.0-1* // COPY ./ros_entrypoint.sh / // CMD ["bash"] | ros:jazzy-ros-core
            ubuntu   | ENV ROS_DISTRO=jazzy // RUN apt-get install -y ros-jazzy-ros-core=0.11.0-1* // COPY ./ros_entrypoint.sh / // CMD ["bash"] // RUN apt-get install -y ros-jazzy-ros-base=0.11.0-1* | ros:jazzy-ros-base
            ubuntu   | ENV ROS_DISTRO=jazzy // RUN apt-get install -y ros-jazzy-ros-core=0.11.0-1* // COPY ./ros_entrypoint.sh / // CMD ["bash"] // RUN apt-get install -y ros-jazzy-ros-base=0.11.0-1* // RUN apt-get install -y ros-jazzy-perception=0.11.0-1* | ros:jazzy-perception
            ubuntu   | ENV ROS_DISTRO=jazzy // RUN apt-get install -y ros-jazzy-ros-core=0.11.0-1* // RUN apt-get install -y ros-jazzy-ros-base=0.11.0-1* // RUN apt-get install -y ros-jazzy-desktop=0.11.0-1* | osrf/ros:jazzy-desktop
            """)
    void robots(String root, String steps, String tag) {
        assertThat(asked(root, steps)).contains(tag);
    }
}
