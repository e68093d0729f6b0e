package dev.plinth.base.marks;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Code names and numbers of the distributions that use both. */
public final class Releases {

    private static final Map<String, String> DEBIAN = new TreeMap<>(Map.ofEntries(
            Map.entry("wheezy", "7"),
            Map.entry("jessie", "8"),
            Map.entry("stretch", "9"),
            Map.entry("buster", "10"),
            Map.entry("bullseye", "11"),
            Map.entry("bookworm", "12"),
            Map.entry("trixie", "13"),
            Map.entry("forky", "14"),
            Map.entry("duke", "15")));

    private static final Map<String, String> UBUNTU = new TreeMap<>(Map.ofEntries(
            Map.entry("trusty", "14.04"),
            Map.entry("xenial", "16.04"),
            Map.entry("bionic", "18.04"),
            Map.entry("focal", "20.04"),
            Map.entry("jammy", "22.04"),
            Map.entry("lunar", "23.04"),
            Map.entry("mantic", "23.10"),
            Map.entry("noble", "24.04"),
            Map.entry("oracular", "24.10"),
            Map.entry("plucky", "25.04"),
            Map.entry("questing", "25.10"),
            Map.entry("resolute", "26.04")));

    /** Since which month images with an unnamed archive may hold which release; most publishers name theirs since 2024. */
    private static final TreeMap<Instant, String> DEBIAN_SINCE = since(
            "2013-05",
            "wheezy",
            "2015-04",
            "jessie",
            "2017-06",
            "stretch",
            "2019-07",
            "buster",
            "2021-08",
            "bullseye",
            "2023-06",
            "bookworm",
            "2025-08",
            "trixie");

    private static final TreeMap<Instant, String> ALPINE_SINCE = since(
            "2015-12", "3.3", "2016-05", "3.4", "2016-12", "3.5", "2017-05", "3.6", "2017-11", "3.7", "2018-06", "3.8",
            "2019-01", "3.9", "2019-06", "3.10", "2019-12", "3.11", "2020-05", "3.12", "2021-01", "3.13", "2021-06",
            "3.14", "2021-11", "3.15", "2022-05", "3.16", "2022-11", "3.17", "2023-05", "3.18", "2023-12", "3.19",
            "2024-05", "3.20", "2024-12", "3.21", "2025-06", "3.22", "2025-12", "3.23", "2026-06", "3.24");

    private static final TreeMap<Instant, String> UBUNTU_SINCE = since(
            "2014-04", "14.04", "2016-04", "16.04", "2018-04", "18.04", "2020-04", "20.04", "2022-04", "22.04",
            "2024-04", "24.04", "2026-04", "26.04");

    private Releases() {}

    public static Optional<String> debianNumber(String codename) {
        return Optional.ofNullable(DEBIAN.get(codename));
    }

    public static Optional<String> debianCodename(String number) {
        return codename(DEBIAN, number);
    }

    public static Optional<String> ubuntuCodename(String number) {
        return codename(UBUNTU, number);
    }

    public static Optional<String> ubuntuNumber(String codename) {
        return Optional.ofNullable(UBUNTU.get(codename));
    }

    public static List<String> debianCodenames() {
        return List.copyOf(DEBIAN.keySet());
    }

    public static List<String> ubuntuCodenames() {
        return List.copyOf(UBUNTU.keySet());
    }

    /** Code names that Debian's stable and its predecessor had then, for images that do not say theirs. */
    public static List<String> debianAt(Instant time) {
        return at(DEBIAN_SINCE, time);
    }

    /** The newest release of Alpine then, and the one before. */
    public static List<String> alpineAt(Instant time) {
        return at(ALPINE_SINCE, time);
    }

    /** Every release of Alpine until then, the newest first. */
    public static List<String> alpineUntil(Instant time) {
        return List.copyOf(ALPINE_SINCE.headMap(time, true).descendingMap().values());
    }

    /** The newest long-term release of Ubuntu then, and the one before. */
    public static List<String> ubuntuAt(Instant time) {
        return at(UBUNTU_SINCE, time);
    }

    private static List<String> at(TreeMap<Instant, String> releases, Instant time) {
        return releases.headMap(time, true).descendingMap().values().stream()
                .limit(2)
                .toList();
    }

    private static TreeMap<Instant, String> since(String... monthsAndNames) {
        TreeMap<Instant, String> releases = new TreeMap<>();
        for (int i = 0; i < monthsAndNames.length; i += 2) {
            releases.put(Instant.parse(monthsAndNames[i] + "-01T00:00:00Z"), monthsAndNames[i + 1]);
        }
        return releases;
    }

    private static Optional<String> codename(Map<String, String> releases, String number) {
        for (Map.Entry<String, String> release : releases.entrySet()) {
            if (release.getValue().equals(number)) {
                return Optional.of(release.getKey());
            }
        }
        return Optional.empty();
    }
}
