package dev.plinth.policy.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Base;
import dev.plinth.base.Classification;
import dev.plinth.base.Confidence;
import dev.plinth.base.Facts;
import dev.plinth.base.Libc;
import dev.plinth.base.Tier;
import dev.plinth.base.pinning.Pinning;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.policy.Images;
import dev.plinth.policy.Policy;
import dev.plinth.policy.document.Documents;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdviserTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);
    private static final AdviceTable TABLE = Tables.shipped();
    private static final Policy SLIM = Documents.policy("rules: [{ name: slim, require: { tier: { atMost: slim } } }]");
    private static final Policy PINNED =
            Documents.policy("rules: [{ name: pinned, require: { basePinning: { atLeast: codename } } }]");

    private static Facts debian(String codename, @Nullable String runtime) {
        return new Facts("debian", null, codename, Libc.GLIBC, true, "apt", true, runtime);
    }

    private static Facts alpine(String release, @Nullable String runtime) {
        return new Facts("alpine", release, null, Libc.MUSL, true, "apk", false, runtime);
    }

    private static Classification image(Tier tier, Facts facts, @Nullable String base, String... alternatives) {
        Base its = base == null
                ? null
                : new Base(
                        ImageReference.parse(base),
                        false,
                        Images.DIGEST,
                        Pinning.FLOATING,
                        Confidence.VERIFIED,
                        3,
                        100L,
                        null,
                        true,
                        List.of(alternatives).stream()
                                .map(ImageReference::parse)
                                .toList());
        return Images.good().tier(tier).facts(facts).base(its).classification();
    }

    private static List<String> advised(Policy policy, Classification image, Traits traits) {
        return new Adviser(policy, TABLE)
                .candidates(Images.subject("registry.corp/shop/cart@" + Images.DIGEST), image, traits, TODAY).stream()
                        .map(it -> it.kind().label() + " " + it.reference().familiar())
                        .toList();
    }

    private static List<String> advised(Classification image) {
        return advised(SLIM, image, Traits.UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // runtime      | base                     | codename | advised first
                "python 3.12    | python:3.12              | trixie   | slim-down python:3.12-slim-trixie",
                "python 3.12    | python:3.12              | bookworm | slim-down python:3.12-slim-bookworm",
                "python 3.12    | python:3.12-buster       | buster   | upgrade python:3.12-slim-trixie",
                "python 3.9     | python:3.9               | bookworm | upgrade python:3.13-slim-bookworm",
                "python 3.10    | python:3.10              | trixie   | upgrade python:3.13-slim-trixie",
                "node 24        | node:24                  | trixie   | slim-down node:24-trixie-slim",
                "node 20        | node:20                  | bookworm | upgrade node:24-bookworm-slim",
                "ruby 3.4       | ruby:3.4                 | trixie   | slim-down ruby:3.4-slim-trixie",
                "perl 5.42      | perl:5.42                | trixie   | slim-down perl:5.42-slim-trixie",
                "erlang 28      | erlang:28                | trixie   | slim-down erlang:28-slim",
                "golang 1.27    | golang:1.27              | trixie   | move gcr.io/distroless/static-debian13:nonroot",
                "rust 1.90      | rust:1                   | trixie   | move gcr.io/distroless/cc-debian13:nonroot",
                "java 21        | eclipse-temurin:21       | trixie   | slim-down eclipse-temurin:21-jre-ubi9-minimal",
                "java 24        | eclipse-temurin:24       | trixie   | upgrade eclipse-temurin:21-jre-ubi9-minimal",
                "               | debian:bookworm          | bookworm | slim-down debian:bookworm-slim",
                "               | debian:bullseye          | bullseye | upgrade debian:trixie-slim",
                "               | buildpack-deps:trixie    | trixie   | slim-down debian:trixie-slim",
                "               | nginx:1.30               | trixie   | slim-down nginx:1.30-alpine3.24",
                "               | redis:8                  | trixie   | slim-down redis:8-alpine3.24",
                "               | registry.access.redhat.com/ubi9:9.6 | x | slim-down registry.access.redhat.com/ubi9-minimal:latest",
            })
    void runtimeAndVersionStayWhileTheyAreSupported(
            @Nullable String runtime, String base, String codename, String advised) {
        assertThat(advised(image(Tier.FULL, debian(codename, runtime), base)))
                .first()
                .isEqualTo(advised);
    }

    @Test
    void alpineIsForWhatIsOnMuslAlready() {
        assertThat(advised(image(Tier.FULL, alpine("3.23.1", "python 3.12"), "python:3.12-alpine")))
                .first()
                .isEqualTo("slim-down python:3.12-alpine3.23");
        assertThat(advised(image(Tier.FULL, debian("trixie", "python 3.12"), "python:3.12")))
                .noneMatch(it -> it.contains("alpine"));
    }

    @Test
    void alpineWithoutSupportIsUpgraded() {
        assertThat(advised(image(Tier.ALPINE, alpine("3.20.3", null), "alpine:3.20")))
                .containsExactly("upgrade alpine:3.24");
    }

    @Test
    void supportedAlpineNeedsNoSmallerOne() {
        assertThat(advised(image(Tier.ALPINE, alpine("3.23.1", null), "alpine:3.23")))
                .noneMatch(it -> it.startsWith("slim"));
    }

    @Test
    void databasesKeepTheirSortOrder() {
        for (String database : List.of("postgres:17", "mysql:8.4", "mariadb:11.8", "mongo:8.0")) {
            assertThat(advised(image(Tier.FULL, debian("trixie", null), database)))
                    .as(database)
                    .isEmpty();
        }
    }

    @Test
    void baseThatHoldsMoreThanItsRuntimeIsNotTradedForTheRuntime() {
        assertThat(advised(image(Tier.FULL, debian("trixie", "java 21"), "tomcat:10.1-jdk21")))
                .isEmpty();
        assertThat(advised(image(Tier.FULL, debian("trixie", "python 3.12"), "registry.corp/base/python-ml:7")))
                .isEmpty();
    }

    @Test
    void runtimeAloneSaysEnoughWhereTheBaseIsUnknown() {
        assertThat(advised(image(Tier.FULL, debian("trixie", "python 3.12"), null)))
                .first()
                .isEqualTo("slim-down python:3.12-slim-trixie");
    }

    @Test
    void noShellIsAdvisedToWhatStartsInOne() {
        Classification python = image(Tier.FULL, debian("trixie", "python 3.13"), "python:3.13");
        Traits shell = new Traits(true, false, false, false, false, false);

        assertThat(advised(SLIM, python, Traits.UNKNOWN))
                .containsExactly(
                        "slim-down python:3.13-slim-trixie", "move gcr.io/distroless/python3-debian13:nonroot");
        assertThat(advised(SLIM, python, shell)).containsExactly("slim-down python:3.13-slim-trixie");
    }

    @Test
    void staticProgramThatNeedsAShellGoesToAlpine() {
        Traits shell = new Traits(true, false, false, false, false, true);

        assertThat(advised(SLIM, image(Tier.FULL, debian("trixie", "golang 1.27"), "golang:1.27"), shell))
                .containsExactly("move alpine:3.24");
    }

    @Test
    void whatCannotBeProvenIsSaid() {
        List<Candidate> candidates = new Adviser(SLIM, TABLE)
                .candidates(
                        Images.subject("x@" + Images.DIGEST),
                        image(Tier.FULL, debian("trixie", "golang 1.27"), "golang:1.27"),
                        Traits.UNKNOWN,
                        TODAY);

        assertThat(candidates.getFirst().line())
                .isEqualTo("a Go program needs no Go; golang stays the build stage"
                        + "; if nothing in it needs a shell and the binary is static (CGO_ENABLED=0)"
                        + "; mind: static binary only: CGO_ENABLED=0");
    }

    @Test
    void debuggingVariantIsTradedForThePlainOne() {
        Facts facts = new Facts("debian", "13", null, Libc.GLIBC, true, "none", false, null);

        Policy shellLess = Documents.policy("rules: [{ name: bare, require: { shell: false } }]");

        assertThat(advised(
                        shellLess,
                        image(Tier.ALPINE, facts, "gcr.io/distroless/static-debian13:debug-nonroot"),
                        Traits.UNKNOWN))
                .containsExactly("slim-down gcr.io/distroless/static-debian13:nonroot");
        assertThat(advised(
                        shellLess,
                        image(Tier.DISTROLESS, facts, "gcr.io/distroless/static-debian13:nonroot"),
                        Traits.UNKNOWN))
                .isEmpty();
    }

    @Test
    void pinningIsTheLeastEffortWhereItIsEnough() {
        assertThat(advised(
                        PINNED, image(Tier.SLIM, debian("trixie", "python 3.12"), "python:3.12-slim"), Traits.UNKNOWN))
                .containsExactly("pin python:3.12-slim-trixie");
        assertThat(advised(PINNED, image(Tier.SLIM, debian("trixie", "node 24"), "node:24-slim"), Traits.UNKNOWN))
                .containsExactly("pin node:24-trixie-slim");
        assertThat(advised(
                        PINNED,
                        image(Tier.ALPINE, alpine("3.24.0", "python 3.12"), "python:3.12-alpine"),
                        Traits.UNKNOWN))
                .containsExactly("pin python:3.12-alpine3.24");
        assertThat(advised(PINNED, image(Tier.SLIM, debian("trixie", null), "debian"), Traits.UNKNOWN))
                .containsExactly("pin debian:trixie");
    }

    @Test
    void pinPrefersANameThatTheSameBuildIsKnownUnder() {
        assertThat(advised(
                        PINNED,
                        image(
                                Tier.SLIM,
                                debian("trixie", "python 3.12"),
                                "python:3.12-slim",
                                "python:slim-trixie",
                                "python:3.12-slim-trixie",
                                "registry.corp/python:3.12-slim-trixie"),
                        Traits.UNKNOWN))
                .containsExactly("pin python:3.12-slim-trixie");
    }

    @Test
    void pinThatWouldStillViolateIsNotAdvised() {
        assertThat(advised(image(Tier.FULL, debian("trixie", "python 3.12"), "python:3.12")))
                .noneMatch(it -> it.startsWith("pin"));
    }

    @Test
    void unknownPrivateBaseIsPinnedByItsOwnTag() {
        assertThat(advised(
                        PINNED, image(Tier.SLIM, debian("trixie", null), "registry.corp/base/app:7"), Traits.UNKNOWN))
                .containsExactly("pin registry.corp/base/app:7");
        assertThat(advised(PINNED, image(Tier.SLIM, debian("trixie", null), "registry.corp/base/app"), Traits.UNKNOWN))
                .isEmpty();
    }

    @Test
    void outdatedBaseIsRefreshedFirst() {
        Policy current = Documents.policy("rules: [{ name: current, require: { baseCurrent: true } }]");
        Base old = new Base(
                ImageReference.parse("python:3.12-slim-trixie"),
                false,
                Images.DIGEST,
                Pinning.CODENAME,
                Confidence.VERIFIED,
                4,
                1L,
                null,
                false,
                List.of());
        Classification image =
                Images.good().facts(debian("trixie", "python 3.12")).base(old).classification();

        assertThat(advised(current, image, Traits.UNKNOWN)).containsExactly("refresh python:3.12-slim-trixie");
    }

    @Test
    void operatorsReplacementComesInsteadOfTheTables() {
        Policy policy = Documents.policy("""
                rules: [{ name: slim, require: { tier: { atMost: slim } } }]
                advice:
                  - { from: "docker.io/library/python:*", to: "registry.corp/base/python:{version}-slim-{codename}" }
                """);

        assertThat(advised(policy, image(Tier.FULL, debian("trixie", "python 3.12"), "python:3.12"), Traits.UNKNOWN))
                .containsExactly("move registry.corp/base/python:3.12-slim-trixie");
        assertThat(advised(policy, image(Tier.FULL, debian("trixie", "node 24"), "node:24"), Traits.UNKNOWN))
                .first()
                .isEqualTo("slim-down node:24-trixie-slim");
    }

    @Test
    void operatorsReplacementThatCannotBeFilledInLeavesTheTables() {
        Policy policy = Documents.policy("""
                rules: [{ name: slim, require: { tier: { atMost: slim } } }]
                advice: [{ from: "docker.io/library/debian:*", to: "registry.corp/base/python:{version}" }]
                """);

        assertThat(advised(policy, image(Tier.FULL, debian("trixie", null), "debian:trixie"), Traits.UNKNOWN))
                .first()
                .isEqualTo("slim-down debian:trixie-slim");
    }

    @Test
    void whatAnImageSaysOfItselfCannotBendAReference() {
        Policy policy = Documents.policy("""
                rules: [{ name: slim, require: { tier: { atMost: slim } } }]
                advice: [{ from: "docker.io/library/python:*", to: "registry.corp/base:{version}" }]
                """);
        for (String runtime :
                List.of("python 3.12@evil", "python {tag}", "python ../../x", "python \u0000", "python 3 12")) {
            List<Candidate> candidates = new Adviser(policy, TABLE)
                    .candidates(
                            Images.subject("x"),
                            image(Tier.FULL, debian("trixie", runtime), "python:3.12"),
                            Traits.UNKNOWN,
                            TODAY);
            assertThat(candidates)
                    .allMatch(it -> it.reference().registry().equals("registry.corp")
                            || it.reference().registry().equals("docker.io")
                            || it.reference().registry().equals("gcr.io"));
        }
    }

    @Test
    void nothingIsAdvisedForScratchOrForWhatIsUnknown() {
        Adviser adviser = new Adviser(SLIM, TABLE);

        assertThat(adviser.candidates(Images.subject("x"), Images.onScratch().classification(), Traits.UNKNOWN, TODAY))
                .isEmpty();
        assertThat(adviser.candidates(Images.subject("x"), Images.unknown().classification(), Traits.UNKNOWN, TODAY))
                .isEmpty();
    }

    @Test
    void nothingThatHasEndedIsEverAdvised() {
        for (AdviceTable.Family family : TABLE.families()) {
            for (String version : TABLE.ends()
                    .getOrDefault(family.product(), java.util.Map.of())
                    .keySet()) {
                for (String codename : List.of("buster", "bullseye", "bookworm", "trixie", "focal", "noble")) {
                    for (int year : new int[] {2026, 2028, 2031, 2035}) {
                        LocalDate day = LocalDate.of(year, 12, 1);
                        Facts facts = debian(codename, family.product() + " " + version);
                        assertThat(new Adviser(SLIM, TABLE)
                                        .candidates(
                                                Images.subject("x"),
                                                image(Tier.FULL, facts, null),
                                                Traits.UNKNOWN,
                                                day))
                                .as(family.name() + " " + version + " on " + codename + " in " + year)
                                .allSatisfy(it -> assertNotEnded(it, family, day));
                    }
                }
            }
        }
    }

    private static void assertNotEnded(Candidate candidate, AdviceTable.Family family, LocalDate day) {
        for (String part : candidate.reference().tag().split("-")) {
            assertThat(TABLE.hasEnded("debian", part, day) && Character.isLetter(part.charAt(0)))
                    .isFalse();
            assertThat(TABLE.hasEnded("ubuntu", part, day) && Character.isLetter(part.charAt(0)))
                    .isFalse();
            if (part.startsWith("alpine") && part.length() > "alpine".length()) {
                assertThat(TABLE.hasEnded("alpine", part.substring("alpine".length()), day))
                        .isFalse();
            }
        }
        if (candidate.reference().path().endsWith("/" + family.product())) {
            String version = candidate.reference().tag().split("-")[0];
            assertThat(TABLE.hasEnded(family.product(), version, day)).isFalse();
        }
    }
}
