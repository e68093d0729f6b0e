package dev.plinth.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.catalogue.KnownBuild;
import dev.plinth.image.Platform;
import dev.plinth.image.reference.Digest;
import dev.plinth.image.reference.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every build that the program ships, whoever recorded it. */
class ShippedRecordsTest {

    private static final Pattern DIGEST = Pattern.compile("\"(sha256:[^\"]*)\"");
    private static final Pattern DAY = Pattern.compile("(?<![0-9])20[0-9]{6}(?![0-9])");

    private final List<KnownBuild> builds = ShippedCatalogue.builds();

    @Test
    void theRecordsSayNothingAgainstEachOther() throws IOException {
        assertThat(RecordContradictions.of(CatalogueRecords.read())).isEmpty();
    }

    @Test
    void everyRecordedDigestHasSixtyFourLowerCaseHexadecimalDigits() throws IOException {
        for (String line : Files.readAllLines(CatalogueRecords.RECORDS, StandardCharsets.UTF_8)) {
            assertThat(DIGEST.matcher(line).results().map(found -> found.group(1)))
                    .isNotEmpty()
                    .allSatisfy(digest -> assertThat(digest).matches("sha256:[0-9a-f]{64}"));
            assertThat(line).contains("\"source\":\"");
        }
    }

    @Test
    void everyChainStandsOnAFirstLayerThatIsRecordedAsARoot() throws IOException {
        List<KnownBuild> records = CatalogueRecords.read();
        long derived = records.stream().filter(build -> build.parent() != null).count();
        assertThat(RecordContradictions.confirmed(records).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo((int) derived);
    }

    @Test
    void namesAreTagsOfOfficialRepositories() {
        assertThat(builds.stream().flatMap(build -> build.names().stream()))
                .allSatisfy(name -> assertThat(name.reference().canonical()).startsWith("docker.io/"));
    }

    @Test
    void buildsAreForTheTwoPlatformsThatClustersRun() {
        assertThat(builds.stream().map(KnownBuild::platform).distinct())
                .containsExactlyInAnyOrder(Platform.LINUX_AMD64, Platform.LINUX_ARM64);
    }

    @Test
    void nothingWasBuiltOrSeenInTheFuture() {
        Instant now = Instant.now();
        assertThat(builds).allSatisfy(build -> {
            assertThat(build.names()).allMatch(name -> name.seen().isBefore(now));
            assertThat(build.created() == null || build.created().isBefore(now)).isTrue();
        });
    }

    @Test
    void aTagThatNamesADayPointsAtOneBuildOfAPlatform() {
        Map<String, List<Digest>> dated = new HashMap<>();
        for (KnownBuild build : builds) {
            for (KnownBuild.Name name : build.names()) {
                String tag = String.valueOf(name.reference().tag());
                if (DAY.matcher(tag).find()) {
                    String key = name.reference().canonical() + " " + build.platform();
                    assertThat(dated.putIfAbsent(key, build.layers())).as(key).isIn(null, build.layers());
                }
            }
        }
        assertThat(dated).hasSizeGreaterThan(50);
    }

    @Test
    void tiersFitWhatIsKnownOfTheContent() {
        assertThat(builds).allSatisfy(build -> {
            Facts facts = build.facts();
            if (build.tier() == null) {
                assertThat(facts.buildTools()).as("%s", build.names()).isTrue();
                return;
            }
            if (facts.libc() == Libc.MUSL) {
                assertThat(build.tier()).as("%s", build.names()).isEqualTo(Tier.ALPINE);
            }
            if (facts.libc() == Libc.NONE) {
                assertThat(build.tier()).as("%s", build.names()).isEqualTo(Tier.SCRATCH);
            }
            if (facts.packageManager() != null
                    && List.of("apt", "dnf", "yum", "pacman").contains(facts.packageManager())) {
                assertThat(build.tier()).as("%s", build.names()).isIn(Tier.SLIM, Tier.FULL);
            }
        });
    }

    @Test
    void nothingIsLeanerThanWhatItStandsOn() {
        Map<List<Digest>, Tier> tiers = new HashMap<>();
        builds.forEach(build -> tiers.put(build.layers(), build.tier()));
        assertThat(builds).allSatisfy(build -> {
            for (int count = 1; count < build.layers().size(); count++) {
                Tier below = tiers.get(build.layers().subList(0, count));
                if (below != null && build.tier() != null) {
                    assertThat(build.tier()).as("%s", build.names()).isGreaterThanOrEqualTo(below);
                }
            }
        });
    }

    @Test
    void theCommonRootsAreKnownForBothPlatforms() {
        for (String root : List.of(
                "debian:trixie",
                "debian:trixie-slim",
                "debian:bookworm",
                "debian:bookworm-slim",
                "debian:bullseye-slim",
                "ubuntu:26.04",
                "ubuntu:24.04",
                "ubuntu:22.04",
                "alpine:3.24",
                "alpine:3.23",
                "alpine:3.22",
                "alpine:3.21",
                "amazonlinux:2023",
                "amazonlinux:2",
                "almalinux:10",
                "almalinux:9-minimal",
                "rockylinux:9",
                "fedora:44",
                "oraclelinux:9",
                "oraclelinux:9-slim",
                "busybox:1.37-glibc",
                "busybox:1.37-musl")) {
            ImageReference name = ImageReference.parse(root);
            assertThat(ShippedCatalogue.catalogue().newest(name, Platform.LINUX_AMD64))
                    .as(root)
                    .isPresent();
            assertThat(ShippedCatalogue.catalogue().newest(name, Platform.LINUX_ARM64))
                    .as(root)
                    .isPresent();
        }
    }
}
