package dev.plinth.registry.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.codec.Yaml;
import dev.plinth.data.Node;
import dev.plinth.data.Parsed;
import dev.plinth.data.Problem;
import dev.plinth.image.reference.ImageReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryDocumentTest {

    private static final String HEAD = "apiVersion: plinth.dev/v1\nkind: RegistryConfig\n";

    private static Parsed<RegistrySettings> read(String text) {
        if (Yaml.read(text) instanceof Parsed.Valid<Node>(Node node)) {
            return RegistrySettings.read(node);
        }
        throw new AssertionError(text);
    }

    private static RegistrySettings valid(String body) {
        return switch (read(HEAD + body)) {
            case Parsed.Valid<RegistrySettings>(RegistrySettings settings) -> settings;
            case Parsed.Invalid<RegistrySettings>(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    private static List<String> problems(String text) {
        return read(text) instanceof Parsed.Invalid<RegistrySettings>(List<Problem> problems)
                ? problems.stream().map(Problem::toString).toList()
                : List.of();
    }

    @Test
    void wholeDocumentIsRead() {
        RegistrySettings settings = valid("""
                registries:
                  - prefix: docker.io
                    mirrors:
                      - { location: mirror.corp/hub, caFile: /etc/plinth/ca/corp.crt }
                    only: false
                  - prefix: registry.corp:5000
                    caFile: /etc/plinth/ca/corp.crt
                    clientCertificate: { certFile: /c.crt, keyFile: /c.key }
                    allowPrivateAddresses: true
                    blobHosts:
                      - { host: "cdn.registry.corp:8080", plainHttp: true, allowPrivateAddresses: true }
                    maxInFlight: 8
                    credentials: { file: /etc/plinth/pull/config.json }
                identities:
                  - { prefix: mirror.corp/hub, is: docker.io }
                allow: ["**"]
                deny: ["evil.example/**"]
                bases: ["registry.corp/base/*:*"]
                cache: { tags: 1h, failures: 500ms }
                proxy: { https: "http://proxy.corp:3128", none: [".corp"] }
                """);
        assertThat(settings.registries())
                .extracting(RegistryEntry::prefix)
                .containsExactly("registry.corp:5000", "docker.io");
        assertThat(settings.registries().getFirst().credentialsFile())
                .isEqualTo(Path.of("/etc/plinth/pull/config.json"));
        assertThat(settings.host("registry.corp:5000").maxInFlight()).isEqualTo(8);
        assertThat(settings.host("cdn.registry.corp:8080").plainHttp()).isTrue();
        assertThat(settings.host("mirror.corp").caFile()).isEqualTo(Path.of("/etc/plinth/ca/corp.crt"));
        assertThat(settings.host("ghcr.io")).isEqualTo(HostSettings.of("ghcr.io"));
        assertThat(settings.identities().apply(ImageReference.parse("mirror.corp/hub/library/python:3")))
                .isEqualTo(ImageReference.parse("python:3"));
        assertThat(settings.allows(ImageReference.parse("evil.example/x"))).isFalse();
        assertThat(settings.cache()).isEqualTo(new CacheSettings(Duration.ofHours(1), Duration.ofMillis(500)));
        assertThat(settings.proxy()).isNotNull();
    }

    @Test
    void emptyDocumentMeansTheDefaults() {
        assertThat(valid("")).isEqualTo(RegistrySettings.DEFAULT);
    }

    @Test
    void allProblemsAreToldInOneGoWithPathAndLine() {
        assertThat(problems("""
                apiVersion: v1
                registries:
                  - mirrors: [{ location: "not a host!" }]
                    only: yes
                    maxInFlight: 0
                    plainHttp: 1
                  - prefix: registry.corp
                    plainHttp: true
                    caFile: /ca.crt
                    colour: red
                cache: { tags: soon }
                proxy: { https: "socks5://x" }
                deny: ["a b"]
                """))
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).startsWith("line 1: apiVersion: must be plinth.dev/v1"),
                        text -> assertThat(text).contains("kind: is missing"),
                        text -> assertThat(text).startsWith("line 3: registries[0].prefix: is missing"),
                        text -> assertThat(text).startsWith("line 3: registries[0].mirrors[0].location"),
                        text -> assertThat(text).startsWith("line 4: registries[0].only: needs"),
                        text -> assertThat(text).startsWith("line 5: registries[0].maxInFlight: must be between"),
                        text -> assertThat(text).startsWith("line 6: registries[0].plainHttp: must be true or false"),
                        text -> assertThat(text).startsWith("line 8: registries[1].plainHttp: contradicts"),
                        text -> assertThat(text).startsWith("line 10: registries[1].colour: unknown key"),
                        text -> assertThat(text).startsWith("line 11: cache.tags: must be a duration"),
                        text -> assertThat(text).startsWith("line 12: proxy.https"),
                        text -> assertThat(text).startsWith("line 13: deny[0]"));
    }

    @Test
    void oneHostIsTalkedToInOneWay() {
        assertThat(problems(HEAD + """
                registries:
                  - { prefix: registry.corp/a, plainHttp: true }
                  - { prefix: registry.corp/b, plainHttp: false }
                """)).singleElement().asString().contains("says otherwise about registry.corp");
    }

    @ParameterizedTest
    @CsvSource({
        "registry.corp, 443, false",
        "registry.com, 443, true",
        "notcorp, 443, true",
        "exact.example, 443, false",
        "below.exact.example, 443, false",
        "ported.example:8443, 8443, false",
        "ported.example, 443, true",
        "localhost, 443, false"
    })
    void hostsWithoutProxyAreMatchedAsOtherProgramsDo(String host, int port, boolean proxied) {
        ProxySettings proxies = ProxySettings.fromEnvironment(
                Map.of("https_proxy", "proxy.corp:3128", "NO_PROXY", ".corp, exact.example,ported.example:8443,"));
        HostSettings settings = HostSettings.of(host);
        assertThat(settings.port()).isEqualTo(port);
        assertThat(proxies.proxyFor(settings).isPresent()).isEqualTo(proxied);
    }

    @Test
    void dockerHubIsAskedAtItsOwnName() {
        HostSettings hub = HostSettings.of("docker.io");
        assertThat(hub.name()).isEqualTo("registry-1.docker.io");
        assertThat(hub.url()).isEqualTo("https://registry-1.docker.io");
        assertThat(HostSettings.of("[::1]:5000").name()).isEqualTo("::1");
        assertThat(HostSettings.of("[::1]").port()).isEqualTo(443);
    }
}
