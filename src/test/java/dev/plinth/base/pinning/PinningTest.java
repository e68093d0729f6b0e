package dev.plinth.base.pinning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.image.reference.ImageReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PinningTest {

    private static final String DIGEST = "@sha256:" + "a".repeat(64);

    private static Pinning grade(String reference) {
        return Pinning.of(ImageReference.parse(reference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python",
                "python:latest",
                "gcr.io/distroless/static-debian13",
                "gcr.io/distroless/static-debian13:latest",
                "registry.access.redhat.com/ubi9/ubi-minimal:latest",
                "localhost:5000/app",
                "cgr.dev/chainguard/static:latest"
            })
    void noTagOrLatestIsNoneInWhateverRepository(String reference) {
        assertThat(grade(reference)).isEqualTo(Pinning.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python:3.12",
                "python:3.12-slim",
                "python:3.12-alpine",
                "nginx:1.30-alpine-slim",
                "golang:1.27-alpine3",
                "node:lts",
                "node:24-slim",
                "alpine:3",
                "alpine:edge",
                "debian:stable-slim",
                "debian:oldstable",
                "debian:unstable",
                "debian:testing-slim",
                "debian:sid",
                "ubuntu:rolling",
                "ubuntu:devel",
                "fedora:rawhide",
                "opensuse/tumbleweed:current",
                "opensuse/leap:15",
                "busybox:1-glibc",
                "buildpack-deps:curl",
                "swift:slim",
                "eclipse-temurin:21-jre-alpine",
                "registry.corp/noble/app:1.4",
                "registry.corp/precise-scheduler:1.4",
                "registry.corp/app:1.4-12345678",
                "registry.corp/app:1.4-20261301",
                "registry.corp/app:v2.0.1",
                "registry.corp/app:stream-2",
                "registry.corp/photon3:1.0",
                "gvenzl/oracle-xe:21",
                "registry.corp/label9:1",
                "registry.corp/debian/app:12",
                "gcr.io/distroless/static:nonroot",
                "amazoncorretto:21"
            })
    void aTagThatNamesNoReleaseIsFloating(String reference) {
        assertThat(grade(reference)).isEqualTo(Pinning.FLOATING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "python:3.12-slim-bookworm",
                "node:24-trixie-slim",
                "python:3.12-alpine3.24",
                "nginx:1.30-alpine3.24-slim",
                "eclipse-temurin:21-jre-alpine-3.24",
                "eclipse-temurin:21-jre-noble",
                "eclipse-temurin:21-jre-ubi9-minimal",
                "eclipse-temurin:25-jre-ubi10-minimal",
                "debian:trixie-20260801-slim",
                "debian:unstable-20260801",
                "debian:12",
                "debian:12.7-slim",
                "debian:bookworm",
                "ubuntu:24.04",
                "ubuntu:noble-20260911",
                "ubuntu:resolute",
                "alpine:3.20",
                "alpine:3.24.2",
                "alpine:20260127",
                "amd64/alpine:3.20",
                "public.ecr.aws/docker/library/debian:13-slim",
                "mirror.corp/hub/library/ubuntu:22.04",
                "mcr.microsoft.com/dotnet/aspnet:9.0-bookworm-slim",
                "mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled",
                "mcr.microsoft.com/dotnet/aspnet:10.0-azurelinux3.0-distroless",
                "mcr.microsoft.com/azurelinux/base/core:3.0",
                "mcr.microsoft.com/cbl-mariner/base/core:2.0",
                "mcr.microsoft.com/windows/nanoserver:ltsc2022",
                "golang:1.27-nanoserver-1809",
                "mysql:8.4-oraclelinux9",
                "amazoncorretto:21-al2023-headless",
                "amazonlinux:2023",
                "fedora:44",
                "quay.io/fedora/fedora-minimal:44",
                "rockylinux:9",
                "almalinux:9-minimal",
                "oraclelinux:9-slim",
                "quay.io/centos/centos:stream9",
                "centos:7",
                "centos:centos7.9.2009",
                "photon:5.0",
                "opensuse/leap:15.6",
                "busybox:1.37-glibc",
                "archlinux:base-20260801.0.312345",
                "bitnami/redis:7.2.4-debian-12-r5",
                "nvidia/cuda:12.4.1-base-ubuntu22.04",
                "registry.access.redhat.com/ubi9/ubi-minimal:9.4-1214.1726694543",
                "registry.access.redhat.com/ubi9-minimal:9.4",
                "redhat/ubi9:9.4",
                "gcr.io/distroless/static-debian13:nonroot",
                "gcr.io/distroless/python3-debian12:debug",
                "paketobuildpacks/run-jammy-base:1.0.1",
                "buildpack-deps:trixie-curl",
                "PYTHON.corp/x:3.12-SLIM-BOOKWORM"
            })
    void aTagOrRepositoryThatNamesAReleaseIsCodename(String reference) {
        assertThat(grade(reference)).isEqualTo(Pinning.CODENAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python", "python:latest", "python:3.12", "python:3.12-slim-bookworm"})
    void aDigestIsTheFirmestWithOrWithoutATag(String reference) {
        assertThat(grade(reference + DIGEST)).isEqualTo(Pinning.DIGEST);
    }

    @Test
    void gradesAreOrderedWeakestFirst() {
        assertThat(Pinning.values()).containsExactly(Pinning.NONE, Pinning.FLOATING, Pinning.CODENAME, Pinning.DIGEST);
    }

    @Test
    void labelsAreReadBack() {
        for (Pinning pinning : Pinning.values()) {
            assertThat(Pinning.parse(pinning.label())).isEqualTo(pinning);
        }
        assertThatThrownBy(() -> Pinning.parse("tag")).hasMessageContaining("none, floating, codename, digest");
    }
}
