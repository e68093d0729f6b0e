package dev.plinth.base.fingerprint;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Code names and numbers of the distributions that use both. */
final class Releases {

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

    private Releases() {}

    static Optional<String> debianNumber(String codename) {
        return Optional.ofNullable(DEBIAN.get(codename));
    }

    static Optional<String> debianCodename(String number) {
        return codename(DEBIAN, number);
    }

    static Optional<String> ubuntuCodename(String number) {
        return codename(UBUNTU, number);
    }

    static Optional<String> ubuntuNumber(String codename) {
        return Optional.ofNullable(UBUNTU.get(codename));
    }

    static List<String> debianCodenames() {
        return List.copyOf(DEBIAN.keySet());
    }

    static List<String> ubuntuCodenames() {
        return List.copyOf(UBUNTU.keySet());
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
