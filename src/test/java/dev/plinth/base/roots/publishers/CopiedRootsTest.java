package dev.plinth.base.roots.publishers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.base.Tier;
import dev.plinth.base.ancestry.RootTier;
import dev.plinth.base.fingerprint.Fingerprint;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.OsRoot;
import dev.plinth.base.roots.RootRules;
import dev.plinth.image.Image;
import dev.plinth.image.reference.ImageReference;
import dev.plinth.testing.images.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roots that are trees copied to an empty image: LinuxServer's, those of AWS Lambda, and trees that only what runs above tells. */
class CopiedRootsTest {

    private static final Instant SUMMER = Instant.parse("2026-07-16T00:00:00Z");

    private static Optional<OsRoot> root(Sketch sketch) {
        return RootRules.read(Clues.of(sketch.image()));
    }

    private static List<String> asked(Sketch sketch) {
        return root(sketch).orElseThrow().candidates().stream()
                .map(candidate -> candidate.ask().familiar())
                .toList();
    }

    private static Sketch tree(String step, long size) {
        return Sketch.named("app:1").created(SUMMER).layer("tree", size, step);
    }

    private static Sketch linuxServer(String manager) {
        return tree("COPY /root-out/ / # buildkit", 3_800_000)
                .layer(
                        "mods",
                        8_000,
                        "ADD --chmod=755 https://raw.githubusercontent.com/linuxserver/docker-mods/mod-scripts/docker-mods.v3"
                                + " /docker-mods # buildkit")
                .layer("tools", 20_000_000, "RUN /bin/sh -c " + manager + " # buildkit");
    }

    @Test
    void linuxServersModulesNameTheRootThatTheyStandIn() {
        assertThat(root(linuxServer("apk add --no-cache bash")).orElseThrow().tier())
                .isEqualTo(Tier.ALPINE);
        assertThat(asked(linuxServer("apk add --no-cache bash")))
                .contains("ghcr.io/linuxserver/baseimage-alpine:3.22", "ghcr.io/linuxserver/baseimage-alpine:3.23");
        assertThat(asked(linuxServer("apt-get update")))
                .startsWith("ghcr.io/linuxserver/baseimage-ubuntu:resolute")
                .contains("ghcr.io/linuxserver/baseimage-ubuntu:noble");
    }

    private static Sketch lambda(String... env) {
        return tree("/bin/sh -c #(nop) ADD file:aac3 in / ", 44_000_000)
                .env(env)
                .env("LAMBDA_TASK_ROOT=/var/task", "LAMBDA_RUNTIME_DIR=/var/runtime");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            COPY requirements.txt . # buildkit           | app.handler            | public.ecr.aws/lambda/python:3.13
            COPY lambda_function.py /var/task/ # buildkit | lambda_function.main  | public.ecr.aws/lambda/python:3.13
            COPY package.json index.js ./ # buildkit     | index.handler          | public.ecr.aws/lambda/nodejs:22
            RUN /bin/sh -c npm ci # buildkit             | index.handler          | public.ecr.aws/lambda/nodejs:22
            COPY build ./ # buildkit                     | com.shop.App::handle   | public.ecr.aws/lambda/java:21
            COPY publish ./ # buildkit                   | Shop::Shop.Fn::Handle  | public.ecr.aws/lambda/dotnet:8
            """)
    void whatRunsOrIsCopiedTellsTheLanguageOfALambda(String step, String handler, String asked) {
        Sketch sketch = lambda("PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin")
                .layer("app", 4_000, step)
                .command(handler);

        assertThat(asked(sketch)).startsWith(asked);
    }

    @Test
    void aLambdaThatBringsItsOwnRuntimeStandsOnTheProvidedOne() {
        assertThat(asked(lambda("PATH=/usr/local/bin:/usr/bin/:/bin:/opt/bin")))
                .startsWith("public.ecr.aws/lambda/provided:al2023");
    }

    @ParameterizedTest
    @CsvSource({
        "public.ecr.aws/lambda/python:3.13, SLIM",
        "public.ecr.aws/lambda/python:3.13.2026.07.20.10, SLIM",
        "public.ecr.aws/lambda/python:3.9, FULL",
        "public.ecr.aws/lambda/python:3.11-x86_64, FULL",
        "public.ecr.aws/lambda/nodejs:18.2023.05.18.14, FULL",
        "public.ecr.aws/lambda/nodejs:22-arm64, SLIM",
        "public.ecr.aws/lambda/java:8.al2, FULL",
        "public.ecr.aws/lambda/java:21, SLIM",
        "public.ecr.aws/lambda/provided:al2023, SLIM",
        "public.ecr.aws/lambda/provided:al2, FULL",
        "public.ecr.aws/lambda/python:latest,",
        "public.ecr.aws/lambda/python,",
        "public.ecr.aws/lambda/perl:5,",
        "public.ecr.aws.evil.com/lambda/python:3.13,",
        "registry.corp/lambda/python:3.13,"
    })
    void theNameUnderWhichItsLayersAreFoundTellsALambdasTier(String name, @Nullable Tier tier) {
        Image image = Sketch.named("app:1").layer("tree", 44_000_000, "").image();

        assertThat(RootTier.of(Fingerprint.of(image), ImageReference.parse(name)))
                .isEqualTo(tier);
    }

    @Test
    void aLambdasTierIsOpenUnlessAPackageManagerRan() {
        assertThat(root(lambda("PATH=/var/lang/bin")).orElseThrow().tier()).isNull();
        assertThat(root(lambda("PATH=/var/lang/bin")
                                .layer("gcc", 9_000_000, "RUN /bin/sh -c yum install -y gcc # buildkit"))
                        .orElseThrow()
                        .tier())
                .isEqualTo(Tier.FULL);
        assertThat(root(lambda("PATH=/var/lang/bin")
                                .layer("gcc", 9_000_000, "RUN /bin/sh -c dnf install -y gcc # buildkit"))
                        .orElseThrow()
                        .tier())
                .isEqualTo(Tier.SLIM);
    }

    @Test
    void thePackageManagerThatRunsAboveCameWithTheTree() {
        Sketch apk = tree("COPY / / # buildkit", 50_000_000)
                .layer("a", 900_000, "RUN /bin/sh -c apk add --no-cache curl # buildkit");
        Sketch microdnf = tree("COPY /mnt/rootfs / # buildkit", 40_000_000)
                .layer("a", 900_000, "RUN /bin/sh -c microdnf install -y curl # buildkit");

        assertThat(root(apk).orElseThrow().tier()).isEqualTo(Tier.ALPINE);
        assertThat(root(apk).orElseThrow().name()).isNull();
        assertThat(root(microdnf).orElseThrow().tier()).isEqualTo(Tier.SLIM);
    }

    @Test
    void aTreeTooLargeForOneOrWithoutAnythingRunAboveStaysOpen() {
        Sketch large = tree("COPY / / # buildkit", 300_000_000)
                .layer("a", 900_000, "RUN /bin/sh -c apk add --no-cache curl # buildkit");
        Sketch whichever = tree("COPY / / # buildkit", 50_000_000)
                .layer("a", 900_000, "RUN /bin/sh -c apk add curl || apt-get install -y curl # buildkit");
        Sketch silent = tree("COPY / / # buildkit", 50_000_000).layer("a", 900_000, "COPY app /app # buildkit");

        assertThat(root(large)).isEmpty();
        assertThat(root(whichever)).isEmpty();
        assertThat(root(silent)).isEmpty();
    }

    private static Sketch suse(String reference, long size) {
        return tree("KIWI 10.2.0", size)
                .label("org.opensuse.reference", reference)
                .layer("app", 9_000, "COPY app /app # buildkit");
    }

    @Test
    void susesLabelNamesTheImageWithItsRelease() {
        Sketch leap = suse("registry.opensuse.org/opensuse/leap:15.6.12.3", 42_000_000);
        assertThat(asked(leap)).containsExactly("opensuse/leap:15.6", "opensuse/leap:15");
        assertThat(root(leap).orElseThrow().tier()).isEqualTo(Tier.FULL);

        Sketch micro = suse("registry.suse.com/bci/bci-micro:15.6.8.1", 9_000_000);
        assertThat(asked(micro)).startsWith("registry.suse.com/bci/bci-micro:15.6");
        assertThat(root(micro).orElseThrow().tier()).isEqualTo(Tier.SLIM);
    }

    @Test
    void aSmallSuseIsNotBelievedOfALargeLayer() {
        assertThat(root(suse("registry.suse.com/bci/bci-micro:15.6.8.1", 90_000_000)))
                .isEmpty();
    }

    @Test
    void microdnfTellsTheMinimalVariantOfANamedAndOfAnUnnamedArchive() {
        String microdnf = "RUN /bin/sh -c microdnf install -y openmpi # buildkit";
        Sketch rocky = tree("/bin/sh -c #(nop) ADD file:55ab in / ", 44_000_000)
                .step("/bin/sh -c #(nop)  MAINTAINER infrastructure@rockylinux.org")
                .step("/bin/sh -c #(nop)  CMD [\"/bin/bash\"]")
                .layer("mpi", 9_000_000, microdnf);
        Sketch unnamed = tree("ADD rootfs.tar.xz / # buildkit", 36_000_000)
                .step("CMD [\"/bin/bash\"]")
                .layer("mpi", 9_000_000, microdnf);

        assertThat(root(rocky).orElseThrow().tier()).isEqualTo(Tier.SLIM);
        assertThat(asked(rocky)).startsWith("rockylinux/rockylinux:9-minimal");
        assertThat(asked(unnamed)).contains("almalinux:9-minimal", "oraclelinux:9-slim");

        String installed = "RUN /bin/sh -c dnf install -y microdnf # buildkit";
        Sketch general = tree("/bin/sh -c #(nop) ADD file:55ab in / ", 70_000_000)
                .step("/bin/sh -c #(nop)  MAINTAINER infrastructure@rockylinux.org")
                .layer("tools", 9_000_000, installed);
        Sketch unnamedGeneral = tree("ADD rootfs.tar.xz / # buildkit", 70_000_000)
                .step("CMD [\"/bin/bash\"]")
                .layer("tools", 9_000_000, installed);
        assertThat(root(general).orElseThrow().tier()).isEqualTo(Tier.FULL);
        assertThat(root(unnamedGeneral).orElseThrow().tier()).isEqualTo(Tier.FULL);

        Sketch alone = tree("/bin/sh -c #(nop) ADD file:55ab in / ", 44_000_000)
                .step("/bin/sh -c #(nop)  MAINTAINER infrastructure@rockylinux.org");
        assertThat(root(alone).orElseThrow().tier()).isEqualTo(Tier.SLIM);
    }
}
